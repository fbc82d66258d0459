"""Taking back a scan that moved someone: an opposite row. The scan stays, and counts no more."""

import uuid
from datetime import timedelta

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.rules import DOORS
from onsite.asking import Asking, need_reason
from onsite.errors import OnsiteError, not_found
from onsite.once import Asked, fingerprint, keep, once
from onsite.scanner import presences, queries
from onsite.scanner.door_bodies import ScanUndoBody
from onsite.scanner.door_rows import ScanUndo
from onsite.scanner.door_shapes import ScanUndone
from onsite.scanner.models import Scan
from onsite.web import check_right

RIGHT = "undo"
OWN_FOR = timedelta(minutes=10)  # a door takes its own last scan back by itself


@once(ScanUndo)
def undo_scan(session: Session, body: ScanUndoBody, asking: Asked) -> bytes:
    """Take back an admission or an exit: a door its own last one, an operator with the right any.

    Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_scan`` 404, ``nothing_to_undo``, ``undone_already`` 409,
            ``reason_needed``, ``id_reused``; of who may not take back any, ``right_missing``,
            ``not_this_station``, ``not_the_last``, ``too_old`` 403.
    """
    need_reason(body.reason)
    scan = _undoable(session, str(body.scan_id))
    _check_own(session, scan, asking)
    told = _take_back(session, scan, asking)
    return asking.keep(told, **_columns(scan, body.reason))


def undo(session: Session, scan: Scan, *, reason: str, asking: Asking) -> ScanUndone:
    """Take back an admission or an exit, as part of another use case that has checked the right.

    Events: `Changed`.

    Raises:
        OnsiteError: ``nothing_to_undo``, ``undone_already`` 409, ``reason_needed``.
    """
    need_reason(reason)
    scan = _undoable(session, scan.id)
    told = _take_back(session, scan, asking)
    name = str(uuid.uuid5(uuid.NAMESPACE_OID, f"undo {scan.id}"))
    columns = {**_columns(scan, reason), **asking.by}
    keep(session, ScanUndo, name, fingerprint([scan.id, reason]), told, **columns)
    return told


def undone(session: Session, scan_id: str) -> bool:
    """Tell whether a scan was taken back."""
    found = session.scalar(select(ScanUndo.id).where(ScanUndo.scan_id == scan_id))
    return found is not None


def _undoable(session: Session, scan_id: str) -> Scan:
    scan = session.get(Scan, scan_id)
    if scan is None:
        raise not_found("scan", scan_id, field="scan_id")
    if scan.verdict not in presences.MOVES:
        raise OnsiteError(
            "nothing_to_undo",
            "This scan let nobody in or out; there is nothing to take back.",
            field="scan_id",
        )
    if undone(session, scan_id):
        raise OnsiteError(
            "undone_already",
            "This scan was taken back before; nothing to do.",
            status=409,
            field="scan_id",
        )
    return scan


def _check_own(session: Session, scan: Scan, asking: Asking) -> None:
    """Let a door without such an operator take back only what it did last, and lately."""
    principal = asking.principal
    may_all = principal.operator is not None and RIGHT in principal.operator.rights
    if may_all or principal.station.role not in DOORS:
        check_right(principal, RIGHT)
        return
    if scan.station != asking.station:
        raise _refused("not_this_station", "This scan was made at another station")
    later = session.scalar(
        select(Scan.id)
        .where(
            Scan.station == asking.station,
            Scan.verdict.in_(presences.MOVES),
            tuple_(Scan.recorded_at, Scan.counted_at) > (scan.recorded_at, scan.counted_at),
        )
        .limit(1)
    )
    if later is not None:
        raise _refused("not_the_last", "This is not the last one this door let in or out")
    if asking.now - scan.counted_at > OWN_FOR:
        raise _refused("too_old", "This scan is more than 10 minutes old")


def _refused(code: str, what: str) -> OnsiteError:
    said = f"{what}; a supervisor who signs in here may take it back."
    return OnsiteError(code, said, status=403, field="scan_id")


def _take_back(session: Session, scan: Scan, asking: Asking) -> ScanUndone:
    door = queries.door(session, scan.checkpoint)
    presences.take_back(session, scan, door)
    events.record(session, events.Changed("roster"))  # doors that go on alone know who is inside
    period = door.period(asking.now)
    return {
        "scan_id": scan.id,
        "verdict": scan.verdict,
        "hall": scan.hall,
        "inside": queries.inside_count(session, hall=scan.hall, period=period),
    }


def _columns(scan: Scan, reason: str) -> dict[str, str]:
    return {
        "scan_id": scan.id,
        "checkpoint": scan.checkpoint,
        "verdict": scan.verdict,
        "reason": reason.strip(),
    }
