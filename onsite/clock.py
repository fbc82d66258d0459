"""The one place that asks what time it is; tests set it. The venue's time zone does not live here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


def _system() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place that may


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """Tell the instant: aware, UTC, microseconds."""
    return _source()


@contextmanager
def set_to(instant: datetime | Callable[[], datetime]) -> Iterator[None]:
    """Stop the clock at an instant (or let a function tell it) for a test or a rehearsal."""
    global _source  # noqa: PLW0603 - the clock is the process's, as the real one is
    before = _source
    _source = instant if callable(instant) else lambda: instant
    try:
        yield
    finally:
        _source = before
