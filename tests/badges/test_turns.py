"""Whose job comes next, out of which printer; badges that died while they waited; reprints."""

import io

import pytest
from PIL import Image

from onsite.badges.papers import Code, Pair, PlaceCard, Slip
from onsite.badges.service import queue_badge, queue_paper, reprint_badge
from tests.badges.spool_event import VIRTUAL
from tests.badges.test_print_jobs import decoded
from tests.served_event import new_id

RECEIPT = Slip("收据 Receipt", (Pair("合计 Total", "1.00", is_total=True),), opens_drawer=True)
VOUCHER = Slip("餐券 Voucher", (Code("LUN1-0001-ABCDEFGH", "0001"),))


@pytest.fixture
def printing(spool):
    spool.add_printer(prints=["badge", "receipt", "voucher", "label"])
    return spool


def revoke(spool, reg_no="D001"):
    supervisor = spool.event.operator("supervisor", at=spool.desk)
    body = {"revocation_id": new_id(), "reg_no": reg_no, "reason": "丢失"}
    answer = spool.event.post("/revocations", body, spool.desk, operator=supervisor)
    assert answer.status_code == 200, answer.text


def cancel_registration(spool, reg_no):
    supervisor = spool.event.operator("supervisor", at=spool.desk)
    body = {"cancellation_id": new_id(), "reg_no": reg_no, "reason": "x", "cancelled": True}
    answer = spool.event.post("/cancellations", body, spool.desk, operator=supervisor)
    assert answer.status_code == 200, answer.text


def choose(spool, printer, token=None):
    return spool.event.put("/stations/current/printer", {"printer": printer}, token or spool.desk)


def finish(spool, state="printed"):
    """Claim the next job and report on it: its claimed shape."""
    claim_id = new_id()
    job = spool.claim(claim_id)
    spool.report(job["id"], claim_id, state)
    return job


def test_whoever_stands_at_a_desk_is_not_behind_a_batch(printing, venue_clock):
    batch = []
    for reg_no in ("D001", "D008"):
        batch.append(printing.write(queue_badge, reg_no=reg_no, is_batch=True).id)
        venue_clock.forward(seconds=1)
    paper = printing.write(queue_paper, VOUCHER, prints="voucher", is_batch=True).id
    venue_clock.forward(seconds=1)
    desk = printing.write(queue_badge, reg_no="D003").id

    given = [finish(printing)["id"] for _ in range(4)]

    assert given == [desk, *batch, paper]


def test_papers_of_one_step_come_out_in_the_order_they_were_asked_for(printing):
    def all_at_once(session, *, principal, now):
        return [
            queue_paper(session, VOUCHER, prints="voucher", principal=principal, now=now).id
            for _ in range(12)
        ]

    asked = printing.write(all_at_once)

    assert [finish(printing)["id"] for _ in range(12)] == asked


def test_a_badge_that_died_while_it_waited_is_cancelled_and_not_printed(printing, venue_clock):
    dead = printing.queue("D001").json["id"]
    venue_clock.forward(seconds=1)
    living = printing.queue("D008").json["id"]
    revoke(printing)

    assert printing.claim()["id"] == living

    told = printing.event.get(f"/print-jobs/{dead}", printing.desk).json
    assert told["state"] == "cancelled"
    assert "print a new one" in told["error"]
    kinds = printing.event.rows("SELECT kind FROM print_job_events WHERE job_id = :id", id=dead)
    assert kinds == [("died",)]


def test_a_dead_badge_alone_gives_an_agent_nothing(printing):
    dead = printing.queue("D001").json["id"]
    revoke(printing)

    assert printing.claim() is None
    assert printing.state(dead) == "cancelled"


def test_a_badge_of_someone_cancelled_meanwhile_is_not_printed(printing):
    dead = printing.queue("D001").json["id"]
    cancel_registration(printing, "D001")

    assert printing.claim() is None
    assert printing.state(dead) == "cancelled"


def test_a_new_badge_in_the_same_instant_as_the_loss_is_printed(printing):
    printing.queue("D001")
    revoke(printing)

    job = printing.write(queue_badge, reg_no="D001")

    assert printing.claim()["id"] == job.id


