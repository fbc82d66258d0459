"""What cashiers are told, as JSON; one shape a payload. Amounts are fen."""

from typing import Any, TypedDict

from onsite.units import Time


class CashSessionAnswer(TypedDict):
    """A drawer taken over."""

    cash_session_id: str
    drawer: str
    cashier: str
    float_fen: int


class OpenCashSession(TypedDict):
    """The drawer that is open at this desk; what it should hold is not told."""

    id: str
    drawer: str
    cashier: str
    opened_at: Time
    float_fen: int
    takings_count: int
    over_limit: bool


class CurrentCashSession(TypedDict):
    """The open drawer here, if one is."""

    cash_session: OpenCashSession | None


class CashClosingAnswer(TypedDict):
    """A drawer counted, and only now what it should have held."""

    cash_closing_id: str
    cash_session_id: str
    counted_fen: int
    expected_fen: int
    difference_fen: int


class CashCorrectionAnswer(TypedDict):
    """Cash entered after a closing."""

    cash_correction_id: str
    cash_session_id: str
    amount_fen: int


class ChargeAnswer(TypedDict):
    """What a person owes now."""

    charge_id: str
    reg_no: str
    amount_fen: int
    owes_fen: int


class PaymentAnswer(TypedDict):
    """Money taken: the change, the receipt, what each still owes."""

    payment_id: str
    total_fen: int
    change_fen: int
    receipt: int
    print_job: str | None
    owes: dict[str, int]
    warnings: list[str]


class RefundAnswer(TypedDict):
    """Money given back."""

    refund_id: str
    reg_no: str
    amount_fen: int
    receipt: int
    print_job: str | None
    owes_fen: int


class ReversalAnswer(TypedDict):
    """A fact entered the other way round; above zero money came in."""

    reversal_id: str
    of: str
    of_kind: str
    amount_fen: int
    receipt: int | None
    print_job: str | None


class ReceiptCopyAnswer(TypedDict):
    """A receipt on its way out of a printer once more."""

    receipt_copy_id: str
    number: int
    copy_no: int
    print_job: str
    has_printer: bool


class ReceiptRow(TypedDict):
    """A receipt in a list."""

    number: int
    fact_kind: str
    fact_id: str
    reg_no: str | None
    name: str | None
    total_fen: int
    at: Time
    print_job: str | None
    reversed: bool


class Receipts(TypedDict):
    """Receipts, the last first."""

    receipts: list[ReceiptRow]


class PayOutAnswer(TypedDict):
    """Money paid out, or an advance that came back."""

    pay_out_id: str
    kind: str
    receiver: str
    amount_fen: int
    receipt: int
    print_job: str | None


class DepositAnswer(TypedDict):
    """A deposit taken or given back, and what is held for this thing now."""

    deposit_id: str
    reg_no: str
    item: str
    amount_fen: int
    held_fen: int
    receipt: int
    print_job: str | None


class InvoiceEventAnswer(TypedDict):
    """How an invoice stands now, and what is odd about its tax number."""

    invoice_event_id: str
    reg_no: str
    state: str
    title: str
    tax_number: str
    email: str
    bag: str
    warnings: list[str]


class InvoiceTitleAnswer(TypedDict):
    """What a title's code says."""

    title: str
    tax_number: str
    address_phone: str
    bank_account: str
    warnings: list[str]


class InvoiceRow(TypedDict):
    """An invoice in the list to work through."""

    reg_no: str
    name: str
    organisation: str
    state: str
    title: str
    tax_number: str
    email: str
    bag: str
    amount_fen: int
    warnings: list[str]


class Invoices(TypedDict):
    """Invoices by bag, and how many are in each state."""

    invoices: list[InvoiceRow]
    counts: dict[str, int]


class PromiseAnswer(TypedDict):
    """A slip kept, and the person let in."""

    promise_id: str
    reg_no: str
    amount_fen: int
    released: bool


class PromiseRow(TypedDict):
    """Money to chase."""

    id: str
    reg_no: str
    name: str
    organisation: str
    phone_masked: str
    amount_fen: int
    payer: str
    at: Time
    owes_fen: int
    settled: bool


class Promises(TypedDict):
    """What was promised and not yet seen, the oldest first."""

    promises: list[PromiseRow]


class Account(TypedDict):
    """All that happened to a person's money here."""

    reg_no: str
    name: str
    latin_name: str
    organisation: str
    category: str
    due_fen: int
    paid_fen: int
    planned_fen: dict[str, int]
    owes_fen: int
    credit_fen: int
    charges: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    refunds: list[dict[str, Any]]
    deposits: list[dict[str, Any]]
    pay_outs: list[dict[str, Any]]
    lecture_fee_fen: int | None
    lecture_fee_paid_fen: int
    promise: dict[str, Any] | None
    invoice: dict[str, Any]


class Settlement(TypedDict):
    """Money summed from the ledger; each part adds up to the totals."""

    day: str | None
    is_without_open_drawers: bool
    by_method: list[dict[str, Any]]
    by_category: list[dict[str, Any]]
    by_cashier: list[dict[str, Any]]
    by_day: list[dict[str, Any]]
    drawers: list[dict[str, Any]]
    receipts: dict[str, Any]
    ledger_sum_fen: int
    totals: dict[str, int]


class MoneyPolicyAnswer(TypedDict):
    """What the event decided about money."""

    lost_badge_fee_fen: int
    drawer_limit_fen: int | None
    channel_fees: dict[str, int]
    prices: list[dict[str, Any]]
