"""The digest: every few hours while a zone is open, how far the event is, from what the board shows."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.alerts.bots import Bot
from onsite.alerts.notifying import queue
from onsite.alerts.settings import limits
from onsite.board.headcount import headcount
from onsite.board.planned import windows
from onsite.messages.models import Incident
from onsite.reception import zones
from onsite.reception.alert_rows import Alert, Notification
from onsite.reception.words import clock_time
from onsite.registration import queries
from onsite.scanner import queries as scanner
from onsite.wording import languages, word

MINUTE_S = 60


def is_digest_due(session: Session, *, now: datetime) -> bool:
    """Tell whether a digest is due: so many hours after the zones opened, or after the last one."""
    hours = limits(session)["digest_hours"]
    opened_at = _opened_at(session, now)
    if not hours or opened_at is None:
        return False
    last = session.scalar(
        select(func.max(Notification.created_at)).where(Notification.alert.is_(None))
    )
    return now - max(opened_at, last or opened_at) >= timedelta(hours=hours)


def queue_digest(session: Session, bots: Sequence[Bot], *, now: datetime) -> None:
    """Queue the digest for the bots that want it."""
    hearing = [bot for bot in bots if bot.has_digest]
    if hearing:
        queue(session, hearing, digest(session, now=now), alert=None, now=now)


def digest(session: Session, *, now: datetime) -> str:
    """Say how far the event is, in every language there is, one after the other."""
    return "\n\n".join("\n".join(_lines(session, language, now)) for language in languages())


def _lines(session: Session, language: str, now: datetime) -> Iterator[str]:
    event = the_event(session)
    counts = headcount(session, now=now)
    yield word(
        "alert.digest.title",
        language,
        event=_named(event, language),
        time=clock_time(session, now),
    )
    yield word(
        "alert.digest.progress",
        language,
        checked_in=counts["checked_in"],
        registered=counts["registered"],
        rate=f"{counts['rate']:.1%}",
        vip=f"{counts['vip_rate']:.1%}",
    )
    for zone in zones.shown(session, now=now):
        wait_s = zone["wait_s"]
        if wait_s is None and not zone["expected"] and not zone["arrived"]:
            continue  # nobody is expected there, and nobody came
        yield word(
            "alert.digest.zone_quiet" if wait_s is None else "alert.digest.zone",
            language,
            zone=zone["name_en"] if language == "en" and zone["name_en"] else zone["name"],
            arrived=zone["arrived"],
            expected=zone["expected"],
            **({} if wait_s is None else {"minutes": round(wait_s / MINUTE_S)}),
        )
    for hall in scanner.halls(session):
        count = counts["halls"][hall.code]
        yield word(
            "alert.digest.hall",
            language,
            hall=_named(hall, language),
            inside=count["inside"],
            capacity=count["capacity"] or "—",
        )
    yield word("alert.digest.open", language, count=_unseen(session))
    incidents = select(func.count()).where(Incident.state == "open")
    yield word("alert.digest.incidents", language, count=session.scalar(incidents) or 0)


def _named(row: object, language: str) -> str:
    in_english: str = getattr(row, "name_en", "")
    own: str = getattr(row, "name", "")
    return in_english if language == "en" and in_english else own


def _unseen(session: Session) -> int:
    return (
        session.scalar(
            select(func.count()).where(Alert.acknowledged_at.is_(None), Alert.ended_at.is_(None))
        )
        or 0
    )


def _opened_at(session: Session, now: datetime) -> datetime | None:
    """Find when the zones that are open now opened today, the first of them; None when none is."""
    event = the_event(session)
    zone = ZoneInfo(event.time_zone)
    begun = [
        begins
        for row in queries.zones(session)
        for begins, ends in windows(row, event, zone)
        if begins <= now < ends
    ]
    return min(begun, default=None)
