"""Reconciliation: the conflicts as people read them, and what a person decides about each, once.

Noting a conflict is `conflicts`' work; cancelling an admission `undoing`'s, letting someone in afterwards
`letting_in`'s. Nothing here decides by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, func, select
from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import Asking
from onsite.errors import OnsiteError, not_found
from onsite.once import Asked, once
from onsite.registration.models import Delegate
from onsite.scanner import letting_in, undoing
from onsite.scanner.models import Conflict, Scan
from onsite.scanner.reconciling_rows import ConflictResolution
from onsite.scanner.reconciling_shapes import (
    ConflictResolutionBody,
    Conflicts,
    ConflictShape,
    ConflictSide,
    Decision,
    ResolutionShape,
)
from onsite.scanner.rules import Verdict
from onsite.scanner.shapes import ConflictKind
from onsite.units import rfc3339

DECISIONS: dict[ConflictKind, tuple[Decision, ...]] = {
    "admitted_twice": ("stands", "count_out"),
    "let_in": ("stands", "count_in"),
    "turned_away": ("stands", "count_out"),
    "flushed": ("stands", "count_out"),
}
"""What may be decided: only an admission can be taken out of the count, only a refusal counted in."""

_SCANS_AT_ONCE = 500
_ROWS = cast("Table", Conflict.__table__)
# Past the unit of work: many are resolved at once.
_CLAIM = (
    _ROWS.update()
    .where(_ROWS.c.id == bindparam("conflict_id"), _ROWS.c.resolved_at.is_(None))
    .values(resolved_at=bindparam("now"))
    .returning(_ROWS.c.id)
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which conflicts are asked for; None asks for all.

    Attributes:
        is_resolved: Only the resolved ones, or only the others.
        kind: Only those of one kind.
        limit: How many at most, the newest.
    """

    is_resolved: bool | None = None
    kind: ConflictKind | None = None
    limit: int


@once(ConflictResolution)
def resolve(session: Session, body: ConflictResolutionBody, asking: Asked) -> bytes:
    """Keep what a person decided about a conflict, and count as she says. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_conflict`` 404, ``resolved_already`` 409 naming who and when,
            ``not_for_this_kind`` 422 on ``decision``, ``reason_needed`` on ``note``, ``id_reused``;
            and what `undoing.undo` and `letting_in.let_in` raise.
    """
    row = session.get(Conflict, str(body.conflict_id))
    if row is None:
        raise not_found("conflict", str(body.conflict_id), field="conflict_id")
    _claim(session, row, asking)
    _refuse_unfit(row, body)
    answer = asking.keep(
        {
            "conflict_id": row.id,
            "decision": body.decision,
            "note": body.note.strip(),
            "operator": asking.principal.operator_name,
            "at": rfc3339(asking.now),
        },
        conflict_id=row.id,
        decision=body.decision,
        note=body.note.strip(),
    )
    _count(session, row, body, asking)
    events.record(session, events.Changed("conflicts"))
    return answer


def conflicts(session: Session, wanted: Wanted, *, shows_names: bool) -> Conflicts:
    """Read conflicts with everything that is needed to put them into words, and the counts of all.

    Args:
        session: A reading session.
        wanted: Which of them; ``total`` counts those beyond the limit too.
        shows_names: Whether who asks may see names; registration numbers are told to everyone.
    """
    chosen = _chosen(wanted)
    rows = session.execute(
        chosen.order_by(Conflict.resolved_at.is_not(None), Conflict.at.desc()).limit(wanted.limit)
    ).all()
    scans = _scans_of(session, [row.Conflict.scan_ids[-1] for row in rows])
    return {
        "conflicts": [
            _shape(row, scans[row.Conflict.scan_ids[-1]], shows_name=shows_names) for row in rows
        ],
        "total": session.scalar(select(func.count()).select_from(chosen.subquery())) or 0,
        "open": _counts(session, is_resolved=False),
        "resolved": _counts(session, is_resolved=True),
    }


def _claim(session: Session, row: Conflict, asking: Asking) -> None:
    """Be the one who resolves it: the first whose update finds it open."""
    claimed = session.execute(_CLAIM, {"conflict_id": row.id, "now": asking.now})
    if claimed.one_or_none() is not None:
        return
    before = session.scalars(
        select(ConflictResolution).where(ConflictResolution.conflict_id == row.id)
    ).one()
    raise OnsiteError(
        "resolved_already",
        f"{before.operator or before.station} resolved this conflict at {rfc3339(before.at)}: "
        f"{before.decision}; nothing to do.",
        status=409,
        field="conflict_id",
    )


