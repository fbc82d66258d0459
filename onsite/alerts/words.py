"""What messages to groups say: the sentences pages show too, in the event's languages, a line each."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onsite.reception.words import clock_time
from onsite.units import rfc3339
from onsite.wording import languages, word

ENGLISH = "_en"
FEN = "_fen"
BUDGET = "budget_over"
_EMPTY_PLACE = re.compile("（[—-]）| [(][—-][)]")  # what has no place is said without one


def told(session: Session, kind: str, places: Mapping[str, Any]) -> str:
    """Say an alert in every language there is.

    Args:
        session: Reads the venue's time zone.
        kind: The alert's.
        places: What the sentence names; instants are shown as the venue's clocks do.
    """
    said = (said_in(session, language, kind, places) for language in languages())
    return "\n".join(dict.fromkeys(said))


def said_in(session: Session, language: str, kind: str, places: Mapping[str, Any]) -> str:
    """Say an alert in one language."""
    key = f"alert.{BUDGET}" if kind.startswith(BUDGET) else f"alert.{kind}"
    shown = {name: _shown(session, language, name, places) for name in places}
    return _EMPTY_PLACE.sub("", word(key, language, **shown))


def kept(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Make facts fit for a row: instants as text."""
    return {
        name: rfc3339(value) if isinstance(value, datetime) else value
        for name, value in facts.items()
    }


def money(fen: int) -> str:
    """Write a sum as people read it."""
    return f"¥{fen / 100:,.2f}".removesuffix(".00")


def _shown(session: Session, language: str, name: str, places: Mapping[str, Any]) -> object:
    value = places[name]
    if language == "en":
        value = places.get(name + ENGLISH) or value
    if value is None:
        return "—"
    if isinstance(value, datetime):
        return clock_time(session, value)
    if name.endswith(FEN):
        return money(value)
    if name == "state":
        return word(f"printer.state.{value}", language)
    return f"{value:g}" if isinstance(value, float) else value
