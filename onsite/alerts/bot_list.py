"""The group bots as control shows them: which there are, what waits for them, what they said last."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.alerts.bots import Bot
from onsite.alerts.notifying import NOT_TAKEN, REFUSED, TOO_MANY, TOO_OLD
from onsite.alerts.shapes import BotShape
from onsite.reception.alert_rows import Notification
from onsite.units import rfc3339

PROBLEMS = {REFUSED: "refused", NOT_TAKEN: "silent", TOO_OLD: "given_up", TOO_MANY: "given_up"}


def bot_list(session: Session, bots: Sequence[Bot]) -> list[BotShape]:
    """List the bots, in the order of event.toml."""
    return [_shape(session, bot, number) for number, bot in enumerate(bots, start=1)]


def _shape(session: Session, bot: Bot, number: int) -> BotShape:
    counts = dict(
        session.execute(
            select(Notification.state, func.count())
            .where(Notification.target == bot.target)
            .group_by(Notification.state)
        )
        .tuples()
        .all()
    )
    sent_at = session.scalar(
        select(func.max(Notification.sent_at)).where(
            Notification.target == bot.target, Notification.state == "sent"
        )
    )
    last_error = session.scalar(
        select(Notification.error)
        .where(Notification.target == bot.target, Notification.attempts > 0)
        .order_by(Notification.id.desc())
        .limit(1)
    )
    return {
        "bot": bot.target,
        "number": number,
        "service": bot.service,
        "kinds": sorted(bot.kinds) if bot.kinds is not None else None,
        "has_digest": bot.has_digest,
        "queued": counts.get("queued", 0),
        "failed": counts.get("failed", 0),
        "last_sent_at": rfc3339(sent_at) if sent_at else None,
        "last_problem": _problem(last_error) if last_error else None,
        "last_error": last_error,
    }


def _problem(error: str) -> str:
    """Name what pages word; what none of our sentences begins, a service said that takes no more."""
    return next((name for said, name in PROBLEMS.items() if error.startswith(said)), "busy")
