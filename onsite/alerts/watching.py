"""What the event itself notices: halls that fill, guests who arrive, printers that stop.

The watchers tell what is so now; here it is compared with the alerts that last. Each cause is told once;
when it is gone its alert is over, and when it begins anew later there is another. While it lasts its numbers
follow what is so, told to nobody anew. Looking costs a few reads, writing happens only when something
changed; a check-in never waits for any of it.
"""

import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import gevent
from gevent.event import Event
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from onsite import clock, events
from onsite.access.wipe_rows import wiped_at
from onsite.alerts.bots import Bot
from onsite.alerts.digest import is_digest_due, queue_digest
from onsite.alerts.kinds import KINDS
from onsite.alerts.noticed import Noticed, Watched
from onsite.alerts.notifying import queue
from onsite.alerts.settings import rules
from onsite.alerts.words import kept, told
from onsite.db import Database
from onsite.reception.alert_rows import Alert

log = logging.getLogger(__name__)

PAUSE_S = 1.0  # at most one look a second, however many arrive
EVERY_S = 3.0  # for what no commit tells; with the look itself still within five seconds
ANEW = timedelta(seconds=30)  # until the numbers of an alert that lasts are written as they are now
BACK_WITHIN = timedelta(minutes=5)  # a cause that comes and goes is the same alert, told once


@dataclass(frozen=True)
class Found:
    """What one look found.

    Attributes:
        began: Causes that began.
        over: Alerts whose cause is gone, by key.
        differs: Alerts that last and whose facts are others now, by key.
    """

    began: Sequence[Noticed]
    over: Collection[str]
    differs: Mapping[str, Noticed] = field(default_factory=dict)


class Watch:
    """Looks when something was committed, and every few seconds.

    Args:
        database: The event's.
        watchers: Who looks.
        bots: The group bots that are told too.
        told: Called after messages were queued.
    """

    def __init__(
        self,
        database: Database,
        *,
        watchers: Sequence[Watched],
        bots: Sequence[Bot] = (),
        told: Callable[[], None],
    ) -> None:
        self._database = database
        self._watchers = tuple(watchers)
        self._bots = tuple(bots)
        self._told = told
        self._wake = Event()
        self._compared_at: datetime | None = None

    def wake(self) -> None:
        """Look soon."""
        self._wake.set()

    def look(self, *, on_commit: bool = False) -> int:
        """Look once; how many new alerts there are.

        Args:
            on_commit: Only what commits tell, and is cheap to look at.
        """
        now = clock.now()
        watchers = [each for each in self._watchers if each.on_commit or not on_commit]
        is_anew = not on_commit and (
            self._compared_at is None or abs(now - self._compared_at) >= ANEW
        )
        if is_anew:
            self._compared_at = now
        with self._database.read() as session:
            found = notice(session, watchers, now=now, is_anew=is_anew)
        if not found.began and not found.over and not found.differs:
            return 0
        count = self._database.write(lambda session: keep(session, found, bots=self._bots, now=now))
        self._told()
        return count

    def digest(self) -> None:
        """Queue the digest when it is time."""
        now = clock.now()
        with self._database.read() as session:
            is_due = bool(self._bots) and is_digest_due(session, now=now)
        if is_due:
            self._database.write(lambda session: queue_digest(session, self._bots, now=now))
            self._told()

    def run(self) -> None:
        """Look for ever; spawned as a greenlet by the server."""
        looked_at = 0.0
        while True:
            self._wake.wait(timeout=max(0.0, looked_at + EVERY_S - time.monotonic()))
            self._wake.clear()
            is_due = time.monotonic() >= looked_at + EVERY_S
            try:
                self.look(on_commit=not is_due)
                if is_due:
                    looked_at = time.monotonic()
                    self.digest()
            except Exception:  # a greenlet's top: one failed look must not end the watch
                log.exception("what is new could not be looked for")
            gevent.sleep(PAUSE_S)


