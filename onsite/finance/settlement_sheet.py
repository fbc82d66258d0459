"""The settlement on A4: what `settlement` summed, as tables to sign and file."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from onsite.badges.documents import Column, Document, Letterhead, Table, Total
from onsite.badges.sheets import letterhead
from onsite.finance.receipts import Words, amount, words_of_event
from onsite.registration.queries import categories

MOVED = ("received_fen", "refunded_fen", "deposits_fen", "paid_out_fen", "net_fen")
SUMMED = ("charged_fen", "received_fen", "refunded_fen", "net_fen")
COUNTED = ("float_fen", "expected_fen", "counted_fen", "difference_fen", "corrected_fen")


def document(session: Session, settled: Mapping[str, Any], *, now: Any) -> Document:
    """Put a settlement on paper, with a place for two signatures.

    Args:
        session: A reading session.
        settled: As `settlement.settle` tells it.
        now: When it is printed.
    """
    words = words_of_event(session)
    head: Letterhead = letterhead(session, now)
    names = {row.code: row.name for row in categories(session)}
    receipts = settled["receipts"]
    return Document(
        title=words("paper.settlement.title"),
        letterhead=head,
        subtitle=settled["day"] or words("paper.settlement.all_days"),
        notes=_notes(words, settled, receipts),
        tables=(
            _by_method(words, settled),
            _table(
                words, "category", settled["by_category"], SUMMED,
                lambda row: names.get(row["category"], row["category"]),
            ),
            _table(words, "cashier", settled["by_cashier"], MOVED, lambda row: row["cashier"]),
            _table(words, "day", settled["by_day"], MOVED, lambda row: row["day"]),
            _drawers(words, settled["drawers"]),
            _signed(words),
        ),
        is_landscape=True,
    )  # fmt: skip


def _notes(
    words: Words, settled: Mapping[str, Any], receipts: Mapping[str, Any]
) -> tuple[str, ...]:
    notes = [
        words("paper.settlement.ledger", amount=amount(settled["ledger_sum_fen"])),
        words(
            "paper.settlement.receipts",
            first=receipts["first"] or 0,
            last=receipts["last"] or 0,
            count=receipts["count"],
        ),
    ]
    if settled["is_without_open_drawers"]:
        notes.append(words("paper.settlement.without_open"))
    return tuple(notes)


def _by_method(words: Words, settled: Mapping[str, Any]) -> Table:
    rows = settled["by_method"]
    totals = settled["totals"]
    names = (*MOVED, "fee_fen")
    return Table(
        columns=_columns(words, "method", names),
        rows=[
            *((words(f"receipt.method.{row['method']}"), *_amounts(row, names)) for row in rows),
            Total((words("receipt.total"), *_amounts(totals, names))),
        ],
        title=words("paper.settlement.by_method"),
    )


def _table(
    words: Words,
    what: str,
    rows: Iterable[Mapping[str, Any]],
    names: tuple[str, ...],
    name_of: Any,
) -> Table:
    rows = list(rows)
    sums = {name: sum(row[name] for row in rows) for name in names}
    return Table(
        columns=_columns(words, what, names),
        rows=[
            *((name_of(row), *_amounts(row, names)) for row in rows),
            Total((words("receipt.total"), *_amounts(sums, names))),
        ],
        title=words(f"paper.settlement.by_{what}"),
    )


def _drawers(words: Words, rows: Iterable[Mapping[str, Any]]) -> Table:
    columns = [
        Column(words("receipt.desk"), 2),
        *_columns(words, "cashier", COUNTED),
        Column(words("paper.settlement.note"), 2),
    ]
    return Table(
        columns=columns,
        rows=[
            (row["drawer_name"], row["cashier"], *_amounts(row, COUNTED), row["note"])
            for row in rows
        ],
        title=words("paper.settlement.drawers"),
    )


def _signed(words: Words) -> Table:
    return Table(
        columns=[
            Column(words("receipt.cashier"), 1, "signature"),
            Column(words("paper.settlement.checked_by"), 1, "signature"),
        ],
        rows=[(None, None)],
    )


def _columns(words: Words, what: str, names: tuple[str, ...]) -> list[Column]:
    figures = [Column(words(f"paper.settlement.{name}"), 1.6, "number") for name in names]
    return [Column(words(f"paper.settlement.{what}"), 2.4), *figures]


def _amounts(row: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("—" if row[name] is None else amount(row[name]) for name in names)
