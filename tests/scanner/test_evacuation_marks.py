"""Marks of an evacuation: who was seen outside, by whom and when."""

import pytest

from tests.scanner.evacuating import mark, running
from tests.served_event import new_id


def test_a_mark_says_who_saw_her_and_when_and_is_taken_back(event, door, begin, venue_clock):
    event.scan("D001", "H1-IN", door)
    evacuation_id = begin().json["evacuation_id"]
    venue_clock.forward(minutes=2)

    answer = mark(event, door, evacuation_id, "D001")
    marked = running(event, door)
    mark(event, door, evacuation_id, "D001", is_out=False)
    back = running(event, door)

    assert answer.json["is_out"] is True
    assert marked["counts"] == {"people": 1, "out": 1, "inside": 0, "unnamed": 0}
    line = marked["people"][0]
    assert (line["is_out"], line["marked_by"]) == (True, answer.json["marked_by"])
    assert line["at"] == "2026-12-05T00:32:00.000Z"
    assert back["people"][0]["is_out"] is False
    assert back["counts"]["inside"] == 1


def test_who_was_marked_since_is_told_alone_with_counts_of_all(event, door, begin, venue_clock):
    for reg_no in ("D001", "D004", "D009"):
        event.scan(reg_no, "H1-IN", door)
    evacuation_id = begin().json["evacuation_id"]
    mark(event, door, evacuation_id, "D001")
    venue_clock.forward(minutes=2)
    mark(event, door, evacuation_id, "D004")

    told = event.get("/evacuation?since=2026-12-05T00:31:00Z", door).json["evacuation"]
    wrong = event.get("/evacuation?since=lately", door)

    assert [each["reg_no"] for each in told["people"]] == ["D004"]
    assert told["counts"] == {"people": 3, "out": 2, "inside": 1, "unnamed": 0}
    assert (wrong.status_code, wrong.json["field"]) == (422, "since")


def test_two_stewards_mark_one_person_and_both_are_right(event, door, begin):
    event.scan("D001", "H1-IN", door)
    evacuation_id = begin().json["evacuation_id"]

    first = mark(event, door, evacuation_id, "D001")
    second = mark(event, event.token("desk"), evacuation_id, "D001")

    assert (first.status_code, second.status_code) == (200, 200)
    assert event.count("evacuation_marks") == 2
    assert running(event, door)["people"][0]["marked_by"] == second.json["marked_by"]


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"reg_no": "D009"}, 404, "not_on_list", "reg_no"),
        ({"reg_no": "NOBODY"}, 404, "not_on_list", "reg_no"),
        ({"evacuation_id": new_id()}, 404, "unknown_evacuation", "evacuation_id"),
        ({"evacuation_id": "first"}, 422, "malformed", "evacuation_id"),
        ({"evacuation_mark_id": 7}, 422, "malformed", "evacuation_mark_id"),
        ({"is_out": "yes"}, 422, "malformed", "is_out"),
        ({"is_out": None}, 422, "malformed", "is_out"),
        ({"why": "x"}, 422, "malformed", "why"),
    ],
)
def test_a_mark_that_is_none_is_refused_and_named(event, door, begin, change, status, code, field):
    event.scan("D001", "H1-IN", door)
    evacuation_id = begin().json["evacuation_id"]

    answer = mark(event, door, evacuation_id, "D001", changed=change)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json["field"] == field
    assert event.count("evacuation_marks") == 0
