"""Reversals: a fact entered the other way round, once, by who entered it or by a supervisor."""

from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.asking import need_reason
from onsite.badges.papers import Pair, Part
from onsite.errors import OnsiteError
from onsite.finance import queries
from onsite.finance.bodies import ReversalBody
from onsite.finance.ledger import Entry, own_drawer, post
from onsite.finance.models import (
    Charge,
    Deposit,
    OpenDrawer,
    Payment,
    PayOut,
    Posting,
    Receipt,
    Refund,
    Reversal,
)
from onsite.finance.receipts import Issued, PaperedFact, amount, issue, words_of_event
from onsite.finance.rules import DRAWER, Method, account_of
from onsite.once import Asked, once

KINDS: dict[str, Any] = {
    "payment": Payment,
    "refund": Refund,
    "pay_out": PayOut,
    "deposit": Deposit,
    "charge": Charge,
}


class _Entered(Protocol):
    id: str
    operator: str | None


@once(Reversal)
def reverse(session: Session, body: ReversalBody, asking: Asked) -> bytes:
    """Enter a payment, refund, pay-out, deposit or charge the other way round.

    Raises:
        OnsiteError: ``already_reversed``, ``reversal_of_reversal``, ``partly_refunded``,
            ``deposit_given_back``, ``advance_returned`` (all 409); ``not_your_entry`` (403) for another's
            without the right; ``unknown_fact``, ``reason_needed``, ``no_cash_session``, ``drawer_short``.
    """
    need_reason(body.reason)
    kind, row = _fact(session, str(body.of))
    _must_be_hers(row, asking)
    _must_stand_alone(session, kind, row)
    lines = list(
        session.scalars(select(Posting).where(Posting.fact_kind == kind, Posting.fact_id == row.id))
    )
    drawer = own_drawer(
        session,
        asking,
        methods=[line.method for line in lines if line.method],
        any_cashier=_may_reverse_others(asking),
    )
    of = queries.receipt_of(session, kind, row.id)
    issued = _receipt(session, body, of, lines, asking, drawer)
    answer = asking.keep(
        {
            "of": row.id,
            "of_kind": kind,
            "amount_fen": -_moved(lines),
            "receipt": issued.number if issued else None,
            "print_job": issued.print_job if issued else None,
        },
        of_kind=kind,
        of_fact=row.id,
        reason=body.reason,
    )
    session_id = drawer.cash_session_id if drawer else None
    post(
        session,
        [_opposite(line, session_id) for line in lines],
        fact_kind="reversal",
        fact_id=str(body.reversal_id),
        asking=asking,
        drawer=drawer,
        counts_as=kind,
    )
    return answer


def _fact(session: Session, fact_id: str) -> tuple[str, _Entered]:
    """Find what is to be reversed, and its kind."""
    for kind, rows in KINDS.items():
        row = session.scalars(select(rows).where(rows.id == fact_id).with_for_update()).first()
        if row is None:
            continue
        if queries.is_reversed(session, kind, fact_id):
            raise OnsiteError(
                "already_reversed",
                "This was reversed before; once is all. Enter it anew if it was right after all.",
                status=409,
                field="of",
            )
        return kind, row
    if session.get(Reversal, fact_id) is not None:
        raise OnsiteError(
            "reversal_of_reversal",
            "A reversal can't be reversed; enter the payment, refund or charge anew.",
            status=409,
            field="of",
        )
    raise OnsiteError(
        "unknown_fact",
        "There is no such entry; choose it in the person's account or among the receipts.",
        status=404,
        field="of",
    )


def _may_reverse_others(asking: Asked) -> bool:
    operator = asking.principal.operator
    return operator is not None and "reverse_others" in operator.rights


def _must_be_hers(row: _Entered, asking: Asked) -> None:
    if row.operator != asking.principal.operator_name and not _may_reverse_others(asking):
        raise OnsiteError(
            "not_your_entry",
            f"{row.operator or 'Another desk'} entered this; she reverses it, or a supervisor does.",
            status=403,
            field="of",
        )


def _must_stand_alone(session: Session, kind: str, row: Any) -> None:
    """Refuse while something later rests on it."""
    if kind == "payment" and queries.refunded_fen(session, row.id):
        raise OnsiteError(
            "partly_refunded",
            "A part of this payment was given back; reverse that refund first.",
            status=409,
            field="of",
        )
    if kind == "deposit" and _is_given_back(session, row):
        raise OnsiteError(
            "deposit_given_back",
            "This deposit was given back; there is nothing left to reverse.",
            status=409,
            field="of",
        )
    if kind == "pay_out" and queries.advance_returned(session, row.id):
        raise OnsiteError(
            "advance_returned",
            "A part of this advance came back; reverse that return first.",
            status=409,
            field="of",
        )


def _is_given_back(session: Session, row: Deposit) -> bool:
    held = queries.deposits_held(session, row.delegate_id, row.item)
    return held - row.amount_fen < 0


def _moved(lines: list[Posting]) -> int:
    """Sum what came in (above zero) or went out by all methods."""
    return sum(line.amount_fen for line in lines if line.method)


def _opposite(line: Posting, cash_session_id: str | None) -> Entry:
    """Turn a line round; cash moves in the drawer that is open now."""
    is_drawer = line.account.startswith(DRAWER)
    return Entry(
        account_of(Method.CASH, cash_session_id) if is_drawer else line.account,
        -line.amount_fen,
        method=line.method,
        delegate_id=line.delegate_id,
        category=line.category,
    )


def _receipt(
    session: Session,
    body: ReversalBody,
    of: Receipt | None,
    lines: list[Posting],
    asking: Asked,
    drawer: OpenDrawer | None,
) -> Issued | None:
    """Write the paper of a reversal; a charge never had one."""
    if of is None:
        return None
    words = words_of_event(session)
    parts: list[Part] = [
        Pair(words("receipt.of"), f"{of.number:06d}"),
        Pair(words(f"receipt.title.{of.fact_kind}"), amount(of.total_fen)),
        Pair(words("receipt.reason"), body.reason),
    ]
    return issue(
        session,
        PaperedFact("reversal", str(body.reversal_id), -_moved(lines), of.delegate_id),
        parts,
        asking=asking,
        drawer=drawer,
        prints=body.print_receipt,
    )
