"""Rows of the report: what the event decides about it, and who took which list away.

What stands in the lists is derived from other rooms' rows, and kept nowhere.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onsite.db import Base, Instant

CREDIT_SHARE = 0.8  # until the organiser decides


class ReportSettings(Base):
    """From which share of a session on it earns its credits: one row."""

    __tablename__ = "report_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    credit_share: Mapped[float]


class ReportExport(Base):
    """A list with persons' data taken to a file: which, by whom, where, when."""

    __tablename__ = "report_exports"

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str]
    station: Mapped[str]
    operator: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(Instant, index=True)


def report_settings(session: Session) -> ReportSettings:
    """Read what the event decided about its report."""
    return session.get(ReportSettings, 1) or ReportSettings(id=1, credit_share=CREDIT_SHARE)


def last_exports(session: Session, *, limit: int) -> list[ReportExport]:
    """List who took which file away, the last first."""
    newest = select(ReportExport).order_by(ReportExport.at.desc(), ReportExport.id.desc())
    return list(session.scalars(newest.limit(limit)))
