"""Tables as a workbook that a client opens: headings kept in view, filters, widths, real dates and amounts.

Every text is written as text: a name that begins with ``=`` is a name. Instants are the venue's, as dates
that can be sorted and reckoned with; money is yuan with its fen.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.utility import xl_range

from onsite.reports.table import Cell, Column, Kind, Table

FORMATS = {
    Kind.WHOLE: "#,##0",
    Kind.NUMBER: "General",
    Kind.MONEY: "#,##0.00;[Red]-#,##0.00",
    Kind.SHARE: "0.0%",
    Kind.MINUTES: "#,##0",
    Kind.INSTANT: "yyyy-mm-dd hh:mm",
}
NARROWEST, WIDEST = 8.0, 48.0  # in characters of the sheet's letter
ROWS_MEASURED = 500
FEN = Decimal(100)
CELL_CHARACTERS = 32_767  # Excel opens no workbook with more in a cell
HEADER_CHARACTERS = 255  # nor with more in a page's head
HEAD_LINE_POINTS = 16
_LINE = {"bottom": 1, "bottom_color": "#d8dde3", "valign": "vcenter"}
_HEAD = {"bold": True, "text_wrap": True, "bg_color": "#e8edf2", "border": 1, "valign": "vcenter"}
_FONT = {"font_name": "Microsoft YaHei", "font_size": 10}
_LEFT = (Kind.TEXT, Kind.INSTANT)
A4 = 9
MARGIN_INCHES = 0.4


@dataclass(frozen=True, slots=True)
class Look:
    """How a workbook's cells look, by what is in them, and in which languages its headings are."""

    cells: dict[Kind, Any]
    heads: dict[Kind, Any]
    languages: Sequence[str]
    zone: ZoneInfo
    title: str


def write_xlsx(
    tables: Sequence[Table],
    *,
    zone: ZoneInfo,
    languages: Sequence[str],
    title: str,
    made_at: datetime,
) -> bytes:
    """Write tables as one workbook, a sheet each.

    Args:
        tables: In the order of their sheets.
        zone: The venue's; instants are written by its clocks.
        languages: The event's; a heading stands in each of Chinese and English that it names.
        title: The event's name, for the head of printed pages.
        made_at: Printed there, and kept as the workbook's date: the same tables give the same bytes.

    Returns:
        The file.
    """
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    local = made_at.astimezone(zone).replace(tzinfo=None)
    book.set_properties({"created": local})
    printed = f"&L{title.replace('&', '&&')}&R{local:%Y-%m-%d %H:%M}"
    look = Look(
        cells={kind: book.add_format(_cell(kind)) for kind in Kind},
        heads={kind: book.add_format({**_FONT, **_HEAD, **_aligned(kind)}) for kind in Kind},
        languages=languages,
        zone=zone,
        title=printed[:HEADER_CHARACTERS],
    )
    for table in tables:
        _write(book.add_worksheet(_sheet_name(table, languages)), table, look)
    book.close()
    return file.getvalue()


def heading(column: Column, languages: Sequence[str]) -> str:
    """Name a column in the event's languages, Chinese above English."""
    return "\n".join(_named(column.chinese, column.english, languages))


def in_yuan(fen: int) -> Decimal:
    """Turn fen into yuan, to the fen."""
    return Decimal(fen) / FEN


def _named(chinese: str, english: str, languages: Sequence[str]) -> list[str]:
    has_english = any(one.startswith("en") for one in languages)
    has_chinese = any(one.startswith("zh") for one in languages) or not has_english
    return [*([chinese] if has_chinese else []), *([english] if has_english else [])]


def _sheet_name(table: Table, languages: Sequence[str]) -> str:
    return _named(table.chinese, table.english, languages)[0][:31]


def _cell(kind: Kind) -> dict[str, Any]:
    return {**_FONT, **_LINE, **_aligned(kind), "num_format": FORMATS.get(kind, "@")}


def _aligned(kind: Kind) -> dict[str, Any]:
    return {"align": "left", "indent": 1} if kind in _LEFT else {"align": "right"}


def _write(sheet: Any, table: Table, look: Look) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, heading(column, look.languages), look.heads[column.kind])
        sheet.set_column(place, place, _width(table, place, look.languages))
    lines = heading(table.columns[0], look.languages).count("\n") + 1
    sheet.set_row(0, HEAD_LINE_POINTS * lines)
    for number, row in enumerate(table.rows, start=1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _put(sheet, (number, place), column.kind, cell, look)
    last = max(1, len(table.rows))
    sheet.freeze_panes(1, min(2, len(table.columns) - 1))
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    _print_well(sheet, xl_range(0, 0, last, len(table.columns) - 1), look)


def _print_well(sheet: Any, area: str, look: Look) -> None:
    """Lay the sheet out for paper: across, as wide as the page, headings on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=MARGIN_INCHES, right=MARGIN_INCHES)
    sheet.print_area(area)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(look.title)
    sheet.set_footer("&L&A&R&P / &N")


def _put(sheet: Any, at: tuple[int, int], kind: Kind, cell: Cell, look: Look) -> None:
    style = look.cells[kind]
    if cell is None or cell == "":
        sheet.write_blank(*at, None, style)
    elif isinstance(cell, str):
        sheet.write_string(*at, shown(cell)[:CELL_CHARACTERS], style)
    elif isinstance(cell, datetime):
        sheet.write_datetime(*at, cell.astimezone(look.zone).replace(tzinfo=None), style)
    elif kind is Kind.MONEY:
        sheet.write_number(*at, in_yuan(int(cell)), style)
    else:
        sheet.write_number(*at, cell, style)


def shown(text: str) -> str:
    """Leave away what no workbook can hold: control characters but the line feed and the tab."""
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) != "Cc")


def _width(table: Table, place: int, languages: Sequence[str]) -> float:
    """Guess how wide a column must be from its heading and its first rows."""
    column = table.columns[place]
    lines = heading(column, languages).split("\n")
    widest = max(_columns(line) for line in lines) + 4  # the filter's button
    if column.kind is Kind.INSTANT:
        widest = max(widest, 18)
    elif column.kind is Kind.TEXT:
        cells = (row[place] for row in table.rows[:ROWS_MEASURED])
        widest = max([widest, *(_columns(cell) + 2 for cell in cells if isinstance(cell, str))])
    else:
        widest = max(widest, 11)
    return min(max(float(widest), NARROWEST), WIDEST)


def _columns(text: str) -> int:
    """Tell how many letters' room a text takes: a wide character takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
