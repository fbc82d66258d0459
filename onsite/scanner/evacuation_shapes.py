"""What stations are told of an evacuation, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.units import Time


class EvacuationAnswer(TypedDict):
    """It has begun, with so many people on its list and so many without a name."""

    evacuation_id: str
    reason: str
    at: Time
    people: int
    unnamed: int


class EvacuationMarkAnswer(TypedDict):
    """How a person stands on the list now."""

    evacuation_mark_id: str
    evacuation_id: str
    reg_no: str
    is_out: bool
    marked_by: str
    at: Time


class EvacuationEndAnswer(TypedDict):
    """It is over."""

    evacuation_end_id: str
    evacuation_id: str
    at: Time


class EvacuationCounts(TypedDict):
    """People on the list, how many of them are out or still inside, and who has no name besides."""

    people: int
    out: int
    inside: int
    unnamed: int


class EvacuationHallShape(EvacuationCounts):
    """One hall's share of the list."""

    hall: str
    name: str
    name_en: str


class EvacuatedPerson(TypedDict):
    """One line: `marked_by` and `at` tell the last mark, if there was one."""

    reg_no: str
    name: str
    organisation: str
    hall: str
    since: Time
    is_out: bool
    marked_by: str | None
    at: Time | None


class EvacuationShape(TypedDict):
    """An evacuation with its list; `people` is empty to who may not see persons."""

    evacuation_id: str
    reason: str
    at: Time
    ended_at: Time | None
    started_by: str
    counts: EvacuationCounts
    halls: list[EvacuationHallShape]
    people: list[EvacuatedPerson]


class RunningEvacuationShape(TypedDict):
    """The evacuation that runs now; null when there is none."""

    evacuation: EvacuationShape | None
    as_of: Time


class PastEvacuation(TypedDict):
    """One evacuation in the history: counts, and nobody's name."""

    evacuation_id: str
    reason: str
    at: Time
    ended_at: Time | None
    started_by: str
    counts: EvacuationCounts


class Evacuations(TypedDict):
    """Every evacuation, the latest first."""

    evacuations: list[PastEvacuation]