def test_a_receipt_outlives_the_loss_of_a_badge(printing):
    delegate_id = printing.event.rows("SELECT id FROM delegates WHERE reg_no = 'D001'")[0][0]
    job = printing.write(queue_paper, RECEIPT, prints="receipt", delegate_id=delegate_id)
    revoke(printing)

    assert printing.claim()["id"] == job.id


def test_a_reprint_is_a_first_badge_where_there_was_none(printing):
    job = printing.write(reprint_badge, "D001", reason="name")

    told = printing.event.get(f"/print-jobs/{job.id}", printing.desk).json
    assert (told["reprint_of"], told["reason"], job.has_printer) == (None, "name", True)


def test_a_reprint_names_the_badge_it_replaces(printing):
    printing.queue("D001")
    first = finish(printing)["id"]

    job = printing.write(reprint_badge, "D001", reason="name")

    told = printing.event.get(f"/print-jobs/{job.id}", printing.desk).json
    assert (told["reprint_of"], told["reason"]) == (first, "name")
    assert job.id != first


def test_a_badge_that_still_waits_is_not_printed_twice_and_comes_out_here(printing, venue_clock):
    other = printing.event.station("desk").station
    waiting = printing.write(queue_badge, reg_no="D001", is_batch=True, station=other)
    venue_clock.forward(seconds=1)
    revoke(printing)

    again = printing.write(reprint_badge, "D001", reason="lost")

    assert again.id == waiting.id
    rows = printing.event.rows("SELECT station, priority, reason FROM print_jobs")
    assert rows == [(printing.desk_station.station, 0, "lost")]
    assert printing.claim()["id"] == waiting.id


def test_nobody_gets_a_reprint_who_would_be_refused(printing):
    owing = printing.event.rows(
        "SELECT reg_no FROM delegates WHERE due_fen > paid_fen AND NOT is_cancelled"
    )[0][0]

    assert printing.write(reprint_badge, owing, reason="name") is None
    assert printing.event.count("print_jobs") == 0


def test_a_station_s_papers_come_out_of_the_printer_it_chose(spool):
    spool.add_printer("P1", station=spool.desk_station.station)
    spool.add_printer("P2", place="3: 入口左侧 left of the entrance")

    assert choose(spool, "P2").json == {"printer": "P2"}

    told = spool.event.get("/stations/current/printer", spool.desk).json
    assert told == {"printer": "P2"}
    job = spool.queue("D001").json
    assert job["printer_place"] == "3: 入口左侧 left of the entrance"
    assert spool.claim()["printer"]["name"] == "P2"


def test_a_choice_is_taken_back(spool):
    spool.add_printer("P1", station=spool.desk_station.station)
    spool.add_printer("P2")
    choose(spool, "P2")

    assert choose(spool, None).json == {"printer": None}

    spool.queue("D001")
    assert spool.claim()["printer"]["name"] == "P1"


def test_a_chosen_printer_that_can_t_print_it_or_is_gone_is_passed_over(spool):
    spool.add_printer("P1")
    spool.add_printer("R", prints=["receipt"])
    choose(spool, "R")
    spool.queue("D001")
    assert spool.claim()["printer"]["name"] == "P1"

    spool.event.delete("/printers/R", spool.control, operator=spool.technician)
    spool.add_printer("R2", prints=["receipt"])
    spool.write(queue_paper, RECEIPT, prints="receipt")
    assert spool.claim()["printer"]["name"] == "R2"


def test_another_station_keeps_its_printer(spool):
    spool.add_printer("P1", station=spool.desk_station.station)
    spool.add_printer("P2")
    other = spool.event.station("desk")
    choose(spool, "P1", other.token)

    spool.queue("D001", token=other.token)

    assert spool.claim()["printer"]["name"] == "P1"
    assert spool.event.get("/stations/current/printer", spool.desk).json == {"printer": None}


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"printer": "P9"}, 404, "unknown_printer"),
        ({}, 422, "malformed"),
        ({"printer": 3}, 422, "malformed"),
    ],
    ids=range(3),
)
def test_a_choice_of_nothing_real_is_refused(spool, body, status, word):
    answer = spool.event.put("/stations/current/printer", body, spool.desk)

    assert (answer.status_code, answer.json["code"]) == (status, word)


