"""What a kiosk is told to ask now, and what control sees of all questions."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.access.queries import stations
from onsite.feedback.models import Question, QuestionPlace
from onsite.feedback.queries import Result, large_groups, results
from onsite.feedback.questions import ended_at, may_ask
from onsite.feedback.rules import GROUPS_AT_MOST, Told
from onsite.feedback.shapes import (
    GroupPart,
    GroupShape,
    HourPart,
    KioskQuestion,
    KioskShape,
    Part,
    Questions,
    QuestionShape,
)
from onsite.registration.queries import categories
from onsite.units import rfc3339

Names = dict[str, tuple[str, str]]


def kiosk_question(session: Session, *, station: str, now: datetime) -> KioskQuestion:
    """Tell what a kiosk asks now, and when that changes by itself."""
    told: KioskQuestion = {"question": None, "changes_at": None, "as_of": rfc3339(now)}
    place = session.get(QuestionPlace, station)
    if place is None:
        return told
    row = session.get_one(Question, place.question_id)
    over_at = ended_at(session, row)
    if over_at is not None and over_at <= now:
        return told
    if row.opens_at > now:
        return {**told, "changes_at": rfc3339(row.opens_at)}
    asked = {"id": row.id, "text": row.text, "text_en": row.text_en, "groups": _offered(session)}
    closes_at = rfc3339(over_at) if over_at else None
    return {**told, "question": asked, "changes_at": closes_at}  # type: ignore[typeddict-item]


def questions(session: Session, *, now: datetime) -> Questions:
    """Tell all that was asked, the newest first, and the kiosks."""
    names: Names = {row.code: (row.name, row.name_en) for row in categories(session)}
    kiosks = [row for row in stations(session) if may_ask(row)]
    found = results(session)
    over = {one.question.id for one in found if _state(one, now) in {"closed", "ended"}}
    asking = {
        row.station: row.question_id
        for row in session.scalars(
            select(QuestionPlace).where(QuestionPlace.station.in_([each.id for each in kiosks]))
        )
        if row.question_id not in over
    }
    return {
        "questions": [_shape(one, asking, names, now) for one in found],
        "kiosks": [_kiosk(row, asking) for row in kiosks],
    }


def _offered(session: Session) -> list[GroupShape]:
    """The largest groups, in the planners' order: in a small one an answer would be as good as signed."""
    people = large_groups(session)
    largest = sorted(people, key=lambda code: -people[code])[:GROUPS_AT_MOST]
    return [
        {"code": row.code, "name": row.name, "name_en": row.name_en}
        for row in categories(session)
        if row.code in largest
    ]


def _kiosk(row: StationRow, asking: dict[str, str]) -> KioskShape:
    return {"id": row.id, "name": row.name, "question_id": asking.get(row.id)}


def _state(one: Result, now: datetime) -> str:
    if one.over_at is not None and one.over_at <= now:
        return "closed" if one.over_at == one.question.closes_at else "ended"
    return "waiting" if one.question.opens_at > now else "open"


def _shape(one: Result, asking: dict[str, str], names: Names, now: datetime) -> QuestionShape:
    row, over_at = one.question, one.over_at
    return {
        "id": row.id,
        "text": row.text,
        "text_en": row.text_en,
        "target": row.target,
        "state": _state(one, now),
        "asked_at": rfc3339(row.at),
        "asked_by": row.operator,
        "opens_at": rfc3339(row.opens_at),
        "closes_at": rfc3339(row.closes_at) if row.closes_at else None,
        "ended_at": rfc3339(over_at) if over_at and over_at <= now else None,
        "stations": sorted(at for at, question in asking.items() if question == row.id),
        "groups": [_group(code, told, names) for code, told in one.groups.items()],
        "hours": [_hour(at, told) for at, told in one.hours.items()],
        **_part(one.told),
    }


def _group(code: str | None, told: Told, names: Names) -> GroupPart:
    name, name_en = names.get(code or "", (code or "", ""))
    return {"group": code, "name": name, "name_en": name_en, **_part(told)}


def _hour(at: datetime, told: Told) -> HourPart:
    return {"at": rfc3339(at), **_part(told)}


def _part(told: Told) -> Part:
    return {
        "answered": told.answered,
        "satisfied": told.satisfied,
        "share": told.share,
        "levels": list(told.levels) if told.levels else None,
    }
