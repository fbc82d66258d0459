"""Reading doors, presences, counts, scans and conflicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, bindparam, func, select
from sqlalchemy.orm import Session as DatabaseSession

from onsite.access.models import Event
from onsite.access.queries import the_event
from onsite.errors import OnsiteError
from onsite.registration.models import Delegate, ProgrammeSession
from onsite.scanner.door_rows import STANDS
from onsite.scanner.models import CheckpointRow, Hall, HallCount, Presence, Scan
from onsite.scanner.rules import Checkpoint, Policy, Session, Window
from onsite.scanner.shapes import HallShape
from onsite.scanner.stays import Calendar, calendar, local_day, stay_period

ONE_STAY = "always"  # of a hall that empties only through its exit
POLICY_SWITCHES = (
    "payment_required",
    "re_entry",
    "check_in_first",
    "hours",
    "session_windows",
    "one_hall",
    "refuse_when_full",
    "flush",
    "exit_at_session_end",
    "offline_names",
)
POLICY_NUMBERS = (
    "limit_per_day",
    "limit_per_session",
    "anti_passback_minutes",
    "grace_minutes",
)
POLICY_FIELDS = (*POLICY_SWITCHES, *POLICY_NUMBERS)
# They decide no scan at their own door: see `hall_traits`, and what `roster_routes` tells.
_BESIDE_THE_RULES = {"exit_at_session_end", "offline_names"}


_SET_UP_MARK = select(Event.set_up_mark)
# Doors as they were last put together, with the mark of the set-up they came from; kept a database each.
_DOORS: "WeakKeyDictionary[Engine | Connection, dict[str, tuple[str, Door]]]" = WeakKeyDictionary()


@dataclass(frozen=True)
class Door:
    """A checkpoint with everything that is decided by, at this moment."""

    code: str
    hall: str
    direction: str
    capacity: int | None
    checkpoint: Checkpoint
    policy: Policy
    programme: tuple[Session, ...]
    exit_only: bool
    keeps_sessions: bool
    offline_names: bool
    zone: ZoneInfo

    def period(self, at: datetime) -> str:
        """Name the stay of this door's hall at an instant."""
        return _period(self.exit_only, self.keeps_sessions, self.programme, at, self.zone)

    def sitting(self, at: datetime) -> str:
        """Name the span of an instant in which admissions count for the limit of a session."""
        return stay_period(at, self.zone, self.session_ends)

    def calendar(self, first: date, *, last: date) -> Calendar:
        """List where this hall's days, stays and sessions begin, about an event's days."""
        return calendar(
            first,
            last=last,
            zone=self.zone,
            session_ends=self.session_ends,
            exit_only=self.exit_only,
            keeps_sessions=self.keeps_sessions,
        )

    @property
    def session_ends(self) -> list[datetime]:
        return [found.window.ends_at for found in self.programme]


def checkpoints(session: DatabaseSession) -> list[CheckpointRow]:
    """List the checkpoints in the planners' order."""
    return list(session.scalars(select(CheckpointRow).order_by(CheckpointRow.position)))


def checkpoint(session: DatabaseSession, code: str) -> CheckpointRow:
    """Read one checkpoint.

    Raises:
        OnsiteError: ``unknown_checkpoint``, naming those there are.
    """
    row = session.get(CheckpointRow, code)
    if row is None:
        known = ", ".join(found.code for found in checkpoints(session)) or "none"
        raise OnsiteError(
            "unknown_checkpoint",
            f"There is no checkpoint {code[:40]!r}; choose one of {known}.",
            field="checkpoint",
        )
    return row


def hall(session: DatabaseSession, code: str) -> Hall:
    """Read one hall.

    Raises:
        OnsiteError: ``unknown_hall`` (404), naming those there are.
    """
    row = session.get(Hall, code)
    if row is None:
        known = ", ".join(found.code for found in halls(session)) or "none"
        raise OnsiteError(
            "unknown_hall",
            f"There is no hall {code[:40]!r}; choose one of {known}.",
            status=404,
            field="hall",
        )
    return row


def halls(session: DatabaseSession) -> list[Hall]:
    """List the halls in the planners' order."""
    return list(session.scalars(select(Hall).order_by(Hall.position)))


def door(session: DatabaseSession, code: str) -> Door:
    """Gather what one checkpoint decides by; anew only when the event's set-up was changed.

    Raises:
        OnsiteError: ``unknown_checkpoint``, naming those there are.
    """
    mark = session.scalar(_SET_UP_MARK) or ""
    known = _DOORS.setdefault(session.get_bind(), {})
    if code not in known or known[code][0] != mark:
        known[code] = (mark, _door(session, checkpoint(session, code)))
    return known[code][1]


def door_of(session: DatabaseSession, hall: str) -> Door | None:
    """Gather what a hall's first checkpoint decides by; None for a hall without one."""
    chosen = select(CheckpointRow.code).where(CheckpointRow.hall == hall)
    code = session.scalar(chosen.order_by(CheckpointRow.position).limit(1))
    return door(session, code) if code is not None else None


