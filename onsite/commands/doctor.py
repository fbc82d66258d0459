"""The command that looks at everything before the doors open, and says what to do."""

import sys
from pathlib import Path

import click

from onsite.commands.options import DIR, JSON, tell
from onsite.errors import OnsiteError


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
    except OnsiteError as error:
        found.append(unreadable(error))
    answer = told(found)
    tell(answer, as_json, lambda: [line(each) for each in answer["findings"]])
    if not answer["ok"]:
        things = "1 thing" if answer["act"] == 1 else f"{answer['act']} things"
        click.echo(f"onsite: {things} must be done.", err=True)
        sys.exit(1)
