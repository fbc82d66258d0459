"""What screens are told, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.scanner.shapes import HallShape
from onsite.units import Time


class CategoryCount(TypedDict):
    """How many of a category are registered and here."""

    registered: int
    checked_in: int


class Minute(TypedDict):
    """Check-ins of one minute."""

    at: Time
    n: int


class Headcount(TypedDict):
    """The headcount: shares are 0 to 1; the last 60 minutes, oldest first."""

    registered: int
    checked_in: int
    rate: float
    vip_rate: float
    by_category: dict[str, CategoryCount]
    halls: dict[str, HallShape]
    per_minute: list[Minute]
    as_of: Time


class MeStation(TypedDict):
    """The station that asks."""

    id: str
    name: str
    role: str
    zone: str | None
    checkpoint: str | None
    parent: str | None


class MeOperator(TypedDict):
    """Who is signed in there."""

    name: str
    roles: list[str]
    rights: list[str]


class MeEvent(TypedDict):
    """The event, as far as a page shows it."""

    code: str
    name: str
    name_en: str
    place: str
    time_zone: str
    currency: str
    starts_on: str
    ends_on: str
    accent: str
    languages: list[str]
    expected_rate: float
    vip_rate: float
    wiped_at: Time | None


class Named(TypedDict):
    """Anything with a code and its names."""

    code: str
    name: str
    name_en: str


class MeCategory(Named):
    """A category; the fee is what a walk-in pays."""

    zone: str
    colour: str
    fee_fen: int


class MeZone(Named):
    """A registration zone."""

    place: str
    opens_at: Time | None
    closes_at: Time | None


class MeHall(Named):
    """A hall."""

    capacity: int | None


class MeCheckpoint(Named):
    """A door."""

    hall: str
    direction: str


class MeSession(Named):
    """A session of the programme."""

    hall: str
    starts_at: Time
    ends_at: Time


class Me(TypedDict):
    """All a page needs to start."""

    station: MeStation
    operator: MeOperator | None
    event: MeEvent
    categories: list[MeCategory]
    zones: list[MeZone]
    halls: list[MeHall]
    checkpoint: MeCheckpoint | None
    checkpoints: list[MeCheckpoint]
    items: list[Named]
    sessions: list[MeSession]
    server_time: Time
