"""Two registrations of one person, made one: her scans and where she is follow."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onsite.scanner.models import Conflict, Presence, Scan
from onsite.scanner.queries import door_of
from onsite.scanner.recounts import recount


def merge(session: Session, *, keep_id: int, gone_id: int) -> None:
    """Let one delegate's scans and presences be another's; who was counted twice counts once.

    A scan keeps code, place, time and verdict; only whose it was is found anew.
    """
    halls = {person: _halls(session, person) for person in (keep_id, gone_id)}
    for rows in (Scan, Conflict):
        session.execute(update(rows).where(rows.delegate_id == gone_id).values(delegate_id=keep_id))
    both = halls[keep_id] & halls[gone_id]
    session.execute(
        update(Presence)
        .where(Presence.delegate_id == gone_id, Presence.hall.not_in(both))
        .values(delegate_id=keep_id)
    )
    for hall in both:
        door = door_of(session, hall)
        assert door is not None  # noqa: S101 - someone was scanned there
        recount(session, door)
    session.expire_all()


def _halls(session: Session, delegate_id: int) -> set[str]:
    return set(session.scalars(select(Presence.hall).where(Presence.delegate_id == delegate_id)))
