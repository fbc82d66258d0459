"""The life of a print job, and what a printer must be to print it. Pure.

"Sent" is not "printed": what can't be known is `unconfirmed`, waits for a person, and is never sent
again by itself. What certainly never reached a printer waits until one may print, here or in its pool.
"""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

LEASE = timedelta(seconds=90)
SILENT = timedelta(seconds=45)  # three times what agents let pass between two words on a printer


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
    BATCH_AGAIN = (
        2  # of a batch printed beforehand, what has to come out once more, before its rest
    )
    BEFOREHAND = 3  # a batch printed before anyone stands there


KINDS = ("badge", "receipt", "voucher", "label")
NEEDS_A_PERSON = (State.FAILED, State.UNCONFIRMED)

CANCELLABLE = (State.HELD, State.QUEUED, *NEEDS_A_PERSON)
MAY_PRINT = ("ready", "busy", "paper_low")
OFFLINE, ERROR, UNKNOWN = "offline", "error", "unknown"

# What a person may do, from where, and where it leads.
RESOLUTIONS: dict[str, dict[State, State]] = {
    "retry": dict.fromkeys(NEEDS_A_PERSON, State.QUEUED),
    "printed": dict.fromkeys(NEEDS_A_PERSON, State.PRINTED),
    "cancel": dict.fromkeys(CANCELLABLE, State.CANCELLED),
    "hold": {State.QUEUED: State.HELD},
    "release": {State.HELD: State.QUEUED},
    "move": {State.HELD: State.HELD, **dict.fromkeys(CANCELLABLE[1:], State.QUEUED)},
}

# What an agent may report: while it prints, or late, when the lease had run out.
REPORTED = {State.PRINTED, State.FAILED, State.UNCONFIRMED, State.QUEUED}
MAY_BE_REPORTED = (State.PRINTING, State.UNCONFIRMED)
USES_PAPER = (State.PRINTED, State.UNCONFIRMED)

Stock = tuple[float | None, float | None]


def resolved_state(action: str, state: str) -> State | None:
    """Tell the state a person's action leads to; None when it does not apply."""
    return RESOLUTIONS.get(action, {}).get(State(state))


def trouble_of(
    state: str, *, can_answer: bool | None, heard_at: datetime | None, now: datetime
) -> str | None:
    """Name the state in which a printer can print nothing now; None when it may print.

    One that was never asked, or that never answers, may print while its agent is heard of; one that
    normally answers and says nothing may not.
    """
    if heard_at is not None and now - heard_at > SILENT:
        return OFFLINE
    if state in MAY_PRINT or (state == UNKNOWN and can_answer is not True):
        return None
    return state


def noted_state(reported: str) -> str:
    """Tell how a printer is noted that refused a page or broke off in it: saying nothing is an error."""
    return ERROR if reported == UNKNOWN else reported


def holds_same_stock(one: Stock, other: Stock) -> bool:
    """Tell whether two printers hold the same paper, to the millimetre: width, and height but on a roll.

    Nobody knows what a printer without a width holds, so it is never the same.
    """
    if one[0] is None or other[0] is None:
        return False
    return [_whole(each) for each in one] == [_whole(each) for each in other]


def left_after(pages_left: int | None, pages: int) -> int | None:
    """Count down what is left on a roll or in a tray, not below nothing; None where nobody counts."""
    return None if pages_left is None else max(0, pages_left - pages)


def is_low(pages_left: int | None, warn_at: int | None) -> bool:
    """Tell whether so little is left that somebody should bring more."""
    return pages_left is not None and warn_at is not None and pages_left <= warn_at


def _whole(mm: float | None) -> int | None:
    return None if mm is None else round(mm)
