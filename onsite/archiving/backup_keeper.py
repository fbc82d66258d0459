"""When the running server makes its backups: soon after it began, hourly after changes, at its end."""

import logging

import gevent
from gevent.lock import BoundedSemaphore

from onsite import clock
from onsite.archiving import hourly
from onsite.archiving.backups import BackupState, keep_still_good, newest
from onsite.config import EventFolder
from onsite.db import Database
from onsite.events import Changed

log = logging.getLogger(__name__)

FIRST_S = 120  # after the start, when pages and printers have come back
EVERY_S = 3600
AGAIN_S = 300  # after a failure


class BackupKeeper:
    """Keeps the backups of a served event; `run` is spawned as a greenlet.

    Args:
        folder: The event's.
        database: Its database: what was committed since the last backup makes the next one due.
        backup_to: The further folder, or empty.
    """

    def __init__(self, folder: EventFolder, database: Database, *, backup_to: str) -> None:
        self._folder = folder
        self._database = database
        self._backup_to = backup_to
        self._is_changed = False
        self._one = BoundedSemaphore()
        database.on_commit.append(self._changed)

    def run(self) -> None:
        """Make backups for ever."""
        gevent.sleep(FIRST_S)
        self._is_changed = True  # the first is made in any case: it shows that one can be
        while True:
            gevent.sleep(EVERY_S if self._made_or_needless() else AGAIN_S)

    def _made_or_needless(self) -> bool:
        if self._is_changed:
            return self.make_now() is not None
        keep_still_good(self._folder, now=clock.now())
        return True

    def make_now(self) -> BackupState | None:
        """Make one in a process of its own, waiting for it without holding anyone; None when it failed."""
        with self._one:
            self._is_changed = False
            if not hourly.in_a_process(self._folder, backup_to=self._backup_to):
                self._is_changed = True
                log.warning("no backup was made; the control page says why")
            else:
                state = newest(self._folder)
                self._tell()
                return state
        self._tell()
        return None

    def finish(self) -> None:
        """Make the last one, when nobody is served any more and something is in no backup yet."""
        if self._is_changed:
            hourly.make_hourly(self._folder, backup_to=self._backup_to, now=clock.now())

    def _changed(self) -> None:
        self._is_changed = True

    def _tell(self) -> None:
        self._database.bus.publish([Changed("backups")])
