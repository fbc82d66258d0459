"""The three-way merge of 代表名单: as it came, as the planners have it now, as it happened.

Pure: values in, changes out. A cell is written only when it still says what the sync left there
that this workbook has seen last, or what it said at `init` where it has seen none; anything else is
the planners' own change and becomes a conflict.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from onsite.planning.cells import as_text
from onsite.planning.delegate_list import DelegateList, fold
from onsite.planning.facts import DelegateFacts, OnSite, WalkIn
from onsite.planning.memory import Memory, SeenCell
from onsite.planning.problems import cell_name
from onsite.planning.sheet_xml import Value
from onsite.planning.tables import DELEGATES, heading_key

SOURCE_HEADING = "来源"
ON_SITE = "现场"
ROW_GONE = "(row deleted)"
OUR_HEADINGS = (
    "报到时间",
    "报到区",
    "报到方式",
    "胸卡打印次数",
    "现场缴费(元)",
    "现场缴费方式",
    "发票签收时间",
    "资料领取时间",
)


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

    def remember(self, person: "_Person", heading: str, memory: Memory) -> None:
        """Note that a cell says what the event says; an empty one only where we ever wrote."""
        reg_no, text = person.facts.reg_no, _text(person.cells[heading])
        if text or memory.knows(reg_no, heading):
            self.written.setdefault(reg_no, {})[heading] = text


def merge(
    as_it_came: DelegateList | None,
    now: DelegateList,
    onsite: OnSite,
    *,
    memory: Memory,
    listed: frozenset[str] | None,
) -> Changes:
    """Find what is to be written into the list, and what is not.

    Args:
        as_it_came: The list at `init`; None when there is no copy.
        now: The list as the planners have it.
        onsite: What happened.
        memory: What was written, in any workbook.
        listed: The folded reg_nos on the lists of who came and who did not that we wrote into this
            workbook; None when they are not there, or no walk-in is missing.
    """
    changes = Changes()
    columns = _place_columns(now, onsite, changes)
    people = list(_people(onsite))
    merging = _Merging(as_it_came, now, columns, memory, _standing(people, as_it_came, now, memory))
    for person in people:
        if person.walk_in and not merging.has_had(person, listed):
            _append_row(person, person.walk_in, merging, changes)
        else:
            _merge_row(person, merging, changes)
    return changes


def merged_headings(onsite: OnSite) -> frozenset[str]:
    """Name the headings, as `heading_key`s, whose cells a merge looks at."""
    corrected = {csv for facts in onsite.everyone for csv in facts.corrections}
    names = [*OUR_HEADINGS, SOURCE_HEADING]
    for column in DELEGATES.columns:
        if column.csv in corrected:
            names += [column.chinese, column.csv, *column.english]
    return frozenset(map(heading_key, names))


def missing_walk_ins(now: DelegateList, onsite: OnSite, memory: Memory) -> list[str]:
    """List the walk-ins once written into some workbook who are not on this list."""
    numbers = (walk_in.facts.reg_no for walk_in in onsite.walk_ins)
    return [one for one in numbers if fold(one) not in now.rows and memory.has_row(one)]


def local_text(instant: datetime | None, onsite: OnSite) -> str | None:
    """Write an instant as the venue's time, ``2026-12-04 08:14``."""
    if instant is None:
        return None
    return instant.astimezone(onsite.time_zone).strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class _Person:
    facts: DelegateFacts
    cells: Mapping[str, Value]
    walk_in: WalkIn | None = None


@dataclass(frozen=True, slots=True)
class _Merging:
    """What one merge looks at.

    Attributes:
        columns: Heading -> column, as they will be.
        standing: The sync that this workbook has seen last, 0 when none.
    """

    as_it_came: DelegateList | None
    now: DelegateList
    columns: Mapping[str, int]
    memory: Memory
    standing: int

    def has_had(self, person: _Person, listed: frozenset[str] | None) -> bool:
        """Tell whether a walk-in has her row, or had it in this workbook."""
        reg_no = person.facts.reg_no
        if fold(reg_no) in self.now.rows:
            return True
        if listed is None:
            return self.memory.has_row(reg_no, at=self.standing)
        return fold(reg_no) in listed and self.memory.has_row(reg_no)

    def base(self, person: _Person, heading: str) -> str:
        """Give what a cell says if the planners have not touched it."""
        last = self.memory.text(person.facts.reg_no, heading, at=self.standing)
        if last is None:
            return self.as_it_came.text(person.facts.reg_no, heading) if self.as_it_came else ""
        return last


