"""Writes the event back into the planning workbook, or into its CSV package.

What is written is decided in `merging`; how cells are written, in `patching`. This module opens
the plan, brings both together and swaps the new file in. What happened comes in as values.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onsite.errors import OnsiteError
from onsite.planning.csv_patching import CsvPatch, CsvSheetPatch
from onsite.planning.delegate_list import DelegateList, Patch, fold, read_delegate_list
from onsite.planning.facts import OnSite
from onsite.planning.memory import recall, remember
from onsite.planning.merging import (
    ON_SITE,
    Changes,
    Conflict,
    local_text,
    merge,
    merged_headings,
    missing_walk_ins,
)
from onsite.planning.patching import WorkbookPatch
from onsite.planning.problems import Unreadable
from onsite.planning.sheet_patching import SheetPatch
from onsite.planning.sheet_xml import Value
from onsite.planning.sources import PACKAGE_FILE

ATTENDANCE = "参会名单"
NO_SHOWS = "未到名单"
CONFLICTS = "同步冲突"

# A resource of a data package has a Latin name.
_CSV_NAMES = {ATTENDANCE: "attendance", NO_SHOWS: "no-shows", CONFLICTS: "sync-conflicts"}
_ATTENDANCE_HEADINGS = (
    "注册编号",
    "姓名",
    "英文名",
    "单位",
    "职务",
    "类别",
    "报到时间",
    "报到区",
    "报到方式",
    "来源",
)
_NO_SHOW_HEADINGS = ("注册编号", "姓名", "英文名", "单位", "职务", "类别", "手机")
_CONFLICT_HEADINGS = ("工作表", "单元格", "注册编号", "计划值", "现场值")

Rows = list[list[Value]]


@dataclass(slots=True)
class SyncResult:
    """What a sync did.

    Attributes:
        written: Cells that changed.
        walk_ins: Rows that were added.
        is_unchanged: Nothing had to be written.
    """

    written: int = 0
    walk_ins: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    is_unchanged: bool = True

    def document(self) -> dict[str, Any]:
        """Give the JSON document of the contract."""
        return {
            "written": self.written,
            "walk_ins": self.walk_ins,
            "conflicts": [
                {"sheet": one.sheet, "cell": one.cell, "planned": one.planned, "onsite": one.onsite}
                for one in self.conflicts
            ],
            "unchanged": self.is_unchanged,
        }


def sync_plan(
    plan: Path, onsite: OnSite, *, as_it_came: Path | None, memory: Path, is_dry_run: bool = False
) -> SyncResult:
    """Bring what happened into a planning workbook or CSV package.

    Args:
        plan: The planners' file or folder. It is swapped whole; the one before stays beside it.
        onsite: What happened.
        as_it_came: The copy kept at `init`; None when there is none.
        memory: The file that remembers what was written last; made when missing.
        is_dry_run: Only tell what would be done.

    Raises:
        OnsiteError: The plan is not there, open elsewhere, unreadable, without a list of
            delegates, or was saved by someone else in the meantime. Nothing was written.
    """
    if plan.name == PACKAGE_FILE:
        plan = plan.parent
    _refuse_locked(plan)
    seen = _stamp(plan)
    try:
        patch: Patch = CsvPatch(plan) if plan.is_dir() else WorkbookPatch(plan)
        wanted = merged_headings(onsite)
        now = read_delegate_list(plan, patch, wanted)
        has_before = as_it_came is not None and as_it_came.exists()
        before = read_delegate_list(as_it_came, None, wanted) if as_it_came and has_before else None
        remembered = recall(memory)
        # Read only when it is asked for: they have a row a person.
        listed = _listed(patch) if missing_walk_ins(now, onsite, remembered) else None
        changes = merge(before, now, onsite, memory=remembered, listed=listed)
        result = _apply(changes, now, onsite, patch)
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
    _save(patch, plan)
    if (grown := remembered.with_sync(changes.written)) is not remembered:
        remember(grown, memory)
    return result


def _apply(changes: Changes, now: DelegateList, onsite: OnSite, patch: Patch) -> SyncResult:
    sheet = patch.sheet(now.sheet)
    for heading in changes.headings:
        sheet.set(heading.row, heading.column, heading.value, like=(heading.row, now.last_column))
    for change in changes.cells:
        sheet.set(change.row, change.column, change.value)
    for row in changes.new_rows:
        for change in row:
            like = (now.last_row, change.column) if change.column <= now.last_column else None
            sheet.set(change.row, change.column, change.value, like=like)
    conflicts = list(changes.conflicts)
    style = _heading_style(sheet, now)
    _put(patch, ATTENDANCE, _ATTENDANCE_HEADINGS, _attendance(onsite), style, conflicts)
    _put(patch, NO_SHOWS, _NO_SHOW_HEADINGS, _no_shows(onsite), style, conflicts)
    # Formulas and merged cells are met only when the bytes are written.
    patch.render()
    conflicts += _met_while_writing(patch, changes)
    _put(patch, CONFLICTS, _CONFLICT_HEADINGS, _conflict_rows(conflicts), style, conflicts)
    is_changed = patch.render()
    return SyncResult(patch.written, len(changes.new_rows), conflicts, not is_changed)


def _met_while_writing(patch: Patch, changes: Changes) -> list[Conflict]:
    """Turn cells that could not be written into conflicts, and forget that they were."""
    by_cell = {(one.row, one.column): one for one in changes.cells}
    found = []
    for conflict in patch.conflicts:
        change = by_cell.get(conflict.at)
        reg_no = change.reg_no if change else ""
        if change:
            changes.written.get(reg_no, {}).pop(change.heading, None)
        found.append(
            Conflict(conflict.sheet, conflict.cell, reg_no, conflict.planned, conflict.onsite)
        )
    return found


def _put(
    patch: Patch,
    name: str,
    headings: Sequence[str],
    rows: Rows,
    style: str | None,
    conflicts: list[Conflict],
) -> None:
    """Write a sheet of ours, unless the planners have one of that name."""
    known = _name_in(patch, name)
    first = _first_row(patch, name)
    if any(first) and first != list(headings):
        conflicts.append(Conflict(known, "A1", "", " ".join(first), " ".join(headings)))
        return
    patch.put_sheet(known, [list(headings), *rows], heading_style=style)


def _listed(patch: Patch) -> frozenset[str] | None:
    """Read whom our lists of who came and who did not name; None when they are not both there."""
    found: set[str] = set()
    for name, headings in ((ATTENDANCE, _ATTENDANCE_HEADINGS), (NO_SHOWS, _NO_SHOW_HEADINGS)):
        if _first_row(patch, name) != list(headings):
            return None
        sheet = patch.sheet(_name_in(patch, name))
        found |= {fold(sheet.texts(row).get(1, "")) for row in range(2, sheet.last_row + 1)}
    return frozenset(found)


def _first_row(patch: Patch, name: str) -> list[str]:
    """Read the texts of a sheet's first row; none when there is no such sheet."""
    known = _name_in(patch, name)
    texts = patch.sheet(known).texts(1) if known in patch.sheet_names else {}
    return [text for _, text in sorted(texts.items()) if text]


