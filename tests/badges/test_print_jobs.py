"""Print jobs as desks, kiosks and agents see them; the page as it is drawn."""

import io

import numpy as np
import pytest
from PIL import Image

from onsite.scanner.reader import read_codes
from tests.served_event import new_id


def test_a_print_job_is_shown_as_the_contract_says(spool):
    job_id = new_id()

    answer = spool.queue(job_id=job_id)

    assert answer.json == {
        "id": job_id,
        "prints": "badge",
        "reg_no": "D001",
        "name": "王明",
        "state": "queued",
        "confirmed": False,
        "printer": None,
        "printer_place": None,
        "instead_of": None,
        "waits_for": None,
        "batch": None,
        "box": None,
        "attempts": 0,
        "reprint_of": None,
        "reason": None,
        "error": None,
        "station": "desk-1",
        "station_name": "desk-1",
        "created_at": "2026-12-05T00:30:00.000Z",
    }
    assert spool.event.get(f"/print-jobs/{job_id}", spool.desk).json == answer.json


def test_the_same_id_is_one_job_and_with_another_body_a_conflict(spool):
    job_id = new_id()
    first = spool.queue(job_id=job_id)

    assert spool.queue(job_id=job_id).json == first.json
    other = spool.queue("D008", job_id=job_id)
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert spool.event.count("print_jobs") == 1


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_reprint_needs_a_reason(spool, reason):
    spool.queue()

    answer = spool.queue(reason=reason)

    assert (answer.status_code, answer.json["code"]) == (409, "already_printed")
    assert answer.json["field"] == "reason"
    assert spool.event.count("print_jobs") == 1


def test_a_reprint_with_a_reason_names_what_it_repeats(spool, venue_clock):
    first = spool.queue().json["id"]
    venue_clock.forward(seconds=1)

    answer = spool.queue(reason="姓名更正")

    assert (answer.json["reprint_of"], answer.json["reason"]) == (first, "姓名更正")


def test_a_cancelled_reprint_does_not_make_the_next_one_a_first_print(spool, venue_clock):
    spool.add_printer()
    job_id, claim_id = spool.claimed()
    spool.report(job_id, claim_id)
    venue_clock.forward(seconds=1)
    again = spool.queue(reason="污损").json["id"]
    spool.resolve(again, "cancel")

    assert spool.queue().json["code"] == "already_printed"


def test_what_was_cancelled_or_failed_was_never_printed(spool, venue_clock):
    spool.add_printer()
    spool.resolve(spool.queue().json["id"], "cancel")
    venue_clock.forward(seconds=1)
    job_id, claim_id = spool.claimed()
    spool.report(job_id, claim_id, "failed")
    venue_clock.forward(seconds=1)

    answer = spool.queue()

    assert answer.status_code == 200
    assert answer.json["reprint_of"] is None


@pytest.mark.parametrize(
    ("more", "status"),
    [({"reg_no": "D999"}, 404), ({"job_id": "x"}, 422), ({"prints": "poster"}, 422), ({"colour": 1}, 422)],
    ids=["nobody", "id", "kind", "unknown field"],
)  # fmt: skip
def test_a_job_that_can_t_be_is_refused(spool, more, status):
    body = {"job_id": new_id(), "reg_no": "D001", "prints": "badge", **more}

    assert spool.event.post("/print-jobs", body, spool.desk).status_code == status
    assert spool.event.count("print_jobs") == 0


def test_what_needs_a_person_stands_first_and_states_are_counted(spool, venue_clock):
    spool.add_printer()
    failed, claim_id = spool.claimed("D001")
    spool.report(failed, claim_id, "failed")
    for reg_no in ("D008", "D009"):
        venue_clock.forward(seconds=1)
        last = spool.queue(reg_no).json["id"]

    listed = spool.event.get("/print-jobs", spool.desk).json

    assert [row["id"] for row in listed["print_jobs"]][:2] == [failed, last]
    assert listed["counts"] == {
        "held": 0, "queued": 2, "printing": 0, "printed": 0, "failed": 1, "unconfirmed": 0,
        "cancelled": 0,
    }  # fmt: skip
    only = spool.event.get("/print-jobs?state=failed&limit=5", spool.desk).json["print_jobs"]
    assert [row["id"] for row in only] == [failed]


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=many", "state=eaten", "state="])
def test_a_list_that_can_t_be_is_refused_by_field(spool, query):
    answer = spool.event.get(f"/print-jobs?{query}", spool.desk)

    assert (answer.status_code, answer.json["field"]) == (422, query.partition("=")[0])


@pytest.mark.parametrize("path", ["", "/page.png"])
def test_an_unknown_job_is_not_found(spool, path):
    answer = spool.event.get(f"/print-jobs/{new_id()}{path}", spool.desk)

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_print_job")


def test_a_kiosk_is_told_how_its_badge_is_doing_and_no_name(spool):
    kiosk = spool.event.token("kiosk")
    job_id = spool.event.check_in("D001", kiosk, prints=True).json["print_job"]

    told = spool.event.get(f"/print-jobs/{job_id}", kiosk)

    assert told.json["state"] == "queued"
    assert (told.json["name"], told.json["reg_no"]) == (None, None)
    assert "王明" not in told.text
    assert spool.event.get(f"/print-jobs/{job_id}/page.png", kiosk).status_code == 403


