"""What desks, dining halls and control are told, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.scanner.shapes import ScannedDelegate
from onsite.units import Time

Moved = TypedDict(
    "Moved",
    {
        "stock_move_id": str,
        "item": str,
        "from": str | None,
        "to": str | None,
        "count": int,
        "from_count": int | None,
        "to_count": int | None,
    },
)
"""Stock moved, and what lies in both piles since."""


class HandOutAnswer(TypedDict):
    """An item given, its number, what is left here, and the voucher's print job."""

    hand_out_id: str
    reg_no: str | None
    staff: str | None
    item: str
    count: int
    number: str | None
    stock_left: int | None
    print_job: str | None
    notes: list[str]


class HandOutUndone(TypedDict):
    """A hand-out taken back."""

    hand_out_undo_id: str
    hand_out_id: str
    reg_no: str | None
    item: str
    stock_left: int | None


class LoanReturned(TypedDict):
    """A loan that ended, and what stood for it: a badge or a deposit to give back."""

    loan_return_id: str
    hand_out_id: str
    reg_no: str | None
    staff: str | None
    name: str
    item: str
    number: str | None
    state: str
    security: str
    deposit_id: str | None
    stock_left: int | None


class OutLine(TypedDict):
    """A hand-out that stands."""

    hand_out_id: str
    number: str | None
    count: int
    security: str
    at: Time
    station: str
    operator: str | None


class VoucherLine(TypedDict):
    """A voucher given, and when it was eaten."""

    hand_out_id: str
    number: str | None
    redeemed_at: Time | None


class ChecklistItem(TypedDict):
    """An item that is hers: what she got, what is left to give, what it needs.

    ``number`` is that of what she holds; ``amount_fen`` the lecture fee in the envelope; ``gift`` what
    the planners chose for her. ``stock_left`` is null when nobody counts it.
    """

    code: str
    name: str
    name_en: str
    kind: str
    per_person: int
    given: int
    left: int
    number: str | None
    needs_signature: bool
    needs_number: bool
    is_loan: bool
    out: list[OutLine]
    vouchers: list[VoucherLine]
    stock_left: int | None
    is_low: bool
    diet: str
    amount_fen: int | None
    gift: str
    place: str
    valid_from: Time | None
    valid_until: Time | None


class Checklist(TypedDict):
    """What a person gets, in the planners' order."""

    items: list[ChecklistItem]


class LoanLine(TypedDict):
    """A thing with a number, who has it, and what became of it."""

    hand_out_id: str
    item: str
    name: str
    name_en: str
    number: str | None
    reg_no: str | None
    staff: str | None
    holder: str
    organisation: str
    phone_masked: str
    security: str
    deposit_id: str | None
    since: Time
    station: str
    state: str
    back_at: Time | None
    handed_back_by: str
    received_by: str
    reason: str


class Loans(TypedDict):
    """Loans, and how many there are in each state: out, ok, damaged, lost."""

    loans: list[LoanLine]
    counts: dict[str, int]


class StockLine(TypedDict):
    """One pile of an item; ``given`` went out of it and is not back."""

    item: str
    name: str
    name_en: str
    pile: str
    pile_name: str
    count: int
    low_count: int
    is_low: bool
    given: int


class StockList(TypedDict):
    """Every pile there is."""

    stock: list[StockLine]


class RedemptionAnswer(TypedDict):
    """What a code came to at the dining hall."""

    redemption_id: str
    verdict: str
    message: str
    item: str | None
    number: str | None
    delegate: ScannedDelegate | None
    diet: str
    first_at: Time | None
    recorded_at: Time


class DietCount(TypedDict):
    """Meals of one diet; the diet of who named none is ""."""

    booked: int
    redeemed: int


class MealLine(TypedDict):
    """One meal: how many may eat it, have its voucher, have eaten."""

    item: str
    name: str
    name_en: str
    place: str
    valid_from: Time | None
    valid_until: Time | None
    is_served: bool
    booked: int
    given: int
    redeemed: int
    by_diet: dict[str, DietCount]


class Meals(TypedDict):
    """Every meal, in the planners' order."""

    meals: list[MealLine]


class KeepingAnswer(TypedDict):
    """A thing kept, and the tag on it."""

    keeping_id: str
    kind: str
    tag: str
    print_job: str | None
    notes: list[str]


class KeepingReturned(TypedDict):
    """A kept thing given back."""

    keeping_return_id: str
    keeping_id: str
    kind: str
    tag: str
    description: str
    place: str
    to_whom: str


class KeepingLine(TypedDict):
    """A kept thing; ``returned_at`` is null while it is here."""

    keeping_id: str
    kind: str
    tag: str
    description: str
    place: str
    reg_no: str | None
    name: str
    at: Time
    station: str
    operator: str | None
    returned_at: Time | None
    to_whom: str


class Keepings(TypedDict):
    """Kept things, newest first, and how many of each kind are here."""

    keepings: list[KeepingLine]
    counts: dict[str, int]


class SheetLine(TypedDict):
    """One sign-for sheet there is: what for, how many signed, how many still should."""

    purpose: str
    name: str
    name_en: str
    signed: int
    missing: int


class SignForSheets(TypedDict):
    """The sign-for sheets there are; ``purpose`` names the PDF."""

    sheets: list[SheetLine]
