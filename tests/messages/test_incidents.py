"""The log of incidents and complaints: every step a row, and who may read whose name."""

from datetime import datetime

import pytest

from onsite.messages import queries
from tests.messages.staff import note, take
from tests.served_event import new_id


@pytest.fixture
def supervisor(event, control):
    return event.operator("supervisor", at=control, name="主管乙二")


def listed(event, control, operator=None, query=""):
    return event.get(f"/incidents{query}", control, operator=operator).json


def test_an_incident_goes_from_noted_to_checked_and_each_step_says_who(
    event, control, supervisor, venue_clock
):
    door = event.station("door", name="一号门")
    answer = note(event, door.token, place="一号厅", gravity="serious")
    incident_id = answer.json["incident_id"]
    assert answer.json["number"] == 1

    for step, more in (
        ("sorted", {"sort": "technology", "gravity": "grave"}),
        ("assigned", {"given_to": "会场电工"}),
        ("solved", {"note": "换了灯泡"}),
        ("checked", {}),
    ):
        venue_clock.forward(minutes=1)
        taken = take(event, control, supervisor, incident_id, step, **more)
        assert taken.status_code == 200, taken.json

    (row,) = listed(event, control)["incidents"]
    assert (row["state"], row["sort"], row["gravity"]) == ("checked", "technology", "grave")
    assert (row["given_to"], row["station_name"], row["place"]) == ("会场电工", "一号门", "一号厅")
    assert [(one["step"], one["operator"]) for one in row["steps"]] == [
        (step, "主管乙二") for step in ("sorted", "assigned", "solved", "checked")
    ]
    assert len({one["at"] for one in row["steps"]}) == 4
    assert event.count("incident_steps") == 4


def test_what_is_open_again_wants_to_be_solved_again(event, control, supervisor):
    incident_id = note(event, event.token("desk")).json["incident_id"]
    take(event, control, supervisor, incident_id, "solved", note="好了")
    assert listed(event, control)["open_count"] == 0

    taken = take(event, control, supervisor, incident_id, "reopened", note="又坏了")

    assert taken.json["state"] == "open"
    assert listed(event, control)["open_count"] == 1
    assert take(event, control, supervisor, incident_id, "checked").json["code"] == (
        "incident_moved_on"
    )
    assert (
        take(event, control, supervisor, incident_id, "solved", note="换新").json["state"]
        == "solved"
    )


@pytest.mark.parametrize(
    ("step", "more", "status", "code", "field"),
    [
        ("checked", {}, 409, "incident_moved_on", "step"),
        ("reopened", {"note": "a"}, 409, "incident_moved_on", "step"),
        ("solved", {"note": " "}, 422, "detail_missing", "note"),
        ("assigned", {}, 422, "detail_missing", "given_to"),
        ("sorted", {}, 422, "detail_missing", "sort"),
        ("forgotten", {}, 422, "malformed", "step"),
    ],
)
def test_a_step_that_does_not_follow_or_says_too_little_is_refused(
    event, control, supervisor, step, more, status, code, field
):
    incident_id = note(event, event.token("desk")).json["incident_id"]

    answer = take(event, control, supervisor, incident_id, step, **more)

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (status, code, field)
    assert event.count("incident_steps") == 0


def test_what_is_noted_says_something_and_about_somebody_who_is_there(event):
    desk = event.token("desk")

    assert note(event, desk, words=" \n ").json["code"] == "words_needed"
    assert note(event, desk, reg_no="D999").json["code"] == "unknown_registration"
    assert note(event, desk, kind="gossip").json["field"] == "kind"
    assert note(event, desk, words="x" * 2001).json["field"] == "words"
    assert event.count("incidents") == 0


def test_the_same_incident_twice_is_one_and_so_is_a_step(event, control, supervisor):
    desk = event.token("desk")
    more = {"incident_id": new_id()}
    first = note(event, desk, **more)
    step = {"incident_step_id": new_id(), "note": "好了"}

    solved = take(event, control, supervisor, more["incident_id"], "solved", **step)

    assert note(event, desk, **more).data == first.data
    assert note(event, desk, words="别的", **more).json["code"] == "id_reused"
    assert (
        take(event, control, supervisor, more["incident_id"], "solved", **step).data == solved.data
    )
    assert event.count("incidents") == event.count("incident_steps") == 1
    assert take(event, control, supervisor, new_id(), "checked").json["code"] == "unknown_incident"


def test_a_person_is_named_to_those_only_who_may_see_persons(event, control, supervisor):
    note(event, event.token("desk"), kind="complaint", words="王明排队太久", reg_no="D001")

    (seen,) = listed(event, control, supervisor)["incidents"]
    (hidden,) = listed(event, control)["incidents"]
    technician = event.operator("technician", at=control)
    (also_hidden,) = listed(event, control, technician)["incidents"]

    assert (seen["reg_no"], seen["name"], seen["words"]) == ("D001", "王明", "王明排队太久")
    for one in (hidden, also_hidden):
        assert (one["reg_no"], one["name"], one["words"]) == (None, None, None)
        assert one["has_person"]


def test_open_ones_stand_first_and_the_graver_before_the_older(event, control, supervisor):
    desk = event.token("desk")
    ids = [
        note(event, desk, words=words, gravity=gravity, kind=kind).json["incident_id"]
        for words, gravity, kind in (
            ("一", "grave", "incident"),
            ("二", "minor", "complaint"),
            ("三", "grave", "complaint"),
        )
    ]
    take(event, control, supervisor, ids[0], "solved", note="好了")

    def words(query=""):
        return [one["words"] for one in listed(event, control, query=query)["incidents"]]

    assert words() == ["三", "二", "一"]
    assert words("?state=open") == ["三", "二"]
    assert words("?kind=incident") == ["一"]
    assert words("?gravity=grave&state=open") == ["三"]
    assert listed(event, control, query="?state=lost")["field"] == "state"


def test_the_report_is_told_all_of_it(event, control, supervisor, venue_clock):
    desk = event.station("desk", name="一号台")
    incident_id = note(event, desk.token, kind="complaint", reg_no="D001").json["incident_id"]
    note(event, desk.token)
    for step, more in (
        ("assigned", {"given_to": "主管乙"}),
        ("solved", {"note": "道歉"}),
        ("reopened", {"note": "仍不满意"}),
        ("solved", {"note": "换了座位"}),
    ):
        venue_clock.forward(minutes=1)
        take(event, control, supervisor, incident_id, step, **more)

    with event.database.read() as session:
        told, other = queries.incidents_told(session)
        assert queries.open_incident_count(session) == 1

    assert (told["number"], told["kind"], told["reg_no"], told["name"]) == (
        1,
        "complaint",
        "D001",
        "王明",
    )
    assert (told["by"], told["given_to"], told["solution"]) == ("一号台", "主管乙", "换了座位")
    assert (told["solved_by"], told["checked_at"], told["reopened_count"]) == ("主管乙二", None, 1)
    assert isinstance(told["solved_at"], datetime)
    assert (other["state"], other["solution"], other["solved_at"]) == ("open", "", None)
