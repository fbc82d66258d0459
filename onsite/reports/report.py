"""The folder that `onsite report` writes: every table, picture and paper that is handed over.

Everything is read in one go, so that all of it tells of the same instant while the event goes on. The
folder is written beside its place and swapped in whole; how it lies on disk is `handing_over`'s.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges.template_store import TemplateStore
from onsite.config import EventFolder
from onsite.db import Database
from onsite.reports.catalogue import due_books
from onsite.reports.certificates import certificates
from onsite.reports.charts import write_headcount_png
from onsite.reports.client_report import client_report
from onsite.reports.csv_files import write_csv
from onsite.reports.directory_paper import directory_pdf
from onsite.reports.handing_over import Contents, hand_over, must_be_ours
from onsite.reports.signatures import signatures
from onsite.reports.xlsx import write_xlsx
from onsite.units import rfc3339

CSV_FOLDER = "csv"
PAPERS = {
    "signatures.pdf": signatures,
    "certificates.pdf": certificates,
    "directory.pdf": directory_pdf,
    "report.pdf": client_report,
}
Say = Callable[[str], None]


def write_report(
    database: Database, folder: EventFolder, to: Path, *, now: datetime, say: Say
) -> dict[str, Any]:
    """Write everything the organiser hands over into a folder, and a dated archive of it beside.

    Args:
        database: Read only.
        folder: The event; its own templates give papers their logo and measures.
        to: The folder; one that an earlier report wrote is replaced.
        now: What is told, is told of this instant.
        say: Told what is being written, for a person who waits.

    Returns:
        ``folder`` and ``archive``, ``as_of``, and ``files`` with their bytes and sums.

    Raises:
        OnsiteError: ``foreign_files``, ``not_a_folder``, ``report_not_written``; nothing was changed.
    """
    must_be_ours(to)
    with database.read() as session:
        event = the_event(session)
        contents = Contents(code=event.code, name=event.name, made_at=rfc3339(now))
        dated = f"{now.astimezone(ZoneInfo(event.time_zone)):%Y-%m-%d-%H%M%S}"
        archive = hand_over(_files(session, folder, now=now, say=say), to, contents, dated=dated)
    return {
        "folder": str(to),
        "archive": str(archive),
        "as_of": contents.made_at,
        "files": [
            {"name": one.path, "bytes": one.size, "sha256": one.sha256} for one in contents.files
        ],
    }


def _files(
    session: Session, folder: EventFolder, *, now: datetime, say: Say
) -> Iterator[tuple[str, bytes]]:
    """Make the files one after another, so that only one is in memory."""
    event = the_event(session)
    zone, languages = ZoneInfo(event.time_zone), event.languages
    for book in due_books(session):
        tables = book.made(session, now=now)
        say(f"{book.name}.xlsx: {len(tables[0].rows)} rows")
        yield (
            f"{book.name}.xlsx",
            write_xlsx(tables, zone=zone, languages=languages, title=event.name, made_at=now),
        )
        for table in tables:
            yield (
                f"{CSV_FOLDER}/{table.name}.csv",
                write_csv(table, zone=zone, languages=languages),
            )
    templates = TemplateStore(folder.templates).templates()
    for name, write in PAPERS.items():
        say(name)
        yield name, write(session, now=now, templates=templates)
    say("headcount.png")
    yield "headcount.png", write_headcount_png(session, now=now)
