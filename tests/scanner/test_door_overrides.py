"""Someone let in past a refusal, by a named person's word."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def own(event):
    return event.token("door", checkpoint="H1-IN")


@pytest.fixture
def supervisor(event, own):
    return event.operator("supervisor", at=own)


@pytest.fixture
def let_in(event, own, supervisor):
    def said(scan, token=own, operator=supervisor, **more):
        body = {
            "door_override_id": new_id(),
            "scan_id": scan.json["scan_id"],
            "reason": "主席同意",
            **more,
        }
        return event.post("/door-overrides", body, token, operator=operator)

    return said


def test_who_owes_is_let_in_by_name_and_counts(event, own, let_in, venue_clock):
    refused = event.scan("D005", "H1-IN", own)
    venue_clock.forward(minutes=2)

    told = let_in(refused).json

    assert (refused.json["verdict"], told["refused"]) == ("unpaid", "unpaid")
    scan = told["scan"]
    assert (scan["verdict"], scan["delegate"]["reg_no"], scan["inside"]) == ("admitted", "D005", 1)
    assert scan["first_at"] == "2026-12-05T00:32:00.000Z"
    assert event.headcount()["halls"]["H1"] == {"inside": 1, "capacity": 6, "admitted": 1}
    assert event.rows(
        "SELECT verdict, ruled, operator FROM scans WHERE id = :id", id=scan["scan_id"]
    ) == [("admitted", "unpaid", "supervisor operator")]
    assert event.rows("SELECT scan_id, admitted_scan_id, verdict, reason FROM door_overrides") == [
        (refused.json["scan_id"], scan["scan_id"], "unpaid", "主席同意")
    ]
    after = event.scan("D005", "H1-OUT", event.token("door")).json
    assert (after["verdict"], after["inside"]) == ("left", 0)


def test_who_was_let_in_is_already_in_where_her_rights_say_nothing_else(event, own, let_in, change):
    change("H1-IN", check_in_first=True)
    refused = event.scan("D001", "H1-IN", own)
    assert refused.json["verdict"] == "not_checked_in"

    let_in(refused)
    change("H1-IN", check_in_first=False)

    assert event.scan("D001", "H1-IN", own).json["verdict"] == "already_in"


def test_the_same_word_again_lets_in_once(event, own, supervisor):
    refused = event.scan("D005", "H1-IN", own)
    body = {"door_override_id": new_id(), "scan_id": refused.json["scan_id"], "reason": "同意"}

    first, again = (event.post("/door-overrides", body, own, operator=supervisor) for _ in "ab")
    other = event.post("/door-overrides", body | {"reason": "再"}, own, operator=supervisor)

    assert first.data == again.data
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert event.headcount()["halls"]["H1"]["inside"] == 1


def test_one_refusal_is_set_aside_once(event, own, let_in):
    refused = event.scan("D005", "H1-IN", own)
    let_in(refused)

    again = let_in(refused)

    assert (again.status_code, again.json["code"]) == (409, "let_in_already")
    assert event.count("door_overrides") == 1


def test_letting_in_whoever_is_in_counts_an_admission_and_nobody_more(event, own, let_in):
    event.scan("D001", "H1-IN", own)
    again = event.scan("D001", "H1-IN", own)

    assert let_in(again).json["scan"]["inside"] == 1
    assert event.headcount()["halls"]["H1"] == {"inside": 1, "capacity": 6, "admitted": 2}


def test_a_code_nobody_knows_has_nobody_to_let_in(event, own, let_in):
    body = {"scan_id": new_id(), "credential": "HTTPS://EXAMPLE.INVALID", "checkpoint": "H1-IN"}
    unknown = event.post("/scans", body, own)

    answer = let_in(unknown)

    assert (answer.status_code, answer.json["code"]) == (422, "nobody_to_let_in")
    assert "desk" in answer.json["detail"]


def test_nobody_is_let_in_who_was_not_refused(event, own, let_in):
    door = event.token("door")
    admitted = event.scan("D001", "H1-IN", own)
    left = event.scan("D001", "H1-OUT", door)
    not_inside = event.scan("D001", "H1-OUT", door)
    operator = event.operator("supervisor", at=door)

    told = [let_in(scan, door, operator) for scan in (admitted, left, not_inside)]

    assert [(each.status_code, each.json["code"]) for each in told] == [(422, "not_refused")] * 3


def test_a_door_lets_in_at_its_own_checkpoint(event, own, let_in):
    elsewhere = event.scan("D005", "DIN-IN", event.token("door"))

    answer = let_in(elsewhere)

    assert (answer.status_code, answer.json["code"]) == (403, "not_this_checkpoint")


def test_only_who_may_override_lets_in(event, own, let_in):
    refused = event.scan("D005", "H1-IN", own)

    told = [let_in(refused, operator=who) for who in (None, event.operator("door", at=own))]

    assert [each.json["code"] for each in told] == ["right_missing"] * 2
    assert event.count("door_overrides") == 0


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"scan_id": new_id()}, 404, "unknown_scan"),
        ({"reason": " "}, 422, "reason_needed"),
        ({"scan_id": 7}, 422, "malformed"),
    ],
)
def test_a_word_that_makes_no_sense_is_refused(event, own, let_in, more, status, code):
    answer = let_in(event.scan("D005", "H1-IN", own), **more)

    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_letting_in_is_taken_back_as_any_scan_is(event, own, let_in):
    admitted = let_in(event.scan("D005", "H1-IN", own)).json["scan"]["scan_id"]
    body = {"scan_undo_id": new_id(), "scan_id": admitted, "reason": "未进"}

    assert event.post("/scan-undos", body, own).json["inside"] == 0
    assert event.scan("D005", "H1-IN", own).json["verdict"] == "unpaid"


def test_her_trail_tells_who_let_her_in_and_why(event, own, let_in):
    let_in(event.scan("D005", "H1-IN", own))

    told = event.get("/trail?reg_no=D005", event.token("desk"), language="en").json["trail"]

    lines = {row["kind"]: row["what"] for row in told}
    assert lines["door_overrides"] == "Main hall entrance: let in despite “unpaid”: 主席同意"
