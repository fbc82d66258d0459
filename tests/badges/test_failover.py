"""Printers of a pool: who stands in for whom, what waits, and what the desk is told."""

import gevent
import pytest
from sqlalchemy import text

from onsite.badges.rules import SILENT, holds_same_stock, trouble_of
from onsite.badges.service import queue_badge
from onsite.events import Changed
from tests.badges.spool_event import VIRTUAL, Spool
from tests.conftest import MORNING
from tests.served_event import new_id

NARROW = VIRTUAL.replace("90", "62")


@pytest.fixture
def spool(event):
    """A desk with its own printer P1, and P2 of another desk in the same pool."""
    spool = Spool(event)
    spool.other_desk = event.station("desk")
    spool.add_printer("P1", station=spool.desk_station.station, pool="hall", place="desk 1")
    spool.add_printer("P2", station=spool.other_desk.station, pool="hall", place="desk 2")
    return spool


def is_now(spool, printer, state, **more):
    answer = spool.event.post(f"/printers/{printer}/state", {"state": state, **more}, spool.agent)
    assert answer.status_code == 204, answer.text


def told(spool, job_id):
    return spool.event.get(f"/print-jobs/{job_id}", spool.desk).json


def listed(spool, name):
    rows = spool.event.get("/printers", spool.desk).json["printers"]
    return next(row for row in rows if row["name"] == name)


@pytest.mark.parametrize("state", ["paper_out", "cover_open", "offline", "error"])
def test_a_job_of_a_printer_in_trouble_comes_out_of_its_pool_and_says_so(spool, state):
    is_now(spool, "P1", state)

    job = spool.queue("D001").json

    assert job["instead_of"] == {"printer": "P1", "place": "desk 1", "state": state}
    assert job["printer_place"] == "desk 2"
    assert spool.claim()["printer"]["name"] == "P2"
    is_now(spool, "P1", "ready")
    assert told(spool, job["id"])["instead_of"]["state"] == state


@pytest.mark.parametrize("state", ["ready", "paper_low", "busy"])
def test_a_printer_that_may_print_keeps_its_jobs(spool, state):
    is_now(spool, "P1", state)
    job = spool.queue("D001").json

    assert spool.claim()["printer"]["name"] == "P1"
    assert job["instead_of"] is None


def test_a_page_that_was_refused_goes_to_the_next_printer_at_once(spool):
    job_id, claim_id = spool.claimed()

    spool.report(job_id, claim_id, "queued", error="It is out of paper.", printer_state="paper_out")

    assert told(spool, job_id)["error"] == "It is out of paper."
    assert listed(spool, "P1")["trouble"] == "paper_out"
    assert listed(spool, "P1")["error"] == "It is out of paper."
    again = spool.claim()
    assert (again["id"], again["printer"]["name"], again["attempts"]) == (job_id, "P2", 2)
    assert told(spool, job_id)["error"] is None


def test_pages_are_told_when_a_printer_s_state_becomes_another(spool):
    told_p1 = Changed("printers", "P1")
    is_now(spool, "P1", "ready")
    is_now(spool, "P1", "ready")
    assert spool.event.heard.count(told_p1) == 0  # nothing known against it before or after

    is_now(spool, "P1", "paper_out")
    assert spool.event.heard.count(told_p1) == 1
    is_now(spool, "P1", "ready")
    job_id, claim_id = spool.claimed()
    spool.report(job_id, claim_id, "queued", error="It is open.", printer_state="cover_open")

    assert spool.event.heard.count(told_p1) == 3


def test_without_another_printer_a_refused_page_waits_in_words_until_there_is_paper(spool):
    spool.event.delete("/printers/P2", spool.control, operator=spool.technician)
    job_id, claim_id = spool.claimed()
    spool.report(job_id, claim_id, "queued", error="It is out of paper.", printer_state="paper_out")

    assert spool.claim() is None
    waiting = told(spool, job_id)
    assert (waiting["state"], waiting["error"]) == ("queued", "It is out of paper.")
    assert waiting["waits_for"] == {"printer": "P1", "place": "desk 1", "state": "paper_out"}

    is_now(spool, "P1", "ready")

    assert spool.claim()["id"] == job_id
    assert told(spool, job_id)["waits_for"] is None
    assert listed(spool, "P1")["error"] is None


def test_a_printer_that_says_nothing_to_a_page_is_in_trouble_until_it_speaks(spool):
    job_id, claim_id = spool.claimed()

    spool.report(job_id, claim_id, "queued", error="No answer.", printer_state="unknown")

    assert listed(spool, "P1")["state"] == "error"
    assert spool.claim()["printer"]["name"] == "P2"


