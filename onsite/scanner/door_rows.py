"""Rows of what people put right at the doors: a hall's number, a scan undone, someone let in by name.

The scans themselves stay as they are; what stands of them is told by `STANDS`.
"""

from sqlalchemy import ForeignKey, exists
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base
from onsite.once import Fact
from onsite.scanner.models import Scan


class HallCorrection(Fact, Base):
    """How many a person counted in a hall, where its scans said another number."""

    __tablename__ = "hall_corrections"

    hall: Mapped[str] = mapped_column(ForeignKey("halls.code"), index=True)
    inside: Mapped[int]  # as counted by hand
    difference: Mapped[int]  # to what was shown just before
    reason: Mapped[str]


class ScanUndo(Fact, Base):
    """A scan that moved someone and should not have; a scan is undone once."""

    __tablename__ = "scan_undos"

    scan_id: Mapped[str] = mapped_column(ForeignKey("scans.id"), unique=True)
    checkpoint: Mapped[str] = mapped_column(ForeignKey("checkpoints.code"))
    verdict: Mapped[str]  # of the scan: admitted or left
    reason: Mapped[str]


class DoorOverride(Fact, Base):
    """A named person's word that lets someone in whom the rules refused; a scan is set aside once."""

    __tablename__ = "door_overrides"

    scan_id: Mapped[str] = mapped_column(ForeignKey("scans.id"), unique=True)  # refused
    admitted_scan_id: Mapped[str] = mapped_column(ForeignKey("scans.id"))
    checkpoint: Mapped[str] = mapped_column(ForeignKey("checkpoints.code"))
    verdict: Mapped[str]  # what the rules had said
    reason: Mapped[str]


STANDS = ~exists().where(ScanUndo.scan_id == Scan.id)
"""Of a selection of scans: only those that nobody undid."""
