"""What money may do: pure. Amounts are integer fen, places of an error are named as in the body."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onsite.registration.identities import is_citizen_number, is_tax_number


class Method(StrEnum):
    """How money comes and goes."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    TRANSFER = "transfer"


SAFE, RECEIVABLE, INCOME, OVER_SHORT, ADVANCE, DEPOSITS = (
    "safe", "receivable", "income", "over_short", "advance", "deposits",
)  # fmt: skip
DRAWER = "drawer:"
DENOMINATIONS_FEN = (10000, 5000, 2000, 1000, 500, 200, 100, 50, 10, 5, 2, 1)
TAX_LENGTH = 18
OLD_TAX_LENGTHS = range(15, 21)

# State of an invoice -> what may follow. A voided one begins anew.
INVOICE_STEPS: Mapping[str, frozenset[str]] = {
    "none": frozenset({"requested", "prepared"}),
    "requested": frozenset({"requested", "prepared", "emailed", "voided"}),
    "prepared": frozenset({"requested", "signed", "emailed", "handed_over", "voided"}),
    "emailed": frozenset({"emailed", "handed_over", "voided"}),
    "signed": frozenset({"voided"}),
    "handed_over": frozenset({"voided"}),
    "voided": frozenset({"requested", "prepared"}),
}
_PLANNED_STATES = (
    ("voided", ("作废", "void")),
    ("signed", ("已签", "已领", "signed")),
    ("emailed", ("已寄", "已发", "mail", "sent")),
    ("requested", ("待", "未", "申请", "request", "pending")),
    ("prepared", ("已开", "已出", "prepared", "issued")),
)


@dataclass(frozen=True)
class Line:
    """Money by one method; ``tendered_fen`` is what cash was handed over."""

    method: str
    amount_fen: int
    tendered_fen: int | None = None
    reference: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why money is not taken: a stable code, and the field it is about."""

    code: str
    field: str


def account_of(method: str, cash_session_id: str | None) -> str:
    """Name the account that money of a method lies in."""
    return f"{DRAWER}{cash_session_id}" if method == Method.CASH else f"method:{method}"


def lines_refusal(lines: Sequence[Line], *, total_fen: int) -> Refusal | None:
    """Say what is wrong with how a sum is paid; None when nothing is.

    Change comes out of cash only: no other line may tender more than its amount.
    """
    for place, line in enumerate(lines):
        if line.method == Method.CASH:
            if line.tendered_fen is not None and line.tendered_fen < line.amount_fen:
                return Refusal("under_tendered", f"lines[{place}].tendered_fen")
        elif line.tendered_fen not in (None, line.amount_fen):
            return Refusal("change_needs_cash", f"lines[{place}].tendered_fen")
        elif not line.reference.strip():
            return Refusal("reference_needed", f"lines[{place}].reference")
    if sum(line.method == Method.CASH for line in lines) > 1:
        return Refusal("two_cash_lines", "lines")
    if sum(line.amount_fen for line in lines) != total_fen:
        return Refusal("lines_mismatch", "lines")
    return None


def change_of(line: Line) -> int:
    """Tell what goes back over the counter."""
    return (line.amount_fen if line.tendered_fen is None else line.tendered_fen) - line.amount_fen


def counted_fen(counts: Mapping[str, int]) -> int:
    """Add up notes and coins: denomination in fen -> pieces.

    Raises:
        ValueError: A denomination that does not exist, or a count below zero.
    """
    total = 0
    for denomination, pieces in counts.items():
        if not denomination.isascii() or not denomination.isdigit():
            raise ValueError(denomination)
        if int(denomination) not in DENOMINATIONS_FEN or pieces < 0:
            raise ValueError(denomination)
        total += int(denomination) * pieces
    return total


def channel_fee_fen(amount_fen: int, basis_points: int) -> int:
    """Tell what a channel keeps of one amount, rounded half away from zero as channels do."""
    sign = -1 if amount_fen < 0 else 1
    return sign * ((abs(amount_fen) * basis_points + 5000) // 10000)


def price_fen(prices: Iterable[Mapping[str, object]], *, category: str, on: date) -> int | None:
    """Find the price of a category on a day: the latest that has begun; None when none has."""
    begun = [
        (str(row["from_on"]), int(str(row["fee_fen"])))
        for row in prices
        if row["category"] == category and str(row["from_on"]) <= on.isoformat()
    ]
    return max(begun)[1] if begun else None


def planned_invoice_state(text: str) -> str:
    """Read the planners' word for an invoice; ``none`` where they said nothing we know."""
    folded = text.strip().lower()
    for state, marks in _PLANNED_STATES:
        if any(mark in folded for mark in marks):
            return state
    return "none"


def tax_number_warnings(number: str) -> list[str]:
    """Name what is odd about a tax number; an old one of 15 to 20 characters may be right all the same.

    Source: GB 32100-2015; weight 3^(i-1) mod 31, check = (31 - sum mod 31) mod 31.
    """
    text = number.strip().upper()
    if not text:
        return []
    if not re.fullmatch(r"[0-9A-Z]+", text) or len(text) not in OLD_TAX_LENGTHS:
        return ["tax_number_form"]
    if len(text) != TAX_LENGTH or is_citizen_number(text):  # sole traders are taxed under theirs
        return ["tax_number_old"]
    return [] if is_tax_number(text) else ["tax_number_check"]
