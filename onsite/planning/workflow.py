"""Answers into the sheet 项目流程: 任务状态 forward, one line of ours in 执行信息, others' lines untouched.

Pure: values in, changes out. What is said is `workflow_facts`', to which row is `workflow_mapping`'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onsite.planning.changes import CellChange, Conflict, Note, SheetChanges
from onsite.planning.memory import Memory
from onsite.planning.problems import cell_name
from onsite.planning.record_sheet import RecordSheet, SheetRow
from onsite.planning.workflow_facts import Answer
from onsite.planning.workflow_mapping import Row, WorkflowMapping, find_rows

MARK = "[现场]"
STATE, LOG = "任务状态", "执行信息"
BEGUN, DONE = 1, 2


@dataclass(frozen=True, slots=True)
class _Writing:
    """What one run looks at.

    Attributes:
        logs: Row -> 执行信息 to the letter.
        standing: The sync that this workbook has seen last, 0 when none.
    """

    sheet: RecordSheet
    mapping: WorkflowMapping
    logs: Mapping[int, str]
    memory: Memory
    standing: int
    is_chinese: bool


def answer_workflow(
    sheet: RecordSheet,
    answers: Mapping[str, Answer],
    mapping: WorkflowMapping,
    *,
    logs: Mapping[int, str],
    memory: Memory,
    standing: int,
    is_chinese: bool,
) -> SheetChanges:
    """Find what is to be written for the facts the event knows.

    Args:
        sheet: The sheet, as the planners have it.
        answers: Name of a fact -> what is said; none before anything happened.
        mapping: Which row asks for which fact.
        logs: Row -> what 执行信息 says, every blank of it.
        memory: What was written, in any workbook.
        standing: The sync this workbook has seen last.
        is_chinese: The language to answer in; else English.
    """
    changes = SheetChanges(sheet.name)
    rows = {row.number: row for row in sheet.rows}
    writing = _Writing(sheet, mapping, logs, memory, standing, is_chinese)
    for fact, found in find_rows(mapping, [_row(row) for row in sheet.rows]).items():
        if fact not in answers:
            continue
        if len(found) != 1:
            changes.notes.append(_told(sheet, fact, found))
            continue
        row = rows[found[0].number]
        _write_line(fact, answers[fact], row, writing, changes)
        _move_state(fact, answers[fact], row, writing, changes)
    return changes


def _row(row: SheetRow) -> Row:
    return Row(row.number, *(row.texts.get(name, "") for name in ("process", "step", "sub_step")))


def _told(sheet: RecordSheet, fact: str, found: list[Row]) -> Note:
    if not found:
        said = (
            f"{sheet.name}: no row asks for {fact!r}; where there is one, name its words under "
            f"[answers.{fact}] in planning/workflow.toml."
        )
        return Note("no_row", sheet.name, fact, said)
    rows = ", ".join(f"{row.number} ({row.title[:40]})" for row in found[:5])
    said = (
        f"{sheet.name}: {len(found)} rows could ask for {fact!r}, nothing was written into any: "
        f"{rows}; tell them apart under [answers.{fact}] in planning/workflow.toml."
    )
    return Note("many_rows", sheet.name, fact, said, rows)


def _write_line(
    fact: str, answer: Answer, row: SheetRow, writing: _Writing, changes: SheetChanges
) -> None:
    column = writing.sheet.columns.get("log")
    if column is None:
        return
    text = answer.texts["zh-Hans" if writing.is_chinese else "en"]
    line = f"{MARK} {text}"
    key, log = _key(fact), writing.logs.get(row.number, "")
    merged = _merged(log, line, key, writing)
    if merged is None:
        cell = cell_name(row.number, column)
        changes.conflicts.append(Conflict(writing.sheet.name, cell, "", log, line))
        return
    if merged != log:
        changes.cells.append(CellChange(row.number, column, merged, key, LOG))
    changes.remember(key, LOG, line)


def _merged(log: str, line: str, key: str, writing: _Writing) -> str | None:
    """Put our line in its place; None where the planners changed or deleted the one before."""
    ours = writing.memory.ever_written(key, LOG) | {line}
    lines = log.split("\n") if log else []
    found = [at for at, one in enumerate(lines) if one.strip() in ours]
    if found:
        end = lines[found[0]][len(lines[found[0]].rstrip()) :]
        lines[found[0]] = line + end
        return "\n".join(lines)
    if writing.memory.text(key, LOG, at=writing.standing) is not None:
        return None
    if log and not log.endswith("\n"):
        return f"{log}\n{line}"
    return log + line


def _move_state(
    fact: str, answer: Answer, row: SheetRow, writing: _Writing, changes: SheetChanges
) -> None:
    column = writing.sheet.columns.get("state")
    if column is None or not answer.has_begun:
        return
    states, key = writing.mapping.states, _key(fact)
    now = row.texts.get("state", "")
    rank, wanted = states.rank(now), DONE if answer.is_done else BEGUN
    if rank is None or rank >= wanted:
        return
    used = [one.texts.get("state", "") for one in writing.sheet.rows]
    wording = states.wording(wanted, used=used, is_chinese=writing.is_chinese)
    last = writing.memory.text(key, STATE, at=writing.standing)
    if last is not None and rank < (states.rank(last) or 0):
        # The planners took back what we had written.
        cell = cell_name(row.number, column)
        changes.conflicts.append(Conflict(writing.sheet.name, cell, "", now, wording))
        return
    changes.cells.append(CellChange(row.number, column, wording, key, STATE))
    changes.remember(key, STATE, wording)


def _key(fact: str) -> str:
    """Name a fact among the reg_nos of the memory; no reg_no has a slash."""
    return f"workflow/{fact}"
