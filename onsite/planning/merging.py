"""The three-way merge of 代表名单: as it came, as the planners have it now, as it happened.

Pure: values in, changes out. A cell is written only when it still says what it said at `init`, or
what we wrote there last; anything else is the planners' own change and becomes a conflict.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from onsite.planning.cells import as_text
from onsite.planning.facts import DelegateFacts, OnSite, WalkIn
from onsite.planning.problems import cell_name
from onsite.planning.sheet_xml import Value
from onsite.planning.tables import DELEGATES, heading_key

SOURCE_HEADING = "来源"
ON_SITE = "现场"
ROW_GONE = "(row deleted)"

# reg_no -> heading -> what we wrote there last.
Written = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: its number and its texts by column."""

    number: int
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class DelegateList:
    """The sheet 代表名单 as values.

    Attributes:
        columns: `heading_key` of a heading -> column, from 1.
        rows: Folded reg_no -> row.
        last_column: The last one with anything in it; new ones come right of it.
    """

    sheet: str
    heading_row: int
    columns: Mapping[str, int]
    rows: Mapping[str, ListRow]
    last_row: int
    last_column: int

    def column(self, *names: str) -> int | None:
        """Find a column by any of its names."""
        found = (self.columns.get(heading_key(name)) for name in names)
        return next((column for column in found if column), None)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell to write, and whose and which it is."""

    row: int
    column: int
    value: Value
    reg_no: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell left as the planners have it."""

    sheet: str
    cell: str
    reg_no: str
    planned: str
    onsite: str


