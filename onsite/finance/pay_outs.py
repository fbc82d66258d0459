"""Pay-outs: lecture fees, allowances and advances against a signature, and advances that come back.

A lecture fee is what the plan has for a speaker, paid once: here or as an envelope handed out at a desk.
Money beyond the plan goes out as another kind, with its reason.
"""

import unicodedata
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.badges.papers import Pair, Part
from onsite.errors import OnsiteError
from onsite.finance import queries
from onsite.finance.bodies import PayOutBody
from onsite.finance.ledger import Entry, locked, money, own_drawer, post
from onsite.finance.models import PayOut
from onsite.finance.receipts import PaperedFact, amount, issue, words_of_event
from onsite.finance.rules import ADVANCE
from onsite.once import Asked, once
from onsite.registration.models import Delegate
from onsite.registration.queries import guest
from onsite.registration.signatures import keep_signature
from onsite.units import yuan

RETURN = "advance_return"
LECTURE_FEE = "lecture_fee"


class FeeHandedOut(Protocol):
    """Tells whether a person was handed her lecture fee as an envelope."""

    def __call__(self, session: Session, delegate_id: int) -> bool: ...


@once(PayOut)
def pay_out(
    session: Session, body: PayOutBody, asking: Asked, *, fee_handed_out: FeeHandedOut
) -> bytes:
    """Pay out against a signature, or take an advance back.

    Raises:
        OnsiteError: ``signature_needed``; ``receiver_needed``; ``other_receiver`` for another name than
            the registration's without a reason; ``registration_needed``, ``fee_not_planned`` (409),
            ``fee_handed_out`` (409) and ``over_fee`` for a lecture fee; ``advance_needed`` and
            ``over_return`` for a return; ``unknown_pay_out``, ``no_cash_session`` (409),
            ``drawer_short`` (409), ``unknown_registration``.
    """
    person = locked(session, body.reg_no) if body.reg_no else None
    receiver = body.receiver.strip()
    if not receiver:
        raise OnsiteError(
            "receiver_needed", "Say who receives the money; the name stays.", field="receiver"
        )
    is_hers = person is None or _is_named(person, receiver)
    if not is_hers and not body.reason.strip():
        raise OnsiteError(
            "other_receiver",
            "The money is this registration's, and another name receives it; "
            "correct the name, or say in the reason why she receives it for her.",
            field="receiver",
        )
    _must_fit(session, body)
    if body.kind == LECTURE_FEE:
        _must_be_her_fee(session, body, person, fee_handed_out)
    drawer = own_drawer(session, asking, methods=[body.method])
    pay_out_id = str(body.pay_out_id)
    signed = body.amount_fen if body.kind == RETURN else -body.amount_fen
    issued = issue(
        session,
        PaperedFact(
            "pay_out",
            pay_out_id,
            signed,
            person.id if person else None,
            title=RETURN if body.kind == RETURN else "",
        ),
        _parts(session, body, receiver, signed, of=None if is_hers else person),
        asking=asking,
        drawer=drawer,
        prints=body.print_receipt,
    )
    answer = asking.keep(
        {
            "kind": body.kind,
            "receiver": receiver,
            "amount_fen": body.amount_fen,
            "receipt": issued.number,
            "print_job": issued.print_job,
        },
        kind=body.kind,
        delegate_id=person.id if person else None,
        receiver=receiver,
        amount_fen=body.amount_fen,
        method=body.method,
        reason=body.reason,
        reference=body.reference.strip(),
        of=str(body.of) if body.of else None,
    )
    keep_signature(
        session,
        body.signature,
        fact_id=pay_out_id,
        purpose="pay_out",
        signed_by=receiver,
        delegate_id=person.id if person else None,
        asking=asking,
    )
    account = ADVANCE if body.kind in ("advance", RETURN) else f"expense:{body.kind}"
    spent = Entry(
        account,
        -signed,
        delegate_id=person.id if person else None,
        category=person.category if person else None,
    )
    post(
        session,
        [money(body.method, signed, drawer), spent],
        fact_kind="pay_out",
        fact_id=pay_out_id,
        asking=asking,
        drawer=drawer,
    )
    return answer


def _must_fit(session: Session, body: PayOutBody) -> None:
    if body.kind == RETURN:
        _must_be_out(session, body)
    elif body.of is not None:
        raise OnsiteError(
            "advance_needed", "Only an advance's return names what it returns.", field="of"
        )


def _must_be_her_fee(
    session: Session, body: PayOutBody, person: Delegate | None, fee_handed_out: FeeHandedOut
) -> None:
    """Refuse a lecture fee that is not planned, is paid, or went out as an envelope."""
    if person is None:
        raise OnsiteError(
            "registration_needed",
            "Choose the speaker whose planned lecture fee this is; other money is of another kind.",
            field="reg_no",
        )
    planned = guest(session, person.id)
    if planned is None or not planned.lecture_fee_fen:
        raise OnsiteError(
            "fee_not_planned",
            f"No lecture fee is planned for {person.reg_no}; "
            "choose the kind allowance or other and say why, or let the planners enter the fee.",
            status=409,
            field="kind",
        )
    if fee_handed_out(session, person.id):
        raise OnsiteError(
            "fee_handed_out",
            f"The lecture fee of {person.reg_no} was handed out and signed for at a desk; "
            "undo that hand-out first if it was a mistake.",
            status=409,
            field="reg_no",
        )
    left = planned.lecture_fee_fen - queries.lecture_fees_paid(session, person.id)
    if body.amount_fen > left:
        raise OnsiteError(
            "over_fee",
            f"Of the planned lecture fee ¥{yuan(left)} is left to pay; no more than that.",
            field="amount_fen",
        )


def _must_be_out(session: Session, body: PayOutBody) -> None:
    """Refuse the return of an advance that nobody has, or of more than is left of it."""
    if body.of is None:
        raise OnsiteError(
            "advance_needed", "Choose the advance that this money comes back from.", field="of"
        )
    row = session.scalars(
        select(PayOut).where(PayOut.id == str(body.of)).with_for_update()
    ).one_or_none()
    if row is None or row.kind != "advance" or queries.is_reversed(session, "pay_out", row.id):
        raise OnsiteError(
            "unknown_pay_out",
            "There is no such advance; choose one of the person's pay-outs.",
            status=404,
            field="of",
        )
    left = row.amount_fen - queries.advance_returned(session, row.id)
    if body.amount_fen > left:
        raise OnsiteError(
            "over_return",
            f"¥{yuan(left)} of this advance is still out; no more can come back.",
            field="amount_fen",
        )


def _is_named(person: Delegate, receiver: str) -> bool:
    """Tell whether a receiver's name is the person's, whatever its blanks, width and case."""
    return _plain(receiver) in {_plain(person.name), _plain(person.latin_name)}


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _parts(
    session: Session, body: PayOutBody, receiver: str, signed: int, *, of: Delegate | None
) -> list[Part]:
    """Write the lines of the paper; ``of`` is whose money somebody else receives."""
    words = words_of_event(session)
    parts: list[Part] = [
        Pair(words("receipt.receiver"), receiver),
        *([Pair(words("receipt.on_behalf"), f"{of.name} {of.reg_no}")] if of else []),
        Pair(words(f"receipt.pay_out.{body.kind}"), amount(signed)),
        Pair(words(f"receipt.method.{body.method}"), amount(signed)),
    ]
    if body.reason.strip():
        parts.append(Pair(words("receipt.reason"), body.reason))
    return parts