def _people(onsite: OnSite) -> Iterator[_Person]:
    for facts in onsite.delegates:
        yield _Person(facts, _fact_cells(facts, onsite))
    for walk_in in onsite.walk_ins:
        cells = {**_fact_cells(walk_in.facts, onsite), SOURCE_HEADING: ON_SITE}
        yield _Person(walk_in.facts, cells, walk_in)


def _standing(
    people: list[_Person], as_it_came: DelegateList | None, now: DelegateList, memory: Memory
) -> int:
    """Find which of our syncs this workbook has seen last."""
    seen = (
        SeenCell(
            person.facts.reg_no,
            heading,
            before=as_it_came.text(person.facts.reg_no, heading) if as_it_came else "",
            now=now.text(person.facts.reg_no, heading),
        )
        for person in people
        # A row that is gone may have been deleted: it says nothing.
        if fold(person.facts.reg_no) in now.rows
        for heading in person.cells
        if memory.knows(person.facts.reg_no, heading)
    )
    is_ours = as_it_came is not None and not _has_our_headings(as_it_came)
    return memory.standing_at(seen, has_our_headings=is_ours and _has_our_headings(now))


def _has_our_headings(known: DelegateList) -> bool:
    return all(known.column(heading) for heading in OUR_HEADINGS)


def _fact_cells(facts: DelegateFacts, onsite: OnSite) -> dict[str, Value]:
    """Give our columns, in their order, and the corrections under their own headings."""
    paid = facts.paid_on_site_fen
    is_here = facts.checked_in_at is not None
    values: tuple[Value, ...] = (
        local_text(facts.checked_in_at, onsite),
        facts.zone if is_here else None,
        facts.means if is_here else None,
        facts.badge_prints if is_here or facts.badge_prints else None,
        _yuan(paid),
        facts.paid_on_site_by,
        local_text(facts.invoice_signed_at, onsite),
        local_text(facts.materials_at, onsite),
    )
    cells = dict(zip(OUR_HEADINGS, values, strict=True))
    for csv, text in facts.corrections.items():
        cells[DELEGATES.column(csv).chinese] = text
    return cells


def _place_columns(now: DelegateList, onsite: OnSite, changes: Changes) -> dict[str, int]:
    """Find our columns, and put those that are not there right of the last one."""
    ours = list(OUR_HEADINGS)
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


def _merge_row(person: _Person, merging: _Merging, changes: Changes) -> None:
    reg_no, now = person.facts.reg_no, merging.now
    row = now.rows.get(fold(reg_no))
    if row is None:
        if any(value is not None for value in person.cells.values()):
            what = f"{reg_no} {person.facts.name}"
            cell = cell_name(now.heading_row, 1)
            changes.conflicts.append(Conflict(now.sheet, cell, reg_no, ROW_GONE, what))
        return
    for heading, value in person.cells.items():
        if heading not in merging.columns:
            continue
        column = merging.columns[heading]
        planned, onsite = row.texts.get(column, ""), _text(value)
        has_written = merging.memory.text(reg_no, heading, at=merging.standing) is not None
        if planned == onsite:
            changes.remember(person, heading, merging.memory)
        elif not has_written and value is None:  # a correction may well be to nothing
            continue
        elif planned == merging.base(person, heading):
            changes.cells.append(CellChange(row.number, column, value, reg_no, heading))
            changes.remember(person, heading, merging.memory)
        else:
            cell = cell_name(row.number, column)
            changes.conflicts.append(Conflict(now.sheet, cell, reg_no, planned, onsite))


def _append_row(person: _Person, walk_in: WalkIn, merging: _Merging, changes: Changes) -> None:
    facts = person.facts
    row = merging.now.last_row + 1 + len(changes.new_rows)
    values: dict[str, Value] = {
        "注册编号": facts.reg_no,
        "姓名": facts.name,
        "英文名": facts.latin_name,
        "单位": facts.organisation,
        "职务": facts.position,
        "类别": facts.category,
        "手机": facts.phone,
        "邮箱": walk_in.email,
        "餐食要求": walk_in.diet,
        "桌号": walk_in.table_no,
        "应缴(元)": _yuan(walk_in.due_fen),
        **person.cells,
    }
    cells = [
        CellChange(row, merging.columns[heading], value, facts.reg_no, heading)
        for heading, value in values.items()
        if heading in merging.columns and value not in {None, ""}
    ]
    changes.new_rows.append(cells)
    for heading in person.cells:
        changes.remember(person, heading, merging.memory)


def _text(value: Value) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else as_text(float(value))


def _yuan(fen: int | None) -> Value:
    return None if fen is None else fen / 100
