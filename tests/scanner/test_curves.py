"""How a hall filled and emptied today: a point every five minutes."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.served_event import new_id

DAY_BEGINS = datetime(2026, 12, 4, 20, 0, tzinfo=UTC)  # 04:00 at the venue


@pytest.fixture
def points(event, control):
    """Tell a hall's curve: people inside by instant."""

    def told(hall="H1"):
        answer = event.get(f"/halls/{hall}/curve", control)
        assert answer.status_code == 200, answer.text
        return {
            datetime.fromisoformat(point["at"]): point["inside"] for point in answer.json["points"]
        }

    return told


def at(hour, minute=0):
    """Tell the instant of a time on the venue's clocks."""
    return datetime(2026, 12, 5, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def test_an_empty_day_has_its_points_since_it_began(points, venue_clock):
    found = points()

    assert set(found.values()) == {0}
    assert list(found) == [DAY_BEGINS + n * timedelta(minutes=5) for n in range(55)]
    assert list(found)[-1] == venue_clock() == at(8, 30)


def test_it_rises_with_admissions_and_falls_with_exits(event, door, points, venue_clock):
    for reg_no in ("D001", "D002", "D003"):
        event.scan(reg_no, "H1-IN", door)
        venue_clock.forward(minutes=5)
    event.scan("D001", "H1-OUT", door)
    event.scan("D005", "H1-IN", door)  # refused
    event.scan("D008", "H1-IN", door, scanned_at=at(8, 20).isoformat())
    venue_clock.forward(minutes=2)

    found = points()

    steps = [at(8, 15), at(8, 20), at(8, 30), at(8, 35), at(8, 40), at(8, 45), at(8, 47)]
    assert [found[step] for step in steps] == [0, 1, 2, 3, 4, 3, 3]
    assert list(found)[-1] == at(8, 47)


def test_the_peak_is_told_to_the_scan(event, door, control, venue_clock):
    assert event.get("/halls/H1/curve", control).json["peak"] is None
    venue_clock.forward(minutes=1)
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(seconds=10)
    event.scan("D002", "H1-IN", door)
    most_at = venue_clock()
    venue_clock.forward(seconds=50)
    event.scan("D001", "H1-OUT", door)
    venue_clock.forward(minutes=20)

    peak = event.get("/halls/H1/curve", control).json["peak"]

    assert (datetime.fromisoformat(peak["at"]), peak["inside"]) == (most_at, 2)


def test_it_shows_what_was_counted_by_hand_and_leaves_out_what_was_taken_back(
    event, door, control, points, venue_clock
):
    operator = event.operator("supervisor", at=control)
    scan = event.scan("D001", "H1-IN", door)
    event.scan("D002", "H1-IN", door)
    body = {"scan_undo_id": new_id(), "scan_id": scan.json["scan_id"], "reason": "误扫"}
    event.post("/scan-undos", body, control, operator=operator)
    venue_clock.forward(minutes=6)
    body = {"hall_correction_id": new_id(), "hall": "H1", "inside": 30, "reason": "清点"}
    event.post("/hall-corrections", body, control, operator=operator)
    venue_clock.forward(minutes=6)
    event.scan("D003", "H1-IN", door)

    found = points()

    assert [found[step] for step in (at(8, 30), at(8, 35), at(8, 40), at(8, 42))] == [1, 1, 30, 31]
    assert event.headcount()["halls"]["H1"]["inside"] == 31


def test_it_falls_to_none_where_a_session_s_end_empties_the_hall(
    event, door, points, change, venue_clock
):
    change("H1-IN", exit_at_session_end=True)
    event.scan("D001", "H1-IN", door)
    venue_clock.set(at(12))

    found = points()

    assert [found[step] for step in (at(8, 30), at(11, 25), at(11, 30), at(12))] == [1, 1, 0, 0]


def test_who_is_in_since_yesterday_is_in_from_the_day_s_beginning(event, door, points, venue_clock):
    event.scan("D001", "H1-IN", door)
    event.scan("D001", "DIN-IN", door)
    venue_clock.forward(days=1)

    assert set(points().values()) == {1}
    assert set(points("DIN").values()) == {0}


def test_a_board_is_told_and_an_unknown_hall_is_named(event, control):
    answer = event.get("/halls/H1/curve", event.token("board")).json
    unknown = event.get("/halls/H9/curve", control)

    assert (answer["hall"], answer["capacity"]) == ("H1", 6)
    assert (unknown.status_code, unknown.json["code"]) == (404, "unknown_hall")
    assert "H1, DIN, LNG" in unknown.json["detail"]
