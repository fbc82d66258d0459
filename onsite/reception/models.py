"""Rows of the reception: queues, calls for help, guests received, slides, shifts.

Facts are appended with a client-made id.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact


class ReceptionSettings(Base):
    """The one row of what the reception is told to watch for."""

    __tablename__ = "reception_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_minutes: Mapped[int]  # a speaker not here so long before her session is missing
    wait_alarm_minutes: Mapped[int]


class ZoneChange(Base):
    """Who set a zone's hours, place or strictness to what; the zone's row says how it is now."""

    __tablename__ = "zone_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    zone: Mapped[str] = mapped_column(ForeignKey("zones.code"))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    station: Mapped[str]
    operator: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(Instant)


class QueueSlip(Fact, Base):
    """A slip given to someone who joins a zone's queue."""

    __tablename__ = "queue_slips"
    __table_args__ = (UniqueConstraint("zone", "number"),)

    zone: Mapped[str] = mapped_column(ForeignKey("zones.code"))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(unique=True)


class QueueSlipScan(Fact, Base):
    """A slip that reached the desk."""

    __tablename__ = "queue_slip_scans"

    slip_id: Mapped[str] = mapped_column(ForeignKey("queue_slips.id"), unique=True)
    zone: Mapped[str] = mapped_column(ForeignKey("zones.code"))
    waited_s: Mapped[int]


class HelpCall(Fact, Base):
    """Someone at a station needs a person to come."""

    __tablename__ = "help_calls"

    kind: Mapped[str]
    note: Mapped[str]


class HelpCallAnswer(Fact, Base):
    """Who goes."""

    __tablename__ = "help_call_answers"

    help_call_id: Mapped[str] = mapped_column(ForeignKey("help_calls.id"), unique=True)


class HandOver(Fact, Base):
    """A kiosk's turn that goes on at the delegate's own phone."""

    __tablename__ = "hand_overs"

    phone: Mapped[str] = mapped_column(ForeignKey("stations.id"))
    ends_at: Mapped[datetime] = mapped_column(Instant)


class IdentityReading(Fact, Base):
    """An identity card read beside a station. Its number is kept as a keyed hash only."""

    __tablename__ = "identity_readings"
    __table_args__ = (Index("ix_identity_readings_read_for", "read_for", "at"),)

    read_for: Mapped[str] = mapped_column(ForeignKey("stations.id"))
    outcome: Mapped[str]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    name: Mapped[str]
    identity_hash: Mapped[str]
    identity_masked: Mapped[str]


class Reception(Fact, Base):
    """A host's word about a guest: on the way to her, or with her; the latest row holds."""

    __tablename__ = "receptions"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    state: Mapped[str]


class SlideCheck(Fact, Base):
    """How far a speaker's slides for a session are; the latest row holds."""

    __tablename__ = "slide_checks"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    session_code: Mapped[str] = mapped_column(ForeignKey("sessions.code"))
    state: Mapped[str]


class PlaceCardPrint(Fact, Base):
    """Table cards printed for guests."""

    __tablename__ = "place_cards"

    reg_nos: Mapped[list[str]] = mapped_column(JSON)


class ShiftSignIn(Fact, Base):
    """Staff coming to or leaving a shift; ``turn`` counts a person's of one day, in and out by turns."""

    __tablename__ = "shift_sign_ins"
    __table_args__ = (UniqueConstraint("staff", "day", "turn"),)

    staff: Mapped[str]
    shift: Mapped[str]
    direction: Mapped[str]
    day: Mapped[str]
    turn: Mapped[int]
