"""Guests and speakers as their hosts receive them: where they are, and how far they and their slides are.

Gifts given and fees paid out are other rooms' facts; who joins them (`onsite.desks`) hands them in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import Asking
from onsite.badges.papers import PlaceCard
from onsite.badges.service import queue_paper
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.reception.bodies import PlaceCardBody, ReceptionBody, SlideCheckBody
from onsite.reception.models import PlaceCardPrint, Reception, SlideCheck
from onsite.reception.rules import is_missing
from onsite.reception.settings import settings
from onsite.reception.shapes import GuestSession, GuestShape
from onsite.reception.words import both
from onsite.registration import queries
from onsite.registration.models import (
    Arrival,
    CheckIn,
    Delegate,
    Guest,
    ProgrammeSession,
    Zone,
)
from onsite.units import rfc3339


@dataclass(frozen=True)
class _Told:
    """What hosts and technicians have said of every guest so far."""

    receptions: dict[int, str]
    slides: dict[int, dict[str, str]]
    programme: dict[str, ProgrammeSession]
    speaker_minutes: int


def guests(
    session: Session,
    *,
    now: datetime,
    host: str | None = None,
    shows_phone: bool = True,
    with_gift: Collection[int] = (),
    with_fee: Collection[int] = (),
) -> list[GuestShape]:
    """List the guests: those who are missing first, then by their next session.

    Args:
        session: A reading session.
        now: When.
        host: Only this host's guests.
        shows_phone: Whether the hosts' numbers are told.
        with_gift: Ids of those who were given their gift.
        with_fee: Ids of those whose lecture fee was paid out.
    """
    told = _told(session)
    chosen = (
        select(Guest, Delegate, Arrival.at, Zone.place)
        .join(Delegate, Delegate.id == Guest.delegate_id)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .outerjoin(CheckIn, CheckIn.id == Arrival.check_in_id)
        .outerjoin(Zone, Zone.code == CheckIn.zone)
        .where(Delegate.is_cancelled.is_(False))
    )
    if host is not None:
        chosen = chosen.where(Guest.host == host)
    found = [
        {
            **_shape(guest, row, arrived_at, place or "", told, now),
            "host_phone": guest.host_phone if shows_phone else None,
            "gift_given": row.id in with_gift,
            "fee_paid": row.id in with_fee,
        }
        for guest, row, arrived_at, place in session.execute(chosen)
    ]
    found.sort(key=_most_urgent_first)
    return found  # type: ignore[return-value]  # the shape and its last three parts


def speaks_in(guest: Guest, programme: dict[str, ProgrammeSession]) -> list[ProgrammeSession]:
    """List the sessions a guest speaks in, by their beginning."""
    found = (programme[code] for code in session_codes(guest.session) if code in programme)
    return sorted(found, key=lambda row: row.starts_at)


def session_codes(text: str) -> list[str]:
    """Read the sessions a guest's row names, as the planners separated them."""
    return [code.strip() for code in text.split(",")]


def _told(session: Session) -> _Told:
    receptions: dict[int, str] = {}
    for reception in session.scalars(select(Reception).order_by(Reception.at)):
        receptions[reception.delegate_id] = reception.state
    slides: dict[int, dict[str, str]] = {}
    for check in session.scalars(select(SlideCheck).order_by(SlideCheck.at)):
        slides.setdefault(check.delegate_id, {})[check.session_code] = check.state
    programme = {row.code: row for row in queries.programme(session)}
    return _Told(receptions, slides, programme, settings(session)["speaker_minutes"])