def _door(session: DatabaseSession, row: CheckpointRow) -> Door:
    zone = ZoneInfo(the_event(session).time_zone)
    hall = session.get_one(Hall, row.hall)
    programme = _programme(session, row.hall)
    exit_only, keeps_sessions = hall_traits(session, row.hall)
    return Door(
        code=row.code,
        hall=row.hall,
        direction=row.direction,
        capacity=hall.capacity,
        checkpoint=Checkpoint(
            hall=row.hall,
            categories=frozenset(row.categories),
            hours=opening(programme, zone) if row.hours else (),
        ),
        policy=Policy(
            **{name: getattr(row, name) for name in POLICY_FIELDS if name not in _BESIDE_THE_RULES}
        ),
        programme=programme,
        exit_only=exit_only,
        keeps_sessions=keeps_sessions,
        offline_names=row.offline_names,
        zone=zone,
    )


def _programme(session: DatabaseSession, hall: str) -> tuple[Session, ...]:
    rows = session.scalars(select(ProgrammeSession).where(ProgrammeSession.hall == hall))
    return tuple(
        Session(
            hall=hall,
            window=Window(row.starts_at, row.ends_at),
            categories=frozenset(row.categories),
        )
        for row in rows
    )


def opening(programme: Sequence[Session], zone: ZoneInfo) -> tuple[Window, ...]:
    """Tell when a hall is open: each day from its first session's beginning to its last one's end."""
    ordered = sorted((found.window for found in programme), key=lambda window: window.starts_at)
    days = groupby(ordered, key=lambda window: local_day(window.starts_at, zone))
    spans = [list(windows) for _, windows in days]
    return tuple(Window(span[0].starts_at, max(w.ends_at for w in span)) for span in spans)


def hall_traits(session: DatabaseSession, hall: str) -> tuple[bool, bool]:
    """Tell whether a hall empties only through its exit, and whether it does at its sessions' ends."""
    rows = session.execute(
        select(
            CheckpointRow.direction,
            CheckpointRow.session_windows,
            CheckpointRow.exit_at_session_end,
        ).where(CheckpointRow.hall == hall)
    ).all()
    if any(row.exit_at_session_end for row in rows):  # as if it had no exit, and kept its sessions
        return False, True
    return any(row.direction != "in" for row in rows), any(row.session_windows for row in rows)


def _period(
    exit_only: bool,  # noqa: FBT001 - a trait among traits
    keeps_sessions: bool,  # noqa: FBT001
    programme: Sequence[Session],
    at: datetime,
    zone: ZoneInfo,
) -> str:
    if exit_only:
        return ONE_STAY
    ends = [found.window.ends_at for found in programme] if keeps_sessions else []
    return stay_period(at, zone, ends)


def present_elsewhere(
    session: DatabaseSession, *, delegate_id: int, hall: str, at: datetime, zone: ZoneInfo
) -> list[Presence]:
    """List the other halls a person is inside now."""
    rows = session.scalars(
        select(Presence).where(
            Presence.delegate_id == delegate_id, Presence.hall != hall, Presence.is_inside
        )
    )
    return [
        row
        for row in rows
        if row.period == period_of_hall(session, row.hall, at=at, zone=zone)
        and row.day == local_day(at, zone)
    ]


def period_of_hall(session: DatabaseSession, hall: str, *, at: datetime, zone: ZoneInfo) -> str:
    """Name the stay a hall is in at an instant."""
    exit_only, keeps_sessions = hall_traits(session, hall)
    programme = _programme(session, hall) if keeps_sessions else ()
    return _period(exit_only, keeps_sessions, programme, at, zone)


_COUNTED = select(HallCount.inside, HallCount.corrected_at).where(
    HallCount.hall == bindparam("hall"), HallCount.period == bindparam("period")
)


class Counted(NamedTuple):
    """A hall's people in a stay.

    Attributes:
        inside: By its scans and corrections; below nobody, where more left than were said to be in.
        corrected_at: When a person last counted them by hand.
    """

    inside: int
    corrected_at: datetime | None

    @property
    def shown(self) -> int:
        return max(self.inside, 0)


def counted(session: DatabaseSession, *, hall: str, period: str) -> Counted:
    """Read a hall's people in a stay, and when they were counted by hand."""
    row = session.execute(_COUNTED, {"hall": hall, "period": period}).one_or_none()
    return Counted(*row) if row else Counted(0, None)


def inside_count(session: DatabaseSession, *, hall: str, period: str) -> int:
    """Read how many are inside a hall in a stay."""
    return counted(session, hall=hall, period=period).shown


def hall_counts(session: DatabaseSession, *, at: datetime, zone: ZoneInfo) -> dict[str, HallShape]:
    """Read every hall's people inside now, its capacity, and all admissions so far."""
    admitted = dict(
        session.execute(
            select(HallCount.hall, func.sum(HallCount.admitted)).group_by(HallCount.hall)
        )
        .tuples()
        .all()
    )
    return {
        hall.code: {
            "inside": inside_count(
                session,
                hall=hall.code,
                period=period_of_hall(session, hall.code, at=at, zone=zone),
            ),
            "capacity": hall.capacity,
            "admitted": int(admitted.get(hall.code, 0)),
        }
        for hall in halls(session)
    }


def last_scans(
    session: DatabaseSession, *, checkpoint: str | None, station: str, limit: int
) -> list[Any]:
    """List a door's last scans, newest first."""
    condition = Scan.checkpoint == checkpoint if checkpoint else Scan.station == station
    return list(
        session.execute(
            select(
                Scan.id,
                Scan.verdict,
                Scan.counted_at,
                Delegate.name,
                Delegate.category,
                (~STANDS).label("undone"),
            )
            .outerjoin(Delegate, Delegate.id == Scan.delegate_id)
            .where(condition)
            .order_by(Scan.recorded_at.desc())
            .limit(limit)
        )
    )
