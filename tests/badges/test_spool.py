"""The spool: who gets which job, and what may become of it."""

import time

import gevent
import pytest

from onsite.badges import spool as the_spool
from onsite.badges.rules import LEASE, RESOLUTIONS, State, resolved_state
from tests.badges.spool_event import Spool
from tests.served_event import ServedEvent, new_id


@pytest.fixture
def spool(event):
    return Spool(event)


@pytest.fixture
def printing(spool):
    spool.add_printer()
    return spool


def end_leases(event, clock):
    return event.database.write(lambda session: the_spool.end_leases(session, now=clock()))


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


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_printed_job_says_whether_the_printer_confirmed_it(printing, confirmed):
    job_id, claim_id = printing.claimed()

    answer = printing.report(job_id, claim_id, confirmed=confirmed)

    assert (answer.json["state"], answer.json["confirmed"]) == ("printed", confirmed)


@pytest.mark.parametrize("state", ["failed", "unconfirmed"])
def test_what_failed_or_is_not_known_waits_for_a_person(printing, state):
    job_id, claim_id = printing.claimed()

    printing.report(job_id, claim_id, state, error="paper out", confirmed=True)

    job = printing.event.get(f"/print-jobs/{job_id}", printing.desk).json
    assert (job["state"], job["confirmed"], job["error"]) == (state, False, "paper out")
    assert printing.claim() is None


def test_a_job_that_never_reached_the_printer_goes_back_into_the_queue(printing):
    job_id, claim_id = printing.claimed()

    printing.report(job_id, claim_id, "queued")

    assert printing.state(job_id) == "queued"
    again = printing.claim()
    assert (again["id"], again["attempts"]) == (job_id, 2)


@pytest.mark.parametrize("state", ["held", "printing", "cancelled", "eaten", ""])
def test_an_agent_reports_what_an_agent_may(printing, state):
    job_id, claim_id = printing.claimed()

    answer = printing.report(job_id, claim_id, state)

    assert (answer.status_code, answer.json["field"]) == (422, "state")
    assert printing.state(job_id) == "printing"


def test_the_same_report_counts_once_and_another_under_its_id_is_a_conflict(printing):
    job_id, claim_id = printing.claimed()
    body = {"report_id": new_id(), "claim_id": claim_id, "state": "printed"}
    path = f"/print-jobs/{job_id}/reports"

    first = printing.event.post(path, body, printing.agent)
    again = printing.event.post(path, body, printing.agent)
    other = printing.event.post(path, body | {"state": "failed"}, printing.agent)

    assert again.json == first.json
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert printing.state(job_id) == "printed"


def test_a_lease_that_ends_is_unconfirmed_and_never_printed_again_by_itself(printing, venue_clock):
    job_id, _ = printing.claimed()

    venue_clock.forward(seconds=LEASE.total_seconds())
    assert end_leases(printing.event, venue_clock) == 0
    venue_clock.forward(seconds=1)
    assert end_leases(printing.event, venue_clock) == 1

    assert printing.state(job_id) == "unconfirmed"
    assert printing.claim() is None
    assert end_leases(printing.event, venue_clock) == 0


def test_a_printer_whose_lease_ended_is_free_for_the_next_job(printing, venue_clock):
    printing.claimed()
    second = printing.queue("D008").json["id"]
    venue_clock.forward(minutes=5)
    end_leases(printing.event, venue_clock)

    assert printing.claim()["id"] == second


@pytest.mark.parametrize("state", ["printed", "failed", "queued", "unconfirmed"])
def test_a_late_report_counts_while_no_person_has_decided(printing, venue_clock, state):
    job_id, claim_id = printing.claimed()
    venue_clock.forward(minutes=5)
    end_leases(printing.event, venue_clock)

    printing.report(job_id, claim_id, state)

    assert printing.state(job_id) == state


@pytest.mark.parametrize(
    ("action", "state"), [("retry", "queued"), ("printed", "printed"), ("cancel", "cancelled")]
)
def test_once_a_person_has_decided_a_late_report_changes_nothing(
    printing, venue_clock, action, state
):
    job_id, claim_id = printing.claimed()
    venue_clock.forward(minutes=5)
    end_leases(printing.event, venue_clock)
    printing.resolve(job_id, action)

    answer = printing.report(job_id, claim_id, "failed")

    assert answer.status_code == 200
    assert answer.json["state"] == state
    assert printing.state(job_id) == state


def test_what_was_said_to_be_printed_stays_printed(printing):
    job_id, claim_id = printing.claimed()
    printing.report(job_id, claim_id)

    printing.report(job_id, claim_id, "failed")

    assert printing.state(job_id) == "printed"


def test_a_person_s_retry_prints_again_as_the_next_attempt(printing):
    job_id, claim_id = printing.claimed()
    printing.report(job_id, claim_id, "failed")

    answer = printing.resolve(job_id, "retry")

    assert answer.json["state"] == "queued"
    again = printing.claim()
    assert (again["id"], again["attempts"]) == (job_id, 2)


def test_every_action_from_every_state_is_as_written():
    allowed = {
        (action, state.value): target
        for action in RESOLUTIONS
        for state in State
        if (target := resolved_state(action, state))
    }

    assert allowed == {
        ("retry", "failed"): "queued",
        ("retry", "unconfirmed"): "queued",
        ("printed", "failed"): "printed",
        ("printed", "unconfirmed"): "printed",
        ("cancel", "held"): "cancelled",
        ("cancel", "queued"): "cancelled",
        ("cancel", "failed"): "cancelled",
        ("cancel", "unconfirmed"): "cancelled",
        ("hold", "queued"): "held",
        ("release", "held"): "queued",
        ("move", "held"): "held",
        ("move", "queued"): "queued",
        ("move", "failed"): "queued",
        ("move", "unconfirmed"): "queued",
    }
    assert resolved_state("burn", "failed") is None


def test_an_action_that_does_not_apply_is_refused(printing):
    job_id, _ = printing.claimed()

    for action in RESOLUTIONS:
        answer = printing.resolve(job_id, action)
        assert (answer.status_code, answer.json["code"]) == (409, "not_now")
    assert printing.state(job_id) == "printing"


def test_the_same_resolution_counts_once(printing):
    job_id = printing.queue().json["id"]
    resolution_id = new_id()
    first = printing.resolve(job_id, "cancel", resolution_id=resolution_id)

    again = printing.resolve(job_id, "cancel", resolution_id=resolution_id)
    other = printing.resolve(job_id, "retry", resolution_id=resolution_id)

    assert again.json == first.json
    assert other.json["code"] == "id_reused"


def test_everything_that_happened_to_a_job_is_a_row(printing, venue_clock):
    job_id, claim_id = printing.claimed()
    printing.report(job_id, claim_id, "failed")
    printing.resolve(job_id, "retry")
    printing.claim()
    venue_clock.forward(minutes=5)
    end_leases(printing.event, venue_clock)
    printing.resolve(job_id, "printed")

    rows = printing.event.rows("SELECT kind, state FROM print_job_events ORDER BY rowid")

    assert rows == [
        ("claimed", "printing"),
        ("reported", "failed"),
        ("resolved:retry", "queued"),
        ("claimed", "printing"),
        ("lease_ended", "unconfirmed"),
        ("resolved:printed", "printed"),
    ]


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
