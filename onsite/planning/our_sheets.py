"""The sheets that a sync writes itself: the tables of what happened, and 同步冲突.

Which tables there are is `reports.catalogue`'s. A sheet of the planners that has one of these names stays,
and so does what they note right of 同步冲突.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from onsite.planning.changes import Conflict
from onsite.planning.csv_patching import CsvPatch
from onsite.planning.delegate_list import Patch, fold
from onsite.planning.sheet_xml import Value
from onsite.reports.table import Cell, Column, Kind, Table

ATTENDANCE, NO_SHOWS = "参会名单", "未到名单"
CONFLICTS = Table(
    "sync-conflicts",
    "同步冲突",
    "Sync conflicts",
    (
        Column("工作表", "Sheet"),
        Column("单元格", "Cell"),
        Column("注册编号", "Reg. no."),
        Column("计划值", "Planned"),
        Column("现场值", "On site"),
    ),
    (),
)

Rows = list[list[Value]]


@dataclass(frozen=True, slots=True)
class OurSheets:
    """How our sheets are written into one plan.

    Attributes:
        zone: The venue's, in which instants are written.
        heading_style: The style of a new sheet's headings, in a workbook.
    """

    patch: Patch
    zone: ZoneInfo
    is_chinese: bool
    heading_style: str | None = None

    def put(self, table: Table, conflicts: list[Conflict]) -> None:
        """Write a table as its sheet, unless the planners have one of that name: that is a conflict."""
        self._put(table, [self._row(table, row) for row in table.rows], conflicts)

    def put_conflicts(
        self, conflicts: list[Conflict], *, of_doors: Table | None, of_sheets: list[Conflict]
    ) -> None:
        """Write 同步冲突: the cells, and below them what the doors and the event say differently."""
        rows: Rows = [
            [one.sheet, one.cell, one.reg_no, one.planned, one.onsite] for one in conflicts
        ]
        if of_doors is not None and of_doors.rows:
            rows += [[], [self._title(of_doors)], [*self._headings(of_doors)]]
            rows += [self._row(of_doors, row) for row in of_doors.rows]
        beside = len(CONFLICTS.columns) + 1
        is_in_place = [*self._first_row(CONFLICTS)][: beside - 1] == [*range(1, beside)]
        if self._put(CONFLICTS, rows, of_sheets) and is_in_place:
            self._keep_notes(rows, beside)

    def listed(self, tables: Sequence[Table]) -> frozenset[str] | None:
        """Read whom our lists of who came and who did not name; None when they are not both there."""
        lists = [table for table in tables if table.chinese in {ATTENDANCE, NO_SHOWS}]
        found: set[str] = set()
        for table in lists:
            if not lists or not self._is_ours(table):
                return None
            sheet = self.patch.sheet(self._name(table))
            found |= {fold(sheet.texts(row).get(1, "")) for row in range(2, sheet.last_row + 1)}
        return frozenset(found) if lists else None

    def _put(self, table: Table, rows: Rows, conflicts: list[Conflict]) -> bool:
        """Write a sheet, and tell whether it is ours to write."""
        name, headings = self._name(table), self._headings(table)
        first = self._first_row(table)
        if first and not self._is_ours(table):
            conflicts.append(Conflict(name, "A1", "", " ".join(first.values()), " ".join(headings)))
            return False
        self.patch.put_sheet(name, [[*headings], *rows], heading_style=self.heading_style)
        return True

    def _keep_notes(self, rows: Rows, beside: int) -> None:
        """Let what planners wrote from a column on stay beside its conflict; it goes with the conflict."""
        sheet, stood = self.patch.sheet(self._name(CONFLICTS)), dict[tuple[str, ...], int]()
        for number in range(sheet.last_row, 1, -1):
            texts = sheet.texts(number)
            stood[_whose([texts.get(at) for at in range(1, beside)])] = number
        sheet.carry(1, to=1, beside=beside)
        for number, row in enumerate(rows, 2):
            if before := stood.pop(_whose(row), None):
                sheet.carry(before, to=number, beside=beside)

    def _is_ours(self, table: Table) -> bool:
        """Tell whether a sheet of a table's name has its headings, in either language.

        One that an earlier version wrote, with the columns of then, is ours too; so is 同步冲突 with columns
        of theirs right of ours.
        """
        first = self._first_row(table)
        rows = [[*first.values()]]
        if table is CONFLICTS:
            rows.append([text for at, text in first.items() if at <= len(table.columns)])
        in_both = zip(*((column.chinese, column.english) for column in table.columns), strict=True)
        known = {len(table.columns), table.first_columns}
        ours = [list(headings)[:count] for headings in in_both for count in known]
        return any(row in ours for row in rows)

    def _first_row(self, table: Table) -> dict[int, str]:
        """Read the headings of a sheet by column; none where it is not there."""
        name = self._name(table)
        texts = self.patch.sheet(name).texts(1) if name in self.patch.sheet_names else {}
        return {at: text for at, text in sorted(texts.items()) if text}

    def _name(self, table: Table) -> str:
        # A resource of a data package has a Latin name.
        return table.name if isinstance(self.patch, CsvPatch) else table.chinese

    def _title(self, table: Table) -> str:
        return table.chinese if self.is_chinese else table.english

    def _headings(self, table: Table) -> list[str]:
        return [column.chinese if self.is_chinese else column.english for column in table.columns]

    def _row(self, table: Table, row: Sequence[Cell]) -> list[Value]:
        return [
            self._value(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)
        ]

    def _value(self, cell: Cell, kind: Kind) -> Value:
        """Give a cell as planners read it: yuan, the venue's time, per cent; text stays text."""
        if isinstance(cell, datetime):
            return cell.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")
        if cell is None or isinstance(cell, str):
            return cell
        if kind is Kind.MONEY:
            return float(Decimal(str(cell)) / 100)
        if kind is Kind.SHARE:
            return f"{float(cell) * 100:.1f}%"
        return cell


def _whose(row: Sequence[Value]) -> tuple[str, ...]:
    """Tell what a row of 同步冲突 is about. Of a cell of a person's the column counts: her row may move."""
    sheet, cell, reg_no = [str(one or "") for one in (*row, None, None, None)][:3]
    return sheet, cell.rstrip("0123456789") if reg_no else cell, reg_no