def _name_in(patch: Patch, name: str) -> str:
    return _CSV_NAMES[name] if isinstance(patch, CsvPatch) else name


def _attendance(onsite: OnSite) -> Rows:
    here = [facts for facts in onsite.everyone if facts.checked_in_at]
    walk_ins = {walk_in.facts.reg_no for walk_in in onsite.walk_ins}
    rows: Rows = [
        [
            facts.reg_no,
            facts.name,
            facts.latin_name,
            facts.organisation,
            facts.position,
            facts.category,
            local_text(facts.checked_in_at, onsite),
            facts.zone,
            facts.means,
            ON_SITE if facts.reg_no in walk_ins else None,
        ]
        for facts in sorted(here, key=lambda one: one.reg_no)
    ]
    return rows


def _no_shows(onsite: OnSite) -> Rows:
    missing = [
        facts for facts in onsite.everyone if not facts.checked_in_at and not facts.is_cancelled
    ]
    return [
        [
            facts.reg_no,
            facts.name,
            facts.latin_name,
            facts.organisation,
            facts.position,
            facts.category,
            facts.phone,
        ]
        for facts in sorted(missing, key=lambda one: one.reg_no)
    ]


def _conflict_rows(conflicts: Sequence[Conflict]) -> Rows:
    return [[one.sheet, one.cell, one.reg_no, one.planned, one.onsite] for one in conflicts]


def _heading_style(sheet: SheetPatch | CsvSheetPatch, now: DelegateList) -> str | None:
    return sheet.style_of(now.heading_row, 1) if isinstance(sheet, SheetPatch) else None


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
