"""Tables as CSV that Excel opens right: UTF-8 with its mark, lines end in CR LF, no cell is a formula.

A text that a spreadsheet would run (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end) gets an
apostrophe before it, as OWASP advises. A number to call from abroad is written with blanks instead: that
nothing can reckon with ``+86 138 0000 0001``, and it stays what one reads.

Source: OWASP, "CSV Injection".
"""

import csv
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

import phonenumbers

from onsite.reports.table import Cell, Kind, Table
from onsite.reports.xlsx import in_yuan, shown

MARK = "\ufeff"
_RUNS = re.compile(r"^\s*[=+\-@\t\r\n＝＋－＠]")
_CALLED = re.compile(r"^\+[0-9][0-9 ()./-]*$")
_SHARE = Decimal("0.001")


def write_csv(table: Table, *, zone: ZoneInfo, languages: Sequence[str]) -> bytes:
    """Write a table as CSV.

    Args:
        table: What is written.
        zone: The venue's; instants are written by its clocks, e.g. ``2026-12-05 08:30:00``.
        languages: The event's; headings are in the first of them that is ours.

    Returns:
        The file.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    is_chinese = next((one for one in languages if one[:2] in ("zh", "en")), "zh").startswith("zh")
    writer.writerow([column.chinese if is_chinese else column.english for column in table.columns])
    for row in table.rows:
        writer.writerow(
            [
                _text(column.kind, cell, zone)
                for column, cell in zip(table.columns, row, strict=True)
            ]
        )
    return (MARK + text.getvalue()).encode()


def harmless(text: str) -> str:
    """Keep a spreadsheet from running a text."""
    if not _RUNS.match(text):
        return text
    return _phone(text) or f"'{text}"


def _phone(text: str) -> str | None:
    """Write a number to call from abroad with blanks alone; None where it is none."""
    if not _CALLED.match(text):
        return None
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return written.replace("-", " ")


def _text(kind: Kind, cell: Cell, zone: ZoneInfo) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(shown(cell))
    if isinstance(cell, datetime):
        return f"{cell.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    if kind is Kind.MONEY:
        return f"{in_yuan(int(cell)):.2f}"
    if kind is Kind.SHARE:
        return str(Decimal(str(cell)).quantize(_SHARE))
    return str(cell)
