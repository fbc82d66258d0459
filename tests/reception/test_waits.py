"""What the queueing model says, against published values; and what counts as a busy station."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from onsite.reception import rules

START = datetime(2026, 12, 5, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("servers", "offered", "chance"),
    [
        (1, 0.5, 0.5),  # M/M/1: the utilisation itself
        (2, 1, 1 / 3),
        (3, 2, 4 / 9),
        (5, 4, 0.5541),  # published tables of Erlang C
        (10, 8, 0.4092),
        (20, 18, 0.5508),
    ],
)
def test_the_chance_to_wait_is_erlang_s(servers, offered, chance):
    assert rules.erlang_c(servers, offered) == pytest.approx(chance, abs=0.0001)


def test_a_single_station_makes_people_wait_as_the_textbook_says():
    # M/M/1: W = rho / (mu - lambda)
    wait = rules.mean_wait_s(arrivals_per_s=0.05, service_s=10, servers=1)

    assert wait == pytest.approx(0.5 / (0.1 - 0.05))


@pytest.mark.parametrize(("service_s", "stations"), [(15, 4), (25, 6), (45, 11)])
def test_400_people_in_30_minutes_need_the_stations_that_were_computed_for_the_venue(
    service_s, stations
):
    needed = rules.stations_needed(arrivals_per_s=400 / 1800, service_s=service_s, wait_s=60)

    assert needed == stations


def test_stations_that_cannot_keep_up_make_people_wait_for_ever():
    assert rules.mean_wait_s(arrivals_per_s=1, service_s=10, servers=5) == math.inf
    assert rules.mean_wait_s(arrivals_per_s=1, service_s=10, servers=0) == math.inf


def every(seconds, *, count, start=START):
    return [start + timedelta(seconds=seconds * number) for number in range(count)]


def test_service_is_measured_by_the_gaps_of_busy_stations():
    assert rules.service_time_s({"desk-1": every(20, count=8)}) == 20


def test_a_station_without_a_queue_does_not_look_slow():
    busy = every(20, count=10)
    later = [*busy, busy[-1] + timedelta(minutes=9)]

    assert rules.service_time_s({"desk-1": later}) == 20


def test_gaps_between_stations_are_none():
    both = {"desk-1": every(30, count=6), "desk-2": every(30, count=6)}

    assert rules.service_time_s(both) == 30


def test_a_few_check_ins_say_nothing():
    assert rules.service_time_s({"desk-1": every(20, count=5)}) is None
    assert rules.service_time_s({}) is None


def test_slips_are_truer_than_the_model():
    found = rules.estimated_wait_s(served_per_s=0.1, service_s=20, servers=3, waits=[100, 300, 700])

    assert found == (300, "slips")


def test_a_full_zone_has_a_long_wait_and_no_endless_one():
    wait, by = rules.estimated_wait_s(served_per_s=0.2, service_s=20, servers=4, waits=[])

    assert by == "model"
    assert 120 < wait < 600


def test_nothing_measured_is_no_estimate():
    assert rules.estimated_wait_s(served_per_s=0, service_s=None, servers=2, waits=[]) == (
        None,
        None,
    )
    assert rules.estimated_wait_s(served_per_s=0, service_s=20, servers=0, waits=[]) == (None, None)
