"""Guests who arrived, and speakers who should be here and are not."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.alerts.noticed import Noticed
from onsite.reception.guests import speaks_in
from onsite.reception.rules import is_missing
from onsite.reception.settings import settings
from onsite.registration import queries
from onsite.registration.models import Arrival, CheckIn, Delegate, Guest, Zone


def arrived_guests(session: Session, now: datetime) -> Iterator[Noticed]:  # noqa: ARG001 - a watcher
    """Notice every guest who is here; one whose check-in is undone and who comes again is told anew."""
    rows = session.execute(
        select(
            Delegate.id, Delegate.reg_no, Delegate.name, Guest.host, Guest.lounge, Arrival.at,
            Zone.place,
        )
        .join(Guest, Guest.delegate_id == Delegate.id)
        .join(Arrival, Arrival.delegate_id == Delegate.id)
        .join(CheckIn, CheckIn.id == Arrival.check_in_id)
        .outerjoin(Zone, Zone.code == CheckIn.zone)
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
    programme = {row.code: row for row in queries.programme(session)}
    rows = session.execute(
        select(Delegate, Guest)
        .join(Guest, Guest.delegate_id == Delegate.id)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(Delegate.is_cancelled.is_(False), Arrival.delegate_id.is_(None))
    )
    for row, guest in rows:
        for one in speaks_in(guest, programme):
            if is_missing(
                starts_at=one.starts_at, ends_at=one.ends_at, now=now, within=within, is_here=False
            ):
                yield Noticed(
                    key=f"speaker_missing:{row.reg_no}:{one.code}",
                    kind="speaker_missing",
                    delegate_id=row.id,
                    session=one.code,
                    facts={
                        "session": one.name,
                        "session_en": one.name_en,
                        "hall": one.hall,
                        "time": one.starts_at,
                    },
                    persons={"name": row.name, "host": guest.host or "-"},
                )
