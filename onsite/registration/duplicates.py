"""Who may be registered already: the same ID number, phone or name, planned or walk-in."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.registration import identities
from onsite.registration.models import Arrival, Delegate
from onsite.registration.names import fold, same_phone
from onsite.registration.search import hits

Found = tuple[Delegate, datetime | None]
AT_MOST = 10
PHONE_TAIL = 8  # digits that tell phones apart, whatever stands before them


def alike(session: Session, *, name: str, phone: str = "", identity_hash: str = "") -> list[Found]:
    """List who may be the same person, the surest first; nobody of a nameless quota.

    Args:
        session: Reading or writing.
        name: Compared without regard to case, accents and blanks.
        phone: Compared as dialled; what is no number is like nobody's.
        identity_hash: The keyed hash of an ID number; empty for none.
    """
    dialled = identities.dialled(phone) or phone.strip()
    found = [
        *_of_identity(session, identity_hash),
        *_named_or_reached(session, name=name.strip(), phone=dialled),
    ]
    once = {row.id: (row, arrived_at) for row, arrived_at in found if not row.is_nameless}
    return list(once.values())[:AT_MOST]


def same_person(session: Session, row: Delegate) -> list[Found]:
    """Find others who may be the same person: same phone, name and organisation, or identity."""
    if row.is_nameless or row.merged_into is not None:
        return []
    same = [
        pair
        for pair in _named_or_reached(session, name=row.name, phone=row.phone)
        if pair[0].id != row.id
        and not pair[0].is_nameless
        and pair[0].merged_into is None
        and (
            same_phone(pair[0].phone, row.phone)
            or fold(pair[0].organisation) == fold(row.organisation)
        )
    ]
    if not row.identity_hash:
        return same
    known = {pair[0].id for pair in same} | {row.id}
    rows = session.execute(
        select(Delegate, Arrival.at)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(
            Delegate.identity_hash == row.identity_hash,
            Delegate.merged_into.is_(None),
            Delegate.id.not_in(known),
        )
    ).tuples()
    return [*same, *rows]


def _named_or_reached(session: Session, *, name: str, phone: str) -> list[Found]:
    same_name = [row for row in hits(session, name, limit=10) if fold(row[0].name) == fold(name)]
    tail = hits(session, phone[-PHONE_TAIL:], limit=10)
    reached = [row for row in tail if same_phone(row[0].phone, phone)]
    return list({row[0].id: row for row in [*reached, *same_name]}.values())


def _of_identity(session: Session, hashed: str) -> list[Found]:
    if not hashed:
        return []
    rows = session.execute(
        select(Delegate, Arrival.at)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(Delegate.identity_hash == hashed)
        .order_by(Delegate.id)
    )
    return [(row[0], row[1]) for row in rows]
