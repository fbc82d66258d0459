"""Payments: one sum for one person or several, by one method or several, with one receipt."""

from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from onsite.badges.papers import Pair, Part, Rule
from onsite.errors import OnsiteError
from onsite.finance import queries
from onsite.finance.bodies import PaymentBody
from onsite.finance.ledger import locked, money, owed_by, own_drawer, post
from onsite.finance.models import Payment, PaymentLine, PaymentShare
from onsite.finance.receipts import PaperedFact, amount, issue, person_pair, words_of_event
from onsite.finance.rules import Line, Method, change_of, lines_refusal
from onsite.once import Asked, once
from onsite.registration.models import Delegate
from onsite.units import yuan

SAID = {
    "under_tendered": "Less cash was handed over than is to be paid in cash; take more, or pay a part.",
    "change_needs_cash": "Change is given out of cash only; enter the exact amount for this method.",
    "reference_needed": "Enter the reference of this payment: the merchant's, the terminal's or the bank's.",
    "two_cash_lines": "Cash stands in one line; put both amounts together.",
    "lines_mismatch": "What is paid by the methods is not what is paid for; make both the same.",
}


@once(Payment)
def pay(session: Session, body: PaymentBody, asking: Asked) -> bytes:
    """Take money, give change, write the receipt.

    Raises:
        OnsiteError: ``over_payment`` for more than is owed; ``under_tendered``, ``change_needs_cash``,
            ``reference_needed``, ``two_cash_lines``, ``lines_mismatch`` at their line; ``same_person_twice``;
            ``no_cash_session`` (409); ``unknown_registration``.
    """
    people = _people(session, body)
    total = sum(share.amount_fen for share in body.shares)
    lines = [
        Line(line.method, line.amount_fen, line.tendered_fen, line.reference.strip())
        for line in body.lines
    ]
    refusal = lines_refusal(lines, total_fen=total)
    if refusal is not None:
        raise OnsiteError(refusal.code, SAID[refusal.code], field=refusal.field)
    drawer = own_drawer(session, asking, methods=[line.method for line in lines])
    payment_id, payer = str(body.payment_id), body.payer.strip() or people[0].name
    owes = {
        person.reg_no: max(0, person.balance_fen - share.amount_fen)
        for person, share in zip(people, body.shares, strict=True)
    }
    warnings = _used_before(session, lines)
    issued = issue(
        session,
        PaperedFact("payment", payment_id, total, people[0].id if len(people) == 1 else None),
        _parts(session, body, people, lines, payer),
        asking=asking,
        drawer=drawer,
        prints=body.print_receipt,
    )
    answer = asking.keep(
        {
            "total_fen": total,
            "change_fen": sum(change_of(line) for line in lines),
            "receipt": issued.number,
            "print_job": issued.print_job,
            "owes": owes,
            "warnings": warnings,
        },
        payer=payer,
        total_fen=total,
    )
    _keep_parts(session, payment_id, body, people, lines)
    post(
        session,
        [
            *(money(line.method, line.amount_fen, drawer) for line in lines),
            *(
                owed_by(person, -share.amount_fen)
                for person, share in zip(people, body.shares, strict=True)
            ),
        ],
        fact_kind="payment",
        fact_id=payment_id,
        asking=asking,
        drawer=drawer,
    )
    return answer


def _people(session: Session, body: PaymentBody) -> list[Delegate]:
    """Read who is paid for, and refuse more than each owes."""
    people = [locked(session, share.reg_no) for share in body.shares]
    if len({person.id for person in people}) < len(people):
        raise OnsiteError(
            "same_person_twice",
            "Somebody stands twice in this payment; put both amounts together.",
            field="shares",
        )
    for place, (person, share) in enumerate(zip(people, body.shares, strict=True)):
        owed = max(0, person.balance_fen)
        if share.amount_fen > owed:
            raise OnsiteError(
                "over_payment",
                f"{person.reg_no} owes ¥{yuan(owed)}; take no more than that.",
                field=f"shares[{place}].amount_fen",
            )
    return people


def _used_before(session: Session, lines: Sequence[Line]) -> list[str]:
    """Say which references stand on a receipt already: perhaps the same money twice."""
    return [
        f"reference_used:{number}"
        for line in lines
        if line.reference
        for number in queries.receipts_with(session, method=line.method, reference=line.reference)
    ]


def _parts(
    session: Session,
    body: PaymentBody,
    people: Sequence[Delegate],
    lines: Sequence[Line],
    payer: str,
) -> list[Part]:
    words = words_of_event(session)
    parts: list[Part] = [Pair(words("receipt.payer"), payer)]
    parts += [
        person_pair(person, share.amount_fen)
        for person, share in zip(people, body.shares, strict=True)
    ]
    parts.append(Rule())
    for line in lines:
        parts.append(Pair(words(f"receipt.method.{line.method}"), amount(line.amount_fen)))
        if line.method == Method.CASH:
            tendered = line.amount_fen + change_of(line)
            parts.append(Pair(words("receipt.tendered"), amount(tendered)))
            parts.append(Pair(words("receipt.change"), amount(change_of(line))))
        else:
            parts.append(Pair(words("receipt.reference"), line.reference))
    return parts


def _keep_parts(
    session: Session,
    payment_id: str,
    body: PaymentBody,
    people: Sequence[Delegate],
    lines: Sequence[Line],
) -> None:
    session.execute(
        insert(PaymentShare),
        [
            {
                "payment_id": payment_id,
                "delegate_id": person.id,
                "amount_fen": share.amount_fen,
            }
            for person, share in zip(people, body.shares, strict=True)
        ],
    )
    session.execute(
        insert(PaymentLine),
        [
            {
                "payment_id": payment_id,
                "method": line.method,
                "amount_fen": line.amount_fen,
                "tendered_fen": line.amount_fen + change_of(line),
                "change_fen": change_of(line),
                "reference": line.reference,
            }
            for line in lines
        ],
    )
