"""An event that has lived: every table has a row, and every text that a wipe removes is to be found."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, String

from onsite.archiving.fates import GONE, Fate, fate_of
from onsite.db import Instant
from onsite.migrations import tables

AT = datetime(2026, 12, 5, 1, tzinfo=UTC)
MARK = "needle"
STAY = (Fate.KEPT, Fate.ANSWER, Fate.VERDICT)


def plant(folder):
    """Write one row into every table behind everyone's back, its removable texts full of needles."""
    with closing(sqlite3.connect(folder.database)) as raw, raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        for table in tables.metadata.sorted_tables:
            values = {column.name: _value(table, column) for column in table.columns}
            if table.name in ("event", "wipes"):  # the one row there is; none before a wipe
                continue
            names = ", ".join(values)
            places = ", ".join("?" for _ in values)
            raw.execute(
                f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({places})",
                list(values.values()),
            )


def _goes(table, column):
    return table.name in GONE or fate_of(table.name, column.name) not in STAY


def _value(table, column):  # noqa: PLR0911 - one for each kind of column
    kind = column.type
    word = f"{MARK} {table.name}.{column.name}"
    if column.foreign_keys and not _goes(table, column) and column.nullable:
        return None
    if isinstance(kind, LargeBinary):
        answer = b'{"delegate":{"name":"%s"}}' % word.encode()
        return answer if column.name == "answer" else word.encode()
    if isinstance(kind, JSON):
        return f'["{word}"]' if _goes(table, column) else "[]"
    if isinstance(kind, Instant):
        return AT.replace(tzinfo=None).isoformat(sep=" ")
    if isinstance(kind, Date):
        return "2026-12-05"
    if isinstance(kind, String):
        return word if _goes(table, column) else f"kept {table.name}.{column.name}"
    if isinstance(kind, Boolean):
        return 0
    if isinstance(kind, (Integer, Float)):
        return 990_099
    raise AssertionError(f"{table.name}.{column.name} is of a kind this test does not know")


def every_byte(folder):
    """Read every file of a folder: its name and content."""
    return {
        path.relative_to(folder).as_posix(): path.name.encode() + b"\n" + path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
