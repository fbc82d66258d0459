"""Who would get in at a door at some instant, and why not; nothing is written."""

from datetime import timedelta

import pytest

from tests.conftest import MORNING
from tests.served_event import new_id

SESSION = "2026-12-05T06:00:00Z"  # B1, for members and students, begins at 14:00


@pytest.fixture
def simulate(event, control):
    operator = event.operator("supervisor", at=control)

    def tried(checkpoint="H1-IN", at=SESSION, **body):
        path = f"/checkpoints/{checkpoint}/simulations"
        return event.post(path, {"at": at, **body}, control, operator=operator)

    return tried


def shares(answer):
    assert answer.status_code == 200, answer.text
    return {row["verdict"]: row["count"] for row in answer.json["by_verdict"]}


def test_everyone_is_told_who_gets_in_and_why_the_others_do_not(simulate):
    answer = simulate()

    assert shares(answer) == {"admitted": 10, "cancelled": 1, "unpaid": 1}
    first = answer.json["by_verdict"][0]
    assert first["verdict"] == "admitted"
    assert first["categories"] == {"MEM": 5, "STU": 2, "VIP": 1, "SPK": 1, "STF": 1}
    assert answer.json["by_verdict"][2]["examples"] == [
        {"reg_no": "D005", "name": "李未缴", "category": "MEM"}
    ]
    assert answer.json["people"] == 12
    assert answer.json["at"] == "2026-12-05T06:00:00.000Z"


def test_it_says_which_verdicts_depend_on_who_is_in_the_hall_then(simulate):
    assert simulate().json["passed_over"] == ["already_in", "hall_full"]


def test_at_most_five_examples_come_from_as_many_categories_as_there_are(simulate):
    examples = simulate().json["by_verdict"][0]["examples"]

    assert len(examples) == 5
    assert {row["category"] for row in examples} == {"MEM", "STU", "VIP", "SPK", "STF"}


def test_another_policy_is_tried_and_not_kept(event, control, simulate):
    before = event.get("/checkpoints", control).json

    tried = shares(simulate(policy={"session_windows": True, "payment_required": False}))

    assert tried == {"admitted": 8, "cancelled": 1, "not_entitled": 3}
    assert event.get("/checkpoints", control).json == before


def test_hours_are_tried_also_where_the_door_keeps_none(simulate):
    assert shares(simulate(at="2026-12-05T12:00:00Z", policy={"hours": True})) == {
        "cancelled": 1,
        "unpaid": 1,
        "outside_hours": 10,
    }


def test_what_was_overridden_blocked_checked_in_and_lost_is_known(event, simulate, venue_clock):
    desk = event.token("desk")
    who = event.operator("supervisor", at=desk)

    def fact(path, reg_no, **more):
        body = {f"{path[1:-1]}_id": new_id()}
        answer = event.post(
            path, {**body, "reg_no": reg_no, "reason": "as told", **more}, desk, operator=who
        )
        assert answer.status_code == 200, answer.text

    event.check_in("D001", desk)
    fact("/overrides", "D005", kind="unpaid")
    fact("/blocks", "D008", blocked=True)
    venue_clock.forward(seconds=1)
    fact("/revocations", "D009")  # she has a new badge at once

    told = simulate(policy={"check_in_first": True})

    assert shares(told) == {"admitted": 1, "cancelled": 1, "blocked": 1, "not_checked_in": 9}
    assert shares(simulate()) == {"admitted": 10, "cancelled": 1, "blocked": 1}


def test_a_door_that_only_counts_lets_everyone_in(simulate):
    answer = simulate(policy={"flush": True})

    assert shares(answer) == {"admitted": 12}
    assert answer.json["is_counting_only"] is True


def test_the_simulation_is_what_each_one_s_scan_would_say(event, simulate, venue_clock):
    venue_clock.set(MORNING + timedelta(hours=6))
    door = event.token("door")
    scanned = {}
    for number in range(1, 13):
        verdict = event.scan(f"D{number:03}", "LNG", door, direction="in").json["verdict"]
        scanned[verdict] = scanned.get(verdict, 0) + 1

    assert shares(simulate("LNG", at=SESSION)) == scanned


def test_nobody_is_asked_about_at_a_door_that_only_lets_out(simulate):
    answer = simulate("H1-OUT")

    assert (answer.status_code, answer.json["code"]) == (422, "goes_out_only")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"at": "tomorrow"}, "at"),
        ({"at": "2026-12-05T14:00:00"}, "at"),
        ({"policy": {"limit_per_day": -1}}, "policy.limit_per_day"),
        ({"policy": {"colour": True}}, "policy.colour"),
    ],
)
def test_bad_input_names_its_field(simulate, body, field):
    answer = simulate(**body)

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_a_hall_s_doors_are_changed_together(event, control):
    operator = event.operator("supervisor", at=control)

    answer = event.put("/halls/H1/policy", {"check_in_first": True}, control, operator=operator)

    assert [row["code"] for row in answer.json["checkpoints"]] == ["H1-IN", "H1-OUT"]
    listed = event.get("/checkpoints", control).json["checkpoints"]
    assert {row["code"]: row["policy"]["check_in_first"] for row in listed} == {
        "H1-IN": True,
        "H1-OUT": True,
        "DIN-IN": False,
        "LNG": False,
    }
    missing = event.put("/halls/H9/policy", {"check_in_first": True}, control, operator=operator)
    assert (missing.status_code, missing.json["code"]) == (404, "unknown_hall")
