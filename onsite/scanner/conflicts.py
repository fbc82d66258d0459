"""Noting where a person was told something else than the event's rules say.

A door without the server decided by what it knew, or a flushed door let everyone in. Nothing is undone
here: a person resolves the list afterwards.
"""

import uuid
from datetime import datetime
from typing import Annotated, cast

import msgspec
from sqlalchemy import Table
from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import Asking
from onsite.scanner.models import Conflict, Presence, Scan
from onsite.scanner.rules import Verdict
from onsite.scanner.shapes import ConflictKind
from onsite.units import rfc3339

_INSERTION = cast("Table", Conflict.__table__).insert()


class Decided(msgspec.Struct, forbid_unknown_fields=True):
    """What a door that could not reach the server told the person."""

    verdict: Verdict
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    roster_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


def keep_decided(session: Session, scan_id: str, decided: Decided | None, asking: Asking) -> None:
    """Keep what an offline door said also when its scan had reached us before."""
    row = session.get_one(Scan, scan_id)
    if decided is None or row.decided is not None:
        return
    row.decided = msgspec.to_builtins(decided)
    note_decided(session, row.id, decided, asking)


def differ(decided: Decided, verdict: Verdict) -> bool:
    """Tell whether only one of the door and the event let the person in."""
    return (decided.verdict is Verdict.ADMITTED) != (verdict is Verdict.ADMITTED)


def note_decided(session: Session, scan_id: str, decided: Decided, asking: Asking) -> None:
    """List a scan whose door told the person something else than the event says."""
    row = session.get_one(Scan, scan_id)
    if not differ(decided, Verdict(row.verdict)):
        return
    let_in = decided.verdict is Verdict.ADMITTED
    earlier = _admission_before(session, row) if let_in else None
    kind: ConflictKind = "let_in" if let_in else "turned_away"
    told = _side(row.station, decided.verdict, decided.at or row.counted_at)
    _note(
        session,
        name=scan_id,
        kind="admitted_twice" if earlier else kind,
        delegate_id=row.delegate_id,
        scan_ids=[earlier, scan_id] if earlier else [scan_id],
        sides=[told, _side("event", row.verdict, row.recorded_at)],
        asking=asking,
    )


def note_flushed(
    session: Session,
    scan_id: str,
    ruled: Verdict,
    asking: Asking,
    *,
    delegate_id: int | None,
    counted_at: datetime,
) -> None:
    """List someone whom a flushed door let in and the rules would have refused."""
    _note(
        session,
        name=f"flushed {scan_id}",  # the scan may get a conflict of what its door decided besides
        kind="flushed",
        delegate_id=delegate_id,
        scan_ids=[scan_id],
        sides=[
            _side(asking.station, Verdict.ADMITTED, counted_at),
            _side("event", ruled, asking.now),
        ],
        asking=asking,
    )


def _note(
    session: Session,
    *,
    name: str,
    kind: ConflictKind,
    delegate_id: int | None,
    scan_ids: list[str],
    sides: list[dict[str, str]],
    asking: Asking,
) -> None:
    row = {
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, name)),
        "kind": kind,
        "delegate_id": delegate_id,
        "scan_ids": scan_ids,
        "sides": sides,
        "at": asking.now,
    }
    # Past the unit of work, as scans are: a flushed door notes many, and quickly.
    session.execute(_INSERTION, row)
    events.record(session, events.Changed("conflicts"))


def _side(who: str, verdict: str, at: datetime) -> dict[str, str]:
    return {"who": who, "verdict": str(verdict), "at": rfc3339(at)}


def _admission_before(session: Session, row: Scan) -> str | None:
    """Name the scan that had admitted a person whom a door let in once more."""
    if row.verdict != Verdict.ALREADY_IN or row.delegate_id is None:
        return None
    presence = session.get(Presence, (row.delegate_id, row.hall))
    return presence.scan_id if presence else None
