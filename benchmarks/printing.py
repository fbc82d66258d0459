"""Measures printing on a served event: python benchmarks/printing.py [--badges 30] [--waiting 10000].

From a check-in to the first byte at a TCP printer, from a printer's fault to the badge at the next one, and
what a claim costs while many jobs wait. Everything runs on this machine over loopback and ends by itself.
Figures are for comparing two versions on one machine, alternately; they are no promises about yours.
"""

import argparse
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onsite import clock
from onsite.badges import spool as the_spool
from onsite.badges.models import PrintJobRow
from onsite.config import EventFolder
from onsite.db import Database
from tests.badges.spool_event import Spool
from tests.printers.fake_printer import NORMAL, PAPER_OUT
from tests.printing_hall import ROLL, Hall, HallPrinter, found, hall
from tests.served_event import ServedEvent, new_id
from tests.serving_process import wait_for

PAGES = {"72 mm roll, 203 dpi": ROLL, "90 x 130 mm, 300 dpi": "width_mm=90&height_mm=130&dpi=300"}
FAILOVERS, CLAIMS, DESKS = 5, 30, 20


def tell(what: str, found_ms: list[float]) -> None:
    print(f"{what:<48} median {statistics.median(found_ms):8.1f} ms   most {max(found_ms):8.1f} ms")


def first_bytes(venue: Hall, people: list[str], name: str, page: str) -> None:
    printer = venue.add_printer(name, HallPrinter(page=page))
    assert wait_for(lambda: venue.state_of(name) == "ready")
    took = []
    for reg_no in people:
        count, began = len(printer.pages), time.monotonic()
        job = venue.check_in(reg_no)["print_job"]
        assert wait_for(lambda count=count: len(printer.pages) > count)
        took.append((printer.first_byte_at - began) * 1000)
        assert wait_for(lambda job=job: venue.job(job)["state"] == "printed")
    tell(f"check-in to first byte, {name}", took)
    venue.ask("DELETE", f"/printers/{name}")


def failovers(venue: Hall, people: list[str]) -> None:
    desk = venue.ask("GET", "/me", token=venue.desk)["station"]["id"]
    own = venue.add_printer("own", HallPrinter(), station=desk, pool="hall")
    other = venue.add_printer("other", HallPrinter(), pool="hall")
    took = []
    for reg_no in people:
        own.status = NORMAL
        assert wait_for(lambda: venue.state_of("own") == venue.state_of("other") == "ready")
        count, began = len(other.pages), time.monotonic()
        own.status = PAPER_OUT
        venue.check_in(reg_no)
        assert wait_for(lambda count=count: len(other.pages) > count)
        took.append((other.pages[-1][0] - began) * 1000)
    tell("paper out to badge at the next printer", took)


def served(badges: int) -> None:
    people = [f"M{number:05d}" for number in range(len(PAGES) * badges + FAILOVERS)]
    with tempfile.TemporaryDirectory() as folder, hall(Path(folder), people=len(people)) as venue:
        for name, page in PAGES.items():
            first_bytes(venue, [people.pop() for _ in range(badges)], name, page)
        failovers(venue, people)


def claims(waiting: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        event_folder = EventFolder(found(Path(folder), 2))
        database = Database(event_folder.database)
        event = ServedEvent(event_folder, database)
        spool = Spool(event)
        spool.add_printer("P1")
        spool.add_printer("P2")
        stations = [event.station("desk").station for _ in range(DESKS)]
        database.write(
            lambda session: session.execute(PrintJobRow.__table__.insert(), rows(stations, waiting))
        )
        looked, claimed = [], []
        for _ in range(CLAIMS):
            began = time.perf_counter()
            with database.read() as session:
                the_spool.claimable(session, agent=spool.agent_station.station, is_own_agent=False)
            looked.append((time.perf_counter() - began) * 1000)
            began, claim_id = time.perf_counter(), new_id()
            spool.report(spool.claim(claim_id)["id"], claim_id)
            claimed.append((time.perf_counter() - began) * 1000)
        database.close()
    tell(f"next job looked up, {waiting} waiting", looked)
    tell(f"job claimed and reported, {waiting} waiting", claimed)


def rows(stations: list[str], count: int) -> list[dict[str, object]]:
    now = clock.now()
    return [
        {
            "id": new_id(),
            "prints": "badge",
            "delegate_id": 1,
            "state": "queued",
            "is_confirmed": False,
            "attempts": 0,
            "priority": number % 2,
            "station": stations[number % len(stations)],
            "created_at": now + timedelta(milliseconds=number),
            "fingerprint": "",
        }
        for number in range(count)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--badges", type=int, default=30)
    parser.add_argument("--waiting", type=int, default=10_000)
    given = parser.parse_args()
    served(given.badges)
    claims(given.waiting)


if __name__ == "__main__":
    main()
