"""What a backup says of itself, and which files may be in one. The file is read and written by `packing`."""

import re
from pathlib import PurePosixPath, PureWindowsPath
from zipfile import ZipInfo

import msgspec

from onsite.errors import OnsiteError

FORMAT = 1
NAME = "manifest.json"
DATABASE = "onsite.db"
SETTINGS = "event.toml"
MANIFEST_BYTES = 32 << 20  # at most: a list of some 200,000 files
FILES_AT_MOST = 200_000
RATIO_AT_MOST = 1100  # deflate packs no better: what claims more lies about its size
# Belong to one running server, are made anew, or are backups themselves.
LEFT_OUT = (
    "backups",
    "onsite.lock",
    "run.json",
    "print-journal.jsonl",
    "print-journal.lock",
    "onsite.db-wal",
    "onsite.db-shm",
    "wiping.json",
)
_ODD = re.compile(r"[\\\x00-\x1f\x7f]")
_LINK, _KIND = 0o120000, 0o170000
_REGULAR = 0o100000
_ENCRYPTED = 0x1


class Packed(msgspec.Struct, frozen=True):
    """One file of the event in a backup: its path below the folder, bytes, and sum."""

    path: str
    size: int
    sha256: str


class OfEvent(msgspec.Struct, frozen=True):
    """Whose backup it is; dates as ``YYYY-MM-DD``."""

    uid: str
    code: str
    name: str
    starts_on: str
    ends_on: str
    time_zone: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds.

    Attributes:
        format: Of the backup's file.
        version: Of the program that made it.
        schema: The revision of its database.
        event: Whose it is.
        made_at: Everything acknowledged before this instant is in it (RFC 3339).
        files: Every file, in the order packed.
    """

    format: int
    version: str
    schema: str
    event: OfEvent
    made_at: str
    files: list[Packed]


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        OnsiteError: ``newer_backup``, ``broken_backup``.
    """
    try:
        form = msgspec.json.decode(content, type=dict[str, msgspec.Raw]).get("format")
        number = msgspec.json.decode(form, type=int) if form else 0
        if number > FORMAT:
            raise OnsiteError(
                "newer_backup",
                "This backup was made by a newer version of onsite; install that version and "
                "restore it there.",
            )
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError as error:
        raise broken(f"its list of contents can't be read ({error})") from error


def check_entries(manifest: Manifest, entries: list[ZipInfo]) -> None:
    """Make sure that a backup holds exactly what its manifest says, all of it inside the folder.

    Raises:
        OnsiteError: ``broken_backup``.
    """
    if len(entries) > FILES_AT_MOST:
        raise broken("it holds too many files")
    listed = {each.path: each for each in manifest.files}
    packed = {each.filename: each for each in entries if each.filename != NAME}
    if len(listed) != len(manifest.files) or len(packed) != len(entries) - 1:
        raise broken("it names a file twice")
    if listed.keys() != packed.keys():
        name = min(listed.keys() ^ packed.keys())
        raise broken(f"its contents are not those it lists ({name!r})")
    if not {DATABASE, SETTINGS} <= listed.keys():
        raise broken(f"{DATABASE} or {SETTINGS} is not in it")
    for name, entry in packed.items():
        _check_path(name)
        _check_entry(entry, listed[name])


def _check_path(name: str) -> None:
    path = PurePosixPath(name)
    is_inside = (
        bool(path.parts)
        and name == str(path)
        and not path.is_absolute()
        and not _ODD.search(name)
        and not PureWindowsPath(name).drive
        and ".." not in path.parts
    )
    if not is_inside or path.parts[0].casefold() in LEFT_OUT:
        raise broken(f"it holds {name!r}, which does not belong into an event folder")


def _check_entry(entry: ZipInfo, listed: Packed) -> None:
    kind = (entry.external_attr >> 16) & _KIND
    if kind not in (0, _REGULAR):
        what = "a link" if kind == _LINK else "no ordinary file"
        raise broken(f"{entry.filename!r} is {what}")
    if entry.flag_bits & _ENCRYPTED:
        raise broken(f"{entry.filename!r} is encrypted")
    if entry.file_size != listed.size or entry.file_size > RATIO_AT_MOST * entry.compress_size + 64:
        raise broken(f"{entry.filename!r} has another size than it lists")


def broken(why: str) -> OnsiteError:
    """Say that a backup is not as it was written."""
    return OnsiteError(
        "broken_backup",
        f"This backup is damaged or was changed: {why}. Copy it again from where it lies, "
        "or take the backup before it.",
    )
