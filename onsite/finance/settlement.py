"""The settlement: by method, category, cashier, day and drawer, all summed from the ledger.

A cashier who has a drawer open is shown it without the facts that moved cash there: she counts blind.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.queries import station_name
from onsite.finance import queries
from onsite.finance.models import (
    CashClosing,
    CashCorrection,
    CashSession,
    OpenDrawer,
    Posting,
    Receipt,
)
from onsite.finance.rules import DRAWER, OVER_SHORT, RECEIVABLE, channel_fee_fen
from onsite.units import rfc3339

COLUMNS = {
    "payment": "received_fen",
    "refund": "refunded_fen",
    "deposit": "deposits_fen",
    "pay_out": "paid_out_fen",
}
GIVEN = ("refunded_fen", "paid_out_fen")  # told above zero though the money goes


def settle(session: Session, *, day: date | None, may_see_open: bool) -> dict[str, Any]:
    """Sum up the money of a day, or of all days.

    Args:
        session: A reading session.
        day: The venue's day; None for all.
        may_see_open: Include what drawers that are still open should hold.
    """
    open_ones = set(session.scalars(select(OpenDrawer.cash_session_id)))
    every = _postings(session, day)
    lines = every if may_see_open else _without(every, open_ones)
    moved = [line for line in lines if line.method and line.counts_as in COLUMNS]
    fees = queries.policy(session).channel_fees
    by_method = [
        {"method": key, **sums, "fee_fen": _fee(moved, key, fees)}
        for key, sums in _by(moved, lambda line: line.method)
    ]
    return {
        "day": day.isoformat() if day else None,
        "is_without_open_drawers": not may_see_open and bool(open_ones),
        "by_method": by_method,
        "by_category": _by_category(lines),
        "by_cashier": [
            {"cashier": key, **sums} for key, sums in _by(moved, lambda line: line.cashier)
        ],
        "by_day": [
            {"day": key, **sums} for key, sums in _by(moved, lambda line: line.day.isoformat())
        ],
        "drawers": _drawers(session, day, open_ones, may_see_open=may_see_open),
        "receipts": _receipts(session, day),
        "ledger_sum_fen": sum(line.amount_fen for line in lines),
        "totals": {
            **_sums(moved),
            "fee_fen": sum(row["fee_fen"] for row in by_method),
            "charged_fen": _charged(lines),
            "over_short_fen": -sum(line.amount_fen for line in lines if line.account == OVER_SHORT),
        },
    }


def _postings(session: Session, day: date | None) -> list[Posting]:
    chosen = select(Posting).order_by(Posting.id)
    return list(session.scalars(chosen if day is None else chosen.where(Posting.day == day)))


def _without(lines: Iterable[Posting], open_ones: set[str]) -> list[Posting]:
    """Leave out, whole, every fact that moved cash in an open drawer."""
    lines = list(lines)
    hidden = {(line.fact_kind, line.fact_id) for line in lines if line.cash_session_id in open_ones}
    return [line for line in lines if (line.fact_kind, line.fact_id) not in hidden]


def _by(
    lines: Iterable[Posting], key: Callable[[Posting], str | None]
) -> list[tuple[str, dict[str, int]]]:
    parts: dict[str, list[Posting]] = defaultdict(list)
    for line in lines:
        parts[key(line) or ""].append(line)
    return [(name, _sums(part)) for name, part in sorted(parts.items())]


def _sums(lines: Iterable[Posting]) -> dict[str, int]:
    """Sum money lines by what they are for; reversals take off what they reverse."""
    found = dict.fromkeys(COLUMNS.values(), 0)
    net = 0
    for line in lines:
        column = COLUMNS[line.counts_as]
        found[column] += -line.amount_fen if column in GIVEN else line.amount_fen
        net += line.amount_fen
    return {**found, "net_fen": net}


def _fee(lines: Iterable[Posting], method: str, fees: dict[str, int]) -> int:
    """Sum what the channel keeps, rounded amount by amount as channels do."""
    points = fees.get(method, 0)
    return sum(channel_fee_fen(line.amount_fen, points) for line in lines if line.method == method)


def _by_category(lines: Iterable[Posting]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, int]] = {}
    for line in lines:
        if line.account != RECEIVABLE:
            continue
        row = found.setdefault(
            line.category or "", {"charged_fen": 0, "received_fen": 0, "refunded_fen": 0}
        )
        if line.counts_as == "charge":
            row["charged_fen"] += line.amount_fen
        elif line.counts_as == "refund":
            row["refunded_fen"] += line.amount_fen
        else:
            row["received_fen"] -= line.amount_fen
    return [
        {"category": key, **row, "net_fen": row["received_fen"] - row["refunded_fen"]}
        for key, row in sorted(found.items())
    ]


def _charged(lines: Iterable[Posting]) -> int:
    return sum(
        line.amount_fen
        for line in lines
        if line.account == RECEIVABLE and line.counts_as == "charge"
    )


def _drawers(
    session: Session, day: date | None, open_ones: set[str], *, may_see_open: bool
) -> list[dict[str, Any]]:
    """List the cash sessions that moved something that day."""
    moved = select(Posting.cash_session_id).where(Posting.cash_session_id.is_not(None))
    if day is not None:
        moved = moved.where(Posting.day == day)
    rows = session.execute(
        select(CashSession, CashClosing)
        .outerjoin(CashClosing, CashClosing.cash_session_id == CashSession.id)
        .where(CashSession.id.in_(moved))
        .order_by(CashSession.at, CashSession.id)
    )
    return [
        _drawer(session, row, closing, is_shown=may_see_open or row.id not in open_ones)
        for row, closing in rows
    ]


def _drawer(
    session: Session, row: CashSession, closing: CashClosing | None, *, is_shown: bool
) -> dict[str, Any]:
    corrected = session.scalar(
        select(func.sum(CashCorrection.amount_fen)).where(CashCorrection.cash_session_id == row.id)
    )
    return {
        "cash_session_id": row.id,
        "drawer": row.drawer,
        "drawer_name": station_name(session, row.drawer),
        "cashier": row.cashier,
        "opened_at": rfc3339(row.at),
        "closed_at": rfc3339(closing.at) if closing else None,
        "float_fen": row.float_fen,
        "expected_fen": _expected(session, row.id) if is_shown else None,
        "counted_fen": closing.counted_fen if closing else None,
        "difference_fen": closing.difference_fen if closing else None,
        "corrected_fen": corrected or 0,
        "note": closing.note if closing else "",
    }


def _expected(session: Session, cash_session_id: str) -> int:
    """Sum what lay in a drawer before it was counted: float and all the cash since."""
    return int(
        session.scalar(
            select(func.coalesce(func.sum(Posting.amount_fen), 0)).where(
                Posting.account == f"{DRAWER}{cash_session_id}", Posting.fact_kind != "closing"
            )
        )
        or 0
    )


def _receipts(session: Session, day: date | None) -> dict[str, Any]:
    chosen = select(func.min(Receipt.number), func.max(Receipt.number), func.count())
    if day is not None:
        chosen = chosen.where(Receipt.day == day)
    first, last, count = session.execute(chosen.select_from(Receipt)).one()
    return {"first": first, "last": last, "count": count}
