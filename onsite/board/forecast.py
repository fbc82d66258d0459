"""How many will come, and when: from what was planned and who came so far. Pure: values in, value out.

Two explanations of a morning that runs otherwise than planned are weighed. Either people come earlier or
later than planned and all of them still come; or as many of the rest come as of those who were due. The
more of the plan is over, the more the second one holds; how far the two differ widens the band. Which
arrivals are planned, `planned` says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor, sqrt

STEP = timedelta(minutes=5)
# The plan's total is right to a tenth, as often as a standard deviation says: as if so many had come.
STRENGTH = 100.0
Z = 1.645  # nine of ten mornings end within the band


@dataclass(frozen=True)
class Planned:
    """Arrivals planned for one `STEP`."""

    at: datetime
    count: float


@dataclass(frozen=True)
class Point:
    """Arrivals of one `STEP` to come, with a band that nine of ten such steps stay in."""

    at: datetime
    expected: float
    low: float
    high: float


@dataclass(frozen=True)
class Band:
    """A number to come, and between which two it stays nine times of ten."""

    expected: int
    low: int
    high: int


@dataclass(frozen=True)
class Forecast:
    """How many will be here in the end, and how they come.

    Attributes:
        total: Checked in at the end; never below who is here, never above who is registered.
        due: Planned to be here by now.
        here: Who is here now.
        missing: Registered and not here.
        spread: The standard deviation of who still comes, as a share of them.
        curve: The steps from now on, the one that runs now with what is left of it.
    """

    total: Band
    due: float
    here: int
    missing: int
    spread: float
    curve: tuple[Point, ...]

    def here_by(self, at: datetime) -> Band:
        """Tell how many will be here at an instant."""
        coming = sum(point.expected * _part_before(point.at, at) for point in self.curve)
        return _band(self.here, coming, self.spread, self.here + self.missing)


def forecast(planned: Sequence[Planned], *, here: int, registered: int, now: datetime) -> Forecast:
    """Tell how many will come and when.

    Args:
        planned: The arrivals planned, in order, one step each.
        here: Who is here now.
        registered: Who could be; more never come.
        now: When.
    """
    most = max(registered, here)
    due = sum(step.count * _part_before(step.at, now) for step in planned)
    rest = sum(step.count for step in planned) - due
    coming, spread = _coming(here, due=due, rest=rest, most=most)
    share = coming / rest if rest > 0 else 0.0
    curve = tuple(_points(planned, share, spread, now))
    return Forecast(_band(here, coming, spread, most), due, here, most - here, spread, curve)


def _coming(here: int, *, due: float, rest: float, most: int) -> tuple[float, float]:
    """Weigh the two explanations: how many still come, and how unsure that is, as a share of it."""
    if rest <= 0 or here >= most:
        return 0.0, 0.0
    total = due + rest
    over = due / total  # how much of the plan is behind us
    all_still_come = min(max(0.0, total - here), most - here)
    # Of those who are not here, no larger part comes than the planners expect of everyone.
    likely = (most - here) * min(1.0, total / most)
    as_many_of_the_rest = min(rest * (STRENGTH + here) / (STRENGTH + due), likely)
    coming = (1 - over) * all_still_come + over * as_many_of_the_rest
    apart = (all_still_come - as_many_of_the_rest) * sqrt(over * (1 - over))
    unsure = coming / sqrt(STRENGTH + here)
    return coming, sqrt(apart**2 + unsure**2) / coming if coming > 0 else 0.0


def _points(
    planned: Sequence[Planned], share: float, spread: float, now: datetime
) -> Iterator[Point]:
    for step in planned:
        expected = step.count * share * (1 - _part_before(step.at, now))
        if step.at + STEP > now:
            width = Z * _deviation(expected, spread)
            yield Point(step.at, expected, max(0.0, expected - width), expected + width)


def _band(here: int, coming: float, spread: float, most: int) -> Band:
    width = Z * _deviation(coming, spread)
    low = max(here, floor(here + coming - width))
    high = min(most, ceil(here + coming + width))
    return Band(min(max(round(here + coming), low), high), low, high)


def _deviation(count: float, spread: float) -> float:
    """People come one by one (as many more or less as the root of them), and the rest is unsure too."""
    return sqrt(count + (spread * count) ** 2)


def _part_before(begins: datetime, at: datetime) -> float:
    """Tell which part of a step lies before an instant, 0 to 1."""
    return min(1.0, max(0.0, (at - begins) / STEP))
