"""Rows of registration: what was planned, who came, and who was stopped or let through.

What was put right, noted, or registered on the day stands in the rows beside: `correction_rows`, `note_rows`,
`walk_in_rows`, `blank_badge_rows`.

Facts are appended with a client-made id; undoing one is a new opposite row. `arrivals`, `check_in_counts`
and `check_in_minutes` are derived from the facts in the same transaction, and can be recomputed from them.
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact

_BOOKED = text("CAST(booked_items AS VARCHAR) != '[]'")


class Category(Base):
    """A kind of delegate, with its zone and fee."""

    __tablename__ = "categories"

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    name_en: Mapped[str]
    zone: Mapped[str] = mapped_column(ForeignKey("zones.code"))
    fee_fen: Mapped[int]
    on_site_fee_fen: Mapped[int | None]
    colour: Mapped[str]


class Zone(Base):
    """A registration zone: its hours and place."""

    __tablename__ = "zones"

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    name_en: Mapped[str]
    opens_at: Mapped[datetime | None] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    desk_count: Mapped[int | None]
    place: Mapped[str]
    # Set on the day: who belongs to another zone is served here only by a supervisor's word.
    is_strict: Mapped[bool] = mapped_column(default=False, server_default=false())


class ProgrammeSession(Base):
    """A session of the programme, in one hall."""

    __tablename__ = "sessions"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    hall: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    categories: Mapped[list[str]] = mapped_column(JSON)  # empty: all
    credit: Mapped[float]


class Item(Base):
    """A thing given, lent or signed for."""

    __tablename__ = "items"

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str]
    categories: Mapped[list[str]] = mapped_column(JSON)  # empty: all
    per_person_count: Mapped[int]
    is_signed_for: Mapped[bool]
    stock_count: Mapped[int | None]  # as planned; None: nobody counts it
    low_stock_count: Mapped[int | None]  # from here down the store is short
    valid_from: Mapped[datetime | None] = mapped_column(Instant)
    valid_until: Mapped[datetime | None] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(default="", server_default="")
    # Whether anyone booked it: then bookings say who gets what no category is named for.
    is_booked: Mapped[bool] = mapped_column(default=False, server_default=false())


class Delegate(Base):
    """A person entitled to attend: planned, or a walk-in."""

    __tablename__ = "delegates"
    __table_args__ = (
        # Few book anything, and a bus asks for them after every scan.
        Index("ix_delegates_booked", "id", sqlite_where=_BOOKED, postgresql_where=_BOOKED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reg_no: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    latin_name: Mapped[str]
    organisation: Mapped[str] = mapped_column(index=True)
    position: Mapped[str]
    category: Mapped[str] = mapped_column(ForeignKey("categories.code"))
    phone: Mapped[str]
    email: Mapped[str]
    identity_hash: Mapped[str] = mapped_column(index=True)
    identity_masked: Mapped[str]
    hotel: Mapped[str]
    room: Mapped[str]
    diet: Mapped[str]
    table_no: Mapped[str]
    due_fen: Mapped[int]
    paid_fen: Mapped[int]
    pay_method: Mapped[str]
    invoice_title: Mapped[str]
    tax_number: Mapped[str]
    invoice_state: Mapped[str]
    note: Mapped[str]
    is_cancelled: Mapped[bool]
    is_walk_in: Mapped[bool]
    # Derived from finance's facts, changed with them: added to what was due and paid as planned.
    charged_fen: Mapped[int] = mapped_column(default=0, server_default="0")
    received_fen: Mapped[int] = mapped_column(default=0, server_default="0")
    # Derived from the escalations: a desk sent her to a supervisor, who has not cleared it.
    is_escalated: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Derived from the merges: the same person stands under this registration now.
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    # One of a quota: a badge for an exhibitor, a driver, a build crew, without a person's name.
    is_nameless: Mapped[bool] = mapped_column(default=False, server_default=false())
    booked_sessions: Mapped[list[str]] = mapped_column(JSON)
    booked_items: Mapped[list[str]] = mapped_column(JSON)
    invoice_bag: Mapped[str]

    @property
    def balance_fen(self) -> int:
        """What is owed now; below zero she has paid too much."""
        return self.due_fen + self.charged_fen - self.paid_fen - self.received_fen


class Guest(Base):
    """What the sheet 嘉宾 says of a delegate."""

    __tablename__ = "guests"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), primary_key=True)
    level: Mapped[str]
    host: Mapped[str]
    host_phone: Mapped[str]
    lecture_fee_fen: Mapped[int | None]
    gift: Mapped[str]
    session: Mapped[str]
    arrives_at: Mapped[datetime | None] = mapped_column(Instant)
    lounge: Mapped[str]


class Credential(Base):
    """A secret that a QR code carries; ours, or one the planners' workbook brought."""

    __tablename__ = "credentials"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret: Mapped[str] = mapped_column(unique=True)
    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    is_imported: Mapped[bool]
    issued_at: Mapped[datetime] = mapped_column(Instant)
    revoked_by: Mapped[str | None] = mapped_column(ForeignKey("revocations.id"))


