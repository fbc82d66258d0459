"""Derived numbers made anew from the facts, and compared with those that the event shows."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.doctor.findings import Finding, Level
from onsite.finance.models import Posting
from onsite.finance.rules import RECEIVABLE
from onsite.handouts.models import HandOut, HandOutUndo, LoanReturn, Stock, StockMove
from onsite.registration.models import Arrival, CheckInCount, Delegate, Guest, Item
from onsite.scanner.models import HallCount
from onsite.scanner.queries import checkpoints, door
from onsite.scanner.recounts import recounted

STORE = ""
KEEP_AND_TELL = (
    "No fact is lost, only a sum is wrong: keep a copy of the stopped folder, tell who looks after "
    "this program, and go by the lists until then."
)


def counts(session: Session) -> Iterator[Finding]:
    """Look whether check-ins, halls, piles of stock and the ledger add up."""
    wrong = [*_check_ins(session), *_halls(session), *_stock(session), *_money(session)]
    for said in wrong:
        yield Finding("counts", Level.ACT, said, KEEP_AND_TELL)
    if not wrong:
        said = "Check-ins, halls, stock and money are what their facts add up to."
        yield Finding("counts", Level.FINE, said)


def _check_ins(session: Session) -> Iterator[str]:
    people = session.execute(
        select(Delegate.category, Delegate.is_cancelled, Guest.delegate_id, Arrival.delegate_id)
        .outerjoin(Guest, Guest.delegate_id == Delegate.id)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
    ).tuples()
    found: Counter[tuple[str, str]] = Counter()
    for category, is_cancelled, guest, arrived in people:
        is_guest, is_here = int(guest is not None), int(arrived is not None)
        found[category, "registered"] += int(not is_cancelled)
        found[category, "checked_in"] += is_here
        found[category, "guests_registered"] += int(not is_cancelled) * is_guest
        found[category, "guests_checked_in"] += is_here * is_guest
    for row in session.scalars(select(CheckInCount)):
        for name in ("registered", "checked_in", "guests_registered", "guests_checked_in"):
            shown, true = getattr(row, name), found[row.category, name]
            if shown != true:
                words = name.replace("_", " ")
                yield f"Category {row.category} shows {shown} {words}, and there are {true}."


def _halls(session: Session) -> Iterator[str]:
    doors = {row.hall: row.code for row in checkpoints(session)}
    for hall, code in doors.items():
        true = recounted(session, door(session, code)).counts
        shown = {
            row.period: (row.inside, row.admitted)
            for row in session.scalars(select(HallCount).where(HallCount.hall == hall))
        }
        for period in sorted(true.keys() | shown.keys()):
            was, is_ = shown.get(period, (0, 0)), true.get(period, (0, 0))
            if was != is_:
                yield (
                    f"Hall {hall} shows {was[0]} inside and {was[1]} admitted in {period}, "
                    f"and its scans and corrections say {is_[0]} and {is_[1]}."
                )


def _stock(session: Session) -> Iterator[str]:
    true: Counter[tuple[str, str | None]] = Counter()
    for code, planned in session.execute(select(Item.code, Item.stock_count)).tuples():
        true[code, STORE] += planned or 0
    for move in session.scalars(select(StockMove)):
        true[move.item, move.to_pile] += move.count
        true[move.item, move.from_pile] -= move.count
    gone = session.execute(
        select(HandOut.item, HandOut.pile, HandOut.count, HandOutUndo.id, LoanReturn)
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .outerjoin(LoanReturn, LoanReturn.hand_out_id == HandOut.id)
    ).tuples()
    for item, pile, count, undo, back in gone:
        true[item, pile] -= 0 if undo else count
        if back is not None:
            true[item, back.pile] += count
    for row in session.scalars(select(Stock)):
        if row.count != true[row.item, row.pile]:
            yield (
                f"Of {row.item} {row.count} lie at {row.pile or 'the store'} by the list, "
                f"and what moved makes {true[row.item, row.pile]}."
            )


def _money(session: Session) -> Iterator[str]:
    uneven = session.execute(
        select(Posting.fact_kind, Posting.fact_id, func.sum(Posting.amount_fen))
        .group_by(Posting.fact_kind, Posting.fact_id)
        .having(func.sum(Posting.amount_fen) != 0)
    ).all()
    for kind, fact_id, rest in uneven:
        yield f"The postings of {kind} {fact_id} leave {rest / 100:.2f}, not zero."
    posted = session.scalar(
        select(func.sum(Posting.amount_fen)).where(
            Posting.account == RECEIVABLE, Posting.delegate_id.is_not(None)
        )
    )
    kept = session.scalar(select(func.sum(Delegate.charged_fen - Delegate.received_fen)))
    if (posted or 0) != (kept or 0):
        yield (
            f"People owe {(kept or 0) / 100:.2f} by their accounts, "
            f"and {(posted or 0) / 100:.2f} by the ledger."
        )