@dataclass(slots=True)
class Changes:
    """What a merge comes to.

    Attributes:
        headings: Cells of the heading row.
        new_rows: One list of cells for each walk-in that is not on the list yet.
        written: The cells that now say what the event says, to be remembered for the next time.
    """

    headings: list[CellChange] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    new_rows: list[list[CellChange]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    written: dict[str, dict[str, str]] = field(default_factory=dict)


def merge(
    as_it_came: DelegateList | None, now: DelegateList, onsite: OnSite, *, written: Written
) -> Changes:
    """Find what is to be written into the list, and what is not.

    Args:
        as_it_came: The list at `init`; None when the workbook is another one.
        now: The list as the planners have it.
        onsite: What happened.
        written: `Changes.written` of the sync before, empty at first.
    """
    changes = Changes()
    columns = _place_columns(now, onsite, changes)
    for facts in onsite.delegates:
        _merge_row(
            _Person(facts, _fact_cells(facts, onsite)), as_it_came, now, columns, written, changes
        )
    for walk_in in onsite.walk_ins:
        cells = {**_fact_cells(walk_in.facts, onsite), SOURCE_HEADING: ON_SITE}
        person = _Person(walk_in.facts, cells)
        known = fold(walk_in.facts.reg_no)
        if known in now.rows or walk_in.facts.reg_no in written:
            _merge_row(person, as_it_came, now, columns, written, changes)
        else:
            _append_row(person, walk_in, now, columns, changes)
    return changes


def merged_headings(onsite: OnSite) -> frozenset[str]:
    """Name the headings, as `heading_key`s, whose cells a merge looks at."""
    corrected = {csv for facts in onsite.everyone for csv in facts.corrections}
    names = [*_fact_cells(DelegateFacts("", "", ""), onsite), SOURCE_HEADING]
    for column in DELEGATES.columns:
        if column.csv in corrected:
            names += [column.chinese, column.csv, *column.english]
    return frozenset(map(heading_key, names))


def fold(reg_no: str) -> str:
    """Reduce a reg_no to what counts when rows are found by it."""
    return reg_no.strip().casefold()


def local_text(instant: datetime | None, onsite: OnSite) -> str | None:
    """Write an instant as the venue's time, ``2026-12-04 08:14``."""
    if instant is None:
        return None
    return instant.astimezone(onsite.time_zone).strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class _Person:
    facts: DelegateFacts
    cells: Mapping[str, Value]


def _fact_cells(facts: DelegateFacts, onsite: OnSite) -> dict[str, Value]:
    """Give our columns, in their order, and the corrections under their own headings."""
    paid = facts.paid_on_site_fen
    is_here = facts.checked_in_at is not None
    cells: dict[str, Value] = {
        "报到时间": local_text(facts.checked_in_at, onsite),
        "报到区": facts.zone if is_here else None,
        "报到方式": facts.means if is_here else None,
        "胸卡打印次数": facts.badge_prints if is_here or facts.badge_prints else None,
        "现场缴费(元)": _yuan(paid),
        "现场缴费方式": facts.paid_on_site_by,
        "发票签收时间": local_text(facts.invoice_signed_at, onsite),
        "资料领取时间": local_text(facts.materials_at, onsite),
    }
    for csv, text in facts.corrections.items():
        cells[DELEGATES.column(csv).chinese] = text
    return cells


def _place_columns(now: DelegateList, onsite: OnSite, changes: Changes) -> dict[str, int]:
    """Find our columns, and put those that are not there right of the last one."""
    ours = list(_fact_cells(DelegateFacts("", "", ""), onsite))
    if onsite.walk_ins:
        ours.append(SOURCE_HEADING)
    columns: dict[str, int] = {}
    for column in DELEGATES.columns:
        if at := now.column(column.chinese, column.csv, *column.english):
            columns[column.chinese] = at
    following = now.last_column + 1
    for heading in ours:
        at = now.column(heading)
        if at is None:
            changes.headings.append(CellChange(now.heading_row, following, heading))
            at, following = following, following + 1
        columns[heading] = at
    return columns


def _merge_row(
    person: _Person,
    as_it_came: DelegateList | None,
    now: DelegateList,
    columns: Mapping[str, int],
    written: Written,
    changes: Changes,
) -> None:
    reg_no = person.facts.reg_no
    row = now.rows.get(fold(reg_no))
    before = as_it_came.rows.get(fold(reg_no)) if as_it_came else None
    if row is None:
        if any(value is not None for value in person.cells.values()):
            what = f"{reg_no} {person.facts.name}"
            changes.conflicts.append(
                Conflict(now.sheet, cell_name(now.heading_row, 1), reg_no, ROW_GONE, what)
            )
        changes.written.update(_remembered(reg_no, written.get(reg_no, {})))
        return
    for heading, value in person.cells.items():
        if heading not in columns:
            continue
        column = columns[heading]
        planned, onsite = row.texts.get(column, ""), _text(value)
        last = written.get(reg_no, {}).get(heading)
        if last is None and not onsite:
            continue
        base = _base_text(as_it_came, before, heading) if last is None else last
        if planned not in {onsite, base}:
            cell = cell_name(row.number, column)
            changes.conflicts.append(Conflict(now.sheet, cell, reg_no, planned, onsite))
            changes.written.setdefault(reg_no, {}).update({} if last is None else {heading: last})
            continue
        if planned != onsite:
            changes.cells.append(CellChange(row.number, column, value, reg_no, heading))
        changes.written.setdefault(reg_no, {})[heading] = onsite


def _append_row(
    person: _Person,
    walk_in: WalkIn,
    now: DelegateList,
    columns: Mapping[str, int],
    changes: Changes,
) -> None:
    facts = person.facts
    row = now.last_row + 1 + len(changes.new_rows)
    values: dict[str, Value] = {
        "注册编号": facts.reg_no,
        "姓名": facts.name,
        "英文名": facts.latin_name,
        "单位": facts.organisation,
        "职务": facts.position,
        "类别": facts.category,
        "手机": facts.phone,
        "邮箱": walk_in.email,
        "应缴(元)": _yuan(walk_in.due_fen),
        **person.cells,
    }
    cells = [
        CellChange(row, columns[heading], value, facts.reg_no, heading)
        for heading, value in values.items()
        if heading in columns and value not in {None, ""}
    ]
    changes.new_rows.append(cells)
    changes.written[facts.reg_no] = {
        heading: _text(value) for heading, value in person.cells.items() if value not in {None, ""}
    }


def _base_text(as_it_came: DelegateList | None, before: ListRow | None, heading: str) -> str:
    if as_it_came is None or before is None:
        return ""
    known = next((one for one in DELEGATES.columns if one.chinese == heading), None)
    names = (known.chinese, known.csv, *known.english) if known else (heading,)
    column = as_it_came.column(*names)
    return before.texts.get(column, "") if column else ""


def _remembered(reg_no: str, cells: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    if cells:
        yield reg_no, dict(cells)


def _text(value: Value) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else as_text(float(value))


def _yuan(fen: int | None) -> Value:
    return None if fen is None else fen / 100
