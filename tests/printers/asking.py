"""A device that answers a language's questions from a list, without a connection."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


class Answers:
    """An ``printers.language.Ask``: each question takes the next answer; none is silence.

    Attributes:
        questions: Every question, in order.
    """

    def __init__(self, answers: Iterable[bytes]) -> None:
        self.questions: list[bytes] = []
        self._answers = iter(answers)

    def __call__(
        self, question: bytes, read: Callable[[bytes], T | None], *, within_s: float
    ) -> T | None:
        self.questions.append(question)
        heard = next(self._answers, b"")
        return read(heard) if heard else None
