"""What is told of planners' later changes: each change, each refusal, and who is not listed any more."""

from typing import Annotated, NotRequired, TypedDict
from uuid import UUID

import msgspec

from onsite.planning.exchange import A_COMMIT, CameIn, ExchangeShape, Taken


class Placed(TypedDict):
    """Where something stands in the plan: its cell, the row's key and name, the column."""

    sheet: str
    cell: str
    key: str
    name: str
    field: str
    heading: str
    heading_en: str


class ChangeShape(Placed):
    """One change: of a field, or a whole row that is new (``added``).

    ``what`` is added, changed, cancelled or taken_up; ``note`` names what someone should do besides:
    badge_printed (print it again), money_here (give it back), or "".
    """

    what: str
    before: str
    after: str
    note: str


class RefusedShape(Placed):
    """A change that is not taken in; ``reason`` is its stable name, ``todo`` says what to do."""

    planned: str
    onsite: str
    reason: str
    why: str
    todo: str


class GoneShape(TypedDict):
    """A row that the plan has no longer; nothing of it was changed here.

    ``acted`` is checked_in, handed_out, or "" where the event did nothing with it.
    """

    sheet: str
    key: str
    name: str
    acted: str


class RefreshCounts(TypedDict):
    """How many of each there are."""

    added: int
    changed: int
    cancelled: int
    taken_up: int
    refused: int
    gone: int


class RefreshAnswer(TypedDict):
    """What a plan changes; nothing is changed while there are ``errors``, nor by a preview.

    ``mark`` names exactly these changes and refusals: sent along, only these are taken in.
    """

    refresh_id: str | None
    plan: str
    changes: list[ChangeShape]
    refused: list[RefusedShape]
    gone: list[GoneShape]
    counts: RefreshCounts
    warnings: list[str]
    errors: list[str]
    unchanged: bool
    mark: str
    check_ins: NotRequired[ExchangeShape]  # of a plan whose own system checks people in


class Uploaded(TypedDict):
    """A plan that was sent, and by what it is named."""

    upload: str
    name: str
    bytes: int


class PreviewBody(msgspec.Struct, forbid_unknown_fields=True):
    """Which plan: one that was uploaded, or a path (the laptop's own commands only); else the event's."""

    upload: str | None = None
    path: str | None = None


class RefreshBody(msgspec.Struct, forbid_unknown_fields=True):
    """A plan to take in, as in `PreviewBody`; with ``mark`` only what that preview told."""

    refresh_id: UUID
    upload: str | None = None
    path: str | None = None
    mark: str | None = None


class CameInBody(msgspec.Struct, forbid_unknown_fields=True):
    """Check-ins made in the plan's own system, as the command that read them sends them."""

    entries: Annotated[list[CameIn], msgspec.Meta(min_length=1, max_length=A_COMMIT)]


class TakenAnswer(TypedDict):
    """What became of each, in the order sent."""

    entries: list[Taken]


class SyncBody(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the event is written back into the laptop's plan, or it is only told what would be."""

    dry_run: bool = False


class SyncConflict(TypedDict):
    """A cell that the planners and the event changed; it stays as the planners have it."""

    sheet: str
    cell: str
    planned: str
    onsite: str


class SyncNote(TypedDict):
    """What people should know of a sync; ``sentence`` says it in English."""

    kind: str
    place: str
    what: str
    rows: str
    sentence: str


class SyncAnswer(TypedDict):
    """What was written back, or would be; ``plan`` is the path on the laptop."""

    plan: str
    written: int
    walk_ins: int
    conflicts: list[SyncConflict]
    unchanged: bool
    notes: list[SyncNote]
    check_ins: NotRequired[ExchangeShape]  # with a plan whose own system checks people in
