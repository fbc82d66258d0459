"""Calling people who have not come: who calls whom just now, and what was said.

A desk claims a person before she is called, so that two don't call her at once. Whoever has come
meanwhile, was cancelled, merged or is being called elsewhere is called no more: an answer and no error.
"""

from datetime import timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Table, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.queries import station_name
from onsite.asking import Asking
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.reception import no_show_list
from onsite.reception.no_show_rows import NoShowCall, NoShowClaim
from onsite.reception.no_show_shapes import ClaimAnswer, NoShowCallBody
from onsite.reception.words import clock_time
from onsite.registration import queries
from onsite.registration.models import Delegate
from onsite.registration.standings import must_have_a_name
from onsite.web import in_utc
from onsite.wording import word

CLAIMED_FOR = timedelta(minutes=3)
LATE_FOR = timedelta(minutes=15)  # "at nine" may still be said a little after nine

WHAT = "no_shows"


class Stop(NamedTuple):
    """Why someone isn't called: a word, and a sentence."""

    reason: str
    message: str


@once(NoShowCall)
def note_call(session: Session, body: NoShowCallBody, asking: Asked) -> bytes:
    """Keep what came of a call; the desk's claim on her ends with it. Events: `Changed`.

    Raises:
        OnsiteError: ``coming_at_unfit`` when she isn't coming, or that time is over;
            ``unknown_registration`` (404), ``no_person`` (409), ``id_reused``.
    """
    coming_at = _coming_at(body, asking)
    row = _called(session, body.reg_no)
    stop = _stop(session, row, asking) or _elsewhere(session, row.id, asking)
    session.execute(
        delete(NoShowClaim).where(NoShowClaim.delegate_id == row.id, _is_free_for(asking))
    )
    events.record(session, events.Changed(WHAT))
    before = select(func.count()).where(NoShowCall.delegate_id == row.id)
    return asking.keep(
        {
            "reg_no": row.reg_no,
            "verdict": "refused" if stop else "noted",
            "reason": stop.reason if stop else None,
            "message": stop.message if stop else "",
        },
        delegate_id=row.id,
        turn=(session.scalar(before) or 0) + 1,
        outcome=body.outcome,
        coming_at=coming_at,
        note=body.note.strip(),
        reason=stop.reason if stop else None,
    )


def claim(session: Session, reg_no: str, asking: Asking) -> ClaimAnswer:
    """Let this station call someone for three minutes; what it claimed before is free again.

    Asked once more, the three minutes begin anew. Events: `Changed`, when she is newly claimed.

    Raises:
        OnsiteError: ``unknown_registration`` (404), ``no_person`` (409).
    """
    row = _called(session, reg_no)
    stop, was_mine = _stop(session, row, asking), _is_mine(session, row.id, asking)
    if stop is None and not _claimed(session, row.id, asking):
        stop = _elsewhere(session, row.id, asking)
    if stop is not None:
        return {
            "verdict": "refused",
            "reason": stop.reason,
            "message": stop.message,
            "no_show": None,
        }
    _give_back(session, NoShowClaim.delegate_id != row.id, asking)
    if not was_mine:
        events.record(session, events.Changed(WHAT))
    found = no_show_list.one(session, row.id, station=asking.station, now=asking.now)
    return {"verdict": "claimed", "reason": None, "message": "", "no_show": found}


def give_back(session: Session, asking: Asking) -> None:
    """Let others call whom this station had claimed. Events: `Changed`."""
    if _give_back(session, NoShowClaim.delegate_id.is_not(None), asking):
        events.record(session, events.Changed(WHAT))


def _called(session: Session, reg_no: str) -> Delegate:
    row = queries.held_delegate(session, reg_no, field="reg_no")
    must_have_a_name(row)
    return row


def _coming_at(body: NoShowCallBody, asking: Asked) -> Any:
    if body.coming_at is None:
        return None
    found = in_utc(body.coming_at, field="coming_at")
    if body.outcome != "coming" or found < asking.now - LATE_FOR:
        raise OnsiteError(
            "coming_at_unfit",
            "coming_at is when she will be here, for someone who is coming; leave it out, or send "
            "a time that is still ahead.",
            field="coming_at",
        )
    return found


def _stop(session: Session, row: Delegate, asking: Asking) -> Stop | None:
    if row.merged_into is not None:
        kept = session.get_one(Delegate, row.merged_into)
        return _said(asking, "merged", name=row.name, reg_no=kept.reg_no)
    if row.is_cancelled:
        return _said(asking, "cancelled", name=row.name)
    came = queries.check_in_of(session, row.id)
    if came is None:
        return None
    place, at = station_name(session, came.station), clock_time(session, came.noted_at or came.at)
    return _said(asking, "here", name=row.name, at=at, place=place)


def _elsewhere(session: Session, delegate_id: int, asking: Asking) -> Stop | None:
    """Tell who else calls her just now."""
    held = session.scalars(
        select(NoShowClaim).where(
            NoShowClaim.delegate_id == delegate_id,
            NoShowClaim.station != asking.station,
            NoShowClaim.ends_at > asking.now,
        )
    ).one_or_none()
    if held is None:
        return None
    place, at = station_name(session, held.station), clock_time(session, held.ends_at)
    return _said(asking, "being_called", place=place, at=at)


def _said(asking: Asking, reason: str, **values: object) -> Stop:
    return Stop(reason, word(f"no_shows.refused.{reason}", asking.language, **values))


def _is_mine(session: Session, delegate_id: int, asking: Asking) -> bool:
    held = session.get(NoShowClaim, delegate_id)
    return held is not None and held.station == asking.station and held.ends_at > asking.now


def _is_free_for(asking: Asking) -> ColumnElement[bool]:
    return or_(NoShowClaim.station == asking.station, NoShowClaim.ends_at <= asking.now)


def _claimed(session: Session, delegate_id: int, asking: Asking) -> bool:
    """Take the claim unless another station has it; the database says which of two was first."""
    upsert: Any = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    held = {
        "station": asking.station,
        "operator": asking.principal.operator_name,
        "ends_at": asking.now + CLAIMED_FOR,
    }
    table = cast("Table", NoShowClaim.__table__)
    taken = (
        upsert(table)
        .values(delegate_id=delegate_id, **held)
        .on_conflict_do_update(
            index_elements=["delegate_id"], set_=held, where=_is_free_for(asking)
        )
        .returning(table.c.delegate_id)
    )
    return session.execute(taken).one_or_none() is not None


def _give_back(session: Session, which: ColumnElement[bool], asking: Asking) -> bool:
    gone = delete(NoShowClaim).where(which, NoShowClaim.station == asking.station)
    return session.execute(gone.returning(NoShowClaim.delegate_id)).first() is not None
