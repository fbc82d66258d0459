"""The three-way merge of 代表名单: as it came, as the planners have it now, as it happened.

Pure: values in, changes out. A cell is written only when it still says what the sync left there
that this workbook has seen last, or what it said at `init` where it has seen none; anything else is
the planners' own change and becomes a conflict.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from onsite.planning.cells import as_text
from onsite.planning.changes import CellChange, Conflict
from onsite.planning.delegate_list import DelegateList, ListRow, fold
from onsite.planning.facts import DelegateFacts, OnSite, WalkIn
from onsite.planning.identity import Known, is_someone_else
from onsite.planning.left_behind import Key, LeftBehind, left_behind
from onsite.planning.memory import Memory, SeenCell
from onsite.planning.our_columns import OUR_HEADINGS, SOURCE_HEADING, keys_of
from onsite.planning.problems import cell_name
from onsite.planning.sheet_xml import Value
from onsite.planning.tables import DELEGATES

ON_SITE = "现场"
ROW_GONE = "(row deleted)"
COLUMN_GONE = "(column deleted)"
IDENTITY = ("name", "latin_name", "phone", "email", "organisation")


@dataclass(slots=True)
class Changes:
    """What a merge comes to.

    Attributes:
        headings: Cells of the heading row.
        new_rows: One list of cells for each walk-in that is not on the list yet.
        written: The cells that now say what the event says, to be remembered for the next time.
        standing: The sync that this workbook has seen last, 0 when none.
    """

    headings: list[CellChange] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    new_rows: list[list[CellChange]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    written: dict[str, dict[str, str]] = field(default_factory=dict)
    standing: int = 0

    def remember(self, reg_no: str, heading: str, value: Value, memory: Memory) -> None:
        """Note that a cell says what the event says; an empty one only where we ever wrote."""
        text = _text(value)
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
    standing = _standing(people, as_it_came, now, memory)
    behind = left_behind(as_it_came, now, memory, standing=standing)
    changes.standing = behind.standing
    added = frozenset(heading.column for heading in changes.headings)
    merging = _Merging(as_it_came, now, columns, memory, behind, added)
    _tell_missing_columns(people, merging, changes)
    merged: set[Key] = set()
    for person in people:
        if person.walk_in and not merging.has_had(person, listed):
            _append_row(person, person.walk_in, merging, changes)
        elif not _is_refused(person, merging, changes):
            _merge_row(person, merging, changes)
            merged.add(fold(person.facts.reg_no))
    _empty_strangers(merging, merged, changes)
    return changes


def merged_headings(onsite: OnSite) -> frozenset[str]:
    """Name the headings, as `heading_key`s, whose cells a merge looks at."""
    corrected = {csv for facts in onsite.everyone for csv in facts.corrections}
    theirs = (
        column.chinese for column in DELEGATES.columns if column.csv in {*corrected, *IDENTITY}
    )
    headings = [*OUR_HEADINGS, SOURCE_HEADING, *theirs]
    return frozenset(key for heading in headings for key in keys_of(heading))


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
        added: Those of them that the list had not, or has no more.
        behind: The rows with cells of ours that are another's.
    """

    as_it_came: DelegateList | None
    now: DelegateList
    columns: Mapping[str, int]
    memory: Memory
    behind: LeftBehind
    added: frozenset[int]

    @property
    def standing(self) -> int:
        """Give the sync that this workbook has seen last, 0 when none."""
        return self.behind.standing

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

    def has_written(self, person: _Person, heading: str) -> bool:
        """Tell whether a sync that this workbook has seen wrote a cell."""
        return self.memory.text(person.facts.reg_no, heading, at=self.standing) is not None

    def knew(self, person: _Person, heading: str) -> bool:
        """Tell whether the list had a column at `init`, or a sync ever wrote there."""
        was_there = self.as_it_came is not None and self.as_it_came.column(heading) is not None
        return was_there or self.memory.knows(person.facts.reg_no, heading)

    def identity(self, reg_no: str) -> Known:
        """Read by what the planners' row tells who she is."""
        return _identity_in(self.now, reg_no)

    def known(self, person: _Person) -> list[Known]:
        """Tell who she was at `init`, and who she is for the event."""
        facts = person.facts
        here = {name: getattr(facts, name, "") for name in IDENTITY}
        before = [_identity_in(self.as_it_came, facts.reg_no)] if self.as_it_came else []
        return [here, *before]


