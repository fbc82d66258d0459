"""Who is inside because a door that was alone let her in, where the event refused her.

No count knows them: they are in open conflicts only, until a person resolves these. Noting a conflict is
`conflicts`' work.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from onsite.scanner import queries
from onsite.scanner.door_rows import ScanUndo
from onsite.scanner.models import Conflict, Scan
from onsite.scanner.stays import local_day

# Who was admitted twice may have gone out between, where a door lets nobody in again.
_KINDS = ("let_in", "admitted_twice")
_SCANS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """Someone a door let in, who has not gone out of that hall since.

    Attributes:
        delegate_id: None where nobody issued the code.
        credential_hash: The code's; it tells one stranger from another.
        at: When the door let her in.
        is_counted_by_hand: The hall was counted by hand since, and she with it.
    """

    delegate_id: int | None
    credential_hash: str
    hall: str
    checkpoint: str
    at: datetime
    is_counted_by_hand: bool


def let_in_alone(session: Session, *, at: datetime, zone: ZoneInfo) -> list[LetIn]:
    """List who was let in against the event's word in the present stay of a hall, by time."""
    scan_ids = [
        ids[-1]  # of two, the one that the event did not admit
        for ids in session.scalars(
            select(Conflict.scan_ids).where(
                Conflict.kind.in_(_KINDS), Conflict.resolved_at.is_(None)
            )
        )
    ]
    found = [scan for part in _parts(scan_ids) for scan in _not_gone(session, part)]
    now = {hall: _Now(session, hall, at=at, zone=zone) for hall in {scan.hall for scan in found}}
    return sorted(
        (
            LetIn(
                delegate_id=scan.delegate_id,
                credential_hash=scan.credential_hash,
                hall=scan.hall,
                checkpoint=scan.checkpoint,
                at=scan.counted_at,
                is_counted_by_hand=now[scan.hall].is_counted(scan.counted_at),
            )
            for scan in found
            if now[scan.hall].holds(scan.counted_at)
        ),
        key=lambda each: each.at,
    )


class _Now:
    """A hall's stay at this instant."""

    def __init__(self, session: Session, hall: str, *, at: datetime, zone: ZoneInfo) -> None:
        self._door = queries.door_of(session, hall)
        self._day, self._zone = local_day(at, zone), zone
        self._period = queries.period_of_hall(session, hall, at=at, zone=zone)
        self._said_at = queries.counted(session, hall=hall, period=self._period).corrected_at

    def holds(self, at: datetime) -> bool:
        """Tell whether an instant is in this stay, and today: nobody sleeps here."""
        return (
            self._door is not None
            and self._door.period(at) == self._period
            and local_day(at, self._zone) == self._day
        )

    def is_counted(self, at: datetime) -> bool:
        return self._said_at is not None and at <= self._said_at


def _parts(scan_ids: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(scan_ids), _SCANS_AT_ONCE):
        yield scan_ids[start : start + _SCANS_AT_ONCE]


def _not_gone(session: Session, scan_ids: Sequence[str]) -> list[Scan]:
    """Read scans of people going in, but of those who went out of the hall afterwards.

    Whatever the event said to her at the exit: for its count she was never inside.
    """
    out = aliased(Scan)
    is_hers = or_(
        out.delegate_id == Scan.delegate_id,
        and_(
            out.delegate_id.is_(None),
            Scan.delegate_id.is_(None),
            out.credential_hash == Scan.credential_hash,
        ),
    )
    is_later = or_(
        out.counted_at > Scan.counted_at,
        and_(out.counted_at == Scan.counted_at, out.recorded_at >= Scan.recorded_at),
    )
    went_out = exists().where(
        out.hall == Scan.hall,
        out.direction == "out",
        is_hers,
        is_later,
        ~exists().where(ScanUndo.scan_id == out.id),
    )
    return list(
        session.scalars(
            select(Scan).where(Scan.id.in_(scan_ids), Scan.direction == "in", ~went_out)
        )
    )