class Revocation(Fact, Base):
    """A lost badge: every credential of the person died with it."""

    __tablename__ = "revocations"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"))
    reason: Mapped[str]


class SearchKey(Base):
    """A beginning by which a delegate can be found: number, phone tail, name, pinyin, initials."""

    __tablename__ = "search_keys"
    __table_args__ = (Index("ix_search_keys_key", "key", "delegate_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)


class OrganisationKey(Base):
    """A beginning by which an organisation can be found; each organisation stands once."""

    __tablename__ = "organisation_keys"
    __table_args__ = (Index("ix_organisation_keys_key", "key", "organisation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    organisation: Mapped[str] = mapped_column(index=True)


class CheckIn(Fact, Base):
    """One answered attempt to check in, refused ones too."""

    __tablename__ = "check_ins"

    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"), index=True)
    outcome: Mapped[str]
    reason: Mapped[str | None]
    means: Mapped[str]  # kiosk, desk ...: the station's role
    zone: Mapped[str | None]
    noted_at: Mapped[datetime | None] = mapped_column(Instant)  # when it was typed from paper


class CheckInUndo(Fact, Base):
    """The opposite of a check-in."""

    __tablename__ = "check_in_undos"

    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_ins.id"), unique=True)
    reason: Mapped[str]


class Arrival(Base):
    """Who is here now: derived, one row a person."""

    __tablename__ = "arrivals"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), primary_key=True)
    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_ins.id"))
    at: Mapped[datetime] = mapped_column(Instant)


class CheckInCount(Base):
    """How many of a category are registered and here: derived. Guests are those on the sheet 嘉宾."""

    __tablename__ = "check_in_counts"

    category: Mapped[str] = mapped_column(ForeignKey("categories.code"), primary_key=True)
    registered: Mapped[int]
    checked_in: Mapped[int]
    guests_registered: Mapped[int]
    guests_checked_in: Mapped[int]


class CheckInMinute(Base):
    """Check-ins of one minute: derived."""

    __tablename__ = "check_in_minutes"

    minute: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    n: Mapped[int]


class Challenge(Base):
    """Two facts asked of someone without a code, and whether they held."""

    __tablename__ = "challenges"

    id: Mapped[str] = mapped_column(primary_key=True)
    station: Mapped[str] = mapped_column(index=True)
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    outcome: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    fingerprint: Mapped[str]
    answer: Mapped[bytes]


class Override(Fact, Base):
    """A named person's word that stands for a payment or lifts a block; the latest row holds."""

    __tablename__ = "overrides"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    kind: Mapped[str]
    is_revoked: Mapped[bool]
    reason: Mapped[str]


class Block(Fact, Base):
    """A person stopped, or let go again; the latest row holds."""

    __tablename__ = "blocks"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    is_blocked: Mapped[bool]
    reason: Mapped[str]


class BackEntry(Fact, Base):
    """Lines of a paper roster typed in after the server was back."""

    __tablename__ = "back_entries"

    count: Mapped[int]


class GroupCheckIn(Fact, Base):
    """Several people checked in at once, in the order in which their badges print."""

    __tablename__ = "group_check_ins"

    reg_nos: Mapped[list[str]] = mapped_column(JSON)


class PickUp(Fact, Base):
    """Badges and things that one person took for several, and signed for."""

    __tablename__ = "pick_ups"

    taken_by: Mapped[str]
    phone: Mapped[str]
    reg_nos: Mapped[list[str]] = mapped_column(JSON)


class Signature(Base):
    """A signature drawn by finger: what for, by whom, and every stroke with its times."""

    __tablename__ = "signatures"

    fact_id: Mapped[str] = mapped_column(primary_key=True)  # of the fact it was given for
    purpose: Mapped[str]  # "item:GIFT", "pay_out", "invoice", "pick_up" ...
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"), index=True)
    signed_by: Mapped[str]  # the name of who signed, as it stood then
    strokes: Mapped[list[list[list[float]]]] = mapped_column(
        JSON
    )  # [[x, y, ms], ...] a stroke, x 0..1
    aspect: Mapped[float]  # height of the area over its width
    at: Mapped[datetime] = mapped_column(Instant)
    station: Mapped[str]
    operator: Mapped[str | None]
