"""The admission rules: values in, a verdict out.

No database, no clock and no web live here; gathering the facts is `service`'s work. A refusal is a
verdict with a stable word, never an error. The same vectors (tests/scanner/verdicts.json) hold
these rules in every language they are written in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY_TURNS_AT_HOUR = 4  # local time: a gala dinner ends on the day it began


class Verdict(StrEnum):
    """What a scan came to; the value is the word used in JSON, rows and language files."""

    UNKNOWN_CREDENTIAL = "unknown_credential"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    NOT_CHECKED_IN = "not_checked_in"
    UNPAID = "unpaid"
    NOT_ENTITLED = "not_entitled"
    OUTSIDE_HOURS = "outside_hours"
    ALREADY_IN = "already_in"
    HALL_FULL = "hall_full"
    ADMITTED = "admitted"
    LEFT = "left"
    NOT_INSIDE = "not_inside"

    @property
    def is_admission(self) -> bool:
        """Whether the person is inside because of this scan."""
        return self is Verdict.ADMITTED


PRECEDENCE = tuple(v for v in Verdict if v not in (Verdict.LEFT, Verdict.NOT_INSIDE))
"""Going in: the first of these that applies is the verdict."""

PRECEDENCE_OUT = (*PRECEDENCE[:4], Verdict.LEFT, Verdict.NOT_INSIDE)
"""Going out: payment, category and hours never hold anyone inside."""


class Direction(StrEnum):
    """The way through a door."""

    IN = "in"
    OUT = "out"


class Override(StrEnum):
    """What a supervisor may set aside for one delegate, until it is revoked."""

    UNPAID = "unpaid"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about the credential, its delegate and the hall at the instant of the scan.

    Attributes:
        known: The credential is one of this event's. When False the other facts don't matter.
        owes: Money is due; an ``unpaid`` override counts as payment and leaves this True.
        overrides: Those in force. ``blocked`` lifts a block.
        inside: Admitted to this hall in the present stay (`stay_period`) with no exit after it.
        was_inside: Admitted to this hall in the present stay and gone out again.
        inside_elsewhere: Inside another hall in that hall's present stay.
        inside_count: Persons in the hall now.
        capacity: The hall's limit in persons; None where it has none.
    """

    known: bool
    revoked: bool = False
    cancelled: bool = False
    blocked: bool = False
    checked_in: bool = False
    owes: bool = False
    overrides: frozenset[Override] = frozenset()
    category: str = ""
    inside: bool = False
    was_inside: bool = False
    inside_elsewhere: bool = False
    inside_count: int = 0
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What one checkpoint insists on; the defaults are a new event's."""

    payment_required: bool = True
    re_entry: bool = True
    check_in_first: bool = False
    hours: bool = False
    session_windows: bool = False
    one_hall: bool = False
    refuse_when_full: bool = False
    grace_minutes: int = 30  # doors open this long before a session starts


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time: from ``starts_at`` on, until just before ``ends_at``."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, at: datetime, *, grace: timedelta = timedelta(0)) -> bool:
        """Whether the instant lies in it, or up to ``grace`` before."""
        return self.starts_at - grace <= at < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session of the programme in one hall; no categories means everyone."""

    hall: str
    window: Window
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A door: the hall it leads into, whom it lets in (empty: all), when (empty: always)."""

    hall: str
    categories: frozenset[str] = frozenset()
    hours: tuple[Window, ...] = ()


def decide(
    facts: Facts,
    *,
    checkpoint: Checkpoint,
    policy: Policy,
    direction: Direction,
    at: datetime,
    sessions: Sequence[Session] = (),
) -> Verdict:
    """Judge one scan.

    Args:
        facts: What holds before this scan.
        checkpoint: The door it was made at.
        policy: What that door insists on.
        direction: The way the person goes.
        at: The aware instant at which the scan counts.
        sessions: The programme; sessions of other halls are passed over.

    Returns:
        The first of `PRECEDENCE` (going out: `PRECEDENCE_OUT`) that applies.
    """
    refusal = _refused_as_person(facts)
    if refusal:
        return refusal
    if direction is Direction.OUT:
        return Verdict.LEFT if facts.inside else Verdict.NOT_INSIDE
    return (
        _refused_for_dues(facts, policy)
        or _refused_by_plan(facts.category, checkpoint, policy, at, sessions)
        or _refused_by_hall(facts, policy)
        or Verdict.ADMITTED
    )


