"""A table of what happened, as values: made once, written as xlsx, CSV, PDF or a planners' sheet.

Who makes which table stands in `catalogue`; how one is written, with its writers. Nothing here knows a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

Cell = str | int | float | Decimal | datetime | None


class Kind(StrEnum):
    """What a column's cells are.

    ``MONEY`` is fen as int, ``SHARE`` 0 to 1, ``INSTANT`` aware, ``MINUTES`` whole minutes.
    """

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    MINUTES = "minutes"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Column:
    """One column under its headings in both languages."""

    chinese: str
    english: str
    kind: Kind = Kind.TEXT


def in_currency(columns: tuple[Column, ...], currency: str) -> tuple[Column, ...]:
    """Name the event's currency in the headings of amounts, which are written for CNY."""
    if currency == "CNY":
        return columns
    return tuple(
        replace(
            each,
            chinese=each.chinese.replace("(元)", f"({currency})"),
            english=each.english.replace("(CNY)", f"({currency})"),
        )
        if each.kind is Kind.MONEY
        else each
        for each in columns
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the order it is read.

    Attributes:
        name: Latin, for files: ``no-shows``.
        chinese: The sheet's name in a planners' workbook.
        rows: Each as long as ``columns``; None is an empty cell.
        first_columns: How many columns it had before others were added at its end; None: these.
    """

    name: str
    chinese: str
    english: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    first_columns: int | None = None
