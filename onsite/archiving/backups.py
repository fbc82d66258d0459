"""A backup made when told or by the clock, and what is known of the last ones.

`packing` writes the file; `hourly` decides when the server makes one. What became of the last is kept in
`backups/`, one small file for each way a backup is made, since several processes make them.
"""

import sqlite3
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from onsite.archiving import packing
from onsite.archiving.manifest import NAME, Manifest
from onsite.config import EventFolder, write_private
from onsite.errors import OnsiteError

SUFFIX = ".onsite-backup"
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Way(StrEnum):
    """Who made a backup: the server by the clock, into its folder or the further one, or a person."""

    HOURLY = "hourly"
    ELSEWHERE = "elsewhere"
    TOLD = "told"


class Last(msgspec.Struct, frozen=True):
    """What became of the last backups made one way; instants are aware UTC.

    Attributes:
        at: When the last good one was begun; everything acknowledged before is in it.
        path: Where it was put.
        size: In bytes.
        failed_at: Of the last failure; None when the last try went well.
        why: It failed, and what to do.
        code: Of the error, for pages that say it in their own words.
    """

    at: datetime | None = None
    path: str | None = None
    size: int | None = None
    failed_at: datetime | None = None
    why: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class BackupState:
    """What is known of an event's backups.

    Attributes:
        newest: The newest good one, made any way.
        failures: The ways whose last try failed.
        ways: The last of each way.
    """

    newest: Last
    failures: tuple[Last, ...]
    ways: dict[Way, Last]


def make_backup(
    folder: EventFolder, *, out: Path, now: datetime, with_outbox: bool = True
) -> Manifest:
    """Write one file with all of the event: beside first, read back, then swapped in.

    Args:
        folder: The event's; it may be served meanwhile.
        out: The file; an older backup there is replaced, nothing else is.
        now: When.
        with_outbox: With what virtual printers printed.

    Raises:
        OnsiteError: ``bad_out``, ``backup_failed``, ``damaged_event``.
    """
    _check_out(folder, out)
    beside = out.with_name(f".{out.name}.new")
    for left in (beside, beside.with_name(f"{beside.name}.db")):  # of one that was cut off
        with suppress(OSError):
            left.unlink(missing_ok=True)
    try:
        manifest = packing.pack(folder, to=beside, now=now, with_outbox=with_outbox)
        beside.replace(out)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise OnsiteError(
            "backup_failed",
            f"No backup was made at {out} ({reason}); free some space there, or choose another disk.",
        ) from error
    return manifest


def keep_success(folder: EventFolder, way: Way, manifest: Manifest, *, path: Path) -> None:
    """Note that a backup was made."""
    last = Last(
        at=datetime.fromisoformat(manifest.made_at), path=str(path), size=path.stat().st_size
    )
    _keep(folder, way, last)


def keep_still_good(folder: EventFolder, *, now: datetime) -> None:
    """Note that nothing was committed since the last backup by the clock: it holds all until now."""
    last = _last(folder, Way.HOURLY)
    if last is not None and last.at is not None:
        with suppress(OSError):
            _keep(folder, Way.HOURLY, msgspec.structs.replace(last, at=now))


def keep_failure(
    folder: EventFolder, way: Way, error: OnsiteError | OSError, *, now: datetime
) -> None:
    """Note that a backup failed, beside the last good one; a disk that takes not even that is let be."""
    if isinstance(error, OnsiteError):
        code, why = error.code, error.message
    else:
        code, why = "backup_failed", str(error.strerror or error)
    failed = {"failed_at": now, "why": why, "code": code}
    before = _last(folder, way) or Last()
    with suppress(OSError):
        _keep(folder, way, msgspec.structs.replace(before, **failed))


def newest(folder: EventFolder) -> BackupState | None:
    """Tell what is known of an event's backups; None when none was ever tried."""
    ways = {way: last for way in Way if (last := _last(folder, way)) is not None}
    if not ways:
        return None
    good = [last for last in ways.values() if last.at is not None]
    return BackupState(
        newest=max(good, key=lambda last: last.at or _LONG_AGO, default=Last()),
        failures=tuple(last for last in ways.values() if last.failed_at is not None),
        ways=ways,
    )


def forget(folder: EventFolder) -> None:
    """Forget the last backups: they were wiped."""
    for way in Way:
        _file(folder, way).unlink(missing_ok=True)


def is_backup(path: Path) -> bool:
    """Tell whether a file is one of our backups."""
    try:
        with zipfile.ZipFile(path) as packed:
            return NAME in packed.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def _check_out(folder: EventFolder, out: Path) -> None:
    if out.is_dir():
        raise _bad_out(f"{out} is a folder; name a file in it, e.g. {out / ('event' + SUFFIX)}.")
    if not out.parent.is_dir():
        raise _bad_out(f"There is no folder {out.parent}; make it, or plug in the disk it lies on.")
    if out.exists() and not is_backup(out):
        raise _bad_out(f"{out} is there already and is no backup; choose another name.")
    inside = out.resolve().relative_to(folder.path.resolve()) if _is_inside(out, folder) else None
    if inside is not None and inside.parts[0] != "backups":
        raise _bad_out(
            f"{out} lies in the event folder; choose a place on another disk, or backups/ in it."
        )


def _is_inside(out: Path, folder: EventFolder) -> bool:
    return out.resolve().is_relative_to(folder.path.resolve())


def _bad_out(message: str) -> OnsiteError:
    return OnsiteError("bad_out", message, field="out")


def _file(folder: EventFolder, way: Way) -> Path:
    return folder.backups / f"{way.value}.json"


def _keep(folder: EventFolder, way: Way, last: Last) -> None:
    folder.backups.mkdir(exist_ok=True, mode=0o700)
    write_private(_file(folder, way), msgspec.json.encode(last))


def _last(folder: EventFolder, way: Way) -> Last | None:
    try:
        return msgspec.json.decode(_file(folder, way).read_bytes(), type=Last)
    except (OSError, msgspec.DecodeError):  # never made, or torn: the next one writes it anew
        return None
