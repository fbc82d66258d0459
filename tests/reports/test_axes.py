"""Where marks stand: round numbers, and hours as the venue's clocks show them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from onsite.reports.axes import hours, minutes_a_bar, round_marks, span_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
KATHMANDU = ZoneInfo("Asia/Kathmandu")


def at(*clock, zone=SHANGHAI):
    return datetime(2026, *clock, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("highest", "marks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (82, [0, 20, 40, 60, 80, 100]),
        (1218, [0, 250, 500, 750, 1000, 1250]),
        (20_000, [0, 5000, 10_000, 15_000, 20_000]),
    ],
)
def test_marks_are_round_and_reach_the_highest(highest, marks):
    assert round_marks(highest) == marks


def test_a_span_is_of_full_hours_and_never_shorter_than_two():
    span = span_of([at(12, 5, 8, 17)], SHANGHAI)

    assert (span.begins, span.ends) == (at(12, 5, 8), at(12, 5, 10))
    assert span.share(at(12, 5, 9)) == 0.5


def test_hours_are_the_venue_s_also_where_they_are_shifted_by_a_part_of_one():
    span = span_of([at(12, 5, 8, 17, zone=KATHMANDU), at(12, 5, 9, 5, zone=KATHMANDU)], KATHMANDU)

    assert [words for _, words in hours(span, KATHMANDU)] == ["08:00", "09:00", "10:00"]


def test_an_hour_that_the_clocks_say_twice_is_marked_twice():
    span = span_of([at(10, 25, 0, 30, zone=BERLIN), at(10, 25, 4, 30, zone=BERLIN)], BERLIN)

    said = [words for _, words in hours(span, BERLIN)]
    assert said == ["00:00", "01:00", "02:00", "02:00", "03:00", "04:00", "05:00"]
    instants = [instant for instant, _ in hours(span, BERLIN)]
    assert {later - one for one, later in pairwise(instants)} == {timedelta(hours=1)}


def test_a_long_day_has_fewer_marks_and_wider_bars():
    short = span_of([at(12, 5, 8), at(12, 5, 10, 30)], SHANGHAI)
    whole = span_of([at(12, 5, 4), at(12, 6, 3, 30)], SHANGHAI)

    assert (minutes_a_bar(short), minutes_a_bar(whole)) == (5, 15)
    assert len(list(hours(whole, SHANGHAI))) < 12
