"""Asking a question at kiosks, moving it to others, ending it. What was asked is never changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.models import StationRow
from onsite.access.queries import station_name
from onsite.access.rules import KIOSKS
from onsite.errors import OnsiteError, not_found
from onsite.feedback.bodies import QuestionBody, QuestionEndBody, QuestionPlacementBody
from onsite.feedback.models import Question, QuestionEnd, QuestionPlace, QuestionPlacement
from onsite.once import Asked, once
from onsite.units import rfc3339
from onsite.web import in_utc

CHANGED = "questions"


@once(Question)
def ask(session: Session, body: QuestionBody, asking: Asked) -> bytes:
    """Let kiosks ask a question, now or from its time on. Events: `Changed`, for each kiosk too.

    Raises:
        OnsiteError: ``words_needed``, ``closes_too_early``, what placing it refuses, ``id_reused``.
    """
    for field in ("text", "text_en"):
        if not getattr(body, field).strip():
            raise OnsiteError("words_needed", "Write the question in both languages.", field=field)
    opens_at, closes_at = _times(body, asking.now)
    answer = asking.keep(
        {"opens_at": rfc3339(opens_at)},
        text=body.text.strip(),
        text_en=body.text_en.strip(),
        target=body.target,
        opens_at=opens_at,
        closes_at=closes_at,
        stations=_in_order(body.stations),
    )
    _place(session, str(body.question_id), body.stations, now=asking.now)
    return answer


@once(QuestionPlacement)
def place(session: Session, body: QuestionPlacementBody, asking: Asked) -> bytes:
    """Let these kiosks ask a question and no others. Events: `Changed`, for each kiosk too.

    Raises:
        OnsiteError: ``unknown_question`` 404, ``question_over`` 409, ``unknown_station`` 404,
            ``not_a_kiosk``, ``kiosk_asks_already`` 409, ``id_reused``.
    """
    row = _still_asked(session, str(body.question_id), asking.now)
    _clear(session, row.id)
    _place(session, row.id, body.stations, now=asking.now)
    stations = _in_order(body.stations)
    return asking.keep(
        {"question_id": row.id, "stations": stations}, question_id=row.id, stations=stations
    )


@once(QuestionEnd)
def end(session: Session, body: QuestionEndBody, asking: Asked) -> bytes:
    """Ask nobody any more; the answers stay. Events: `Changed`, for each kiosk too.

    Raises:
        OnsiteError: ``unknown_question`` 404, ``question_over`` 409, ``id_reused``.
    """
    row = _still_asked(session, str(body.question_id), asking.now)
    try:
        with session.begin_nested():
            answer = asking.keep({"question_id": row.id}, question_id=row.id)
    except IntegrityError as error:
        raise _over() from error
    _clear(session, row.id)
    return answer


def ended_at(session: Session, row: Question) -> datetime | None:
    """Tell when a question ends or ended; None: not before somebody ends it."""
    by_hand = session.scalar(select(QuestionEnd.at).where(QuestionEnd.question_id == row.id))
    return min((at for at in (by_hand, row.closes_at) if at is not None), default=None)


def may_ask(row: StationRow) -> bool:
    """Tell whether a station is a kiosk in use, and no phone that goes on for one."""
    return row.role in KIOSKS and row.parent is None and row.revoked_at is None


def _times(body: QuestionBody, now: datetime) -> tuple[datetime, datetime | None]:
    opens_at = max(in_utc(body.opens_at, field="opens_at"), now) if body.opens_at else now
    closes_at = in_utc(body.closes_at, field="closes_at") if body.closes_at else None
    if closes_at is not None and closes_at <= opens_at:
        raise OnsiteError(
            "closes_too_early",
            "The question would be over before anybody is asked; choose a later time, or none.",
            field="closes_at",
        )
    return opens_at, closes_at


def _still_asked(session: Session, question_id: str, now: datetime) -> Question:
    row = session.get(Question, question_id)
    if row is None:
        raise not_found("question", question_id, field="question_id")
    over_at = ended_at(session, row)
    if over_at is not None and over_at <= now:
        raise _over()
    return row


def _over() -> OnsiteError:
    return OnsiteError(
        "question_over",
        "This question is over; ask it anew to go on, its answers then count apart.",
        status=409,
        field="question_id",
    )


def _place(session: Session, question_id: str, stations: Sequence[str], *, now: datetime) -> None:
    for station in _in_order(stations):
        _must_be_kiosk(session.get(StationRow, station), station)
        _take_off_what_is_over(session, station, now)
        try:
            with session.begin_nested():
                session.add(QuestionPlace(station=station, question_id=question_id))
                session.flush()
        except IntegrityError as error:
            raise OnsiteError(
                "kiosk_asks_already",
                f"{station_name(session, station)} asks another question; take it off there "
                "or end that one first.",
                status=409,
                field="stations",
            ) from error
    _tell(session, stations)


def _must_be_kiosk(row: StationRow | None, station: str) -> None:
    if row is None:
        raise not_found("station", station, field="stations")
    if not may_ask(row):
        raise OnsiteError(
            "not_a_kiosk",
            f"{row.name} is no kiosk that is in use; only kiosks ask questions.",
            field="stations",
        )


def _take_off_what_is_over(session: Session, station: str, now: datetime) -> None:
    before = session.get(QuestionPlace, station)
    if before is None:
        return
    over_at = ended_at(session, session.get_one(Question, before.question_id))
    if over_at is not None and over_at <= now:
        session.delete(before)
        session.flush()


def _clear(session: Session, question_id: str) -> None:
    gone = session.scalars(
        delete(QuestionPlace)
        .where(QuestionPlace.question_id == question_id)
        .returning(QuestionPlace.station)
    ).all()
    session.expire_all()
    _tell(session, gone)


def _tell(session: Session, stations: Iterable[str]) -> None:
    for station in stations:
        events.record(session, events.Changed(CHANGED, station=station))
    events.record(session, events.Changed(CHANGED))


def _in_order(stations: Sequence[str]) -> list[str]:
    return sorted(set(stations))
