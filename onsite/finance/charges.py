"""Charges: what a person owes since the event began, and what is waived."""

from sqlalchemy.orm import Session

from onsite.asking import need_reason
from onsite.errors import OnsiteError
from onsite.finance.bodies import ChargeBody
from onsite.finance.ledger import Entry, amount_needed, locked, owed_by, post
from onsite.finance.models import Charge
from onsite.finance.rules import INCOME
from onsite.once import Asked, once
from onsite.registration.models import Delegate
from onsite.web import check_right


@once(Charge)
def charge(session: Session, body: ChargeBody, asking: Asked) -> bytes:
    """Let a person owe more, or waive what she owes.

    Raises:
        OnsiteError: ``right_missing`` (403): a waiver is a supervisor's, a charge the cashier's;
            ``wrong_sign``, ``over_waiver``, ``amount_needed``, ``reason_needed``, ``unknown_registration``.
    """
    check_right(asking.principal, "override" if body.kind == "waiver" else "money")
    need_reason(body.reason)
    person = locked(session, body.reg_no)
    _must_fit(body, person)
    owes = max(0, person.balance_fen + body.amount_fen)
    answer = asking.keep(
        {"reg_no": person.reg_no, "amount_fen": body.amount_fen, "owes_fen": owes},
        delegate_id=person.id,
        kind=body.kind,
        amount_fen=body.amount_fen,
        reason=body.reason,
    )
    post(
        session,
        [owed_by(person, body.amount_fen), Entry(INCOME, -body.amount_fen)],
        fact_kind="charge",
        fact_id=str(body.charge_id),
        asking=asking,
    )
    return answer


def _must_fit(body: ChargeBody, person: Delegate) -> None:
    if body.amount_fen == 0:
        raise amount_needed()
    is_taken_off = body.amount_fen < 0
    if body.kind != "difference" and is_taken_off != (body.kind == "waiver"):
        raise OnsiteError(
            "wrong_sign",
            "A charge is above zero, and a waiver below; only a difference may be either.",
            field="amount_fen",
        )
    if body.kind == "waiver" and person.balance_fen + body.amount_fen < 0:
        raise OnsiteError(
            "over_waiver",
            f"She owes {max(0, person.balance_fen)} fen; no more than that can be waived.",
            field="amount_fen",
        )
