"""Doors that limit admissions, hold a badge that is passed back, or are flushed: through the API."""

from datetime import UTC, datetime

import pytest

from tests.served_event import new_id


def verdict(answer):
    assert answer.status_code == 200, answer.text
    return answer.json["verdict"]


def in_and_out(event, door, reg_no="D001"):
    told = verdict(event.scan(reg_no, "H1-IN", door))
    event.scan(reg_no, "H1-OUT", door)
    return told


def inside(event, hall="H1"):
    return event.headcount()["halls"][hall]["inside"]


def stranger(event, door, code="HTTPS://EXAMPLE.INVALID/1", checkpoint="H1-IN", **more):
    body = {"scan_id": new_id(), "credential": code, "checkpoint": checkpoint, **more}
    return event.post("/scans", body, door)


def test_numbers_of_a_policy_are_changed_and_told(event, control, change):
    wanted = {"limit_per_day": 2, "limit_per_session": 1, "anti_passback_minutes": 15}

    answer = change("H1-IN", flush=True, **wanted)

    assert answer.json["policy"] == answer.json["policy"] | wanted | {"flush": True}
    listed = event.get("/checkpoints", control).json["checkpoints"]
    assert listed[0]["policy"] == answer.json["policy"]
    assert listed[1]["policy"]["limit_per_day"] == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit_per_day", -1),
        ("limit_per_day", 101),
        ("limit_per_day", True),
        ("limit_per_day", 1.5),
        ("limit_per_day", "2"),
        ("limit_per_day", None),
        ("limit_per_session", -1),
        ("limit_per_session", 10**30),
        ("anti_passback_minutes", -5),
        ("anti_passback_minutes", 1441),
        ("flush", 1),
        ("flush", "yes"),
    ],
)
def test_a_number_that_is_none_is_refused_and_named(change, field, value):
    answer = change("H1-IN", **{field: value})

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_a_day_s_limit_holds_over_exits_until_the_day_turns(event, door, change, venue_clock):
    change("H1-IN", limit_per_day=2)

    assert [in_and_out(event, door) for _ in range(3)] == ["admitted", "admitted", "already_in"]
    assert in_and_out(event, door, "D007") == "admitted"  # a limit a person, not a door
    venue_clock.set(datetime(2026, 12, 5, 20, 0, tzinfo=UTC))  # 04:00 at the venue
    assert in_and_out(event, door) == "admitted"


def test_a_session_s_limit_counts_anew_at_the_end_of_each_session(event, door, change, venue_clock):
    change("H1-IN", limit_per_session=1)

    assert [in_and_out(event, door) for _ in range(2)] == ["admitted", "already_in"]
    venue_clock.set(datetime(2026, 12, 5, 3, 29, 59, tzinfo=UTC))
    assert in_and_out(event, door) == "already_in"
    venue_clock.set(datetime(2026, 12, 5, 3, 30, tzinfo=UTC))  # 11:30, the plenary ends
    assert [in_and_out(event, door) for _ in range(2)] == ["admitted", "already_in"]


def test_whoever_is_refused_for_a_limit_is_told_since_when(event, door, change):
    change("H1-IN", limit_per_day=1)
    first = event.scan("D001", "H1-IN", door).json["first_at"]
    event.scan("D001", "H1-OUT", door)

    refused = event.scan("D001", "H1-IN", door).json

    assert (refused["verdict"], refused["first_at"], refused["inside"]) == ("already_in", first, 0)


def test_a_limit_is_of_one_door_and_counts_the_whole_hall(event, door, change):
    assert in_and_out(event, door) == "admitted"

    change("H1-IN", limit_per_day=1)

    assert in_and_out(event, door) == "already_in"
    assert verdict(event.scan("D001", "DIN-IN", door)) == "admitted"


def test_an_admission_that_comes_late_counts_for_its_day(event, door, change):
    change("H1-IN", limit_per_day=1)
    in_and_out(event, door)

    late = event.scan("D001", "H1-IN", door, scanned_at="2026-12-05T08:00:00+08:00")
    yesterday = event.scan("D001", "H1-IN", door, scanned_at="2026-12-04T12:00:00+08:00")

    assert [verdict(late), verdict(yesterday)] == ["already_in", "admitted"]


def test_a_badge_is_not_passed_back_through_the_exit(event, door, change, venue_clock):
    change("H1-IN", anti_passback_minutes=10)
    assert in_and_out(event, door) == "admitted"

    venue_clock.forward(minutes=9, seconds=59)
    assert in_and_out(event, door) == "already_in"
    venue_clock.forward(seconds=1)
    assert in_and_out(event, door) == "admitted"


def test_limits_never_hold_anyone_inside(event, door, change):
    event.scan("D001", "H1-IN", door)
    for checkpoint in ("H1-IN", "H1-OUT"):
        change(checkpoint, limit_per_day=1, limit_per_session=1, anti_passback_minutes=60)

    assert verdict(event.scan("D001", "H1-OUT", door)) == "left"


