"""How many will come: what must hold of every forecast, on mornings of all kinds."""

import itertools
import random
from datetime import UTC, datetime, timedelta

import pytest

from onsite.board.forecast import STEP, Planned, forecast

OPENS = datetime(2026, 12, 4, 23, 0, tzinfo=UTC)
STEPS = 36  # three hours
REGISTERED, EXPECTED = 1200, 1140
MORNINGS = range(40)


def plan(total=EXPECTED):
    weights = [min(number + 1, STEPS - number) for number in range(STEPS)]
    return [
        Planned(OPENS + STEP * number, total * weight / sum(weights))
        for number, weight in enumerate(weights)
    ]


def at(step):
    return OPENS + STEP * step


def told(here, step, *, planned=None, registered=REGISTERED):
    return forecast(
        plan() if planned is None else planned, here=here, registered=registered, now=at(step)
    )


def morning(seed, *, pace=None, late=0):
    """Let people come: who is here at the beginning of each step."""
    dice = random.Random(seed)
    pace = dice.gauss(1, 0.1) if pace is None else pace
    here, found = 0, []
    for number in range(STEPS):
        found.append(here)
        planned = plan()[number - late].count if number >= late else 0
        some = max(0, round(dice.gauss(planned * pace, (planned * pace) ** 0.5)))
        here = min(REGISTERED, here + some)
    return [*found, here]


@pytest.mark.parametrize("seed", MORNINGS)
def test_it_is_never_below_who_is_here_and_never_above_who_is_registered(seed):
    for late in (0, 6):
        for step, here in enumerate(morning(seed, late=late)):
            total = told(here, step).total

            assert here <= total.low <= total.expected <= total.high <= REGISTERED


def test_before_anyone_could_come_it_is_the_plan():
    total = told(0, 0).total

    assert total.expected == EXPECTED
    assert total.low < EXPECTED < total.high


def test_when_the_plan_is_over_it_is_who_is_here():
    total = told(987, STEPS).total

    assert (total.expected, total.low, total.high) == (987, 987, 987)


def test_the_band_narrows_while_people_come_as_planned():
    widths = []
    due = 0.0
    for step, planned in enumerate(plan()):
        total = told(round(due), step).total
        widths.append(total.high - total.low)
        due += planned.count

    rounding = 2
    assert all(later <= earlier + rounding for earlier, later in itertools.pairwise(widths))
    assert widths[0] > 100
    assert widths[-1] < 20


def test_nine_of_ten_mornings_end_within_the_band():
    hits = tries = 0
    for seed in range(200):
        came = morning(seed)
        for step in (6, 12, 18, 24):
            total = told(came[step], step).total
            hits += total.low <= came[-1] <= total.high
            tries += 1

    assert hits / tries >= 0.9


def test_more_who_came_never_make_it_less():
    for step in (6, 12, 18, 24, 30):
        totals = [told(here, step).total.expected for here in range(0, REGISTERED, 10)]

        assert totals == sorted(totals)


def test_a_morning_otherwise_than_planned_widens_the_band():
    as_planned, half = (told(round(share * told(0, 18).due), 18).total for share in (1, 0.5))

    assert half.high - half.low > as_planned.high - as_planned.low
    assert half.expected < as_planned.expected


def test_who_comes_later_than_planned_is_mostly_still_expected_early_on():
    came = morning(1, pace=1, late=3)

    assert told(came[8], 8).total.expected > 0.85 * EXPECTED


def test_the_curve_to_come_adds_up_to_those_who_still_come():
    for seed in range(10):
        came = morning(seed)
        for step in (0, 10, 20, 30):
            found = told(came[step], step)
            coming = sum(point.expected for point in found.curve)

            assert came[step] + coming == pytest.approx(found.total.expected, abs=1)
            assert all(0 <= p.low <= p.expected <= p.high for p in found.curve)


def test_who_is_here_by_an_instant_grows_with_it_up_to_the_total():
    found = told(300, 12)
    by = [found.here_by(at(12) + timedelta(minutes=minutes)) for minutes in range(0, 180, 7)]

    assert by[0].expected == 300
    assert [band.expected for band in by] == sorted(band.expected for band in by)
    assert found.here_by(at(STEPS)) == found.total


def test_a_step_that_runs_is_forecast_for_what_is_left_of_it():
    half = forecast(plan(), here=0, registered=REGISTERED, now=at(10) + STEP / 2)
    whole = forecast(plan(), here=0, registered=REGISTERED, now=at(10))

    assert half.curve[0].at == at(10)
    assert half.curve[0].expected == pytest.approx(whole.curve[0].expected / 2, rel=0.1)


def test_a_plan_without_anyone_forecasts_who_is_here():
    total = told(7, 3, planned=[], registered=5).total

    assert (total.expected, total.low, total.high) == (7, 7, 7)


def test_nobody_comes_after_everyone_came():
    found = told(REGISTERED, 10)

    assert found.total.high == REGISTERED
    assert sum(point.expected for point in found.curve) == 0
