"""When a message is tried again. Pure: values in, value out."""

from datetime import timedelta

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=10)
KEPT_FOR = timedelta(hours=12)  # older news is none


def pause_after(attempts: int) -> timedelta:
    """Tell how long a message waits after so many tries in vain."""
    doubled: timedelta = FIRST_PAUSE * 2 ** min(attempts - 1, 10)
    return min(doubled, LONGEST_PAUSE)
