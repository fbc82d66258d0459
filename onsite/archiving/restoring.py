"""A backup made an event folder again: everything is checked first, and it is all there or nothing is."""

import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from onsite.archiving import packing
from onsite.archiving.manifest import DATABASE, SETTINGS, Manifest, broken
from onsite.archiving.snapshot import check_whole
from onsite.config import EventFolder, make_folder
from onsite.errors import OnsiteError


def restore_backup(file: Path, path: Path, *, known_schemas: frozenset[str]) -> Manifest:
    """Make the event folder that a backup holds, readable by its owner alone.

    Args:
        file: Made by `backups.make_backup`.
        path: Nothing may be there yet but an empty folder.
        known_schemas: The revisions of databases that this program can bring up to date.

    Raises:
        OnsiteError: ``no_backup``, ``not_a_backup``, ``broken_backup``, ``newer_backup``, ``has_event``,
            ``not_empty``, ``not_writable``, ``no_room``.
    """
    _check_place(path)
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = packing.contents(packed)
            _check_schema(manifest, known_schemas)
            _restore(packed, manifest, path)
    except zipfile.BadZipFile as error:
        raise OnsiteError(
            "not_a_backup",
            f"{file} is no backup of onsite, or was cut short; name a file that onsite backup made, "
            "or copy it again.",
        ) from error
    except OSError as error:
        raise _not_readable(file, error) from error
    return manifest


def _restore(packed: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    is_there = path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made_in = path if is_there else path.parent
        _check_room(made_in, sum(each.size for each in manifest.files))
        beside = Path(tempfile.mkdtemp(prefix=".onsite-", dir=made_in))
    except OSError as error:
        raise _not_writable(path, error) from error
    try:
        folder = make_folder(beside)
        _unpack(packed, manifest, folder)
        _check_database(folder)
        if is_there:
            _move_into(path, beside)
        else:
            beside.rename(path)
    except OSError as error:
        raise _not_writable(path, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _unpack(packed: zipfile.ZipFile, manifest: Manifest, folder: EventFolder) -> None:
    for each in manifest.files:
        to = folder.path / each.path
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            packing.copy_checked(packed, each, to=file)
            file.flush()
            os.fsync(file.fileno())


def _check_database(folder: EventFolder) -> None:
    try:
        with closing(sqlite3.connect(folder.database)) as database:
            check_whole(database, folder.database)
    except (sqlite3.DatabaseError, OnsiteError) as error:
        raise broken(f"{DATABASE} in it can't be read") from error


def _check_place(path: Path) -> None:
    if (path / SETTINGS).exists() or (path / DATABASE).exists():
        raise OnsiteError(
            "has_event",
            f"{path} has an event already; restore into a folder that does not exist yet, "
            "and keep that one until you have looked.",
        )
    if path.is_dir() and any(path.iterdir()):
        raise OnsiteError(
            "not_empty", f"{path} is not empty; choose a folder that does not exist yet."
        )
    if path.exists() and not path.is_dir():
        raise OnsiteError(
            "not_empty", f"{path} is a file; choose a folder that does not exist yet."
        )


def _check_schema(manifest: Manifest, known: frozenset[str]) -> None:
    if manifest.schema not in known:
        raise OnsiteError(
            "newer_backup",
            f"This backup was made by onsite {manifest.version}, newer than this one; install that "
            "version and restore it there.",
        )


def _check_room(place: Path, needed: int) -> None:
    free = shutil.disk_usage(place).free
    if needed > free:
        raise OnsiteError(
            "no_room",
            f"The event takes {needed >> 20:,} MiB and only {free >> 20:,} MiB are free; "
            "free some space, or choose another disk.",
        )


def _move_into(path: Path, beside: Path) -> None:
    path.chmod(0o700)
    # event.toml last: without it this is no event folder
    for part in sorted(beside.iterdir(), key=lambda part: part.name == SETTINGS):
        part.rename(path / part.name)


def _not_writable(path: Path, error: OSError) -> OnsiteError:
    return OnsiteError(
        "not_writable",
        f"{path} can't be made ({error.strerror or error}); choose a folder that you may write to, "
        "with space on its disk.",
    )


def _not_readable(file: Path, error: OSError) -> OnsiteError:
    return OnsiteError(
        "no_backup",
        f"{file} can't be read ({error.strerror or error}); check the name and the disk.",
    )
