"""What a door is told to go on by itself, as JSON; one shape a payload.

Instants are milliseconds since 1970, but for `made_at`.
"""

from typing import TypedDict

from onsite.units import Time

StretchTold = tuple[int | None, int | None, str | None]  # from on, until just before, verdict
SeenTold = tuple[int, int, int, int, int, int]
"""Person, 1 where her last move was an admission, first_at, admitted_at, and her admissions on that day
and in that session (`seen.Seen`)."""
PutTold = tuple[str, int, int]  # hash as base64, person, number of the profile
Names = tuple[str, str, str]  # name, reg_no, organisation


class Profile(TypedDict):
    """What the rights of people who share their traits say at one door."""

    category: str
    stretches: list[StretchTold]


class Packed(TypedDict):
    """Who has which code, in order of the hashes; each is base64.

    Hashes are the first 8 bytes of a SHA-256, people and profiles beside them little-endian numbers of four
    and of two bytes.
    """

    hashes: str
    people: str
    profile_of: str


class RosterCheckpoint(TypedDict):
    """The door it is for."""

    code: str
    hall: str
    direction: str
    capacity: int | None


class RosterPolicy(TypedDict):
    """What the door insists on beyond a person's rights; those stand in her profile."""

    re_entry: bool
    one_hall: bool
    refuse_when_full: bool
    limit_per_day: int
    limit_per_session: int
    anti_passback_minutes: int
    flush: bool
    offline_names: bool


class CalendarTold(TypedDict):
    """When days turn, the hall empties, and admissions count anew for a session's limit."""

    days: list[int]
    stays: list[int]
    sessions: list[int]


class SmallParts(TypedDict):
    """What is told anew each time."""

    mark: str
    made_at: Time
    event: str
    checkpoint: RosterCheckpoint
    policy: RosterPolicy
    calendar: CalendarTold
    profiles: list[Profile]
    people_unknowable: int
    inside: int
    seen: list[SeenTold]
    elsewhere: list[int]
    wiped_at: Time | None


class Roster(SmallParts, Packed):
    """All that a door needs; names by person only where the checkpoint's policy allows them."""

    names: dict[int, Names]


class RosterDifference(SmallParts):
    """What became other since a mark: codes to put and to drop."""

    names: dict[int, Names]
    since: str
    put: list[PutTold]
    drop: list[str]
