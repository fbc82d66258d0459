"""Deposits: others' money, left for a thing that was lent and given back with it."""

from sqlalchemy.orm import Session

from onsite.badges.papers import Pair, Part
from onsite.errors import OnsiteError
from onsite.finance import queries
from onsite.finance.bodies import DepositBody
from onsite.finance.ledger import Entry, amount_needed, locked, money, own_drawer, post
from onsite.finance.models import Deposit
from onsite.finance.receipts import PaperedFact, amount, issue, person_pair, words_of_event
from onsite.finance.rules import DEPOSITS
from onsite.once import Asked, once
from onsite.registration.models import Item
from onsite.registration.queries import items
from onsite.units import yuan

LENT = "loan"  # the kind of item that is lent against something


@once(Deposit)
def deposit(session: Session, body: DepositBody, asking: Asked) -> bytes:
    """Take a deposit (above zero) or give it back (below).

    Raises:
        OnsiteError: ``unknown_item`` and ``not_lendable`` for what is never lent; ``over_deposit`` for
            more back than is held for this thing; ``amount_needed``,
            ``no_cash_session`` (409), ``drawer_short`` (409), ``unknown_registration``.
    """
    if body.amount_fen == 0:
        raise amount_needed()
    person = locked(session, body.reg_no)
    item = body.item.strip()
    if body.amount_fen > 0:
        _must_be_lendable(session, item)
    held = queries.deposits_held(session, person.id, item)
    if held + body.amount_fen < 0:
        raise OnsiteError(
            "over_deposit",
            f"¥{yuan(held)} is held for this; no more than that can be given back.",
            field="amount_fen",
        )
    drawer = own_drawer(session, asking, methods=[body.method])
    deposit_id, words = str(body.deposit_id), words_of_event(session)
    parts: list[Part] = [
        person_pair(person, body.amount_fen),
        Pair(words("receipt.item"), item),
        Pair(words(f"receipt.method.{body.method}"), amount(body.amount_fen)),
    ]
    issued = issue(
        session,
        PaperedFact("deposit", deposit_id, body.amount_fen, person.id),
        parts,
        asking=asking,
        drawer=drawer,
        prints=body.print_receipt,
    )
    answer = asking.keep(
        {
            "reg_no": person.reg_no,
            "item": item,
            "amount_fen": body.amount_fen,
            "held_fen": held + body.amount_fen,
            "receipt": issued.number,
            "print_job": issued.print_job,
        },
        delegate_id=person.id,
        item=item,
        amount_fen=body.amount_fen,
        method=body.method,
        reference=body.reference.strip(),
    )
    owed_back = Entry(DEPOSITS, -body.amount_fen, delegate_id=person.id, category=person.category)
    post(
        session,
        [money(body.method, body.amount_fen, drawer), owed_back],
        fact_kind="deposit",
        fact_id=deposit_id,
        asking=asking,
        drawer=drawer,
    )
    return answer


def _must_be_lendable(session: Session, code: str) -> None:
    lendable = ", ".join(row.code for row in items(session) if row.kind == LENT) or "none"
    row = session.get(Item, code)
    if row is None:
        raise OnsiteError(
            "unknown_item",
            f"There is no item {code[:40]!r}; a deposit is left for one of: {lendable}.",
            field="item",
        )
    if row.kind != LENT:
        raise OnsiteError(
            "not_lendable",
            f"{row.name} is not lent; a deposit is left for one of: {lendable}.",
            field="item",
        )
