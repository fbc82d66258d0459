"""What control is told of conflicts and sends about them, as JSON; one shape a payload."""

from typing import Annotated, Any, Literal, TypedDict
from uuid import UUID

import msgspec

from onsite.scanner.shapes import ConflictKind
from onsite.units import Time

Decision = Literal["stands", "count_in", "count_out"]


class ConflictResolutionBody(msgspec.Struct, forbid_unknown_fields=True):
    """What a person decides about one conflict; to count otherwise needs a note."""

    conflict_resolution_id: UUID
    conflict_id: UUID
    decision: Decision
    note: Annotated[str, msgspec.Meta(max_length=500)] = ""


class ConflictResolutionBatch(msgspec.Struct, forbid_unknown_fields=True):
    """Up to 500 decisions, each about its own conflict."""

    conflict_resolutions: list[ConflictResolutionBody]


class ConflictResolutionAnswer(TypedDict):
    """What was decided, by whom and when."""

    conflict_resolution_id: str
    conflict_id: str
    decision: Decision
    note: str
    operator: str | None
    at: Time


# msgspec knows no union of objects.
_EITHER = {
    "anyOf": [
        {"$ref": f"#/components/schemas/{name}"} for name in ("ConflictResolutionAnswer", "Problem")
    ]
}


class ConflictResolutionAnswers(TypedDict):
    """The answers to a batch, in the order sent; a refused one has its problem."""

    conflict_resolutions: list[Annotated[dict[str, Any], msgspec.Meta(extra_json_schema=_EITHER)]]


class ConflictSide(TypedDict):
    """What one side said, and when."""

    who: str
    verdict: str
    at: Time


class ResolutionShape(TypedDict):
    """What a person decided about a conflict."""

    decision: Decision
    note: str
    operator: str | None
    at: Time


class ConflictShape(TypedDict):
    """A scan whose door told the person something else than the event says."""

    id: str
    kind: ConflictKind
    scan_ids: list[str]
    delegate: str | None
    sides: list[ConflictSide]
    resolved: bool
    name: str | None
    hall: str
    checkpoint: str
    at: Time
    roster_at: Time | None
    could_not_know: bool
    decisions: list[Decision]
    resolution: ResolutionShape | None


class Conflicts(TypedDict):
    """Conflicts, unresolved first and the newest first, and how many of each kind there are."""

    conflicts: list[ConflictShape]
    total: int
    open: dict[ConflictKind, int]
    resolved: dict[ConflictKind, int]
