"""What other rooms may do with money, inside their own transaction.

A fact that follows from another room's fact (a lost badge's fee, a walk-in's payment) has an id made from
that fact's, so the same request again finds the same money.
"""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

import msgspec
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.errors import not_found
from onsite.finance import payments, queries
from onsite.finance.bodies import LineBody, PaymentBody, ShareBody
from onsite.finance.ledger import Entry, owed_by, post
from onsite.finance.models import Charge
from onsite.finance.rules import INCOME, price_fen
from onsite.once import fingerprint, keep
from onsite.registration.models import Category, Delegate
from onsite.web import check_right


def charge(
    session: Session,
    delegate_id: int,
    *,
    kind: str,
    amount_fen: int,
    reason: str,
    asking: Asking,
    fact_id: str,
) -> str | None:
    """Let a person owe more because of another room's fact; the charge's id, None for nothing.

    Args:
        session: The use case's session.
        delegate_id: Who owes.
        kind: ``fee``, ``difference`` (may be below zero) or ``lost_badge``.
        amount_fen: How much.
        reason: Why, in words that stay.
        asking: Who does it; her right is the other room's business.
        fact_id: The id of the fact it follows from; one charge of a kind a fact.
    """
    if amount_fen == 0:
        return None
    person = session.get_one(Delegate, delegate_id)
    charge_id = str(uuid5(UUID(fact_id), f"charge:{kind}"))
    asked = fingerprint([delegate_id, kind, amount_fen])
    answer = {"charge_id": charge_id, "reg_no": person.reg_no, "amount_fen": amount_fen}
    keep(
        session, Charge, charge_id, asked, answer,
        delegate_id=delegate_id, kind=kind, amount_fen=amount_fen, reason=reason, **asking.by,
    )  # fmt: skip
    post(
        session,
        [owed_by(person, amount_fen), Entry(INCOME, -amount_fen)],
        fact_kind="charge",
        fact_id=charge_id,
        asking=asking,
    )
    return charge_id


def price(session: Session, category: str, on: date) -> int:
    """Tell what a category costs here on a day, in fen: the dated price, else the on-site fee, else the fee.

    Raises:
        OnsiteError: ``unknown_category``.
    """
    row = session.get(Category, category)
    if row is None:
        raise not_found("category", category)
    dated = price_fen(queries.policy(session).prices, category=category, on=on)
    if dated is not None:
        return dated
    return row.fee_fen if row.on_site_fee_fen is None else row.on_site_fee_fen


def pay(
    session: Session,
    reg_no: str,
    *,
    amount_fen: int,
    method: str,
    asking: Asking,
    fact_id: str,
    tendered_fen: int | None = None,
    reference: str = "",
) -> dict[str, Any]:
    """Take one person's money in the transaction of another room's fact, e.g. her walk-in.

    Returns:
        As `POST /payments` answers: ``payment_id``, ``total_fen``, ``change_fen``, ``receipt``,
        ``print_job``, ``owes``, ``warnings``.

    Raises:
        OnsiteError: ``right_missing`` (403) without the right to money, and all that a payment refuses;
            its fields are named as in a payment's body.
    """
    check_right(asking.principal, "money")
    line = {
        "method": method,
        "amount_fen": amount_fen,
        "tendered_fen": tendered_fen,
        "reference": reference,
    }
    body = PaymentBody(
        payment_id=uuid5(UUID(fact_id), "payment"),
        shares=[ShareBody(reg_no=reg_no, amount_fen=amount_fen)],
        lines=[msgspec.convert(line, LineBody)],
    )
    answer: dict[str, Any] = msgspec.json.decode(payments.pay(session, body, asking))
    return answer
