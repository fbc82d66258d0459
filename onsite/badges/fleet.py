"""The printers there are: which of them a job's station prints on, and which stand in for them.

How a printer must be to print, and what holds the same stock, are `rules`'. Nothing here is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onsite.badges.models import PrinterRow, PrintJobRow
from onsite.badges.rules import State, holds_same_stock, trouble_of
from onsite.badges.shapes import InTrouble

REMOVED = "removed"


@dataclass(frozen=True)
class Fleet:
    """The printers as they are now.

    Attributes:
        printers: Those there are, by name.
        chosen: Station -> the printer it chose.
        now: When they were looked at.
        removed: Those taken away out of a pool, whose place the others take.
    """

    printers: Sequence[PrinterRow]
    chosen: Mapping[str, str]
    now: datetime
    removed: Sequence[PrinterRow] = ()

    def trouble(self, row: PrinterRow) -> str | None:
        """Name the state in which a printer can print nothing now; None when it may print."""
        if row.removed_at is not None:
            return REMOVED
        return trouble_of(
            row.state, can_answer=row.can_answer, heard_at=row.checked_at, now=self.now
        )

    def first_choice(
        self, *, prints: str, station: str, wanted: str | None = None
    ) -> list[PrinterRow]:
        """Choose the printers a station's job is meant for, however they are.

        That is the wanted one; else the one the station chose, its own, or those that serve all; else
        its own one that was taken away, when others stand in for that.
        """
        if wanted is not None:
            return [row for row in self.printers if row.name == wanted]
        kind = [row for row in self.printers if prints in row.prints]
        chosen = [row for row in kind if row.name == self.chosen.get(station)]
        own = [row for row in kind if row.station == station]
        gone = [row for row in self.removed if prints in row.prints and row.station == station]
        return chosen or own or [row for row in kind if row.station is None] or gone

    def able(self, *, prints: str, station: str, wanted: str | None = None) -> list[PrinterRow]:
        """Choose the printers a station's job comes out of as things are.

        Those of its first choice that may print; when none of them may, those that stand in for them;
        when there are none, the first choice: the job waits for it.
        """
        first = self.first_choice(prints=prints, station=station, wanted=wanted)
        return (
            [row for row in first if self.trouble(row) is None]
            or ([] if wanted is not None else self._stand_ins(first, prints))
            or [row for row in first if row.removed_at is None]
        )

    def instead_of(self, row: PrintJobRow, printer: PrinterRow) -> InTrouble | None:
        """Tell which printer a job goes elsewhere for; None when it goes where it is meant for."""
        first = self._first_of(row)
        if not first or printer in first:
            return None
        return self._in_trouble(first[0])

    def goes_instead_of(self, row: PrintJobRow) -> InTrouble | None:
        """Tell which printer a job went, or will go, elsewhere for."""
        if row.state != State.QUEUED:
            went: InTrouble | None = row.instead_of  # type: ignore[assignment] # as claimed
            return went
        able = self._able_of(row)
        return self.instead_of(row, able[0]) if able else None

    def waits_for(self, row: PrintJobRow) -> InTrouble | None:
        """Tell which printer a job waits for because nothing can be printed there now."""
        able = self._able_of(row) if row.state == State.QUEUED else []
        is_stuck = able and all(self.trouble(each) is not None for each in able)
        return self._in_trouble(able[0]) if is_stuck else None

    def place_of(self, row: PrintJobRow) -> str | None:
        """Tell where a job comes out, or came out; None where nobody knows yet."""
        if row.printer is not None:
            places = {each.place for each in self.printers if each.name == row.printer}
        else:
            places = {each.place for each in self._able_of(row)}
        return (places.pop() or None) if len(places) == 1 else None

    def _first_of(self, row: PrintJobRow) -> list[PrinterRow]:
        return self.first_choice(prints=row.prints, station=row.station, wanted=row.wanted_printer)

    def _able_of(self, row: PrintJobRow) -> list[PrinterRow]:
        return self.able(prints=row.prints, station=row.station, wanted=row.wanted_printer)

    def _stand_ins(self, first: Sequence[PrinterRow], prints: str) -> list[PrinterRow]:
        return [
            row
            for row in self.printers
            if prints in row.prints
            and self.trouble(row) is None
            and any(_stands_in(row, each) for each in first)
        ]

    def _in_trouble(self, row: PrinterRow) -> InTrouble:
        return {
            "printer": row.name,
            "place": row.place,
            "state": self.trouble(row) or row.state,
        }


def _stands_in(row: PrinterRow, other: PrinterRow) -> bool:
    return bool(
        row.pool
        and row.pool == other.pool
        and holds_same_stock((row.width_mm, row.height_mm), (other.width_mm, other.height_mm))
    )
