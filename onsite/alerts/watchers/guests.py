"""Guests who arrived, and speakers who should be here and are not."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.alerts.noticed import Noticed
from onsite.reception.guests import session_codes
from onsite.reception.settings import settings
from onsite.registration import queries
from onsite.registration.models import Arrival, CheckIn, Delegate, Guest, Zone
from onsite.scanner import queries as scanner
from onsite.scanner.stays import day_begins, local_day


def arrived_guests(session: Session, now: datetime) -> Iterator[Noticed]:
    """Notice every guest who came today; one whose check-in is undone and who comes again is told anew."""
    zone = ZoneInfo(the_event(session).time_zone)
    today = day_begins(local_day(now, zone), zone)
    rows = session.execute(
        select(
            Delegate.id, Delegate.reg_no, Delegate.name, Guest.host, Guest.lounge, Arrival.at,
            Zone.place,
        )
        .join(Guest, Guest.delegate_id == Delegate.id)
        .join(Arrival, Arrival.delegate_id == Delegate.id)
        .join(CheckIn, CheckIn.id == Arrival.check_in_id)
        .outerjoin(Zone, Zone.code == CheckIn.zone)
        .where(Arrival.at >= today)
        .order_by(Arrival.at)
    )  # fmt: skip
    for delegate_id, reg_no, name, host, lounge, at, place in rows:
        yield Noticed(
            key=f"vip_arrived:{reg_no}",
            kind="vip_arrived",
            delegate_id=delegate_id,
            facts={"time": at, "place": place or "-", "lounge": lounge or "-"},
            persons={"name": name, "host": host or "-"},
        )


def missing_speakers(session: Session, now: datetime) -> Iterator[Noticed]:
    """Notice every speaker who is not here so long before her session, until it is over."""
    within = timedelta(minutes=settings(session)["speaker_minutes"])
    soon = {
        row.code: row
        for row in queries.programme(session)
        if row.starts_at - within <= now < row.ends_at
    }
    if not soon:
        return
    halls = {row.code: row for row in scanner.halls(session)}
    rows = session.execute(
        select(Delegate.id, Delegate.reg_no, Delegate.name, Guest.session, Guest.host)
        .join(Guest, Guest.delegate_id == Delegate.id)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(Delegate.is_cancelled.is_(False), Arrival.delegate_id.is_(None))
        .where(Guest.session != "")
    )
    for delegate_id, reg_no, name, sessions, host in rows:
        for code in session_codes(sessions):
            if one := soon.get(code):
                hall = halls.get(one.hall)
                yield Noticed(
                    key=f"speaker_missing:{reg_no}:{code}",
                    kind="speaker_missing",
                    delegate_id=delegate_id,
                    session=code,
                    facts={
                        "session": one.name,
                        "session_en": one.name_en,
                        "hall": hall.name if hall else one.hall,
                        "hall_en": hall.name_en if hall else one.hall,
                        "time": one.starts_at,
                    },
                    persons={"name": name, "host": host or "-"},
                )
