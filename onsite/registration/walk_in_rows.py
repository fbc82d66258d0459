"""Rows of who was registered on the day: walk-ins with their form and notice, and badges of a quota."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact
from onsite.registration.agreed_words import AgreedWords


class WalkIn(Fact, Base):
    """The entry that made an unplanned delegate, alone or in a batch, with her consent."""

    __tablename__ = "walk_ins"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"))
    batch_id: Mapped[str | None]
    # Which privacy notice she agreed to, and when; None for those entered in a batch.
    notice_version: Mapped[int | None] = mapped_column(ForeignKey("walk_in_notices.version"))
    consented_at: Mapped[datetime | None] = mapped_column(Instant)


class WalkInForm(Base):
    """What a walk-in of a category must tell, and whether a kiosk may register her."""

    __tablename__ = "walk_in_forms"

    category: Mapped[str] = mapped_column(ForeignKey("categories.code"), primary_key=True)
    fields: Mapped[list[str]] = mapped_column(JSON)
    is_for_kiosks: Mapped[bool]


class WalkInNotice(AgreedWords, Base):
    """A privacy notice as it was shown."""

    __tablename__ = "walk_in_notices"


class WalkInBatch(Fact, Base):
    """Several walk-ins entered in one step, from a list someone pasted."""

    __tablename__ = "walk_in_batches"

    category: Mapped[str] = mapped_column(ForeignKey("categories.code"))
    count: Mapped[int]


class QuotaBatch(Fact, Base):
    """Badges without names, for an exhibitor's people, drivers, companions, a build crew."""

    __tablename__ = "quota_batches"

    holder: Mapped[str]
    category: Mapped[str] = mapped_column(ForeignKey("categories.code"))
    label: Mapped[str]
    count: Mapped[int]
