"""Who may be registered already: the same ID number, phone or name, planned or walk-in."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.registration import identities, queries
from onsite.registration.models import Arrival, Delegate

Found = tuple[Delegate, datetime | None]
AT_MOST = 10


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
        *queries.duplicates(session, name=name.strip(), phone=dialled),
    ]
    once = {row.id: (row, arrived_at) for row, arrived_at in found if not row.is_nameless}
    return list(once.values())[:AT_MOST]


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
