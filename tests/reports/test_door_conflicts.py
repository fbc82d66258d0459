"""The doors' conflicts as a table: both sides, and how each was resolved."""

from onsite.reports.conflicts import door_conflicts
from tests.conftest import MORNING
from tests.served_event import new_id


def offline(event, door, reg_no, verdict, **more):
    told = {"verdict": verdict, "at": "2026-12-05T00:20:00Z"}
    event.scan(reg_no, "DIN-IN", door, decided=told, **more)


def test_both_sides_stand_beside_each_other(event, door, told):
    offline(event, door, "D005", "admitted")

    [row] = told(door_conflicts)

    assert (row["Kind"], row["State"], row["Decision"]) == ("本应拒绝却放行", "待处理", None)
    assert (row["Reg. no."], row["Name"]) == ("D005", "李未缴")
    assert (row["The door said"], row["The event says"]) == ("请进", "注册费未缴")
    assert (row["Hall"], row["Checkpoint"]) == ("宴会厅", "宴会厅入口")
    assert row["At the event"] == MORNING


def test_what_a_person_decided_stands_there_with_her_name_and_note(event, door, told):
    offline(event, door, "D005", "admitted")
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    [conflict] = event.get("/conflicts", control).json["conflicts"]
    body = {
        "conflict_resolution_id": new_id(),
        "conflict_id": conflict["id"],
        "decision": "stands",
        "note": "=已请出",
    }
    event.post("/conflict-resolutions", body, control, operator=supervisor)

    [row] = told(door_conflicts)

    assert (row["State"], row["Decision"], row["Decided by"]) == (
        "已处理", "维持统计", "supervisor operator",
    )  # fmt: skip
    assert (row["Decided at"], row["Note"]) == (MORNING, "=已请出")


def test_an_event_whose_doors_agreed_has_none(told):
    assert told(door_conflicts) == []
