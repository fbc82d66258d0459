"""Writing a backup: the event's files and a list of them in one zip, readable by its owner alone.

What may be in it is `manifest`'s to say, when one is made `backups`' and `hourly`'s.
"""

import hashlib
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from onsite import __version__
from onsite.archiving.manifest import (
    DATABASE,
    FORMAT,
    LEFT_OUT,
    MANIFEST_BYTES,
    NAME,
    Manifest,
    OfEvent,
    Packed,
    broken,
    check_entries,
    read_manifest,
)
from onsite.archiving.snapshot import copy_database
from onsite.config import EventFolder
from onsite.errors import OnsiteError
from onsite.units import rfc3339

BLOCK = 1 << 20
PACKED_ALREADY = {".png", ".jpg", ".jpeg", ".xlsx", ".zip"}
TOP_FILES = (".toml", ".json")  # beside the known folders


def pack(folder: EventFolder, *, to: Path, now: datetime, with_outbox: bool) -> Manifest:
    """Write a backup to a new file, and read it back; nothing is left of one that failed.

    Args:
        folder: The event's; it may be served meanwhile.
        to: Not there yet.
        now: When it was begun.
        with_outbox: With the pictures that virtual printers printed.

    Raises:
        OnsiteError: ``damaged_event``, ``broken_backup``.
        OSError: The disk is full, or can't be written to.
        sqlite3.Error: Likewise, or the event's database can't be read.
    """
    copy = to.with_name(f"{to.name}.db")
    try:
        copy_database(folder.database, to=copy)
        _write(folder, copy, to=to, now=now, with_outbox=with_outbox)
        with zipfile.ZipFile(to) as packed:
            manifest = contents(packed)
            for each in manifest.files:
                copy_checked(packed, each, to=None)
    except BaseException:
        to.unlink(missing_ok=True)
        raise
    finally:
        for path in (copy, copy.with_name(f"{copy.name}-journal")):
            path.unlink(missing_ok=True)
    return manifest


def contents(packed: zipfile.ZipFile) -> Manifest:
    """Read what a backup says of itself, and make sure it can be true.

    Raises:
        OnsiteError: ``not_a_backup``, ``newer_backup``, ``broken_backup``.
    """
    try:
        entry = packed.getinfo(NAME)
    except KeyError:
        raise OnsiteError(
            "not_a_backup",
            f"{packed.filename} is no backup of onsite, or was cut short; "
            "name a file that onsite backup made, or copy it again.",
        ) from None
    if entry.file_size > MANIFEST_BYTES:
        raise broken("its list of contents is too long")
    with _opened(packed, NAME) as file:
        manifest = read_manifest(_block(file, NAME, MANIFEST_BYTES + 1))
    check_entries(manifest, packed.infolist())
    return manifest


def copy_checked(packed: zipfile.ZipFile, listed: Packed, *, to: IO[bytes] | None) -> None:
    """Read a file of a backup to its end and compare its sum; copies it where told.

    Raises:
        OnsiteError: ``broken_backup``.
        OSError: The disk is full.
    """
    digest, left = hashlib.sha256(), listed.size
    with _opened(packed, listed.path) as file:
        while left >= 0 and (block := _block(file, listed.path, min(BLOCK, left + 1))):
            left -= len(block)
            digest.update(block)
            if to is not None:
                to.write(block)
    if left or digest.hexdigest() != listed.sha256:
        raise broken(f"{listed.path!r} is not what was packed")


def _block(file: IO[bytes], name: str, size: int) -> bytes:
    try:
        return file.read(size)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise broken(f"{name!r}: {error}") from error


def _opened(packed: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return packed.open(name)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError) as error:
        # A RuntimeError is a password, or NotImplementedError: a way of packing zipfile does not know.
        raise broken(f"{name!r}: {error}") from error


def _write(folder: EventFolder, copy: Path, *, to: Path, now: datetime, with_outbox: bool) -> None:
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
            files = [_add(packed, copy, DATABASE)]
            files += [
                _add(packed, path, path.relative_to(folder.path).as_posix())
                for path in _files(folder, with_outbox=with_outbox)
            ]
            schema, event = _described(copy)
            manifest = Manifest(FORMAT, __version__, schema, event, rfc3339(now), files)
            packed.writestr(_entry(NAME), msgspec.json.encode(manifest))
        file.flush()
        os.fsync(file.fileno())


def _files(folder: EventFolder, *, with_outbox: bool) -> Iterator[Path]:
    """List what belongs to the event beside its database: its settings, keys, templates, planning."""
    for path in sorted(folder.path.iterdir()):
        if path.name in LEFT_OUT or path.name.startswith(".") or path.name == DATABASE:
            continue
        if path.is_file() and not path.is_symlink() and path.suffix in TOP_FILES:
            yield path
    for inside in (folder.keys, folder.templates, folder.planning):
        yield from _below(inside)
    if with_outbox:
        yield from _below(folder.outbox)


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield path


def _add(packed: zipfile.ZipFile, path: Path, name: str) -> Packed:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, packed.open(_entry(name), "w", force_zip64=True) as target:
        while block := source.read(BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
    return Packed(name, size, digest.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # of no time: what was packed when is the manifest's to say
    entry.external_attr = 0o100600 << 16
    is_packed = Path(name).suffix.lower() in PACKED_ALREADY
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    return entry


def _described(copy: Path) -> tuple[str, OfEvent]:
    with closing(sqlite3.connect(copy)) as database:
        (schema,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
        row = database.execute(
            "SELECT uid, code, name, starts_on, ends_on, time_zone FROM event"
        ).fetchone()
    return schema, OfEvent(*map(str, row))
