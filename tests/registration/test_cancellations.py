"""Cancelling at a desk and taking up again: counts follow, money stays."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def supervisor(event, desk):
    return event.operator("supervisor", at=desk)


def cancel(event, desk, operator, reg_no="D001", **more):
    body = {
        "cancellation_id": new_id(), "reg_no": reg_no, "reason": "来电取消", "cancelled": True, **more,
    }  # fmt: skip
    return event.post("/cancellations", body, desk, operator=operator)


def test_a_cancelled_person_is_not_expected_and_refused_and_can_come_back(event, desk, supervisor):
    registered = event.headcount()["registered"]

    assert cancel(event, desk, supervisor).status_code == 200

    assert event.headcount()["registered"] == registered - 1
    assert event.check_in("D001", desk).json["reason"] == "cancelled"
    assert event.get("/delegates/D001", desk).json["status"] == "cancelled"
    assert cancel(event, desk, supervisor, cancelled=False).status_code == 200
    assert event.headcount()["registered"] == registered
    assert event.check_in("D001", desk).json["outcome"] == "checked_in"


def test_a_guest_who_cancels_leaves_the_guests_counts(event, desk, supervisor):
    cancel(event, desk, supervisor, "D002")

    assert event.rows("SELECT guests_registered FROM check_in_counts WHERE category = 'VIP'") == [
        (0,)
    ]


def test_who_is_here_is_cancelled_only_after_the_check_in_is_undone(event, desk, supervisor):
    event.check_in("D001", desk)

    refused = cancel(event, desk, supervisor)

    assert (refused.status_code, refused.json["code"]) == (409, "checked_in")
    undo = {"undo_id": new_id(), "reg_no": "D001", "reason": "误报到"}
    event.post("/check-in-undos", undo, desk, operator=supervisor)
    assert cancel(event, desk, supervisor).status_code == 200


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"reg_no": "D006"}, 409, "already_cancelled"),
        ({"cancelled": False}, 409, "not_cancelled"),
        ({"reason": " "}, 422, "reason_needed"),
        ({"reg_no": "D999"}, 404, "unknown_registration"),
    ],
)
def test_each_bad_cancellation_is_refused(event, desk, supervisor, more, status, code):
    before = event.headcount()["registered"]

    answer = cancel(event, desk, supervisor, **more)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert (event.count("cancellations"), event.headcount()["registered"]) == (0, before)


def test_the_same_id_cancels_once_and_a_desk_operator_may_not(event, desk, supervisor):
    body = {"cancellation_id": new_id(), "reg_no": "D001", "reason": "取消", "cancelled": True}
    first = event.post("/cancellations", body, desk, operator=supervisor)

    assert event.post("/cancellations", body, desk, operator=supervisor).json == first.json
    assert event.count("cancellations") == 1
    assert cancel(event, desk, event.operator("desk", at=desk)).json["code"] == "right_missing"
