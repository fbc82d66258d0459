"""A kiosk's turn goes on at the delegate's phone: for twenty minutes, printing where the kiosk does."""

import re

import pytest

from tests.served_event import new_id


@pytest.fixture
def kiosk(event):
    return event.station("kiosk", zone="PRE", name="一号机")


def hand_over(event, token, **more):
    return event.post("/hand-overs", {"hand_over_id": new_id(), **more}, token)


def phone_of(event, told):
    """Open the link as a phone would: a client that holds the phone's cookie."""
    phone = event.app.test_client()
    path = re.sub(r"^https://[^/]+", "", told["url"])
    answer = phone.get(path)
    assert answer.status_code == 302, answer.text
    assert answer.headers["Location"].endswith(f"/s/{told['station']}/")
    return phone


def test_a_phone_goes_on_as_a_kiosk_of_the_same_zone(event, kiosk):
    told = hand_over(event, kiosk.token).json

    phone = phone_of(event, told)

    assert told["station"] == "kiosk-1-phone-1"
    assert told["ends_at"] == "2026-12-05T00:50:00.000Z"
    assert told["qr_svg"].startswith("<svg") or "<svg" in told["qr_svg"]
    me = phone.get("/api/v1/me").json["station"]
    assert (me["id"], me["role"], me["zone"]) == ("kiosk-1-phone-1", "kiosk", "PRE")


def test_its_badge_comes_out_at_the_kiosk_s_printer(event, kiosk):
    control = event.token("control")
    technician = event.operator("technician", at=control)
    printer = {
        "name": "K1",
        "url": "virtual:?width_mm=90&height_mm=130",
        "prints": ["badge"],
        "station": kiosk.station,
    }
    assert event.post("/printers", printer, control, operator=technician).status_code == 200
    phone = phone_of(event, hand_over(event, kiosk.token).json)
    body = {"check_in_id": new_id(), "credential": event.credential("D001"), "print": True}

    answer = phone.post("/api/v1/check-ins", json=body).json

    assert answer["outcome"] == "checked_in"
    assert answer["zone"] == "PRE"
    assert answer["notes"] == []  # there is a printer for it
    assert event.rows("SELECT station FROM print_jobs") == [(kiosk.station,)]
    assert event.rows("SELECT station FROM check_ins") == [("kiosk-1-phone-1",)]


def test_the_phone_ends_by_itself(event, kiosk, venue_clock):
    phone = phone_of(event, hand_over(event, kiosk.token).json)
    venue_clock.forward(minutes=19, seconds=59)
    assert phone.get("/api/v1/me").status_code == 200

    venue_clock.forward(seconds=2)

    assert phone.get("/api/v1/me").json["code"] == "not_paired"


def test_a_link_that_nobody_opened_ends_too_and_none_is_good_twice(event, kiosk, venue_clock):
    used, late = hand_over(event, kiosk.token).json, hand_over(event, kiosk.token).json
    phone_of(event, used)

    again = event.app.test_client().get(re.sub(r"^https://[^/]+", "", used["url"]))
    venue_clock.forward(minutes=21)
    ended = event.app.test_client().get(re.sub(r"^https://[^/]+", "", late["url"]))

    assert again.status_code == 410
    assert ended.status_code == 410


def test_the_same_hand_over_twice_is_one_phone_and_its_address_is_kept_nowhere(event, kiosk):
    body = {"hand_over_id": new_id()}

    first = event.post("/hand-overs", body, kiosk.token).json
    again = event.post("/hand-overs", body, kiosk.token).json

    assert first == again
    assert event.count("hand_overs") == 1
    secret = first["url"].rsplit("/", 1)[1]
    kept = event.rows("SELECT answer FROM hand_overs")[0][0]
    assert secret.encode() not in kept
    assert event.rows("SELECT count(*) FROM stations WHERE link_hash = :it", it=secret) == [(0,)]


def test_a_phone_hands_nothing_over(event, kiosk):
    phone = phone_of(event, hand_over(event, kiosk.token).json)

    answer = phone.post("/api/v1/hand-overs", json={"hand_over_id": new_id()})

    assert (answer.status_code, answer.json["code"]) == (409, "phone_already")
    assert answer.json["field"] == "hand_over_id"


def test_phones_take_no_kiosk_s_number_and_end_with_their_kiosk(event, kiosk):
    phone = phone_of(event, hand_over(event, kiosk.token).json)
    assert event.station("kiosk").station == "kiosk-2"
    control = event.token("control")
    technician = event.operator("technician", at=control)
    listed = event.get("/stations", control).json["stations"]
    assert {row["id"]: row["parent"] for row in listed}["kiosk-1-phone-1"] == "kiosk-1"

    event.delete("/stations/kiosk-1", control, operator=technician)

    assert phone.get("/api/v1/me").status_code == 401
    zone = event.get("/zones", event.token("desk")).json["zones"][0]
    assert zone["stations"] == []
