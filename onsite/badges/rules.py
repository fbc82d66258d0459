"""The life of a print job. Pure.

"Sent" is not "printed": what can't be known is `unconfirmed`, waits for a person, and is never sent
again by itself.
"""

from datetime import timedelta
from enum import IntEnum, StrEnum

LEASE = timedelta(seconds=90)


class State(StrEnum):
    """Where a print job is."""

    HELD = "held"
    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


class Priority(IntEnum):
    """Whose turn comes first; within one, the oldest's."""

    DESK = 0  # somebody stands there and waits
    BATCH = 1  # a group's, a quota's


KINDS = ("badge", "receipt", "voucher", "label")
NEEDS_A_PERSON = (State.FAILED, State.UNCONFIRMED)

CANCELLABLE = (State.HELD, State.QUEUED, *NEEDS_A_PERSON)

# What a person may do, and from where.
RESOLUTIONS = {
    "retry": (NEEDS_A_PERSON, State.QUEUED),
    "printed": ((State.UNCONFIRMED, State.FAILED), State.PRINTED),
    "cancel": (CANCELLABLE, State.CANCELLED),
}

# What an agent may report: while it prints, or late, when the lease had run out.
REPORTED = {State.PRINTED, State.FAILED, State.UNCONFIRMED, State.QUEUED}
MAY_BE_REPORTED = (State.PRINTING, State.UNCONFIRMED)


def resolved_state(action: str, state: str) -> State | None:
    """Tell the state a person's action leads to; None when it does not apply."""
    allowed, target = RESOLUTIONS.get(action, ((), None))
    return target if state in allowed else None
