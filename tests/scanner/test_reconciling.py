"""What a person decides about conflicts: once each, with a name and a time, and counted as she says."""

import pytest

from onsite.events import Changed
from tests.served_event import new_id

OFFLINE_AT = "2026-12-05T00:20:00Z"


@pytest.fixture
def supervisor(event, control):
    return event.operator("supervisor", at=control)


@pytest.fixture
def offline(event, door):
    """Let a door decide without the server: the scan's id."""

    def decided(reg_no, verdict, checkpoint="DIN-IN"):
        scan_id = new_id()
        told = {"verdict": verdict, "at": OFFLINE_AT, "roster_at": "2026-12-05T00:00:00Z"}
        answer = event.scan(reg_no, checkpoint, door, scan_id=scan_id, decided=told)
        assert answer.status_code == 200
        return scan_id

    return decided


@pytest.fixture
def listed(event, control):
    def conflicts(query="", **more):
        return event.get(f"/conflicts{query}", control, **more).json

    return conflicts


@pytest.fixture
def resolve(event, control, supervisor):
    def resolved(conflict, decision="stands", note="", **more):
        body = {
            "conflict_resolution_id": new_id(),
            "conflict_id": conflict["id"],
            "decision": decision,
            "note": note,
            **more,
        }
        return event.post("/conflict-resolutions", body, control, operator=supervisor)

    return resolved


def inside(event, hall="DIN"):
    return event.headcount()["halls"][hall]["inside"]


def test_a_resolution_is_kept_with_who_and_when_and_closes_the_conflict(offline, listed, resolve):
    offline("D005", "admitted")
    (conflict,) = listed()["conflicts"]

    answer = resolve(conflict, note=" looked at the badge ")

    assert answer.status_code == 200, answer.text
    (after,) = listed()["conflicts"]
    assert after["resolved"] is True
    assert after["decisions"] == []
    assert after["resolution"] == {
        "decision": "stands",
        "note": "looked at the badge",
        "operator": "supervisor operator",
        "at": "2026-12-05T00:30:00.000Z",
    }
    assert answer.json["operator"] == "supervisor operator"


def test_whoever_comes_second_is_told_who_resolved_it_and_when(offline, listed, resolve):
    offline("D005", "admitted")
    (conflict,) = listed()["conflicts"]
    resolve(conflict)

    again = resolve(conflict)

    assert (again.status_code, again.json["code"]) == (409, "resolved_already")
    assert "supervisor operator" in again.json["detail"]
    assert "2026-12-05T00:30:00" in again.json["detail"]


def test_the_same_resolution_sent_twice_gets_the_same_answer(event, offline, listed, resolve):
    offline("D005", "admitted")
    (conflict,) = listed()["conflicts"]
    same = new_id()

    first = resolve(conflict, conflict_resolution_id=same)
    again = resolve(conflict, conflict_resolution_id=same)

    assert again.json == first.json
    assert event.count("conflict_resolutions") == 1
    other = resolve(conflict, note="other", conflict_resolution_id=same)
    assert (other.status_code, other.json["code"]) == (409, "id_reused")


def test_a_conflict_that_is_not_there_is_a_404_on_its_field(resolve):
    answer = resolve({"id": new_id()})

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_conflict")
    assert answer.json["field"] == "conflict_id"


def test_many_are_resolved_in_one_request_and_a_bad_one_stops_no_other(
    event, offline, listed, control, supervisor
):
    offline("D005", "admitted")
    offline("D001", "unpaid")
    found = listed()["conflicts"]
    asked = [
        {"conflict_resolution_id": new_id(), "conflict_id": row["id"], "decision": "stands"}
        for row in [*found, {"id": new_id()}]
    ]

    answer = event.post(
        "/conflict-resolutions", {"conflict_resolutions": asked}, control, operator=supervisor
    )

    told = answer.json["conflict_resolutions"]
    assert [row.get("code") for row in told] == [None, None, "unknown_conflict"]
    assert told[2]["conflict_resolution_id"] == asked[2]["conflict_resolution_id"]
    assert [row["resolved"] for row in listed()["conflicts"]] == [True, True]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"conflict_resolutions": 3}, 422, "conflict_resolutions"),
        ({"conflict_resolutions": [], "note": "x"}, 422, "conflict_resolutions"),
        ({"conflict_resolutions": [{}] * 501}, 413, "conflict_resolutions"),
        ({"conflict_id": "x", "decision": "stands"}, 422, "conflict_id"),
        ({"conflict_id": new_id(), "decision": "maybe"}, 422, "decision"),
    ],
)
def test_a_malformed_resolution_names_its_field(event, control, supervisor, body, status, field):
    if "conflict_id" in body:
        body = {"conflict_resolution_id": new_id(), **body}

    answer = event.post("/conflict-resolutions", body, control, operator=supervisor)

    assert (answer.status_code, answer.json["field"]) == (status, field)


