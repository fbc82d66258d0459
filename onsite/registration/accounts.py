"""What a person owes now: columns derived from finance's facts, changed in the same transaction."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from onsite.registration.models import Delegate


def book(
    session: Session, delegate_id: int, *, charged_fen: int = 0, received_fen: int = 0
) -> None:
    """Add to what a person was charged and has paid on site; below zero takes away."""
    session.execute(
        update(Delegate)
        .where(Delegate.id == delegate_id)
        .values(
            charged_fen=Delegate.charged_fen + charged_fen,
            received_fen=Delegate.received_fen + received_fen,
        )
    )
