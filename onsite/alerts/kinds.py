"""The kinds of alerts there are: how urgent each is, and who is told unless someone decides otherwise.

What makes one true, the watchers know. Pure: values in, value out.
"""

from collections.abc import Collection
from dataclasses import dataclass

from onsite.access.rules import Role
from onsite.asking import LOCAL, Principal

LOOK, ACT = "look", "act"  # look when you can; act now
TELLABLE = (Role.DESK, Role.FINANCE, Role.CONTROL, Role.BOARD, Role.DOOR)

_CONTROL = (Role.CONTROL,)
_SHOWN = (Role.CONTROL, Role.BOARD)
_OF_HALLS = (*_SHOWN, Role.DOOR)
_STAFF = (Role.DESK, Role.FINANCE, Role.CONTROL)
_HOSTS_TOO = (*_STAFF, Role.HOST)  # hosts are told of their own guests, boards and doors of nobody
_SUPERVISING = frozenset({"supervisor", "organiser"})


@dataclass(frozen=True)
class Kind:
    """One kind of alert.

    Attributes:
        level: ``look`` or ``act``.
        roles: The stations told usually.
        tells_bots: Whether the groups are told usually.
        at_most: The only stations it may ever be told at.
        operators: Who must be signed in to see it; empty: nobody need be.
        may_tell_bots: Whether groups may be told at all.
    """

    level: str
    roles: tuple[Role, ...]
    tells_bots: bool = True
    at_most: tuple[Role, ...] = TELLABLE
    operators: frozenset[str] = frozenset()
    may_tell_bots: bool = True


def _of_money(level: str, *, tells_bots: bool) -> Kind:
    return Kind(level, _CONTROL, tells_bots, at_most=_CONTROL, operators=_SUPERVISING)


KINDS: dict[str, Kind] = {
    "hall_nearly_full": Kind(LOOK, _OF_HALLS),
    "hall_full": Kind(ACT, _OF_HALLS),
    "slow_zone": Kind(LOOK, (*_STAFF, Role.BOARD)),
    "vip_arrived": Kind(LOOK, _HOSTS_TOO, at_most=_HOSTS_TOO),
    "speaker_missing": Kind(ACT, _HOSTS_TOO, at_most=_HOSTS_TOO),
    "low_attendance": Kind(LOOK, _SHOWN),
    "printer_down": Kind(ACT, _STAFF, tells_bots=False),
    "station_down": Kind(LOOK, _CONTROL, tells_bots=False),
    "door_offline": Kind(LOOK, _SHOWN, tells_bots=False),
    "stock_low": Kind(LOOK, (Role.DESK, Role.CONTROL), tells_bots=False),
    "drawer_over": _of_money(LOOK, tells_bots=False),
    "backup_failing": Kind(ACT, _CONTROL),
    "clock_drift": Kind(LOOK, _CONTROL, tells_bots=False),
    "budget_over_5": _of_money(LOOK, tells_bots=True),
    "budget_over_10": _of_money(LOOK, tells_bots=True),
    "budget_over_15": _of_money(ACT, tells_bots=True),
    "bot_refused": Kind(LOOK, _CONTROL, tells_bots=False, may_tell_bots=False),
}


def may_see(kind: str, principal: Principal, *, roles: Collection[str]) -> bool:
    """Tell whether a station, with who is signed in there, is told of a kind.

    Args:
        kind: The kind.
        principal: Who asks.
        roles: The stations that are told of it, as decided.
    """
    if principal.station.role == LOCAL:
        return True
    needed = KINDS[kind].operators
    signed_in = set(principal.operator.roles) if principal.operator else set()
    return principal.station.role in roles and (not needed or bool(needed & signed_in))
