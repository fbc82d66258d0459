"""Checking in: outcomes, reasons, notes, and the same id twice."""

import gevent
import pytest

from onsite.badges.service import PrintersChanged
from onsite.registration.service import DelegateCheckedIn
from tests.served_event import new_id


@pytest.fixture
def desk(event):
    return event.token("desk", zone="PRE")


@pytest.fixture
def supervisor(event, desk):
    return event.operator("supervisor", at=desk)


def by_number(event, token, reg_no, **more):
    return event.post("/check-ins", {"check_in_id": new_id(), "reg_no": reg_no, **more}, token)


def told(answer):
    assert answer.status_code == 200, answer.text
    return answer.json["outcome"], answer.json["reason"]


def test_the_first_arrival_is_checked_in(event, desk, venue_clock):
    check_in_id = new_id()

    answer = event.check_in("D001", desk, check_in_id=check_in_id)

    assert answer.json == {
        "check_in_id": check_in_id,
        "outcome": "checked_in",
        "reason": None,
        "first_at": "2026-12-05T00:30:00.000Z",
        "zone": "PRE",
        "print_job": None,
        "notes": [],
    }
    assert DelegateCheckedIn("D001", venue_clock()) in event.heard


def test_a_desk_checks_in_by_number_too(event, desk):
    assert told(by_number(event, desk, "D001")) == ("checked_in", None)
    assert told(by_number(event, desk, " D008 ")) == ("checked_in", None)


def test_the_second_arrival_is_told_when_and_where_the_first_was(event, desk, venue_clock):
    event.check_in("D001", desk)
    venue_clock.forward(minutes=20)

    answer = event.check_in("D001", event.token("desk", zone="VIP"))

    assert told(answer) == ("already_checked_in", None)
    assert answer.json["first_at"] == "2026-12-05T00:30:00.000Z"
    assert answer.json["zone"] == "PRE"
    assert event.headcount()["checked_in"] == 1


def test_two_stations_at_once_check_one_person_in_once(event):
    tokens = [event.token("desk") for _ in range(6)]
    body = {"credential": event.credential("D001"), "print": True}

    def ask(token):
        return event.app.test_client().post(
            "/api/v1/check-ins",
            json={"check_in_id": new_id(), **body},
            headers={"Authorization": f"Bearer {token}"},
        )

    asked = [gevent.spawn(ask, token) for token in tokens]
    outcomes = [found.get(timeout=10).json["outcome"] for found in asked]

    assert sorted(outcomes) == ["already_checked_in"] * 5 + ["checked_in"]
    assert event.headcount()["checked_in"] == 1
    assert event.count("print_jobs") == 1


def test_the_same_id_gets_the_same_answer_and_counts_once(event, desk, venue_clock):
    check_in_id = new_id()
    first = event.check_in("D001", desk, check_in_id=check_in_id, prints=True)
    venue_clock.forward(minutes=1)

    again = event.check_in("D001", event.token("desk"), check_in_id=check_in_id, prints=True)

    assert again.json == first.json
    assert event.count("check_ins") == 1
    assert event.count("print_jobs") == 1
    assert event.headcount()["checked_in"] == 1


@pytest.mark.parametrize("other", [{"print": True}, {"credential": "X"}])
def test_an_id_reused_with_another_body_is_a_conflict(event, desk, other):
    body = {"check_in_id": new_id(), "credential": event.credential("D001"), "print": False}
    event.post("/check-ins", body, desk)

    answer = event.post("/check-ins", body | other, desk)

    assert (answer.status_code, answer.json["code"]) == (409, "id_reused")
    assert event.count("check_ins") == 1


@pytest.mark.parametrize(
    ("reg_no", "reason"), [("D006", "cancelled"), ("D005", "unpaid"), ("NOBODY", "unknown_credential")]
)  # fmt: skip
def test_a_refusal_has_a_verdict_s_word_and_is_a_row(event, desk, reg_no, reason):
    answer = by_number(event, desk, reg_no, print=True)

    assert told(answer) == ("refused", reason)
    assert (answer.json["print_job"], answer.json["first_at"]) == (None, None)
    assert event.rows("SELECT outcome, reason FROM check_ins") == [("refused", reason)]
    assert event.count("print_jobs") == 0
    assert event.headcount()["checked_in"] == 0


def test_an_unknown_code_is_refused_as_unknown(event, desk):
    answer = event.post("/check-ins", {"check_in_id": new_id(), "credential": "NOBODY"}, desk)

    assert told(answer) == ("refused", "unknown_credential")


def test_who_owes_is_told_how_much(event, desk):
    answer = event.check_in("D005", desk)

    assert told(answer) == ("refused", "unpaid")
    assert answer.json["notes"] == ["应缴 ¥1,800"]


def test_another_zone_than_the_category_s_is_done_with_a_note(event, desk):
    answer = event.check_in("D002", desk)  # a VIP, whose zone is VIP

    assert told(answer) == ("checked_in", None)
    assert answer.json["zone"] == "PRE"
    assert answer.json["notes"] == ["该类别在贵宾区（二层）报到。"]


def make_strict(event, zone):
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE zones SET is_strict = 1 WHERE code = ?", (zone,)
        )
    )


def test_a_strict_zone_serves_another_zone_s_people_only_under_a_supervisor(
    event, desk, supervisor
):
    make_strict(event, "PRE")

    refused = event.check_in("D002", desk)
    body = {"check_in_id": new_id(), "reg_no": "D002"}
    let_in = event.post("/check-ins", body, desk, operator=supervisor)

    assert (refused.status_code, refused.json["code"]) == (403, "other_zone")
    assert "send the delegate to VIP (二层)" in refused.json["detail"]
    assert told(let_in) == ("checked_in", None)
    assert told(event.check_in("D001", desk)) == ("checked_in", None)
    # Here already is told, whatever zone asks.
    assert told(event.check_in("D002", desk)) == ("already_checked_in", None)