def _refuse_unfit(row: Conflict, body: ConflictResolutionBody) -> None:
    fit = _fit(row)
    if body.decision not in fit:
        raise OnsiteError(
            "not_for_this_kind",
            f"A conflict {row.kind} can't be resolved as {body.decision}; "
            f"choose {' or '.join(fit)}.",
            field="decision",
        )
    if body.decision != "stands" and not body.note.strip():
        raise OnsiteError(
            "reason_needed", "Say why it is counted otherwise; the note stays.", field="note"
        )


def _fit(row: Conflict) -> tuple[Decision, ...]:
    fit = DECISIONS[cast("ConflictKind", row.kind)]
    # Nobody knows whose code it was, so nobody can be counted in for it.
    return ("stands",) if row.delegate_id is None and "count_in" in fit else fit


def _count(session: Session, row: Conflict, body: ConflictResolutionBody, asking: Asking) -> None:
    """Cancel the admission that the event counts, or admit whom it refused."""
    reason = body.note.strip()
    if body.decision == "count_in":
        letting_in.let_in(session, row.scan_ids[-1], reason=reason, asking=asking)
    elif body.decision == "count_out":
        # The first: the one who was admitted twice is counted once.
        undoing.undo(session, session.get_one(Scan, row.scan_ids[0]), reason=reason, asking=asking)


def _chosen(wanted: Wanted) -> Select[Any]:
    columns: list[Any] = [Conflict, Delegate.reg_no, Delegate.name, ConflictResolution]
    chosen = (
        select(*columns)
        .outerjoin(Delegate, Delegate.id == Conflict.delegate_id)
        .outerjoin(ConflictResolution, ConflictResolution.conflict_id == Conflict.id)
    )
    if wanted.is_resolved is not None:
        chosen = chosen.where(Conflict.resolved_at.is_not(None) == wanted.is_resolved)
    if wanted.kind is not None:
        chosen = chosen.where(Conflict.kind == wanted.kind)
    return chosen


def _counts(session: Session, *, is_resolved: bool) -> dict[ConflictKind, int]:
    rows = session.execute(
        select(Conflict.kind, func.count())
        .where(Conflict.resolved_at.is_not(None) == is_resolved)
        .group_by(Conflict.kind)
    )
    found: dict[str, int] = dict(rows.tuples().all())
    return {kind: found.get(kind, 0) for kind in DECISIONS}


def _scans_of(session: Session, scan_ids: Sequence[str]) -> dict[str, Any]:
    columns = select(Scan.id, Scan.hall, Scan.checkpoint, Scan.decided, Scan.delegate_id)
    return {
        row.id: row
        for part in _parts(scan_ids)
        for row in session.execute(columns.where(Scan.id.in_(part)))
    }


def _parts(scan_ids: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(scan_ids), _SCANS_AT_ONCE):
        yield scan_ids[start : start + _SCANS_AT_ONCE]


def _shape(row: Any, scan: Any, *, shows_name: bool) -> ConflictShape:
    found: Conflict = row.Conflict
    kind = cast("ConflictKind", found.kind)
    decided = (scan.decided or {}) if kind != "flushed" else {}
    return {
        "id": found.id,
        "kind": kind,
        "scan_ids": found.scan_ids,
        "delegate": row.reg_no,
        "sides": cast("list[ConflictSide]", found.sides),
        "resolved": found.resolved_at is not None,
        "name": row.name if shows_name else None,
        "hall": scan.hall,
        "checkpoint": scan.checkpoint,
        "at": rfc3339(found.at),
        "roster_at": decided.get("roster_at"),
        "could_not_know": _could_not_know(decided.get("verdict"), scan.delegate_id),
        "decisions": [] if found.resolved_at else list(_fit(found)),
        "resolution": _resolution(row.ConflictResolution),
    }


def _could_not_know(decided: str | None, delegate_id: int | None) -> bool:
    """Whether the door's list did not hold a code that the event knows."""
    return decided == Verdict.UNKNOWN_CREDENTIAL and delegate_id is not None


def _resolution(row: ConflictResolution | None) -> ResolutionShape | None:
    if row is None:
        return None
    return {
        "decision": cast("Decision", row.decision),
        "note": row.note,
        "operator": row.operator,
        "at": rfc3339(row.at),
    }
