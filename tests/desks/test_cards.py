"""What a desk sees of a person: everything that matters, from every room."""

import pytest

from tests.served_event import new_id


def card(event, token, reg_no="D002"):
    answer = event.get(f"/delegates/{reg_no}", token)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_guest_s_card_names_host_lounge_and_where_her_session_is(event, desk):
    guest = card(event, desk)["guest"]

    assert (guest["host"], guest["host_phone"], guest["lounge"]) == ("接待甲", "13800000090", "LNG")
    assert guest["gift"] == "GIFT"
    assert guest["sessions"] == [
        {
            "code": "A1",
            "name": "大会报告",
            "name_en": "Plenary",
            "hall": "H1",
            "starts_at": "2026-12-05T01:00:00.000Z",
        }
    ]


def test_the_latest_word_on_a_speaker_s_slides_is_on_the_card(event, desk, venue_clock):
    for state in ("received", "tested"):
        body = {"slide_check_id": new_id(), "reg_no": "D003", "session": "A1", "state": state}
        assert event.post("/slide-checks", body, desk).status_code == 200
        venue_clock.forward(minutes=1)

    assert card(event, desk, "D003")["slides"] == {"A1": "tested"}
    assert card(event, desk, "D002")["slides"] == {}


def test_the_right_zone_is_named_with_its_place_where_the_station_is_of_another(event, desk):
    assert card(event, desk)["right_zone"] == {
        "code": "VIP",
        "name": "贵宾区",
        "name_en": "VIP",
        "place": "二层",
    }
    assert card(event, desk, "D001")["right_zone"] is None
    assert card(event, event.token("desk"))["right_zone"] is None
    assert card(event, event.token("desk", zone="VIP"))["right_zone"] is None


def test_the_account_and_the_checklist_are_on_the_card(event, desk):
    found = card(event, desk, "D005")

    assert found["account"]["owes_fen"] == 180000
    assert [item["code"] for item in found["checklist"]] == ["BAG", "LUNCH"]


def test_who_may_be_the_same_person_is_listed(event, desk, walk_in):
    same_phone = walk_in("MEM", name="王明明", phone="138 0000 0001", organisation="别的医院")
    walk_in("MEM", name="王明", phone="13900000001", organisation="别的医院")

    assert [hit["reg_no"] for hit in card(event, desk, "D001")["duplicates"]] == [same_phone]
    assert card(event, desk, "D009")["duplicates"] == []


def test_a_merged_duplicate_is_listed_no_more(event, desk, supervisor, walk_in):
    twin = walk_in("MEM", name="王明", phone="13800000001", organisation="中南第一医院")
    assert card(event, desk, "D001")["duplicates"][0]["reg_no"] == twin
    body = {"merge_id": new_id(), "keep": "D001", "gone": twin, "reason": "同一人"}
    event.post("/merges", body, desk, operator=supervisor)

    assert card(event, desk, "D001")["duplicates"] == []


def test_a_lookup_shows_the_same_card(event, desk):
    body = {"credential": event.credential("D002")}

    assert event.post("/lookups", body, desk).json["delegate"] == card(event, desk)


def test_a_room_is_shown_of_guests_only(event, desk):
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE delegates SET hotel = '江景', room = '1801', table_no = '3'"
        )
    )

    assert card(event, desk)["place"] == {"table_no": "3", "hotel": "江景", "hotel_room": "1801"}
    assert card(event, desk, "D001")["place"] == {"table_no": "3", "hotel": "", "hotel_room": ""}


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_check_in_with_bag_and_vouchers_says_what_to_give(event, desk, language):
    body = {"check_in_id": new_id(), "reg_no": "D001", "hand_out": True}

    answer = event.post("/check-ins", body, desk, language=language).json

    assert answer["handed_out"] == ["BAG", "LUNCH"]
    again = event.post("/check-ins", body | {"check_in_id": new_id()}, desk).json
    assert (again["outcome"], again["handed_out"]) == ("already_checked_in", [])


def test_nothing_is_handed_out_to_who_is_refused_or_when_it_was_not_asked(event, desk):
    body = {"check_in_id": new_id(), "reg_no": "D005", "hand_out": True}

    assert event.post("/check-ins", body, desk).json["handed_out"] == []
    assert "handed_out" not in event.check_in("D001", desk).json
    assert event.count("hand_outs") == 0
