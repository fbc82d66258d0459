"""What doors and control pages are told, as JSON; one shape a payload."""

from typing import Annotated, Any, Literal, TypedDict

import msgspec

from onsite.units import Time

Direction = Literal["in", "out", "both"]
ConflictKind = Literal["admitted_twice", "let_in", "turned_away", "flushed"]


class ScannedDelegate(TypedDict):
    """What a verdict shows of a person, and no more."""

    reg_no: str
    name: str
    category: str
    organisation: str


class ScanAnswer(TypedDict):
    """The verdict on one scan."""

    scan_id: str
    verdict: str
    message: str
    delegate: ScannedDelegate | None
    first_at: Time | None
    hall: str
    inside: int
    recorded_at: Time


# msgspec knows no union of objects.
_EITHER = {
    "anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("ScanAnswer", "Problem")]
}


class ScanAnswers(TypedDict):
    """The answers to a batch, in the order sent; a bad scan has its problem."""

    scans: list[Annotated[dict[str, Any], msgspec.Meta(extra_json_schema=_EITHER)]]


class LastScan(TypedDict):
    """One line of a door's list."""

    scan_id: str
    verdict: str
    name: str | None
    category: str | None
    at: Time
    undone: bool


class LastScans(TypedDict):
    """A door's last scans, newest first."""

    scans: list[LastScan]


class PolicyShape(TypedDict):
    """What a checkpoint insists on."""

    payment_required: bool
    re_entry: bool
    check_in_first: bool
    hours: bool
    session_windows: bool
    one_hall: bool
    refuse_when_full: bool
    flush: bool
    limit_per_day: int
    limit_per_session: int
    anti_passback_minutes: int
    exit_at_session_end: bool
    grace_minutes: int
    offline_names: bool


class CheckpointShape(TypedDict):
    """A checkpoint as the control page shows it."""

    code: str
    name: str
    name_en: str
    hall: str
    direction: Direction
    categories: list[str]
    policy: PolicyShape


class Checkpoints(TypedDict):
    """Every checkpoint, in the planners' order."""

    checkpoints: list[CheckpointShape]


class HallShape(TypedDict):
    """People inside a hall now, its limit, and its admissions so far."""

    inside: int
    capacity: int | None
    admitted: int
