"""What the routes of backups and wiping take and tell."""

from typing import TypedDict
from uuid import UUID

import msgspec

from onsite.units import Time


class BackupBody(msgspec.Struct, forbid_unknown_fields=True):
    """One more backup now: nothing is to be said."""


class WipeBody(msgspec.Struct, forbid_unknown_fields=True):
    """A wipe of personal data: for good, so it names the event's code."""

    wipe_id: UUID
    confirm: str


class LastBackup(TypedDict):
    """The last backup made one way."""

    way: str
    at: Time | None
    path: str | None
    size: int | None
    failed_at: Time | None
    why: str | None
    code: str | None


class RetentionTold(TypedDict):
    """When personal data goes: the day at the venue; by itself, or why not."""

    days: int
    on: str
    is_over: bool
    waits_for: str | None


class WipeTold(TypedDict):
    """A wipe that was done."""

    at: Time
    operator: str | None
    why: str
    removed: dict[str, int]


class BackupsTold(TypedDict):
    """How the event is kept, and until when; after a wipe also what lies elsewhere from before it."""

    newest_at: Time | None
    ways: list[LastBackup]
    kept: int
    place: str
    backup_to: str | None
    retention: RetentionTold
    wiped: WipeTold | None
    elsewhere: list[str]


class WipePreview(TypedDict):
    """What a wipe would remove now by kind, the files by name, and backups elsewhere, left to people."""

    code: str
    name: str
    removed: dict[str, int]
    files: list[str]
    elsewhere: list[str]


class WipeAnswer(TypedDict):
    """What a wipe removed, and what is left to people to delete."""

    wipe_id: str
    removed: dict[str, int]
    elsewhere: list[str]