def notice(
    session: Session, watchers: Sequence[Watched], *, now: datetime, is_anew: bool = False
) -> Found:
    """Find what nobody was told of yet, and what is over; a watcher that fails ends nothing.

    Once personal data was wiped nobody is told anything: what had been told went with it.

    Args:
        session: A reading session.
        watchers: Who looks.
        now: When.
        is_anew: Also compare the facts of alerts that last.
    """
    if wiped_at(session) is not None:
        return Found([], [])
    off = {kind for kind, rule in rules(session).items() if not rule["is_on"]}
    lasting = _lasting(session, {kind for each in watchers for kind in each.kinds})
    began: list[Noticed] = []
    over: list[str] = []
    differs: dict[str, Noticed] = {}
    for each in watchers:
        try:
            found = {one.key: one for one in each.watcher(session, now) if one.kind not in off}
        except Exception:  # the others still look
            log.exception("a watcher failed: %s", ", ".join(each.kinds))
            continue
        began += [one for key, one in found.items() if key not in lasting]
        over += [
            alert.key
            for cause, alert in lasting.items()
            if alert.kind in each.kinds and cause not in found
        ]
        for cause, one in found.items() if is_anew else ():
            if cause in lasting and kept(one.facts) != (lasting[cause].facts or {}):
                differs[lasting[cause].key] = one
    return Found(began, over, differs)


def keep(session: Session, found: Found, *, bots: Sequence[Bot], now: datetime) -> int:
    """Write what began and what is over; how many alerts are new. Events: `Changed`."""
    for key in found.over:
        row = session.get_one(Alert, key)
        if row.ended_at is None:
            row.ended_at = now
    for key, one in found.differs.items():
        row = session.get_one(Alert, key)
        row.facts, row.wait_s = kept(one.facts), one.wait_s
    session.flush()
    decided = rules(session)
    new = [one for one in found.began if _begin(session, one, now=now)]
    for one in new:
        hearing = [bot for bot in bots if bot.hears(one.kind)]
        if decided[one.kind]["tells_bots"] and hearing:
            text = told(session, one.kind, {**one.facts, **one.persons})
            queue(session, hearing, text, alert=_last(session, one.key)[0], now=now)
    events.record(session, events.Changed("alerts"))
    if any(one.delegate_id for one in new):
        events.record(session, events.Changed("guests"))
    return len(new)


def _lasting(session: Session, kinds: Collection[str]) -> dict[str, Row[Any]]:
    """Read the alerts whose cause lasts, by cause: their ``key``, ``kind`` and ``facts``."""
    rows = session.execute(
        select(
            func.coalesce(Alert.cause, Alert.key).label("cause"), Alert.key, Alert.kind, Alert.facts
        ).where(Alert.ended_at.is_(None), Alert.kind.in_(kinds))
    )
    return {row.cause: row for row in rows}


def _begin(session: Session, one: Noticed, *, now: datetime) -> bool:
    """Write an alert; False where its cause was there a moment ago, and it just goes on."""
    key, ended_at = _last(session, one.key)
    if key is not None and (ended_at is None or now - ended_at <= BACK_WITHIN):
        row = session.get_one(Alert, key)
        row.ended_at, row.facts, row.wait_s = None, kept(one.facts), one.wait_s
        session.flush()
        return False
    session.add(
        Alert(
            key=_next_key(session, one.key),
            kind=one.kind,
            cause=one.key,
            level=KINDS[one.kind].level,
            facts=kept(one.facts),
            delegate_id=one.delegate_id,
            session=one.session,
            zone=one.zone,
            wait_s=one.wait_s,
            at=now,
        )
    )
    session.flush()
    return True


def _last(session: Session, cause: str) -> tuple[str | None, datetime | None]:
    """Find the last alert of a cause, and since when it is over."""
    row = session.execute(
        select(Alert.key, Alert.ended_at)
        .where(func.coalesce(Alert.cause, Alert.key) == cause)
        .order_by(Alert.at.desc(), Alert.key.desc())
        .limit(1)
    ).one_or_none()
    return (row.key, row.ended_at) if row else (None, None)


def _next_key(session: Session, cause: str) -> str:
    """Name the alert: the first of a cause as the cause, those after it with their number."""
    before = session.scalar(
        select(func.count()).where(func.coalesce(Alert.cause, Alert.key) == cause)
    )
    return cause if not before else f"{cause}~{before + 1}"
