"""Guests and their hosts: who arrived, who is missing, whose slides are in, and who may see it."""

import json
from datetime import UTC, datetime

import pytest

from tests.served_event import new_id


@pytest.fixture
def host(event):
    """The host of D002, at her own phone."""
    return event.station("host", name="接待甲").token


def guests(event, token, query="", **options):
    answer = event.get(f"/guests{query}", token, **options)
    assert answer.status_code == 200, answer.json
    return {row["reg_no"]: row for row in answer.json["guests"]}


def receive(event, token, reg_no="D002", state="coming"):
    return event.post(
        "/receptions", {"reception_id": new_id(), "reg_no": reg_no, "state": state}, token
    )


def slides(event, token, *, reg_no="D002", session="A1", state="received"):
    body = {"slide_check_id": new_id(), "reg_no": reg_no, "session": session, "state": state}
    return event.post("/slide-checks", body, token)


def test_a_host_sees_her_own_guests_and_no_others(event, host):
    found = guests(event, host)

    assert set(found) == {"D002"}
    guest = found["D002"]
    assert guest["name"] == "单晓𠮷"
    assert guest["lounge"] == "LNG"
    assert [one["code"] for one in guest["sessions"]] == ["A1"]
    assert guest["minutes_to_session"] == 30
    assert guest["is_missing"] is True  # half an hour before her session
    assert guest["checked_in_at"] is None
    assert guest["reception"] is None
    assert guest["gift"] == "GIFT"
    assert guest["gift_given"] is False
    assert guest["fee_fen"] == 300000
    assert guest["fee_paid"] is False
    assert guest["host_phone"] == "13800000090"


def test_a_desk_sees_all_guests_and_control_only_with_someone_who_may(event):
    control = event.token("control")
    technician = event.operator("technician", at=control)
    supervisor = event.operator("supervisor", at=control)

    assert set(guests(event, event.token("desk"))) == {"D002", "D003"}
    assert event.get("/guests", control).json["code"] == "names_hidden"
    assert event.get("/guests", control, operator=technician).status_code == 403
    shown = guests(event, control, operator=supervisor)
    assert shown["D002"]["host_phone"] is None


def test_who_is_missing_is_told_n_minutes_before_her_session(event, venue_clock):
    desk = event.token("desk")
    venue_clock.set(datetime(2026, 12, 5, 0, 29, tzinfo=UTC))

    assert guests(event, desk, "?missing=1") == {}

    venue_clock.forward(minutes=1)
    assert set(guests(event, desk, "?missing=1")) == {"D002", "D003"}
    event.check_in("D002", desk)
    assert set(guests(event, desk, "?missing=1")) == {"D003"}
    assert list(guests(event, desk)) == ["D003", "D002"]  # who is missing comes first


def test_the_organiser_chooses_how_long_before(event, venue_clock):
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    venue_clock.set(datetime(2026, 12, 5, 0, 10, tzinfo=UTC))

    event.put("/reception-settings", {"speaker_minutes": 60}, control, operator=supervisor)

    assert set(guests(event, event.token("desk"), "?missing=1")) == {"D002", "D003"}


def test_an_arrival_is_an_alert_for_the_guest_s_own_host_once(event, host):
    desk = event.token("desk", zone="VIP")
    other = event.station("host", name="接待乙").token
    event.check_in("D002", desk)
    event.check_in("D001", desk)  # no guest

    event.joined.watch.look()
    event.joined.watch.look()

    arrived = [row for row in event.get("/alerts", host).json["alerts"] if "vip" in row["key"]]
    assert len(arrived) == 1
    assert arrived[0]["key"] == "vip_arrived:D002"
    assert arrived[0]["name"] == "单晓𠮷"
    assert arrived[0]["lounge"] == "LNG"
    assert arrived[0]["acknowledged_at"] is None
    others = event.get("/alerts", other).json["alerts"]
    assert [row["reg_no"] for row in others] == ["D003"]  # missing before her session
    assert guests(event, host)["D002"]["checked_in_place"] == "二层"


def test_an_arrival_taken_back_and_made_again_is_not_told_twice(event):
    desk = event.token("desk")
    supervisor = event.operator("supervisor", at=desk)
    event.check_in("D002", desk)
    event.joined.watch.look()
    undo = {"undo_id": new_id(), "reg_no": "D002", "reason": "wrong person"}
    assert event.post("/check-in-undos", undo, desk, operator=supervisor).status_code == 200
    event.joined.watch.look()
    event.check_in("D002", desk)
    event.joined.watch.look()

    keys = [row[0] for row in event.rows("SELECT key FROM alerts WHERE kind = 'vip_arrived'")]

    assert keys == ["vip_arrived:D002"]


