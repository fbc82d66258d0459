"""Sent to a supervisor: nobody checks her in until it is cleared by who may."""

import pytest

from onsite.events import Changed
from tests.served_event import new_id


@pytest.fixture
def supervisor(event, desk):
    return event.operator("supervisor", at=desk)


def escalate(event, desk, operator=None, reg_no="D001", **more):
    body = {"escalation_id": new_id(), "reg_no": reg_no, "reason": "证件不符", **more}
    return event.post("/escalations", body, desk, operator=operator)


def test_an_escalation_blocks_the_check_in_until_a_supervisor_clears_it(
    event, desk, supervisor, venue_clock
):
    assert escalate(event, desk).status_code == 200

    refused = event.check_in("D001", desk).json
    assert (refused["outcome"], refused["reason"]) == ("refused", "escalated")
    assert event.get("/delegates/D001", desk).json["escalated"] == "证件不符"
    (waiting,) = event.get("/escalations", desk).json["escalations"]
    assert (waiting["reg_no"], waiting["reason"], waiting["station"]) == (
        "D001", "证件不符", "desk-1",
    )  # fmt: skip

    venue_clock.forward(minutes=2)
    assert escalate(event, desk, supervisor, cleared=True).status_code == 200

    assert event.get("/escalations", desk).json["escalations"] == []
    assert event.check_in("D001", desk).json["outcome"] == "checked_in"


def test_who_may_not_override_can_t_clear(event, desk):
    escalate(event, desk)

    for operator in (None, event.operator("desk", at=desk), event.operator("finance", at=desk)):
        answer = escalate(event, desk, operator, cleared=True)
        assert (answer.status_code, answer.json["code"]) == (403, "right_missing")

    assert event.check_in("D001", desk).json["reason"] == "escalated"


def test_pages_are_told_that_escalations_changed(event, desk):
    answer = escalate(event, desk).json

    assert Changed("escalations", answer["escalation_id"]) in event.heard


def test_the_longest_wait_stands_first_with_its_latest_reason(event, desk, supervisor, venue_clock):
    escalate(event, desk, reg_no="D001", reason="一")
    venue_clock.forward(minutes=1)
    escalate(event, desk, reg_no="D002", reason="二")
    venue_clock.forward(minutes=1)
    escalate(event, desk, supervisor, reg_no="D001", cleared=True)
    venue_clock.forward(minutes=1)
    escalate(event, desk, reg_no="D001", reason="三")

    waiting = event.get("/escalations", desk).json["escalations"]

    assert [(row["reg_no"], row["reason"]) for row in waiting] == [("D002", "二"), ("D001", "三")]


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"reason": " "}, 422, "reason_needed"),
        ({"reg_no": "D999"}, 404, "unknown_registration"),
        ({"cleared": True}, 409, "not_escalated"),
    ],
)
def test_each_bad_escalation_is_refused(event, desk, supervisor, more, status, code):
    answer = escalate(event, desk, supervisor, **more)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert event.count("escalations") == 0


def test_a_second_escalation_of_one_person_is_told_and_the_same_id_is_one(event, desk):
    body = {"escalation_id": new_id(), "reg_no": "D001", "reason": "证件不符"}
    first = event.post("/escalations", body, desk)

    assert event.post("/escalations", body, desk).json == first.json
    assert escalate(event, desk).json["code"] == "already_escalated"


def test_control_names_nobody_to_a_technician(event, desk):
    escalate(event, desk)
    control = event.token("control")

    for operator in (None, event.operator("technician", at=control)):
        (waiting,) = event.get("/escalations", control, operator=operator).json["escalations"]
        assert (waiting["reg_no"], waiting["name"], waiting["organisation"]) == (None, None, "")
        assert (waiting["reason"], waiting["station"]) == ("", "desk-1")

    organiser = event.operator("organiser", at=control)
    (waiting,) = event.get("/escalations", control, operator=organiser).json["escalations"]
    assert (waiting["reg_no"], waiting["reason"]) == ("D001", "证件不符")
