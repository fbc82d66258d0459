"""Stays, days and clocks: when a hall empties, and scans that come late or from the future."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.served_event import new_id

MORNING = datetime(2026, 12, 5, 0, 30, tzinfo=UTC)
TURN = datetime(2026, 12, 5, 20, 0, tzinfo=UTC)  # 04:00 at the venue


def verdict(answer):
    assert answer.status_code == 200, answer.text
    return answer.json["verdict"]


def inside(event, hall):
    return event.headcount()["halls"][hall]["inside"]


def test_the_day_turns_at_four_at_the_venue(event, door, venue_clock):
    venue_clock.set(datetime(2026, 12, 5, 13, 0, tzinfo=UTC))
    event.scan("D001", "DIN-IN", door)

    venue_clock.set(TURN - timedelta(milliseconds=1))
    assert verdict(event.scan("D001", "DIN-IN", door)) == "already_in"
    assert inside(event, "DIN") == 1

    venue_clock.set(TURN)
    assert inside(event, "DIN") == 0
    again = event.scan("D001", "DIN-IN", door)
    assert (verdict(again), again.json["inside"]) == ("admitted", 1)
    assert again.json["first_at"] == "2026-12-05T20:00:00.000Z"
    assert event.headcount()["halls"]["DIN"]["admitted"] == 2


def test_a_hall_with_an_exit_does_not_empty_by_itself(event, door, venue_clock):
    event.scan("D001", "H1-IN", door)
    event.scan("D008", "H1-IN", door)

    venue_clock.set(TURN + timedelta(hours=5))

    assert inside(event, "H1") == 2
    again = event.scan("D001", "H1-IN", door)
    assert (verdict(again), again.json["inside"]) == ("admitted", 2)  # counted once
    left = event.scan("D008", "H1-OUT", door)
    assert (verdict(left), left.json["inside"]) == ("left", 1)


def test_where_sessions_are_kept_a_hall_without_an_exit_empties_at_their_end(event, venue_clock):
    door = event.token("door")
    control = event.token("control")
    operator = event.operator("supervisor", at=control)
    event.put("/checkpoints/DIN-IN/policy", {"session_windows": True}, control, operator=operator)
    venue_clock.set(datetime(2026, 12, 5, 4, 30, tzinfo=UTC))  # 12:30, lunch
    assert verdict(event.scan("D001", "DIN-IN", door)) == "admitted"

    venue_clock.set(datetime(2026, 12, 5, 5, 29, 59, tzinfo=UTC))
    assert inside(event, "DIN") == 1
    venue_clock.set(datetime(2026, 12, 5, 5, 30, tzinfo=UTC))  # 13:30, its end
    assert inside(event, "DIN") == 0
    assert event.headcount()["halls"]["DIN"]["admitted"] == 1


def test_keeping_sessions_from_now_on_counts_the_hall_anew(event, door, venue_clock):
    venue_clock.set(datetime(2026, 12, 5, 4, 30, tzinfo=UTC))
    event.scan("D001", "DIN-IN", door)
    venue_clock.set(datetime(2026, 12, 5, 5, 45, tzinfo=UTC))
    event.scan("D008", "DIN-IN", door)
    assert inside(event, "DIN") == 2
    control = event.token("control")
    operator = event.operator("supervisor", at=control)

    event.put("/checkpoints/DIN-IN/policy", {"session_windows": True}, control, operator=operator)
    assert inside(event, "DIN") == 1
    event.put("/checkpoints/DIN-IN/policy", {"session_windows": False}, control, operator=operator)

    assert inside(event, "DIN") == 2
    assert event.headcount()["halls"]["DIN"]["admitted"] == 2
    assert verdict(event.scan("D001", "DIN-IN", door)) == "already_in"


def test_a_time_in_the_future_is_stored_as_sent_counted_now_and_flagged(event, door):
    answer = event.scan("D001", "H1-IN", door, scanned_at="2031-01-01T00:00:00+08:00")

    assert verdict(answer) == "admitted"
    assert answer.json["first_at"] == "2026-12-05T00:30:00.000Z"
    assert inside(event, "H1") == 1
    sent, counted, flagged = event.rows("SELECT scanned_at, counted_at, is_from_future FROM scans")[
        0
    ]
    assert sent.startswith("2030-12-31 16:00:00")
    assert counted.startswith("2026-12-05 00:30:00")
    assert flagged


@pytest.mark.parametrize("sent", ["9999-12-31T23:59:59Z", "2026-12-05T00:30:00.001Z"])
def test_no_future_is_too_far(event, door, sent):
    assert verdict(event.scan("D001", "H1-IN", door, scanned_at=sent)) == "admitted"
    assert event.rows("SELECT is_from_future FROM scans") == [(1,)]


def test_a_clock_that_has_lost_its_time_is_taken_at_its_word(event, door):
    answer = event.scan("D001", "H1-IN", door, scanned_at="1970-01-01T00:00:00Z")

    assert verdict(answer) == "admitted"
    assert event.rows("SELECT is_from_future FROM scans") == [(0,)]


def test_a_kept_scan_counts_at_its_own_time(event, door, venue_clock):
    answer = event.scan("D001", "H1-IN", door, scanned_at="2026-12-05T08:10:00+08:00")

    assert answer.json["first_at"] == "2026-12-05T00:10:00.000Z"
    assert answer.json["recorded_at"] == "2026-12-05T00:30:00.000Z"


def test_yesterday_s_kept_scans_don_t_touch_today_s_hall(event, door):
    event.scan("D001", "DIN-IN", door)

    late = event.scan("D001", "DIN-IN", door, scanned_at="2026-12-04T04:00:00Z")

    assert verdict(late) == "admitted"
    assert inside(event, "DIN") == 1
    assert verdict(event.scan("D001", "DIN-IN", door)) == "already_in"
    assert event.headcount()["halls"]["DIN"] == {"inside": 1, "capacity": 200, "admitted": 2}


def test_an_exit_that_comes_late_does_not_undo_a_later_admission(event, door):
    event.scan("D001", "H1-IN", door, scanned_at=at("08:00"))
    event.scan("D001", "H1-OUT", door, scanned_at=at("08:10"))
    event.scan("D001", "H1-IN", door, scanned_at=at("08:20"))

    late = event.scan("D001", "H1-OUT", door, scanned_at=at("08:05"))

    assert verdict(late) == "left"
    assert inside(event, "H1") == 1
    assert verdict(event.scan("D001", "H1-IN", door)) == "already_in"


def test_an_exit_before_the_first_admission_is_of_someone_not_inside(event, door):
    event.scan("D001", "H1-IN", door, scanned_at=at("08:20"))

    late = event.scan("D001", "H1-OUT", door, scanned_at=at("08:05"))

    assert verdict(late) == "not_inside"
    assert inside(event, "H1") == 1


def test_an_admission_that_comes_late_before_another_is_a_second_badge(event, door):
    event.scan("D001", "H1-IN", door, scanned_at=at("08:20"))

    late = event.scan("D001", "H1-IN", door, scanned_at=at("08:05"))

    assert (verdict(late), late.json["inside"]) == ("already_in", 1)
    assert late.json["first_at"] == "2026-12-05T00:20:00.000Z"


def test_kept_scans_of_a_whole_morning_replay_in_order(event, door):
    moves = [("H1-IN", "08:00"), ("H1-OUT", "08:05"), ("H1-IN", "08:10"), ("H1-IN", "08:12")]
    scans = [
        {
            "scan_id": new_id(),
            "credential": event.credential("D001"),
            "checkpoint": checkpoint,
            "scanned_at": at(time),
        }
        for checkpoint, time in moves
    ]

    told = event.post("/scans", {"scans": scans}, door).json["scans"]

    assert [row["verdict"] for row in told] == ["admitted", "left", "admitted", "already_in"]
    assert [row["inside"] for row in told] == [1, 0, 1, 1]
    assert told[-1]["first_at"] == "2026-12-05T00:10:00.000Z"


def at(time):
    return f"2026-12-05T{time}:00+08:00"
