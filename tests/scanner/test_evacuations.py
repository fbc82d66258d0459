"""An evacuation: who was inside is listed and marked off, from any station."""

import pytest

from onsite.app import HEARS
from onsite.errors import OnsiteError
from onsite.events import Changed
from onsite.scanner import evacuations
from tests.served_event import new_id


@pytest.fixture
def begin(event, control):
    """Start one as a supervisor at control: the answer."""
    operator = event.operator("supervisor", at=control)

    def begun(evacuation_id=None, reason="Smoke in the kitchen"):
        body = {"evacuation_id": evacuation_id or new_id(), "reason": reason}
        return event.post("/evacuations", body, control, operator=operator)

    return begun


@pytest.fixture
def end(event, control):
    operator = event.operator("organiser", at=control)

    def ended(evacuation_id, end_id=None):
        body = {"evacuation_end_id": end_id or new_id(), "evacuation_id": evacuation_id}
        return event.post("/evacuation-ends", body, control, operator=operator)

    return ended


def mark(event, token, evacuation_id, reg_no, *, is_out=True, mark_id=None, changed=None):
    body = {
        "evacuation_mark_id": mark_id or new_id(),
        "evacuation_id": evacuation_id,
        "reg_no": reg_no,
        "is_out": is_out,
    }
    return event.post("/evacuation-marks", body | (changed or {}), token)


def running(event, token, **options):
    return event.get("/evacuation", token, **options).json["evacuation"]


def listed(found):
    return {each["reg_no"]: each["hall"] for each in found["people"]}


def let_in(event, door, reg_no, checkpoint="H1-IN"):
    """Let someone in at a door that was alone, whatever the event says."""
    answer = event.scan(reg_no, checkpoint, door, decided={"verdict": "admitted"})
    assert answer.json["verdict"] != "admitted"


def stranger(event, door, code, checkpoint, **more):
    body = {"scan_id": new_id(), "credential": code, "checkpoint": checkpoint, **more}
    assert event.post("/scans", body, door).status_code == 200


def test_everyone_inside_when_it_begins_is_listed_by_hall(event, door, begin):
    event.scan("D001", "H1-IN", door)
    event.scan("D002", "LNG", door, direction="in")

    answer = begin().json
    found = running(event, door)

    assert (answer["people"], answer["unnamed"]) == (2, 0)
    assert listed(found) == {"D001": "H1", "D002": "LNG"}
    assert found["counts"] == {"people": 2, "out": 0, "inside": 2, "unnamed": 0}
    assert [(hall["hall"], hall["inside"]) for hall in found["halls"]] == [("H1", 1), ("LNG", 1)]
    assert found["people"][0] == {
        "reg_no": "D001",
        "name": "王明",
        "organisation": "中南第一医院",
        "hall": "H1",
        "since": "2026-12-05T00:30:00.000Z",
        "is_out": False,
        "marked_by": None,
        "at": None,
    }
    assert (found["reason"], found["started_by"]) == ("Smoke in the kitchen", "supervisor operator")


def test_who_left_or_was_refused_is_not_listed(event, door, begin):
    event.scan("D001", "H1-IN", door)
    event.scan("D001", "H1-OUT", door)
    event.scan("D005", "H1-IN", door)  # owes

    begin()

    assert running(event, door)["people"] == []


def test_who_was_inside_on_another_day_is_not_listed(event, door, begin, venue_clock):
    event.scan("D001", "H1-IN", door)  # forgot to go out
    event.scan("D009", "DIN-IN", door)  # a hall that empties by itself
    venue_clock.forward(days=1)
    event.scan("D002", "DIN-IN", door)

    answer = begin().json

    assert listed(running(event, door)) == {"D002": "DIN"}
    assert answer["unnamed"] == 0


def test_who_came_in_after_it_began_is_not_on_its_list(event, door, begin):
    begin()

    event.scan("D001", "H1-IN", door)

    assert running(event, door)["people"] == []


def test_a_person_stands_in_the_hall_she_entered_last(event, door, begin, venue_clock):
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=5)
    event.scan("D001", "DIN-IN", door)

    begin()

    assert listed(running(event, door)) == {"D001": "DIN"}


