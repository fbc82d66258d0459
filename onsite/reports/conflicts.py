"""What doors told people against the event's rules: both sides, and what a person decided about it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import stations
from onsite.registration.models import Delegate
from onsite.reports.persons import Words
from onsite.reports.table import Cell, Column, Kind, Table
from onsite.scanner.models import Conflict, Scan
from onsite.scanner.queries import checkpoints, halls
from onsite.scanner.reconciling_rows import ConflictResolution

COLUMNS = (
    Column("类型", "Kind"),
    Column("注册编号", "Reg. no."),
    Column("姓名", "Name"),
    Column("区域", "Hall"),
    Column("通道", "Checkpoint"),
    Column("通道设备", "Door station"),
    Column("通道判断", "The door said"),
    Column("通道时间", "At the door", Kind.INSTANT),
    Column("系统判断", "The event says"),
    Column("系统时间", "At the event", Kind.INSTANT),
    Column("状态", "State"),
    Column("决定", "Decision"),
    Column("处理人", "Decided by"),
    Column("处理时间", "Decided at", Kind.INSTANT),
    Column("备注", "Note"),
)
SCANS_AT_ONCE = 500


def door_conflicts(session: Session) -> Table:
    """List every conflict of the doors, resolved or not, in the order in which they were noted."""
    words = Words(session)
    rows = session.execute(
        select(Conflict, ConflictResolution, Delegate.reg_no, Delegate.name)
        .outerjoin(ConflictResolution, ConflictResolution.conflict_id == Conflict.id)
        .outerjoin(Delegate, Delegate.id == Conflict.delegate_id)
        .order_by(Conflict.at, Conflict.id)
    ).all()
    places = _places(session, [row.Conflict.scan_ids[-1] for row in rows], words)
    who = {row.id: row.name for row in stations(session)}
    return Table(
        name="conflicts",
        chinese="通道差异",
        english="Door conflicts",
        columns=COLUMNS,
        rows=[_cells(row, places[row.Conflict.scan_ids[-1]], who, words) for row in rows],
    )


def _cells(row: Any, place: tuple[str, str], who: dict[str, str], words: Words) -> tuple[Cell, ...]:
    found: Conflict = row.Conflict
    door, event = found.sides
    decided: ConflictResolution | None = row.ConflictResolution
    return (
        words(f"control.conflicts.kind.{found.kind}"),
        row.reg_no,
        row.name,
        *place,
        who.get(door["who"], door["who"]),
        words(f"verdict.{door['verdict']}.title"),
        datetime.fromisoformat(door["at"]),
        words(f"verdict.{event['verdict']}.title"),
        datetime.fromisoformat(event["at"]),
        words("report.conflict.resolved" if decided else "report.conflict.open"),
        words(f"report.conflict.{decided.decision}") if decided else None,
        (decided.operator or who.get(decided.station, decided.station)) if decided else None,
        decided.at if decided else None,
        decided.note if decided else None,
    )


def _places(session: Session, scan_ids: Sequence[str], words: Words) -> dict[str, tuple[str, str]]:
    """Tell the hall and the checkpoint of scans, as they are called."""
    hall_names = {row.code: words.named(row) for row in halls(session)}
    door_names = {row.code: words.named(row) for row in checkpoints(session)}
    return {
        scan_id: (hall_names.get(hall, hall), door_names.get(checkpoint, checkpoint))
        for scan_id, hall, checkpoint in _scans(session, scan_ids)
    }


def _scans(session: Session, scan_ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for start in range(0, len(scan_ids), SCANS_AT_ONCE):
        part = scan_ids[start : start + SCANS_AT_ONCE]
        yield from session.execute(
            select(Scan.id, Scan.hall, Scan.checkpoint).where(Scan.id.in_(part))
        ).tuples()
