"""How long a queue lasts, who is missing. Pure: values in, value out."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

WINDOW = timedelta(minutes=30)  # service is measured over
RATE_WINDOW = timedelta(minutes=10)  # arrivals are counted over
SLIPS_COUNT_FOR = timedelta(minutes=15)
FEWEST_GAPS = 5  # below that a measured service time says nothing
LONGEST_GAP_S = 600
IDLE_FACTOR = 3  # a gap so much longer than the usual one: nobody stood in the queue
FULLEST = 0.98  # arrivals are counted as served, so a queue without end looks like a full one
WISHED_WAIT_S = 60


def erlang_c(servers: int, offered: float) -> float:
    """Tell the chance that someone who arrives must wait (M/M/c).

    Args:
        servers: Stations at work, from 1 on.
        offered: Arrivals a second times seconds of service; below ``servers``.

    Source: Erlang's second formula, through the recursion of his first, which never overflows.
    """
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = offered * blocked / (count + offered * blocked)
    return servers * blocked / (servers - offered * (1 - blocked))


def mean_wait_s(*, arrivals_per_s: float, service_s: float, servers: int) -> float:
    """Tell the mean wait in a queue before c like stations, in seconds; infinite when they can't keep up."""
    offered = arrivals_per_s * service_s
    if servers < 1 or offered >= servers:
        return math.inf
    return erlang_c(servers, offered) * service_s / (servers - offered)


def stations_needed(*, arrivals_per_s: float, service_s: float, wait_s: float) -> int:
    """Tell how many stations keep the mean wait at or under ``wait_s`` seconds; one at least."""
    servers = max(1, math.floor(arrivals_per_s * service_s))
    while mean_wait_s(arrivals_per_s=arrivals_per_s, service_s=service_s, servers=servers) > wait_s:
        servers += 1
    return servers


def service_time_s(served: Mapping[str, Sequence[datetime]]) -> float | None:
    """Measure how long a person takes, from the gaps between check-ins of busy stations.

    A gap far longer than the usual one is a station without a queue, not a slow one, and is left out.

    Args:
        served: The instants of each station's check-ins, oldest first.

    Returns:
        Seconds a person; None while too few gaps were seen.
    """
    gaps = [
        gap
        for instants in served.values()
        for first, second in pairwise(instants)
        if 0 < (gap := (second - first).total_seconds()) <= LONGEST_GAP_S
    ]
    if len(gaps) < FEWEST_GAPS:
        return None
    usual = median(gaps)
    busy = [gap for gap in gaps if gap <= IDLE_FACTOR * usual]
    return sum(busy) / len(busy)


def estimated_wait_s(
    *, served_per_s: float, service_s: float | None, servers: int, waits: Iterable[float]
) -> tuple[float | None, str | None]:
    """Estimate a zone's wait: by its queue slips where any came in lately, else by the model.

    Returns:
        Seconds and ``slips`` or ``model``; twice None when nothing was measured.
    """
    measured = list(waits)
    if measured:
        return median(measured), "slips"
    if service_s is None or servers < 1:
        return None, None
    arrivals = min(served_per_s, FULLEST * servers / service_s)
    return mean_wait_s(arrivals_per_s=arrivals, service_s=service_s, servers=servers), "model"


def is_open(opens_at: datetime | None, closes_at: datetime | None, *, at: datetime) -> bool:
    """Tell whether a zone's hours hold; without hours it is always open."""
    return (opens_at is None or at >= opens_at) and (closes_at is None or at < closes_at)


def is_missing(
    *, starts_at: datetime, ends_at: datetime, now: datetime, within: timedelta, is_here: bool
) -> bool:
    """Tell whether a speaker should be here by now for a session that is not over."""
    return not is_here and starts_at - within <= now < ends_at
