"""The one ticker: tells screens the headcount when something was committed, at most four times a second."""

import logging
from collections.abc import Callable
from typing import Any

import gevent
from gevent.event import Event

log = logging.getLogger(__name__)

PAUSE_S = 0.25
MINUTE_S = 60  # the curve moves on also when nobody comes


class Ticker:
    """Calls ``tell(compose())`` after commits, never more often than every 250 ms."""

    def __init__(
        self, *, compose: Callable[[], dict[str, Any]], tell: Callable[[dict[str, Any]], None]
    ) -> None:
        self._compose = compose
        self._tell = tell
        self._changed = Event()

    def changed(self) -> None:
        """Note that something was committed."""
        self._changed.set()

    def run(self) -> None:
        """Tick for ever; spawned as a greenlet by the server."""
        while True:
            self._changed.wait(timeout=MINUTE_S)
            self._changed.clear()
            try:
                self._tell(self._compose())
            except Exception:  # a greenlet's top: one failed reading must not silence every board
                log.exception("the screens were not told the headcount")
            gevent.sleep(PAUSE_S)
