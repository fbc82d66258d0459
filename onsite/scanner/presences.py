"""Who is in which hall: one row a person and hall, and a count a hall and stay.

Both are derived from the scans that moved someone (`admitted`, `left`), in the same transaction. A scan
that a door kept while it was offline arrives late and is put where it belongs in time: it never undoes
what happened after it. A code nobody issued has a place only where a flushed door let it in: it counts
once a stay, and has no row. Deciding is `rules`' work, keeping the scan `service`'s.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, Table, bindparam, delete, insert, literal_column, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from onsite.scanner.models import HallCount, Presence, Scan
from onsite.scanner.queries import Door
from onsite.scanner.rules import Verdict
from onsite.scanner.stays import local_day

MOVES = (Verdict.ADMITTED.value, Verdict.LEFT.value)
_ADMISSIONS = (
    select(Scan.counted_at)
    .where(
        Scan.delegate_id == bindparam("delegate_id"),
        Scan.hall == bindparam("hall"),
        Scan.verdict == Verdict.ADMITTED.value,
    )
    .order_by(Scan.counted_at)
)
_STRANGER = select(Scan.counted_at).where(
    Scan.credential_hash == bindparam("credential_hash"),
    Scan.hall == bindparam("hall"),
    Scan.delegate_id.is_(None),
    Scan.verdict == literal_column("'admitted'"),  # as in the index, or it is not used
)


@dataclass(frozen=True)
class Place:
    """How a person stands with a hall at an instant.

    Attributes:
        period: The hall's stay at that instant.
        is_counted: Counted as inside, perhaps since yesterday.
        is_inside: Counted, and admitted on the same local day.
        has_left: Was inside on the same local day and went out again.
        first_at: The admission that began the latest time inside; None where there is none.
        scan_id: The scan that admitted then.
        is_settled: Something that happened later in this stay is known already.
    """

    period: str
    is_counted: bool = False
    is_inside: bool = False
    has_left: bool = False
    first_at: datetime | None = None
    scan_id: str | None = None
    is_settled: bool = False

    def change(self, verdict: Verdict) -> int:
        """Tell by how many people a scan with this verdict changes the hall's count."""
        if self.is_settled:
            return 0
        if verdict is Verdict.ADMITTED:
            return 0 if self.is_counted else 1
        return -1 if verdict is Verdict.LEFT else 0


@dataclass(frozen=True)
class _Move:
    scan_id: str
    verdict: str
    at: datetime


def place_of(session: Session, *, delegate_id: int | None, door: Door, at: datetime) -> Place:
    """Tell how a person stands with a door's hall at an instant; nobody is nowhere."""
    period = door.period(at)
    row = session.get(Presence, (delegate_id, door.hall)) if delegate_id is not None else None
    if row is None:
        return Place(period)
    if at < row.moved_at:
        moves = [
            move
            for move in _moves(session, row.delegate_id, door.hall)
            if door.period(move.at) == period
        ]
        return _place_among(moves, period=period, at=at, zone=door.zone)
    if row.period != period:
        return Place(period)
    is_today = row.day == local_day(at, door.zone)
    return Place(
        period,
        is_counted=row.is_inside,
        is_inside=row.is_inside and is_today,
        has_left=is_today and not row.is_inside,
        first_at=row.first_at,
        scan_id=row.scan_id,
    )


def _moves(session: Session, delegate_id: int, hall: str) -> list[_Move]:
    rows = session.execute(
        select(Scan.id, Scan.verdict, Scan.counted_at)
        .where(Scan.delegate_id == delegate_id, Scan.hall == hall, Scan.verdict.in_(MOVES))
        .order_by(Scan.counted_at, Scan.recorded_at)
    )
    return [_Move(*row) for row in rows]


def _place_among(moves: Sequence[_Move], *, period: str, at: datetime, zone: ZoneInfo) -> Place:
    """Place a late scan between the moves of its stay."""
    before = [move for move in moves if move.at <= at]
    after = [move for move in moves if move.at > at]
    began = next((move for move in reversed(before) if move.verdict == Verdict.ADMITTED), None)
    is_counted = bool(before) and before[-1] is began
    if not is_counted and after and after[0].verdict == Verdict.ADMITTED:
        # Let in soon after, with no exit between: one of the two was the other's badge.
        began = after[0]
    is_today = began is not None and local_day(began.at, zone) == local_day(at, zone)
    is_inside = is_today and (is_counted or began is (after[0] if after else None))
    return Place(
        period,
        is_counted=is_counted,
        is_inside=is_inside,
        has_left=is_today and not is_inside,
        first_at=began.at if began else None,
        scan_id=began.scan_id if began else None,
        is_settled=bool(after),
    )


def stranger_place_of(session: Session, *, credential_hash: str, door: Door, at: datetime) -> Place:
    """Tell whether a code nobody issued is counted in a hall's stay: let in, and never let out."""
    let_in = session.scalars(_STRANGER, {"credential_hash": credential_hash, "hall": door.hall})
    period = door.period(at)
    return Place(period, is_counted=any(door.period(admitted) == period for admitted in let_in))


