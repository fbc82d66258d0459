"""What the budget came to into the sheet 预算: 实际人数 and 实际金额(元) of rows that name a 计数依据.

Pure: values in, changes out. What counts is `reports.budget_counts`'.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from onsite.planning.cells import CellError, as_text
from onsite.planning.changes import CellChange, Conflict, Note, SheetChanges
from onsite.planning.memory import Memory
from onsite.planning.problems import cell_name
from onsite.planning.record_sheet import RecordSheet, SheetRow
from onsite.planning.sheet_xml import Value
from onsite.planning.tables import BUDGET
from onsite.planning.vocabulary import parser_of
from onsite.reports.budget import priced
from onsite.reports.budget_counts import Counted, fold_basis

COUNT, MONEY = "实际人数", "实际金额(元)"
OUR_HEADINGS = {COUNT: (COUNT, "Actual count"), MONEY: (MONEY, "Actual amount")}


def fill_budget(
    sheet: RecordSheet,
    counted: Mapping[str, Counted],
    *,
    as_it_came: RecordSheet | None,
    memory: Memory,
    standing: int,
    is_chinese: bool,
) -> SheetChanges:
    """Find what is to be written into the budget.

    Args:
        sheet: The sheet, as the planners have it.
        counted: Folded 计数依据 -> what it comes to.
        as_it_came: The sheet at `init`; None when there was none.
        memory: What was written, in any workbook.
        standing: The sync this workbook has seen last.
        is_chinese: The language of new headings; else English.
    """
    changes = SheetChanges(sheet.name)
    rows = [(key, row) for key, row in _keyed(sheet) if row.texts.get("counted_by")]
    if not rows:
        return changes
    first = {key: row.texts for key, row in _keyed(as_it_came)} if as_it_came else {}
    columns = _place_columns(sheet, changes, is_chinese=is_chinese)
    for key, row in rows:
        found = counted.get(fold_basis(row.texts["counted_by"]))
        if found is None:
            changes.notes.append(_uncounted(sheet, row))
            continue
        for heading, value in zip(OUR_HEADINGS, _values(row, found), strict=True):
            base = memory.text(key, heading, at=standing)
            if base is None:
                base = first.get(key, {}).get(heading, "")
            cell = CellChange(row.number, columns[heading], value, key, heading)
            _merge_cell(cell, row.texts.get(heading, ""), base, changes)
    return changes


def _keyed(sheet: RecordSheet) -> Iterator[tuple[str, SheetRow]]:
    """Name each line among the reg_nos of the memory: by its name, and which of that name it is."""
    names: Counter[str] = Counter()
    for row in sheet.rows:
        name = row.texts.get("name", "")
        names[name] += 1
        yield f"budget/{name}/{names[name]}", row


def _uncounted(sheet: RecordSheet, row: SheetRow) -> Note:
    place = f"{sheet.name}!{cell_name(row.number, sheet.columns['counted_by'])}"
    basis = row.texts["counted_by"]
    said = f"{place}: the event has nothing to count by {basis!r}; correct it, or empty the cell."
    return Note("uncounted", place, basis, said)


def _place_columns(
    sheet: RecordSheet, changes: SheetChanges, *, is_chinese: bool
) -> dict[str, int]:
    columns: dict[str, int] = {}
    following = sheet.last_column + 1
    for heading in (COUNT, MONEY):
        column = sheet.columns.get(heading)
        if column is None:
            text = OUR_HEADINGS[heading][0 if is_chinese else 1]
            changes.headings.append(CellChange(sheet.heading_row, following, text))
            column, following = following, following + 1
        columns[heading] = column
    return columns


def _values(row: SheetRow, counted: Counted) -> tuple[int, float | None]:
    planned_count = _number(row, "planned_count")
    fen = priced(
        counted,
        planned_count=None if planned_count is None else float(planned_count),
        unit_fen=_number(row, "unit_price"),
        amount_fen=_number(row, "amount"),
    )
    return counted.count, None if fen is None else fen / 100


def _number(row: SheetRow, csv: str) -> Any:
    """Read a cell as the plan's reading does: money in fen; None for what is no number."""
    column = BUDGET.column(csv)
    text = row.texts.get(column.field, "")
    try:
        return parser_of(column, zone=ZoneInfo("UTC"), day=None)(text) if text else None
    except CellError:
        return None


def _merge_cell(cell: CellChange, now: str, base: str, changes: SheetChanges) -> None:
    wanted = _text(cell.value)
    if now == wanted:
        if wanted:
            changes.remember(cell.reg_no, cell.heading, wanted)
    elif now == base:
        changes.cells.append(cell)
        changes.remember(cell.reg_no, cell.heading, wanted)
    else:
        at = cell_name(cell.row, cell.column)
        changes.conflicts.append(Conflict(changes.sheet, at, "", now, wanted))


def _text(value: Value) -> str:
    return "" if value is None else as_text(float(value))
