"""Writes the event back into the planning workbook, or into its CSV package.

What is written into which sheet is decided in `merging`, `workflow`, `budget_sheet` and `our_sheets`;
how cells are written, in `patching`. This module opens the plan, brings all of it together and swaps
the new file in. What happened comes in as values.
"""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onsite.errors import OnsiteError
from onsite.planning.budget_sheet import OUR_HEADINGS as BUDGET_HEADINGS
from onsite.planning.budget_sheet import fill_budget
from onsite.planning.changes import Conflict, Note, SheetChanges
from onsite.planning.csv_patching import CsvPatch
from onsite.planning.delegate_list import DelegateList, Patch, read_delegate_list
from onsite.planning.exchange import Exchange
from onsite.planning.facts import OnSite
from onsite.planning.memory import Memory, recall, remember
from onsite.planning.merging import Changes, merge, merged_headings, missing_walk_ins
from onsite.planning.our_sheets import OurSheets
from onsite.planning.patching import WorkbookPatch
from onsite.planning.problems import Unreadable
from onsite.planning.record_sheet import read_record_sheet
from onsite.planning.sheet_patching import SheetPatch
from onsite.planning.sources import PACKAGE_FILE, SourceSheet, read_sources
from onsite.planning.tables import BUDGET, DELEGATES, WORKFLOW, heading_key
from onsite.planning.workflow import answer_workflow
from onsite.planning.workflow_mapping import WorkflowMapping

_CHINESE = re.compile("[\u4e00-\u9fff]")

Tell = Callable[[str], None]


@dataclass(slots=True)
class SyncResult:
    """What a sync did.

    Attributes:
        written: Cells that changed.
        walk_ins: Rows that were added.
        is_unchanged: Nothing had to be written.
        notes: What people should know besides.
        exchange: The check-ins that went to and fro, with a plan that checks people in itself.
    """

    written: int = 0
    walk_ins: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    is_unchanged: bool = True
    notes: list[Note] = field(default_factory=list)
    exchange: Exchange | None = None

    def document(self) -> dict[str, Any]:
        """Give the JSON document of the contract."""
        moved = {"check_ins": self.exchange.document()} if self.exchange else {}
        return {
            "written": self.written,
            "walk_ins": self.walk_ins,
            "conflicts": [
                {"sheet": one.sheet, "cell": one.cell, "planned": one.planned, "onsite": one.onsite}
                for one in self.conflicts
            ],
            "unchanged": self.is_unchanged,
            **moved,
        }


def silent(_sentence: str) -> None:
    """Tell nobody."""


def sync_plan(
    plan: Path,
    onsite: OnSite,
    *,
    as_it_came: Path | None,
    memory: Path,
    mapping: WorkflowMapping | None = None,
    is_dry_run: bool = False,
    tell: Tell = silent,
) -> SyncResult:
    """Bring what happened into a planning workbook or CSV package.

    Args:
        plan: The planners' file or folder. It is swapped whole; the one before stays beside it.
        onsite: What happened.
        as_it_came: The copy kept at `init`; None when there is none.
        memory: The file that remembers what was written last; made when missing.
        mapping: Which rows of 项目流程 are answered; none when None.
        is_dry_run: Only tell what would be done.
        tell: Told in short sentences how far it is.

    Raises:
        OnsiteError: The plan is not there, open elsewhere, read-only, unreadable, without a list of
            delegates, or was saved by someone else in the meantime. Nothing was written.
    """
    # A link stays one: what it points at is written.
    plan = (plan.parent if plan.name == PACKAGE_FILE else plan).resolve()
    _refuse_locked(plan)
    if not is_dry_run:
        _refuse_read_only(plan)
    seen = _stamp(plan)
    try:
        syncing = _open(plan, onsite, as_it_came, recall(memory), mapping, tell)
        result, written = syncing.run()
    except Unreadable as unreadable:
        raise OnsiteError("plan_unreadable", str(unreadable.problem), status=409) from unreadable
    if is_dry_run:
        return result
    if _stamp(plan) != seen:
        raise OnsiteError(
            "plan_changed",
            f"{plan.name} was saved by someone else just now; run the sync again.",
            status=409,
        )
    tell("writing the file")
    _save(syncing.patch, plan)
    if (grown := syncing.memory.with_sync(written)) is not syncing.memory:
        remember(grown, memory)
    return result


