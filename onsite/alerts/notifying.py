"""Messages to group bots: kept as rows, sent beside everything else, tried again until they are taken.

One row is one message for one bot, so a bot that was reached is not told twice because another was not.
What a service said to one, `sending` knows; rows name bots by a digest of their address.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import gevent
from gevent.event import Event
from gevent.threadpool import ThreadPool
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from onsite import clock, events
from onsite.alerts.bots import Bot
from onsite.alerts.rules import KEPT_FOR, pause_after
from onsite.alerts.sending import Answer, Outcome, send
from onsite.db import Database
from onsite.errors import not_found
from onsite.reception.alert_rows import Notification

log = logging.getLogger(__name__)

A_MINUTE, A_SECOND = timedelta(minutes=1), timedelta(seconds=1)
QUEUED_AT_MOST = 500  # for one bot; older news than that is none
PAUSE_S = 1
SPARE_THREADS = 1  # beside one a bot; all of our own, so that a bot that hangs holds up nothing
NOT_TAKEN = "The service did not take it, or could not be reached."
TOO_OLD = "Given up: it could not be sent for twelve hours."
TOO_MANY = "Given up: too many newer messages wait."
GONE = "Its address is no longer in event.toml."
REFUSED = "Refused, and not tried again; check the address in event.toml."


class Notifier:
    """Sends what is queued, in order, within the limits of each bot's service.

    Args:
        database: The event's.
        bots: Who is told.
    """

    def __init__(self, database: Database, bots: Sequence[Bot]) -> None:
        self.bots = tuple(bots)
        self._database = database
        self._pool = ThreadPool(len(self.bots) + SPARE_THREADS)
        self._wakes = {bot.target: Event() for bot in bots}

    def wake(self) -> None:
        """Look soon whether there is something to send."""
        for wake in self._wakes.values():
            wake.set()

    def send_due(self) -> int:
        """Try every message that is due; how many were taken."""
        return sum(self._send_to(bot) for bot in self.bots)

    def try_now(self, target: str, text: str) -> Answer:
        """Send one bot a message at once, past the queue, and wait for what it says.

        Raises:
            OnsiteError: ``unknown_bot`` 404.
        """
        bot = next((bot for bot in self.bots if bot.target == target), None)
        if bot is None:
            raise not_found("bot", target)
        answer: Answer = self._pool.apply(send, (bot, text))
        return answer

    def run(self) -> None:
        """Send for ever; spawned as a greenlet by the server. Bots don't wait for one another."""
        self._database.write(lambda session: give_up(session, bots=self.bots, now=clock.now()))
        every = [gevent.spawn(self._run_for, bot) for bot in self.bots]
        try:
            gevent.joinall(every)
        finally:
            gevent.killall(every)

    def _run_for(self, bot: Bot) -> None:
        wake = self._wakes[bot.target]
        while True:
            try:
                self._send_to(bot)
            except Exception:  # a greenlet's top: what stands in the rows is tried again
                log.exception("messages to a group bot could not be sent")
                gevent.sleep(PAUSE_S)
            wake.wait(timeout=PAUSE_S)
            wake.clear()

    def _send_to(self, bot: Bot) -> int:
        with self._database.read() as session:
            rows = due(session, bot=bot, now=clock.now())
        taken = 0
        for row_id, text in rows:
            answer: Answer = self._pool.apply(send, (bot, text))
            self._note(row_id, answer, bot)
            taken += answer.outcome is Outcome.TAKEN
            if answer.outcome in (Outcome.BUSY, Outcome.SILENT):
                break  # the next would fail like this one
        return taken

    def _note(self, row_id: int, answer: Answer, bot: Bot) -> None:
        now = clock.now()
        self._database.write(lambda session: note_try(session, row_id, answer, bot=bot, now=now))


def queue(
    session: Session, bots: Iterable[Bot], text: str, *, alert: str | None, now: datetime
) -> None:
    """Queue a message for each of these bots; of too many that wait the oldest is given up."""
    for bot in bots:
        waiting = select(Notification.id).where(
            Notification.target == bot.target, Notification.state == "queued"
        )
        kept = waiting.order_by(Notification.id.desc()).limit(QUEUED_AT_MOST - 1).subquery()
        session.execute(
            update(Notification)
            .where(Notification.id.in_(waiting), Notification.id.not_in(select(kept.c.id)))
            .values(state="failed", error=TOO_MANY)
        )
        session.add(
            Notification(
                alert=alert,
                target=bot.target,
                text=text,
                state="queued",
                created_at=now,
                due_at=now,
            )
        )
    session.flush()


def due(session: Session, *, bot: Bot, now: datetime) -> list[tuple[int, str]]:
    """List ``(id, text)`` of what may be sent to a bot now, oldest first, within its service's limits.

    A message that waits for its next try holds up those behind it: they would meet the same fate.
    """
    queued = session.execute(
        select(Notification.id, Notification.text, Notification.due_at)
        .where(Notification.target == bot.target, Notification.state == "queued")
        .order_by(Notification.id)
        .limit(bot.limits.a_minute)
    ).all()
    if not queued or queued[0].due_at > now:
        return []
    allowed = min(
        bot.limits.a_minute - _sent_since(session, bot, now - A_MINUTE),
        bot.limits.a_second - _sent_since(session, bot, now - A_SECOND),
    )
    return [(row.id, row.text) for row in queued[: max(0, allowed)]]


def note_try(session: Session, row_id: int, answer: Answer, *, bot: Bot, now: datetime) -> None:
    """Note what became of one try; a message nobody took for twelve hours is given up."""
    row = session.get_one(Notification, row_id)
    row.attempts += 1
    if answer.outcome is Outcome.TAKEN:
        row.state, row.sent_at, row.error = "sent", now, None
    elif answer.outcome is Outcome.REFUSED:
        row.state, row.error = "failed", f"{REFUSED} ({answer.detail})"
    elif now - row.created_at > KEPT_FOR:
        row.state, row.error = "failed", TOO_OLD
    elif answer.outcome is Outcome.BUSY:
        row.error, row.due_at = answer.detail, now + bot.limits.closes_for
    else:
        row.error, row.due_at = NOT_TAKEN, now + pause_after(row.attempts)
    session.flush()
    if row.state == "failed":
        events.record(session, events.Changed("alerts"))


def give_up(session: Session, *, bots: Sequence[Bot], now: datetime) -> None:
    """Give up what was meant for bots that are no longer in the settings, or is hours old."""
    targets = [bot.target for bot in bots]
    rows = session.scalars(select(Notification).where(Notification.state == "queued"))
    for row in rows:
        if row.target not in targets:
            row.state, row.error = "failed", GONE
        elif now - row.created_at > KEPT_FOR:
            row.state, row.error = "failed", TOO_OLD
    session.flush()


def _sent_since(session: Session, bot: Bot, since: datetime) -> int:
    return (
        session.scalar(
            select(func.count()).where(
                Notification.target == bot.target,
                Notification.state == "sent",
                Notification.sent_at > since,
            )
        )
        or 0
    )
