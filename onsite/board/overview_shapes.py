"""What a board is told beside the headcount, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.reception.shapes import ZoneShape
from onsite.units import Time


class ForecastShape(TypedDict):
    """How many will be checked in at the end, and between which two numbers nine times of ten."""

    expected: int
    low: int
    high: int
    planned_by_now: int


class ArrivalCurves(TypedDict):
    """A local day's arrivals a minute, by steps of ``step_s`` seconds from ``begins_at``.

    ``came`` and ``planned``: null where there is nothing to tell yet; ``yesterday``: at the same time of
    the day before, null without one; ``expected``, ``low``, ``high``: from the step that runs now.
    """

    begins_at: Time
    step_s: int
    came: list[float | None]
    yesterday: list[float | None]
    planned: list[float]
    expected: list[float | None]
    low: list[float | None]
    high: list[float | None]


class MealForecast(TypedDict):
    """A meal: booked, of these here, eaten, and how many will be wanted, with a band."""

    item: str
    name: str
    name_en: str
    place: str
    valid_from: Time | None
    valid_until: Time | None
    booked: int
    here: int
    eaten: int
    expected: int
    low: int
    high: int


class MissingSpeaker(TypedDict):
    """A speaker who is not here, and who can reach her."""

    reg_no: str
    name: str
    organisation: str
    host: str
    host_phone: str


class NextSession(TypedDict):
    """A session that is on or comes next; ``missing_speakers``: null for who sees no persons."""

    session: str
    name: str
    name_en: str
    hall: str
    starts_at: Time
    ends_at: Time
    speakers: int
    missing: int
    is_due: bool
    missing_speakers: list[MissingSpeaker] | None


class PrinterTrouble(TypedDict):
    """A printer that can print nothing now (``trouble``), or soon can't (``is_low``)."""

    name: str
    place: str
    trouble: str | None
    is_low: bool
    pages_left: int | None


class StationTrouble(TypedDict):
    """A station that was at work today and is not heard of any more."""

    id: str
    name: str
    role: str
    zone: str | None
    last_seen_at: Time


class DoorShape(TypedDict):
    """A door that is not heard of or keeps scans; how many, it told last at ``told_at``."""

    station: str
    name: str
    checkpoint: str | None
    checkpoint_name: str | None
    checkpoint_name_en: str | None
    is_silent: bool
    last_heard_at: Time | None
    waiting: int | None
    aside: int
    alone_since: Time | None
    told_at: Time | None


class DoorStateShape(TypedDict):
    """What a door told of itself, as it was taken."""

    waiting: int
    aside: int


class Overview(TypedDict):
    """All that a board shows beside the headcount."""

    forecast: ForecastShape
    arrivals: ArrivalCurves
    zones: list[ZoneShape]
    meals: list[MealForecast]
    sessions: list[NextSession]
    printers: list[PrinterTrouble]
    printer_count: int
    stations: list[StationTrouble]
    doors: list[DoorShape]
    as_of: Time
