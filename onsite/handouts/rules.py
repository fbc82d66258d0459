"""Who gets which item, when a meal is served, and what a voucher comes to. Pure: values in, value out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

NUMBERED = frozenset({"loan", "numbered"})  # each has a number of its own, and comes back
MONEY = frozenset(
    {"fee", "allowance"}
)  # an envelope: never without a signature, never along with the rest
GRACE = timedelta(minutes=30)  # the dining hall opens this long before its meal
CLOAKROOM, LOST_PROPERTY = "cloakroom", "lost_property"
TAG_MARKS = {CLOAKROOM: "C", LOST_PROPERTY: "L"}


class MealVerdict(StrEnum):
    """What came of a code read at the dining hall; the first that applies."""

    UNKNOWN_VOUCHER = "unknown_voucher"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    UNPAID = "unpaid"
    WRONG_MEAL = "wrong_meal"
    OTHER_DAY = "other_day"
    NOT_BOOKED = "not_booked"
    ALREADY_REDEEMED = "already_redeemed"
    REDEEMED = "redeemed"


@dataclass(frozen=True, slots=True)
class Meal:
    """A voucher item as the dining hall decides by it."""

    code: str
    place: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    names: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        return self.valid_from is not None or self.valid_until is not None

    def holds(self, at: datetime, zone: ZoneInfo) -> bool:
        """Tell whether it is valid now; without a window it always is."""
        has_begun = self.valid_from is None or at >= self.valid_from - GRACE
        return has_begun and not self.is_over(at, zone)

    def is_over(self, at: datetime, zone: ZoneInfo) -> bool:
        """Tell whether its window has ended."""
        return self.valid_until is not None and at >= _end(self.valid_until, zone)

    def is_of_day(self, day: date, zone: ZoneInfo) -> bool:
        """Tell whether a day lies in its window; without a window every day does."""
        starts = self.valid_from and self.valid_from.astimezone(zone).date()
        ends = self.valid_until and self.valid_until.astimezone(zone).date()
        return (starts is None or day >= starts) and (ends is None or day <= ends)


@dataclass(frozen=True, slots=True)
class Hall:
    """Where a code is read: what the hall and the sessions in it now are called. Nothing: not known."""

    names: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MealFacts:
    """What is known of a code at the dining hall."""

    is_known: bool
    is_revoked: bool = False
    is_cancelled: bool = False
    is_blocked: bool = False
    is_unpaid: bool = False
    is_other_day: bool = False
    is_served: bool = True
    is_valid_now: bool = True
    is_booked: bool = True
    is_left: bool = True


def decide(facts: MealFacts) -> MealVerdict:
    """Decide what a code comes to.

    A voucher of another day says so, also where another meal is on; one of today's other meals is the
    wrong meal.
    """
    refusals = (
        (MealVerdict.UNKNOWN_VOUCHER, not facts.is_known),
        (MealVerdict.REVOKED, facts.is_revoked),
        (MealVerdict.CANCELLED, facts.is_cancelled),
        (MealVerdict.BLOCKED, facts.is_blocked),
        (MealVerdict.UNPAID, facts.is_unpaid),
        (MealVerdict.OTHER_DAY, facts.is_other_day),
        (MealVerdict.WRONG_MEAL, not facts.is_served),
        (MealVerdict.OTHER_DAY, not facts.is_valid_now),
        (MealVerdict.NOT_BOOKED, not facts.is_booked),
        (MealVerdict.ALREADY_REDEEMED, not facts.is_left),
    )
    return next((word for word, applies in refusals if applies), MealVerdict.REDEEMED)


def served(meals: Sequence[Meal], *, at: datetime, zone: ZoneInfo, hall: Hall) -> list[Meal]:
    """Choose the meals that may be eaten here now, those with a window of time first.

    A session of the hall that is called like a meal, by code or name, lets only that one be eaten.
    """
    here = [meal for meal in meals if is_here(meal, hall) and meal.holds(at, zone)]
    named = [meal for meal in here if _is_named(meal, hall.sessions)]
    return named or sorted(here, key=lambda meal: not meal.is_dated)


def _is_named(meal: Meal, sessions: Collection[str]) -> bool:
    """Tell whether a session is called like a meal: 午餐 is in 午餐券, Lunch in Lunch voucher."""
    names = [name.casefold() for name in meal.names]
    return meal.code in sessions or any(
        session.casefold() in name for session in sessions for name in names
    )


def is_here(meal: Meal, hall: Hall) -> bool:
    """Tell whether a meal is eaten in this hall; one without a place is eaten anywhere."""
    return not meal.place or not hall.names or meal.place in hall.names


def _end(until: datetime, zone: ZoneInfo) -> datetime:
    """A window that ends at midnight was written as a day, and holds all of it."""
    local = until.astimezone(zone)
    return until if local.time() != time() else (local + timedelta(days=1)).astimezone(UTC)


def is_for(
    code: str,
    *,
    categories: Collection[str],
    is_booked: bool,
    category: str,
    booked: Collection[str],
) -> bool:
    """Tell whether an item is a person's: by her category, or because she booked it.

    An item for no category in particular is everyone's, unless some booked it: then it is theirs.
    """
    if code in booked or category in categories:
        return True
    return not categories and not is_booked


def holder_of(delegate_id: int | None, staff: str | None) -> str:
    """Name a holder in the derived rows: ``delegate:12``, ``staff:NAME``."""
    return f"staff:{staff}" if delegate_id is None else f"delegate:{delegate_id}"


def needs_signature(kind: str, *, is_signed_for: bool) -> bool:
    """Tell whether an item is signed for; money always is."""
    return is_signed_for or kind in MONEY
