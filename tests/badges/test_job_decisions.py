"""What a person may decide about a job: hold it, let it go, move it to another printer."""

import pytest

from tests.badges.spool_event import Spool
from tests.served_event import new_id


@pytest.fixture
def spool(event):
    spool = Spool(event)
    spool.add_printer("P1")
    spool.add_printer("P2", prints=["badge", "receipt"])
    spool.add_printer("R", prints=["receipt"])
    return spool


def decide(spool, job_id, action, **more):
    body = {"resolution_id": new_id(), "action": action, **more}
    return spool.event.post(f"/print-jobs/{job_id}/resolutions", body, spool.desk)


def test_a_job_that_is_held_is_printed_once_it_is_let_go(spool):
    job_id = spool.queue().json["id"]

    assert decide(spool, job_id, "hold").json["state"] == "held"
    assert spool.claim() is None
    assert decide(spool, job_id, "release").json["state"] == "queued"
    assert spool.claim()["id"] == job_id


def test_a_moved_job_comes_out_where_it_was_moved_to(spool):
    job_id = spool.queue().json["id"]

    answer = decide(spool, job_id, "move", printer="P2")

    assert (answer.json["state"], answer.json["instead_of"]) == ("queued", None)
    assert spool.claim()["printer"]["name"] == "P2"


def test_a_held_job_that_is_moved_stays_held(spool):
    job_id = spool.queue().json["id"]
    decide(spool, job_id, "hold")

    assert decide(spool, job_id, "move", printer="P2").json["state"] == "held"
    decide(spool, job_id, "release")
    assert spool.claim()["printer"]["name"] == "P2"


@pytest.mark.parametrize("state", ["failed", "unconfirmed"])
def test_what_came_to_nothing_is_tried_again_where_it_is_moved_to(spool, state):
    job_id, claim_id = spool.claimed()
    spool.report(job_id, claim_id, state)

    decide(spool, job_id, "move", printer="P2")

    again = spool.claim()
    assert (again["id"], again["printer"]["name"], again["attempts"]) == (job_id, "P2", 2)


@pytest.mark.parametrize(
    ("more", "status", "code", "field"),
    [
        ({}, 422, "malformed", "printer"),
        ({"printer": "P9"}, 404, "unknown_printer", None),
        ({"printer": "R"}, 422, "wrong_printer", "printer"),
        ({"printer": 7}, 422, "malformed", "printer"),
    ],
    ids=range(4),
)
def test_a_move_to_nowhere_is_refused(spool, more, status, code, field):
    job_id = spool.queue().json["id"]

    answer = decide(spool, job_id, "move", **more)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json.get("field") == field
    assert spool.claim()["printer"]["name"] == "P1"


@pytest.mark.parametrize("action", ["cancel", "hold", "release", "move", "retry", "printed"])
def test_nothing_is_decided_about_a_page_on_its_way(spool, action):
    job_id, _ = spool.claimed()

    answer = decide(spool, job_id, action, printer="P2")

    assert (answer.status_code, answer.json["code"]) == (409, "not_now")
    assert "being printed" in answer.json["detail"]
    assert spool.state(job_id) == "printing"


def test_the_same_decision_counts_once_and_another_printer_under_its_id_is_a_conflict(spool):
    job_id = spool.queue().json["id"]
    body = {"resolution_id": new_id(), "action": "move", "printer": "P2"}
    path = f"/print-jobs/{job_id}/resolutions"
    first = spool.event.post(path, body, spool.desk)

    assert spool.event.post(path, body, spool.desk).json == first.json
    other = spool.event.post(path, {**body, "printer": "P1"}, spool.desk)
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