def _identity_in(known: DelegateList, reg_no: str) -> Known:
    return {name: known.text(reg_no, DELEGATES.column(name).chinese) for name in IDENTITY}


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
        if at := now.column(column.chinese):
            columns[column.chinese] = at
    following = now.last_column + 1
    for heading in ours:
        at = now.column(heading)
        if at is None:
            changes.headings.append(CellChange(now.heading_row, following, heading))
            at, following = following, following + 1
        columns[heading] = at
    return columns


def _tell_missing_columns(people: list[_Person], merging: _Merging, changes: Changes) -> None:
    """Name each column that the event has something for and the planners have taken away."""
    now, missing = merging.now, dict[str, str]()
    for person in people:
        for heading, value in person.cells.items():
            is_missing = heading not in merging.columns and value not in {None, ""}
            if is_missing and merging.knew(person, heading):
                missing.setdefault(heading, f"{heading}: {person.facts.reg_no} {value}")
    cell = cell_name(now.heading_row, 1)
    changes.conflicts += [
        Conflict(now.sheet, cell, "", COLUMN_GONE, what) for what in missing.values()
    ]


def _is_refused(person: _Person, merging: _Merging, changes: Changes) -> bool:
    """Tell whether a person has no row of her own, and say so where the event knows anything."""
    reg_no, now = person.facts.reg_no, merging.now
    row = now.rows.get(fold(reg_no))
    if row is None:
        planned, column = ROW_GONE, 1
        number = now.heading_row
    elif fold(reg_no) in now.repeated:
        rows = "+".join(map(str, now.repeated[fold(reg_no)]))
        planned, column, number = f"({reg_no}: rows {rows})", 1, row.number
    elif now.text(reg_no, "姓名") != person.facts.name and is_someone_else(
        merging.identity(reg_no), known=merging.known(person)
    ):
        planned = merging.now.text(reg_no, "姓名")
        column, number = merging.columns.get("姓名", 1), row.number
    else:
        return False
    if any(value is not None for value in person.cells.values()):
        what = f"{reg_no} {person.facts.name}"
        cell = cell_name(number, column)
        changes.conflicts.append(Conflict(now.sheet, cell, reg_no, planned, what))
    return True


def _merge_row(person: _Person, merging: _Merging, changes: Changes) -> None:
    reg_no, now = person.facts.reg_no, merging.now
    row = now.rows[fold(reg_no)]
    behind = merging.behind.headings if fold(reg_no) in merging.behind.keys else ()
    for heading, value in {**dict.fromkeys(behind), **person.cells}.items():
        if heading not in merging.columns:
            continue
        column = merging.columns[heading]
        planned, onsite = row.texts.get(column, ""), _text(value)
        is_ours = heading in behind or column in merging.added
        if planned == onsite:
            changes.remember(reg_no, heading, value, merging.memory)
        elif is_ours or planned == merging.base(person, heading):
            if is_ours or value is not None or merging.has_written(person, heading):
                changes.cells.append(CellChange(row.number, column, value, reg_no, heading))
                changes.remember(reg_no, heading, value, merging.memory)
        else:
            cell = cell_name(row.number, column)
            changes.conflicts.append(Conflict(now.sheet, cell, reg_no, planned, onsite))


def _empty_strangers(merging: _Merging, merged: set[Key], changes: Changes) -> None:
    """Empty what stayed behind in rows of nobody whom the event writes of."""
    now, columns = merging.now, merging.columns
    rows: dict[Key, ListRow] = {row.number: row for row in now.unnumbered}
    rows.update((key, row) for key, row in now.rows.items())
    for key in sorted(merging.behind.keys - merged, key=lambda key: rows[key].number):
        row = rows[key]
        changes.cells += [
            CellChange(row.number, columns[heading], None)
            for heading in merging.behind.headings
            if columns[heading] in row.texts
        ]


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
    for heading, value in person.cells.items():
        changes.remember(facts.reg_no, heading, value, merging.memory)


def _text(value: Value) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else as_text(float(value))


def _yuan(fen: int | None) -> Value:
    return None if fen is None else fen / 100
