"""How a hall filled and emptied, from its scans, what was undone, and what was counted by hand."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.scanner import queries
from onsite.scanner.door_rows import STANDS, HallCorrection
from onsite.scanner.door_shapes import Curve, CurvePoint
from onsite.scanner.models import Scan
from onsite.scanner.presences import MOVES
from onsite.scanner.rules import Verdict
from onsite.scanner.stays import day_begins, local_day
from onsite.units import rfc3339

STEP = timedelta(minutes=5)

# What happens at one instant happens in this order: a scan at the turn belongs to the new stay, and
# whoever counts by hand, or looks, sees what was scanned just then.
_EMPTIES, _SCANS, _IS_COUNTED, _IS_LOOKED_AT = range(4)

_Scanned = Row[int | None, str, str, datetime]


class _Mark(NamedTuple):
    """Something besides a scan: the hall empties, is counted by hand, or is looked at."""

    at: datetime
    kind: int
    said: int = 0


def curve(session: Session, code: str, *, now: datetime) -> Curve:
    """Tell how many were inside a hall every five minutes since the local day began, and now.

    Raises:
        OnsiteError: ``unknown_hall`` 404.
    """
    hall = queries.hall(session, code)
    zone = ZoneInfo(the_event(session).time_zone)
    day = local_day(now, zone)
    begins = day_begins(day, zone)
    door = queries.door_of(session, code)
    # A hall that empties only through its exit goes on from the days before.
    since = None if door is None or door.exit_only else begins
    empties = door.calendar(day, last=day).stays if door else ()
    marks = [_Mark(at, _EMPTIES) for at in empties if begins <= at <= now]
    marks += [_Mark(at, _IS_COUNTED, count) for at, count in _corrections(session, code, since)]
    marks += [_Mark(at, _IS_LOOKED_AT) for at in _steps(begins, now)]
    points: list[CurvePoint] = []
    peak: tuple[datetime, int] | None = None
    for at, kind, inside in _changes(_scanned(session, code, since), sorted(marks)):
        if kind == _IS_LOOKED_AT:
            points.append(_point(at, inside))
        if at >= begins and inside > (peak[1] if peak else 0):
            peak = (at, inside)
    return {
        "hall": hall.code,
        "capacity": hall.capacity,
        "points": points,
        "peak": _point(*peak) if peak else None,
    }


def history(session: Session, code: str, *, until: datetime) -> Iterator[tuple[datetime, int]]:
    """Tell how many were inside a hall after each thing that changed it, oldest first, of all days.

    Raises:
        OnsiteError: ``unknown_hall`` 404.
    """
    queries.hall(session, code)
    event = the_event(session)
    door = queries.door_of(session, code)
    last = local_day(until, ZoneInfo(event.time_zone))
    empties = door.calendar(event.starts_on, last=last).stays if door else ()
    marks = [_Mark(at, _EMPTIES) for at in empties if at <= until]
    corrections = _corrections(session, code, None)
    marks += [_Mark(at, _IS_COUNTED, count) for at, count in corrections if at <= until]
    marks.append(_Mark(until, _IS_LOOKED_AT))  # whatever was scanned by then comes before it
    for at, _, inside in _changes(_scanned(session, code, None), sorted(marks)):
        yield at, inside


def _point(at: datetime, inside: int) -> CurvePoint:
    return {"at": rfc3339(at), "inside": inside}


def _steps(begins: datetime, now: datetime) -> Iterator[datetime]:
    at = begins
    while at < now:
        yield at
        at += STEP
    yield now


def _scanned(session: Session, hall: str, since: datetime | None) -> Iterator[_Scanned]:
    chosen = select(Scan.delegate_id, Scan.credential_hash, Scan.verdict, Scan.counted_at).where(
        Scan.hall == hall, Scan.verdict.in_(MOVES), STANDS
    )
    if since is not None:
        # Never recorded before it counted, and there is an index of it.
        chosen = chosen.where(Scan.recorded_at >= since, Scan.counted_at >= since)
    return iter(session.execute(chosen.order_by(Scan.counted_at, Scan.recorded_at)))


def _corrections(session: Session, hall: str, since: datetime | None) -> list[tuple[datetime, int]]:
    chosen = select(HallCorrection.at, HallCorrection.inside).where(HallCorrection.hall == hall)
    if since is not None:
        chosen = chosen.where(HallCorrection.at >= since)
    return [(at, count) for at, count in session.execute(chosen)]


def _changes(
    scanned: Iterator[_Scanned], marks: list[_Mark]
) -> Iterator[tuple[datetime, int, int]]:
    """Go through scans and marks in order: when, what kind of thing, how many were inside after it."""
    inside: set[int | str] = set()
    said = 0  # by hand, over those in there by their scans
    following = next(scanned, None)
    for at, kind, number in marks:
        while following is not None and (following[3], _SCANS) < (at, kind):
            person, code, verdict, _ = following
            who = code if person is None else person
            (inside.add if verdict == Verdict.ADMITTED else inside.discard)(who)
            yield following[3], _SCANS, max(len(inside) + said, 0)
            following = next(scanned, None)
        if kind == _EMPTIES:
            inside, said = set(), 0
        elif kind == _IS_COUNTED:
            said = number - len(inside)
        yield at, kind, max(len(inside) + said, 0)
