"""Making an event folder from a plan: all of it, or nothing."""

import shutil
import tempfile
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from onsite import clock
from onsite.access.authority import make_authority
from onsite.config import EventFolder, Settings, make_folder, settings_text, write_private
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.migrations import upgrade
from onsite.planning.keeping import keep_plan
from onsite.planning.loading import load
from onsite.planning.plan import Plan


def found_event(
    path: Path, plan: Plan, *, plan_path: Path, settings: Settings, address: str | None = None
) -> EventFolder:
    """Make the event folder of a plan.

    Args:
        path: Where; nothing may be there yet but an empty folder.
        plan: As it was read from ``plan_path``.
        plan_path: The planners' workbook; a copy without identity numbers is kept.
        settings: How the event will be served.
        address: Where the planners keep the plan, where ``plan_path`` is but a copy of it.

    Raises:
        OnsiteError: ``not_empty``, ``not_writable``.
    """
    try:
        _check_place(path)
        is_there = path.exists()  # made by someone who may not let us put another in its place
        path.parent.mkdir(parents=True, exist_ok=True)
        made_in = path if is_there else path.parent
        beside = Path(tempfile.mkdtemp(prefix=".onsite-", dir=made_in))
    except OSError as error:
        raise _not_writable(path, error) from error
    try:
        kept = address or str(plan_path.resolve())
        _fill(make_folder(beside), plan, plan_path=plan_path, settings=settings, address=kept)
        if is_there:
            _move_into(path, beside)
        else:
            beside.rename(path)
    except (OSError, DBAPIError) as error:
        raise _not_writable(path, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return EventFolder(path)


def _check_place(path: Path) -> None:
    if path.is_dir():
        if any(path.iterdir()):
            raise OnsiteError(
                "not_empty", f"{path} is not empty; choose a folder that does not exist yet."
            )
    elif path.exists():
        raise OnsiteError(
            "not_empty", f"{path} is a file; choose a folder that does not exist yet."
        )


def _not_writable(path: Path, error: OSError | DBAPIError) -> OnsiteError:
    reason = error.orig if isinstance(error, DBAPIError) else error.strerror or error
    return OnsiteError(
        "not_writable",
        f"{path} can't be made ({reason}); choose a folder that you may write to, "
        "with space on its disk.",
    )


def _move_into(path: Path, beside: Path) -> None:
    path.chmod(0o700)
    parts = sorted(beside.iterdir(), key=lambda part: part.name == "event.toml")
    for part in parts:  # event.toml last: without it this is no event folder
        part.rename(path / part.name)


def _fill(
    folder: EventFolder, plan: Plan, *, plan_path: Path, settings: Settings, address: str
) -> None:
    now = clock.now()
    write_private(folder.settings_file, settings_text(settings).encode())
    make_authority(folder, event_name=plan.event.code, now=now)
    keep_plan(plan_path, into=folder.planning)
    database = Database(folder.database)
    try:
        upgrade(database, is_new=True)
        database.write(lambda session: load(session, plan, address=address, now=now))
        database.compact()
    finally:
        database.close()
    folder.database.chmod(0o600)
