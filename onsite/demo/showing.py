"""Serving the sample congress and telling where its pages are."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from onsite import clock
from onsite.access import queries as access_queries
from onsite.access import service as access
from onsite.access.addresses import pairing_url
from onsite.badges import set_up as badges
from onsite.config import EventFolder, Settings
from onsite.db import Database
from onsite.demo.congress import HOSTS, write_congress
from onsite.errors import OnsiteError
from onsite.founding import found_event
from onsite.lock import held
from onsite.planning.reading import read_plan
from onsite.running import served, told_to_stop

ORGANISER, PIN = "组织者甲", "2468"
LINKS_LAST = timedelta(hours=12)  # a demo is shown over a day
TIME_ZONE = ZoneInfo("Asia/Shanghai")
# role, zone, checkpoint, what it is
PAGES = (
    ("kiosk", "PRE", None, "Kiosk"),
    ("desk", "PRE", None, "Desk"),
    ("finance", "FIN", None, "Finance desk"),
    ("host", None, None, HOSTS[0]),
    ("door", None, "MAIN-IN", "Door, main hall"),
    ("door", None, "ROOM2", "Door, room 2"),
    ("board", None, None, "Board"),
    ("control", None, None, "Control"),
)


def run_demo(folder: Path, *, port: int, delegates: int, plain: bool) -> None:
    """Serve the sample congress until stopped; it is made first when the folder is not there.

    Raises:
        OnsiteError: ``already_served``, ``port_in_use``, ``not_empty``.
    """
    event = EventFolder(folder)
    if not event.database.is_file():
        _make(folder, delegates=delegates)
    settings = Settings(port=port, tls=not plain)
    with held(event.lock) as is_ours:
        if not is_ours:
            raise OnsiteError("already_served", f"{folder} is being served already.")
        stop = told_to_stop()
        database = Database(event.database)
        try:
            with served(event, database, settings) as url:
                database.write(_prepare)
                for line in _told(database, folder, url=url, port=port):
                    click.echo(line)
                click.echo(f"ready {url}")
                stop.wait()
        finally:
            database.close()


def _make(folder: Path, *, delegates: int) -> None:
    workbook = folder.with_name(f"{folder.name}.xlsx")
    workbook.parent.mkdir(parents=True, exist_ok=True)
    today = clock.now().astimezone(TIME_ZONE).date()
    write_congress(workbook, delegates=delegates, starts_on=today)
    found = read_plan(workbook)
    if found.plan is None:
        raise OnsiteError("bad_plan", "; ".join(str(problem) for problem in found.errors))
    found_event(folder, found.plan, plan_path=workbook, settings=Settings())
    pin_hash = access.hash_pin(PIN)
    database = Database(folder / "onsite.db")
    try:
        database.write(
            lambda session: access.put_operator(
                session,
                name=ORGANISER,
                roles=["organiser", "technician", "finance"],
                pin_hash=pin_hash,
            )
        )
    finally:
        database.close()


def _prepare(session: Session) -> None:
    """Give the sample its virtual printers, and take back the links of an earlier run."""
    now = clock.now()
    for name, page, prints in (
        ("Badge printer", "", ["badge"]),
        ("Label printer", "width_dots=576&height_mm=104&dpi=203&one_bit=true", ["label"]),
        (
            "Receipt printer",
            "width_dots=576&dpi=203&one_bit=true&roll=true",
            ["receipt", "voucher"],
        ),
    ):
        added = badges.NewPrinter(name=name, url=f"virtual:?{page}", prints=prints)
        badges.add_printer(session, added, now=now)
    for row in access_queries.stations(session):
        if row.paired_at is None and row.role != "print-agent":
            row.revoked_at = row.revoked_at or now


def _told(database: Database, folder: Path, *, url: str, port: int) -> Iterator[str]:
    yield ""
    workbook = folder.with_name(f"{folder.name}.xlsx")
    yield f"The sample congress lies in {folder}; its workbook is {workbook}."
    yield f"Operator for everything: {ORGANISER}, PIN {PIN}."
    for where, base in (
        ("On this machine", f"http://localhost:{port}"),
        ("On another device (first open its /trust)", url),
    ):
        yield ""
        yield f"{where}; each link pairs one browser:"
        for role, zone, checkpoint, name in PAGES:
            paired = database.write(_station(role, zone, checkpoint, name))
            yield f"  {name:<16} {pairing_url(base, paired.link)}"
    yield ""
    yield f"Trust page for phones: {url.replace('https:', 'http:')}/trust"
    yield f"E-tickets to scan: onsite credentials {folder} --out credentials.csv --qr tickets"
    yield "Ctrl-C ends it."


def _station(
    role: str, zone: str | None, checkpoint: str | None, name: str
) -> Callable[[Session], access.Paired]:
    return partial(
        access.make_station,
        role=role,
        name=name,
        zone=zone,
        checkpoint=checkpoint,
        now=clock.now() + LINKS_LAST - access.LINK_LASTS,
    )