def is_full(inside_count: int, capacity: int | None) -> bool:
    """Whether a hall holds as many as it may, so that one more is an alarm."""
    return capacity is not None and inside_count >= capacity


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Tell the day of the event an instant belongs to; it turns at 04:00 on the venue's clocks."""
    local = at.astimezone(zone)
    if local.hour < DAY_TURNS_AT_HOUR:
        return local.date() - timedelta(days=1)
    return local.date()


def stay_period(at: datetime, zone: ZoneInfo, session_ends: Sequence[datetime] = ()) -> str:
    """Name the stay an instant belongs to; who was admitted in another stay is no longer inside.

    Args:
        at: An aware instant.
        zone: The venue's.
        session_ends: Ends of the hall's sessions, in any order. Give them only for a hall without
            an exit checkpoint whose sessions are kept; it empties at each of them.

    Returns:
        The local day, and after a session of that day has ended also that end: two instants are
        in the same stay when their keys are equal.
    """
    day = local_day(at, zone)
    passed = [end for end in session_ends if end <= at and local_day(end, zone) == day]
    if not passed:
        return day.isoformat()
    return f"{day.isoformat()}/{max(passed).astimezone(zone):%Y-%m-%dT%H:%M:%S}"


def _refused_as_person(facts: Facts) -> Verdict | None:
    if not facts.known:
        return Verdict.UNKNOWN_CREDENTIAL
    if facts.revoked:
        return Verdict.REVOKED
    if facts.cancelled:
        return Verdict.CANCELLED
    if facts.blocked and Override.BLOCKED not in facts.overrides:
        return Verdict.BLOCKED
    return None


def _refused_for_dues(facts: Facts, policy: Policy) -> Verdict | None:
    if policy.check_in_first and not facts.checked_in:
        return Verdict.NOT_CHECKED_IN
    if policy.payment_required and facts.owes and Override.UNPAID not in facts.overrides:
        return Verdict.UNPAID
    return None


def _refused_by_plan(
    category: str,
    checkpoint: Checkpoint,
    policy: Policy,
    at: datetime,
    sessions: Sequence[Session],
) -> Verdict | None:
    """Hold the door's own categories always, and the running sessions' where windows are kept."""
    if not _lets_in(checkpoint.categories, category):
        return Verdict.NOT_ENTITLED
    if policy.session_windows:
        grace = timedelta(minutes=policy.grace_minutes)
        running = [
            s for s in sessions if s.hall == checkpoint.hall and s.window.holds(at, grace=grace)
        ]
        if running and not any(_lets_in(s.categories, category) for s in running):
            return Verdict.NOT_ENTITLED
        if not running:
            return Verdict.OUTSIDE_HOURS
    if policy.hours and checkpoint.hours and not any(w.holds(at) for w in checkpoint.hours):
        return Verdict.OUTSIDE_HOURS
    return None


def _lets_in(categories: frozenset[str], category: str) -> bool:
    return not categories or category in categories


def _refused_by_hall(facts: Facts, policy: Policy) -> Verdict | None:
    if facts.inside or (facts.was_inside and not policy.re_entry):
        return Verdict.ALREADY_IN
    # There is no word of its own for being in another hall: the person is already in one.
    if facts.inside_elsewhere and policy.one_hall:
        return Verdict.ALREADY_IN
    if policy.refuse_when_full and is_full(facts.inside_count, facts.capacity):
        return Verdict.HALL_FULL
    return None
