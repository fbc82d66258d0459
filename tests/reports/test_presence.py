"""How long someone was in a session: what doors saw, and what follows where they did not see her go."""

from datetime import UTC, datetime, timedelta

import pytest

from onsite import clock
from onsite.reports.credits import credit_sums, credits_table
from onsite.reports.presence import minutes_inside, stays_at
from tests.served_event import new_id

DAY = datetime(2026, 12, 5, tzinfo=UTC)
TURN = datetime(2026, 12, 5, 20, 0, tzinfo=UTC)  # 04:00 at the venue
LATE = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)  # 20:00 at the venue


def at(local):
    """An instant of the second day, by the venue's clocks."""
    hour, minute = local.split(":")
    return DAY + timedelta(hours=int(hour) - 8, minutes=int(minute))


def stays(*marks, hall="H1", empties=(TURN,), now=LATE):
    said = {"in": "admitted", "out": "left", "again": "already_in"}
    marks = [(where, said[what], at(when)) for where, what, when in map(str.split, marks)]
    return [
        f"{begins + timedelta(hours=8):%H:%M}-{ends + timedelta(hours=8):%H:%M}"
        + ("" if is_seen else "?")
        for begins, ends, is_seen in stays_at(hall, marks, empties=empties, now=now)
    ]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], []),
        (["H1 in 9:00", "H1 out 11:00"], ["09:00-11:00"]),
        (
            ["H1 in 9:00", "H1 out 9:30", "H1 in 10:00", "H1 out 11:30"],
            ["09:00-09:30", "10:00-11:30"],
        ),
        (["H1 in 9:00"], ["09:00-20:00?"]),
        (["H1 out 9:00"], []),
        (["H1 again 9:00"], []),
        (["H1 in 9:00", "H1 again 9:10", "H1 out 11:00"], ["09:00-11:00"]),
        (["H1 in 9:00", "H1 in 9:10", "H1 out 11:00"], ["09:00-11:00"]),
        (["H1 in 9:00", "H2 in 10:00"], ["09:00-10:00?"]),
        (["H1 in 9:00", "H2 in 10:00", "H2 out 10:30"], ["09:00-10:00?"]),
        (["H1 in 9:00", "H2 in 10:00", "H2 out 10:30", "H1 out 11:00"], ["09:00-11:00"]),
        (
            ["H1 in 9:00", "H2 in 10:00", "H1 again 11:00", "H1 out 11:30"],
            ["09:00-10:00?", "11:00-11:30"],
        ),
        (["H2 in 8:00", "H1 in 9:00", "H1 out 10:00"], ["09:00-10:00"]),
        (["H1 in 9:00", "H1 out 9:00"], []),
    ],
)
def test_stays_follow_from_what_was_said_at_doors(marks, expected):
    assert stays(*marks) == expected


def test_a_hall_that_empties_ends_everyones_stay():
    empties = (at("11:30"), at("17:00"), TURN)

    assert stays("H1 in 9:00", empties=empties) == ["09:00-11:30?"]
    assert stays("H1 in 9:00", "H1 in 14:00", empties=empties) == ["09:00-11:30?", "14:00-17:00?"]
    assert stays("H1 in 9:00", "H1 out 14:00", empties=empties) == ["09:00-11:30?"]
    assert stays("H1 in 9:00", "H2 in 10:00", "H1 in 14:00", empties=empties) == [
        "09:00-10:00?",
        "14:00-17:00?",
    ]


def test_nobody_stays_over_the_turn_of_the_day():
    assert stays("H1 in 20:00", "H1 out 30:00", now=at("34:00")) == ["20:00-04:00?"]


@pytest.fixture
def minutes(event):
    def tell(now=None):
        with event.database.read() as session:
            found = minutes_inside(session, now=now or clock.now())
            names = dict(event.rows("SELECT id, reg_no FROM delegates"))
        return {(names[who], code): count for (who, code), count in found.items()}

    return tell


@pytest.fixture
def goes(event, door, venue_clock):
    """Let someone through a door at a time of the second day."""

    def through(reg_no, checkpoint, local):
        venue_clock.set(at(local))
        return event.scan(reg_no, checkpoint, door)

    return through


def test_minutes_are_those_of_the_session_she_was_inside(goes, minutes, venue_clock):
    goes("D001", "H1-IN", "8:40")
    goes("D001", "H1-OUT", "10:30")
    goes("D001", "H1-IN", "10:45")
    goes("D001", "H1-OUT", "11:45")
    venue_clock.set(LATE)

    assert minutes() == {("D001", "A1"): 90 + 45}


def test_whom_no_door_saw_going_is_counted_until_the_day_turns(goes, minutes):
    goes("D001", "H1-IN", "10:00")

    assert minutes(at("11:00")) == {("D001", "A1"): 60}
    assert minutes(at("23:00")) == {("D001", "A1"): 90, ("D001", "B1"): 180}


def test_in_a_hall_without_an_exit_she_stays_until_it_empties(event, goes, minutes):
    goes("D001", "DIN-IN", "12:30")

    assert minutes(LATE) == {("D001", "LUN1"): 60}


