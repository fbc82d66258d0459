"""Which row of 项目流程 asks for which fact: found by words of a mapping file that people may edit.

Nothing is guessed: a fact that fits no row, or several, goes to none. What the facts say is `workflow_facts`.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onsite.errors import OnsiteError
from onsite.planning.swapping import write_whole

MAPPING_FILE = "workflow.toml"
SHIPPED = Path(__file__).with_name(MAPPING_FILE)

Groups = list[list[str]]


class Question(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How a row that asks for one fact reads: a word of every group, none of ``not``."""

    words: Groups
    under: Groups = []
    excluded: list[str] = msgspec.field(default_factory=list, name="not")


class States(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How the states of a row are worded, in the order in which they follow each other."""

    not_started: list[str]
    begun: list[str]
    done: list[str]

    def rank(self, text: str) -> int | None:
        """Tell how far a row is: 0 not started, 1 begun, 2 done; None for a state that is not ours."""
        folded = fold(text)
        if not folded:
            return 0
        for rank, words in enumerate((self.not_started, self.begun, self.done)):
            if folded in map(fold, words):
                return rank
        return None

    def wording(self, rank: int, *, used: Iterable[str], is_chinese: bool) -> str:
        """Word a state as the sheet itself does; where it has none yet, in its language."""
        for text in used:
            if text.strip() and self.rank(text) == rank:
                return text.strip()
        words = (self.not_started, self.begun, self.done)[rank]
        fitting = (word for word in words if word.isascii() != is_chinese)
        return next(fitting, words[0])


class WorkflowMapping(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The mapping file.

    Attributes:
        answers: Name of a fact -> how the row that asks for it reads.
    """

    states: States
    answers: dict[str, Question]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet, as far as it says what it is about."""

    number: int
    process: str
    step: str
    sub_step: str

    @property
    def title(self) -> str:
        """Name what the row itself asks: the lowest level that is filled in."""
        return self.sub_step or self.step or self.process


def fold(text: str) -> str:
    """Reduce a text to what counts when words are looked for in it."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def find_rows(mapping: WorkflowMapping, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Find for every fact the rows that ask for it; exactly one is the row, none or several is nobody's."""
    told = [(row, fold(row.title), fold(row.process + row.step + row.sub_step)) for row in rows]
    return {
        fact: [row for row, title, all_of_it in told if _fits(question, title, all_of_it)]
        for fact, question in mapping.answers.items()
    }


def read_mapping(folder: Path, *, known: Iterable[str]) -> WorkflowMapping:
    """Read the mapping of an event, the shipped one where it has none of its own.

    Args:
        folder: Its folder ``planning/``.
        known: The facts there are.

    Raises:
        OnsiteError: ``workflow_mapping`` (409), naming what is wrong in the file and what to do.
    """
    own = folder / MAPPING_FILE
    path = own if own.exists() else SHIPPED
    try:
        mapping = msgspec.convert(
            tomllib.loads(path.read_text(encoding="utf-8")), type=WorkflowMapping
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _wrong(path, str(error)) from error
    if unknown := sorted(mapping.answers.keys() - set(known)):
        facts = ", ".join(sorted(known))
        raise _wrong(path, f"there is no fact {unknown[0]!r}; there are {facts}")
    for fact, question in mapping.answers.items():
        if not question.words or not all(fold("".join(group)) for group in question.words):
            raise _wrong(path, f"answers.{fact}: words is empty, and would fit every row")
    return mapping


def keep_mapping(folder: Path) -> None:
    """Put a copy of the shipped mapping where it can be edited, unless there is one.

    Raises:
        OSError: The disk is full.
    """
    if not (folder / MAPPING_FILE).exists():
        write_whole(folder / MAPPING_FILE, SHIPPED.read_bytes(), keep_before=False)


def _fits(question: Question, title: str, all_of_it: str) -> bool:
    return (
        all(_has_any(title, group) for group in question.words)
        and all(_has_any(all_of_it, group) for group in question.under)
        and not _has_any(title, question.excluded)
    )


def _has_any(folded: str, words: Iterable[str]) -> bool:
    return any(word in folded for word in map(fold, words) if word)


def _wrong(path: Path, what: str) -> OnsiteError:
    return OnsiteError(
        "workflow_mapping",
        f"{path} can't be used: {what}. Correct it, or delete it to have the one onsite brings.",
        status=409,
    )