def test_a_flushed_door_admits_whoever_comes_and_counts_each_once(event, door, change):
    change("H1-IN", flush=True, check_in_first=True)

    told = [event.scan(reg_no, "H1-IN", door) for reg_no in ("D001", "D005", "D001")]
    told += [stranger(event, door), stranger(event, door), stranger(event, door, "AND ANOTHER")]

    assert [verdict(each) for each in told] == ["admitted"] * 6
    assert [each.json["inside"] for each in told] == [1, 2, 2, 3, 3, 4]
    assert told[3].json["delegate"] is None
    assert event.headcount()["halls"]["H1"] == {"inside": 4, "capacity": 6, "admitted": 6}


def test_what_the_rules_would_have_said_is_kept_and_listed(event, door, control, change):
    change("H1-IN", flush=True)
    event.scan("D001", "H1-IN", door)
    event.scan("D005", "H1-IN", door)  # owes
    event.scan("D001", "H1-IN", door)
    stranger(event, door)

    listed = event.get("/conflicts", control).json["conflicts"]

    ruled = event.rows("SELECT ruled FROM scans ORDER BY rowid")
    assert ruled == [("admitted",), ("unpaid",), ("already_in",), ("unknown_credential",)]
    assert {row["kind"] for row in listed} == {"flushed"}
    assert {(row["delegate"], row["sides"][1]["verdict"]) for row in listed} == {
        ("D005", "unpaid"), ("D001", "already_in"), (None, "unknown_credential"),
    }  # fmt: skip
    assert all(row["sides"][0]["verdict"] == "admitted" for row in listed)
    assert {row["sides"][1]["who"] for row in listed} == {"event"}
    assert not any(row["resolved"] for row in listed)


def test_a_door_that_is_not_flushed_keeps_nothing_beside_its_verdict(event, door):
    event.scan("D001", "H1-IN", door)
    event.scan("D005", "H1-IN", door)

    assert event.rows("SELECT DISTINCT ruled FROM scans") == [(None,)]


def test_someone_let_in_twice_by_a_flushed_door_keeps_her_first_admission(
    event, door, change, venue_clock
):
    change("H1-IN", flush=True)
    first = event.scan("D001", "H1-IN", door).json["first_at"]
    venue_clock.forward(minutes=5)
    again = event.scan("D001", "H1-IN", door).json
    change("H1-IN", flush=False)
    venue_clock.forward(minutes=5)

    after = event.scan("D001", "H1-IN", door).json

    assert [again["first_at"], after["first_at"]] == [first, first]
    assert after["verdict"] == "already_in"


def test_a_flushed_scan_that_comes_late_is_the_first_admission(event, door, change):
    change("H1-IN", flush=True)
    event.scan("D001", "H1-IN", door, scanned_at="2026-12-05T08:20:00+08:00")

    late = event.scan("D001", "H1-IN", door, scanned_at="2026-12-05T08:05:00+08:00")
    change("H1-IN", flush=False)
    after = event.scan("D001", "H1-IN", door)

    assert (verdict(late), late.json["inside"]) == ("admitted", 1)
    assert after.json["first_at"] == "2026-12-05T00:05:00.000Z"


def test_out_of_a_flushed_door_the_rules_hold(event, door, change):
    change("LNG", flush=True)
    event.scan("D001", "LNG", door, direction="in")

    assert verdict(event.scan("D001", "LNG", door, direction="out")) == "left"
    assert verdict(event.scan("D001", "LNG", door, direction="out")) == "not_inside"
    out = stranger(event, door, checkpoint="LNG", direction="out")
    assert verdict(out) == "unknown_credential"
    assert inside(event, "LNG") == 0


def test_the_same_flushed_scan_again_counts_and_is_listed_once(event, door, control, change):
    change("H1-IN", flush=True)
    body = {"scan_id": new_id(), "credential": "NOBODY", "checkpoint": "H1-IN"}

    first, again = (event.post("/scans", body, door) for _ in range(2))
    decided = {"verdict": "unknown_credential", "at": "2026-12-05T00:30:00Z"}
    kept = event.post("/scans", body | {"decided": decided}, door)

    assert first.data == again.data == kept.data
    assert inside(event) == 1
    kinds = [row["kind"] for row in event.get("/conflicts", control).json["conflicts"]]
    assert sorted(kinds) == ["flushed", "turned_away"]


def test_codes_nobody_issued_are_gone_when_the_hall_empties(event, door, change, venue_clock):
    change("DIN-IN", flush=True)
    stranger(event, door, checkpoint="DIN-IN")
    assert inside(event, "DIN") == 1

    venue_clock.set(datetime(2026, 12, 5, 20, 0, tzinfo=UTC))

    assert inside(event, "DIN") == 0
    assert stranger(event, door, checkpoint="DIN-IN").json["inside"] == 1


def test_counting_anew_keeps_flushed_people_and_codes(event, door, change):
    change("DIN-IN", flush=True)
    for reg_no in ("D001", "D005", "D001"):
        event.scan(reg_no, "DIN-IN", door)
    stranger(event, door, checkpoint="DIN-IN")
    stranger(event, door, checkpoint="DIN-IN")
    counted = event.headcount()["halls"]["DIN"]
    kept = event.rows("SELECT * FROM presences ORDER BY delegate_id")

    change("DIN-IN", session_windows=True)
    change("DIN-IN", session_windows=False)

    assert counted == event.headcount()["halls"]["DIN"]
    assert counted == {"inside": 3, "capacity": 200, "admitted": 5}
    assert event.rows("SELECT * FROM presences ORDER BY delegate_id") == kept
