"""What a desk decides: may this person be checked in, and what is worth a note. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What became of an attempt to check in."""

    CHECKED_IN = "checked_in"
    ALREADY_CHECKED_IN = "already_checked_in"
    REFUSED = "refused"


@dataclass(frozen=True)
class Standing:
    """How a person stands with the event at this moment."""

    is_revoked: bool = False
    is_cancelled: bool = False
    is_blocked: bool = False
    is_checked_in: bool = False
    is_escalated: bool = False
    owes_fen: int = 0
    is_paid_by_override: bool = False

    @property
    def may_not_even_stay(self) -> bool:
        return self.is_revoked or self.is_cancelled or self.is_blocked

    @property
    def is_unpaid(self) -> bool:
        return self.owes_fen > 0 and not self.is_paid_by_override


def decide_check_in(standing: Standing) -> tuple[Outcome, str | None]:
    """Decide an attempt to check in: the outcome, and a verdict's word when refused."""
    if standing.is_checked_in and not standing.may_not_even_stay:
        return Outcome.ALREADY_CHECKED_IN, None
    refusals = (
        ("revoked", standing.is_revoked),
        ("cancelled", standing.is_cancelled),
        ("blocked", standing.is_blocked),
        ("escalated", standing.is_escalated),
        ("unpaid", standing.is_unpaid),
    )
    reason = next((word for word, applies in refusals if applies), None)
    return (Outcome.REFUSED, reason) if reason else (Outcome.CHECKED_IN, None)


def is_outside_hours(
    *, opens_at: datetime | None, closes_at: datetime | None, at: datetime
) -> bool:
    """Tell whether a zone that keeps these hours is closed at an instant."""
    return bool((opens_at and at < opens_at) or (closes_at and at >= closes_at))
