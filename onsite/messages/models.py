"""Rows of what staff tell each other: calls, reminders, incidents, the contact sheet.

Facts are appended with a client-made id. What the event tells by itself (a reminder that is due) has the
laptop as its station.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact


class StationCall(Fact, Base):
    """What one station, or a reminder, tells others; in Chinese, and in English where that differs."""

    __tablename__ = "station_calls"

    kind: Mapped[str]
    text: Mapped[str]
    text_en: Mapped[str]
    needs_answer: Mapped[bool]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))  # named in it
    due_at: Mapped[datetime | None] = mapped_column(Instant)  # of the reminder it tells


class StationCallReceiver(Base):
    """A station that a call is for, as they stood when it was sent."""

    __tablename__ = "station_call_receivers"
    __table_args__ = (Index("ix_station_call_receivers_station", "station", "call_id"),)

    call_id: Mapped[str] = mapped_column(ForeignKey("station_calls.id"), primary_key=True)
    station: Mapped[str] = mapped_column(ForeignKey("stations.id"), primary_key=True)


class StationCallAnswer(Fact, Base):
    """A station, or the person at it, has heard a call."""

    __tablename__ = "station_call_answers"
    __table_args__ = (UniqueConstraint("call_id", "station"),)

    call_id: Mapped[str] = mapped_column(ForeignKey("station_calls.id"))


class Reminder(Fact, Base):
    """What is to be told at its time. Its time follows what it is about, where that is moved."""

    __tablename__ = "reminders"

    kind: Mapped[str]
    # Of the plan: the planners may take it away again, so it is no foreign key.
    session_code: Mapped[str | None]
    item: Mapped[str | None]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    text: Mapped[str]
    text_en: Mapped[str]
    minutes_before: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(Instant)  # as it was when someone switched it on
    addressed: Mapped[dict[str, Any]] = mapped_column(JSON)
    needs_answer: Mapped[bool]
    # While it is on: what it is about, so that nobody is reminded twice of one thing.
    open_key: Mapped[str | None] = mapped_column(unique=True)


class ReminderEnd(Fact, Base):
    """What became of a reminder: told, told late, missed, switched off."""

    __tablename__ = "reminder_ends"

    reminder_id: Mapped[str] = mapped_column(ForeignKey("reminders.id"), unique=True)
    outcome: Mapped[str]
    call_id: Mapped[str | None] = mapped_column(ForeignKey("station_calls.id"))


class Incident(Fact, Base):
    """Something that went wrong, or that somebody complained of; what became of it is derived."""

    __tablename__ = "incidents"

    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str]
    words: Mapped[str]
    place: Mapped[str]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    gravity: Mapped[str]
    # Derived from the steps, changed with them.
    state: Mapped[str] = mapped_column(index=True)
    sort: Mapped[str | None]
    given_to: Mapped[str | None]


class IncidentStep(Fact, Base):
    """What somebody did about an incident."""

    __tablename__ = "incident_steps"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    step: Mapped[str]
    sort: Mapped[str | None]
    gravity: Mapped[str | None]
    given_to: Mapped[str | None]
    note: Mapped[str]


class ContactSheet(Fact, Base):
    """The lines that control added to the contact sheet, in their order; the latest version holds."""

    __tablename__ = "contact_sheets"

    number: Mapped[int] = mapped_column(unique=True)
    lines: Mapped[list[dict[str, str]]] = mapped_column(JSON)
