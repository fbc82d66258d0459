"""A scan taken back: it stays on record, and nothing that counts or limits goes by it any more."""

import pytest

from onsite.events import Changed
from onsite.scanner.queries import door as door_of
from onsite.scanner.seen import seen
from tests.served_event import new_id


@pytest.fixture
def own(event):
    """One station at one door."""
    return event.token("door", checkpoint="H1-IN")


def undo(event, scan, token, **more):
    body = {"scan_undo_id": new_id(), "scan_id": scan.json["scan_id"], "reason": "误扫", **more}
    operator = body.pop("operator", None)
    return event.post("/scan-undos", body, token, operator=operator)


def inside(event, hall="H1"):
    row = event.headcount()["halls"][hall]
    return row["inside"], row["admitted"]


def test_a_door_takes_its_last_admission_back(event, own):
    scan = event.scan("D001", "H1-IN", own)
    body = {"scan_undo_id": new_id(), "scan_id": scan.json["scan_id"], "reason": "误扫"}

    answer, again = (event.post("/scan-undos", body, own) for _ in range(2))

    assert answer.json == {
        "scan_undo_id": body["scan_undo_id"],
        "scan_id": body["scan_id"],
        "verdict": "admitted",
        "hall": "H1",
        "inside": 0,
    }
    assert answer.data == again.data
    assert inside(event) == (0, 0)
    assert event.count("presences") == 0
    assert event.count("scans") == 1
    assert event.get("/scans", own).json["scans"][0]["undone"] is True
    other = event.post("/scan-undos", body | {"reason": "别的"}, own)
    assert (other.status_code, other.json["code"]) == (409, "id_reused")


def test_who_was_taken_back_may_come_in_and_her_stay_begins_then(event, own, venue_clock):
    undo(event, event.scan("D001", "H1-IN", own), own)
    venue_clock.forward(minutes=5)

    again = event.scan("D001", "H1-IN", own)

    assert (again.json["verdict"], again.json["inside"]) == ("admitted", 1)
    assert again.json["first_at"] == "2026-12-05T00:35:00.000Z"
    assert inside(event) == (1, 1)


def test_an_exit_taken_back_puts_her_inside_since_she_came(event, door, own, venue_clock):
    first = event.scan("D001", "H1-IN", own).json["first_at"]
    venue_clock.forward(minutes=5)
    left = event.scan("D001", "H1-OUT", door)

    assert undo(event, left, door).json["inside"] == 1
    after = event.scan("D001", "H1-IN", own)

    assert (after.json["verdict"], after.json["first_at"]) == ("already_in", first)


def test_an_admission_taken_back_after_she_went_out_leaves_the_number(
    event, door, control, venue_clock
):
    supervisor = event.operator("supervisor", at=control)
    scan = event.scan("D001", "H1-IN", door)
    event.scan("D001", "H1-OUT", door)

    assert undo(event, scan, control, operator=supervisor).json["inside"] == 0

    assert inside(event) == (0, 0)
    with event.database.read() as session:
        assert seen(session, door_of(session, "H1-IN"), at=venue_clock()) == []
    assert event.scan("D001", "H1-IN", door).json["verdict"] == "admitted"
    assert inside(event) == (1, 1)


def test_limits_and_passing_back_forget_an_admission_taken_back(event, own, change):
    change("H1-IN", limit_per_day=1, limit_per_session=1, anti_passback_minutes=30, re_entry=False)
    undo(event, event.scan("D001", "H1-IN", own), own)

    assert event.scan("D001", "H1-IN", own).json["verdict"] == "admitted"


def test_a_code_nobody_issued_is_taken_back_too(event, own, change):
    change("H1-IN", flush=True)
    body = {"scan_id": new_id(), "credential": "NOBODY", "checkpoint": "H1-IN"}
    event.post("/scans", body, own)
    again = event.post("/scans", body | {"scan_id": new_id()}, own)

    assert undo(event, again, own).json["inside"] == 1
    assert inside(event) == (1, 1)


def test_doors_hear_that_they_must_ask_who_is_inside_anew(event, own):
    scan = event.scan("D001", "H1-IN", own)
    event.heard.clear()

    undo(event, scan, own)

    assert Changed("roster") in event.heard


def test_a_scan_is_taken_back_once(event, own):
    scan = event.scan("D001", "H1-IN", own)
    undo(event, scan, own)

    again = undo(event, scan, own)

    assert (again.status_code, again.json["code"]) == (409, "undone_already")
    assert event.count("scan_undos") == 1


def test_what_moved_nobody_is_not_taken_back(event, own):
    refused = event.scan("D005", "H1-IN", own)  # owes

    answer = undo(event, refused, own)

    assert (answer.status_code, answer.json["code"]) == (422, "nothing_to_undo")


def test_a_door_alone_takes_back_only_what_it_did_last_and_lately(event, own, venue_clock):
    first = event.scan("D001", "H1-IN", own)
    venue_clock.forward(minutes=1)
    second = event.scan("D002", "H1-IN", own)
    event.scan("D005", "H1-IN", own)  # a refusal since is no hindrance
    west = event.token("door", checkpoint="H1-IN")

    told = [undo(event, first, own), undo(event, second, west)]
    venue_clock.forward(minutes=10, seconds=1)
    told.append(undo(event, second, own))

    assert [(each.status_code, each.json["code"]) for each in told] == [
        (403, "not_the_last"), (403, "not_this_station"), (403, "too_old"),
    ]  # fmt: skip
    assert inside(event) == (2, 2)


def test_a_supervisor_takes_back_any_scan_at_a_door_or_at_control(event, own, control, venue_clock):
    first = event.scan("D001", "H1-IN", own)
    second = event.scan("D002", "H1-IN", own)
    venue_clock.forward(hours=2)
    west = event.token("door")

    assert undo(event, first, west, operator=event.operator("supervisor", at=west)).json == {
        **undo_told(event, first, "H1", 1)
    }
    answer = undo(event, second, control, operator=event.operator("supervisor", at=control))
    assert answer.json["inside"] == 0


def undo_told(event, scan, hall, count):
    ((undo_id,),) = event.rows("SELECT id FROM scan_undos")
    return {
        "scan_undo_id": undo_id,
        "scan_id": scan.json["scan_id"],
        "verdict": "admitted",
        "hall": hall,
        "inside": count,
    }


def test_a_door_steward_s_name_is_not_enough_for_an_old_scan(event, own, venue_clock):
    scan = event.scan("D001", "H1-IN", own)
    venue_clock.forward(minutes=20)

    answer = undo(event, scan, own, operator=event.operator("door", at=own))

    assert answer.json["code"] == "too_old"


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"scan_id": new_id()}, 404, "unknown_scan"),
        ({"scan_id": "not an id"}, 422, "malformed"),
        ({"reason": ""}, 422, "reason_needed"),
        ({"extra": 1}, 422, "malformed"),
    ],
)
def test_an_undo_that_makes_no_sense_is_refused(event, own, more, status, code):
    answer = undo(event, event.scan("D001", "H1-IN", own), own, **more)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert inside(event) == (1, 1)


def test_one_person_s_trail_tells_what_was_taken_back(event, own):
    desk = event.token("desk")
    undo(event, event.scan("D001", "H1-IN", own), own)

    told = event.get("/trail?reg_no=D001", desk, language="en").json["trail"]

    assert {row["what"] for row in told if row["kind"] == "scan_undos"} == {
        "Main hall entrance: “let in” taken back: 误扫"
    }
