"""What is wrong with a plan, said so that its planner finds the cell and knows what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

# Comparing a typo with more candidates than this takes longer than finding it by hand.
MOST_CANDIDATES = 5_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where it is, what is wrong, what to do."""

    place: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.todo}"


class Unreadable(Exception):  # noqa: N818 - says what the plan is, as Problem does
    """The plan as a whole can't be read; carries the one problem there is."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def cell_name(row: int, column: int) -> str:
    """Name a cell by 1-based row and column: (12, 3) is ``C12``."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Name a 1-based column: 28 is ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(value: object, *, most: int = 40) -> str:
    """Quote what was typed, shortened so that one cell can't fill the screen."""
    text = str(value)
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"


def nearest(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that was probably meant, as a clause, or nothing."""
    candidates: Sequence[str] = list(known)
    if len(candidates) > MOST_CANDIDATES:
        return ""
    folded = {candidate.casefold(): candidate for candidate in candidates}
    found = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.5)
    return f"did you mean {folded[found[0]]}?" if found else ""
