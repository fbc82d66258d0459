"""What is sent and told about calls to people who have not come, as JSON."""

from typing import Annotated, Literal, TypedDict
from uuid import UUID

import msgspec

from onsite.reception.bodies import Line, When
from onsite.units import Time

Outcome = Literal["no_answer", "called", "coming", "not_coming", "wrong_number"]


class NoShowCallBody(msgspec.Struct, forbid_unknown_fields=True):
    """What came of calling someone; when she comes only where she said so."""

    no_show_call_id: UUID
    reg_no: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    outcome: Outcome
    coming_at: When | None = None
    note: Line = ""


class NoShowCallAnswer(TypedDict):
    """Whether a word about a call was taken, and why not: in a word, and in a sentence."""

    no_show_call_id: str
    reg_no: str
    verdict: str  # noted, refused
    reason: str | None  # here, cancelled, merged, being_called
    message: str


class LastCall(TypedDict):
    """The last word about someone."""

    outcome: str
    at: Time
    station: str
    operator: str | None
    coming_at: Time | None
    note: str


class Claim(TypedDict):
    """Who calls her just now, until when."""

    station: str
    operator: str | None
    is_mine: bool
    ends_at: Time


class SpeaksIn(TypedDict):
    """A session she speaks in that is not over."""

    name: str
    name_en: str
    starts_at: Time


class NoShow(TypedDict):
    """Someone who has not come, with the number to call and what matters about her."""

    reg_no: str
    name: str
    latin_name: str
    organisation: str
    position: str
    category: str
    phone: str
    status: str
    last_call: LastCall | None
    calls: int
    claim: Claim | None
    guest_level: str | None
    speaks_in: list[SpeaksIn]
    owes_fen: int


class CategoryCount(TypedDict):
    """How many of a category have not come, and how many of them nobody has called."""

    category: str
    count: int
    to_call: int


class NoShows(TypedDict):
    """Who has not come.

    ``count`` of them match what was asked for, of whom the first are told. ``by_status`` and
    ``by_category`` count everyone; ``left`` have a number nobody has called yet.
    """

    no_shows: list[NoShow]
    count: int
    left: int
    by_status: dict[str, int]
    by_category: list[CategoryCount]


class ClaimAnswer(TypedDict):
    """Whether a desk may call someone now; if not, why, in a word and in a sentence."""

    verdict: str  # claimed, refused
    reason: str | None  # here, cancelled, merged, being_called
    message: str
    no_show: NoShow | None
