"""A walk-in whose identity card was read at the desk: its number is known here and stands nowhere."""

import pytest

from tests.served_event import new_id

NUMBER = "440524188001010014"


@pytest.fixture
def station(event):
    return event.station("desk")


@pytest.fixture
def read(event, station):
    reader = event.station("reader-agent", at=station.station).token

    def lay(number=NUMBER):
        reading_id = new_id()
        body = {"identity_reading_id": reading_id, "number": number, "name": "钟临"}
        assert event.post("/identity-readings", body, reader).status_code == 200
        return reading_id

    return lay


def test_a_card_that_was_read_stands_for_a_typed_number(event, station, read):
    control = event.token("control")
    organiser = event.operator("organiser", at=control)
    forms = {"forms": {"STU": ["identity_number"]}}
    assert event.put("/walk-in-forms", forms, control, operator=organiser).status_code == 200
    assert event.walk_in(station.token).json["field"] == "identity_number"

    answer = event.walk_in(station.token, identity_reading_id=read())

    assert answer.status_code == 200
    masked = event.rows("SELECT identity_masked FROM delegates WHERE is_walk_in")
    assert masked == [("440524********0014",)]
    typed = event.post("/duplicates", {"identity_number": NUMBER}, station.token).json
    assert [row["name"] for row in typed["duplicates"]] == ["钟临"]


def test_a_card_of_someone_who_is_here_already_is_told(event, station, read):
    answer = event.walk_in(station.token, identity_reading_id=read("11010519491231002X")).json

    assert [row["reg_no"] for row in answer["duplicates"]] == ["D001"]


def test_a_card_counts_only_where_it_was_read_and_not_for_ever(event, station, read, venue_clock):
    reading = read()

    elsewhere = event.walk_in(event.token("desk"), identity_reading_id=reading)
    unknown = event.walk_in(station.token, identity_reading_id=new_id())
    venue_clock.forward(minutes=31)
    late = event.walk_in(station.token, identity_reading_id=reading)

    for answer in (elsewhere, unknown, late):
        assert (answer.status_code, answer.json["field"]) == (404, "identity_reading_id")
    assert event.count("walk_ins") == 0
