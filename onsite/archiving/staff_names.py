"""Other names for operators, the same one wherever an operator is named; organisers keep theirs."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.models import OperatorRow
from onsite.asking import LOCAL

ORGANISER = "organiser"
LAPTOP = "laptop"
_HOLDER, _DELEGATE = "staff:", "delegate:"
_GIVEN = re.compile(r"staff [0-9]{1,9}")


class StaffNames:
    """Gives each name another: ``staff 1``, ``staff 2`` ... as the event lists its operators."""

    def __init__(self, session: Session) -> None:
        self._given: dict[str, str] = {}
        self._last = 0
        rows = (
            session.execute(select(OperatorRow.name, OperatorRow.roles).order_by(OperatorRow.id))
            .tuples()
            .all()
        )
        # An organiser answers for the event, and someone must be able to sign in afterwards.
        self._kept = {"", LOCAL, LAPTOP} | {name for name, roles in rows if ORGANISER in roles}
        for name, _ in rows:  # of an earlier wipe: numbers go on after those
            if _GIVEN.fullmatch(name):
                self._last = max(self._last, int(name.split()[1]))
        for name, _ in rows:
            self.other(name)

    def other(self, name: str | None) -> str | None:
        """Give the name that stands for an operator's; None for none."""
        if name is None or name in self._kept or _GIVEN.fullmatch(name):
            return name
        if name not in self._given:
            self._last += 1
            self._given[name] = f"staff {self._last}"
        return self._given[name]

    def holder(self, holder: str) -> str:
        """Give what stands for the holder of an item: ``staff:NAME`` or ``delegate:12``."""
        if holder.startswith(_DELEGATE):
            return holder
        return f"{_HOLDER}{self.other(holder.removeprefix(_HOLDER))}"

    @property
    def count(self) -> int:
        return len(self._given)
