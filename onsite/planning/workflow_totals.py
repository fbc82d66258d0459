"""What answers to the planners' workflow are made of, and the counts that several of them need."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.handouts.models import HandOut, HandOutUndo
from onsite.planning.saying import Saying
from onsite.reception.models import ShiftSignIn
from onsite.registration import queries as registration
from onsite.registration.models import Arrival, CheckIn, Item, Zone


@dataclass(frozen=True, slots=True)
class Fact:
    """One matter: how it is said, and how far it is."""

    parts: Callable[[Saying], list[str]]
    has_begun: bool
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """What several facts need.

    Attributes:
        zones: Those where people check in, by their category or in fact.
        by_zone: Code -> people who checked in there, and when the first of them did.
    """

    registered: int
    here: int
    guests: int
    guests_here: int
    zones: list[Zone]
    by_zone: dict[str, tuple[int, datetime]]


def read_totals(session: Session) -> Totals:
    """Count everyone, the guests, and who checked in at each zone."""
    counts = list(registration.counts(session))
    rows = session.execute(
        select(CheckIn.zone, func.count(), func.min(Arrival.at))
        .join(Arrival, Arrival.check_in_id == CheckIn.id)
        .group_by(CheckIn.zone)
    ).tuples()
    by_zone = {zone: (count, first) for zone, count, first in rows if zone}
    used = by_zone.keys() | {row.zone for row in registration.categories(session)}
    return Totals(
        registered=sum(row.registered for row in counts),
        here=sum(row.checked_in for row in counts),
        guests=sum(row.guests_registered for row in counts),
        guests_here=sum(row.guests_checked_in for row in counts),
        zones=[zone for zone in registration.zones(session) if zone.code in used],
        by_zone=by_zone,
    )


def received(session: Session, kind: str) -> set[int]:
    """Tell who has been handed a thing of a kind that was not taken back."""
    rows = session.scalars(
        select(HandOut.delegate_id)
        .join(Item, Item.code == HandOut.item)
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .where(Item.kind == kind, HandOutUndo.id.is_(None), HandOut.delegate_id.is_not(None))
    )
    return {key for key in rows if key is not None}


def on_shift_count(session: Session) -> int:
    """Count the staff who signed in for a shift on any day."""
    return session.scalar(select(func.count(ShiftSignIn.staff.distinct()))) or 0
