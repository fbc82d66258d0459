"""Rows of printing: printers, print jobs, and everything that happened to a job."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant


class PrinterRow(Base):
    """A printer: its address, what it prints, for whom, and how it was last."""

    __tablename__ = "printers"

    name: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    prints: Mapped[list[str]] = mapped_column(JSON)
    station: Mapped[str | None] = mapped_column(ForeignKey("stations.id"))  # none: serves all
    agent: Mapped[str | None] = mapped_column(ForeignKey("stations.id"))  # none: the event's own
    place: Mapped[str] = mapped_column(default="", server_default="")  # where to collect
    pool: Mapped[
        str | None
    ]  # printers that stand in for each other, where they hold the same stock
    width_mm: Mapped[float | None]  # of its stock; None: it was added before that was asked
    height_mm: Mapped[float | None]  # None on a roll
    template: Mapped[str | None]  # of its badges; None: the largest one that fits
    state: Mapped[str]
    can_answer: Mapped[bool | None]  # whether it ever says how it is; None: not asked yet
    error: Mapped[str | None]  # its trouble in words, as long as it lasts
    pages_left: Mapped[int | None]  # on its roll or in its tray; None: nobody counts
    warn_at: Mapped[int | None]  # pages left at which it is said
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    added_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)


class PrintJobRow(Base):
    """One page to print once. Its state is changed only from a state that was seen."""

    __tablename__ = "print_jobs"
    __table_args__ = (
        Index("ix_print_jobs_state", "state", "created_at"),
        # Whose turn is next among all that may print the same: read at every claim.
        Index(
            "ix_print_jobs_turn",
            *("state", "station", "prints", "wanted_printer", "priority", "created_at"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    prints: Mapped[str]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"), index=True)
    state: Mapped[str]
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    wanted_printer: Mapped[str | None]  # a test page goes to one printer only
    printer: Mapped[str | None] = mapped_column(ForeignKey("printers.name"))
    instead_of: Mapped[dict[str, str] | None] = mapped_column(JSON)  # shapes.InTrouble, when given
    attempts: Mapped[int] = mapped_column(default=0)
    reprint_of: Mapped[str | None] = mapped_column(ForeignKey("print_jobs.id"))
    batch: Mapped[str | None] = mapped_column(index=True)  # of many printed before the event
    batch_position: Mapped[int | None]  # from 1, in the order of its batch
    box: Mapped[int | None]  # where the badge lies until its owner comes
    paper: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # papers.Paper; none: badge, test
    priority: Mapped[int] = mapped_column(default=0, server_default="0")  # rules.Priority
    reason: Mapped[str | None]
    error: Mapped[str | None]
    station: Mapped[str]
    operator: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Instant, index=True)
    claim_id: Mapped[str | None] = mapped_column(unique=True)
    claimed_by: Mapped[str | None]
    lease_ends_at: Mapped[datetime | None] = mapped_column(Instant)
    fingerprint: Mapped[str]


class PrintJobEvent(Base):
    """What happened to a job: claimed, reported, resolved by a person, lease run out."""

    __tablename__ = "print_job_events"

    id: Mapped[str] = mapped_column(primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("print_jobs.id"), index=True)
    kind: Mapped[str]
    state: Mapped[str]
    error: Mapped[str | None]
    station: Mapped[str]
    operator: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(Instant)
    fingerprint: Mapped[str]