def _open(
    plan: Path,
    onsite: OnSite,
    as_it_came: Path | None,
    memory: Memory,
    mapping: WorkflowMapping | None,
    tell: Tell,
) -> "_Syncing":
    tell(f"reading {plan.name}")
    patch: Patch = CsvPatch(plan) if plan.is_dir() else WorkbookPatch(plan)
    sources = read_sources(plan)[0]
    wanted = merged_headings(onsite)
    now = read_delegate_list(sources, patch, wanted, plan=plan.name)
    kept = read_sources(as_it_came)[0] if as_it_came and as_it_came.exists() else []
    before = read_delegate_list(kept, None, wanted, plan="the copy of init") if kept else None
    return _Syncing(onsite, patch, sources, kept, now, before, memory, mapping, tell)


@dataclass(frozen=True, slots=True)
class _Syncing:
    """One run over one plan.

    Attributes:
        sources: The plan's sheets as they are now; ``kept`` as they came.
        now: 代表名单 as it is now; ``before`` as it came.
    """

    onsite: OnSite
    patch: Patch
    sources: Sequence[SourceSheet]
    kept: Sequence[SourceSheet]
    now: DelegateList
    before: DelegateList | None
    memory: Memory
    mapping: WorkflowMapping | None
    tell: Tell

    def run(self) -> tuple["SyncResult", dict[str, dict[str, str]]]:
        """Plan everything, and tell what it comes to and what is to be remembered of it."""
        onsite, tell = self.onsite, self.tell
        sheet = self.patch.sheet(self.now.sheet)
        style = sheet.style_of(self.now.heading_row, 1) if isinstance(sheet, SheetPatch) else None
        ours = OurSheets(self.patch, onsite.time_zone, self._is_chinese, style)
        # Read only when it is asked for: they have a row a person.
        missing = missing_walk_ins(self.now, onsite, self.memory)
        listed = ours.listed(onsite.tables) if missing else None
        tell(f"comparing {len(onsite.everyone):,} people")
        changes = merge(self.before, self.now, onsite, memory=self.memory, listed=listed)
        others = [*self._workflow(changes.standing), *self._budget(changes.standing)]
        self._apply(changes, others)
        of_sheets: list[Conflict] = []
        for table in onsite.tables:
            tell(f"writing {table.chinese}: {len(table.rows):,} rows")
            ours.put(table, of_sheets)
        tell("writing the list")
        # Formulas and merged cells are met only when the bytes are written.
        self.patch.render()
        conflicts = [
            *onsite.conflicts,
            *changes.conflicts,
            *(conflict for other in others for conflict in other.conflicts),
            *of_sheets,
            *self._met_while_writing(changes, others),
        ]
        late: list[Conflict] = []
        ours.put_conflicts(conflicts, of_doors=onsite.door_conflicts, of_sheets=late)
        is_changed = self.patch.render()
        written = changes.written
        for other in others:
            written = written | other.written
        notes = [note for other in others for note in other.notes]
        result = SyncResult(
            self.patch.written, len(changes.new_rows), [*conflicts, *late], not is_changed, notes
        )
        return result, written

    @property
    def _is_chinese(self) -> bool:
        """Tell the language of the plan: by its sheet's name, or by the heading of its reg_nos."""
        is_headed = heading_key(DELEGATES.column("reg_no").chinese) in self.now.columns
        return is_headed or bool(_CHINESE.search(self.now.sheet))

    def _workflow(self, standing: int) -> list[SheetChanges]:
        if self.mapping is None or not self.onsite.answers:
            return []
        sheet = read_record_sheet(self.sources, WORKFLOW, self.patch)
        if sheet is None:
            return []
        column = sheet.columns.get("log", 0)
        texts = self.patch.sheet(sheet.name).texts
        return [
            answer_workflow(
                sheet,
                self.onsite.answers,
                self.mapping,
                logs={row.number: texts(row.number).get(column, "") for row in sheet.rows},
                memory=self.memory,
                standing=standing,
                is_chinese=self._is_chinese,
            )
        ]

    def _budget(self, standing: int) -> list[SheetChanges]:
        if not self.onsite.counted:
            return []
        sheet = read_record_sheet(self.sources, BUDGET, self.patch, ours=BUDGET_HEADINGS)
        if sheet is None:
            return []
        return [
            fill_budget(
                sheet,
                self.onsite.counted,
                as_it_came=read_record_sheet(self.kept, BUDGET, None, ours=BUDGET_HEADINGS),
                memory=self.memory,
                standing=standing,
                is_chinese=self._is_chinese,
            )
        ]

    def _apply(self, changes: Changes, others: Sequence[SheetChanges]) -> None:
        now = self.now
        sheet = self.patch.sheet(now.sheet)
        for heading in changes.headings:
            like = (heading.row, now.last_column)
            sheet.set(heading.row, heading.column, heading.value, like=like)
        for change in changes.cells:
            sheet.set(change.row, change.column, change.value)
        for row in changes.new_rows:
            for change in row:
                like_last = (now.last_row, change.column)
                is_theirs = change.column <= now.last_column
                like_theirs = like_last if is_theirs else None
                sheet.set(change.row, change.column, change.value, like=like_theirs)
        for other in others:
            sheet = self.patch.sheet(other.sheet)
            last = sheet.last_column
            for heading in other.headings:
                sheet.set(heading.row, heading.column, heading.value, like=(heading.row, last))
            for change in other.cells:
                sheet.set(change.row, change.column, change.value)

    def _met_while_writing(
        self, changes: Changes, others: Sequence[SheetChanges]
    ) -> list[Conflict]:
        """Turn cells that could not be written into conflicts, and forget that they were."""
        by_cell = {(self.now.sheet, one.row, one.column): one for one in changes.cells}
        written = {self.now.sheet: changes.written}
        for other in others:
            by_cell |= {(other.sheet, one.row, one.column): one for one in other.cells}
            written[other.sheet] = other.written
        found = []
        for conflict in self.patch.conflicts:
            change = by_cell.get((conflict.sheet, *conflict.at))
            if change:
                written[conflict.sheet].get(change.reg_no, {}).pop(change.heading, None)
            reg_no = change.reg_no if change and conflict.sheet == self.now.sheet else ""
            found.append(
                Conflict(conflict.sheet, conflict.cell, reg_no, conflict.planned, conflict.onsite)
            )
        return found


