"""An evacuation: begun by who may, one at a time, told at once, and ended."""

import pytest

from onsite.app import HEARS
from onsite.errors import OnsiteError
from onsite.events import Changed
from onsite.scanner import evacuations
from tests.scanner.evacuating import mark, running
from tests.served_event import new_id


def test_the_same_ids_get_the_same_answers_and_count_once(event, door, begin, end):
    event.scan("D001", "H1-IN", door)
    evacuation_id, mark_id, end_id = new_id(), new_id(), new_id()

    starts = [begin(evacuation_id).data for _ in range(2)]
    marks = [mark(event, door, evacuation_id, "D001", mark_id=mark_id).data for _ in range(2)]
    ends = [end(evacuation_id, end_id).data for _ in range(2)]
    late = mark(event, door, evacuation_id, "D001", mark_id=mark_id).data

    assert starts[0] == starts[1]
    assert marks[0] == marks[1] == late
    assert ends[0] == ends[1]
    for table in ("evacuations", "evacuation_people", "evacuation_marks", "evacuation_ends"):
        assert event.count(table) == 1, table
    assert begin(evacuation_id, reason="Another").json["code"] == "id_reused"


def test_one_runs_at_a_time_and_the_second_is_told_which(event, begin):
    first = begin().json["evacuation_id"]

    answer = begin(reason="Alarm on the second floor")

    assert (answer.status_code, answer.json["code"]) == (409, "evacuation_running")
    assert first in answer.json["detail"]
    assert "Smoke in the kitchen" in answer.json["detail"]
    assert event.count("evacuations") == 1


def test_of_two_starts_at_once_the_database_lets_one_through(event, begin):
    """Both saw that none runs; the second to write finds the one place taken."""
    evacuation_id = begin().json["evacuation_id"]

    with pytest.raises(OnsiteError, match="runs already"):
        event.database.write(lambda session: evacuations.take_place(session, evacuation_id))
    assert event.count("running_evacuation") == 1


def test_when_it_is_over_nobody_is_marked_and_another_may_begin(event, door, begin, end):
    event.scan("D001", "H1-IN", door)
    evacuation_id = begin().json["evacuation_id"]
    mark(event, door, evacuation_id, "D001")

    end(evacuation_id)

    assert running(event, door) is None
    for answer in (mark(event, door, evacuation_id, "D001", is_out=False), end(evacuation_id)):
        assert (answer.status_code, answer.json["code"]) == (409, "evacuation_over")
    assert begin().status_code == 200


def test_the_history_tells_counts_and_nobody_s_name(event, door, control, begin, end, venue_clock):
    event.scan("D001", "H1-IN", door)
    first = begin().json["evacuation_id"]
    mark(event, door, first, "D001")
    venue_clock.forward(minutes=9)
    end(first)
    venue_clock.forward(minutes=1)
    second = begin(reason="Drill").json["evacuation_id"]

    told = event.get("/evacuations", control).json["evacuations"]

    assert [each["evacuation_id"] for each in told] == [second, first]
    assert told[1]["counts"] == {"people": 1, "out": 1, "inside": 0, "unnamed": 0}
    assert (told[0]["ended_at"], told[1]["ended_at"]) == (None, "2026-12-05T00:39:00.000Z")
    assert "王明" not in str(told)


def test_every_page_that_helps_is_told_at_once_and_no_board(event, door, begin, end):
    event.scan("D001", "H1-IN", door)
    event.heard.clear()

    evacuation_id = begin().json["evacuation_id"]
    mark(event, door, evacuation_id, "D001")
    end(evacuation_id)

    told = [each for each in event.heard if each == Changed("evacuation", evacuation_id)]
    assert len(told) == 3
    assert HEARS["evacuation"] == {"door", "camera-agent", "desk", "finance", "control", "host"}


@pytest.mark.parametrize("role", ["supervisor", "organiser", "door"])
@pytest.mark.parametrize("station", ["control", "desk", "door"])
def test_who_may_starts_it_from_where_she_stands(event, role, station):
    token = event.token(station)
    operator = event.operator(role, at=token)

    answer = event.post(
        "/evacuations", {"evacuation_id": new_id(), "reason": "Smoke"}, token, operator=operator
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("role", [None, "desk", "finance", "technician"])
def test_nobody_else_starts_or_ends_one(event, control, begin, role):
    evacuation_id = begin().json["evacuation_id"]
    operator = role and event.operator(role, at=control)

    for path, body in (
        ("/evacuations", {"evacuation_id": new_id(), "reason": "Smoke"}),
        ("/evacuation-ends", {"evacuation_end_id": new_id(), "evacuation_id": evacuation_id}),
    ):
        answer = event.post(path, body, control, operator=operator)

        assert (answer.status_code, answer.json["code"]) == (403, "right_missing"), path
    assert running(event, control) is not None


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"evacuation_id": new_id(), "reason": "  "}, "reason_needed", "reason"),
        ({"evacuation_id": new_id()}, "malformed", "reason"),
        ({"evacuation_id": new_id(), "reason": "x" * 201}, "malformed", "reason"),
        ({"evacuation_id": new_id(), "reason": "a\nb"}, "malformed", "reason"),
        ({"evacuation_id": "one", "reason": "Smoke"}, "malformed", "evacuation_id"),
    ],
)
def test_a_start_that_is_none_is_refused_and_named(event, control, body, code, field):
    operator = event.operator("supervisor", at=control)

    answer = event.post("/evacuations", body, control, operator=operator)

    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert answer.json["field"] == field
    assert event.count("evacuations") == 0
