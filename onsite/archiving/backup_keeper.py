"""When the running server makes its backups: soon after it began, hourly after changes, at its end."""

import logging

import gevent
from gevent.lock import BoundedSemaphore

from onsite import clock
from onsite.archiving import hourly
from onsite.archiving.backups import BackupState, Way, keep_still_good, newest
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
        wait_s: float = EVERY_S if self.make_now() else AGAIN_S
        while True:
            gevent.sleep(wait_s)
            wait_s = self.keep_up()

    def keep_up(self) -> float:
        """Make what is due: a backup, or the copy of one that found no further folder.

        Returns:
            Seconds until the next is due.
        """
        left_s = self._left_to_copy_s()
        if left_s > 0:
            return left_s if self._copied() else min(left_s, AGAIN_S)
        if self._is_changed:
            return EVERY_S if self.make_now() else AGAIN_S
        keep_still_good(self._folder, now=clock.now())
        return EVERY_S

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

    def _left_to_copy_s(self) -> float:
        """Tell how long the last backup, which has no copy yet, is the newest by the clock; 0: none waits."""
        state = newest(self._folder)
        made, copy = (
            (state.ways.get(Way.HOURLY), state.ways.get(Way.ELSEWHERE)) if state else (None, None)
        )
        if not self._backup_to or made is None or made.at is None or made.failed_at:
            return 0
        if copy is None or copy.failed_at is None:
            return 0
        return max(0.0, EVERY_S - (clock.now() - made.at).total_seconds())

    def _copied(self) -> bool:
        with self._one:
            is_there = hourly.in_a_process(self._folder, backup_to=self._backup_to, only_copy=True)
        self._tell()
        return is_there

    def _changed(self) -> None:
        self._is_changed = True

    def _tell(self) -> None:
        self._database.bus.publish([Changed("backups")])
