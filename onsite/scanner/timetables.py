"""Tables for the doors: what a person's rights will say, told for every instant at once.

A door without the server looks up a stretch and goes on with the stateful end (`rules.settle`, in
kiosk_ui/door/rules.js). Everything judged here is judged by `rules`; who has which rights is the
roster's business.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from onsite.scanner.rules import (
    Checkpoint,
    Facts,
    Policy,
    Session,
    Verdict,
    refused_by_rights,
)

_JUST_BEFORE = timedelta(microseconds=1)  # no instant is finer
_EVER = datetime.max.replace(tzinfo=UTC)  # any instant will do where no plan holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a person's rights at a door depend on; people who share them share a timetable.

    Attributes:
        blocked: No override lifts the block.
        unpaid: Money is due, and no override stands for it.
    """

    category: str
    revoked: bool = False
    cancelled: bool = False
    blocked: bool = False
    checked_in: bool = False
    unpaid: bool = False

    @property
    def facts(self) -> Facts:
        """The same as facts of someone who is nowhere yet."""
        return Facts(
            known=True,
            revoked=self.revoked,
            cancelled=self.cancelled,
            blocked=self.blocked,
            checked_in=self.checked_in,
            owes=self.unpaid,
            category=self.category,
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of time with one verdict: from ``from_at`` on, until just before ``to_at``.

    Attributes:
        from_at: None where it has always been so.
        to_at: None where it will always be so.
        verdict: What is against going in; None for nothing.
    """

    from_at: datetime | None
    to_at: datetime | None
    verdict: Verdict | None


def timetable(
    traits: Traits, *, checkpoint: Checkpoint, policy: Policy, sessions: Sequence[Session] = ()
) -> tuple[Stretch, ...]:
    """Tell what is against letting a person in at one door, for all time.

    Args:
        traits: The person's.
        checkpoint: The door.
        policy: What it insists on; ``flush`` and what needs the hall are passed over.
        sessions: The programme; sessions of other halls are passed over.

    Returns:
        Stretches in order of time, without a gap, neighbours differing; at least one.
    """
    facts = traits.facts

    def against(at: datetime) -> Verdict | None:
        return refused_by_rights(
            facts, checkpoint=checkpoint, policy=policy, at=at, sessions=sessions
        )

    turns = sorted(set(_turns(checkpoint, policy, sessions)))
    before = turns[0] - _JUST_BEFORE if turns else _EVER
    return _joined([(None, against(before)), *((at, against(at)) for at in turns)])


def _turns(
    checkpoint: Checkpoint, policy: Policy, sessions: Sequence[Session]
) -> Iterator[datetime]:
    """List the instants at which the plan may say something else than just before."""
    if policy.session_windows:
        grace = timedelta(minutes=policy.grace_minutes)
        for session in sessions:
            if session.hall == checkpoint.hall:
                yield session.window.starts_at - grace
                yield session.window.ends_at
    if policy.hours:
        for window in checkpoint.hours:
            yield window.starts_at
            yield window.ends_at


def _joined(found: Sequence[tuple[datetime | None, Verdict | None]]) -> tuple[Stretch, ...]:
    begun = [found[0]]
    for at, verdict in found[1:]:
        if verdict is not begun[-1][1]:
            begun.append((at, verdict))
    ends = [at for at, _ in begun[1:]]
    return tuple(
        Stretch(from_at, to_at, verdict)
        for (from_at, verdict), to_at in zip(begun, [*ends, None], strict=True)
    )
