"""Who is in which hall: one row a person and hall, and a count a hall and stay.

Both are derived from the scans that moved someone (`admitted`, `left`) and stand, in the same transaction.
A scan that a door kept while it was offline arrives late and is put where it belongs in time: it never
undoes what happened after it, and changes no number that a person has counted by hand since. A code
nobody issued has a place only where a flushed door let it in: it counts once a stay, and has no row.
Deciding is `rules`' work, keeping the scan `service`'s, deriving a hall anew `recounts`'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, Table, bindparam, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from onsite.scanner import queries
from onsite.scanner.door_rows import STANDS
from onsite.scanner.models import HallCount, Presence, Scan
from onsite.scanner.queries import Door
from onsite.scanner.rules import Verdict
from onsite.scanner.stays import local_day

MOVES = (Verdict.ADMITTED.value, Verdict.LEFT.value)
NEVER = date.min  # who only went out: no admission of hers stands
_ADMISSIONS = (
    select(Scan.counted_at)
    .where(
        Scan.delegate_id == bindparam("delegate_id"),
        Scan.hall == bindparam("hall"),
        Scan.verdict == Verdict.ADMITTED.value,
        STANDS,
    )
    .order_by(Scan.counted_at)
)
_STRANGER = (
    select(Scan.id, Scan.verdict, Scan.counted_at)
    .where(
        Scan.credential_hash == bindparam("credential_hash"),
        Scan.hall == bindparam("hall"),
        Scan.delegate_id.is_(None),
        Scan.verdict == literal_column("'admitted'"),  # as in the index, or it is not used
        STANDS,
    )
    .order_by(Scan.counted_at)
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
        is_said: A person counted the hall by hand later in this stay, before anything else is known.
    """

    period: str
    is_counted: bool = False
    is_inside: bool = False
    has_left: bool = False
    first_at: datetime | None = None
    scan_id: str | None = None
    is_settled: bool = False
    is_said: bool = False

    def change(self, verdict: Verdict) -> int:
        """Tell by how many people a scan with this verdict changes the hall's count."""
        by = 0
        if verdict is Verdict.ADMITTED:
            by = 0 if self.is_counted else 1
        elif verdict is Verdict.LEFT:
            by = -1
        # Who counted by hand afterwards saw her in the hall, or saw her gone.
        return (0 if self.is_settled else by) - (by if self.is_said else 0)


@dataclass(frozen=True)
class Move:
    """A scan that took someone in or out."""

    scan_id: str
    verdict: str
    at: datetime


def place_of(
    session: Session,
    *,
    delegate_id: int | None,
    door: Door,
    at: datetime,
    corrected_at: datetime | None = None,
) -> Place:
    """Tell how a person stands with a door's hall at an instant; nobody is nowhere.

    Args:
        session: The use case's.
        delegate_id: None for nobody.
        door: Of the hall.
        at: The aware instant.
        corrected_at: When the hall was last counted by hand in that stay (`queries.counted`).
    """
    period = door.period(at)
    is_said = corrected_at is not None and at <= corrected_at
    row = session.get(Presence, (delegate_id, door.hall)) if delegate_id is not None else None
    if row is None:
        return Place(period, is_said=is_said)
    if at < row.moved_at:
        moves = [
            move
            for move in _moves(session, row.delegate_id, door.hall)
            if door.period(move.at) == period
        ]
        return _place_among(
            moves, period=period, at=at, zone=door.zone, said_at=corrected_at if is_said else None
        )
    if row.period != period or row.day == NEVER:
        return Place(period, is_said=is_said)
    is_today = row.day == local_day(at, door.zone)
    return Place(
        period,
        is_counted=row.is_inside,
        is_inside=row.is_inside and is_today,
        has_left=is_today and not row.is_inside,
        first_at=row.first_at,
        scan_id=row.scan_id,
        is_said=is_said,
    )


def _moves(session: Session, delegate_id: int, hall: str) -> list[Move]:
    rows = session.execute(
        select(Scan.id, Scan.verdict, Scan.counted_at)
        .where(Scan.delegate_id == delegate_id, Scan.hall == hall, Scan.verdict.in_(MOVES), STANDS)
        .order_by(Scan.counted_at, Scan.recorded_at)
    )
    return [Move(*row) for row in rows]


def _place_among(
    moves: Sequence[Move], *, period: str, at: datetime, zone: ZoneInfo, said_at: datetime | None
) -> Place:
    """Place a late scan between the moves of its stay; the hall was counted by hand at ``said_at``."""
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
        is_said=_is_said(after, said_at),
    )


def _is_said(after: Sequence[Move], said_at: datetime | None) -> bool:
    return said_at is not None and (not after or after[0].at > said_at)


