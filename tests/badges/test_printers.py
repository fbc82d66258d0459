"""Printers: added, changed, tested, heard of, taken away."""

import pytest

from onsite.app import describe_printer
from onsite.badges.models import PrinterRow
from onsite.badges.set_up import learn_stocks
from tests.badges.spool_event import VIRTUAL
from tests.served_event import new_id


def printers(spool):
    return spool.event.get("/printers", spool.desk).json["printers"]


def test_a_printer_is_listed_with_all_that_is_known_of_it(spool):
    answer = spool.add_printer(prints=["badge", "label"])

    added = answer.json
    assert added.pop("warnings") == []
    assert added == {
        "name": "P1",
        "url": VIRTUAL,
        "prints": ["badge", "label"],
        "station": None,
        "agent": "print-agent-1",
        "place": "",
        "pool": None,
        "width_mm": 90.0,
        "height_mm": 130.0,
        "template": None,
        "state": "unknown",
        "trouble": None,
        "error": None,
        "can_answer": None,
        "pages_left": None,
        "warn_at": None,
        "is_low": False,
        "checked_at": None,
    }
    assert printers(spool) == [added]


def test_adding_a_printer_of_the_same_name_changes_it(spool):
    spool.add_printer()

    spool.add_printer(prints=["receipt"])

    assert [row["prints"] for row in printers(spool)] == [["receipt"]]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": "  "}, "name"),
        ({"prints": []}, "prints"),
        ({"prints": ["poster"]}, "prints"),
        ({"url": "carrier-pigeon://roof"}, "url"),
        ({"url": ""}, "url"),
        ({"url": "tcp://10.0.0.9:9100"}, "url"),
        ({"station": "desk-99"}, "station"),
        ({"agent": "print-agent-99"}, "agent"),
        ({"colour": "red"}, "colour"),
    ],
    ids=range(9),
)
def test_a_printer_that_can_t_be_is_refused_by_field(spool, more, field):
    answer = spool.add_printer(**more)

    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert printers(spool) == []


def test_a_removed_printer_is_gone_and_its_jobs_stay(spool):
    spool.add_printer()
    job_id, claim_id = spool.claimed()
    spool.report(job_id, claim_id)

    answer = spool.event.delete("/printers/P1", spool.control, operator=spool.technician)

    assert answer.status_code == 204
    assert printers(spool) == []
    assert spool.event.get(f"/print-jobs/{job_id}", spool.desk).json["printer"] == "P1"
    again = spool.event.delete("/printers/P1", spool.control, operator=spool.technician)
    assert (again.status_code, again.json["code"]) == (404, "unknown_printer")
    assert spool.add_printer().status_code == 200


def test_a_test_page_goes_to_its_printer_alone_and_names_nobody(spool):
    spool.add_printer("P1")
    spool.add_printer("P2")
    job_id = new_id()

    answer = spool.event.post(
        "/printers/P2/tests", {"job_id": job_id}, spool.control, operator=spool.technician
    )

    assert (answer.json["state"], answer.json["reg_no"]) == ("queued", None)
    claimed = spool.claim()
    assert (claimed["id"], claimed["printer"]["name"]) == (job_id, "P2")
    page = spool.event.get(f"/print-jobs/{job_id}/page.png", spool.agent)
    assert page.data.startswith(b"\x89PNG")


def test_a_test_page_of_a_receipt_printer_is_a_receipt(spool):
    spool.add_printer("R", prints=["receipt"])

    answer = spool.event.post(
        "/printers/R/tests", {"job_id": new_id()}, spool.control, operator=spool.technician
    )

    assert answer.json["prints"] == "receipt"
    assert spool.claim() is not None


def test_a_test_of_an_unknown_printer_is_refused(spool):
    answer = spool.event.post(
        "/printers/P9/tests", {"job_id": new_id()}, spool.control, operator=spool.technician
    )

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_printer")


def test_an_agent_tells_how_its_printer_is(spool):
    spool.add_printer()

    answer = spool.event.post("/printers/P1/state", {"state": "paper_out"}, spool.agent)

    assert answer.status_code == 204
    listed = printers(spool)[0]
    assert (listed["state"], listed["checked_at"]) == ("paper_out", "2026-12-05T00:30:00.000Z")


def test_an_agent_says_nothing_of_another_agent_s_printer(spool):
    spool.add_printer()

    answer = spool.event.post(
        "/printers/P1/state", {"state": "ready"}, spool.event.token("print-agent")
    )

    assert (answer.status_code, answer.json["code"]) == (403, "not_this_agent")
    assert printers(spool)[0]["state"] == "unknown"


def test_a_printer_s_state_is_one_of_the_known(spool):
    spool.add_printer()

    answer = spool.event.post("/printers/P1/state", {"state": "on fire"}, spool.agent)

    assert (answer.status_code, answer.json["field"]) == (422, "state")


def test_a_printer_says_where_its_paper_is_collected(spool):
    answer = spool.add_printer(place="  3: 入口左侧 left of the entrance ")

    assert answer.json["place"] == "3: 入口左侧 left of the entrance"
    too_long = spool.add_printer(place="x" * 81)
    assert (too_long.status_code, too_long.json["field"]) == (422, "place")


def test_with_a_printer_go_its_open_test_pages_and_nothing_else(spool):
    spool.add_printer("P1")
    spool.add_printer("P2")
    tests = [new_id(), new_id()]
    for job_id in tests:
        spool.event.post(
            "/printers/P1/tests", {"job_id": job_id}, spool.control, operator=spool.technician
        )
    claim_id = new_id()
    failed = spool.claim(claim_id)["id"]
    spool.report(failed, claim_id, "failed")
    badge = spool.queue("D001").json["id"]

    spool.event.delete("/printers/P1", spool.control, operator=spool.technician)

    assert [spool.state(job_id) for job_id in tests] == ["cancelled", "cancelled"]
    assert spool.claim()["id"] == badge
    counts = spool.event.get("/print-jobs", spool.control).json["counts"]
    assert (counts["failed"], counts["queued"]) == (0, 0)


def test_a_printer_added_before_stock_was_known_tells_it_by_its_address(spool):
    spool.add_printer("P1")
    spool.add_printer("P2")

    def forget(session):
        for name, url in (("P1", VIRTUAL), ("P2", "tcp://192.0.2.1:9100?language=none")):
            row = session.get(PrinterRow, name)
            row.url, row.width_mm, row.height_mm = url, None, None

    spool.event.database.write(forget)
    spool.event.database.write(lambda session: learn_stocks(session, describe_printer))

    told = spool.event.get("/printers", spool.control).json["printers"]
    stocks = {each["name"]: (each["width_mm"], each["height_mm"]) for each in told}
    assert stocks["P1"] == (pytest.approx(90, abs=0.1), pytest.approx(130, abs=0.1))
    assert stocks["P2"] == (None, None)
