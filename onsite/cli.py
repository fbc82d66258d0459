"""The commands. What they do stands in the rooms; here is how they are asked and how they answer.

Rooms are imported inside the commands, so that ``--help`` is instant. Exit status: 0 done, 1 refused,
2 usage.
"""

import json
import logging
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from onsite import __version__
from onsite.errors import OnsiteError

DIR = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
SERVER = click.option("--server", required=True, metavar="URL", help="Where the event is served.")
TOKEN = click.option(
    "--token", required=True, envvar="ONSITE_TOKEN", metavar="T", help="The station's token."
)
CA = click.option(
    "--ca",
    type=click.Path(path_type=Path),
    envvar="ONSITE_CA",
    help="The event's ca.pem, for a server on another machine.",
)


COUNTED = ("delegates", "categories", "zones", "checkpoints", "sessions", "items", "workflow")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onsite")
def onsite() -> None:
    """Registration desks, hall doors and badges of a congress, from one laptop."""


def main() -> None:
    """Run the command line; an `OnsiteError` becomes exit status 1 and its message."""
    # Before Flask adds a handler of its own, which writes into the listener's log and so into itself.
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s"
    )
    try:
        onsite(standalone_mode=True, prog_name="onsite")
    except OnsiteError as error:
        if "--json" in sys.argv:
            click.echo(
                json.dumps({"code": error.code, "errors": [error.message]}, ensure_ascii=False)
            )
        click.echo(f"onsite: {error.message}", err=True)
        sys.exit(1)
    except Exception as error:
        if os.environ.get("ONSITE_DEBUG"):
            raise
        click.echo(
            f"onsite: something unforeseen happened ({type(error).__name__}: {error}); "
            "set ONSITE_DEBUG=1 and run it again to see where.",
            err=True,
        )
        sys.exit(1)


def _tell(answer: Any, as_json: bool, text: Callable[[], Sequence[str]]) -> None:
    """Print an answer: as one JSON document, or as lines for a person."""
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for line in text():
        click.echo(line)


def _patched(command: Callable[..., None]) -> Callable[..., None]:
    """Let gevent replace what blocks, before anything else is imported."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        from gevent import monkey

        monkey.patch_all()
        command(*arguments, **options)

    return run


@onsite.command()
@DIR
@click.option(
    "--plan",
    required=True,
    type=click.Path(path_type=Path),
    help="The planning workbook (.xlsx), or a folder with a datapackage.json.",
)
@JSON
def init(folder: Path, plan: Path, as_json: bool) -> None:
    """Make the event folder DIR from a planning workbook."""
    from onsite.config import Settings
    from onsite.founding import found_event
    from onsite.planning.reading import read_plan

    found = read_plan(plan)
    answer: dict[str, Any] = {
        **{name: len(getattr(found.plan, name)) if found.plan else 0 for name in COUNTED},
        "warnings": [str(problem) for problem in found.warnings],
        "errors": [str(problem) for problem in found.errors],
    }
    if found.plan is not None:
        try:
            found_event(folder, found.plan, plan_path=plan, settings=Settings())
        except OnsiteError as error:
            answer["errors"].append(error.message)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    for problem in [*answer["errors"], *([] if as_json else answer["warnings"])]:
        click.echo(problem, err=True)
    if answer["errors"]:
        count = len(answer["errors"])
        problems = "1 problem" if count == 1 else f"{count} problems"
        click.echo(f"onsite: nothing was made: {problems}; mend it and run this again.", err=True)
        sys.exit(1)
    if not as_json:
        click.echo(", ".join(f"{answer[name]} {name}" for name in COUNTED))
        click.echo(f"Next: onsite serve {shlex.quote(str(folder))}")


@onsite.command()
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
@_patched
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


@onsite.command()
@DIR
@click.option("--role", required=True, metavar="ROLE")
@click.option("--zone", metavar="Z")
@click.option("--checkpoint", metavar="C")
@click.option("--name", metavar="TEXT")
@click.option("--at", metavar="STATION", help="The kiosk or desk a reader-agent reads for.")
@JSON
def pair(
    folder: Path,
    role: str,
    zone: str | None,
    checkpoint: str | None,
    name: str | None,
    at: str | None,
    as_json: bool,
) -> None:
    """Make a station of DIR: a token, and a link good once for 30 minutes."""
    from onsite.local import opened

    with opened(folder) as ask:
        made = ask(
            "POST",
            "/stations",
            {"role": role, "zone": zone, "checkpoint": checkpoint, "name": name, "at": at},
        )
    answer = {name: made[name] for name in ("station", "token", "url")}
    _tell(
        answer,
        as_json,
        lambda: [f"{name}: {text}" for name, text in answer.items()],
    )


@onsite.command()
@DIR
@click.option("--name", required=True, metavar="TEXT")
@click.option("--role", "roles", required=True, multiple=True, metavar="ROLE")
@click.option("--pin", required=True, metavar="PIN", help="- reads it from stdin.")
def staff(folder: Path, name: str, roles: tuple[str, ...], pin: str) -> None:
    """Give a person of DIR a PIN, so that she can sign in at a station."""
    from onsite.local import opened

    if pin == "-":
        pin = sys.stdin.readline().strip()
    split = [role.strip() for given in roles for role in given.split(",") if role.strip()]
    with opened(folder) as ask:
        ask("POST", "/operators", {"name": name, "roles": split, "pin": pin})
    click.echo(f"{name} can sign in as {', '.join(split)}.")


@onsite.command()
@DIR
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE.csv")
@click.option("--qr", "folder_of_codes", type=click.Path(path_type=Path), metavar="FOLDER")
def credentials(folder: Path, out: Path, folder_of_codes: Path | None) -> None:
    """Write every delegate's credential, and an e-ticket picture each."""
    from onsite.badges.tickets import write_credentials, write_tickets
    from onsite.local import reading
    from onsite.registration.queries import credentials_to_send

    with reading(folder) as database, database.read() as session:
        rows = credentials_to_send(session)
    write_credentials(rows, out)
    if folder_of_codes is not None:
        write_tickets(rows, folder_of_codes)
    pictures = f", their pictures in {folder_of_codes}" if folder_of_codes else ""
    click.echo(f"{len(rows)} credentials in {out}{pictures}: keep them like the cash box.")


