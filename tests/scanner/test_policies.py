"""What a checkpoint insists on: a new event's policies, and each one turned on and off."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.congress import CAPACITY

NEW = {
    "payment_required": True,
    "re_entry": True,
    "check_in_first": False,
    "hours": False,
    "session_windows": False,
    "one_hall": False,
    "refuse_when_full": False,
    "flush": False,
    "limit_per_day": 0,
    "limit_per_session": 0,
    "anti_passback_minutes": 0,
    "exit_at_session_end": False,
    "grace_minutes": 30,
    "offline_names": False,
}


def verdict(answer):
    assert answer.status_code == 200, answer.text
    return answer.json["verdict"]


def test_a_new_event_s_policies_are_those_of_the_contract(event, control):
    listed = event.get("/checkpoints", control).json["checkpoints"]

    assert [row["code"] for row in listed] == ["H1-IN", "H1-OUT", "DIN-IN", "LNG"]
    assert all(row["policy"] == NEW for row in listed)
    assert listed[3] == {
        "code": "LNG",
        "name": "贵宾休息室",
        "name_en": "VIP lounge",
        "hall": "LNG",
        "direction": "both",
        "categories": ["VIP", "SPK"],
        "policy": NEW,
    }


def test_a_change_is_for_one_checkpoint_and_leaves_the_rest(event, control, change):
    answer = change("H1-IN", check_in_first=True)

    assert answer.json["policy"] == NEW | {"check_in_first": True}
    policies = {row["code"]: row["policy"] for row in event.get("/checkpoints", control).json[
        "checkpoints"]}  # fmt: skip
    assert policies["H1-IN"] == NEW | {"check_in_first": True}
    assert policies["DIN-IN"] == NEW


@pytest.mark.parametrize("body", [{"hours": "yes"}, {"hours": None}, {"horus": True}, {"hours": 1}])
def test_a_policy_that_is_none_is_refused(change, body):
    answer = change("H1-IN", **body)

    assert answer.status_code == 422
    assert answer.json["field"] == next(iter(body))


def test_the_policy_of_an_unknown_checkpoint_is_refused(change):
    assert change("H9", hours=True).json["code"] == "unknown_checkpoint"


def test_payment_may_be_of_no_matter_at_a_door(event, door, change):
    assert verdict(event.scan("D005", "H1-IN", door)) == "unpaid"

    change("H1-IN", payment_required=False)

    assert verdict(event.scan("D005", "H1-IN", door)) == "admitted"
    assert verdict(event.scan("D005", "DIN-IN", door)) == "unpaid"


def test_check_in_may_have_to_come_first(event, door, change):
    change("H1-IN", check_in_first=True)
    assert verdict(event.scan("D001", "H1-IN", door)) == "not_checked_in"

    event.check_in("D001", event.token("desk"))

    assert verdict(event.scan("D001", "H1-IN", door)) == "admitted"


def test_re_entry_may_be_refused(event, door, change, venue_clock):
    change("H1-IN", re_entry=False)
    event.scan("D001", "H1-IN", door)
    event.scan("D001", "H1-OUT", door)

    assert verdict(event.scan("D001", "H1-IN", door)) == "already_in"

    venue_clock.forward(days=1)
    assert verdict(event.scan("D001", "H1-IN", door)) == "admitted"


def test_one_hall_at_a_time_holds_where_it_is_turned_on(event, door, change):
    change("DIN-IN", one_hall=True)
    event.scan("D001", "H1-IN", door)

    assert verdict(event.scan("D001", "DIN-IN", door)) == "already_in"
    event.scan("D001", "H1-OUT", door)
    assert verdict(event.scan("D001", "DIN-IN", door)) == "admitted"
    assert verdict(event.scan("D001", "H1-IN", door)) == "admitted"  # not turned on there


def test_who_was_in_another_hall_yesterday_is_not_there_today(event, door, change, venue_clock):
    change("DIN-IN", one_hall=True)
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(days=1)

    assert verdict(event.scan("D001", "DIN-IN", door)) == "admitted"


def test_a_full_hall_refuses_only_where_it_is_turned_on(event, door, change):
    people = ["D001", "D002", "D003", "D004", "D007", "D008"]
    assert len(people) == CAPACITY
    for reg_no in people:
        event.scan(reg_no, "H1-IN", door)
    change("H1-IN", refuse_when_full=True)

    full = event.scan("D009", "H1-IN", door)
    assert (verdict(full), full.json["inside"]) == ("hall_full", CAPACITY)
    assert verdict(event.scan("D001", "H1-IN", door)) == "already_in"
    event.scan("D001", "H1-OUT", door)
    assert verdict(event.scan("D009", "H1-IN", door)) == "admitted"
    change("H1-IN", refuse_when_full=False)
    assert verdict(event.scan("D010", "H1-IN", door)) == "admitted"


def venue(hour, minute=0, second=0):
    return datetime(2026, 12, 5, hour, minute, second, tzinfo=UTC) - timedelta(hours=8)


def test_hours_are_from_the_first_session_to_the_last(event, door, change, venue_clock):
    change("H1-IN", hours=True)
    verdicts = {}
    for time in [(8, 59, 59), (9, 0, 0), (12, 30, 0), (16, 59, 59), (17, 0, 0)]:
        venue_clock.set(venue(*time))
        verdicts[time] = verdict(event.scan("D001", "H1-IN", door))
        event.scan("D001", "H1-OUT", door)

    assert list(verdicts.values()) == [
        "outside_hours", "admitted", "admitted", "admitted", "outside_hours",
    ]  # fmt: skip


def test_session_windows_open_half_an_hour_before_and_close_with_the_session(
    event, door, change, venue_clock
):
    change("H1-IN", session_windows=True)
    verdicts = []
    for time in [(8, 29, 59), (8, 30, 0), (11, 29, 59), (11, 30, 0), (13, 30, 0)]:
        venue_clock.set(venue(*time))
        verdicts.append(verdict(event.scan("D001", "H1-IN", door)))
        event.scan("D001", "H1-OUT", door)

    assert verdicts == ["outside_hours", "admitted", "admitted", "outside_hours", "admitted"]


def test_a_session_s_own_categories_hold_where_windows_are_kept(event, door, change, venue_clock):
    venue_clock.set(venue(14, 30))
    assert verdict(event.scan("D002", "H1-IN", door)) == "admitted"
    event.scan("D002", "H1-OUT", door)

    change("H1-IN", session_windows=True)

    assert verdict(event.scan("D002", "H1-IN", door)) == "not_entitled"
    assert verdict(event.scan("D008", "H1-IN", door)) == "admitted"


def test_policies_never_hold_anyone_inside(event, door, change):
    event.scan("D001", "H1-IN", door)
    everything = {"check_in_first", "hours", "session_windows", "one_hall", "refuse_when_full"}
    for checkpoint in ("H1-IN", "H1-OUT"):
        change(checkpoint, **dict.fromkeys(everything, True))

    assert verdict(event.scan("D001", "H1-OUT", door)) == "left"
