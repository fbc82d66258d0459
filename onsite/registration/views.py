"""Delegates as a station may see them: hits, cards, and a kiosk's masked ones."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from onsite.registration import duplicates, in_force, persons, queries, search
from onsite.registration.models import CheckIn, Delegate, Guest, Zone
from onsite.registration.names import masked_name, masked_organisation, masked_phone
from onsite.registration.shapes import (
    Attention,
    CardBadge,
    CardCheckIn,
    CardGroup,
    CardGuest,
    CardIdentity,
    Hit,
    Masked,
    PersonCard,
    RightZone,
)
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
        "status": _status(row),
        "checked_in_at": instant(arrived_at),
        "owes_fen": max(0, row.balance_fen),
    }


def _status(row: Delegate) -> str:
    if row.merged_into is not None:
        return "merged"
    return "cancelled" if row.is_cancelled else "registered"


def card(
    session: Session, row: Delegate, *, badge: dict[str, Any], station_zone: str | None
) -> PersonCard:
    """Show all that registration knows of one person, with her badge.

    Args:
        session: Reading.
        row: The person.
        badge: How often it was printed, and its last job.
        station_zone: The zone of the station that asks; another than hers is told with its place.
    """
    person = persons.person_by_reg_no(session, row.reg_no)
    assert person is not None  # noqa: S101 - the row is the same person
    came = queries.check_in_of(session, row.id)
    guest = queries.guest(session, row.id)
    block = in_force.latest_block(session, row.id)
    zone = queries.zone_of(session, row.category)
    return {
        **hit(row, person.checked_in_at),
        "zone": zone.code if zone else "",
        "note": row.note,
        "diet": row.diet,
        "table_no": row.table_no,
        "due_fen": row.due_fen + row.charged_fen,
        "paid_fen": row.paid_fen + row.received_fen,
        "is_walk_in": row.is_walk_in,
        "guest": _guest(session, guest) if guest else None,
        "checked_in": _check_in(came) if came else None,
        "blocked": block.reason if block and block.is_blocked else None,
        "escalated": why_escalated(session, row),
        "merged_into": _number(session, row.merged_into),
        "override": person.standing.is_paid_by_override,
        "badge": cast("CardBadge", badge),
        "items": [
            item.code
            for item in queries.items(session)
            if not item.categories or row.category in item.categories
        ],
        "attention": attention(session, row),
        "identity": _identity(session, row),
        "right_zone": _right_zone(zone, station_zone),
        "group": _group(session, row),
        "place": {
            "table_no": row.table_no,
            "hotel": row.hotel if guest else "",
            "hotel_room": row.room if guest else "",
        },
        "duplicates": [hit(*found) for found in duplicates.same_person(session, row)],
    }


def why_escalated(session: Session, row: Delegate) -> str | None:
    """Tell why a person waits for a supervisor; None when she does not."""
    found = queries.open_escalation(session, row.id) if row.is_escalated else None
    return found.reason if found else None


def attention(session: Session, row: Delegate) -> list[Attention]:
    """List what a desk should not overlook: the planners' note, then the desks' own."""
    planned: list[Attention] = (
        [{"kind": "note", "text": row.note, "operator": None, "at": None}] if row.note else []
    )
    return planned + [
        {"kind": "desk", "text": note.text, "operator": note.operator, "at": rfc3339(note.at)}
        for note in queries.standing_notes(session, row.id)
    ]


def _identity(session: Session, row: Delegate) -> CardIdentity | None:
    note = queries.identity_note(session, row.id)
    if note is None:
        return None
    return {
        "document": note.document,
        "number_masked": note.number_masked,
        "outlet": note.outlet,
        "operator": note.operator,
        "at": rfc3339(note.at),
    }


def _number(session: Session, delegate_id: int | None) -> str | None:
    return session.get_one(Delegate, delegate_id).reg_no if delegate_id is not None else None


def _right_zone(zone: Zone | None, station_zone: str | None) -> RightZone | None:
    if zone is None or station_zone in (None, zone.code):
        return None
    return {
        "code": zone.code,
        "name": zone.name,
        "name_en": zone.name_en or zone.name,
        "place": zone.place,
    }


def _group(session: Session, row: Delegate) -> CardGroup | None:
    if not row.organisation:
        return None
    found = search.organisation_count(session, row.organisation)
    return {"organisation": row.organisation, "count": found} if found > 1 else None


def _guest(session: Session, row: Guest) -> CardGuest:
    return {
        "level": row.level,
        "host": row.host,
        "host_phone": row.host_phone,
        "lounge": row.lounge,
        "session": row.session,
        "sessions": [
            {
                "code": found.code,
                "name": found.name,
                "name_en": found.name_en or found.name,
                "hall": found.hall,
                "starts_at": rfc3339(found.starts_at),
            }
            for found in queries.programme(session)
            if found.code in row.session.split(",")
        ],
        "arrives_at": instant(row.arrives_at),
        "gift": row.gift,
    }


def _check_in(row: CheckIn) -> CardCheckIn:
    return {
        "at": rfc3339(row.at),
        "zone": row.zone,
        "station": row.station,
        "operator": row.operator,
    }


def masked(session: Session, person: persons.Person) -> Masked:
    """Show a person only what she alone would know her by, and a guest who receives her."""
    shown: Masked = {
        "name": masked_name(person.name),
        "organisation": masked_organisation(person.organisation),
        "category": person.category,
    }
    guest = queries.guest(session, person.id) if person.is_guest else None
    if guest is not None:
        shown["guest"] = {"host": guest.host, "lounge": guest.lounge}
    return shown
