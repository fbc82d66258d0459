"""Calls between stations: sent, shown to those they are for, and who has heard them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.models import StationRow
from onsite.access.rules import BOARDS
from onsite.errors import OnsiteError, not_found
from onsite.messages.addressing import addressed
from onsite.messages.bodies import StationCallAnswerBody, StationCallBody
from onsite.messages.models import StationCall, StationCallAnswer, StationCallReceiver
from onsite.messages.rules import ANSWER_WITHIN, LATE_AFTER, TOLD_FOR
from onsite.messages.sentences import CHINESE, ENGLISH, said, unnamed
from onsite.messages.shapes import CalledStation, SentCall, StationCalls, StationCallShape
from onsite.once import Asked, once
from onsite.units import rfc3339

CHANGED = "calls"
SENT_SHOWN_FOR = timedelta(hours=12)
SENT_AT_MOST = 50


@once(StationCall)
def call(session: Session, body: StationCallBody, asking: Asked) -> bytes:
    """Tell other stations something. Events: `Changed`, to each of them.

    Raises:
        OnsiteError: What `sentences.said` and `addressing.addressed` refuse; ``id_reused``.
    """
    words = said(session, body)
    found = addressed(
        session,
        body.to,
        now=asking.now,
        but=asking.station,
        names_a_person=words.delegate_id is not None,
    )
    answer = asking.keep(
        {"text": words.text, "text_en": words.text_en, "stations": [row.id for row in found]},
        kind=body.kind,
        text=words.text,
        text_en=words.text_en,
        needs_answer=body.needs_answer,
        delegate_id=words.delegate_id,
        due_at=None,
    )
    address(session, str(body.station_call_id), found, sender=asking.station)
    return answer


def address(
    session: Session, call_id: str, found: Iterable[StationRow], *, sender: str | None
) -> None:
    """Note whom a call is for, and let their pages fetch it. Events: `Changed`."""
    stations = [row.id for row in found]
    session.add_all(StationCallReceiver(call_id=call_id, station=each) for each in stations)
    session.flush()
    for each in filter(None, (*stations, sender)):
        events.record(session, events.Changed(CHANGED, call_id, station=each))
    events.record(session, events.Changed(CHANGED, call_id))


@once(StationCallAnswer)
def answer_call(session: Session, body: StationCallAnswerBody, asking: Asked) -> bytes:
    """Say that this station, or who is signed in there, has heard a call. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_call`` 404, ``not_your_call`` 403, ``call_heard`` 409, ``id_reused``.
    """
    call_id = str(body.station_call_id)
    row = session.get(StationCall, call_id)
    if row is None:
        raise not_found("call", call_id, field="station_call_id")
    if session.get(StationCallReceiver, (call_id, asking.station)) is None:
        raise OnsiteError(
            "not_your_call",
            "This call is for other stations; they answer it.",
            status=403,
            field="station_call_id",
        )
    by = asking.principal.operator_name or asking.principal.station.name
    try:
        with session.begin_nested():
            answer = asking.keep({"station_call_id": call_id, "answered_by": by}, call_id=call_id)
    except IntegrityError as error:
        raise OnsiteError(
            "call_heard",
            "Somebody at this station has answered this call already; nothing to do.",
            status=409,
            field="station_call_id",
        ) from error
    for station in (row.station, asking.station):
        events.record(session, events.Changed(CHANGED, call_id, station=station))
    events.record(session, events.Changed(CHANGED, call_id))
    return answer


def calls(
    session: Session, *, station: str, role: str, now: datetime, shows_persons: bool, every: bool
) -> StationCalls:
    """List what a station is called for and has not answered, and what was sent.

    Args:
        session: A reading session.
        station: Whose.
        role: Its role: a board is told for a short while, and who heard what is not told there.
        now: When.
        shows_persons: Whether a person's name may stand in it.
        every: What anyone sent, reminders too; else this station's own.
    """
    is_board = role in BOARDS
    for_me = session.execute(
        select(StationCall, StationRow.name)
        .join(StationCallReceiver, StationCallReceiver.call_id == StationCall.id)
        .outerjoin(
            StationCallAnswer,
            and_(
                StationCallAnswer.call_id == StationCall.id,
                StationCallAnswer.station == StationCallReceiver.station,
            ),
        )
        .outerjoin(StationRow, StationRow.id == StationCall.station)
        .where(StationCallReceiver.station == station, StationCallAnswer.id.is_(None))
        .where(_is_fresh(now, is_board=is_board))
        .order_by(StationCall.at, StationCall.id)
    )
    return {
        "calls": [_shape(row, name, shows_persons=shows_persons) for row, name in for_me],
        "sent": []
        if is_board
        else _sent(session, None if every else station, now, shows_persons=shows_persons),
    }


def _is_fresh(now: datetime, *, is_board: bool) -> ColumnElement[bool]:
    lately = StationCall.at > now - TOLD_FOR
    if is_board:
        return lately
    return or_(lately, and_(StationCall.needs_answer, StationCall.at > now - ANSWER_WITHIN))


def _sent(
    session: Session, station: str | None, now: datetime, *, shows_persons: bool
) -> list[SentCall]:
    chosen = (
        select(StationCall, StationRow.name)
        .outerjoin(StationRow, StationRow.id == StationCall.station)
        .where(StationCall.at > now - SENT_SHOWN_FOR)
        .order_by(StationCall.at.desc(), StationCall.id)
        .limit(SENT_AT_MOST)
    )
    if station is not None:
        chosen = chosen.where(StationCall.station == station)
    found = session.execute(chosen).all()
    called = _called(session, [row.id for row, _ in found])
    return [
        _with_stations(_shape(row, name, shows_persons=shows_persons), called[row.id])
        for row, name in found
    ]


def _called(session: Session, call_ids: list[str]) -> dict[str, list[CalledStation]]:
    rows = session.execute(
        select(
            StationCallReceiver.call_id,
            StationRow,
            StationCallAnswer.at,
            StationCallAnswer.operator,
        )
        .join(StationRow, StationRow.id == StationCallReceiver.station)
        .outerjoin(
            StationCallAnswer,
            and_(
                StationCallAnswer.call_id == StationCallReceiver.call_id,
                StationCallAnswer.station == StationCallReceiver.station,
            ),
        )
        .where(StationCallReceiver.call_id.in_(call_ids))
        .order_by(StationRow.created_at, StationRow.id)
    )
    found: dict[str, list[CalledStation]] = defaultdict(list)
    for call_id, station, at, operator in rows:
        found[call_id].append(_called_station(station, at, operator))
    return found


def _called_station(row: StationRow, at: datetime | None, operator: str | None) -> CalledStation:
    return {
        "id": row.id,
        "name": row.name,
        "role": row.role,
        "answered_at": rfc3339(at) if at else None,
        "answered_by": (operator or row.name) if at else None,
    }


def _with_stations(shape: StationCallShape, stations: list[CalledStation]) -> SentCall:
    asked = [each for each in stations if each["role"] not in BOARDS]
    answered = sum(each["answered_at"] is not None for each in asked)
    return {
        **shape,
        "stations": stations,
        "answered_count": answered,
        "waiting_count": len(asked) - answered,
    }


def _shape(row: StationCall, station_name: str | None, *, shows_persons: bool) -> StationCallShape:
    hides = row.delegate_id is not None and not shows_persons
    return {
        "id": row.id,
        "kind": row.kind,
        "text": unnamed(row.kind, CHINESE) if hides else row.text,
        "text_en": unnamed(row.kind, ENGLISH) if hides else row.text_en,
        "at": rfc3339(row.at),
        "station": row.station,
        "station_name": None if row.due_at else station_name or row.station,
        "operator": row.operator,
        "needs_answer": row.needs_answer,
        "due_at": rfc3339(row.due_at) if row.due_at else None,
        "is_late": row.due_at is not None and row.at - row.due_at > LATE_AFTER,
    }