def stranger_place_of(
    session: Session,
    *,
    credential_hash: str,
    door: Door,
    at: datetime,
    corrected_at: datetime | None = None,
) -> Place:
    """Tell whether a code nobody issued is counted in a hall's stay: let in, and never let out."""
    period = door.period(at)
    moves = [
        move
        for move in _stranger_moves(session, credential_hash, door.hall)
        if door.period(move.at) == period
    ]
    after = [move for move in moves if move.at > at]
    said_at = corrected_at if corrected_at is not None and at <= corrected_at else None
    return Place(
        period,
        is_counted=len(after) < len(moves),
        is_settled=bool(after),
        is_said=_is_said(after, said_at),
    )


def _stranger_moves(session: Session, credential_hash: str, hall: str) -> list[Move]:
    whose = {"credential_hash": credential_hash, "hall": hall}
    return [Move(*row) for row in session.execute(_STRANGER, whose)]


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
            session, delegate_id, door=door, place=place, latest=Move(scan_id, verdict, at)
        )


def _keep_presence(
    session: Session, delegate_id: int, *, door: Door, place: Place, latest: Move
) -> None:
    row = session.get(Presence, (delegate_id, door.hall))
    if row is None:
        row = Presence(delegate_id=delegate_id, hall=door.hall)
        session.add(row)
    elif latest.at < row.moved_at:
        # What came late may be what began her stay.
        _derive(row, _moves(session, delegate_id, door.hall), door)
        return
    row.moved_at, row.is_inside = latest.at, latest.verdict == Verdict.ADMITTED
    if row.is_inside:
        row.period, row.day = place.period, local_day(latest.at, door.zone)
        if not place.is_inside:  # she is, where a flushed door lets her in once more
            row.first_at, row.scan_id = latest.at, latest.scan_id


def after_move(before: dict[str, Any], move: Move, door: Door) -> dict[str, Any]:
    """Tell a presence's columns after the next move in time; an empty ``before`` is nobody yet."""
    period, day = door.period(move.at), local_day(move.at, door.zone)
    moved = {"moved_at": move.at, "is_inside": move.verdict == Verdict.ADMITTED}
    began = {"first_at": move.at, "scan_id": move.scan_id}
    if move.verdict == Verdict.LEFT:
        # Her admission was undone, or is in another hall's name; only that she went out is known.
        unknown = {"period": period, "day": NEVER, **began}
        return (before if "day" in before else before | unknown) | moved
    stays = before.get("is_inside") and (before["period"], before["day"]) == (period, day)
    return before | moved | {"period": period, "day": day} | ({} if stays else began)


def take_back(session: Session, scan: Scan, door: Door) -> None:
    """Let a scan that moved someone count no more; call it before the row that undoes it is kept."""
    moves = (
        _stranger_moves(session, scan.credential_hash, scan.hall)
        if scan.delegate_id is None
        else _moves(session, scan.delegate_id, scan.hall)
    )
    standing = [move for move in moves if move.scan_id != scan.id]
    period = door.period(scan.counted_at)
    said_at = queries.counted(session, hall=scan.hall, period=period).corrected_at
    now, before = (
        _weight([move for move in found if door.period(move.at) == period], said_at)
        for found in (standing, moves)
    )
    _add_to_hall(
        session,
        hall=scan.hall,
        period=period,
        inside=now - before,
        admitted=-int(scan.verdict == Verdict.ADMITTED),
    )
    if scan.delegate_id is None:
        return
    row = session.get_one(Presence, (scan.delegate_id, scan.hall))
    if standing:
        _derive(row, standing, door)
    else:
        session.delete(row)
    session.flush()


def _weight(moves: Sequence[Move], said_at: datetime | None) -> int:
    """Tell what one person's moves in a stay add to its count, over what was counted by hand."""
    known = [] if said_at is None else [move for move in moves if move.at <= said_at]
    return _ends_inside(moves) - _ends_inside(known)


def _ends_inside(moves: Sequence[Move]) -> int:
    return int(bool(moves) and moves[-1].verdict == Verdict.ADMITTED)


def _derive(row: Presence, moves: Sequence[Move], door: Door) -> None:
    """Derive one person's presence anew from all her moves at a hall."""
    found: dict[str, Any] = {}
    for move in moves:
        found = after_move(found, move, door)
    for name, value in found.items():
        setattr(row, name, value)


def correct(session: Session, *, hall: str, period: str, difference: int, at: datetime) -> None:
    """Set a hall's count of a stay to what a person counted; presences stay as they are."""
    _add_to_hall(session, hall=hall, period=period, inside=difference, admitted=0)
    session.execute(
        update(HallCount)
        .where(HallCount.hall == hall, HallCount.period == period)
        .values(corrected_at=at)
    )


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