@pytest.mark.parametrize(("hours", "noted"), [(-1, True), (0, False), (7, False), (8, True)])
def test_outside_the_zone_s_hours_it_is_done_with_a_note(event, desk, venue_clock, hours, noted):
    venue_clock.forward(minutes=-30)  # 08:00 on the second day; PRE opened on the first
    venue_clock.forward(days=-1 if hours < 0 else 1, hours=hours)

    answer = event.check_in("D001", desk)

    assert told(answer) == ("checked_in", None)
    assert answer.json["notes"] == (["不在该注册区的开放时间内。"] if noted else [])


def test_notes_are_in_the_language_that_was_asked_for(event, desk):
    body = {"check_in_id": new_id(), "credential": event.credential("D002")}

    answer = event.post("/check-ins", body, desk, language="en-GB,en;q=0.9")

    assert answer.json["notes"] == ["This category is served in VIP (二层)."]


def test_a_station_without_a_zone_serves_the_category_s(event):
    answer = event.check_in("D002", event.token("desk"))

    assert (answer.json["zone"], answer.json["notes"]) == ("VIP", [])


def test_without_a_printer_the_badge_waits_and_a_note_says_so(event, desk):
    answer = event.check_in("D001", desk, prints=True)

    job = event.get(f"/print-jobs/{answer.json['print_job']}", desk).json
    assert (job["state"], job["prints"], job["reg_no"]) == ("queued", "badge", "D001")
    assert answer.json["notes"] == ["没有可用的打印机，胸卡已排队等候。"]
    assert PrintersChanged() in event.heard


def test_print_on_who_is_here_already_prints_nothing(event, desk):
    event.check_in("D001", desk)

    answer = event.check_in("D001", desk, prints=True)

    assert answer.json["print_job"] is None
    assert event.count("print_jobs") == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"check_in_id": "x", "credential": "X"}, "check_in_id"),
        ({"credential": "X"}, "check_in_id"),
        ({"check_in_id": new_id()}, "credential"),
        ({"check_in_id": new_id(), "credential": "X", "reg_no": "D001"}, "credential"),
        ({"check_in_id": new_id(), "credential": ""}, "credential"),
        ({"check_in_id": new_id(), "credential": "  \t"}, "credential"),
        ({"check_in_id": new_id(), "reg_no": ""}, "reg_no"),
        ({"check_in_id": new_id(), "reg_no": 7}, "reg_no"),
        ({"check_in_id": new_id(), "credential": "X", "print": "yes"}, "print"),
        ({"check_in_id": new_id(), "credential": "X", "colour": 1}, "colour"),
    ],
    ids=range(10),
)
def test_a_malformed_check_in_is_refused_by_field(event, desk, body, field):
    answer = event.post("/check-ins", body, desk)

    assert answer.status_code == 422
    assert answer.json["field"] == field
    assert event.count("check_ins") == 0


def undo(event, desk, supervisor, reg_no, *, undo_id=None, reason="误操作"):
    body = {"undo_id": undo_id or new_id(), "reg_no": reg_no, "reason": reason}
    return event.post("/check-in-undos", body, desk, operator=supervisor)


def test_an_undo_takes_the_check_in_and_its_counts_back(event, desk, supervisor):
    event.check_in("D002", desk)
    assert event.headcount()["vip_rate"] == 0.5
    undo_id = new_id()

    answer = undo(event, desk, supervisor, "D002", undo_id=undo_id)

    assert answer.json == {"undo_id": undo_id, "reg_no": "D002"}
    headcount = event.headcount()
    assert (headcount["checked_in"], headcount["vip_rate"]) == (0, 0.0)
    assert sum(minute["n"] for minute in headcount["per_minute"]) == 0
    assert event.count("check_ins") == 1  # nothing is deleted
    assert event.rows("SELECT operator, reason FROM check_in_undos") == [
        ("supervisor operator", "误操作")
    ]
    assert undo(event, desk, supervisor, "D002", undo_id=undo_id).json == answer.json


def test_who_was_undone_can_be_checked_in_again_and_one_badge_is_enough(event, desk, supervisor):
    first = event.check_in("D001", desk, prints=True)
    undo(event, desk, supervisor, "D001")

    again = event.check_in("D001", desk, prints=True)

    assert told(again) == ("checked_in", None)
    assert again.json["print_job"] == first.json["print_job"]
    assert event.count("print_jobs") == 1
    assert event.headcount()["checked_in"] == 1
    assert undo(event, desk, supervisor, "D001").status_code == 200


def test_who_is_not_here_can_t_be_undone(event, desk, supervisor):
    answer = undo(event, desk, supervisor, "D001")

    assert (answer.status_code, answer.json["code"]) == (409, "not_checked_in")
    assert answer.json["field"] == "reg_no"


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_undo_needs_a_reason(event, desk, supervisor, reason):
    event.check_in("D001", desk)

    answer = undo(event, desk, supervisor, "D001", reason=reason)

    assert (answer.status_code, answer.json["field"]) == (422, "reason")
    assert event.headcount()["checked_in"] == 1


def test_an_undo_of_nobody_is_refused(event, desk, supervisor):
    answer = undo(event, desk, supervisor, "D999")

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_registration")


def test_an_undo_id_reused_for_another_is_a_conflict(event, desk, supervisor):
    event.check_in("D001", desk)
    event.check_in("D008", desk)
    undo_id = new_id()
    undo(event, desk, supervisor, "D001", undo_id=undo_id)

    assert undo(event, desk, supervisor, "D008", undo_id=undo_id).status_code == 409
    assert event.headcount()["checked_in"] == 1
