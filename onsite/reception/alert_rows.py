"""Rows of alerts and of messages to group bots: the event's own words, each alert once, by its key.

They stand here and not in `onsite.alerts`, which fills them, because rooms below that one read them: the
trail, and whoever wipes personal data.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact


class Alert(Base):
    """What someone should know at once, told once."""

    __tablename__ = "alerts"

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    session: Mapped[str | None]
    zone: Mapped[str | None]
    wait_s: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    acknowledged_by: Mapped[str | None]  # a person, or the station where nobody was signed in
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)


class AlertAcknowledgement(Fact, Base):
    """Someone has seen an alert; the first of them stands on the alert."""

    __tablename__ = "alert_acknowledgements"

    key: Mapped[str] = mapped_column(ForeignKey("alerts.key"))


class Notification(Base):
    """A message for one group bot, kept until it took it."""

    __tablename__ = "notifications"
    __table_args__ = (Index("ix_notifications_state", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    alert: Mapped[str] = mapped_column(ForeignKey("alerts.key"))
    target: Mapped[str]  # digest of the bot's address, which is a secret
    text: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)  # when it is tried next
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