def test_lunch_ends_the_morning_of_whom_no_door_saw_going(goes, minutes):
    goes("D001", "H1-IN", "9:00")
    goes("D001", "DIN-IN", "11:00")

    assert minutes(LATE) == {("D001", "A1"): 120, ("D001", "LUN1"): 90}


def test_an_admission_taken_back_counts_for_nothing(event, minutes, venue_clock):
    own = event.token("door", checkpoint="H1-IN")
    venue_clock.set(at("9:00"))
    scan = event.scan("D001", "H1-IN", own)
    event.post(
        "/scan-undos",
        {"scan_undo_id": new_id(), "scan_id": scan.json["scan_id"], "reason": "误扫"},
        own,
    )

    assert minutes(LATE) == {}


def test_where_sessions_empty_the_hall_each_needs_its_own_admission(event, goes, minutes):
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    event.put(
        "/checkpoints/H1-IN/policy", {"exit_at_session_end": True}, control, operator=supervisor
    )
    goes("D001", "H1-IN", "9:00")
    goes("D008", "H1-IN", "9:00")
    goes("D008", "H1-IN", "14:30")

    assert minutes(LATE) == {("D001", "A1"): 150, ("D008", "A1"): 150, ("D008", "B1"): 150}


def move_session(event, code, starts_at, ends_at, zone="Asia/Shanghai"):
    """Let a session lie elsewhere in time, at a venue elsewhere."""
    from sqlalchemy import text

    def move(session):
        session.execute(
            text("UPDATE sessions SET starts_at = :a, ends_at = :b WHERE code = :c"),
            {"a": str(starts_at)[:19], "b": str(ends_at)[:19], "c": code},
        )
        session.execute(text("UPDATE event SET time_zone = :z, set_up_mark = 'moved'"), {"z": zone})

    event.database.write(move)


def test_a_session_over_midnight_is_one_session(event, goes, minutes):
    move_session(event, "B1", at("22:00"), at("26:00"))
    goes("D001", "H1-IN", "21:50")
    goes("D001", "H1-OUT", "25:00")

    assert minutes(at("30:00")) == {("D001", "B1"): 180}


def test_the_hour_that_comes_twice_is_two_hours(event, door, minutes, venue_clock):
    # 25 October 2026 in Berlin: from 03:00 summer time back to 02:00.
    begins, ends = (datetime(2026, 10, 25, hour, tzinfo=UTC) for hour in (0, 2))
    move_session(event, "B1", begins, ends, "Europe/Berlin")
    venue_clock.set(begins)
    event.scan("D001", "H1-IN", door)
    venue_clock.set(ends)
    event.scan("D001", "H1-OUT", door)

    assert minutes() == {("D001", "B1"): 120}


def test_the_day_turns_by_the_venues_clocks_also_when_they_change(
    event, door, minutes, venue_clock
):
    # 29 March 2026 in Berlin: from 02:00 to 03:00 summer time; 04:00 is 02:00 UTC.
    begins, ends = (datetime(2026, 3, 29, hour, tzinfo=UTC) for hour in (0, 4))
    move_session(event, "B1", begins, ends, "Europe/Berlin")
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE event SET starts_on='2026-03-28', ends_on='2026-03-30'"
        )
    )
    venue_clock.set(begins)
    event.scan("D001", "H1-IN", door)

    assert minutes(ends) == {("D001", "B1"): 120}


def test_credits_are_earned_from_the_share_on_and_not_a_minute_before(goes, told_now, venue_clock):
    for reg_no, leaves in (("D001", "11:00"), ("D008", "10:59")):
        goes(reg_no, "H1-IN", "9:00")
        goes(reg_no, "H1-OUT", leaves)
    venue_clock.set(LATE)

    rows = {row["Reg. no."]: row for row in told_now(credits_table)}

    assert rows["D001"]["Share"] == 0.8
    assert (rows["D001"]["Inside (min)"], rows["D001"]["Length (min)"]) == (120, 150)
    assert (rows["D001"]["Credits earned"], rows["D001"]["Credits in sum"]) == (2, 2)
    assert (rows["D008"]["Credits earned"], rows["D008"]["Credits in sum"]) == (0, 0)
    assert rows["D001"]["Remark"] is None


def test_credits_of_several_sessions_are_summed_a_person(goes, told_now, venue_clock):
    goes("D001", "H1-IN", "9:00")
    goes("D001", "H1-OUT", "11:30")
    goes("D001", "H1-IN", "14:00")
    venue_clock.set(LATE)

    rows = told_now(credits_table)

    assert [(row["Session"], row["Credits earned"], row["Credits in sum"]) for row in rows] == [
        ("A1", 2, 3),
        ("B1", 1, 3),
    ]
    assert rows[1]["Remark"] == "未扫描出场，计至清场"
    [person] = told_now(credit_sums)
    assert (person["Sessions"], person["Credits in sum"], person["Inside (min)"]) == (2, 3, 330)


def test_a_session_without_credits_is_in_no_list_of_them(goes, told_now):
    goes("D001", "DIN-IN", "12:00")

    assert told_now(credits_table) == []
