"""Badges without a name: doors and meals of their category, and nobody's duplicate."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def make(event, desk):
    signed_in = {role: event.operator(role, at=desk) for role in ("desk", "finance", "supervisor")}

    def send(role="desk", **more):
        body = {
            "quota_batch_id": new_id(), "holder": "两江展览公司", "category": "STF",
            "label": "展商A", "count": 6, "print": False, **more,
        }  # fmt: skip
        return event.post("/quota-batches", body, desk, operator=signed_in[role])

    return send


def test_six_badges_are_numbered_and_owe_nothing(event, desk, make):
    badges = make("supervisor", category="STU").json["badges"]

    assert [badge["name"] for badge in badges] == [f"展商A {nth}/6" for nth in range(1, 7)]
    card = event.get(f"/delegates/{badges[2]['reg_no']}", desk).json
    assert (card["name"], card["organisation"], card["owes_fen"]) == (
        "展商A 3/6",
        "两江展览公司",
        0,
    )
    assert event.headcount()["by_category"]["STU"]["registered"] == 8


@pytest.mark.parametrize("role", ["desk", "finance"])
def test_a_category_with_a_fee_is_let_in_unpaid_by_a_supervisor_alone(event, make, role):
    answer = make(role, category="STU")

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (
        403, "charged_category", "category",
    )  # fmt: skip
    assert "without a fee" in answer.json["detail"]
    assert event.headcount()["registered"] == 11
    assert event.count("quota_batches") == 0
    assert make("supervisor", category="STU").status_code == 200


def test_each_opens_the_doors_of_its_category_and_no_others(event, desk, make):
    one, other = (badge["reg_no"] for badge in make(count=2).json["badges"])
    door = event.token("door")

    assert event.check_in(one, desk).json["outcome"] == "checked_in"
    assert event.scan(one, "H1-IN", door).json["verdict"] == "admitted"
    assert event.scan(other, "H1-IN", door).json["verdict"] == "admitted"
    lounge = event.scan(other, "LNG", door, direction="in").json["verdict"]
    assert lounge == "not_entitled"


def test_they_print_in_their_order(event, make):
    badges = make(count=3, print=True).json["badges"]

    queued = event.rows("SELECT id FROM print_jobs ORDER BY created_at")
    assert [(badge["print_job"],) for badge in badges] == queued


def test_they_are_found_by_number_and_holder_but_not_among_persons(event, desk, make):
    reg_no = make(label="王明", count=1).json["badges"][0]["reg_no"]

    def found(query):
        return [hit["reg_no"] for hit in event.get(f"/delegates?q={query}", desk).json["delegates"]]

    assert found("王明") == ["D001"]
    assert found("wangming") == ["D001"]
    assert reg_no in found(reg_no)
    assert reg_no in found("两江展览")


def test_they_are_nobody_s_duplicate(event, desk, make):
    make(label="钟临", count=1)

    assert event.walk_in(desk, name="钟临 1/1").json["duplicates"] == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"holder": " "}, "holder"),
        ({"label": ""}, "label"),
        ({"label": "x" * 61}, "label"),
        ({"count": 0}, "count"),
        ({"count": 201}, "count"),
        ({"category": "XXX"}, "category"),
        ({"quota_batch_id": "1"}, "quota_batch_id"),
    ],
)
def test_a_quota_that_can_t_be_is_refused_by_field(event, make, more, field):
    answer = make(**more)

    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert event.headcount()["registered"] == 11


def test_the_same_id_makes_them_once(event, make):
    batch = new_id()
    first = make(quota_batch_id=batch)

    assert make(quota_batch_id=batch).json == first.json
    assert make(quota_batch_id=batch, count=7).json["field"] == "quota_batch_id"
    assert event.count("walk_ins") == 6


def test_nameless_badges_are_signed_for_by_an_operator(event, desk):
    body = {
        "quota_batch_id": new_id(), "holder": "甲", "category": "STF", "label": "甲", "count": 1,
        "print": False,
    }  # fmt: skip

    assert event.post("/quota-batches", body, desk).json["code"] == "right_missing"
