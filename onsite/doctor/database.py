"""The database file: whether it is whole."""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from onsite.doctor.findings import Finding, Level

FROM_BACKUP = "Stop the server, keep a copy of the folder, and put back a backup."
SHOWN = 3


def database(session: Session) -> Iterator[Finding]:
    """Let SQLite read every page, index and reference of the file."""
    problems = [row[0] for row in session.execute(text("PRAGMA integrity_check(10)"))]
    if problems != ["ok"]:
        said = "; ".join(problems[:SHOWN])
        yield Finding("database", Level.ACT, f"onsite.db is damaged: {said}.", FROM_BACKUP)
        return
    loose = session.execute(text("PRAGMA foreign_key_check")).all()
    if loose:
        tables = ", ".join(sorted({row[0] for row in loose}))
        yield Finding(
            "database",
            Level.ACT,
            f"{len(loose)} rows of {tables} refer to rows that are not there.",
            FROM_BACKUP,
        )
        return
    yield Finding("database", Level.FINE, "onsite.db is whole.")
