"""Words on the reception's papers and messages: in the event's both languages, Chinese first."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.wording import languages, word


def both(key: str, **values: object) -> str:
    """Say a few words in every language there is, on one line."""
    return " ".join(_said(key, values))


def _said(key: str, values: dict[str, object]) -> list[str]:
    said = (word(f"reception.{key}", language, **values) for language in languages())
    return list(dict.fromkeys(said))


def venue_zone(session: Session) -> ZoneInfo:
    """Read the venue's time zone."""
    return ZoneInfo(the_event(session).time_zone)


def clock_time(session: Session, at: datetime) -> str:
    """Write an instant as the venue's clocks show it: ``08:30``."""
    return f"{at.astimezone(venue_zone(session)):%H:%M}"
