"""Who may do what, and how long a wrong PIN costs. Pure: values in, value out."""

from datetime import timedelta
from enum import StrEnum

from onsite.asking import Principal


class Role(StrEnum):
    """The jobs a station can have."""

    KIOSK = "kiosk"
    DESK = "desk"
    FINANCE = "finance"
    DOOR = "door"
    BOARD = "board"
    CONTROL = "control"
    HOST = "host"
    PRINT_AGENT = "print-agent"
    CAMERA_AGENT = "camera-agent"
    READER_AGENT = "reader-agent"


OPERATOR_ROLES = ("organiser", "supervisor", "desk", "finance", "door", "technician")

RIGHTS = {
    "override": {"supervisor", "organiser"},
    "undo": {"supervisor", "organiser"},
    "revoke": {"supervisor", "organiser"},
    "block": {"supervisor", "organiser"},
    "merge": {"supervisor", "organiser"},
    "cancel": {"supervisor", "organiser"},
    "substitute": {"supervisor", "organiser"},
    "recategorise": {"finance", "supervisor", "organiser"},
    "money": {"finance", "organiser"},
    "reverse": {"finance", "supervisor", "organiser"},  # one's own
    "reverse_others": {"supervisor", "organiser"},
    "sign": {"desk", "finance", "supervisor", "organiser"},
    "stock": {"desk", "supervisor", "organiser"},
    "call": {"desk", "finance", "supervisor", "organiser"},  # who has not come, by her number
    "evacuate": {"door", "supervisor", "organiser"},
    "exports": {"organiser"},
    "wipe": {"organiser"},
    "backups": {"technician", "organiser"},
    "policies": {"supervisor", "organiser"},
    "people": {"organiser"},
    "stations": {"technician", "organiser"},
    "printers": {"technician", "organiser"},
    "pre_print": {"supervisor", "organiser"},  # badges before anyone stands there
    "messages": {"supervisor", "organiser"},  # reminders, the log of incidents, the contact sheet
    "batches": {"technician", "supervisor", "organiser"},  # pause and go on, at the printer
}

KIOSKS = frozenset({Role.KIOSK.value})
DESKS = frozenset({Role.DESK.value, Role.FINANCE.value})
DOORS = frozenset({Role.DOOR.value, Role.CAMERA_AGENT.value})
BOARDS = frozenset({Role.BOARD.value})
CONTROLS = frozenset({Role.CONTROL.value})
PRINT_AGENTS = frozenset({Role.PRINT_AGENT.value})
READER_AGENTS = frozenset({Role.READER_AGENT.value})
HOSTS = frozenset({Role.HOST.value})
PAGES = frozenset({"kiosk", "desk", "finance", "door", "board", "control", "host"})
EVERYONE = frozenset(role.value for role in Role)

FREE_TRIES = 4
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(minutes=30)
PIN_LENGTHS = range(4, 65)


def rights_of(roles: tuple[str, ...] | list[str]) -> frozenset[str]:
    """Name what a person with these roles may do."""
    return frozenset(right for right, holders in RIGHTS.items() if holders & set(roles))


def sees_persons(principal: Principal) -> bool:
    """Tell whether names may be shown: at control only to an operator who is more than a technician."""
    if principal.station.role not in CONTROLS:
        return True
    return principal.operator is not None and bool(set(principal.operator.roles) - {"technician"})


def lock_after(failed_count: int) -> timedelta | None:
    """Tell how long signing in is closed after so many wrong PINs in a row; None for not at all."""
    if failed_count <= FREE_TRIES:
        return None
    doubled: timedelta = FIRST_LOCK * 2 ** min(failed_count - FREE_TRIES - 1, 10)
    return min(doubled, LONGEST_LOCK)
