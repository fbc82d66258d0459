"""What cashiers send, as JSON; one shape a request. Amounts are fen."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from onsite.registration.bodies import Line as Text
from onsite.registration.bodies import Reason
from onsite.registration.signatures import SignatureBody

MOST_FEN = 1_000_000_000  # ten million yuan: a slip of the finger, not a fee
PICTURE_LENGTH = 800_000  # characters of base64: 600 kB

Fen = Annotated[int, msgspec.Meta(ge=1, le=MOST_FEN)]
FenOrNone = Annotated[int, msgspec.Meta(ge=0, le=MOST_FEN)]
SignedFen = Annotated[int, msgspec.Meta(ge=-MOST_FEN, le=MOST_FEN)]
Counts = dict[str, Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]]
MethodName = Literal["cash", "wechat", "alipay", "card", "transfer"]


class CashSessionBody(msgspec.Struct, forbid_unknown_fields=True):
    """A drawer taken over: its float, counted by denomination if one likes."""

    cash_session_id: UUID
    float_fen: FenOrNone
    counts: Counts = {}


class CashClosingBody(msgspec.Struct, forbid_unknown_fields=True):
    """A drawer counted: denomination in fen -> pieces."""

    cash_closing_id: UUID
    counts: Counts
    note: Reason = ""


class CashCorrectionBody(msgspec.Struct, forbid_unknown_fields=True):
    """Cash found (above zero) or missed after a closing."""

    cash_correction_id: UUID
    amount_fen: SignedFen
    reason: Reason


class ChargeBody(msgspec.Struct, forbid_unknown_fields=True):
    """Money owed from now on; a waiver is below zero."""

    charge_id: UUID
    reg_no: str
    kind: Literal["fee", "difference", "lost_badge", "other", "waiver"]
    amount_fen: SignedFen
    reason: Reason


class ShareBody(msgspec.Struct, forbid_unknown_fields=True):
    """What of a payment is for one person."""

    reg_no: str
    amount_fen: Fen


class LineBody(msgspec.Struct, forbid_unknown_fields=True):
    """What of a payment comes by one method."""

    method: MethodName
    amount_fen: Fen
    tendered_fen: Fen | None = None
    reference: Text = ""


class PaymentBody(msgspec.Struct, forbid_unknown_fields=True):
    """Money to take."""

    payment_id: UUID
    shares: Annotated[list[ShareBody], msgspec.Meta(min_length=1, max_length=200)]
    lines: Annotated[list[LineBody], msgspec.Meta(min_length=1, max_length=10)]
    payer: Text = ""
    print_receipt: bool = True


class RefundBody(msgspec.Struct, forbid_unknown_fields=True):
    """Money to give back."""

    refund_id: UUID
    reg_no: str
    method: MethodName
    amount_fen: Fen
    reason: Reason
    payment_id: UUID | None = None
    reference: Text = ""
    print_receipt: bool = True


class ReversalBody(msgspec.Struct, forbid_unknown_fields=True):
    """A fact to enter the other way round."""

    reversal_id: UUID
    of: UUID
    reason: Reason
    print_receipt: bool = True


class ReceiptCopyBody(msgspec.Struct, forbid_unknown_fields=True):
    """One more print of a receipt."""

    receipt_copy_id: UUID


class PayOutBody(msgspec.Struct, forbid_unknown_fields=True):
    """Money to pay out against a signature; ``of`` names the advance that is returned."""

    pay_out_id: UUID
    kind: Literal["lecture_fee", "allowance", "advance", "advance_return", "other"]
    receiver: Text
    amount_fen: Fen
    method: MethodName
    reg_no: str | None = None
    reason: Reason = ""
    reference: Text = ""
    signature: SignatureBody | None = None
    of: UUID | None = None
    print_receipt: bool = True


class DepositBody(msgspec.Struct, forbid_unknown_fields=True):
    """Money left for a thing (above zero) or given back (below)."""

    deposit_id: UUID
    reg_no: str
    item: Text
    amount_fen: SignedFen
    method: MethodName
    reference: Text = ""
    print_receipt: bool = True


class InvoiceEventBody(msgspec.Struct, forbid_unknown_fields=True):
    """A step of an invoice; what is left out stays as it was."""

    invoice_event_id: UUID
    reg_no: str
    state: Literal["requested", "prepared", "signed", "emailed", "handed_over", "voided"]
    title: Text | None = None
    tax_number: Text | None = None
    email: Text | None = None
    bag: Text | None = None
    note: Reason = ""
    signature: SignatureBody | None = None


class InvoiceTitleBody(msgspec.Struct, forbid_unknown_fields=True):
    """The text of a scanned invoice title, or a tax number as it is typed."""

    text: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    tax_number: Text = ""


class PromiseBody(msgspec.Struct, forbid_unknown_fields=True):
    """A transfer slip and its picture, JPEG or PNG in base64."""

    promise_id: UUID
    reg_no: str
    amount_fen: Fen
    payer: Text
    picture: Annotated[str, msgspec.Meta(max_length=PICTURE_LENGTH)]


class PriceBody(msgspec.Struct, forbid_unknown_fields=True):
    """What a category costs from a day on."""

    category: str
    from_on: date
    fee_fen: FenOrNone


class MoneyPolicyBody(msgspec.Struct, forbid_unknown_fields=True):
    """What the event decides about money; replaces what it decided before."""

    lost_badge_fee_fen: FenOrNone = 0
    drawer_limit_fen: FenOrNone | None = None
    channel_fees: dict[MethodName, Annotated[int, msgspec.Meta(ge=0, le=10_000)]] = {}
    prices: Annotated[list[PriceBody], msgspec.Meta(max_length=500)] = []