@onsite.group()
@DIR
@click.pass_context
def printer(context: click.Context, folder: Path) -> None:
    """Printers of DIR."""
    context.obj = folder


@printer.command("add")
@click.argument("name")
@click.option("--url", required=True, metavar="URL", help="e.g. tcp://HOST:9100?language=escpos")
@click.option("--prints", default="badge", show_default=True, help="badge,receipt,voucher,label")
@click.option("--station", metavar="ID", help="The station it serves; all when not given.")
@click.option("--place", default="", metavar="TEXT", help="Where to collect, e.g. 3: at the left.")
@click.pass_obj
def printer_add(
    folder: Path, name: str, url: str, prints: str, station: str | None, place: str
) -> None:
    """Add a printer, or change the one of that name."""
    from onsite.local import opened

    kinds = [kind.strip() for kind in prints.split(",") if kind.strip()]
    wanted = {"name": name, "url": url, "prints": kinds, "station": station, "place": place}
    with opened(folder) as ask:
        ask("POST", "/printers", wanted)
    click.echo(f"{name} prints {', '.join(kinds)}.")


@printer.command("list")
@JSON
@click.pass_obj
def printer_list(folder: Path, as_json: bool) -> None:
    """List the printers."""
    from onsite.local import opened

    with opened(folder) as ask:
        answer = ask("GET", "/printers")
    _tell(
        answer,
        as_json,
        lambda: (
            [
                "  ".join(
                    (
                        row["name"],
                        row["state"],
                        ",".join(row["prints"]),
                        row["station"] or "every station",
                        row["url"],
                        row["place"],
                    )
                ).rstrip()
                for row in answer["printers"]
            ]
            or ["There is no printer yet; add one with: onsite printer DIR add NAME --url URL"]
        ),
    )


@printer.command("test")
@click.argument("name")
@click.pass_obj
def printer_test(folder: Path, name: str) -> None:
    """Print a test page; the event has to be served, since its agent prints."""
    from uuid import uuid4

    from onsite.local import opened

    with opened(folder) as ask:
        ask("POST", f"/printers/{quote(name, safe='')}/tests", {"job_id": str(uuid4())})
    click.echo(f"A test page is queued for {name}; it prints while the event is served.")


