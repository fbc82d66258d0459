"""The key figures of an event: what a client asks first. Each stands once here, and is told nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges.models import PrintJobRow
from onsite.badges.rules import State
from onsite.feedback.queries import Result, results
from onsite.finance.settlement import settle
from onsite.handouts.models import HandOut, HandOutUndo
from onsite.messages.queries import incidents_told
from onsite.reception.models import QueueSlipScan
from onsite.reception.no_show_standing import by_status
from onsite.reception.no_show_standing import counts as calls_counted
from onsite.registration.models import Arrival, Delegate, Signature
from onsite.registration.queries import counts
from onsite.reports.credits import Earned
from onsite.reports.day_curves import Curves, Moment
from onsite.reports.tallies import Tallies
from onsite.scanner.models import Conflict

BUSIEST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """All of them.

    Attributes:
        vips: Those on the sheet of guests; ``vips_here`` of them came.
        expected_rate: The planners' targets are 0 to 1.
        busiest: When the busiest ten minutes began, and how many checked in; None where nobody did.
        wait_s: The median wait of those whose wait was measured by a slip.
        badges: Printed for the first time; ``reprints`` are further ones.
        persons_admitted: Each counted once, whichever halls she was let into.
        credited: Persons with credits.
        calls: Who has not come, by how far the call to each is.
        satisfaction: The question asked last; None where nothing was asked.
    """

    registered: int
    checked_in: int
    expected_rate: float
    vips: int
    vips_here: int
    vip_rate: float
    walk_ins: int
    walk_ins_here: int
    busiest: Moment | None
    wait_s: float | None
    waits: int
    badges: int
    reprints: int
    admissions: int
    persons_admitted: int
    credits: Decimal
    credited: int
    received_fen: int
    refunded_fen: int
    currency: str
    handed_out: int
    signatures: int
    conflicts: int
    conflicts_open: int
    incidents: int
    incidents_open: int
    calls: dict[str, int]
    satisfaction: Result | None


def key_figures(
    session: Session, *, told: Curves, counted: Tallies, earned: Sequence[Earned]
) -> KeyFigures:
    """Gather the figures.

    Args:
        session: A reading session.
        told: The arrivals, for the busiest minutes.
        counted: The admissions.
        earned: The credits.
    """
    event, categories = the_event(session), list(counts(session))
    totals = settle(session, day=None, may_see_open=True)["totals"]
    incidents = [one["state"] for one in incidents_told(session)]
    waits = list(session.scalars(select(QueueSlipScan.waited_s)))
    return KeyFigures(
        registered=sum(row.registered for row in categories),
        checked_in=sum(row.checked_in for row in categories),
        expected_rate=event.expected_rate,
        vips=sum(row.guests_registered for row in categories),
        vips_here=sum(row.guests_checked_in for row in categories),
        vip_rate=event.vip_rate,
        walk_ins=_walk_ins(session),
        walk_ins_here=_walk_ins(session, only_here=True),
        busiest=busiest([moment for day in told.days for moment in day.minutes]),
        wait_s=median(waits) if waits else None,
        waits=len(waits),
        badges=_printed(session, is_reprint=False),
        reprints=_printed(session, is_reprint=True),
        admissions=sum(found.admissions for (_, one), found in counted.halls.items() if not one),
        persons_admitted=len(
            {who for (_, one), found in counted.halls.items() if not one for who in found.persons}
        ),
        credits=sum((one.credits for one in earned), Decimal(0)),
        credited=len({one.delegate_id for one in earned if one.credits}),
        received_fen=totals["received_fen"],
        refunded_fen=totals["refunded_fen"],
        currency=event.currency,
        handed_out=_handed_out(session),
        signatures=_count(session, select(func.count()).select_from(Signature)),
        conflicts=_count(session, select(func.count()).select_from(Conflict)),
        conflicts_open=_count(
            session,
            select(func.count()).select_from(Conflict).where(Conflict.resolved_at.is_(None)),
        ),
        incidents=len(incidents),
        incidents_open=incidents.count("open"),
        calls=by_status(calls_counted(session)),
        satisfaction=next(iter(results(session)), None),
    )


def busiest(minutes: Sequence[Moment], *, length: timedelta = BUSIEST) -> Moment | None:
    """Find the stretch with the most check-ins, the first where there are several.

    Args:
        minutes: Check-ins of each minute, ascending.
        length: Of the stretch.

    Returns:
        When it begins, and how many there were; None where there were none.
    """
    best: Moment | None = None
    first = here = 0
    for at, n in minutes:
        here += n
        while minutes[first][0] <= at - length:
            here -= minutes[first][1]
            first += 1
        if best is None or here > best[1]:
            best = (minutes[first][0], here)
    return best


def _walk_ins(session: Session, *, only_here: bool = False) -> int:
    chosen = select(func.count()).select_from(Delegate)
    if only_here:
        chosen = chosen.join(Arrival, Arrival.delegate_id == Delegate.id)
    return _count(session, chosen.where(Delegate.is_walk_in, Delegate.is_cancelled.is_(False)))


def _printed(session: Session, *, is_reprint: bool) -> int:
    of = PrintJobRow.reprint_of
    return _count(
        session,
        select(func.count())
        .select_from(PrintJobRow)
        .where(
            PrintJobRow.prints == "badge",
            PrintJobRow.delegate_id.is_not(None),
            PrintJobRow.state == State.PRINTED.value,
            of.is_not(None) if is_reprint else of.is_(None),
        ),
    )


def _handed_out(session: Session) -> int:
    return _count(
        session,
        select(func.coalesce(func.sum(HandOut.count), 0))
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .where(HandOutUndo.id.is_(None)),
    )


def _count(session: Session, chosen: Any) -> int:
    return session.scalar(chosen) or 0
