"""One backup by the clock: into `backups/`, and into the further folder where one is set.

It is made by the server in a process of its own (`python -m onsite.archiving.hourly`), so that packing takes
nothing from who is served; when that happens is `backup_keeper`'s business.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onsite import clock
from onsite.archiving import backups
from onsite.archiving.backups import SUFFIX, Way
from onsite.archiving.manifest import Manifest
from onsite.archiving.packing import contents
from onsite.config import EventFolder
from onsite.errors import OnsiteError
from onsite.lock import held

KEPT_HOURLY = 24
LEAVE_FREE = 300 << 20  # bytes: a backup must not be what stops the check-ins
PATIENCE_S = 120
LONGEST_S = 600
PAUSE_S = 0.1
NICENESS = 10
ONLY_COPY = "only-copy"
_NAMED = re.compile(r"(?P<code>.+)-\d{8}T\d{6}Z" + re.escape(SUFFIX))


def make_hourly(folder: EventFolder, *, backup_to: str, now: datetime) -> bool:
    """Make a backup, drop those no longer needed, and note what became of it; True when all went well.

    Args:
        folder: The event's.
        backup_to: The further folder, or empty; when it is not there, that is told.
        now: When.
    """
    with alone(folder):
        made = _made(folder, now=now)
        if made is None:
            return False
        path, manifest = made
        return not backup_to or _copied(folder, path, manifest, backup_to=backup_to, now=now)


def copy_newest(folder: EventFolder, *, backup_to: str, now: datetime) -> bool:
    """Copy the newest backup into the further folder, which was away before; True when it is there now.

    No backup is made: one every few minutes would push the older ones out.
    """
    with alone(folder):
        found = of_event(folder.backups)
        if not found:
            return False
        with zipfile.ZipFile(found[0]) as packed:
            manifest = contents(packed)
        return _copied(folder, found[0], manifest, backup_to=backup_to, now=now)


def in_a_process(folder: EventFolder, *, backup_to: str, only_copy: bool = False) -> bool:
    """Make a backup in a process of its own, as `make_hourly` or `copy_newest`; True when all went well."""
    command = [sys.executable, "-m", "onsite.archiving.hourly", str(folder.path), backup_to]
    command += [ONLY_COPY] if only_copy else []
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=LONGEST_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        failed = OnsiteError("backup_failed", str(error))
        backups.keep_failure(folder, Way.HOURLY, failed, now=clock.now())
        return False
    return ended.returncode == 0


@contextmanager
def alone(folder: EventFolder) -> Iterator[None]:
    """Let no backup be made into `backups/` for the length of the block, after one in hand has ended.

    Raises:
        OnsiteError: ``backup_running``.
    """
    folder.backups.mkdir(exist_ok=True, mode=0o700)
    ends = time.monotonic() + PATIENCE_S
    while True:
        with held(folder.backups / ".lock") as is_ours:
            if is_ours:
                yield
                return
        if time.monotonic() > ends:
            raise OnsiteError(
                "backup_running", "A backup is being made; try again in a minute.", status=503
            )
        time.sleep(PAUSE_S)


def further_folder(folder: EventFolder, backup_to: str) -> Path:
    """Tell where the further folder is; a relative one is beside the event's."""
    return (folder.path / Path(backup_to).expanduser()).absolute()


def of_event(place: Path, code: str | None = None) -> list[Path]:
    """List the backups by the clock in a folder, the newest first."""
    found = [
        path
        for path in (place.glob(f"*{SUFFIX}") if place.is_dir() else ())
        if (named := _NAMED.fullmatch(path.name)) and (code is None or named["code"] == _safe(code))
    ]
    return sorted(found, key=_stamp, reverse=True)


def too_many(paths: list[Path], *, time_zone: str) -> list[Path]:
    """Pick those to drop: all but the last 24 and, before them, the last of each day at the venue.

    Args:
        paths: The newest first.
        time_zone: Of the venue.
    """
    try:
        zone: ZoneInfo | None = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    kept_days = set()
    dropped = []
    for number, path in enumerate(paths):
        day = _stamp(path).astimezone(zone or UTC).date()
        if number >= KEPT_HOURLY and day in kept_days:
            dropped.append(path)
        kept_days.add(day)
    return dropped


def _made(folder: EventFolder, *, now: datetime) -> tuple[Path, Manifest] | None:
    try:
        _need_room(folder.backups, folder.database.stat().st_size)
        beside = folder.backups / f"new{SUFFIX}"
        beside.unlink(missing_ok=True)
        manifest = backups.make_backup(folder, out=beside, now=now, with_outbox=False)
        path = folder.backups / _name(manifest, now)
        beside.replace(path)
        _drop_old(folder.backups, manifest)
        backups.keep_success(folder, Way.HOURLY, manifest, path=path)
    except (OnsiteError, OSError) as error:
        backups.keep_failure(folder, Way.HOURLY, error, now=now)
        return None
    return path, manifest


def _copied(
    folder: EventFolder, path: Path, manifest: Manifest, *, backup_to: str, now: datetime
) -> bool:
    place = further_folder(folder, backup_to)
    beside = place / f".{path.name}.new"
    try:
        _need_folder(place)
        _need_room(place, path.stat().st_size)
        _copy(path, beside)
        beside.replace(place / path.name)
        _drop_old(place, manifest)
        backups.keep_success(folder, Way.ELSEWHERE, manifest, path=place / path.name)
    except (OnsiteError, OSError) as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        backups.keep_failure(folder, Way.ELSEWHERE, error, now=now)
        return False
    return True


def _copy(source: Path, to: Path) -> None:
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as reading, os.fdopen(descriptor, "wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())
    if to.stat().st_size != source.stat().st_size:
        raise OSError(f"{to} is shorter than what was copied")


def _drop_old(place: Path, manifest: Manifest) -> None:
    found = of_event(place, manifest.event.code)
    for path in too_many(found, time_zone=manifest.event.time_zone):
        path.unlink(missing_ok=True)


def _need_folder(place: Path) -> None:
    if not place.is_dir():
        raise OnsiteError(
            "no_backup_to",
            f"{place} is not there; plug the disk in, or change backup_to in event.toml.",
        )


def _need_room(place: Path, size: int) -> None:
    if shutil.disk_usage(place).free < LEAVE_FREE + 2 * size:
        raise OnsiteError(
            "no_room",
            f"The disk of {place} is nearly full, and a backup must not fill it: free some space.",
        )


def _name(manifest: Manifest, now: datetime) -> str:
    return f"{_safe(manifest.event.code)}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}"


def _safe(code: str) -> str:
    return re.sub(r"[^\w.]+", "_", code) or "event"


def _stamp(path: Path) -> datetime:
    stamp = path.name.removesuffix(SUFFIX)[-len("20261205T003000Z") :]
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _main() -> int:
    """Make one backup of the folder named first; the further folder, or nothing, is named second.

    Named third, `ONLY_COPY` copies the newest there.
    """
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    folder, backup_to = EventFolder(Path(sys.argv[1])), sys.argv[2]
    act = copy_newest if ONLY_COPY in sys.argv[3:] else make_hourly
    return 0 if act(folder, backup_to=backup_to, now=clock.now()) else 1


if __name__ == "__main__":
    sys.exit(_main())
