"""The command that looks at everything before the doors open, and says what to do."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onsite.commands.options import DIR, JSON, tell
from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from onsite.config import EventFolder
    from onsite.db import Database
    from onsite.doctor.findings import Finding


@click.command()
@DIR
@JSON
def doctor(folder: Path, as_json: bool) -> None:
    """Check printers, names, stations, clocks, certificates, disk and counts of DIR."""
    from onsite import clock
    from onsite.config import EventFolder
    from onsite.doctor.examining import examine_event, examine_folder, unreadable
    from onsite.doctor.findings import line, told
    from onsite.local import asking_server, reading

    event, now = EventFolder(folder), clock.now()
    event.check()
    ask = asking_server(event)
    found = examine_folder(event, now=now, is_served=ask is not None)
    try:
        with reading(folder) as database:
            found += examine_event(event, database, now=now, ask=ask)
            found += _retention(event, database, now=now)
    except OnsiteError as error:
        found.append(unreadable(error))
    answer = told(found)
    tell(answer, as_json, lambda: [line(each) for each in answer["findings"]])
    if not answer["ok"]:
        things = "1 thing" if answer["act"] == 1 else f"{answer['act']} things"
        click.echo(f"onsite: {things} must be done.", err=True)
        sys.exit(1)


def _retention(event: "EventFolder", database: "Database", *, now: datetime) -> "list[Finding]":
    """Say when personal data goes, and what to do where it is kept too long."""
    from onsite.archiving.queries import has_personal_data, retention_told, retention_words
    from onsite.doctor.findings import Finding, Level

    try:
        days = event.settings().retention_days
    except OnsiteError:  # said among the settings
        return []
    with database.read() as session:
        has_data = has_personal_data(session)
        told = retention_told(session, days=days, now=now)
    what, todo = retention_words(told, has_data=has_data, path=event.path)
    level = Level.FINE if not todo else Level.LOOK
    return [Finding("retention", level, what, todo)]
