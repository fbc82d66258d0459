"""What may be told of answers, and what counts as satisfied. Pure: counts in, counts out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

LEVELS = (4, 3, 2, 1)  # very satisfied first
SATISFIED = (4, 3)
FEWEST = 5  # of fewer nothing is told but that they are few, so that nobody is recognised
GROUPS_AT_MOST = 6  # that a kiosk offers
QUARTER = timedelta(minutes=15)  # no finer is kept when somebody answered

Levels = Counter[int]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of some answers.

    Attributes:
        answered: How many there are; None: fewer than five.
        satisfied: Levels 3 and 4; None where the levels are not told.
        levels: How many of each, very satisfied first; None where that would tell of too few.
    """

    answered: int | None
    satisfied: int | None = None
    levels: tuple[int, ...] | None = None

    @property
    def share(self) -> float | None:
        """Satisfied of answered, 0 to 1; None where it is not told."""
        if self.satisfied is None or not self.answered:
            return None
        return self.satisfied / self.answered


def quarter_of(instant: datetime) -> datetime:
    """Round an instant down to its quarter of an hour: no venue's clock is off by another measure."""
    since = instant - datetime(1970, 1, 1, tzinfo=UTC)
    return instant - since % QUARTER


def told_of(levels: Levels) -> Told:
    """Tell all answers to a question: how many always, of what kind from five on."""
    count = levels.total()
    return Told(count) if count < FEWEST else _whole(levels)


def told_by(parts: Mapping[Key, Levels]) -> dict[Key, Told]:
    """Tell each part of all answers, but none that has fewer than five.

    Those held back must not follow from the sum and the rest either: as long as they are fewer than
    five together, the smallest of the others keeps its levels to itself too.
    """
    held = {key for key, levels in parts.items() if levels.total() < FEWEST}
    rest = sorted(parts.keys() - held, key=lambda key: (parts[key].total(), str(key)))
    few = sum(parts[key].total() for key in held)
    if 0 < few < FEWEST and rest:
        held.add(rest[0])
    return {
        key: _whole(levels) if key not in held else _few(levels) for key, levels in parts.items()
    }


def _few(levels: Levels) -> Told:
    count = levels.total()
    return Told(count if count >= FEWEST else None)


def _whole(levels: Levels) -> Told:
    return Told(
        levels.total(),
        sum(levels[level] for level in SATISFIED),
        tuple(levels[level] for level in LEVELS),
    )
