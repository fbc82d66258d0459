"""Speakers who are not here yet, by the sessions that come next."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.board.overview_shapes import MissingSpeaker, NextSession
from onsite.reception.guests import speaks_in
from onsite.reception.rules import is_missing
from onsite.reception.settings import settings
from onsite.registration import queries
from onsite.registration.models import Arrival, Delegate, Guest, ProgrammeSession
from onsite.units import rfc3339

AHEAD = timedelta(hours=12)
SHOWN_AT_MOST = 6


def next_sessions(session: Session, *, now: datetime, names: bool) -> list[NextSession]:
    """List the sessions that are on or come next and have speakers, by their beginning.

    Args:
        session: A reading session.
        now: When.
        names: Whether it is told who is missing; else only how many are.
    """
    within = timedelta(minutes=settings(session)["speaker_minutes"])
    programme = {row.code: row for row in queries.programme(session)}
    speakers = _speakers(session, programme)
    near = [row for row in programme.values() if now < row.ends_at and row.starts_at < now + AHEAD]
    found = [
        _shape(row, speakers[row.code], now=now, within=within, names=names)
        for row in near
        if speakers[row.code]
    ]
    return found[:SHOWN_AT_MOST]


class _Speaker(NamedTuple):
    guest: Guest
    reg_no: str
    name: str
    organisation: str
    arrived_at: datetime | None


def _speakers(
    session: Session, programme: dict[str, ProgrammeSession]
) -> defaultdict[str, list[_Speaker]]:
    rows = session.execute(
        select(Guest, Delegate.reg_no, Delegate.name, Delegate.organisation, Arrival.at)
        .join(Delegate, Guest.delegate_id == Delegate.id)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(Delegate.is_cancelled.is_(False))
        .order_by(Delegate.reg_no)
    )
    found: defaultdict[str, list[_Speaker]] = defaultdict(list)
    for speaker in map(_Speaker._make, rows):
        for one in speaks_in(speaker.guest, programme):
            found[one.code].append(speaker)
    return found


def _shape(
    row: ProgrammeSession,
    speakers: list[_Speaker],
    *,
    now: datetime,
    within: timedelta,
    names: bool,
) -> NextSession:
    missing = [speaker for speaker in speakers if speaker.arrived_at is None]
    is_due = is_missing(
        starts_at=row.starts_at, ends_at=row.ends_at, now=now, within=within, is_here=not missing
    )
    return {
        "session": row.code,
        "name": row.name,
        "name_en": row.name_en,
        "hall": row.hall,
        "starts_at": rfc3339(row.starts_at),
        "ends_at": rfc3339(row.ends_at),
        "speakers": len(speakers),
        "missing": len(missing),
        "is_due": is_due,
        "missing_speakers": [_missing(speaker) for speaker in missing] if names else None,
    }


def _missing(speaker: _Speaker) -> MissingSpeaker:
    return {
        "reg_no": speaker.reg_no,
        "name": speaker.name,
        "organisation": speaker.organisation,
        "host": speaker.guest.host,
        "host_phone": speaker.guest.host_phone,
    }