def _shape(
    guest: Guest,
    row: Delegate,
    arrived_at: datetime | None,
    place: str,
    told: _Told,
    now: datetime,
) -> dict[str, object]:
    sessions = speaks_in(guest, told.programme)
    ahead = next((one for one in sessions if one.ends_at > now), None)
    missing = ahead is not None and is_missing(
        starts_at=ahead.starts_at,
        ends_at=ahead.ends_at,
        now=now,
        within=timedelta(minutes=told.speaker_minutes),
        is_here=arrived_at is not None,
    )
    return {
        "reg_no": row.reg_no,
        "name": row.name,
        "latin_name": row.latin_name,
        "organisation": row.organisation,
        "position": row.position,
        "category": row.category,
        "level": guest.level,
        "host": guest.host,
        "lounge": guest.lounge,
        "sessions": [_session(one) for one in sessions],
        "arrives_at": rfc3339(guest.arrives_at) if guest.arrives_at else None,
        "hotel": row.hotel,
        "room": row.room,
        "table_no": row.table_no,
        "checked_in_at": rfc3339(arrived_at) if arrived_at else None,
        "checked_in_place": place,
        "reception": told.receptions.get(row.id),
        "slides": told.slides.get(row.id, {}),
        "is_missing": missing,
        "minutes_to_session": (
            int((ahead.starts_at - now).total_seconds() // 60) if ahead else None
        ),
        "gift": guest.gift,
        "fee_fen": guest.lecture_fee_fen,
    }


def _session(row: ProgrammeSession) -> GuestSession:
    return {
        "code": row.code,
        "name": row.name,
        "name_en": row.name_en,
        "hall": row.hall,
        "starts_at": rfc3339(row.starts_at),
        "ends_at": rfc3339(row.ends_at),
    }


def _most_urgent_first(shape: dict[str, object]) -> tuple[bool, bool, object, object]:
    minutes = shape["minutes_to_session"]
    return (not shape["is_missing"], minutes is None, minutes or 0, shape["reg_no"])


@once(Reception)
def receive(session: Session, body: ReceptionBody, asking: Asked) -> bytes:
    """Take a host's word: on the way to the guest, or with her. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_registration``, ``not_a_guest``, ``not_your_guest`` (403), ``id_reused``.
    """
    row = _own_guest(session, body.reg_no, asking)
    events.record(session, events.Changed("guests"))
    return asking.keep(
        {"reg_no": body.reg_no, "state": body.state},
        delegate_id=row.delegate_id,
        state=body.state,
    )


@once(SlideCheck)
def check_slides(session: Session, body: SlideCheckBody, asking: Asked) -> bytes:
    """Tick a speaker's slides: received, tested, or taken back. Events: `Changed`.

    Raises:
        OnsiteError: ``not_her_session``, and whatever `receive` raises.
    """
    row = _own_guest(session, body.reg_no, asking)
    programme = {one.code: one for one in queries.programme(session)}
    own = [one.code for one in speaks_in(row, programme)]
    if body.session not in own:
        raise OnsiteError(
            "not_her_session",
            f"She does not speak in {body.session[:40]!r}; "
            f"choose from {', '.join(own) or 'none: she has no session'}.",
            field="session",
        )
    events.record(session, events.Changed("guests"))
    return asking.keep(
        {"reg_no": body.reg_no, "session": body.session, "state": body.state},
        delegate_id=row.delegate_id,
        session_code=body.session,
        state=body.state,
    )


def _own_guest(session: Session, reg_no: str, asking: Asking) -> Guest:
    row = queries.guest(session, queries.delegate(session, reg_no, field="reg_no").id)
    if row is None:
        raise OnsiteError(
            "not_a_guest",
            "This delegate is not on the list of guests; check the number.",
            field="reg_no",
        )
    station = asking.principal.station
    if station.role == "host" and row.host != station.name:
        raise OnsiteError(
            "not_your_guest",
            "Another host receives this guest; ask at the VIP desk.",
            status=403,
            field="reg_no",
        )
    return row


@once(PlaceCardPrint)
def print_place_cards(session: Session, body: PlaceCardBody, asking: Asked) -> bytes:
    """Print table cards, in the order given.

    Raises:
        OnsiteError: ``unknown_registration`` naming the first that is none; ``id_reused``.
    """
    rows = [
        queries.delegate(session, reg_no, field=f"reg_nos[{body.reg_nos.index(reg_no)}]")
        for reg_no in dict.fromkeys(body.reg_nos)
    ]
    jobs = [
        queue_paper(
            session,
            _place_card(row),
            prints="label",
            principal=asking.principal,
            now=asking.now,
            delegate_id=row.id,
            is_batch=len(rows) > 1,
        )
        for row in rows
    ]
    return asking.keep(
        {
            "print_jobs": [job.id for job in jobs],
            "has_printer": all(job.has_printer for job in jobs),
        },
        reg_nos=[row.reg_no for row in rows],
    )


def _place_card(row: Delegate) -> PlaceCard:
    return PlaceCard(
        name=row.name,
        latin_name=row.latin_name,
        organisation=row.organisation,
        position=row.position,
        seat=both("place_card.table", table=row.table_no) if row.table_no else "",
    )