def test_people_without_a_name_are_counted_by_hall(event, door, begin, change):
    change("H1-IN", flush=True)
    event.scan("D001", "H1-IN", door)
    for code in ("HTTPS://EXAMPLE.INVALID/1", "HTTPS://EXAMPLE.INVALID/2"):
        body = {"scan_id": new_id(), "credential": code, "checkpoint": "H1-IN"}
        event.post("/scans", body, door)

    answer = begin().json
    found = running(event, door)

    assert (answer["people"], answer["unnamed"]) == (1, 2)
    assert [(hall["hall"], hall["people"], hall["unnamed"]) for hall in found["halls"]] == [
        ("H1", 1, 2)
    ]


def test_whom_a_door_alone_let_in_is_listed_though_no_count_knows_her(event, door, begin):
    let_in(event, door, "D005")

    answer = begin().json
    found = running(event, door)

    assert event.headcount()["halls"]["H1"]["inside"] == 0
    assert (answer["people"], answer["unnamed"]) == (1, 0)
    assert listed(found) == {"D005": "H1"}
    assert found["people"][0]["since"] == "2026-12-05T00:30:00.000Z"


def test_whom_a_door_alone_let_in_and_who_went_out_is_not_listed(event, door, begin):
    let_in(event, door, "D005")
    event.scan("D005", "H1-OUT", door)

    assert begin().json["people"] == 0


def test_who_was_let_in_again_by_a_door_alone_after_she_left_is_listed(
    event, door, begin, change, venue_clock
):
    change("H1-IN", re_entry=False)
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=1)
    event.scan("D001", "H1-OUT", door)
    venue_clock.forward(minutes=1)
    let_in(event, door, "D001")

    begin()

    assert listed(running(event, door)) == {"D001": "H1"}


def test_whom_doors_alone_let_in_stands_once_in_the_hall_of_the_last(
    event, door, begin, venue_clock
):
    let_in(event, door, "D005")
    let_in(event, door, "D006", "DIN-IN")
    venue_clock.forward(minutes=1)
    let_in(event, door, "D005", "DIN-IN")
    let_in(event, door, "D005", "DIN-IN")

    begin()

    assert listed(running(event, door)) == {"D005": "DIN", "D006": "DIN"}


def test_whom_a_door_alone_let_in_yesterday_is_not_listed(event, door, begin, venue_clock):
    let_in(event, door, "D005")
    let_in(event, door, "D005", "DIN-IN")
    venue_clock.forward(days=1)

    assert begin().json["people"] == 0


def test_an_unknown_code_that_a_door_alone_let_in_is_one_without_a_name(
    event, door, begin, venue_clock
):
    for code, checkpoint in (("A", "H1-IN"), ("B", "H1-IN"), ("A", "DIN-IN"), ("C", "H1-IN")):
        venue_clock.forward(minutes=1)
        stranger(event, door, code, checkpoint, decided={"verdict": "admitted"})
    stranger(event, door, "C", "H1-OUT")

    answer = begin().json

    assert (answer["people"], answer["unnamed"]) == (0, 2)
    halls = running(event, door)["halls"]
    assert {hall["hall"]: hall["unnamed"] for hall in halls} == {"H1": 1, "DIN": 1}


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


def test_names_are_for_who_may_see_persons(event, door, control, begin):
    event.scan("D001", "H1-IN", door)
    evacuation_id = begin().json["evacuation_id"]
    technician = event.operator("technician", at=control)
    desk_person = event.operator("desk", at=control)

    for token, operator, seen in (
        (door, None, 1),
        (event.token("desk"), None, 1),
        (control, None, 0),
        (control, technician, 0),
        (control, desk_person, 1),
        (event.token("host"), None, 0),
    ):
        found = running(event, token, operator=operator)

        assert len(found["people"]) == seen
        assert found["counts"]["people"] == 1
    refused = mark(event, control, evacuation_id, "D001")
    assert (refused.status_code, refused.json["code"]) == (403, "names_hidden")
    assert event.get("/evacuation", event.token("board")).status_code == 403


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
