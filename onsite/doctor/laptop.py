"""The laptop itself: room on the disk, who may read the event, mains or battery, settings, backups."""

import os
import shlex
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from onsite.config import EventFolder
from onsite.doctor.findings import Finding, Level
from onsite.errors import OnsiteError

MIB = 1 << 20
TOO_LITTLE_BYTES = 300 * MIB  # a day of 1,200 people takes some 30 MiB, its backups as much each
LITTLE_BYTES = 2048 * MIB
OTHERS = 0o077
EMPTY_SOON = 40  # per cent of a battery: an hour or so
BACKUP_LASTS = timedelta(days=1)
POWER_SUPPLIES = Path("/sys/class/power_supply")


def disk(folder: EventFolder) -> Iterator[Finding]:
    """Look whether the event's disk has room, and takes what is written."""
    free = shutil.disk_usage(folder.path).free
    said = f"{free // MIB:,} MiB are free on the event's disk."
    if not os.access(folder.path, os.W_OK):
        yield Finding(
            "disk",
            Level.ACT,
            f"{folder.path} can't be written to.",
            "Mount the disk for writing, or move the folder to one that is.",
        )
    if free < TOO_LITTLE_BYTES:
        yield Finding("disk", Level.ACT, said, "Free some space now: a full disk stops check-ins.")
    elif free < LITTLE_BYTES:
        yield Finding("disk", Level.LOOK, said, "Free some space before the doors open.")
    else:
        yield Finding("disk", Level.FINE, said)


def privacy(folder: EventFolder) -> Iterator[Finding]:
    """Look whether anyone but the owner may read what is private."""
    open_ = [
        path.name
        for path in (folder.path, folder.database, folder.keys)
        if os.name == "posix" and path.exists() and path.stat().st_mode & OTHERS
    ]
    if open_:
        yield Finding(
            "folder",
            Level.ACT,
            f"Others on this laptop may read {', '.join(open_)}.",
            f"Run: chmod -R go= {folder.path}",
        )
    else:
        yield Finding("folder", Level.FINE, "Only its owner can read the event folder.")


def settings(folder: EventFolder) -> Iterator[Finding]:
    """Look whether `event.toml` can be served with."""
    try:
        folder.settings()
    except OnsiteError as error:
        yield Finding("settings", Level.ACT, error.message, "Mend event.toml; serving would stop.")
        return
    yield Finding("settings", Level.FINE, "event.toml is in order.")


def power(supplies: Path = POWER_SUPPLIES) -> Iterator[Finding]:
    """Look whether a laptop runs on its battery; says nothing where the system does not tell."""
    batteries = [each for each in _supplies(supplies) if each.get("type") == "Battery"]
    charges = [int(each["capacity"]) for each in batteries if each.get("capacity", "").isdigit()]
    if not charges:
        return
    is_on_battery = any(each.get("status") == "Discharging" for each in batteries)
    said = f"the battery is at {min(charges)} %."
    if not is_on_battery:
        yield Finding("power", Level.FINE, f"On mains; {said}")
        return
    level = Level.ACT if min(charges) < EMPTY_SOON else Level.LOOK
    yield Finding("power", level, f"On battery; {said}", "Plug the laptop in.")


def _supplies(folder: Path) -> Iterator[dict[str, str]]:
    for supply in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield {
            name: (supply / name).read_text(encoding="ascii", errors="replace").strip()
            for name in ("type", "status", "capacity")
            if (supply / name).is_file()
        }


def backups(folder: EventFolder, *, now: datetime) -> Iterator[Finding]:
    """Look how old the newest backup is that was made any way, and whether the last try went well."""
    files = sorted(folder.backups.glob("*.json")) if folder.backups.is_dir() else []
    kept = [each for path in files if (each := _said_of_backup(path)) is not None]
    out = shlex.quote(str(folder.path.absolute().parent / f"{folder.path.name}.onsite-backup"))
    todo = (
        f"Run: onsite backup {shlex.quote(str(folder.path))} --out {out}, best onto another disk."
    )
    for each in kept:
        if each.failed_at is not None:
            failed = f"A backup failed at {each.failed_at:%Y-%m-%d %H:%M} UTC: {each.why}"
            yield Finding("backups", Level.ACT, failed, todo)
    made = [each.at for each in kept if each.at is not None]
    if not made:
        yield Finding("backups", Level.LOOK, "There is no backup of this event.", todo)
        return
    newest = max(made)
    said = f"The newest backup is of {newest:%Y-%m-%d %H:%M} UTC."
    if now - newest > BACKUP_LASTS:
        yield Finding("backups", Level.LOOK, said, todo)
    else:
        yield Finding("backups", Level.FINE, said)


def backup_place(folder: EventFolder) -> Iterator[Finding]:
    """Look whether the hourly backups reach another disk than the event's own."""
    try:
        backup_to = folder.settings().backup_to
    except OnsiteError:
        return  # `settings` says it
    todo = (
        "Plug in a USB stick or another disk, and name a folder there in event.toml as backup_to; "
        "or copy onsite backup's file elsewhere each evening."
    )
    if not backup_to:
        said = "The hourly backups lie on the same disk as the event: if it fails, both are gone."
        yield Finding("backup_place", Level.LOOK, said, todo)
        return
    place = (folder.path / Path(backup_to).expanduser()).absolute()
    if not place.is_dir():
        said = f"The further folder for backups, {place}, is not there."
        yield Finding("backup_place", Level.LOOK, said, "Plug its disk in, or make the folder.")
    elif place.stat().st_dev == folder.path.stat().st_dev:
        said = (
            f"backup_to ({place}) lies on the same disk as the event: if it fails, both are gone."
        )
        yield Finding("backup_place", Level.LOOK, said, todo)
    else:
        yield Finding("backup_place", Level.FINE, f"Backups also go to another disk, {place}.")


class _BackupSaid(msgspec.Struct):
    """What is kept of the last backup made one way."""

    at: datetime | None = None
    failed_at: datetime | None = None
    why: str | None = None


def _said_of_backup(path: Path) -> _BackupSaid | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_BackupSaid)
    except (OSError, msgspec.DecodeError):
        return None
