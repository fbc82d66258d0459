"""Wiping the event folder: its files, and what SQLite keeps of wiped rows in free pages and its log.

It comes after the commit of `wiping.wipe`, and a marker in the folder sees to it that it comes also where the
process ended in between.
"""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from onsite.access.wipe_rows import wiped_at
from onsite.archiving import backups
from onsite.archiving.backups import SUFFIX, Way
from onsite.archiving.hourly import alone, further_folder, of_event
from onsite.archiving.shapes import WipeBody
from onsite.archiving.wiping import wipe
from onsite.asking import Asking
from onsite.config import EventFolder, write_private
from onsite.db import Database
from onsite.errors import OnsiteError

MARKER = "wiping.json"
JOURNAL = "print-journal.jsonl"
# Where backups outside the folder lie: people are to delete those.
STAYS_OF_BACKUPS = (".lock", f"{Way.ELSEWHERE}.json", f"{Way.TOLD}.json")
# What stays: how the event is served, by which keys, with which layouts, and its database.
STAYS = (
    "event.toml",
    "onsite.db",
    "onsite.db-wal",
    "onsite.db-shm",
    "onsite.lock",
    "run.json",
    "keys",
    "templates",
    MARKER,
    JOURNAL,
    "print-journal.lock",
)
EMPTIED = {"backups": "backups", "planning": "plan_files", "outbox": "printed_pictures"}
LOG_TRIES = 40
LOG_PAUSE_S = 0.25


def wipe_all(
    database: Database, folder: EventFolder, body: WipeBody, asking: Asking, *, why: str
) -> bytes:
    """Wipe the database in one transaction, then the folder; `wiping.wipe`'s answer.

    Raises:
        OnsiteError: ``not_confirmed``, ``id_reused``, ``backup_running``, ``log_not_cut``.
    """
    marker = folder.path / MARKER
    write_private(marker, b"{}\n")
    files = file_counts(folder)
    try:
        answer = database.write(lambda session: wipe(session, body, asking, files=files, why=why))
    except OnsiteError:
        marker.unlink()
        raise
    sweep(database, folder)
    return answer


def finish_interrupted(database: Database, folder: EventFolder) -> None:
    """Sweep a folder whose wipe was cut off between its commit and its files."""
    marker = folder.path / MARKER
    if not marker.exists():
        return
    with database.read() as session:
        is_wiped = wiped_at(session) is not None
    if is_wiped:
        sweep(database, folder)
    else:
        marker.unlink()


def sweep(database: Database, folder: EventFolder) -> None:
    """Delete the folder's files that hold personal data, and rebuild the database without free pages."""
    with alone(folder):  # a backup begun before the wipe ends first, and goes with the others
        for path in _going(folder):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        if (folder.path / JOURNAL).exists():
            with (folder.path / JOURNAL).open("r+b") as journal:
                journal.truncate()
        database.alone(_rebuild)
    (folder.path / MARKER).unlink(missing_ok=True)


def file_counts(folder: EventFolder) -> dict[str, int]:
    """Count the files that a wipe removes, by kind."""
    counts = dict.fromkeys((*EMPTIED.values(), "other_files"), 0)
    for path in _files(_going(folder)):
        top = path.relative_to(folder.path).parts[0]
        if top != "backups" or path.name.endswith(SUFFIX):
            counts[EMPTIED.get(top, "other_files")] += 1
    return counts


def files_going(folder: EventFolder) -> list[str]:
    """Name the files that a wipe removes, as they lie below the folder."""
    return [
        path.relative_to(folder.path).as_posix()
        for path in _files(_going(folder))
        if not path.name.startswith(".")
    ]


def elsewhere(folder: EventFolder, *, backup_to: str, code: str) -> list[str]:
    """Name the backups outside the folder, as far as they are known: people must delete those."""
    state = backups.newest(folder)
    told = state.ways.get(Way.TOLD) if state else None
    known = [Path(told.path)] if told and told.path else []
    if backup_to:
        known += of_event(further_folder(folder, backup_to), code)
    inside = folder.path.resolve()
    return [
        str(path) for path in known if path.exists() and not path.resolve().is_relative_to(inside)
    ]


def _going(folder: EventFolder) -> list[Path]:
    found = []
    for path in sorted(folder.path.iterdir()):
        if path.name in EMPTIED and path.is_dir() and not path.is_symlink():
            found += [each for each in sorted(path.iterdir()) if each.name not in STAYS_OF_BACKUPS]
        elif path.name not in STAYS:
            found.append(path)
    return found


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from (each for each in sorted(path.rglob("*")) if not each.is_dir())
        else:
            yield path


def _rebuild(raw: sqlite3.Connection) -> None:
    for table in ("sqlite_stat1", "sqlite_stat4"):  # the planner's samples of what stood in indexes
        with suppress(sqlite3.OperationalError):
            raw.execute(f"DELETE FROM {table}")
    raw.execute("PRAGMA secure_delete = ON")
    raw.execute("VACUUM")
    _until(lambda: raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)


def _until(is_done: Callable[[], bool]) -> None:
    """Try again while someone reads: the log is cut only when nobody needs it."""
    for _ in range(LOG_TRIES):
        if is_done():
            return
        time.sleep(LOG_PAUSE_S)
    raise OnsiteError(
        "log_not_cut",
        "Personal data is wiped, but the database's log could not be cut; stop the server and start "
        "it again, which does it.",
        status=503,
    )
