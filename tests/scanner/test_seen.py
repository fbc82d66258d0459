"""What a door is told of everyone's moves, before it goes on alone."""

from datetime import UTC, datetime, timedelta

import pytest

from onsite.scanner.queries import door as door_of
from onsite.scanner.seen import seen


@pytest.fixture
def told(event, venue_clock):
    """Tell what a checkpoint's door would be told now, by registration number."""

    def rows(checkpoint="H1-IN"):
        names = dict(event.rows("SELECT id, reg_no FROM delegates"))
        with event.database.read() as session:
            found = seen(session, door_of(session, checkpoint), at=venue_clock())
        return {names[row.delegate_id]: row for row in found}

    return rows


def test_nobody_was_seen_at_first(told):
    assert told() == {}


def test_a_door_is_told_who_is_inside_since_when_and_how_often(event, door, told, venue_clock):
    first = venue_clock()
    event.scan("D001", "H1-IN", door)
    event.scan("D008", "H1-IN", door)
    event.scan("D005", "H1-IN", door)  # unpaid
    event.scan("D007", "DIN-IN", door)
    venue_clock.forward(minutes=10)
    event.scan("D008", "H1-OUT", door)
    venue_clock.forward(minutes=10)
    event.scan("D008", "H1-IN", door)
    event.scan("D008", "H1-OUT", door)

    rows = told()

    assert set(rows) == {"D001", "D008"}
    one, other = rows["D001"], rows["D008"]
    assert (one.is_inside, one.first_at, one.admitted_at, one.admitted_today) == (
        True, first, first, 1,
    )  # fmt: skip
    assert (other.is_inside, other.first_at, other.admitted_today) == (
        False,
        first + timedelta(minutes=20),
        2,
    )


def test_a_session_s_admissions_are_those_since_the_last_one_ended(event, door, told, venue_clock):
    for time in [(3, 0), (3, 29), (3, 31)]:  # the plenary ends at 11:30
        venue_clock.set(datetime(2026, 12, 5, *time, tzinfo=UTC))
        event.scan("D001", "H1-IN", door)
        event.scan("D001", "H1-OUT", door)

    assert (told()["D001"].admitted_today, told()["D001"].admitted_this_session) == (3, 1)


def test_yesterday_s_admissions_limit_nobody_but_are_not_forgotten(event, door, told, venue_clock):
    begun = venue_clock()
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(days=1)
    lately = told()["D001"]
    venue_clock.forward(days=3)

    assert (lately.admitted_at, lately.admitted_today, lately.admitted_this_session) == (
        begun,
        0,
        0,
    )
    assert (told()["D001"].admitted_at, told()["D001"].is_inside) == (begun, True)


def test_codes_nobody_issued_are_not_told(event, door, told):
    control = event.token("control")
    operator = event.operator("supervisor", at=control)
    event.put("/checkpoints/H1-IN/policy", {"flush": True}, control, operator=operator)
    body = {
        "scan_id": "6b1c6a52-7e5d-4b0e-8a70-0f6f3b4b8f10",
        "credential": "NOBODY",
        "checkpoint": "H1-IN",
    }

    event.post("/scans", body, door)

    assert told() == {}
