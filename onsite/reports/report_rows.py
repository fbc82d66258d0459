"""What the event decides about its report: one row."""

from sqlalchemy.orm import Mapped, Session, mapped_column

from onsite.db import Base

CREDIT_SHARE = 0.8  # until the organiser decides


class ReportSettings(Base):
    """From which share of a session on it earns its credits."""

    __tablename__ = "report_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    credit_share: Mapped[float]


def report_settings(session: Session) -> ReportSettings:
    """Read what the event decided about its report."""
    return session.get(ReportSettings, 1) or ReportSettings(id=1, credit_share=CREDIT_SHARE)
