"""Tells reminders when they are due: once, also across a restart; late within half an hour, else missed."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime

import gevent
import msgspec
from sqlalchemy.orm import Session

from onsite import clock
from onsite.db import Database
from onsite.messages.addressing import receivers
from onsite.messages.bodies import To
from onsite.messages.calls import address
from onsite.messages.models import Reminder, ReminderEnd, StationCall
from onsite.messages.reminders import close, due_now, still_on
from onsite.messages.rules import outcome_of
from onsite.messages.sentences import Said, said
from onsite.registration.models import Delegate

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2
LAPTOP = "laptop"  # where the event itself speaks


@dataclass(frozen=True)
class _About:
    """What a kept reminder is about, as `sentences.said` asks for it."""

    kind: str
    text: str
    text_en: str
    session: str | None
    item: str | None
    reg_no: str | None


class Reminding:
    """Looks every two seconds whether a reminder is due.

    Args:
        database: The event's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(self) -> int:
        """Look once; how many reminders ended."""
        now = clock.now()
        with self._database.read() as session:
            is_any = any(_is_over(session, row, now) for row in still_on(session))
        return self._database.write(lambda session: tell_due(session, now=now)) if is_any else 0

    def run(self) -> None:
        """Look for ever; spawned as a greenlet by the server."""
        while True:
            try:
                self.look()
            except Exception:  # a greenlet's top: one failed look must not end the reminders
                log.exception("the reminders could not be looked at")
            gevent.sleep(LOOK_EVERY_S)


def tell_due(session: Session, *, now: datetime) -> int:
    """Tell what is due, or mark it as missed; how many ended. Events: `Changed`."""
    due = [row for row in still_on(session) if _is_over(session, row, now)]
    for row in due:
        _end(session, row, now)
    return len(due)


def _is_over(session: Session, row: Reminder, now: datetime) -> bool:
    due_at = due_now(session, row)
    return due_at is None or due_at <= now


def _end(session: Session, row: Reminder, now: datetime) -> None:
    due_at = due_now(session, row)
    outcome: str = outcome_of(now - due_at) if due_at else "gone"
    call_id = None
    if due_at is not None and outcome != "missed":
        call_id = _tell(session, row, due_at, now)
        outcome = outcome if call_id else "nobody"
    session.add(
        ReminderEnd(
            id=_own_id(row, "end"),
            station=LAPTOP,
            operator=None,
            at=now,
            fingerprint="",
            answer=b"",
            reminder_id=row.id,
            outcome=outcome,
            call_id=call_id,
        )
    )
    session.flush()
    close(session, row.id)


def _tell(session: Session, row: Reminder, due_at: datetime, now: datetime) -> str | None:
    """Call whom it is for; None when no such station is there any more."""
    words = _words(session, row)
    found = receivers(
        session,
        msgspec.convert(row.addressed, To),
        now=now,
        names_a_person=words.delegate_id is not None,
    )
    if not found:
        return None
    call_id = _own_id(row, "call")
    session.add(
        StationCall(
            id=call_id,
            station=LAPTOP,
            operator=None,
            at=now,
            fingerprint="",
            answer=b"",
            kind=row.kind,
            text=words.text,
            text_en=words.text_en,
            needs_answer=row.needs_answer,
            delegate_id=words.delegate_id,
            due_at=due_at,
        )
    )
    session.flush()
    address(session, call_id, found, sender=None)
    return call_id


def _words(session: Session, row: Reminder) -> Said:
    """Say it as the plan stands now: a session may have been moved since."""
    person = session.get(Delegate, row.delegate_id) if row.delegate_id else None
    return said(
        session,
        _About(
            kind=row.kind,
            text=row.text,
            text_en=row.text_en,
            session=row.session_code,
            item=row.item,
            reg_no=person.reg_no if person else None,
        ),
    )


def _own_id(row: Reminder, what: str) -> str:
    return str(uuid.uuid5(uuid.UUID(row.id), what))
