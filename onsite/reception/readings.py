"""Identity cards read beside a kiosk or desk: whose they are, and proof of it for a check-in.

The plain number comes in with the request, is hashed at the edge, and stands nowhere after that.
"""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.queries import stations_of, the_event
from onsite.access.rules import Role
from onsite.errors import OnsiteError
from onsite.once import Asked, keep, once
from onsite.reception.bodies import IdentityReadingBody
from onsite.reception.models import IdentityReading
from onsite.reception.shapes import LatestReading
from onsite.registration import persons, views
from onsite.registration.identities import identity_hash, identity_number, masked_identity
from onsite.registration.models import Challenge, Delegate
from onsite.units import rfc3339

FRESH = timedelta(minutes=2)  # an older card is another person's


class ReadCard(msgspec.Struct):
    """A card without its number."""

    identity_reading_id: UUID
    name: str
    identity_hash: str
    identity_masked: str


def without_number(session: Session, body: IdentityReadingBody) -> ReadCard:
    """Hash the card's number with the event's key, and forget it.

    Raises:
        OnsiteError: ``bad_identity_number`` when it can be nobody's.
    """
    number = identity_number(body.number)
    if number is None:
        raise OnsiteError(
            "bad_identity_number",
            "The card's number does not check; lay the card on the reader again.",
            field="number",
        )
    return ReadCard(
        body.identity_reading_id,
        body.name.strip(),
        identity_hash(number, key=the_event(session).identity_key),
        masked_identity(number),
    )


@once(IdentityReading)
def take_reading(session: Session, card: ReadCard, asking: Asked) -> bytes:
    """Find whose card was read; one person found stands as a passed challenge at the reader's station.

    Returns:
        The answer: ``found``, ``unknown``, or ``several`` registrations with this number.
        Events: `Changed` for that station.
    """
    read_for = asking.principal.station.parent or ""
    ids = list(
        session.scalars(
            select(Delegate.id).where(
                Delegate.identity_hash == card.identity_hash, Delegate.is_cancelled.is_(False)
            )
        )
    )
    outcome = {0: "unknown", 1: "found"}.get(len(ids), "several")
    delegate_id = ids[0] if outcome == "found" else None
    if delegate_id is not None:
        _prove(session, card, delegate_id, read_for, asking)
    events.record(
        session,
        events.Changed("identity_readings", str(card.identity_reading_id), station=read_for),
    )
    return asking.keep(
        {"outcome": outcome},
        read_for=read_for,
        outcome=outcome,
        delegate_id=delegate_id,
        name=card.name,
        identity_hash=card.identity_hash,
        identity_masked=card.identity_masked,
    )


def _prove(
    session: Session, card: ReadCard, delegate_id: int, read_for: str, asking: Asked
) -> None:
    keep(
        session,
        Challenge,
        str(card.identity_reading_id),
        card.identity_hash,
        {"outcome": "passed"},
        station=read_for,
        delegate_id=delegate_id,
        outcome="passed",
        at=asking.now,
    )


def latest(
    session: Session, *, station: str, now: datetime, after: datetime | None
) -> LatestReading:
    """Tell the last card read at a station, unless it is older than ``after`` or two minutes."""
    has_reader = any(
        row.role == Role.READER_AGENT and row.revoked_at is None
        for row in stations_of(session, station)
    )
    since = max(after, now - FRESH) if after else now - FRESH
    row = session.scalars(
        select(IdentityReading)
        .where(IdentityReading.read_for == station, IdentityReading.at > since)
        .order_by(IdentityReading.at.desc(), IdentityReading.id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return {"has_reader": has_reader, "reading": None}
    found = session.get(Delegate, row.delegate_id) if row.delegate_id else None
    person = persons.person_by_reg_no(session, found.reg_no) if found else None
    return {
        "has_reader": has_reader,
        "reading": {
            "id": row.id,
            "at": rfc3339(row.at),
            "outcome": row.outcome,
            "reg_no": found.reg_no if found else None,
            "delegate": views.masked(session, person) if person else None,
            "name": row.name,
            "identity_masked": row.identity_masked,
        },
    }
