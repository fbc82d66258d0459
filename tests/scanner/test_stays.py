"""Days and stays against the language-neutral vectors, and the instants that doors are given for them."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from onsite.scanner.stays import calendar, local_day, stay_period
from tests.scanner.test_rules import DOCUMENT, NOON, named

SHANGHAI = ZoneInfo("Asia/Shanghai")


def instant(text):
    return datetime.fromisoformat(text)


def spans(turns, *instants):
    return [bisect_right(turns, at) for at in instants]


@pytest.mark.parametrize("vector", DOCUMENT["days"], ids=lambda v: f"{v['at']}_{v['zone']}")
def test_the_day_turns_at_four_on_the_venues_clocks(vector):
    assert local_day(instant(vector["at"]), ZoneInfo(vector["zone"])).isoformat() == vector["day"]


@pytest.mark.parametrize("name", DOCUMENT["turns"])
def test_the_turns_given_are_those_instants_and_the_calendars(name):
    zone = ZoneInfo(name)
    for day, turn in DOCUMENT["turns"][name].items():
        at, today = instant(turn), date.fromisoformat(day)

        assert local_day(at, zone) == today
        assert local_day(at - timedelta(microseconds=1), zone) == today - timedelta(days=1)
        assert (
            at
            in calendar(
                today, last=today, zone=zone, session_ends=[], exit_only=False, keeps_sessions=False
            ).days
        )


@pytest.mark.parametrize("vector", DOCUMENT["stays"], ids=named)
def test_a_stay_ends_with_the_day_and_with_each_session(vector):
    zone = ZoneInfo(vector["zone"])
    ends = [instant(end) for end in vector["session_ends"]]
    first, second = instant(vector["first"]), instant(vector["second"])
    given = calendar(
        local_day(first, zone),
        last=local_day(second, zone),
        zone=zone,
        session_ends=ends,
        exit_only=False,
        keeps_sessions=True,
    )

    assert (stay_period(first, zone, ends) == stay_period(second, zone, ends)) is vector["same"]
    one, other = spans(given.stays, first, second)
    assert (one == other) is vector["same"]


def test_a_session_added_later_that_day_does_not_rename_the_stay_before_it():
    noon_end = [NOON]
    evening_too = [NOON, instant("2026-09-18T20:00:00+08:00")]
    afternoon = instant("2026-09-18T15:00:00+08:00")

    assert stay_period(afternoon, SHANGHAI, noon_end) == stay_period(
        afternoon, SHANGHAI, evening_too
    )


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "Pacific/Auckland"])
def test_the_instants_given_divide_time_as_days_and_stays_do(zone):
    """Every half hour over four days about each change of the clocks."""
    venue = ZoneInfo(zone)
    for first in (date(2026, 3, 27), date(2026, 4, 3), date(2026, 9, 25), date(2026, 10, 23)):
        noons = [
            datetime(first.year, first.month, first.day, 12, tzinfo=venue) + timedelta(days=n)
            for n in range(4)
        ]
        given = calendar(
            first,
            last=first + timedelta(days=3),
            zone=venue,
            session_ends=noons,
            exit_only=False,
            keeps_sessions=True,
        )
        start = datetime(first.year, first.month, first.day, tzinfo=UTC)
        steps = [start + timedelta(minutes=30 * n) for n in range(4 * 48)]
        for at, following in pairwise(steps):
            one, other = spans(given.days, at, following)
            assert (one == other) == (local_day(at, venue) == local_day(following, venue))
            one, other = spans(given.stays, at, following)
            keys = [stay_period(each, venue, noons) for each in (at, following)]
            assert (one == other) == (keys[0] == keys[1])


@pytest.mark.parametrize(
    ("exit_only", "keeps_sessions", "stays"), [(True, True, 0), (False, False, 6), (False, True, 7)]
)
def test_a_hall_empties_only_as_its_doors_say(exit_only, keeps_sessions, stays):
    given = calendar(
        date(2026, 9, 18),
        last=date(2026, 9, 19),
        zone=SHANGHAI,
        session_ends=[NOON, NOON],
        exit_only=exit_only,
        keeps_sessions=keeps_sessions,
    )

    assert (len(given.days), len(given.stays), len(given.sessions)) == (6, stays, 7)
    assert list(given.sessions) == sorted(given.sessions)
    assert given.days[0] == datetime(2026, 9, 15, 20, tzinfo=UTC)  # 04:00, two days before
