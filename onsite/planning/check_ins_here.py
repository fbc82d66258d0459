"""What a plan that checks people in itself has to know of the event: who came, whom we took back, doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.registration.in_force import override_at
from onsite.registration.models import Arrival, CheckIn, CheckInUndo, Delegate
from onsite.scanner.door_rows import STANDS
from onsite.scanner.models import Scan

ELSEWHERE = "pretix"  # the place of a check-in that was made there
ADMITTED = "admitted"
_SAID = override_at(Delegate.id, "unpaid").is_not(None)  # a named person let her in unpaid


@dataclass(frozen=True, slots=True)
class CheckInHere:
    """A check-in of the event, or an admission to a hall.

    Attributes:
        is_from_there: It was made in the plan's own system, and came in from there.
        is_overridden: She was let in unpaid on a named person's word.
        hall: None for the event itself.
    """

    id: str
    reg_no: str
    at: datetime
    is_from_there: bool = False
    is_overridden: bool = False
    hall: str | None = None


@dataclass(frozen=True, slots=True)
class Here:
    """Who is checked in, whose check-in was taken back, and who was let into which hall first."""

    check_ins: Sequence[CheckInHere] = ()
    undone: Sequence[CheckInHere] = ()
    admissions: Sequence[CheckInHere] = ()


def check_ins_here(session: Session) -> Here:
    """Gather it, each in order of time."""
    by_means = CheckIn.means == ELSEWHERE
    rows = select(CheckIn.id, Delegate.reg_no, CheckIn.at, by_means, _SAID).order_by(CheckIn.at)
    came = rows.join(Arrival, Arrival.check_in_id == CheckIn.id).join(
        Delegate, Delegate.id == Arrival.delegate_id
    )
    undone = rows.join(CheckInUndo, CheckInUndo.check_in_id == CheckIn.id).join(
        Delegate, Delegate.id == CheckIn.delegate_id
    )
    here, taken_back = (
        [CheckInHere(*row) for row in session.execute(asked).tuples()] for asked in (came, undone)
    )
    return Here(here, taken_back, _admissions(session))


def _admissions(session: Session) -> list[CheckInHere]:
    by_station = Scan.station == ELSEWHERE
    rows = session.execute(
        select(Scan.id, Delegate.reg_no, Scan.counted_at, by_station, _SAID, Scan.hall)
        .join(Delegate, Delegate.id == Scan.delegate_id)
        .where(Scan.verdict == ADMITTED, Scan.direction == "in", STANDS)
        .order_by(Scan.counted_at)
    ).tuples()
    first: dict[tuple[str, str | None], CheckInHere] = {}
    for one in (CheckInHere(*row) for row in rows):
        first.setdefault((one.reg_no, one.hall), one)
    return list(first.values())
