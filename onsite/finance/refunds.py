"""Refunds: money given back, of one payment or of what was paid too much; never more than that.

A payment goes back by the methods it came by, each at most what came by it: money that came by WeChat and
leaves as cash is what an auditor asks about. Who may reverse another's entries may choose another method.
What was paid too much in sum belongs to no payment: it may go by any method.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.asking import need_reason
from onsite.badges.papers import Pair, Part
from onsite.errors import OnsiteError
from onsite.finance import queries
from onsite.finance.bodies import RefundBody
from onsite.finance.ledger import locked, money, owed_by, own_drawer, post
from onsite.finance.models import Payment, Refund
from onsite.finance.payments import SAID
from onsite.finance.receipts import PaperedFact, amount, issue, person_pair, words_of_event
from onsite.finance.rules import Method
from onsite.once import Asked, once
from onsite.registration.models import Delegate
from onsite.units import yuan


@once(Refund)
def refund(session: Session, body: RefundBody, asking: Asked) -> bytes:
    """Give money back to a person.

    Raises:
        OnsiteError: ``over_refund`` for more than is left of the payment, or without one more than was
            paid too much; ``other_method`` (403) for more by a method than came by it, without the right
            to reverse another's; ``reference_needed`` but for cash; ``payment_reversed`` (409);
            ``unknown_payment``, ``reason_needed``, ``no_cash_session`` (409), ``drawer_short`` (409),
            ``unknown_registration``.
    """
    need_reason(body.reason)
    person = locked(session, body.reg_no)
    payment_id = str(body.payment_id) if body.payment_id else None
    left = _left(session, person, payment_id)
    if body.amount_fen > left:
        raise OnsiteError(
            "over_refund",
            f"¥{yuan(left)} can be given back here, no more; "
            "change the amount or choose the payment.",
            field="amount_fen",
        )
    if body.method != Method.CASH.value and not body.reference.strip():
        raise OnsiteError("reference_needed", SAID["reference_needed"], field="reference")
    if payment_id is not None:
        _must_go_as_it_came(session, body, payment_id, asking)
    drawer = own_drawer(session, asking, methods=[body.method])
    refund_id = str(body.refund_id)
    issued = issue(
        session,
        PaperedFact("refund", refund_id, -body.amount_fen, person.id),
        _parts(session, body, person, payment_id),
        asking=asking,
        drawer=drawer,
        prints=body.print_receipt,
    )
    answer = asking.keep(
        {
            "reg_no": person.reg_no,
            "amount_fen": body.amount_fen,
            "receipt": issued.number,
            "print_job": issued.print_job,
            "owes_fen": max(0, person.balance_fen + body.amount_fen),
        },
        payment_id=payment_id,
        delegate_id=person.id,
        method=body.method,
        amount_fen=body.amount_fen,
        reason=body.reason,
        reference=body.reference.strip(),
    )
    post(
        session,
        [money(body.method, -body.amount_fen, drawer), owed_by(person, body.amount_fen)],
        fact_kind="refund",
        fact_id=refund_id,
        asking=asking,
        drawer=drawer,
    )
    return answer


def _left(session: Session, person: Delegate, payment_id: str | None) -> int:
    """Tell how much can be given back to this person."""
    if payment_id is None:
        return max(0, -person.balance_fen)
    payment = session.scalars(
        select(Payment).where(Payment.id == payment_id).with_for_update()
    ).one_or_none()
    if payment is None:
        raise OnsiteError(
            "unknown_payment",
            "There is no such payment; choose it in the person's account.",
            status=404,
            field="payment_id",
        )
    if queries.is_reversed(session, "payment", payment_id):
        raise OnsiteError(
            "payment_reversed",
            "This payment was reversed as a whole; nothing of it is left to give back.",
            status=409,
            field="payment_id",
        )
    paid = sum(
        share.amount_fen
        for share in queries.shares(session, payment_id)
        if share.delegate_id == person.id
    )
    return paid - queries.refunded_fen(session, payment_id, person.id)


def _must_go_as_it_came(session: Session, body: RefundBody, payment_id: str, asking: Asked) -> None:
    left = queries.left_by_method(session, payment_id)
    operator = asking.principal.operator
    may_choose = operator is not None and "reverse_others" in operator.rights
    if body.amount_fen <= left.get(body.method, 0) or may_choose:
        return
    told = ", ".join(f"{method} ¥{yuan(fen)}" for method, fen in left.items() if fen > 0)
    raise OnsiteError(
        "other_method",
        f"Refund by the method it was paid by: {told or 'nothing is left'}; "
        "by another one an organiser does it.",
        status=403,
        field="method",
    )


def _parts(
    session: Session, body: RefundBody, person: Delegate, payment_id: str | None
) -> list[Part]:
    words = words_of_event(session)
    parts: list[Part] = [
        person_pair(person, -body.amount_fen),
        Pair(words(f"receipt.method.{body.method}"), amount(-body.amount_fen)),
    ]
    if body.reference.strip():
        parts.append(Pair(words("receipt.reference"), body.reference.strip()))
    of = queries.receipt_of(session, "payment", payment_id) if payment_id else None
    if of is not None:
        parts.append(Pair(words("receipt.of"), f"{of.number:06d}"))
    return [*parts, Pair(words("receipt.reason"), body.reason)]
