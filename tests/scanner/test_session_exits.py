"""Halls that empty by themselves at the end of each session, when the event says so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from onsite.scanner.queries import door as door_of

PLENARY_ENDS = datetime(2026, 12, 5, 3, 30, tzinfo=UTC)  # 11:30 at the venue
FORUM_ENDS = datetime(2026, 12, 5, 9, 0, tzinfo=UTC)


def inside(event, hall="H1"):
    return event.headcount()["halls"][hall]["inside"]


def test_a_hall_with_an_exit_keeps_people_over_the_end_of_a_session(event, door, venue_clock):
    event.scan("D001", "H1-IN", door)

    venue_clock.set(PLENARY_ENDS)

    assert inside(event) == 1
    assert event.scan("D001", "H1-IN", door).json["verdict"] == "already_in"


@pytest.mark.parametrize("checkpoint", ["H1-IN", "H1-OUT"])
def test_any_door_of_it_may_say_that_a_session_s_end_empties_it(
    event, door, change, venue_clock, checkpoint
):
    assert change(checkpoint, exit_at_session_end=True).json["policy"]["exit_at_session_end"]
    event.scan("D001", "H1-IN", door)
    venue_clock.set(PLENARY_ENDS - timedelta(seconds=1))
    assert inside(event) == 1

    venue_clock.set(PLENARY_ENDS)

    assert inside(event) == 0
    assert event.scan("D001", "H1-OUT", door).json["verdict"] == "not_inside"
    again = event.scan("D001", "H1-IN", door).json
    assert (again["verdict"], again["inside"]) == ("admitted", 1)
    venue_clock.set(FORUM_ENDS)
    assert inside(event) == 0
    assert event.headcount()["halls"]["H1"]["admitted"] == 2


def test_a_hall_without_an_exit_may_empty_too(event, door, change, venue_clock):
    change("DIN-IN", exit_at_session_end=True)
    event.scan("D001", "DIN-IN", door)

    venue_clock.set(datetime(2026, 12, 5, 5, 30, tzinfo=UTC))

    assert inside(event, "DIN") == 0


def test_turning_it_on_and_off_counts_the_hall_anew(event, door, change, venue_clock):
    event.scan("D001", "H1-IN", door)
    venue_clock.set(PLENARY_ENDS + timedelta(hours=1))
    event.scan("D002", "H1-IN", door)
    assert inside(event) == 2

    change("H1-IN", exit_at_session_end=True)
    assert inside(event) == 1
    change("H1-IN", exit_at_session_end=False)
    assert inside(event) == 2


def test_a_door_without_the_server_is_given_the_ends(event, change):
    def stays():
        with event.database.read() as session:
            given = door_of(session, "H1-OUT").calendar(date(2026, 12, 5), last=date(2026, 12, 5))
        return given.stays

    assert stays() == ()
    change("H1-IN", exit_at_session_end=True)
    assert {PLENARY_ENDS, FORUM_ENDS} <= set(stays())


def test_one_hall_at_a_time_forgets_a_hall_that_emptied(event, door, change, venue_clock):
    change("H1-IN", exit_at_session_end=True)
    change("DIN-IN", one_hall=True)
    event.scan("D001", "H1-IN", door)
    assert event.scan("D001", "DIN-IN", door).json["verdict"] == "already_in"

    venue_clock.set(PLENARY_ENDS)

    assert event.scan("D001", "DIN-IN", door).json["verdict"] == "admitted"


def test_doors_open_as_long_before_a_session_as_was_said(event, door, change, venue_clock):
    venue_clock.set(datetime(2026, 12, 5, 0, 0, tzinfo=UTC))  # 08:00, an hour before the plenary
    change("H1-IN", session_windows=True)
    assert event.scan("D001", "H1-IN", door).json["verdict"] == "outside_hours"

    assert change("H1-IN", grace_minutes=60).json["policy"]["grace_minutes"] == 60

    assert event.scan("D001", "H1-IN", door).json["verdict"] == "admitted"


@pytest.mark.parametrize("minutes", [-1, 181, "30", None, 1.5])
def test_a_grace_that_is_none_is_refused(change, minutes):
    answer = change("H1-IN", grace_minutes=minutes)

    assert (answer.status_code, answer.json["field"]) == (422, "grace_minutes")
