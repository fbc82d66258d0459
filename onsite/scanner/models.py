"""Rows of the doors: halls, checkpoints and their policy, scans, and what is derived from them."""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant

_STRANGER_LET_IN = "delegate_id IS NULL AND verdict = 'admitted'"


class Hall(Base):
    """A room with a limit of people."""

    __tablename__ = "halls"

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    name_en: Mapped[str]
    capacity: Mapped[int | None]


class CheckpointRow(Base):
    """A door into or out of one hall, with the policy that holds there."""

    __tablename__ = "checkpoints"

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    name_en: Mapped[str]
    hall: Mapped[str] = mapped_column(ForeignKey("halls.code"))
    direction: Mapped[str]  # in, out, both
    categories: Mapped[list[str]] = mapped_column(JSON)  # empty: all
    payment_required: Mapped[bool] = mapped_column(Boolean, default=True)
    re_entry: Mapped[bool] = mapped_column(Boolean, default=True)
    check_in_first: Mapped[bool] = mapped_column(Boolean, default=False)
    hours: Mapped[bool] = mapped_column(Boolean, default=False)
    session_windows: Mapped[bool] = mapped_column(Boolean, default=False)
    one_hall: Mapped[bool] = mapped_column(Boolean, default=False)
    refuse_when_full: Mapped[bool] = mapped_column(Boolean, default=False)
    flush: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    limit_per_day: Mapped[int] = mapped_column(default=0, server_default="0")  # 0: none
    limit_per_session: Mapped[int] = mapped_column(default=0, server_default="0")
    anti_passback_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    exit_at_session_end: Mapped[bool] = mapped_column(
        Boolean, default=False, server_default=false()
    )
    grace_minutes: Mapped[int] = mapped_column(default=30, server_default="30")
    offline_names: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


class Scan(Base):
    """One answered reading, refused ones too; appended, never changed."""

    __tablename__ = "scans"
    __table_args__ = (
        Index("ix_scans_delegate_id", "delegate_id", "hall"),
        # Codes nobody issued, that a flushed door let in: few, and asked for at that door alone.
        Index(
            "ix_scans_strangers",
            "credential_hash",
            "hall",
            sqlite_where=text(_STRANGER_LET_IN),
            postgresql_where=text(_STRANGER_LET_IN),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    credential_id: Mapped[int | None] = mapped_column(ForeignKey("credentials.id"))
    credential_hash: Mapped[str]  # an unknown code is kept as its hash
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    checkpoint: Mapped[str] = mapped_column(ForeignKey("checkpoints.code"))
    hall: Mapped[str]
    direction: Mapped[str]
    verdict: Mapped[str]
    ruled: Mapped[str | None]  # what the rules would have said, where someone was let in past them
    scanned_at: Mapped[datetime | None] = mapped_column(Instant)  # as sent
    counted_at: Mapped[datetime] = mapped_column(Instant)
    is_from_future: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(Instant, index=True)
    station: Mapped[str] = mapped_column(index=True)
    operator: Mapped[str | None]
    decided: Mapped[dict[str, str] | None] = mapped_column(JSON)
    fingerprint: Mapped[str]
    answer: Mapped[bytes]


class Presence(Base):
    """A person in a hall during one stay: derived, one row each."""

    __tablename__ = "presences"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), primary_key=True)
    hall: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str]  # the stay the hall was in, see stays.stay_period
    day: Mapped[date]  # the local day of the last admission; `presences.NEVER` where none stands
    is_inside: Mapped[bool]
    moved_at: Mapped[datetime] = mapped_column(Instant)  # the last time in or out
    first_at: Mapped[datetime] = mapped_column(Instant)  # the admission that holds
    scan_id: Mapped[str] = mapped_column(ForeignKey("scans.id"))  # the admission that holds


class HallCount(Base):
    """People inside a hall during one stay, and admissions in it: derived."""

    __tablename__ = "hall_counts"

    hall: Mapped[str] = mapped_column(ForeignKey("halls.code"), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    inside: Mapped[int]
    admitted: Mapped[int]
    corrected_at: Mapped[datetime | None] = mapped_column(
        Instant
    )  # the last `HallCorrection` in it


class Conflict(Base):
    """What a door told a person and what the event would have said, when they differ."""

    __tablename__ = "conflicts"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    scan_ids: Mapped[list[str]] = mapped_column(JSON)
    sides: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    resolved_at: Mapped[datetime | None] = mapped_column(Instant)
