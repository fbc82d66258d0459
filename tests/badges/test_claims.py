"""Claims: which agent gets which job, once, and wakes when there is one."""

import time

import gevent
import pytest

from onsite.badges.rules import LEASE
from tests.badges.spool_event import Spool, end_leases
from tests.served_event import ServedEvent, new_id


def test_a_claim_gives_the_job_its_printer_and_its_page(printing):
    job_id = printing.queue().json["id"]

    job = printing.claim()

    assert job == {
        "id": job_id,
        "prints": "badge",
        "copies": 1,
        "attempts": 1,
        "printer": {"name": "P1", "url": job["printer"]["url"]},
        "page": f"/api/v1/print-jobs/{job_id}/page.png",
        "pages": 1,
        "opens_drawer": False,
    }
    assert printing.state(job_id) == "printing"
    assert printing.event.client.get(
        job["page"], headers={"Authorization": f"Bearer {printing.agent}"}
    ).data.startswith(b"\x89PNG")


def test_an_empty_spool_gives_no_job(printing):
    assert printing.claim() is None


def test_without_a_printer_a_job_waits(spool):
    job_id = spool.queue().json["id"]

    assert spool.claim() is None
    assert spool.state(job_id) == "queued"
    spool.add_printer()
    assert spool.claim()["id"] == job_id


def test_the_same_claim_gets_the_same_job_again(printing):
    printing.queue()
    printing.queue("D008")
    claim_id = new_id()

    first = printing.claim(claim_id)

    assert printing.claim(claim_id) == first
    assert printing.event.rows("SELECT attempts FROM print_jobs WHERE state = 'printing'") == [(1,)]


def test_a_claim_whose_job_is_done_gives_nothing_more(printing):
    job_id, claim_id = printing.claimed()
    printing.report(job_id, claim_id)
    printing.queue("D008")

    assert printing.claim(claim_id) is None


def test_a_printer_has_one_job_at_a_time(printing):
    printing.claimed()
    printing.queue("D008")

    assert printing.claim() is None


def test_two_printers_have_two(printing):
    printing.add_printer("P2")
    printing.queue()
    printing.queue("D008")

    assert {printing.claim()["printer"]["name"] for _ in range(2)} == {"P1", "P2"}


def test_the_oldest_job_comes_first(printing, venue_clock):
    queued = []
    for reg_no in ("D009", "D001", "D008"):
        queued.append(printing.queue(reg_no).json["id"])
        venue_clock.forward(seconds=1)

    given = []
    for _ in queued:
        claim_id = new_id()
        given.append(printing.claim(claim_id)["id"])
        printing.report(given[-1], claim_id)

    assert given == queued


def test_a_station_s_own_printer_comes_before_the_pool(printing):
    printing.add_printer("A0 own", station=printing.desk_station.station)
    printing.queue()
    printing.queue("D008", token=printing.event.token("desk"))

    printers = {printing.claim()["printer"]["name"] for _ in range(2)}

    assert printers == {"A0 own", "P1"}


def test_a_station_with_its_own_printer_waits_for_it(printing):
    printing.add_printer("own", station=printing.desk_station.station)
    printing.queue()
    printing.queue("D008")

    assert printing.claim()["printer"]["name"] == "own"
    assert printing.claim() is None


def test_a_printer_of_another_station_prints_nothing_of_ours(spool):
    spool.add_printer("theirs", station=spool.event.station("desk").station)
    spool.queue()

    assert spool.claim() is None


def test_a_printer_that_prints_no_badges_gets_none(spool):
    spool.add_printer("receipts", prints=["receipt", "voucher"])
    spool.queue()

    assert spool.claim() is None


def test_an_agent_gets_the_jobs_of_its_own_printers_only(printing):
    other = printing.event.token("print-agent")
    job_id = printing.queue().json["id"]

    assert printing.claim(agent=other) is None
    assert printing.claim()["id"] == job_id


def test_a_printer_without_an_agent_is_the_event_s_own_agent_s(event_folder, database, venue_clock):
    first = ServedEvent(event_folder, database)
    own = first.station("print-agent")
    event = ServedEvent(event_folder, database, own_agent=own.station)
    spool = Spool(event)
    spool.add_printer(agent=None)
    spool.queue()

    assert spool.claim() is None
    assert spool.claim(agent=own.token) is not None


def test_a_job_of_a_removed_printer_is_not_given_out(printing):
    printing.queue()
    answer = printing.event.delete("/printers/P1", printing.control, operator=printing.technician)

    assert answer.status_code == 204
    assert printing.claim() is None


def test_the_lease_begins_when_the_job_is_given(printing, venue_clock):
    waiting = gevent.spawn(printing.claim, wait=5)
    gevent.sleep(0.05)
    venue_clock.forward(seconds=60)
    printing.queue()
    job = waiting.get(timeout=5)

    venue_clock.forward(seconds=LEASE.total_seconds() - 30)

    assert end_leases(printing.event, venue_clock) == 0
    assert printing.state(job["id"]) == "printing"


def test_a_waiting_agent_wakes_at_a_check_in(printing):
    waiting = gevent.spawn(printing.claim, wait=20)
    gevent.sleep(0.1)
    began = time.monotonic()

    job_id = printing.event.check_in("D001", printing.desk, prints=True).json["print_job"]

    assert waiting.get(timeout=5)["id"] == job_id
    assert time.monotonic() - began < 2  # woken: the poll itself looks again only after 5 s


def test_a_waiting_agent_wakes_when_its_printer_is_free_or_added(printing):
    job_id, claim_id = printing.claimed()
    printing.queue("D008")
    waiting = gevent.spawn(printing.claim, wait=20)
    gevent.sleep(0.1)
    began = time.monotonic()

    printing.report(job_id, claim_id)

    assert waiting.get(timeout=5) is not None
    assert time.monotonic() - began < 2  # woken: the poll itself looks again only after 5 s


def test_two_waiting_agents_never_get_the_same_job(printing):
    waiting = [gevent.spawn(printing.claim, wait=0.5) for _ in range(4)]
    gevent.sleep(0.05)
    printing.queue()

    given = [found.get(timeout=5) for found in waiting]

    assert sum(job is not None for job in given) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "claim_id"), ({"claim_id": "x"}, "claim_id"), ({"claim_id": new_id(), "wait": -1}, "wait"),
     ({"claim_id": new_id(), "wait": "long"}, "wait")],
    ids=range(4),
)  # fmt: skip
def test_a_malformed_claim_is_refused_by_field(spool, body, field):
    answer = spool.event.post("/print-jobs/claim", body, spool.agent)

    assert (answer.status_code, answer.json["field"]) == (422, field)
