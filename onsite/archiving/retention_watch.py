"""The server ends retention by itself: on its date personal data goes, once nobody uses the event."""

import logging
import time
from datetime import datetime
from uuid import uuid4

import gevent

from onsite import clock
from onsite.access.queries import the_event
from onsite.archiving.queries import has_personal_data, retention_told
from onsite.archiving.shapes import WipeBody
from onsite.archiving.sweeping import finish_interrupted, wipe_all
from onsite.asking import LOCAL, Asking, Principal, Station
from onsite.config import EventFolder
from onsite.db import Database
from onsite.errors import OnsiteError

log = logging.getLogger(__name__)

LOOK_S = 60
# A laptop whose clock is years ahead this morning is seen to be in use by then.
WAITS_S = 3600
_LAPTOP = Principal(Station(id="laptop", role=LOCAL, name="laptop"))


class RetentionWatch:
    """Wipes personal data when its date has come; `run` is spawned as a greenlet.

    Args:
        folder: The event's.
        database: Its database.
        days: The setting ``retention_days``.
    """

    def __init__(self, folder: EventFolder, database: Database, *, days: int) -> None:
        self._folder = folder
        self._database = database
        self._days = days
        self._began = time.monotonic()

    def run(self) -> None:
        """Look for ever."""
        while True:
            try:
                self.look(now=clock.now())
            except Exception:  # a greenlet's top: tried again in a minute
                log.exception("personal data could not be wiped")
            gevent.sleep(LOOK_S)

    def look(self, *, now: datetime, served_s: float | None = None) -> bool:
        """Wipe when it is time; True when it was done now.

        Args:
            now: When.
            served_s: How long the event has been served, in seconds; measured when not given.

        Raises:
            OnsiteError: ``backup_running``, ``log_not_cut``.
        """
        finish_interrupted(self._database, self._folder)
        served = time.monotonic() - self._began if served_s is None else served_s
        with self._database.read() as session:
            told = retention_told(session, days=self._days, now=now)
            is_due = told["is_over"] and told["waits_for"] is None and served >= WAITS_S
            if not is_due or not has_personal_data(session):
                return False
            code = the_event(session).code
        try:
            wipe_all(
                self._database,
                self._folder,
                WipeBody(wipe_id=uuid4(), confirm=code),
                Asking(_LAPTOP, now, "en"),
                why="retention",
            )
        except OnsiteError as error:
            log.warning("personal data is wiped on its retention date, but: %s", error)
            raise
        log.warning("personal data was wiped: its retention date has come; counts stay")
        return True
