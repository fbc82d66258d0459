"""Commands that keep an event: a backup, the way back from it, and the end of personal data."""

import shlex
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from onsite.commands.options import DIR, JSON, tell
from onsite.errors import OnsiteError


@click.command()
@DIR
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The one file."
)
@JSON
def backup(folder: Path, out: Path, as_json: bool) -> None:
    """Put all of the event DIR, keys included, into one file; works while it is served."""
    from onsite import clock
    from onsite.archiving import backups
    from onsite.config import EventFolder

    event, now = EventFolder(folder), clock.now()
    event.check()
    try:
        manifest = backups.make_backup(event, out=out, now=now)
    except OnsiteError as error:
        if error.code != "bad_out":
            backups.keep_failure(event, backups.Way.TOLD, error, now=now)
        raise
    backups.keep_success(event, backups.Way.TOLD, manifest, path=out.absolute())
    answer = {
        "file": str(out),
        "size": out.stat().st_size,
        "files": len(manifest.files),
        "made_at": manifest.made_at,
    }
    tell(
        answer,
        as_json,
        lambda: [
            f"{out}: {answer['files']} files, {answer['size']:,} bytes, read back and in order.",
            "It holds names and keys: keep it as safe as the cash box.",
            f"Back from it: onsite restore {shlex.quote(str(out))} NEW_FOLDER",
        ],
    )


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@DIR
@JSON
def restore(file: Path, folder: Path, as_json: bool) -> None:
    """Make the event folder DIR from the backup FILE."""
    from onsite import clock
    from onsite.archiving.restoring import restore_backup
    from onsite.archiving.retention import is_over
    from onsite.config import EventFolder
    from onsite.migrations import revisions

    manifest = restore_backup(file, folder, known_schemas=revisions())
    answer = {
        "event": manifest.event.code,
        "made_at": manifest.made_at,
        "version": manifest.version,
    }
    said = [
        f"{manifest.event.code} as of {manifest.made_at}, by onsite {manifest.version}.",
        "What happened after that is not in it, nor a wipe of personal data.",
        "Serve only one of the two: stop the other laptop first.",
        f"Next: onsite doctor {shlex.quote(str(folder))}",
        f"Then: onsite serve {shlex.quote(str(folder))}",
    ]
    days = EventFolder(folder).settings().retention_days
    if is_over(manifest.event.ends_on, manifest.event.time_zone, days, now=clock.now()):
        said.insert(
            2,
            "Its retention date is past: personal data goes an hour after it is served, or with "
            f"onsite wipe {shlex.quote(str(folder))} --personal",
        )
    tell(answer, as_json, lambda: said)


@click.command()
@DIR
@click.option("--personal", is_flag=True, help="What is wiped: the personal data; counts stay.")
@click.option("--yes", is_flag=True, help="Don't ask at a terminal either.")
@JSON
def wipe(folder: Path, personal: bool, yes: bool, as_json: bool) -> None:
    """Wipe the personal data of DIR for good; counts, sums and settings stay."""
    from onsite.local import opened

    if not personal:
        raise click.UsageError("Say what to wipe: --personal.")
    with opened(folder) as ask:
        going = ask("GET", "/wipe-preview")
        if not yes and sys.stdin.isatty():
            _confirm(going)
        answer = ask("POST", "/wipes", {"wipe_id": str(uuid4()), "confirm": going["code"]})
    tell(answer, as_json, lambda: ["Wiped:", *_lines(answer["removed"]), *_elsewhere(answer)])


def _confirm(going: dict[str, Any]) -> None:
    click.echo(f"This goes for good from {going['code']} {going['name']}:", err=True)
    for line in [*_lines(going["removed"]), *(f"  file {name}" for name in going["files"])]:
        click.echo(line, err=True)
    click.echo("Counts, sums, receipt numbers, settings, keys and templates stay.", err=True)
    for line in _elsewhere(going):
        click.echo(line, err=True)
    typed = click.prompt(f"Type the event's code {going['code']} to wipe it", default="", err=True)
    if typed.strip() != going["code"]:
        raise OnsiteError("not_confirmed", "Nothing was wiped: that is not the event's code.")


def _lines(removed: dict[str, int]) -> list[str]:
    return [f"  {count:,} {kind.replace('_', ' ')}" for kind, count in removed.items() if count]


def _elsewhere(answer: dict[str, Any]) -> list[str]:
    named = [f"  {path}" for path in answer["elsewhere"]]
    return ["Yours to delete, with the workbook and what was printed:", *named] if named else []