def test_what_is_not_known_is_never_sent_to_the_next_printer(spool):
    job_id, claim_id = spool.claimed()

    spool.report(job_id, claim_id, "unconfirmed", error="Silent.", printer_state="paper_out")

    assert spool.claim() is None
    assert spool.state(job_id) == "unconfirmed"
    assert listed(spool, "P1")["trouble"] == "paper_out"


@pytest.mark.parametrize(
    "more",
    [{"pool": "foyer"}, {"pool": None}, {"url": NARROW}, {"prints": ["receipt"]}],
    ids=["another pool", "no pool", "another stock", "another kind"],
)
def test_only_the_same_stock_kind_and_pool_stands_in(spool, more):
    given = {"station": spool.other_desk.station, "pool": "hall", **more}
    spool.add_printer("P2", **given)
    is_now(spool, "P1", "paper_out")
    job_id = spool.queue("D001").json["id"]

    assert spool.claim() is None
    assert told(spool, job_id)["waits_for"]["printer"] == "P1"


def test_a_stand_in_that_is_in_trouble_too_prints_nothing(spool):
    is_now(spool, "P1", "paper_out")
    is_now(spool, "P2", "cover_open")
    spool.queue("D001")

    assert spool.claim() is None


def test_what_only_one_printer_may_print_waits_for_it(spool):
    is_now(spool, "P1", "paper_out")
    spool.event.post(
        "/printers/P1/tests", {"job_id": new_id()}, spool.control, operator=spool.technician
    )

    assert spool.claim() is None


def test_the_desk_of_a_printer_taken_away_is_served_by_its_pool(spool):
    job_id = spool.queue("D001").json["id"]

    spool.event.delete("/printers/P1", spool.control, operator=spool.technician)

    assert told(spool, job_id)["instead_of"]["state"] == "removed"
    assert told(spool, job_id)["waits_for"] is None
    assert spool.claim()["printer"]["name"] == "P2"


def test_a_badge_moved_to_a_printer_that_is_taken_away_is_not_lost(spool):
    job_id = spool.queue("D001").json["id"]
    body = {"resolution_id": new_id(), "action": "move", "printer": "P2"}
    moved = spool.event.post(f"/print-jobs/{job_id}/resolutions", body, spool.desk)
    assert moved.status_code == 200, moved.text

    spool.event.delete("/printers/P2", spool.control, operator=spool.technician)

    assert spool.claim()["printer"]["name"] == "P1"


def test_a_printer_whose_agent_fell_silent_is_offline_until_it_is_heard_of(spool, venue_clock):
    is_now(spool, "P1", "ready")
    venue_clock.forward(seconds=SILENT.total_seconds() + 1)
    spool.queue("D001")

    assert listed(spool, "P1")["trouble"] == "offline"
    assert spool.claim()["printer"]["name"] == "P2"


@pytest.mark.parametrize(
    ("state", "can_answer", "trouble"),
    [
        ("unknown", None, None),
        ("unknown", False, None),
        ("unknown", True, "unknown"),
        ("ready", True, None),
        ("busy", True, None),
        ("paper_low", True, None),
        ("offline", False, "offline"),
        ("error", None, "error"),
    ],
)
def test_a_printer_may_print_as_long_as_nothing_is_known_against_it(state, can_answer, trouble):
    for heard_at in (None, MORNING):
        found = trouble_of(state, can_answer=can_answer, heard_at=heard_at, now=MORNING)
        assert found == trouble


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ((90, 130), (90.4, 129.6), True),
        ((90, 130), (90, 134), False),
        ((72.1, None), (72, None), True),
        ((90, None), (90, 130), False),
        ((None, None), (None, None), False),
    ],
)
def test_stock_is_the_same_to_the_millimetre(one, other, is_same):
    assert holds_same_stock(one, other) is is_same


def test_whoever_waits_is_woken_when_a_stand_in_is_the_answer(spool):
    is_now(spool, "P1", "ready")
    spool.claimed("D001")
    job_id = spool.queue("D008").json["id"]
    waiting = gevent.spawn(spool.claim, wait=20)
    gevent.sleep(0.05)

    is_now(spool, "P1", "paper_out")

    assert waiting.get(timeout=3)["id"] == job_id


def test_an_agent_is_told_of_its_own_printers_only(spool):
    spool.add_printer("P3", agent=spool.event.station("print-agent").station)

    rows = spool.event.get("/printers", spool.agent).json["printers"]

    assert [row["name"] for row in rows] == ["P1", "P2"]


def test_many_dead_badges_are_cancelled_a_few_at_a_time_and_hold_nothing_up(spool):
    for _ in range(30):
        spool.queue("D001", reason="x")
    spool.event.database.write(
        lambda session: session.execute(
            text("UPDATE delegates SET is_cancelled = 1 WHERE reg_no = 'D001'")
        )
    )
    living = spool.write(queue_badge, reg_no="D008").id

    assert spool.claim() is None
    assert spool.claim()["id"] == living