@printer.command("remove")
@click.argument("name")
@click.pass_obj
def printer_remove(folder: Path, name: str) -> None:
    """Take a printer away; its jobs stay."""
    from onsite.local import opened

    with opened(folder) as ask:
        ask("DELETE", f"/printers/{quote(name, safe='')}")
    click.echo(f"{name} is gone.")


@onsite.command()
@DIR
@click.argument("reg_no")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE.png|.pdf")
@click.option("--template", metavar="NAME", help="badge-90x130 when not given.")
def badge(folder: Path, reg_no: str, out: Path, template: str | None) -> None:
    """Write the badge of REG_NO as it would print."""
    from onsite.badges.sheets import write_badge
    from onsite.local import reading
    from onsite.registration.queries import delegate

    with reading(folder) as database, database.read() as session:
        write_badge(session, delegate(session, reg_no), out, template=template)


@onsite.command()
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@JSON
def decode(images: tuple[Path, ...], as_json: bool) -> None:
    """Read QR codes from pictures."""
    from onsite.scanner.reader import decode_files

    answer = decode_files(images)
    for row in answer:
        if "error" in row:
            click.echo(f"{row['file']}: {row['error']}", err=True)
    _tell(
        answer,
        as_json,
        lambda: [f"{row['file']}: {code}" for row in answer for code in row["codes"]],
    )
    if any("error" in row for row in answer):
        sys.exit(1)


@onsite.command()
@SERVER
@TOKEN
@click.option("--source", required=True, metavar="0|FILE|URL")
@click.option("--once", is_flag=True, help="End when a device or stream ends.")
@CA
def camera(server: str, token: str, source: str, once: bool, ca: Path | None) -> None:
    """Scan what a camera, a video file or an MJPEG address shows."""
    from onsite.agents.camera import run_camera

    sys.exit(run_camera(server, token, source=source, once=once, ca=ca))


@onsite.command("card-reader")
@SERVER
@TOKEN
@click.option("--reader", required=True, metavar="MAKE|MAKE@URL", help="zkteco, huashi ...")
@click.option("--once", is_flag=True, help="End after the first card.")
@CA
def card_reader(server: str, token: str, reader: str, once: bool, ca: Path | None) -> None:
    """Send the identity cards laid on this machine's reader to its kiosk or desk."""
    from onsite.agents.card_reader import run_card_reader

    sys.exit(run_card_reader(server, token, reader, once=once, ca=ca))


@onsite.command("print-agent")
@SERVER
@TOKEN
@click.option("--journal", type=click.Path(path_type=Path), default=Path("print-journal.jsonl"))
@click.option("--outbox", type=click.Path(path_type=Path), default=Path("outbox"))
@click.option("--quiet", is_flag=True)
@CA
def print_agent(
    server: str,
    token: str,
    journal: Path,
    outbox: Path,
    quiet: bool,
    ca: Path | None,
) -> None:
    """Print this machine's printers' jobs until stopped."""
    import signal
    import threading

    from onsite.agents.print_agent import run_print_agent

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_print_agent(
        server,
        token,
        journal=journal,
        outbox=outbox,
        ca=ca,
        stop=stop,
        say=(lambda _: None) if quiet else click.echo,
    )


@onsite.command()
@DIR
@click.option("--to", "plan", type=click.Path(path_type=Path), metavar="PLAN")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@JSON
def sync(folder: Path, plan: Path | None, dry_run: bool, as_json: bool) -> None:
    """Write the event back into the planning workbook."""
    from onsite.config import EventFolder
    from onsite.local import reading
    from onsite.planning.returning import sync_event

    with reading(folder) as database:
        answer = sync_event(database, EventFolder(folder), to=plan, dry_run=dry_run)
    _tell(
        answer,
        as_json,
        lambda: [
            "Nothing to write: the workbook says it all already."
            if answer["unchanged"]
            else f"{answer['written']} cells, {answer['walk_ins']} walk-ins",
            *(
                f"{row['sheet']}!{row['cell']}: the planners say {row['planned']!r}, "
                f"the event says {row['onsite']!r}; not overwritten"
                for row in answer["conflicts"]
            ),
        ],
    )


@onsite.command()
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
@_patched
def demo(folder: Path, port: int, delegates: int, plain: bool) -> None:
    """Make a sample event with virtual printers and serve it, every page ready paired."""
    from onsite.demo import run_demo

    run_demo(folder, port=port, delegates=delegates, plain=plain)