def test_an_agent_sees_the_jobs_it_was_given_and_no_others(spool):
    spool.add_printer()
    job_id, claim_id = spool.claimed()
    waiting = spool.queue("D008").json["id"]
    other = spool.event.token("print-agent")

    def status(path, agent):
        return spool.event.get(f"/print-jobs/{path}", agent).status_code

    assert status(job_id, spool.agent) == status(f"{job_id}/page.png", spool.agent) == 200
    assert status(waiting, spool.agent) == status(f"{waiting}/page.png", spool.agent) == 403
    assert status(job_id, other) == status(f"{job_id}/page.png", other) == 403
    refused = spool.report(job_id, claim_id, agent=other)
    assert (refused.status_code, refused.json["code"]) == (409, "other_claim")
    assert "王明" not in refused.text
    assert spool.state(job_id) == "printing"
    spool.report(job_id, claim_id)
    assert status(job_id, spool.agent) == 200


def page(spool, job_id, query=""):
    return spool.event.get(f"/print-jobs/{job_id}/page.png{query}", spool.desk)


def picture(answer):
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "image/png"
    return Image.open(io.BytesIO(answer.data))


def test_the_page_carries_the_credential_of_ours(spool):
    job_id = spool.queue().json["id"]

    drawn = picture(page(spool, job_id))

    assert drawn.size == (1063, 1535)
    assert decoded(drawn) == [spool.event.credential("D001")]


def test_the_badge_of_an_imported_code_carries_ours(spool):
    job_id = spool.queue("D007").json["id"]

    codes = decoded(picture(page(spool, job_id)))

    assert codes
    assert codes != ["shop-7:AbC/42"]
    assert codes[0].startswith("TRM26")


@pytest.mark.parametrize(
    ("query", "least"),
    [
        ("?width_dots=576&dpi=203&one_bit=true", 400),
        ("?width_dots=719&height_dots=1039&dpi=203&one_bit=1", 700),
        ("?width_dots=720&dpi=203", 700),
        ("?width_dots=1063&height_dots=1535&dpi=300", 1000),
        ("?width_dots=4252&height_dots=6142&dpi=1200", 4000),
    ],
)
def test_the_page_is_drawn_for_a_printer_s_paper(spool, query, least):
    job_id = spool.queue().json["id"]

    drawn = picture(page(spool, job_id, query))

    assert drawn.width >= least
    if "one_bit" in query:
        assert drawn.mode == "1"
        assert decoded(drawn.convert("L")) == [spool.event.credential("D001")]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?width_dots=0", "width_dots"),
        ("?width_dots=-5", "width_dots"),
        ("?width_dots=abc", "width_dots"),
        ("?width_dots=", "width_dots"),
        ("?width_dots=nan", "width_dots"),
        ("?width_dots=1e300", "width_dots"),
        ("?width_dots=99999999999", "width_dots"),
        ("?width_dots=576&height_dots=-1", "height_dots"),
        ("?width_dots=576&height_dots=10000000000", "height_dots"),
        ("?width_dots=576&dpi=0", "dpi"),
        ("?width_dots=576&dpi=nan", "dpi"),
        ("?width_dots=576&dpi=inf", "dpi"),
        ("?width_dots=576&dpi=-203", "dpi"),
        ("?width_dots=20&dpi=203", "width_dots"),
        ("?width_dots=576&height_dots=20&dpi=203", "width_dots"),
        ("?width_dots=576&dpi=1200", "width_dots"),
    ],
)
def test_paper_of_nonsense_is_refused_by_field(spool, query, field):
    job_id = spool.queue().json["id"]

    answer = page(spool, job_id, query)

    assert answer.status_code == 422, answer.data[:80]
    assert answer.json["field"] == field


def decoded(drawn):
    return [reading.text for reading in read_codes(np.asarray(drawn.convert("RGB"))[:, :, ::-1])]


@pytest.mark.parametrize("reg_no", ["D005", "D006"])
def test_no_badge_is_printed_for_whom_check_in_would_refuse(spool, reg_no):
    answer = spool.queue(reg_no)

    assert (answer.status_code, answer.json["code"]) == (409, "not_released")
    assert spool.event.count("print_jobs") == 0


def test_a_badge_is_shown_before_it_prints_and_no_job_is_made(spool):
    answer = spool.event.get("/badges/D001/page.png", spool.desk)

    assert decoded(Image.open(io.BytesIO(answer.data))) != []
    assert spool.event.count("print_jobs") == 0
    missing = spool.event.get("/badges/NOBODY/page.png", spool.desk)
    assert (missing.status_code, missing.json["code"]) == (404, "unknown_registration")


def test_a_technician_at_control_is_shown_nobody_s_badge(spool):
    answer = spool.event.get("/badges/D001/page.png", spool.control, operator=spool.technician)

    assert (answer.status_code, answer.json["code"]) == (403, "names_hidden")
