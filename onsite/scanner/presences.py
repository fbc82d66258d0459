"""Who is in which hall: one row a person and hall, and a count a hall and stay.

Both are derived from the scans that moved someone (`admitted`, `left`), in the same transaction. A scan
that a door kept while it was offline arrives late and is put where it belongs in time: it never undoes
what happened after it. Deciding is `rules`' work, keeping the scan `service`'s.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, Table, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from onsite.scanner.models import HallCount, Presence, Scan
from onsite.scanner.queries import Door
from onsite.scanner.rules import Verdict, local_day

MOVES = (Verdict.ADMITTED.value, Verdict.LEFT.value)


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


def move(
    session: Session,
    *,
    delegate_id: int,
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
    row = session.get(Presence, (delegate_id, door.hall))
    if row is None:
        row = Presence(delegate_id=delegate_id, hall=door.hall)
        session.add(row)
    elif at < row.moved_at:
        return
    row.moved_at, row.is_inside = at, verdict is Verdict.ADMITTED
    if verdict is Verdict.ADMITTED:
        row.period, row.day = place.period, local_day(at, door.zone)
        row.first_at, row.scan_id = at, scan_id


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

    presences: list[dict[str, object]]
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
    found: dict[int, dict[str, object]] = {}
    inside: dict[str, set[int]] = {}
    admitted: Counter[str] = Counter()
    rows = session.execute(
        select(Scan.delegate_id, Scan.id, Scan.verdict, Scan.counted_at)
        .where(Scan.hall == door.hall, Scan.verdict.in_(MOVES))
        .order_by(Scan.counted_at, Scan.recorded_at)
    ).tuples()
    for delegate_id, scan_id, verdict, at in rows:
        assert delegate_id is not None  # noqa: S101 - only known persons move
        period = door.period(at)
        there = inside.setdefault(period, set())
        presence = found.setdefault(delegate_id, {"delegate_id": delegate_id, "hall": door.hall})
        presence |= {"moved_at": at, "is_inside": verdict == Verdict.ADMITTED}
        if verdict == Verdict.LEFT:
            there.discard(delegate_id)
            continue
        there.add(delegate_id)
        admitted[period] += 1
        day = local_day(at, door.zone)
        presence |= {"period": period, "day": day, "first_at": at, "scan_id": scan_id}
    counts = {period: (len(there), admitted[period]) for period, there in inside.items()}
    return Recounted(list(found.values()), counts)
