"""Rows of what doors tell of themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant


class DoorState(Base):
    """What a door's page told last of the scans it keeps: one row a door, the last word holds."""

    __tablename__ = "door_states"

    station: Mapped[str] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    waiting: Mapped[int]  # decided alone or just made, without the event's answer
    aside: Mapped[int]  # which the event did not take
    alone_since: Mapped[datetime | None] = mapped_column(Instant)
    told_at: Mapped[datetime] = mapped_column(Instant)
