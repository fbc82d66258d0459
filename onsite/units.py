"""Units as they are written for others."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec

# What `rfc3339` writes.
Time = Annotated[str, msgspec.Meta(extra_json_schema={"format": "date-time"})]


def rfc3339(instant: datetime) -> str:
    """Write an aware instant in UTC to the millisecond, e.g. ``2026-12-05T00:14:03.120Z``."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def yuan(amount: int) -> str:
    """Write fen as an amount with two decimals only where needed: 180000 -> ``1,800``."""
    whole, cents = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole:,}" + (f".{cents:02d}" if cents else "")
