"""The event's database as of one instant, copied while others write. Packing it is `packing`'s work."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from onsite.errors import OnsiteError

PAGES = 512  # 2 MiB a piece: other threads come in between


def copy_database(source: Path, *, to: Path) -> None:
    """Copy a database consistently: everything committed before, nothing half; the writer goes on.

    Args:
        source: May be served meanwhile.
        to: A new file, readable by its owner alone.

    Raises:
        OnsiteError: ``damaged_event`` when what was copied is not whole.
        sqlite3.Error: The disk is full, or the source can't be read.
    """
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    # Read-only, so that closing it writes no log back: only the writer's connection ever does.
    address = f"{source.absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=10)) as reading,
        closing(sqlite3.connect(to, isolation_level=None)) as copy,
    ):
        # One transaction over all pieces: else each commit meanwhile would begin the copy anew.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        reading.backup(copy, pages=PAGES, sleep=0)
        reading.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        check_whole(copy, source)


def check_whole(database: sqlite3.Connection, path: Path) -> None:
    """Make sure that a database can be read to its end.

    Raises:
        OnsiteError: ``damaged_event``.
    """
    try:
        (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise OnsiteError(
            "damaged_event",
            f"{path} is damaged ({said}); run onsite doctor, and keep the backups made before.",
        )
