"""Where the marks of a chart's axes stand: round numbers, and full hours by the venue's clocks. Pure."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
SHORTEST = 2 * HOUR
MOST_HOURS = 10  # labels across; with more hours, only every second, third, sixth one
EVERY = (1, 2, 3, 4, 6, 12, 24)
ROUND = (1, 2, 2.5, 5, 10)
WIDTHS = ((timedelta(hours=5), 5), (timedelta(hours=14), 10))
WIDEST = 15


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time across a chart, from one instant to another."""

    begins: datetime
    ends: datetime

    def share(self, at: datetime) -> float:
        """Tell how far across an instant stands: 0 at the left, 1 at the right."""
        return (at - self.begins) / (self.ends - self.begins)


def span_of(instants: Sequence[datetime], zone: ZoneInfo) -> Span:
    """Choose the full hours, by the venue's clocks, around some instants; two at least.

    Args:
        instants: One at least.
        zone: The venue's.
    """
    first, last = min(instants), max(instants)
    begins = _hour_before(first, zone)
    ends = _hour_before(last, zone) + HOUR
    return Span(begins, max(ends, begins + SHORTEST))


def hours(span: Span, zone: ZoneInfo) -> Iterator[tuple[datetime, str]]:
    """List the marks of a span: instants in UTC, and what the venue's clocks say then.

    Where the clocks change, an hour is said twice or left out, and stands as far from the next as any other.
    """
    length = (span.ends - span.begins) / HOUR
    every = next((n for n in EVERY if length / n <= MOST_HOURS), EVERY[-1])
    at = span.begins
    while at <= span.ends:
        local = at.astimezone(zone)
        if local.hour % every == 0:
            yield at, f"{local:%H:%M}"
        at += HOUR


def minutes_a_bar(span: Span) -> int:
    """Choose how many minutes of a span one bar stands for: 5, 10 or 15."""
    length = span.ends - span.begins
    return next((minutes for longest, minutes in WIDTHS if length <= longest), WIDEST)


def round_marks(highest: float, *, most: int = 5) -> list[int]:
    """Choose the marks of a count from 0 to the first that is no less than the highest.

    Args:
        highest: What must have room.
        most: Steps at most.
    """
    least = max(highest, 1) / most
    scale = 10.0 ** math.floor(math.log10(least))
    step = next(n * scale for n in ROUND if n * scale >= least * (1 - 1e-9))
    step = max(1, math.ceil(step))
    return [step * n for n in range(math.ceil(max(highest, 1) / step - 1e-9) + 1)]


def _hour_before(at: datetime, zone: ZoneInfo) -> datetime:
    local = at.astimezone(zone)
    into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return at.astimezone(UTC) - into
