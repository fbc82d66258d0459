"""Rows of questions that kiosks ask, and of the answers.

An answer belongs to nobody: it has no person, no operator and no exact time, and nothing by which it
could be put together with someone. Its id is random, the table is kept in the order of ids, and its
time is the quarter of an hour. The one thing that may be known of who answered is her category, where that
has five people or more.
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact


class Question(Fact, Base):
    """A question as it was asked; another wording is another question."""

    __tablename__ = "questions"

    text: Mapped[str]
    text_en: Mapped[str]
    target: Mapped[float]  # share of satisfied answers, 0 to 1
    opens_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    stations: Mapped[list[str]] = mapped_column(JSON)  # as it was asked first


class QuestionPlacement(Fact, Base):
    """Which kiosks ask a question from then on."""

    __tablename__ = "question_placements"

    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"), index=True)
    stations: Mapped[list[str]] = mapped_column(JSON)


class QuestionPlace(Base):
    """Which question a kiosk asks, now or when it opens: derived, and one at a time."""

    __tablename__ = "question_places"

    station: Mapped[str] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"), index=True)


class QuestionEnd(Fact, Base):
    """A question that somebody ended."""

    __tablename__ = "question_ends"

    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"), unique=True)


class QuestionAnswer(Fact, Base):
    """One tap. ``at`` is the quarter of an hour in which it was made, ``operator`` always none."""

    __tablename__ = "question_answers"
    __table_args__ = (
        Index("ix_question_answers_question", "question_id", "category", "at", "level"),
        {"sqlite_with_rowid": False},  # or the order of rows would tell who came after whom
    )

    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"))
    level: Mapped[int]  # 4: very satisfied, 1: not satisfied
    category: Mapped[str | None]  # of the plan, which may lose it: no foreign key