def admissions(session: Session, *, delegate_id: int, hall: str) -> list[datetime]:
    """List when a person was let into a hall, in order of time."""
    return list(session.scalars(_ADMISSIONS, {"delegate_id": delegate_id, "hall": hall}))


def move(
    session: Session,
    *,
    delegate_id: int | None,
    door: Door,
    place: Place,
    verdict: Verdict,
    at: datetime,
    scan_id: str,
) -> None:
    """Put a person into a hall or out of it, and count it; other verdicts move nobody."""
    if verdict not in MOVES:
        return
    _add_to_hall(
        session,
        hall=door.hall,
        period=place.period,
        inside=place.change(verdict),
        admitted=int(verdict is Verdict.ADMITTED),
    )
    if delegate_id is not None:
        _keep_presence(
            session, delegate_id, door=door, place=place, latest=_Move(scan_id, verdict, at)
        )


def _keep_presence(
    session: Session, delegate_id: int, *, door: Door, place: Place, latest: _Move
) -> None:
    row = session.get(Presence, (delegate_id, door.hall))
    if row is None:
        row = Presence(delegate_id=delegate_id, hall=door.hall)
        session.add(row)
    elif latest.at < row.moved_at:
        _keep_late(session, row, door)
        return
    row.moved_at, row.is_inside = latest.at, latest.verdict == Verdict.ADMITTED
    if row.is_inside:
        row.period, row.day = place.period, local_day(latest.at, door.zone)
        if not place.is_inside:  # she is, where a flushed door lets her in once more
            row.first_at, row.scan_id = latest.at, latest.scan_id


def _keep_late(session: Session, row: Presence, door: Door) -> None:
    """Derive one person's presence anew: what came late may be what began her stay."""
    found: dict[str, Any] = {}
    for each in _moves(session, row.delegate_id, door.hall):
        found = _after(found, each, door)
    for name, value in found.items():
        setattr(row, name, value)


def _after(before: dict[str, Any], move: _Move, door: Door) -> dict[str, Any]:
    """Tell a presence's columns after the next move in time."""
    if move.verdict == Verdict.LEFT:
        return before | {"moved_at": move.at, "is_inside": False}
    period, day = door.period(move.at), local_day(move.at, door.zone)
    stays = before.get("is_inside") and (before["period"], before["day"]) == (period, day)
    began = {} if stays else {"first_at": move.at, "scan_id": move.scan_id}
    return before | {
        "moved_at": move.at,
        "is_inside": True,
        "period": period,
        "day": day,
        **began,
    }


def _add_to_hall(session: Session, *, hall: str, period: str, inside: int, admitted: int) -> None:
    change = {"hall": hall, "period": period, "inside": inside, "admitted": admitted}
    session.execute(_hall_change(session.get_bind().dialect.name), change)


@cache
def _hall_change(dialect: str) -> Executable:
    upsert = sqlite_insert if dialect == "sqlite" else postgres_insert
    table = cast("Table", HallCount.__table__)
    insertion = upsert(table)
    return insertion.on_conflict_do_update(
        index_elements=["hall", "period"],
        set_={name: table.c[name] + insertion.excluded[name] for name in ("inside", "admitted")},
    )


@dataclass(frozen=True)
class Recounted:
    """What a hall's scans say: a presence's columns a person, people inside and admissions a stay."""

    presences: list[dict[str, Any]]
    counts: dict[str, tuple[int, int]]


def recount(session: Session, door: Door) -> None:
    """Make a hall's presences and counts anew from its scans, as a change of its stays needs."""
    session.execute(delete(Presence).where(Presence.hall == door.hall))
    session.execute(delete(HallCount).where(HallCount.hall == door.hall))
    session.expire_all()
    found = recounted(session, door)
    if found.presences:
        session.execute(insert(Presence), found.presences)
    session.add_all(
        HallCount(hall=door.hall, period=period, inside=inside, admitted=admitted)
        for period, (inside, admitted) in found.counts.items()
    )
    session.flush()


def recounted(session: Session, door: Door) -> Recounted:
    """Derive a hall's presences and counts from its scans; writes nothing."""
    found: dict[int, dict[str, Any]] = {}
    inside: dict[str, set[int | str]] = {}
    admitted: Counter[str] = Counter()
    rows = session.execute(
        select(Scan.delegate_id, Scan.credential_hash, Scan.id, Scan.verdict, Scan.counted_at)
        .where(Scan.hall == door.hall, Scan.verdict.in_(MOVES))
        .order_by(Scan.counted_at, Scan.recorded_at)
    ).tuples()
    for delegate_id, credential_hash, scan_id, verdict, at in rows:
        if delegate_id is not None:
            known = found.get(delegate_id, {"delegate_id": delegate_id, "hall": door.hall})
            found[delegate_id] = _after(known, _Move(scan_id, verdict, at), door)
        period = door.period(at)
        who = credential_hash if delegate_id is None else delegate_id
        there = inside.setdefault(period, set())
        if verdict == Verdict.LEFT:
            there.discard(who)
            continue
        there.add(who)
        admitted[period] += 1
    counts = {period: (len(there), admitted[period]) for period, there in inside.items()}
    return Recounted(list(found.values()), counts)
