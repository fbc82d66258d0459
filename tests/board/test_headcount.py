"""The headcount document, exactly as the contract writes it."""

import itertools
from datetime import datetime, timedelta

import pytest

from tests.congress import CAPACITY


@pytest.fixture
def headcount(event):
    board = event.token("board")

    def read():
        answer = event.get("/headcount", board)
        assert answer.status_code == 200
        return answer.json

    return read


def test_a_new_event_s_headcount(headcount):
    told = headcount()

    assert set(told) == {
        "registered", "checked_in", "rate", "vip_rate", "by_category", "halls", "per_minute", "as_of",
    }  # fmt: skip
    assert (told["registered"], told["checked_in"]) == (11, 0)  # one of twelve cancelled
    assert (told["rate"], told["vip_rate"]) == (0.0, 0.0)
    assert told["by_category"] == {
        "VIP": {"registered": 1, "checked_in": 0},
        "SPK": {"registered": 1, "checked_in": 0},
        "MEM": {"registered": 6, "checked_in": 0},
        "STU": {"registered": 2, "checked_in": 0},
        "STF": {"registered": 1, "checked_in": 0},
    }
    assert told["halls"] == {
        "H1": {"inside": 0, "capacity": CAPACITY, "admitted": 0},
        "DIN": {"inside": 0, "capacity": 200, "admitted": 0},
        "LNG": {"inside": 0, "capacity": 20, "admitted": 0},
    }
    assert told["as_of"] == "2026-12-05T00:30:00.000Z"


def test_the_rates_are_shares_of_who_is_registered_and_of_the_guests(event, desk, headcount):
    for reg_no in ("D001", "D002", "D012"):
        event.check_in(reg_no, desk)

    told = headcount()

    assert told["checked_in"] == 3
    assert told["rate"] == round(3 / 11, 4)
    assert told["vip_rate"] == 0.5  # one of two on the sheet 嘉宾, whatever their category
    assert told["by_category"]["STF"] == {"registered": 1, "checked_in": 1}


def test_refused_and_repeated_check_ins_count_nobody(event, desk, headcount):
    event.check_in("D001", desk)
    event.check_in("D001", desk)
    event.check_in("D005", desk)
    event.check_in("D006", desk)

    assert headcount()["checked_in"] == 1


def test_walk_ins_are_registered_and_counted(event, desk, headcount):
    reg_no = event.walk_in(desk, category="STF").json["reg_no"]
    event.check_in(reg_no, desk)

    told = headcount()

    assert (told["registered"], told["checked_in"]) == (12, 1)
    assert told["by_category"]["STF"] == {"registered": 2, "checked_in": 1}


def test_admitted_counts_admissions_not_persons(event, headcount):
    door = event.token("door")
    for checkpoint in ("H1-IN", "H1-OUT", "H1-IN", "H1-IN"):
        event.scan("D001", checkpoint, door)
    event.scan("D005", "H1-IN", door)

    assert headcount()["halls"]["H1"] == {"inside": 1, "capacity": CAPACITY, "admitted": 2}


def test_sixty_minutes_are_told_oldest_first_with_gaps_as_nothing(
    event, desk, headcount, venue_clock
):
    begin = venue_clock()
    event.check_in("D001", desk)
    venue_clock.forward(seconds=59)
    event.check_in("D002", desk)
    venue_clock.forward(seconds=1)
    event.check_in("D003", desk)
    venue_clock.set(begin + timedelta(minutes=58, seconds=30))

    minutes = headcount()["per_minute"]

    assert len(minutes) == 60
    instants = [datetime.fromisoformat(minute["at"]) for minute in minutes]
    assert instants[-1] == begin + timedelta(minutes=58)
    steps = {later - earlier for earlier, later in itertools.pairwise(instants)}
    assert steps == {timedelta(minutes=1)}
    assert [minute["n"] for minute in minutes[:4]] == [0, 2, 1, 0]
    assert sum(minute["n"] for minute in minutes) == 3


def test_what_is_older_than_an_hour_leaves_the_minutes_and_stays_counted(
    event, desk, headcount, venue_clock
):
    event.check_in("D001", desk)
    venue_clock.forward(minutes=60)

    told = headcount()

    assert told["checked_in"] == 1
    assert sum(minute["n"] for minute in told["per_minute"]) == 0


def test_times_are_rfc_3339_in_utc(headcount):
    told = headcount()

    for text in (told["as_of"], told["per_minute"][0]["at"]):
        assert text.endswith("Z")
        assert datetime.fromisoformat(text).utcoffset() == timedelta(0)


def test_metrics_tell_the_same_counts(event, desk):
    event.check_in("D001", desk, prints=True)
    event.scan("D001", "H1-IN", event.token("door"))

    text = event.client.get(
        "/metrics", headers={"Authorization": f"Bearer {event.token('control')}"}
    ).text

    for line in (
        "onsite_registered 11",
        "onsite_checked_in 1",
        'onsite_hall_inside{hall="H1"} 1',
        'onsite_print_jobs{state="queued"} 1',
        "onsite_failed_handshakes_total 0",
    ):
        assert line in text.splitlines()
