"""Facts told to the rest of the process, after the commit that made them true.

A use case records them with its session; the writer publishes them once the batch is on disk.
Nothing here reaches another process: that is the database's and Socket.IO's business.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Changed:
    """What a page shows is other than it was: it fetches that again. Tells no person's data.

    Attributes:
        what: ``guests``, ``help_calls``, ``alerts``, ``zones``, ``escalations`` ...
        id: Of what changed, where pages need it.
        station: The one station it concerns; None: all whose page shows such things.
    """

    what: str
    id: str | None = None
    station: str | None = None


def record(session: Session, event: object) -> None:
    """Keep an event with its session until the commit."""
    session.info.setdefault("events", []).append(event)


def taken_from(session: Session) -> list[object]:
    """Take the events recorded so far, leaving none."""
    events: list[object] = session.info.pop("events", [])
    return events


class Bus:
    """Who wants to hear of which event."""

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)

    def listen(self, kind: type, listener: Callable[[Any], None]) -> None:
        """Call ``listener(event)`` for every event of exactly this kind."""
        self._listeners[kind].append(listener)

    def publish(self, events: list[object]) -> None:
        """Tell the listeners; one that fails is logged and harms neither fact nor neighbour."""
        for event in events:
            for listener in self._listeners[type(event)]:
                try:
                    listener(event)
                except Exception:
                    log.exception("a listener of %s failed", type(event).__name__)
