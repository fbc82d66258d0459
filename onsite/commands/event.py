"""Commands about the event as a whole: made, served, shown, written back."""

import shlex
from pathlib import Path
from typing import Any

import click

from onsite.commands.options import DIR, JSON, patched, tell, tell_problems
from onsite.errors import OnsiteError

COUNTED = ("delegates", "categories", "zones", "checkpoints", "sessions", "items", "workflow")


@click.command()
@DIR
@click.option(
    "--plan",
    required=True,
    metavar="PLAN",
    help="The planning workbook (.xlsx), a folder with a datapackage.json, or the address of a "
    "database or a pretix.",
)
@JSON
def init(folder: Path, plan: str, as_json: bool) -> None:
    """Make the event folder DIR from a planning workbook."""
    answer = _made(folder, plan)
    tell_problems(answer, as_json, untouched="nothing was made")
    if not as_json:
        click.echo(", ".join(f"{answer[name]} {name}" for name in COUNTED))
        click.echo(f"Next: onsite serve {shlex.quote(str(folder))}")


def _made(folder: Path, plan: str) -> dict[str, Any]:
    from onsite.config import Settings
    from onsite.founding import found_event
    from onsite.planning.problems import Unreadable
    from onsite.planning.reading import PlanReading, read_plan
    from onsite.planning.stores import at_hand, plan_address

    refusals: list[str] = []
    try:
        with at_hand(plan) as path:
            found = read_plan(path)
            if found.plan is not None:
                address = plan_address(plan)
                found_event(
                    folder, found.plan, plan_path=path, settings=Settings(), address=address
                )
    except Unreadable as unreadable:
        found = PlanReading(None, [unreadable.problem], [])
    except OnsiteError as error:
        refusals.append(error.message)
    return {
        **{name: len(getattr(found.plan, name)) if found.plan else 0 for name in COUNTED},
        "warnings": [str(problem) for problem in found.warnings],
        "errors": [*map(str, found.errors), *refusals],
    }


@click.command()
@DIR
@click.option("--host", help="Address to listen on; all of this laptop's when not given.")
@click.option("--port", type=click.IntRange(1, 65535), help="8443 when not given.")
@click.option("--http", "plain", is_flag=True, help="Plain HTTP for everyone.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    help="More than one needs PostgreSQL and Redis.",
)
@patched
def serve(folder: Path, host: str | None, port: int | None, plain: bool, workers: int) -> None:
    """Serve the event DIR until stopped."""
    if workers > 1:
        raise OnsiteError(
            "not_supported",
            "More than one worker needs PostgreSQL and Redis, which this version does not serve on; "
            "leave --workers away.",
        )
    from onsite import running

    running.serve(folder, host=host, port=port, plain=plain)


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("onsite-demo"),
    show_default=True,
    metavar="DIR",
)
@click.option("--port", type=click.IntRange(1, 65535), default=8443, show_default=True)
@click.option("--delegates", type=click.IntRange(1, 100_000), default=200, show_default=True)
@click.option("--http", "plain", is_flag=True, help="Plain HTTP for everyone.")
@patched
def demo(folder: Path, port: int, delegates: int, plain: bool) -> None:
    """Make a sample event with virtual printers and serve it, every page ready paired."""
    from onsite.demo import run_demo

    run_demo(folder, port=port, delegates=delegates, plain=plain)


@click.command()
@DIR
@click.option("--to", "plan", metavar="PLAN", help="Another plan than the one of init.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@JSON
def sync(folder: Path, plan: str | None, dry_run: bool, as_json: bool) -> None:
    """Write the event back into the planning workbook."""
    from onsite.commands.exchanging import exchange_lines, take_in
    from onsite.config import EventFolder
    from onsite.local import reading
    from onsite.planning.returning import bring_back

    def say(sentence: str) -> None:
        click.echo(sentence, err=True)

    coming = take_in(folder, plan, dry_run=dry_run, say=say)
    with reading(folder) as database:
        result = bring_back(
            database, EventFolder(folder), to=plan, dry_run=dry_run, tell=say, coming=coming
        )
    for note in result.notes:
        say(note.sentence)
    answer = result.document()
    tell(
        answer,
        as_json,
        lambda: [
            "Nothing to write: the workbook says it all already."
            if answer["unchanged"]
            else f"{answer['written']} cells, {answer['walk_ins']} walk-ins",
            *exchange_lines(answer.get("check_ins"), dry_run=dry_run, whom=", told below"),
            *(
                f"{row['sheet']}!{row['cell']}: the planners say {row['planned']!r}, "
                f"the event says {row['onsite']!r}; not overwritten"
                for row in answer["conflicts"]
            ),
        ],
    )
