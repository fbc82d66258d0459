"""Stations: made, seen, revoked."""

import pytest


@pytest.fixture
def technician(event, control):
    return event.operator("technician", at=control)


def test_a_new_station_works_at_once_by_its_token(event, control, technician):
    made = event.post("/stations", {"role": "door", "checkpoint": "H1-IN"}, control,
                      operator=technician)  # fmt: skip

    assert made.status_code == 200
    assert made.json["station"] == "door-1"
    assert made.json["url"].startswith("https://192.0.2.10:8443/pair/")
    assert made.json["qr_svg"].startswith("<?xml")
    assert event.scan("D001", "H1-IN", made.json["token"]).json["verdict"] == "admitted"


def test_stations_of_a_role_are_numbered(event):
    assert [event.station("desk").station for _ in range(3)] == ["desk-1", "desk-2", "desk-3"]


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"role": "toaster"}, "role", "unknown_role"),
        ({"role": "desk", "zone": "NOPE"}, "zone", "unknown_zone"),
        ({"role": "door", "checkpoint": "NOPE"}, "checkpoint", "unknown_checkpoint"),
        ({}, "role", "malformed"),
        ({"role": 7}, "role", "malformed"),
        ({"role": "desk", "colour": "red"}, "colour", "malformed"),
    ],
)
def test_a_station_that_can_t_be_is_refused_by_field(event, control, technician, body, field, code):
    answer = event.post("/stations", body, control, operator=technician)

    assert answer.status_code == 422
    assert (answer.json["field"], answer.json["code"]) == (field, code)
    assert event.count("stations") == 1


def test_a_revoked_token_is_refused_from_then_on(event, control, technician):
    desk = event.station("desk")
    assert event.get("/me", desk.token).status_code == 200

    assert (
        event.delete(f"/stations/{desk.station}", control, operator=technician).status_code == 204
    )

    answer = event.get("/me", desk.token)
    assert (answer.status_code, answer.json["code"]) == (401, "not_paired")
    listed = {row["id"]: row for row in event.get("/stations", control).json["stations"]}
    assert listed[desk.station]["revoked_at"] == "2026-12-05T00:30:00.000Z"


def test_revoking_twice_keeps_the_first_time(event, control, technician, venue_clock):
    desk = event.station("desk")
    event.delete(f"/stations/{desk.station}", control, operator=technician)
    venue_clock.forward(minutes=5)

    assert (
        event.delete(f"/stations/{desk.station}", control, operator=technician).status_code == 204
    )

    listed = {row["id"]: row for row in event.get("/stations", control).json["stations"]}
    assert listed[desk.station]["revoked_at"] == "2026-12-05T00:30:00.000Z"


def test_an_unknown_station_can_t_be_revoked(event, control, technician):
    answer = event.delete("/stations/desk-99", control, operator=technician)

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_station")


def test_the_control_page_sees_who_was_there_in_the_last_minute(event, control, venue_clock):
    desk = event.station("desk", name="北门")
    event.get("/me", desk.token)

    def listed():
        return {row["id"]: row for row in event.get("/stations", control).json["stations"]}

    assert listed()[desk.station]["is_connected"] is True
    assert listed()[desk.station]["name"] == "北门"
    venue_clock.forward(seconds=61)
    assert listed()[desk.station]["is_connected"] is False
    assert listed()[desk.station]["last_seen_at"] == "2026-12-05T00:30:00.000Z"


def test_no_secret_of_a_station_is_kept_or_listed(event, control):
    desk = event.station("desk")

    kept = str(event.rows("SELECT * FROM stations"))
    listed = event.get("/stations", control).text

    assert desk.token not in kept
    assert desk.link not in kept
    assert desk.token not in listed
    assert "hash" not in listed


def test_me_tells_a_page_all_it_needs_to_start(event):
    answer = event.get("/me", event.token("door", checkpoint="H1-IN")).json

    assert set(answer) == {
        "station", "operator", "event", "categories", "zones", "halls", "checkpoint", "checkpoints",
        "items", "sessions", "server_time",
    }  # fmt: skip
    assert answer["checkpoint"] == {
        "code": "H1-IN",
        "name": "主会场入口",
        "name_en": "Main hall entrance",
        "hall": "H1",
        "direction": "in",
    }
    assert answer["checkpoints"] == []
    assert answer["operator"] is None
    assert answer["server_time"] == "2026-12-05T00:30:00.000Z"


def test_a_door_without_a_checkpoint_is_told_of_all(event):
    answer = event.get("/me", event.token("door")).json

    assert answer["checkpoint"] is None
    assert [row["code"] for row in answer["checkpoints"]] == ["H1-IN", "H1-OUT", "DIN-IN", "LNG"]
