"""Commands about paper: printers, a badge as a file, the print agent."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from onsite.commands.options import CA, DIR, JSON, SERVER, TOKEN, tell

NOTHING_FOUND = {
    False: "No printer announces itself on this network; with --scan its addresses are tried too.",
    True: "No printer was found; add it by its address: onsite printer DIR add NAME --url URL",
}


@click.group()
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
@click.option("--pool", metavar="NAME", help="Printers of one pool stand in for each other.")
@click.option("--template", metavar="NAME", help="Of its badges; the best that fits if not given.")
@click.pass_obj
def printer_add(folder: Path, /, name: str, prints: str, **more: str | None) -> None:
    """Add a printer, or change the one of that name."""
    from onsite.local import opened

    kinds = [kind.strip() for kind in prints.split(",") if kind.strip()]
    with opened(folder) as ask:
        added = ask("POST", "/printers", {"name": name, "prints": kinds, **more})
    click.echo(f"{name} prints {', '.join(kinds)}.")
    for warning in added["warnings"]:
        click.echo(f"Warning: {warning['detail']}", err=True)


@printer.command("find")
@click.option("--scan", is_flag=True, help="Also try every address of the local network.")
@JSON
@click.pass_obj
def printer_find(folder: Path, scan: bool, as_json: bool) -> None:
    """Look for printers on the network; takes some seconds."""
    from onsite.local import opened

    with opened(folder) as ask:
        answer = ask("POST", "/printer-searches", {"scan": scan})
    tell(answer, as_json, lambda: [_found(row) for row in answer["found"]] or [NOTHING_FOUND[scan]])


def _found(row: dict[str, Any]) -> str:
    place = f"{row['host']}:{row['port']}"
    says = " ".join(dict.fromkeys(filter(None, (row["name"], row["model"])))) or "no name told"
    address = f"is {row['known_as']} here" if row["known_as"] else row["url_guess"]
    return f"{place}  {says}  {address or 'no address could be guessed'}"


@printer.command("list")
@JSON
@click.pass_obj
def printer_list(folder: Path, as_json: bool) -> None:
    """List the printers."""
    from onsite.local import opened

    with opened(folder) as ask:
        answer = ask("GET", "/printers")
    tell(
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


@click.command()
@DIR
@click.argument("reg_no")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE.png|.pdf")
@click.option(
    "--template", metavar="NAME", help="The largest that fits 90 x 130 mm when not given."
)
def badge(folder: Path, reg_no: str, out: Path, template: str | None) -> None:
    """Write the badge of REG_NO as it would print; the back of a .png stands beside it."""
    from onsite.badges.sheets import write_badge
    from onsite.badges.template_store import TemplateStore
    from onsite.config import EventFolder
    from onsite.errors import OnsiteError
    from onsite.local import reading
    from onsite.registration.queries import delegate

    store = TemplateStore(EventFolder(folder).templates)
    wrong = [str(said) for kept in store.all() if kept.name == template for said in kept.problems]
    if wrong:
        raise OnsiteError(
            "template_problems", f"{template}.toml can't be printed: {'; '.join(wrong)}"
        )
    own = store.templates()
    with reading(folder) as database, database.read() as session:
        write_badge(session, delegate(session, reg_no), out, template=template, templates=own)


@click.command("print-agent")
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
