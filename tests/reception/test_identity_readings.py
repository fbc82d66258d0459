"""Identity cards read beside a kiosk: found, unknown or several; a number never kept."""

import logging

import pytest

from tests.served_event import new_id

NUMBER = "11010519491231002X"  # D001's in the plan


@pytest.fixture
def kiosk(event):
    return event.station("kiosk")


@pytest.fixture
def reader(event, kiosk):
    return event.station("reader-agent", at=kiosk.station).token


def read(event, reader, number=NUMBER, **more):
    body = {"identity_reading_id": new_id(), "number": number, "name": "王明", **more}
    return event.post("/identity-readings", body, reader)


def latest(event, token, after=None):
    query = f"?after={after.replace('+', '%2B')}" if after else ""
    return event.get(f"/identity-readings/latest{query}", token).json["reading"]


def test_a_card_checks_its_owner_in_at_the_kiosk_it_was_read_at(event, kiosk, reader):
    assert read(event, reader).json["outcome"] == "found"

    reading = latest(event, kiosk.token)

    assert reading["reg_no"] == "D001"
    assert reading["delegate"] == {"name": "王*", "organisation": "中南**医院", "category": "MEM"}
    assert reading["identity_masked"] == "110105********002X"
    body = {
        "check_in_id": new_id(),
        "reg_no": "D001",
        "challenge_id": reading["id"],
        "print": False,
    }
    assert event.post("/check-ins", body, kiosk.token).json["outcome"] == "checked_in"


def test_a_kiosk_knows_whether_a_reader_stands_beside_it(event, kiosk):
    def has_reader():
        return event.get("/identity-readings/latest", kiosk.token).json["has_reader"]

    before = has_reader()
    event.station("reader-agent", at=kiosk.station)

    assert (before, has_reader()) == (False, True)


def test_a_card_proves_nothing_at_another_kiosk_or_for_another_person(event, kiosk, reader):
    reading = read(event, reader).json["identity_reading_id"]
    body = {"reg_no": "D001", "challenge_id": reading, "print": False}

    other = event.post("/check-ins", {"check_in_id": new_id(), **body}, event.token("kiosk"))
    wrong = event.post(
        "/check-ins", {"check_in_id": new_id(), **body, "reg_no": "D004"}, kiosk.token
    )

    assert (other.status_code, other.json["code"]) == (403, "challenge_needed")
    assert wrong.status_code == 403
    assert latest(event, event.token("kiosk")) is None


def test_a_card_proves_only_for_a_few_minutes(event, kiosk, reader, venue_clock):
    reading = read(event, reader).json["identity_reading_id"]
    venue_clock.forward(minutes=6)
    body = {"check_in_id": new_id(), "reg_no": "D001", "challenge_id": reading}

    assert event.post("/check-ins", body, kiosk.token).json["code"] == "challenge_needed"
    assert latest(event, kiosk.token) is None


def test_nobody_found_is_an_answer(event, kiosk, reader):
    assert read(event, reader, "440524188001010014", name="张三").json["outcome"] == "unknown"

    reading = latest(event, kiosk.token)

    assert reading["reg_no"] is None
    assert reading["delegate"] is None
    assert reading["name"] == "张三"  # for the walk-in form in front of her
    assert event.count("challenges") == 0


def test_two_registrations_of_one_number_are_an_answer(event, kiosk, reader):
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE delegates SET identity_hash = "
            "(SELECT identity_hash FROM delegates WHERE reg_no = 'D001') WHERE reg_no = 'D004'"
        )
    )

    assert read(event, reader).json["outcome"] == "several"
    assert latest(event, kiosk.token)["reg_no"] is None
    assert event.count("challenges") == 0


def test_a_number_that_can_be_nobody_s_is_refused(event, reader):
    answer = read(event, reader, "110105194912310021")

    assert (answer.status_code, answer.json["code"]) == (422, "bad_identity_number")
    assert answer.json["field"] == "number"
    assert "110105194912310021" not in answer.text
    assert read(event, reader, "").json["field"] == "number"


def test_the_plain_number_stands_nowhere(event, reader, event_folder, caplog):
    caplog.set_level(logging.DEBUG)

    read(event, reader)
    read(event, reader, "110105194912310021")
    event.database.close()

    for path in event_folder.path.glob("onsite.db*"):
        assert NUMBER.encode() not in path.read_bytes()
    assert NUMBER not in caplog.text


def test_the_same_reading_twice_is_one(event, reader):
    body = {"identity_reading_id": new_id(), "number": NUMBER, "name": "王明"}

    first = event.post("/identity-readings", body, reader)
    again = event.post("/identity-readings", body, reader)

    assert first.data == again.data
    assert event.count("identity_readings") == event.count("challenges") == 1
    other = {**body, "number": "440524188001010014"}
    assert event.post("/identity-readings", other, reader).json["code"] == "id_reused"


def test_only_readings_newer_than_asked_are_told(event, kiosk, reader, venue_clock):
    read(event, reader)
    at = latest(event, kiosk.token)["at"]

    assert latest(event, kiosk.token, at) is None
    venue_clock.forward(seconds=1)
    read(event, reader)
    assert latest(event, kiosk.token, at) is not None
    bad = event.get("/identity-readings/latest?after=now", kiosk.token)
    assert (bad.status_code, bad.json["field"]) == (422, "after")


def test_a_reader_reads_for_a_kiosk_or_desk_that_is_there(event, kiosk):
    control = event.token("control")
    technician = event.operator("technician", at=control)

    def pair(**body):
        return event.post("/stations", body, control, operator=technician)

    assert pair(role="reader-agent", at=kiosk.station).status_code == 200
    assert pair(role="reader-agent").json["code"] == "station_needed"
    assert pair(role="reader-agent", at="kiosk-99").json["code"] == "unknown_station"
    assert pair(role="reader-agent", at=event.station("door").station).json["field"] == "at"
    assert pair(role="kiosk", at=kiosk.station).json["code"] == "station_needed"


def test_a_reader_ends_with_its_kiosk(event, kiosk, reader):
    control = event.token("control")
    technician = event.operator("technician", at=control)

    event.delete(f"/stations/{kiosk.station}", control, operator=technician)

    assert read(event, reader).status_code == 401
