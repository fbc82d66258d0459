"""Which stations are there now: this process hears their live connection, or a request lately."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

HEARD_FOR = timedelta(seconds=60)


@dataclass(frozen=True)
class Presence:
    """Who is connected, and who asked last when.

    Attributes:
        connected: Stations with a live connection.
        seen: Station -> its last request since the server began.
        day_began: Since when a station that fell silent is today's trouble, not yesterday's.
    """

    connected: Collection[str]
    seen: Mapping[str, datetime]
    day_began: datetime

    def is_here(self, station: str, now: datetime) -> bool:
        """Tell whether a station is heard of."""
        at = self.seen.get(station)
        return station in self.connected or (at is not None and now - at < HEARD_FOR)

    def is_of_today(self, at: datetime | None) -> bool:
        """Tell whether an instant lies in the local day."""
        return at is not None and at >= self.day_began
