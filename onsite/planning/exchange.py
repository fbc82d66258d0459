"""Check-ins going to and fro between an event and a plan that checks people in itself, as values.

What goes out is the store's business, what comes in is `coming_in`'s; here is what both tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict
from uuid import UUID

import msgspec

from onsite.planning.changes import Conflict
from onsite.planning.check_ins_here import Here
from onsite.planning.tables import DELEGATES

_WHY = {"unknown_registration": "not on the list here yet, run onsite refresh"}
A_COMMIT = 50  # taken in at once; others' writes come between


class CameIn(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A check-in, or an admission to a hall, that was made in the plan's own system.

    Attributes:
        check_in_id: Made from where and when it was: the same every time it is read.
        hall: None for the event itself.
    """

    check_in_id: UUID
    reg_no: str
    at: datetime
    hall: str | None = None


class Taken(TypedDict):
    """What became of one that came in.

    ``outcome`` is checked_in, already_checked_in (``first_at`` says since when), known (it came in before, or
    was made here), or refused with the ``reason``.
    """

    reg_no: str
    outcome: str
    reason: str | None
    at: str
    first_at: str | None
    hall: str | None


class Both(TypedDict):
    """Someone checked in at both places, and when at each."""

    reg_no: str
    onsite: str
    there: str


class ExchangeShape(TypedDict):
    """How many check-ins came in and went out, or would.

    ``annulled`` were taken back here and then there; ``refused`` stand among the conflicts; ``only_here`` are
    checked in and not on the plan's list there; ``both`` with the times.
    """

    came_in: int
    went_out: int
    annulled: int
    refused: int
    only_here: int
    both: list[Both]


@dataclass(slots=True)
class Exchange:
    """What went to and fro.

    Attributes:
        here: The check-ins that the event has, once they are gathered.
        refused: What was refused at either place, person by person.
    """

    here: Here = field(default_factory=Here)
    came_in: int = 0
    went_out: int = 0
    annulled: int = 0
    only_here: int = 0
    both: list[Both] = field(default_factory=list)
    refused: list[Conflict] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        """Nothing moved."""
        return not (self.came_in or self.went_out or self.annulled)

    def document(self) -> ExchangeShape:
        """Give it as the answers of sync and refresh tell it."""
        return {
            "came_in": self.came_in,
            "went_out": self.went_out,
            "annulled": self.annulled,
            "refused": len(self.refused),
            "only_here": self.only_here,
            "both": list(self.both),
        }

    def take(self, taken: Sequence[Taken], *, name: str) -> None:
        """Add what came in from the plan of a name."""
        for one in taken:
            if one["outcome"] == "checked_in":
                self.came_in += 1
            elif one["outcome"] == "refused":
                where = f" ({one['hall']})" if one["hall"] else ""
                why = _WHY.get(one["reason"] or "", one["reason"] or "")
                self.refuse(one["reg_no"], there=f"{name}: checked in{where} {one['at']}", here=why)

    def refuse(self, reg_no: str, *, there: str, here: str) -> None:
        """Note what both say of a person; such a plan has no cells, her number stands for one."""
        self.refused.append(Conflict(DELEGATES.chinese, reg_no, reg_no, there, f"{reg_no}: {here}"))
