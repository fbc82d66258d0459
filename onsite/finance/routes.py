"""Routes of the cashiers: drawers, charges, payments and what goes back, papers, invoices, settlement."""

from datetime import date
from typing import Annotated, Any, cast

from flask import Response, request

from onsite.access.rules import CONTROLS, DESKS
from onsite.badges import documents
from onsite.errors import OnsiteError, not_found
from onsite.finance import (
    accounts,
    charges,
    deposits,
    drawers,
    invoices,
    payments,
    policies,
    promises,
    queries,
    receipts,
    refunds,
    reversals,
    settlement,
    settlement_sheet,
)
from onsite.finance.bodies import (
    CashClosingBody,
    CashCorrectionBody,
    CashSessionBody,
    ChargeBody,
    DepositBody,
    InvoiceEventBody,
    InvoiceTitleBody,
    MoneyPolicyBody,
    PaymentBody,
    PromiseBody,
    ReceiptCopyBody,
    RefundBody,
    ReversalBody,
)
from onsite.finance.models import OpenDrawer
from onsite.finance.rules import DRAWER, INVOICE_STEPS
from onsite.finance.shapes import (
    Account,
    CashClosingAnswer,
    CashCorrectionAnswer,
    CashSessionAnswer,
    ChargeAnswer,
    CurrentCashSession,
    DepositAnswer,
    InvoiceEventAnswer,
    Invoices,
    InvoiceTitleAnswer,
    MoneyPolicyAnswer,
    OpenCashSession,
    PaymentAnswer,
    PromiseAnswer,
    Promises,
    ReceiptCopyAnswer,
    Receipts,
    RefundAnswer,
    ReversalAnswer,
    Settlement,
)
from onsite.off_hub import off_hub
from onsite.units import rfc3339
from onsite.web import Api, Call

api = Api("finance")


@api.post("/cash-sessions", stations=DESKS, operator="money", body=CashSessionBody)
def post_cash_session(call: Call, body: CashSessionBody) -> Annotated[Response, CashSessionAnswer]:
    """Open this desk's drawer with a counted float."""
    return call.write(drawers.open_drawer, body)


@api.get("/cash-sessions/current", stations=DESKS)
def get_current_cash_session(call: Call) -> CurrentCashSession:
    """Show whose drawer is open here; never what it should hold."""
    with call.database.read() as session:
        row = queries.drawer_at(session, call.station.id)
        return {"cash_session": _open_drawer(session, row) if row else None}


@api.post(
    "/cash-sessions/<cash_session_id>/closings",
    stations=DESKS,
    operator="reverse",
    body=CashClosingBody,
)
def post_cash_closing(
    call: Call, body: CashClosingBody, cash_session_id: str
) -> Annotated[Response, CashClosingAnswer]:
    """Count a drawer and close it: one's own, another's as a supervisor."""
    return call.write(drawers.close_drawer, body, cash_session_id=cash_session_id)


@api.post(
    "/cash-sessions/<cash_session_id>/corrections",
    stations=DESKS,
    operator="reverse_others",
    body=CashCorrectionBody,
)
def post_cash_correction(
    call: Call, body: CashCorrectionBody, cash_session_id: str
) -> Annotated[Response, CashCorrectionAnswer]:
    """Enter cash found or missed after a closing."""
    return call.write(drawers.correct, body, cash_session_id=cash_session_id)


@api.get("/accounts/<path:reg_no>", stations=DESKS)
def get_account(call: Call, reg_no: str) -> Account:
    """Show a person's money."""
    with call.database.read() as session:
        return cast("Account", accounts.account(session, reg_no))


@api.post("/charges", stations=DESKS, operator="reverse", body=ChargeBody)
def post_charge(call: Call, body: ChargeBody) -> Annotated[Response, ChargeAnswer]:
    """Let a person owe more; a supervisor may waive."""
    return call.write(charges.charge, body)


@api.post("/payments", stations=DESKS, operator="money", body=PaymentBody)
def post_payment(call: Call, body: PaymentBody) -> Annotated[Response, PaymentAnswer]:
    """Take money."""
    return call.write(payments.pay, body)


@api.post("/refunds", stations=DESKS, operator="money", body=RefundBody)
def post_refund(call: Call, body: RefundBody) -> Annotated[Response, RefundAnswer]:
    """Give money back."""
    return call.write(refunds.refund, body)


@api.post("/reversals", stations=DESKS, operator="reverse", body=ReversalBody)
def post_reversal(call: Call, body: ReversalBody) -> Annotated[Response, ReversalAnswer]:
    """Enter a fact the other way round, once."""
    return call.write(reversals.reverse, body)


@api.get("/receipts", stations=DESKS, query=("q",), operator="money")
def get_receipts(call: Call) -> Receipts:
    """Find receipts by number, person, payer or reference."""
    with call.database.read() as session:
        return {"receipts": accounts.receipts(session, request.args.get("q", ""))}  # type: ignore[typeddict-item]


