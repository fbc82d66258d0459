"""Delegates as a station may see them: hits, cards, and a kiosk's masked ones."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from onsite.registration import queries
from onsite.registration.models import CheckIn, Delegate, Guest
from onsite.registration.names import masked_name, masked_organisation, masked_phone
from onsite.registration.shapes import Card, CardBadge, CardCheckIn, CardGuest, Hit, Masked
from onsite.units import rfc3339


def instant(at: datetime | None) -> str | None:
    """Write an instant that may be absent."""
    return rfc3339(at) if at else None


def hit(row: Delegate, arrived_at: datetime | None) -> Hit:
    """Show what tells two people of one name apart."""
    return {
        "reg_no": row.reg_no,
        "name": row.name,
        "latin_name": row.latin_name,
        "organisation": row.organisation,
        "position": row.position,
        "category": row.category,
        "phone_masked": masked_phone(row.phone),
        "status": "cancelled" if row.is_cancelled else "registered",
        "checked_in_at": instant(arrived_at),
        "owes_fen": max(0, row.balance_fen),
    }


def card(session: Session, reg_no: str, *, badge: dict[str, Any]) -> Card:
    """Show all a desk needs of one person, with her badge; raises ``unknown_registration``."""
    row = queries.delegate(session, reg_no)
    person = queries.person_by_reg_no(session, reg_no)
    assert person is not None  # noqa: S101 - the row above is the same person
    came = queries.check_in_of(session, row.id)
    guest = queries.guest(session, row.id)
    block = queries.latest_block(session, row.id)
    category = {found.code: found for found in queries.categories(session)}[row.category]
    return {
        **hit(row, person.checked_in_at),
        "zone": category.zone,
        "note": row.note,
        "diet": row.diet,
        "table_no": row.table_no,
        "due_fen": row.due_fen + row.charged_fen,
        "paid_fen": row.paid_fen + row.received_fen,
        "is_walk_in": row.is_walk_in,
        "guest": _guest(guest) if guest else None,
        "checked_in": _check_in(came) if came else None,
        "blocked": block.reason if block and block.is_blocked else None,
        "override": person.standing.is_paid_by_override,
        "badge": cast("CardBadge", badge),
        "items": [
            item.code
            for item in queries.items(session)
            if not item.categories or row.category in item.categories
        ],
    }


def _guest(row: Guest) -> CardGuest:
    return {
        "level": row.level,
        "host": row.host,
        "lounge": row.lounge,
        "session": row.session,
        "arrives_at": instant(row.arrives_at),
    }


def _check_in(row: CheckIn) -> CardCheckIn:
    return {
        "at": rfc3339(row.at),
        "zone": row.zone,
        "station": row.station,
        "operator": row.operator,
    }


def masked(person: queries.Person) -> Masked:
    """Show a person only what she alone would know her by."""
    return {
        "name": masked_name(person.name),
        "organisation": masked_organisation(person.organisation),
        "category": person.category,
    }
