"""Rows of alerts and of messages to group bots: the event's own words, each alert once, by its key.

They stand here and not in `onsite.alerts`, which fills them, because rooms below that one read them: the
trail, and whoever wipes personal data.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact

_LASTS = "ended_at IS NULL"


class Alert(Base):
    """What someone should know at once, told once: its cause may begin anew, as another alert.

    The constraint on ``cause`` keeps one cause to one alert while it lasts.
    """

    __tablename__ = "alerts"
    __table_args__ = (
        Index(
            "uq_alerts_lasting_cause",
            "cause",
            unique=True,
            sqlite_where=text(_LASTS),
            postgresql_where=text(_LASTS),
        ),
        Index("ix_alerts_at", "at"),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    cause: Mapped[str | None]  # what the watchers know it by; none in old events: its key
    level: Mapped[str] = mapped_column(default="look", server_default="look")
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # what pages word; tells no delegate
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    session: Mapped[str | None]
    zone: Mapped[str | None]
    wait_s: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)  # its cause is gone since
    acknowledged_by: Mapped[str | None]  # a person, or the station where nobody was named
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)


class AlertAcknowledgement(Fact, Base):
    """Someone has seen an alert; the first of them stands on the alert."""

    __tablename__ = "alert_acknowledgements"

    key: Mapped[str] = mapped_column(ForeignKey("alerts.key"))


class AlertSettings(Base):
    """The one row of the limits the watchers go by; the usual ones until someone sets others."""

    __tablename__ = "alert_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    hall_percent: Mapped[int]  # of a hall's capacity
    attendance_percent: Mapped[int]  # below who was due by now
    silent_seconds: Mapped[int]  # a station says nothing for
    clock_seconds: Mapped[int]  # a station's clock is ahead by
    backup_hours: Mapped[int]  # since the newest backup
    digest_hours: Mapped[int]  # between two digests; 0: none


class AlertRule(Base):
    """Who is told of one kind of alert, where someone decided otherwise than usual."""

    __tablename__ = "alert_rules"

    kind: Mapped[str] = mapped_column(primary_key=True)
    is_on: Mapped[bool]
    roles: Mapped[list[str]] = mapped_column(JSON)
    tells_bots: Mapped[bool]


class Notification(Base):
    """A message for one group bot, kept until it took it."""

    __tablename__ = "notifications"
    __table_args__ = (
        Index("ix_notifications_state", "state", "due_at"),
        Index("ix_notifications_target", "target", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    alert: Mapped[str | None] = mapped_column(ForeignKey("alerts.key"))  # none: a digest
    target: Mapped[str]  # digest of the bot's address, which is a secret
    text: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)  # when it is tried next
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
