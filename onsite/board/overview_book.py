"""The overview as it was put together last: many boards are told the same one at the same time.

Which stations are there only this process knows, so it is kept here.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

import gevent
from gevent.event import Event
from sqlalchemy.orm import Session

from onsite import clock
from onsite.board.overview import overview, presence_of
from onsite.board.overview_shapes import Overview
from onsite.db import Database

log = logging.getLogger(__name__)

TELL_EVERY_S = 2
LOOK_EVERY_S = 30  # a station falls silent without a commit
OFTEN, WITHIN_S = 3, 3.0  # put together so often in so many seconds, else the last one is given
GOOD_FOR = timedelta(seconds=5)


class OverviewBook:
    """Composes the overview, keeps it, and tells boards each other one.

    Args:
        database: The event's.
        connected: Names the stations with a live connection.
        seen: Station -> its last request.
        is_heard: Whether any board listens; else nothing is put together for it.
        tell: Called with each other one.
    """

    def __init__(
        self,
        database: Database,
        *,
        connected: Callable[[], Collection[str]],
        seen: Mapping[str, datetime],
        is_heard: Callable[[], bool],
        tell: Callable[[Overview], None],
    ) -> None:
        self._database = database
        self._connected = connected
        self._seen = seen
        self._is_heard = is_heard
        self._tell = tell
        self._kept: Overview | None = None
        self._kept_at: datetime | None = None
        self._is_old = True
        self._composed: deque[float] = deque(maxlen=OFTEN)
        self._changed = Event()

    def changed(self) -> None:
        """Note that something was committed."""
        self._is_old = True
        self._changed.set()

    def document(self) -> Overview:
        """Give the overview without names; at most 3 s old while many ask."""
        is_good = (
            not self._is_old
            and self._kept_at is not None
            and clock.now() - self._kept_at < GOOD_FOR
        )
        if self._kept is not None and (is_good or self._is_busy()):
            return self._kept
        return self._renewed()

    def composed(self, session: Session, *, now: datetime, names: bool = False) -> Overview:
        """Compose it now; ``names``: with those of speakers who are missing."""
        presence = presence_of(session, connected=self._connected(), seen=self._seen, now=now)
        return overview(session, now=now, presence=presence, names=names)

    def run(self) -> None:
        """Tell boards for ever, never more often than every 2 s; spawned as a greenlet."""
        while True:
            self._changed.wait(timeout=LOOK_EVERY_S)
            self._changed.clear()
            try:
                if self._is_heard():
                    self._tell(self._renewed())
            except Exception:  # a greenlet's top
                log.exception("the boards were not told of another overview")
            gevent.sleep(TELL_EVERY_S)

    def _renewed(self) -> Overview:
        now = clock.now()
        self._is_old = False
        self._composed.append(time.monotonic())
        with self._database.read() as session:
            self._kept = self.composed(session, now=now)
        self._kept_at = now
        return self._kept

    def _is_busy(self) -> bool:
        return len(self._composed) == OFTEN and time.monotonic() - self._composed[0] < WITHIN_S
