"""The command that hands over: everything an organiser keeps of an event, in one folder."""

from pathlib import Path

import click

from onsite.commands.options import DIR, JSON, tell


@click.command()
@DIR
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Made when it is not there; an earlier report there is replaced.",
)
@JSON
def report(folder: Path, out: Path, as_json: bool) -> None:
    """Write everything the organiser hands over into FOLDER, and a dated archive beside it."""
    from onsite import clock
    from onsite.config import EventFolder
    from onsite.local import reading
    from onsite.reports.report import write_report

    with reading(folder) as database:
        answer = write_report(
            database,
            EventFolder(folder),
            out,
            now=clock.now(),
            say=lambda line: click.echo(line, err=True),
        )
    tell(
        answer,
        as_json,
        lambda: [
            f"{len(answer['files'])} files in {answer['folder']}",
            f"Archive: {answer['archive']}",
        ],
    )
