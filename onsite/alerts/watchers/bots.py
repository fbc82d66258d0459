"""Group bots that did not take what they were told."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.alerts.bots import Bot
from onsite.alerts.noticed import Noticed, Watcher
from onsite.reception.alert_rows import Notification


def bot_watcher(bots: Sequence[Bot]) -> Watcher:
    """Make the watcher of the event's bots: one whose last message was given up is told."""

    def refusing(session: Session, now: datetime) -> Iterator[Noticed]:  # noqa: ARG001 - a watcher
        for number, bot in enumerate(bots, start=1):
            last = session.execute(
                select(Notification.state)
                .where(Notification.target == bot.target, Notification.state != "queued")
                .order_by(Notification.id.desc())
                .limit(1)
            ).scalar_one_or_none()
            if last == "failed":
                yield Noticed(
                    key=f"bot_refused:{bot.target}",
                    kind="bot_refused",
                    facts={"bot": bot.service, "number": number},
                )

    return refusing
