"""What is told after the doors were put right, and how a hall filled, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.scanner.shapes import ScanAnswer
from onsite.units import Time


class HallCorrected(TypedDict):
    """A hall counted by hand; the difference is to what was shown before."""

    hall_correction_id: str
    hall: str
    inside: int
    difference: int


class ScanUndone(TypedDict):
    """A scan that counts no more, and people inside its hall now."""

    scan_id: str
    verdict: str
    hall: str
    inside: int


class ScanUndoAnswer(ScanUndone):
    """The same, with the id of who asked."""

    scan_undo_id: str


class DoorOverridden(TypedDict):
    """Someone let in: what the rules had said, and the scan that admits her."""

    door_override_id: str
    refused: str
    scan: ScanAnswer


class CurvePoint(TypedDict):
    """People inside at an instant."""

    at: Time
    inside: int


class Curve(TypedDict):
    """How a hall filled and emptied today: a point every five minutes, and one now.

    ``peak`` is when most were inside, to the scan; None while nobody was.
    """

    hall: str
    capacity: int | None
    points: list[CurvePoint]
    peak: CurvePoint | None
