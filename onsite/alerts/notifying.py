"""Messages to group bots: kept as rows, sent beside everything else, tried again until they are taken.

The bots' addresses are secrets of `event.toml`; rows name them by a digest. One row is one message for one
bot, so a bot that was reached is not told twice because another was not.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import gevent
from gevent.event import Event
from gevent.threadpool import ThreadPool
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite import clock
from onsite.alerts.rules import KEPT_FOR, pause_after
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.reception.alert_rows import Notification

log = logging.getLogger(__name__)

A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 20  # WeCom's and DingTalk's limit; DingTalk then closes for ten minutes
LONGEST_TEXT_BYTES = 2000  # WeCom takes 2,048
PAUSE_S = 1
THREADS = 2  # of our own, so that a bot that hangs holds up no commit
NOT_TAKEN = "The service did not take it, or could not be reached."
TOO_OLD = "Given up: it could not be sent for twelve hours."
GONE = "Its address is no longer in event.toml."


def target_of(address: str) -> str:
    """Name a bot's address without telling it."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def check_addresses(addresses: Sequence[str]) -> None:
    """Make sure that every address of `notify` can be sent to.

    Raises:
        OnsiteError: ``bad_settings``, naming the place in the list and not the address, which is a secret.
    """
    if not addresses:
        return
    unknown = [
        str(number) for number, address in enumerate(addresses, start=1) if _bot(address) is None
    ]
    if unknown:
        raise OnsiteError(
            "bad_settings",
            f"event.toml: notify: number {', '.join(unknown)} is no address that apprise knows; "
            "write it as the service tells, such as wecombot://KEY, dingtalk://TOKEN, "
            "feishu://TOKEN or mailto://..., and see https://github.com/caronc/apprise.",
        )


class Notifier:
    """Sends what is queued, in order, at most twenty messages a minute to each bot.

    Args:
        database: The event's.
        addresses: Where to, as apprise reads them.
    """

    def __init__(self, database: Database, addresses: Sequence[str]) -> None:
        self._database = database
        self._addresses = {target_of(address): address for address in addresses}
        self._pool = ThreadPool(THREADS)
        self._wake = Event()

    @property
    def targets(self) -> tuple[str, ...]:
        """Digests of the bots that are told."""
        return tuple(self._addresses)

    def wake(self) -> None:
        """Look soon whether there is something to send."""
        self._wake.set()

    def send_due(self) -> int:
        """Try every message that is due; how many were taken."""
        taken = 0
        for target, address in self._addresses.items():
            with self._database.read() as session:
                rows = due(session, target=target, now=clock.now())
            for row_id, text in rows:
                is_taken = self._pool.apply(_send, (address, text))
                self._note(row_id, is_taken=is_taken)
                taken += is_taken
                if not is_taken:
                    break  # the next would fail like this one
        return taken

    def run(self) -> None:
        """Send for ever; spawned as a greenlet by the server."""
        self._database.write(
            lambda session: give_up(session, targets=self.targets, now=clock.now())
        )
        while self._addresses:
            try:
                self.send_due()
            except Exception:  # a greenlet's top: what stands in the rows is tried again
                log.exception("messages to the group bots could not be sent")
                gevent.sleep(PAUSE_S)
            self._wake.wait(timeout=PAUSE_S)
            self._wake.clear()

    def _note(self, row_id: int, *, is_taken: bool) -> None:
        now = clock.now()
        self._database.write(lambda session: note_try(session, row_id, is_taken=is_taken, now=now))


def due(session: Session, *, target: str, now: datetime) -> list[tuple[int, str]]:
    """List ``(id, text)`` of what may be sent to a bot now, oldest first, within its limit a minute.

    A message that waits for its next try holds up those behind it: they would meet the same fate.
    """
    sent = session.scalar(
        select(func.count()).where(
            Notification.target == target, Notification.sent_at > now - A_MINUTE
        )
    )
    queued = session.execute(
        select(Notification.id, Notification.text, Notification.due_at)
        .where(Notification.target == target, Notification.state == "queued")
        .order_by(Notification.id)
        .limit(max(0, MOST_A_MINUTE - (sent or 0)))
    ).all()
    if queued and queued[0].due_at > now:
        return []
    return [(row.id, row.text) for row in queued]


def note_try(session: Session, row_id: int, *, is_taken: bool, now: datetime) -> None:
    """Note what became of one try; a message nobody took for twelve hours is given up."""
    row = session.get_one(Notification, row_id)
    row.attempts += 1
    if is_taken:
        row.state, row.sent_at, row.error = "sent", now, None
    elif now - row.created_at > KEPT_FOR:
        row.state, row.error = "failed", TOO_OLD
    else:
        row.error, row.due_at = NOT_TAKEN, now + pause_after(row.attempts)
    session.flush()


def give_up(session: Session, *, targets: Sequence[str], now: datetime) -> None:
    """Give up what was meant for bots that are no longer in the settings, or is hours old."""
    rows = session.scalars(select(Notification).where(Notification.state == "queued"))
    for row in rows:
        if row.target not in targets:
            row.state, row.error = "failed", GONE
        elif now - row.created_at > KEPT_FOR:
            row.state, row.error = "failed", TOO_OLD
    session.flush()


def _send(address: str, text: str) -> bool:
    """Send one message; runs in a thread of our own, since a bot may take its time.

    The plug-in itself is asked: `Apprise.notify` would start threads that outlive this one under gevent,
    and the program could not end.
    """
    bot = _bot(address)
    short = text.encode()[:LONGEST_TEXT_BYTES].decode(errors="ignore")
    try:
        return bot is not None and bool(bot.notify(body=short, title=""))
    except Exception:  # noqa: BLE001 - a plug-in's own fault is a try in vain
        log.warning("a group bot's plug-in failed; the message is tried again")
        return False


def _bot(address: str) -> Any:
    """Make the plug-in of an address; None when apprise knows none."""
    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # what it logs repeats the address
    return apprise.Apprise.instantiate(address)
