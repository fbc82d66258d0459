"""What boards show beside the headcount."""

from datetime import datetime, timedelta

import pytest

DAY = timedelta(days=1)
SPEAKER = "Šárka Nováková"


@pytest.fixture
def desk(event):
    return event.token("desk", zone="PRE")


@pytest.fixture
def board(event):
    return event.token("board")


@pytest.fixture
def overview(event, board):
    def read(token=board, **more):
        answer = event.get("/overview", token, **more)
        assert answer.status_code == 200, answer.text
        return answer.json

    return read


def test_a_new_event_s_overview(overview):
    told = overview()

    assert told["as_of"] == "2026-12-05T00:30:00.000Z"
    assert [zone["code"] for zone in told["zones"]] == ["PRE", "VIP", "WALK"]
    assert told["forecast"]["low"] <= told["forecast"]["expected"] <= told["forecast"]["high"] <= 11
    assert (told["printers"], told["printer_count"], told["stations"], told["doors"]) == (
        [],
        0,
        [],
        [],
    )


def test_the_forecast_is_never_below_who_came(event, desk, overview):
    for number in (1, 2, 3, 4, 7, 8, 9, 10, 11, 12):
        event.check_in(f"D{number:03d}", desk)

    assert overview()["forecast"]["low"] >= 10


def test_the_curves_tell_who_came_when_and_yesterday_at_the_same_time(
    event, desk, overview, venue_clock
):
    yesterday = venue_clock() - DAY + timedelta(minutes=2)
    venue_clock.set(yesterday)
    event.check_in("D001", desk)
    event.check_in("D002", desk)
    venue_clock.set(yesterday + DAY)
    event.check_in("D003", desk)
    venue_clock.forward(minutes=5)

    told = overview()["arrivals"]

    step = timedelta(seconds=told["step_s"])
    this = (venue_clock() - datetime.fromisoformat(told["begins_at"])) // step
    assert told["came"][this - 1] == pytest.approx(1 / 5)
    assert told["yesterday"][this - 1] == pytest.approx(2 / 5)
    assert told["came"][this] is None  # it runs
    assert told["expected"][this - 1] is None
    assert told["expected"][this] is not None
    assert {
        len(told[name]) for name in ("came", "yesterday", "planned", "expected", "low", "high")
    } == {len(told["came"])}


def test_the_first_day_has_no_yesterday(overview, venue_clock):
    venue_clock.set(venue_clock() - DAY)

    assert set(overview()["arrivals"]["yesterday"]) == {None}


def test_lunches_to_order_lie_between_who_is_here_and_who_booked(event, desk, overview):
    event.check_in("D001", desk)

    [meal] = overview()["meals"]

    assert (meal["item"], meal["booked"], meal["here"], meal["eaten"]) == ("LUNCH", 11, 1, 0)
    assert 1 <= meal["low"] <= meal["expected"] <= meal["high"] <= 11


def test_speakers_who_are_missing_are_counted_by_their_next_session(
    event, desk, overview, venue_clock
):
    venue_clock.forward(minutes=5)
    event.check_in("D002", desk)

    [found] = overview()["sessions"]

    assert (found["session"], found["speakers"], found["missing"]) == ("A1", 2, 1)
    assert found["is_due"]
    assert found["missing_speakers"] is None


def test_speakers_are_named_only_to_who_may_see_persons(event, overview):
    control = event.token("control")
    technician = event.operator("technician", at=control)
    organiser = event.operator("organiser", at=control)

    assert overview(control)["sessions"][0]["missing_speakers"] is None
    assert overview(control, operator=technician)["sessions"][0]["missing_speakers"] is None
    named = overview(control, operator=organiser)["sessions"][0]["missing_speakers"]
    assert SPEAKER in [who["name"] for who in named]


