"""What the syncs wrote into the list, sync by sync, and which of them a workbook stands at.

Planners copy workbooks, put old ones back and sync into others. So nothing here is kept by path:
what stands in the cells tells which of our syncs a workbook has seen, or that it has seen none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import msgspec

from onsite.config import write_private


@dataclass(frozen=True, slots=True)
class SeenCell:
    """One cell that we may have written.

    Attributes:
        before: What it said at `init`, empty when there was no such column or row.
        now: What it says.
    """

    reg_no: str
    heading: str
    before: str
    now: str


class Memory(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The texts of the cells we wrote.

    Attributes:
        syncs: How many syncs wrote something new. They count from 1; 0 is the plan as it came.
        cells: reg_no -> heading -> (number of a sync, what it wrote there), oldest first.
    """

    syncs: int = 0
    cells: dict[str, dict[str, list[tuple[int, str]]]] = msgspec.field(default_factory=dict)

    def text(self, reg_no: str, heading: str, *, at: int) -> str | None:
        """Give what a sync left in a cell; None when none had written there by then."""
        for number, text in reversed(self.cells.get(reg_no, {}).get(heading, [])):
            if number <= at:
                return text
        return None

    def knows(self, reg_no: str, heading: str) -> bool:
        """Tell whether a cell was ever written, in any workbook."""
        return heading in self.cells.get(reg_no, {})

    def ever_written(self, reg_no: str, heading: str) -> frozenset[str]:
        """Give everything the syncs ever wrote into a cell, in any workbook."""
        return frozenset(text for _, text in self.cells.get(reg_no, {}).get(heading, []))

    def has_row(self, reg_no: str, *, at: int | None = None) -> bool:
        """Tell whether anything of a person had been written by a sync, or by any."""
        last = self.syncs if at is None else at
        return any(texts[0][0] <= last for texts in self.cells.get(reg_no, {}).values())

    def standing_at(self, seen: Iterable[SeenCell], *, has_our_headings: bool) -> int:
        """Find the sync after which most cells said what a workbook says now.

        Args:
            seen: The cells of the workbook; those never written say nothing and may be among them.
            has_our_headings: We have surely written into it.

        Returns:
            A sync's number, the latest of several; 0 when nothing shows that we wrote there.
        """
        steps = [0] * (self.syncs + 2)
        is_ours = has_our_headings
        for cell in seen:
            texts = self.cells.get(cell.reg_no, {}).get(cell.heading, [])
            is_ours = is_ours or any(cell.now == text != cell.before for _, text in texts)
            history = [(0, cell.before), *texts, (self.syncs + 1, "")] if texts else []
            for (first, text), (end, _) in pairwise(history):
                if text == cell.now:
                    steps[first] += 1
                    steps[end] -= 1
        if not is_ours or not self.syncs:
            return 0
        agreeing = list(accumulate(steps[:-1]))
        numbers = range(1 if has_our_headings else 0, self.syncs + 1)
        return max(numbers, key=lambda number: (agreeing[number], number))

    def with_sync(self, written: Mapping[str, Mapping[str, str]]) -> "Memory":
        """Add a sync that left these texts; the same memory when it wrote nothing new.

        Args:
            written: reg_no -> heading -> what stands there now.
        """
        new = [
            (reg_no, heading, text)
            for reg_no, texts in written.items()
            for heading, text in texts.items()
            if text != self.text(reg_no, heading, at=self.syncs)
        ]
        if not new:
            return self
        cells = {reg_no: dict(texts) for reg_no, texts in self.cells.items()}
        for reg_no, heading, text in new:
            texts = cells.setdefault(reg_no, {})
            texts[heading] = [*texts.get(heading, []), (self.syncs + 1, text)]
        return Memory(self.syncs + 1, cells)


def recall(path: Path) -> Memory:
    """Read the memory; an empty one when there is none or it can't be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Memory)
    except (FileNotFoundError, msgspec.DecodeError):
        # Without memory what stands there counts as the planners', and nothing is overwritten.
        return Memory()


def remember(memory: Memory, path: Path) -> None:
    """Keep the memory, readable by its owner alone.

    Raises:
        OSError: The disk is full; what was kept before is still there.
    """
    write_private(path, msgspec.json.encode(memory))