def test_the_list_is_asked_for_by_state_kind_and_number(offline, listed, resolve):
    for reg_no in ("D005", "D006"):
        offline(reg_no, "admitted")
    offline("D001", "unpaid")
    resolve(listed("?kind=turned_away")["conflicts"][0])

    assert [row["delegate"] for row in listed("?state=resolved")["conflicts"]] == ["D001"]
    assert {row["delegate"] for row in listed("?state=open")["conflicts"]} == {"D005", "D006"}
    assert listed("?kind=flushed")["conflicts"] == []
    one = listed("?state=open&limit=1")
    assert (len(one["conflicts"]), one["total"]) == (1, 2)
    assert one["open"] == {"admitted_twice": 0, "let_in": 2, "turned_away": 0, "flushed": 0}
    assert one["resolved"]["turned_away"] == 1


@pytest.mark.parametrize("query", ["state=both", "kind=any", "limit=0"])
def test_what_is_no_filter_is_refused_by_name(event, control, query):
    answer = event.get(f"/conflicts?{query}", control)

    assert (answer.status_code, answer.json["field"]) == (422, query.split("=")[0])


def test_names_are_for_who_may_see_persons(event, control, supervisor, offline, listed):
    offline("D005", "admitted")
    technician = event.operator("technician", at=control)

    assert listed()["conflicts"][0]["name"] is None
    assert listed(operator=technician)["conflicts"][0]["name"] is None
    assert listed(operator=supervisor)["conflicts"][0]["name"] == "李未缴"


def test_a_door_that_could_not_know_a_person_is_told_apart(offline, listed):
    offline("D001", "unknown_credential")

    (conflict,) = listed()["conflicts"]
    assert conflict["could_not_know"] is True
    assert conflict["roster_at"] == "2026-12-05T00:00:00Z"


def test_control_is_told_when_conflicts_come_and_go(event, offline, listed, resolve):
    offline("D005", "admitted")
    assert event.heard.count(Changed("conflicts")) == 1

    resolve(listed()["conflicts"][0])

    assert event.heard.count(Changed("conflicts")) == 2


def test_who_was_let_in_without_the_server_is_counted_in_by_a_supervisor_s_word(
    event, offline, listed, resolve
):
    offline("D005", "admitted")
    (conflict,) = listed()["conflicts"]
    assert (conflict["decisions"], inside(event)) == (["stands", "count_in"], 0)

    assert resolve(conflict, "count_in", "she is in there").status_code == 200

    assert inside(event) == 1


@pytest.mark.parametrize("reg_no", ["D001", "D002"])
def test_who_was_turned_away_is_counted_out(event, offline, listed, resolve, reg_no):
    offline(reg_no, "unknown_credential")
    assert inside(event) == 1

    assert resolve(listed()["conflicts"][0], "count_out", "she went home").status_code == 200

    assert inside(event) == 0


def test_who_was_admitted_twice_is_counted_out_once(event, offline, listed, resolve):
    event.scan("D001", "DIN-IN", event.token("door"), scanned_at="2026-12-05T00:10:00Z")
    offline("D001", "admitted")

    assert resolve(listed()["conflicts"][0], "count_out", "nobody is there").status_code == 200

    assert inside(event) == 0


def test_whom_a_door_that_only_counted_let_in_is_counted_out(
    event, door, control, supervisor, listed, resolve
):
    event.put("/checkpoints/DIN-IN/policy", {"flush": True}, control, operator=supervisor)
    event.scan("D005", "DIN-IN", door)
    event.post("/scans", {"scan_id": new_id(), "credential": "X", "checkpoint": "DIN-IN"}, door)
    assert inside(event) == 2

    for conflict in listed()["conflicts"]:
        assert resolve(conflict, "count_out", "sent away again").status_code == 200

    assert inside(event) == 0


def test_to_count_otherwise_needs_a_note_and_a_fitting_conflict(event, offline, listed, resolve):
    offline("D005", "admitted")
    (conflict,) = listed()["conflicts"]

    silent = resolve(conflict, "count_in", "  ")
    unfit = resolve(conflict, "count_out", "why not")

    assert (silent.json["code"], silent.json["field"]) == ("reason_needed", "note")
    assert (unfit.json["code"], unfit.json["field"]) == ("not_for_this_kind", "decision")
    assert [row["resolved"] for row in listed()["conflicts"]] == [False]
    assert event.count("conflict_resolutions") == 0


def test_a_code_nobody_knows_can_t_be_counted_in(event, door, listed):
    body = {"scan_id": new_id(), "credential": "X", "checkpoint": "DIN-IN"}
    event.post("/scans", body | {"decided": {"verdict": "admitted"}}, door)

    assert listed()["conflicts"][0]["decisions"] == ["stands"]


def test_what_was_taken_back_at_the_door_meanwhile_is_refused_and_stays_open(
    event, control, supervisor, offline, listed, resolve
):
    scan_id = offline("D001", "unpaid")
    undo = {"scan_undo_id": new_id(), "scan_id": scan_id, "reason": "wrong badge"}
    event.post("/scan-undos", undo, control, operator=supervisor)

    answer = resolve(listed()["conflicts"][0], "count_out", "she went home")

    assert (answer.status_code, answer.json["code"]) == (409, "undone_already")
    assert listed()["conflicts"][0]["resolved"] is False