def test_a_station_that_fell_silent_today_is_told_with_the_time(event, overview, venue_clock):
    kiosk = event.station("kiosk", name="Kiosk by the stairs")
    event.get("/me", kiosk.token)
    assert overview()["stations"] == []
    venue_clock.forward(minutes=2)

    assert overview()["stations"] == [
        {
            "id": kiosk.station,
            "name": "Kiosk by the stairs",
            "role": "kiosk",
            "zone": None,
            "last_seen_at": "2026-12-05T00:30:00.000Z",
        }
    ]
    venue_clock.forward(days=1)
    assert overview()["stations"] == []  # switched off overnight


def test_a_printer_without_paper_is_in_trouble(event, overview, venue_clock):
    control = event.token("control")
    technician = event.operator("technician", at=control)
    agent = event.station("print-agent")
    made = event.post(
        "/printers",
        {"name": "Badges", "url": "virtual:?", "prints": ["badge"], "agent": agent.station},
        control,
        operator=technician,
    )
    assert made.status_code == 200, made.text
    assert (overview()["printers"], overview()["printer_count"]) == ([], 1)
    told = event.post("/printers/Badges/state", {"state": "paper_out"}, agent.token)
    assert told.status_code == 204, told.text

    [found] = overview()["printers"]

    assert (found["name"], found["trouble"]) == ("Badges", "paper_out")


def test_a_door_that_went_on_alone_is_told_with_what_it_said_last(event, overview, venue_clock):
    door = event.station("door", checkpoint="H1-IN", name="Door H1")
    since = "2026-12-05T00:20:00.000Z"
    state = {"waiting": 37, "aside": 1, "alone_since": since}
    assert event.put("/door-state", state, door.token).json == {"waiting": 37, "aside": 1}

    [found] = overview()["doors"]

    assert not found["is_silent"]
    assert (found["waiting"], found["aside"], found["alone_since"]) == (37, 1, since)
    assert found["checkpoint_name_en"] == "Main hall entrance"
    venue_clock.forward(minutes=3)
    [found] = overview()["doors"]
    assert found["is_silent"]
    assert found["told_at"] == "2026-12-05T00:30:00.000Z"  # its number is of then


def test_a_door_whose_scans_all_came_is_no_trouble(event, overview):
    door = event.token("door", checkpoint="H1-IN")
    event.put("/door-state", {"waiting": 37}, door)

    event.put("/door-state", {"waiting": 0}, door)

    assert overview()["doors"] == []


def test_a_silent_door_that_kept_nothing_is_told_the_same_day(event, overview, venue_clock):
    door = event.token("door", checkpoint="H1-IN")
    event.put("/door-state", {"waiting": 0}, door)

    venue_clock.forward(minutes=2)
    assert [found["is_silent"] for found in overview()["doors"]] == [True]
    venue_clock.forward(days=1)
    assert overview()["doors"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "waiting"),
        ({"waiting": -1}, "waiting"),
        ({"waiting": 1, "aside": "two"}, "aside"),
        ({"waiting": 1, "alone_since": "yesterday"}, "alone_since"),
    ],
)
def test_a_door_s_word_that_makes_no_sense_is_refused_by_its_field(event, body, field):
    answer = event.put("/door-state", body, event.token("door"))

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_asked_all_the_time_it_is_put_together_once_a_second_at_most(
    event, desk, overview, monkeypatch
):
    book = event.joined.overviews
    composed = []
    compose = book.composed
    monkeypatch.setattr(book, "composed", lambda *a, **k: (composed.append(1), compose(*a, **k))[1])

    for number in (1, 2, 3, 4, 7, 8, 9, 10):
        event.check_in(f"D{number:03d}", desk)
        for _ in range(3):
            overview()

    assert len(composed) < 24


def test_what_was_committed_is_in_the_next_answer(event, desk, overview):
    before = overview()["zones"][0]["arrived"]
    event.check_in("D001", desk)

    assert overview()["zones"][0]["arrived"] == before + 1