def _refuse_locked(plan: Path) -> None:
    if not plan.exists():
        raise OnsiteError(
            "plan_missing",
            f"There is no planning workbook at {plan}; say where it is with --to.",
            status=409,
        )
    for lock in (plan.with_name(f"~${plan.name}"), plan.with_name(f".~lock.{plan.name}#")):
        if lock.exists():
            raise OnsiteError(
                "plan_open",
                f"{plan.name} is open in another program; close it there and run the sync again "
                f"(when nobody has it open, delete {lock.name}).",
                status=409,
            )


def _refuse_read_only(plan: Path) -> None:
    """Refuse a file that this user may not write: swapping would go round that."""
    is_marked = not plan.is_dir() and not os.access(plan, os.W_OK)
    folder = plan if plan.is_dir() else plan.parent
    if is_marked or not os.access(folder, os.W_OK):
        raise OnsiteError(
            "plan_read_only",
            f"{plan.name if is_marked else folder} may not be written; take the write protection "
            "off, or choose another place with --to.",
            status=409,
        )


def _stamp(plan: Path) -> list[tuple[str, int, int]]:
    files = sorted(plan.iterdir()) if plan.is_dir() else [plan]
    return [(one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in files]


def _save(patch: Patch, plan: Path) -> None:
    try:
        patch.save(plan, keep_before=True)
    except PermissionError as error:
        raise OnsiteError(
            "plan_open",
            f"{plan.name} can't be replaced; close it in other programs and see that you may write "
            f"into its folder, then run the sync again.",
            status=409,
        ) from error
    except OSError as error:
        raise OnsiteError(
            "plan_not_written",
            f"{plan.name} is as it was; writing failed ({error.strerror}). Make room or choose "
            "another place with --to.",
            status=409,
        ) from error
