"""A hall's presences and counts, derived anew from all its scans and from what was counted by hand.

The rows kept from scan to scan (`presences`) equal these at any time; `doctor` compares them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from onsite.scanner.door_rows import STANDS, HallCorrection
from onsite.scanner.models import HallCount, Presence, Scan
from onsite.scanner.presences import MOVES, Move, after_move
from onsite.scanner.queries import Door
from onsite.scanner.rules import Verdict

Who = int | str
"""A person by her id, or a code nobody issued by its hash."""


@dataclass(frozen=True)
class Recounted:
    """What a hall's scans say.

    Attributes:
        presences: A presence's columns a person.
        counts: People inside and admissions, a stay.
        corrected: When a stay was last counted by hand.
    """

    presences: list[dict[str, Any]]
    counts: dict[str, tuple[int, int]]
    corrected: dict[str, datetime]


def recount(session: Session, door: Door) -> None:
    """Make a hall's presences and counts anew, as a change of its stays needs."""
    session.execute(delete(Presence).where(Presence.hall == door.hall))
    session.execute(delete(HallCount).where(HallCount.hall == door.hall))
    session.expire_all()
    found = recounted(session, door)
    if found.presences:
        session.execute(insert(Presence), found.presences)
    session.add_all(
        HallCount(
            hall=door.hall,
            period=period,
            inside=inside,
            admitted=admitted,
            corrected_at=found.corrected.get(period),
        )
        for period, (inside, admitted) in found.counts.items()
    )
    session.flush()


def recounted(session: Session, door: Door) -> Recounted:
    """Derive a hall's presences and counts; writes nothing."""
    presences: dict[int, dict[str, Any]] = {}
    inside: dict[str, set[Who]] = {}
    admitted: Counter[str] = Counter()
    said: Counter[str] = Counter()
    corrected: dict[str, datetime] = {}
    corrections = _corrections(session, door.hall)
    for who, move in moves(session, door.hall):
        while corrections and corrections[-1][0] < move.at:
            _say(corrections.pop(), door, inside, said, corrected)
        if isinstance(who, int):
            known = presences.get(who, {"delegate_id": who, "hall": door.hall})
            presences[who] = after_move(known, move, door)
        period = door.period(move.at)
        there = inside.setdefault(period, set())
        if move.verdict == Verdict.LEFT:
            there.discard(who)
            continue
        there.add(who)
        admitted[period] += 1
    while corrections:
        _say(corrections.pop(), door, inside, said, corrected)
    counts = {
        period: (len(there) + said[period], admitted[period]) for period, there in inside.items()
    }
    return Recounted(list(presences.values()), counts, corrected)


def moves(session: Session, hall: str) -> Iterator[tuple[Who, Move]]:
    """Read everyone's moves at a hall that stand, in order of time."""
    rows = session.execute(
        select(Scan.delegate_id, Scan.credential_hash, Scan.id, Scan.verdict, Scan.counted_at)
        .where(Scan.hall == hall, Scan.verdict.in_(MOVES), STANDS)
        .order_by(Scan.counted_at, Scan.recorded_at)
    ).tuples()
    for delegate_id, credential_hash, scan_id, verdict, at in rows:
        who = credential_hash if delegate_id is None else delegate_id
        yield who, Move(scan_id, verdict, at)


def _corrections(session: Session, hall: str) -> list[tuple[datetime, int]]:
    """Read when a hall was counted by hand, and how many there were; the last first."""
    rows = session.execute(
        select(HallCorrection.at, HallCorrection.inside)
        .where(HallCorrection.hall == hall)
        .order_by(HallCorrection.at.desc())
    )
    return [(at, count) for at, count in rows]


def _say(
    correction: tuple[datetime, int],
    door: Door,
    inside: dict[str, set[Who]],
    said: Counter[str],
    corrected: dict[str, datetime],
) -> None:
    at, count = correction
    period = door.period(at)
    said[period] = count - len(inside.setdefault(period, set()))
    corrected[period] = at
