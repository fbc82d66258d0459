"""The admission rules: values in, a verdict out.

Two parts. The stateless one (`refused_by_rights`) asks person, dues and plan, and can be told for
days ahead: `timetables` does. The stateful end (`settle`) asks who is in which hall, and is written a
second time in kiosk_ui/door/rules.js, for doors without the server; the same vectors
(tests/scanner/verdicts.json) and a walk through both hold the two together.

No database, no clock and no web live here; gathering the facts is `service`'s work. A refusal is a
verdict with a stable word, never an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

NEARLY_FULL_PERCENT = 90  # of the capacity


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

HELD_BOTH_WAYS = PRECEDENCE[:4]
"""What is against the person herself holds going out as well."""

PRECEDENCE_OUT = (*HELD_BOTH_WAYS, Verdict.LEFT, Verdict.NOT_INSIDE)
"""Going out: payment, category and hours never hold anyone inside."""


class Direction(StrEnum):
    """The way through a door."""

    IN = "in"
    OUT = "out"


class InsideState(StrEnum):
    """How full a hall is: a warning and an alarm, never a verdict."""

    OK = "ok"
    NEARLY_FULL = "nearly_full"
    FULL = "full"


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
        inside: Admitted to this hall in the present stay (`stays`) with no exit after it.
        was_inside: Admitted to this hall in the present stay and gone out again.
        inside_elsewhere: Inside another hall in that hall's present stay.
        admitted_today: Admissions to this hall on this local day.
        admitted_this_session: Admissions to this hall since the day turned or a session here ended.
        admitted_at: The last admission to this hall; None where there is none.
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
    admitted_today: int = 0
    admitted_this_session: int = 0
    admitted_at: datetime | None = None
    inside_count: int = 0
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What one checkpoint insists on; the defaults are a new event's.

    Attributes:
        limit_per_day: Admissions of a person to this hall on one local day; 0 for no limit.
        limit_per_session: The same between one session's end and the next; 0 for no limit.
        anti_passback_minutes: So long after an admission here the same person is not admitted
            again, also after an exit; 0 for not at all.
        flush: Count only: whoever goes in is admitted at once, unknown codes too.
    """

    payment_required: bool = True
    re_entry: bool = True
    check_in_first: bool = False
    hours: bool = False
    session_windows: bool = False
    one_hall: bool = False
    refuse_when_full: bool = False
    limit_per_day: int = 0
    limit_per_session: int = 0
    anti_passback_minutes: int = 0
    flush: bool = False
    grace_minutes: int = 30  # doors open this long before a session starts

    @property
    def counts_admissions(self) -> bool:
        """Whether it matters how often and how lately a person was let in."""
        return bool(self.limit_per_day or self.limit_per_session or self.anti_passback_minutes)


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
        The first of `PRECEDENCE` (going out: `PRECEDENCE_OUT`) that applies; going in where the door
        is flushed, always ``admitted``.
    """
    if direction is Direction.OUT:
        against = _refused_as_person(facts)
    else:
        against = refused_by_rights(
            facts, checkpoint=checkpoint, policy=policy, at=at, sessions=sessions
        )
    return settle(against, facts=facts, policy=policy, direction=direction, at=at)


def refused_by_rights(
    facts: Facts,
    *,
    checkpoint: Checkpoint,
    policy: Policy,
    at: datetime,
    sessions: Sequence[Session] = (),
) -> Verdict | None:
    """Tell what is against letting a person in, whoever else is in the hall; None for nothing.

    It depends on the person's rights and the instant alone: where she is, and how full the hall is,
    are passed over.
    """
    return (
        _refused_as_person(facts)
        or _refused_for_dues(facts, policy)
        or _refused_by_plan(facts.category, checkpoint, policy, at, sessions)
    )


def settle(
    stateless: Verdict | None,
    *,
    facts: Facts,
    policy: Policy,
    direction: Direction,
    at: datetime,
) -> Verdict:
    """Come from what a person's rights say to the verdict, by who is in which hall.

    Args:
        stateless: What `refused_by_rights` said for this instant.
        facts: Where the person is and how full the hall; her rights are passed over.
        policy: What the door insists on; payment, check-in, hours and sessions are passed over.
        direction: The way the person goes.
        at: The aware instant at which the scan counts.
    """
    if direction is Direction.OUT:
        if stateless in HELD_BOTH_WAYS:
            return stateless
        return Verdict.LEFT if facts.inside else Verdict.NOT_INSIDE
    if policy.flush:
        return Verdict.ADMITTED
    return stateless or _refused_by_hall(facts, policy, at) or Verdict.ADMITTED


def inside_state(inside_count: int, capacity: int | None) -> InsideState:
    """Tell how full a hall is: nearly from 90 % of its capacity on."""
    if is_full(inside_count, capacity):
        return InsideState.FULL
    if capacity is not None and inside_count * 100 >= capacity * NEARLY_FULL_PERCENT:
        return InsideState.NEARLY_FULL
    return InsideState.OK


def is_full(inside_count: int, capacity: int | None) -> bool:
    """Whether a hall holds as many as it may, so that one more is an alarm."""
    return capacity is not None and inside_count >= capacity


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


def _refused_by_hall(facts: Facts, policy: Policy, at: datetime) -> Verdict | None:
    if _is_already_in(facts, policy) or _is_used_up(facts, policy, at):
        return Verdict.ALREADY_IN
    if policy.refuse_when_full and is_full(facts.inside_count, facts.capacity):
        return Verdict.HALL_FULL
    return None


def _is_already_in(facts: Facts, policy: Policy) -> bool:
    # There is no word of its own for being in another hall: the person is already in one.
    return (
        facts.inside
        or (facts.was_inside and not policy.re_entry)
        or (facts.inside_elsewhere and policy.one_hall)
    )


def _is_used_up(facts: Facts, policy: Policy, at: datetime) -> bool:
    """Nor for a badge that was let in as often, or as lately, as it may."""
    if 0 < policy.limit_per_day <= facts.admitted_today:
        return True
    if 0 < policy.limit_per_session <= facts.admitted_this_session:
        return True
    if not policy.anti_passback_minutes or facts.admitted_at is None:
        return False
    return at - facts.admitted_at < timedelta(minutes=policy.anti_passback_minutes)