def test_the_place_is_told_as_soon_as_it_is_known(spool):
    spool.add_printer("P1", place="1")
    spool.add_printer("P2", place="2")

    job_id = spool.queue("D001").json["id"]

    told = spool.event.get(f"/print-jobs/{job_id}", spool.desk).json
    assert (told["printer"], told["printer_place"]) == (None, None)
    assert spool.claim()["printer"]["name"] == "P1"
    told = spool.event.get(f"/print-jobs/{job_id}", spool.desk).json
    assert (told["printer"], told["printer_place"]) == ("P1", "1")
    listed = spool.event.get("/print-jobs", spool.desk).json["print_jobs"]
    assert [job["printer_place"] for job in listed] == ["1"]


def test_a_receipt_opens_the_drawer_once(printing):
    printing.write(queue_paper, RECEIPT, prints="receipt")

    first = finish(printing, "failed")
    printing.resolve(first["id"], "retry")
    second = finish(printing, "unconfirmed")
    printing.resolve(first["id"], "retry")
    third = finish(printing)

    assert [job["opens_drawer"] for job in (first, second, third)] == [True, True, False]
    assert [job["id"] for job in (second, third)] == [first["id"]] * 2


def test_no_other_paper_opens_the_drawer(printing):
    printing.write(queue_paper, VOUCHER, prints="voucher")
    printing.write(queue_paper, PlaceCard("王某"), prints="label")

    assert not finish(printing)["opens_drawer"]
    assert not finish(printing)["opens_drawer"]


@pytest.mark.parametrize("query", ["", "?width_dots=384&dpi=203&one_bit=true"])
def test_a_paper_s_page_is_drawn_for_agents_and_people(printing, query):
    printing.write(queue_paper, VOUCHER, prints="voucher")
    job = printing.claim()

    organiser = printing.event.operator("organiser", at=printing.control)

    for token, by in (
        (printing.agent, None),
        (printing.desk, None),
        (printing.control, organiser),
    ):
        path = f"/print-jobs/{job['id']}/page.png{query}"
        answer = printing.event.get(path, token, operator=by)
        assert answer.status_code == 200, answer.text
        assert decoded(Image.open(io.BytesIO(answer.data))) == ["LUN1-0001-ABCDEFGH"]


def test_a_long_receipt_is_shown_whole_to_people(printing):
    long = Slip("收据", tuple(Pair(f"D{n}", "1.00") for n in range(200)))
    job = printing.write(queue_paper, long, prints="receipt")

    answer = printing.event.get(f"/print-jobs/{job.id}/page.png", printing.desk)

    drawn = Image.open(io.BytesIO(answer.data))
    assert drawn.height > 5 * drawn.width


def test_a_paper_without_room_is_a_problem_that_says_so(printing):
    job = printing.write(queue_paper, VOUCHER, prints="voucher")

    query = "?width_dots=400&height_dots=100&dpi=203"
    answer = printing.event.get(f"/print-jobs/{job.id}/page.png{query}", printing.desk)

    assert (answer.status_code, answer.json["code"]) == (422, "page_too_small")
    assert "no room" in answer.json["detail"]


def test_a_paper_with_a_code_of_nothing_is_a_problem_that_says_so(printing):
    job = printing.write(queue_paper, Slip("x", (Code(""),)), prints="voucher")

    answer = printing.event.get(f"/print-jobs/{job.id}/page.png", printing.desk)

    assert (answer.status_code, answer.json["code"]) == (422, "no_code")


def test_a_receipt_printer_s_test_page_fits_a_narrow_roll(spool):
    spool.add_printer("R", prints=["receipt"], url=VIRTUAL.replace("90", "58"))
    spool.event.post(
        "/printers/R/tests", {"job_id": new_id()}, spool.control, operator=spool.technician
    )
    job = spool.claim()

    query = "?width_dots=384&dpi=203&one_bit=true"
    page = spool.event.get(f"/print-jobs/{job['id']}/page.png{query}", spool.agent)

    assert decoded(Image.open(io.BytesIO(page.data))) == ["ONSITE-TEST 203 dpi R"]
