"""Rows of what was put right of a registration: its name, category, person, or that it stands at all."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base
from onsite.once import Fact


class NameFix(Fact, Base):
    """What stands on a badge, put right: the fields as they were, and as they are."""

    __tablename__ = "name_fixes"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    before: Mapped[dict[str, str]] = mapped_column(JSON)
    after: Mapped[dict[str, str]] = mapped_column(JSON)
    reason: Mapped[str]


class CategoryChange(Fact, Base):
    """Another category, and by how much she owes more or less for it."""

    __tablename__ = "category_changes"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    before: Mapped[str]
    after: Mapped[str]
    difference_fen: Mapped[int]
    reason: Mapped[str]


class Substitution(Fact, Base):
    """A colleague who comes instead: who was expected, and who it is now."""

    __tablename__ = "substitutions"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    before: Mapped[dict[str, str]] = mapped_column(JSON)
    after: Mapped[dict[str, str]] = mapped_column(JSON)
    reason: Mapped[str]


class Merge(Fact, Base):
    """Two registrations of one person, made one."""

    __tablename__ = "merges"

    keep_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), unique=True)
    paid_fen: Mapped[int]  # what had been paid under the gone one before the event, and moved
    reason: Mapped[str]


class Cancellation(Fact, Base):
    """A registration cancelled here, or taken up again; the latest row holds."""

    __tablename__ = "cancellations"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    is_cancelled: Mapped[bool]
    reason: Mapped[str]
