"""Rows of who may do something here: the event itself, stations, operators."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant


class Event(Base):
    """The one event of this folder."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str]
    code: Mapped[str]
    mark: Mapped[str] = mapped_column(String(5))  # begins every credential of ours
    name: Mapped[str]
    name_en: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    time_zone: Mapped[str]
    place: Mapped[str]
    capacity: Mapped[int | None]
    currency: Mapped[str]
    languages: Mapped[list[str]] = mapped_column(JSON)
    expected_rate: Mapped[float]
    vip_rate: Mapped[float]
    accent: Mapped[str]
    plan_path: Mapped[str]  # where the planners' workbook was when it was read
    set_up_mark: Mapped[str]  # another one whenever what doors decide by was changed
    identity_key: Mapped[str]  # keys the hashes of identity numbers


class StationRow(Base):
    """A device with one job. Its token and link are kept as hashes only."""

    __tablename__ = "stations"

    id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    name: Mapped[str]
    zone: Mapped[str | None]
    checkpoint: Mapped[str | None]
    parent: Mapped[str | None] = mapped_column(ForeignKey("stations.id"))  # works for this station
    ends_at: Mapped[datetime | None] = mapped_column(Instant)  # none: until it is revoked
    printer: Mapped[str | None]  # the printer it chose, by name; none: its own, else a pool printer
    token_hash: Mapped[str] = mapped_column(unique=True)
    link_hash: Mapped[str | None] = mapped_column(unique=True)
    link_ends_at: Mapped[datetime | None] = mapped_column(Instant)
    cookie_hash: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    paired_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class OperatorRow(Base):
    """A person who can sign in once she has a PIN."""

    __tablename__ = "operators"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    roles: Mapped[list[str]] = mapped_column(JSON)
    zone: Mapped[str | None]
    phone: Mapped[str | None]
    shift: Mapped[str] = mapped_column(default="", server_default="")  # as the plan words it
    on_duty_at: Mapped[str] = mapped_column(default="", server_default="")
    pin_hash: Mapped[str | None]
    failed_count: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)


class OperatorSession(Base):
    """An operator signed in at one station."""

    __tablename__ = "operator_sessions"

    id_hash: Mapped[str] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operators.id"))
    station_id: Mapped[str] = mapped_column(ForeignKey("stations.id"))
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
