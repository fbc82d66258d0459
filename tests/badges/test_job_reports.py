"""Reports: what an agent says became of a job, and what holds when it says nothing."""

import pytest

from onsite.badges.rules import LEASE
from tests.badges.spool_event import end_leases
from tests.served_event import new_id


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
