"""Rows of what a desk noted of a person for whoever serves her next."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base
from onsite.once import Fact


class Escalation(Fact, Base):
    """A desk's word that a supervisor must look first, or the supervisor's that she has."""

    __tablename__ = "escalations"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    is_cleared: Mapped[bool]
    reason: Mapped[str]


class AttentionNote(Fact, Base):
    """What every desk should see of a person, or that the same text is done with."""

    __tablename__ = "attention_notes"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    text: Mapped[str]
    is_done: Mapped[bool]


class IdentityNote(Fact, Base):
    """An identity that a desk looked at; of the number only its two ends are kept."""

    __tablename__ = "identity_notes"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    document: Mapped[str]
    number_masked: Mapped[str]
    outlet: Mapped[str]  # of the press