@api.post("/receipts/<number>/copies", stations=DESKS, operator="money", body=ReceiptCopyBody)
def post_receipt_copy(
    call: Call, body: ReceiptCopyBody, number: str
) -> Annotated[Response, ReceiptCopyAnswer]:
    """Print a receipt again."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004 - a number
        raise not_found("receipt", number)
    return call.write(receipts.copy_receipt, body, number=int(number))


@api.post("/deposits", stations=DESKS, operator="money", body=DepositBody)
def post_deposit(call: Call, body: DepositBody) -> Annotated[Response, DepositAnswer]:
    """Take a deposit, or give it back."""
    return call.write(deposits.deposit, body)


@api.post("/invoice-events", stations=DESKS, operator="sign", body=InvoiceEventBody)
def post_invoice_event(
    call: Call, body: InvoiceEventBody
) -> Annotated[Response, InvoiceEventAnswer]:
    """Move an invoice a step on."""
    return call.write(invoices.step_invoice, body)


@api.post("/invoice-titles", stations=DESKS, body=InvoiceTitleBody)
def post_invoice_title(_: Call, body: InvoiceTitleBody) -> InvoiceTitleAnswer:
    """Read a scanned title, or judge a tax number as it is typed."""
    return cast("InvoiceTitleAnswer", invoices.read_title(body))


@api.get("/invoices", stations=DESKS, query=("state", "q"))
def get_invoices(call: Call) -> Invoices:
    """List the invoices to work through."""
    state = request.args.get("state", "")
    if state and state not in INVOICE_STEPS:
        raise OnsiteError(
            "malformed", f"state is one of {', '.join(INVOICE_STEPS)}.", field="state"
        )
    with call.database.read() as session:
        found = invoices.to_work_through(session, state=state, text=request.args.get("q", ""))
    return cast("Invoices", found)


@api.post("/promises", stations=DESKS, operator="money", body=PromiseBody)
def post_promise(call: Call, body: PromiseBody) -> Annotated[Response, PromiseAnswer]:
    """Let a person in on the picture of her transfer slip."""
    return call.write(promises.promise, body)


@api.get("/promises", stations=DESKS, query=("all",))
def get_promises(call: Call) -> Promises:
    """List what was promised and not yet seen."""
    with call.database.read() as session:
        rows = promises.to_chase(session, is_all=request.args.get("all") == "1")
    return {"promises": rows}  # type: ignore[typeddict-item]


@api.get("/promises/<promise_id>/picture", stations=DESKS)
def get_promise_picture(call: Call, promise_id: str) -> Annotated[Response, "image/*"]:
    """Show a slip's picture."""
    with call.database.read() as session:
        picture, mime = promises.picture_of(session, promise_id)
    return Response(picture, mimetype=mime)


@api.get("/settlement", stations=DESKS | CONTROLS, query=("day",), operator="reverse")
def get_settlement(call: Call) -> Settlement:
    """Sum up a day's money, or all of it."""
    return cast("Settlement", _settlement(call))


@api.get("/settlement.pdf", stations=DESKS | CONTROLS, query=("day",), operator="reverse")
def get_settlement_sheet(call: Call) -> Annotated[Response, "application/pdf"]:
    """Print the settlement on A4."""
    settled = _settlement(call)
    with call.database.read() as session:
        document = settlement_sheet.document(session, settled, now=call.now)
    templates = call.wiring.templates.templates()
    # Laying out a page takes longer than a check-in may wait.
    written = off_hub(lambda: documents.write(document, templates))
    return Response(written, mimetype="application/pdf")


@api.get("/money-policy", stations=DESKS | CONTROLS)
def get_money_policy(call: Call) -> MoneyPolicyAnswer:
    """Show what the event decided about money."""
    with call.database.read() as session:
        return cast("MoneyPolicyAnswer", policies.shown(session))


@api.put("/money-policy", stations=CONTROLS, operator="policies", body=MoneyPolicyBody)
def put_money_policy(call: Call, body: MoneyPolicyBody) -> MoneyPolicyAnswer:
    """Replace what the event decided about money."""
    found = call.database.write(lambda session: policies.put_policy(session, body))
    return cast("MoneyPolicyAnswer", found)


def _open_drawer(session: Any, row: OpenDrawer) -> OpenCashSession:
    opened = queries.cash_session(session, row.cash_session_id)
    limit = queries.policy(session).drawer_limit_fen
    holds = queries.balance(session, f"{DRAWER}{opened.id}")
    return {
        "id": opened.id,
        "drawer": row.drawer,
        "cashier": row.cashier,
        "opened_at": rfc3339(opened.at),
        "float_fen": opened.float_fen,
        "takings_count": queries.takings_count(session, opened.id),
        "over_limit": limit is not None and holds > limit,
    }


def _settlement(call: Call) -> dict[str, Any]:
    operator = call.principal.operator
    rights = operator.rights if operator else frozenset()
    with call.database.read() as session:
        return settlement.settle(
            session, day=_day(), may_see_open=bool(rights & {"reverse_others", "exports"})
        )


def _day() -> date | None:
    text = request.args.get("day")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise OnsiteError("malformed", "day is a date such as 2026-12-05.", field="day") from error