def test_a_missing_speaker_is_told_once_and_is_over_when_she_comes(event):
    desk = event.token("desk")
    event.joined.watch.look()
    event.joined.watch.look()

    rows = event.get("/alerts", desk).json
    assert rows["unseen_count"] == 2
    assert {row["key"] for row in rows["alerts"]} == {
        "speaker_missing:D002:A1",
        "speaker_missing:D003:A1",
    }
    assert not any(row["is_over"] for row in rows["alerts"])
    event.check_in("D002", desk)
    over = {row["reg_no"]: row["is_over"] for row in event.get("/alerts", desk).json["alerts"]}
    assert over == {"D002": True, "D003": False}


def test_an_alert_is_seen_by_the_first_who_says_so(event, host):
    event.joined.watch.look()
    path = "/alerts/speaker_missing:D002:A1/acknowledgements"
    body = {"alert_acknowledgement_id": new_id()}

    first = event.post(path, body, host)
    again = event.post(path, body, host)
    later = event.post(path, {"alert_acknowledgement_id": new_id()}, event.token("desk"))

    assert first.json["acknowledged_by"] == "接待甲"
    assert first.data == again.data
    assert later.json["acknowledged_by"] == "接待甲"
    other = "/alerts/speaker_missing:D003:A1/acknowledgements"
    assert event.post(other, {"alert_acknowledgement_id": new_id()}, host).status_code == 403
    assert event.post(other, body, event.token("desk")).json["code"] == "id_reused"
    none = "/alerts/nothing/acknowledgements"
    assert event.post(none, {"alert_acknowledgement_id": new_id()}, host).status_code == 404


def test_a_technician_at_control_is_told_no_names(event):
    event.joined.watch.look()
    control = event.token("control")
    technician = event.operator("technician", at=control)
    supervisor = event.operator("supervisor", at=control)

    for told in (
        event.get("/alerts", control),
        event.get("/alerts", control, operator=technician),
    ):
        assert told.status_code == 200
        assert "D002" not in told.text
        assert "单晓𠮷" not in told.text
    assert "单晓𠮷" in event.get("/alerts", control, operator=supervisor).text


def test_a_host_says_she_is_coming_and_then_with_her(event, host):
    assert receive(event, host).status_code == 200
    assert guests(event, host)["D002"]["reception"] == "coming"

    assert receive(event, host, state="received").json["state"] == "received"

    assert guests(event, host)["D002"]["reception"] == "received"
    assert event.count("receptions") == 2


def test_a_host_does_nothing_about_another_host_s_guest(event, host):
    assert receive(event, host, "D003").json["code"] == "not_your_guest"
    assert slides(event, host, reg_no="D003").status_code == 403
    assert receive(event, event.token("desk"), "D003").status_code == 200
    assert receive(event, host, "D001").json["code"] == "not_a_guest"
    assert receive(event, host, "D999").status_code == 404
    assert receive(event, host, state="gone").json["field"] == "state"
    assert event.count("receptions") == 1


def test_slides_are_ticked_for_a_session_she_speaks_in(event, host):
    desk = event.token("desk")

    assert slides(event, host).status_code == 200
    assert slides(event, desk, state="tested").status_code == 200

    assert guests(event, host)["D002"]["slides"] == {"A1": "tested"}
    wrong = slides(event, desk, session="B1")
    assert (wrong.status_code, wrong.json["field"]) == (422, "session")
    assert event.count("slide_checks") == 2


def test_place_cards_carry_name_and_table_in_the_order_given(event):
    desk = event.token("desk")
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE delegates SET table_no = '3' WHERE reg_no = 'D002'"
        )
    )
    body = {"place_card_id": new_id(), "reg_nos": ["D002", "D003", "D002"]}

    answer = event.post("/place-cards", body, desk).json
    again = event.post("/place-cards", body, desk).json

    assert answer == again
    assert len(answer["print_jobs"]) == 2
    papers = [
        event.rows("SELECT paper, prints FROM print_jobs WHERE id = :id", id=job)[0]
        for job in answer["print_jobs"]
    ]
    assert json.loads(papers[0][0])["seat"] == "3号桌 Table 3"
    assert [prints for _, prints in papers] == ["label", "label"]


def test_place_cards_of_an_unknown_person_print_nothing(event):
    body = {"place_card_id": new_id(), "reg_nos": ["D002", "D999"]}

    answer = event.post("/place-cards", body, event.token("desk"))

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_registration")
    assert event.count("print_jobs") == 0
