"""Reminders: proposed from the programme, the meals and the guests, switched on and off by a person.

Telling them when they are due is `reminding`'s work.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onsite import events
from onsite.errors import OnsiteError, not_found
from onsite.messages.addressing import check_named
from onsite.messages.bodies import ReminderBody, ReminderEndBody
from onsite.messages.models import Reminder, ReminderEnd
from onsite.messages.sentences import item_of, said, session_of
from onsite.messages.shapes import Addressed, Proposal, Reminders, ReminderShape
from onsite.once import Asked, once
from onsite.registration import queries
from onsite.registration.models import Delegate, Guest, Item, ProgrammeSession
from onsite.units import rfc3339
from onsite.web import in_utc

CHANGED = "reminders"
ENDED_SHOWN_FOR = timedelta(hours=24)
PROPOSED_WITHIN = timedelta(hours=36)
USUAL_MINUTES = {"back_to_hall": 10, "meal_begins": 5, "guest_on_the_way": 30}
MEAL = "voucher"


@once(Reminder)
def switch_on(session: Session, body: ReminderBody, asking: Asked) -> bytes:
    """Let something be told at its time. Events: `Changed`.

    Raises:
        OnsiteError: ``detail_missing``, ``no_time``, ``due_already``, ``reminder_on`` 409,
            what `sentences.said` and `addressing.check_named` refuse, ``id_reused``.
    """
    words = said(session, body)
    check_named(session, body.to, now=asking.now)
    due_at = _due(session, body, words.delegate_id)
    if due_at <= asking.now:
        raise OnsiteError(
            "due_already",
            "This time has passed; choose fewer minutes before, or tell it now as a call.",
            field="due_at" if body.kind == "text" else "minutes_before",
        )
    try:
        with session.begin_nested():
            answer = asking.keep(
                {"due_at": rfc3339(due_at)},
                kind=body.kind,
                session_code=body.session if body.kind == "back_to_hall" else None,
                item=body.item if body.kind == "meal_begins" else None,
                delegate_id=words.delegate_id,
                text=words.text if body.kind == "text" else "",
                text_en=words.text_en if body.kind == "text" else "",
                minutes_before=0 if body.kind == "text" else body.minutes_before,
                due_at=due_at,
                addressed=msgspec.to_builtins(body.to),
                needs_answer=body.needs_answer,
                open_key=_key(body),
            )
    except IntegrityError as error:
        raise OnsiteError(
            "reminder_on",
            "Somebody has switched this reminder on already; nothing to do.",
            status=409,
            field="reminder_id",
        ) from error
    events.record(session, events.Changed(CHANGED))
    return answer


@once(ReminderEnd)
def switch_off(session: Session, body: ReminderEndBody, asking: Asked) -> bytes:
    """Don't tell it. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_reminder`` 404, ``reminder_over`` 409, ``id_reused``.
    """
    reminder_id = str(body.reminder_id)
    if session.get(Reminder, reminder_id) is None:
        raise not_found("reminder", reminder_id, field="reminder_id")
    try:
        with session.begin_nested():
            answer = asking.keep(
                {"reminder_id": reminder_id},
                reminder_id=reminder_id,
                outcome="off",
                call_id=None,
            )
    except IntegrityError as error:
        raise OnsiteError(
            "reminder_over",
            "This reminder was told, or switched off, already; nothing to do.",
            status=409,
            field="reminder_id",
        ) from error
    close(session, reminder_id)
    return answer


def close(session: Session, reminder_id: str) -> None:
    """Let the same thing be reminded of anew. Events: `Changed`."""
    session.execute(update(Reminder).where(Reminder.id == reminder_id).values(open_key=None))
    events.record(session, events.Changed(CHANGED))


def still_on(session: Session) -> list[Reminder]:
    """List the reminders that are on, by the time they were switched on for."""
    return list(
        session.scalars(
            select(Reminder)
            .where(Reminder.open_key.is_not(None))
            .order_by(Reminder.due_at, Reminder.id)
        )
    )


def due_now(session: Session, row: Reminder) -> datetime | None:
    """Tell when a reminder is due as the plan stands now; None when what it is about is gone."""
    if row.kind == "text":
        return row.due_at
    anchor = None
    if row.session_code is not None:
        about = session.get(ProgrammeSession, row.session_code)
        anchor = about.starts_at if about else None
    elif row.item is not None:
        item = session.get(Item, row.item)
        anchor = item.valid_from if item else None
    elif row.delegate_id is not None:
        guest = queries.guest(session, row.delegate_id)
        is_coming = not session.get_one(Delegate, row.delegate_id).is_cancelled
        anchor = guest.arrives_at if guest and is_coming else None
    return anchor - timedelta(minutes=row.minutes_before) if anchor else None


def reminders(session: Session, *, now: datetime, shows_persons: bool) -> Reminders:
    """List the reminders, those that are on and the earliest first, and what else might be one."""
    rows = session.execute(
        select(Reminder, ReminderEnd, Delegate.reg_no)
        .outerjoin(ReminderEnd, ReminderEnd.reminder_id == Reminder.id)
        .outerjoin(Delegate, Delegate.id == Reminder.delegate_id)
        .where(Reminder.open_key.is_not(None) | (ReminderEnd.at > now - ENDED_SHOWN_FOR))
        .order_by(ReminderEnd.id.is_not(None), Reminder.due_at, Reminder.id)
    ).all()
    found = [
        _shape(session, row, end, reg_no if shows_persons else None) for row, end, reg_no in rows
    ]
    on = {row.open_key: row.id for row, _, _ in rows if row.open_key is not None}
    return {
        "reminders": sorted(
            found, key=lambda each: (each["outcome"] is not None, each["due_at"] or "")
        ),
        "proposals": proposals(session, now=now, on=on, shows_persons=shows_persons),
    }


def proposals(
    session: Session, *, now: datetime, on: dict[str, str], shows_persons: bool
) -> list[Proposal]:
    """Name what begins or arrives within a day and a half, the earliest first.

    Args:
        session: A reading session.
        now: When.
        on: The reminders that are on, by what they are about.
        shows_persons: Whether guests are named; else they are left out.
    """
    until = now + PROPOSED_WITHIN
    found = [
        *_of_programme(session, now, until, on),
        *_of_meals(session, now, until, on),
        *(_of_guests(session, now, until, on) if shows_persons else ()),
    ]
    return sorted(found, key=lambda each: each["at"])


def _of_programme(
    session: Session, now: datetime, until: datetime, on: dict[str, str]
) -> Iterable[Proposal]:
    for row in queries.programme(session):
        if now < row.starts_at <= until:
            yield _proposal(
                "back_to_hall", row.name, row.name_en, row.starts_at, on, session=row.code
            )


def _of_meals(
    session: Session, now: datetime, until: datetime, on: dict[str, str]
) -> Iterable[Proposal]:
    for row in queries.items(session):
        if row.kind == MEAL and row.valid_from is not None and now < row.valid_from <= until:
            yield _proposal("meal_begins", row.name, row.name_en, row.valid_from, on, item=row.code)


def _of_guests(
    session: Session, now: datetime, until: datetime, on: dict[str, str]
) -> Iterable[Proposal]:
    rows = session.execute(
        select(Delegate, Guest.arrives_at)
        .join(Guest, Guest.delegate_id == Delegate.id)
        .where(Guest.arrives_at > now, Guest.arrives_at <= until, Delegate.is_cancelled.is_(False))
    )
    for row, arrives_at in rows:
        if arrives_at is not None:
            yield _proposal(
                "guest_on_the_way", row.name, row.latin_name, arrives_at, on, reg_no=row.reg_no
            )


def _proposal(
    kind: str,
    name: str,
    name_en: str,
    at: datetime,
    on: dict[str, str],
    *,
    session: str | None = None,
    item: str | None = None,
    reg_no: str | None = None,
) -> Proposal:
    return {
        "kind": kind,
        "session": session,
        "item": item,
        "reg_no": reg_no,
        "name": name,
        "name_en": name_en,
        "at": rfc3339(at),
        "minutes_before": USUAL_MINUTES[kind],
        "reminder_id": on.get(f"{kind}:{session or item or reg_no}"),
    }


def _due(session: Session, body: ReminderBody, delegate_id: int | None) -> datetime:
    anchor, field = None, "due_at"
    if body.kind == "text":
        anchor = in_utc(body.due_at, field="due_at") if body.due_at else None
    elif body.kind == "back_to_hall":
        anchor, field = session_of(session, body.session or "").starts_at, "session"
    elif body.kind == "meal_begins":
        anchor, field = item_of(session, body.item or "").valid_from, "item"
    elif delegate_id is not None:
        guest = queries.guest(session, delegate_id)
        anchor, field = guest.arrives_at if guest else None, "reg_no"
    if anchor is None:
        raise OnsiteError(
            "no_time",
            "The plan names no time for this; give a time of your own, with your own words.",
            field=field,
        )
    before = 0 if body.kind == "text" else body.minutes_before
    return anchor - timedelta(minutes=before)


def _key(body: ReminderBody) -> str:
    if body.kind == "text":
        return str(body.reminder_id)
    return f"{body.kind}:{body.session or body.item or body.reg_no}"


def _shape(
    session: Session, row: Reminder, end: ReminderEnd | None, reg_no: str | None
) -> ReminderShape:
    due_at = due_now(session, row) if end is None else row.due_at
    return {
        "id": row.id,
        "kind": row.kind,
        "session": row.session_code,
        "item": row.item,
        "reg_no": reg_no,
        "text": row.text,
        "text_en": row.text_en,
        "minutes_before": row.minutes_before,
        "due_at": rfc3339(due_at) if due_at else None,
        "to": msgspec.convert(row.addressed, Addressed),
        "needs_answer": row.needs_answer,
        "outcome": end.outcome if end else None,
        "ended_at": rfc3339(end.at) if end else None,
        "by": row.operator or row.station,
    }
