"""Back from paper: roster lines typed in once the server is there again, with their own times."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.desks.check_ins import check_in
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.registration.bodies import CheckInBody
from onsite.registration.models import BackEntry
from onsite.units import rfc3339
from onsite.web import problem_body

MOST_ENTRIES = 100  # nobody else is written while these are


class BackEntryLine(msgspec.Struct, forbid_unknown_fields=True):
    """One line of a paper roster: who came, and when."""

    check_in_id: UUID
    reg_no: str
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    hand_out: bool = False


class BackEntryBody(msgspec.Struct, forbid_unknown_fields=True):
    """Lines of a paper roster."""

    back_entry_id: UUID
    entries: Annotated[list[BackEntryLine], msgspec.Meta(min_length=1, max_length=MOST_ENTRIES)]


class _DatedCheckIn(CheckInBody, forbid_unknown_fields=True):
    """A check-in with its time: the same id with another time is another check-in."""

    at: datetime | None = None


@once(BackEntry, "back_entry_id")
def enter_back(session: Session, body: BackEntryBody, asking: Asked) -> bytes:
    """Check in each line's person as of the time on paper; a bad line keeps no other one back.

    Minutes and headcounts are those of the time on paper. Who is here already stays so since then.

    Raises:
        OnsiteError: ``id_reused`` for the whole. A line's own problem (``in_the_future``, ``id_reused``)
            stands in its place of the answer.
    """
    return asking.keep(
        {"entries": [_entry(session, line, asking) for line in body.entries]},
        count=len(body.entries),
    )


def _entry(session: Session, line: BackEntryLine, asking: Asking) -> dict[str, Any]:
    told = {"check_in_id": str(line.check_in_id), "reg_no": line.reg_no}
    try:
        with session.begin_nested():
            return {**told, **_check_in(session, line, asking), "noted_at": rfc3339(asking.now)}
    except OnsiteError as error:
        return {**told, **problem_body(error)}


def _check_in(session: Session, line: BackEntryLine, asking: Asking) -> dict[str, Any]:
    at = _in_the_past(line.at, asking.now)
    dated = _DatedCheckIn(
        check_in_id=line.check_in_id, reg_no=line.reg_no, hand_out=line.hand_out, at=at
    )
    then = Asking(asking.principal, at, asking.language)
    answer: dict[str, Any] = msgspec.json.decode(
        check_in(session, dated, then, noted_at=asking.now)
    )
    return answer


def _in_the_past(at: datetime, now: datetime) -> datetime:
    try:
        found = at.astimezone(UTC)
    except OverflowError:
        found = None
    if found is None or found > now or found.year < now.year - 1:
        raise OnsiteError(
            "in_the_future" if found and found > now else "malformed",
            f"{at} is no time at which someone came; write the time that stands on the paper.",
            field="at",
        )
    return found
