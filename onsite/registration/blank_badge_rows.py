"""Rows of badges printed before anyone has them, and whose they became."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base
from onsite.once import Fact


class BlankBatch(Fact, Base):
    """Badges printed with a code before anyone has it, for when printers die."""

    __tablename__ = "blank_batches"

    category: Mapped[str | None] = mapped_column(ForeignKey("categories.code"))
    count: Mapped[int]


class BlankBadge(Base):
    """One blank badge: nobody's until it is bound, once."""

    __tablename__ = "blank_badges"

    secret: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    batch_id: Mapped[str] = mapped_column(ForeignKey("blank_batches.id"), index=True)
    bound_by: Mapped[str | None] = mapped_column(ForeignKey("bindings.id"))


class Binding(Fact, Base):
    """A blank badge given to a person: its code is hers from now on."""

    __tablename__ = "bindings"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    number: Mapped[int]
