"""Rows of an evacuation: who was inside when it began, and who was seen outside since."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact


class Evacuation(Fact, Base):
    """The order to leave; everyone inside then stands on its list."""

    __tablename__ = "evacuations"

    reason: Mapped[str]


class RunningEvacuation(Base):
    """The one that runs now; its only key keeps a second from starting. Derived."""

    __tablename__ = "running_evacuation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    evacuation_id: Mapped[str] = mapped_column(ForeignKey("evacuations.id"))


class EvacuationPerson(Base):
    """One who was inside, in the hall she was let into last, and the mark that holds."""

    __tablename__ = "evacuation_people"

    evacuation_id: Mapped[str] = mapped_column(ForeignKey("evacuations.id"), primary_key=True)
    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), primary_key=True)
    hall: Mapped[str]
    since: Mapped[datetime] = mapped_column(Instant)
    mark_id: Mapped[str | None] = mapped_column(ForeignKey("evacuation_marks.id"))
    is_out: Mapped[bool]  # what that mark says


class EvacuationHall(Base):
    """How many were in a hall's count then whose names nobody knows."""

    __tablename__ = "evacuation_halls"

    evacuation_id: Mapped[str] = mapped_column(ForeignKey("evacuations.id"), primary_key=True)
    hall: Mapped[str] = mapped_column(ForeignKey("halls.code"), primary_key=True)
    unnamed_count: Mapped[int]


class EvacuationMark(Fact, Base):
    """Somebody was seen outside, or was marked by mistake."""

    __tablename__ = "evacuation_marks"

    evacuation_id: Mapped[str] = mapped_column(ForeignKey("evacuations.id"))
    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"))
    is_out: Mapped[bool]


class EvacuationEnd(Fact, Base):
    """It is over, once."""

    __tablename__ = "evacuation_ends"

    evacuation_id: Mapped[str] = mapped_column(ForeignKey("evacuations.id"), unique=True)
