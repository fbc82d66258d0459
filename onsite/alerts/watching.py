"""What the event itself notices: a guest arrived, a speaker is missing, a zone is slow.

Each is told once, by the key of its alert. Looking costs a few reads, writing happens only when there is
something new; a check-in never waits for any of it.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import gevent
from gevent.event import Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite import clock, events
from onsite.db import Database
from onsite.reception import zones
from onsite.reception.alert_rows import Alert, Notification
from onsite.reception.guests import speaks_in
from onsite.reception.rules import is_missing
from onsite.reception.settings import settings
from onsite.reception.words import clock_time, in_lines
from onsite.registration import queries
from onsite.registration.models import Arrival, CheckIn, Delegate, Guest, Zone

log = logging.getLogger(__name__)

PAUSE_S = 0.25  # many arrive at once; they are looked at together
MINUTE_S = 60


@dataclass(frozen=True)
class Noticed:
    """An alert that is not there yet, and what a message about it says."""

    key: str
    kind: str
    text: str
    delegate_id: int | None = None
    session: str | None = None
    zone: str | None = None
    wait_s: int | None = None


class Watch:
    """Looks when someone arrived, and every minute.

    Args:
        database: The event's.
        targets: Digests of the group bots that are told too.
        told: Called after new alerts were written.
    """

    def __init__(
        self, database: Database, *, targets: Sequence[str] = (), told: Callable[[], None]
    ) -> None:
        self._database = database
        self._targets = tuple(targets)
        self._told = told
        self._wake = Event()

    def wake(self) -> None:
        """Look soon."""
        self._wake.set()

    def look(self) -> int:
        """Look once; how many new alerts there are."""
        now = clock.now()
        with self._database.read() as session:
            found = notice(session, now=now)
        if not found:
            return 0
        self._database.write(
            lambda session: raise_alerts(session, found, targets=self._targets, now=now)
        )
        self._told()
        return len(found)

    def run(self) -> None:
        """Look for ever; spawned as a greenlet by the server."""
        while True:
            self._wake.wait(timeout=MINUTE_S)
            self._wake.clear()
            try:
                self.look()
            except Exception:  # a greenlet's top: one failed look must not end the watch
                log.exception("the reception could not look for what is new")
            gevent.sleep(PAUSE_S)


def notice(session: Session, *, now: datetime) -> list[Noticed]:
    """Find what nobody was told of yet."""
    known = set(session.scalars(select(Alert.key)))
    found = [
        *_arrived(session),
        *_missing(session, now),
        *_slow(session, now),
    ]
    return [one for one in found if one.key not in known]


def raise_alerts(
    session: Session, found: Collection[Noticed], *, targets: Sequence[str], now: datetime
) -> None:
    """Write alerts that are still new, with a message for each group bot. Events: `Changed`."""
    for one in found:
        if session.get(Alert, one.key) is not None:
            continue
        session.add(
            Alert(
                key=one.key,
                kind=one.kind,
                delegate_id=one.delegate_id,
                session=one.session,
                zone=one.zone,
                wait_s=one.wait_s,
                at=now,
            )
        )
        session.flush()
        session.add_all(
            Notification(
                alert=one.key,
                target=target,
                text=one.text,
                state="queued",
                created_at=now,
                due_at=now,
            )
            for target in targets
        )
    session.flush()
    events.record(session, events.Changed("alerts"))
    events.record(session, events.Changed("guests"))


def _arrived(session: Session) -> list[Noticed]:
    rows = session.execute(
        select(Delegate, Guest, Arrival.at, Zone.place)
        .join(Guest, Guest.delegate_id == Delegate.id)
        .join(Arrival, Arrival.delegate_id == Delegate.id)
        .join(CheckIn, CheckIn.id == Arrival.check_in_id)
        .outerjoin(Zone, Zone.code == CheckIn.zone)
        .outerjoin(Alert, Alert.key == "vip_arrived:" + Delegate.reg_no)
        .where(Alert.key.is_(None))
        .order_by(Arrival.at)
    )
    return [
        Noticed(
            key=f"vip_arrived:{row.reg_no}",
            kind="vip_arrived",
            delegate_id=row.id,
            text=in_lines(
                "message.vip_arrived",
                name=row.name,
                time=clock_time(session, at),
                place=place or "-",
                host=guest.host or "-",
                lounge=guest.lounge or "-",
            ),
        )
        for row, guest, at, place in rows
    ]


def _missing(session: Session, now: datetime) -> list[Noticed]:
    within = timedelta(minutes=settings(session)["speaker_minutes"])
    programme = {row.code: row for row in queries.programme(session)}
    rows = session.execute(
        select(Delegate, Guest)
        .join(Guest, Guest.delegate_id == Delegate.id)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(Delegate.is_cancelled.is_(False), Arrival.delegate_id.is_(None))
    )
    return [
        Noticed(
            key=f"speaker_missing:{row.reg_no}:{one.code}",
            kind="speaker_missing",
            delegate_id=row.id,
            session=one.code,
            text=in_lines(
                "message.speaker_missing",
                name=row.name,
                session=one.name,
                hall=one.hall,
                time=clock_time(session, one.starts_at),
                host=guest.host or "-",
            ),
        )
        for row, guest in rows
        for one in speaks_in(guest, programme)
        if is_missing(
            starts_at=one.starts_at, ends_at=one.ends_at, now=now, within=within, is_here=False
        )
    ]


def _slow(session: Session, now: datetime) -> list[Noticed]:
    hour = now.astimezone(UTC).strftime("%Y-%m-%dT%H")
    return [
        Noticed(
            key=f"slow_zone:{zone['code']}:{hour}",
            kind="slow_zone",
            zone=zone["code"],
            wait_s=zone["wait_s"],
            text=in_lines(
                "message.slow_zone", zone=zone["name"], minutes=round((zone["wait_s"] or 0) / 60)
            ),
        )
        for zone in zones.shown(session, now=now)
        if zone["alarm"]
    ]
