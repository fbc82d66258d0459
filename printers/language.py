"""What a command language is: pages to bytes, and questions whose answers become states.

A language is pure: it never opens, sends or waits. Whoever composes it with a transport lends it
an ``Ask``, which does all three.
"""

import math
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from PIL import Image

from printers.device import State

T = TypeVar("T")
ANSWER_S = 2.0  # the longest wait for an answer that comes at once or not at all
POLL_S = 0.25
IDLE = (State.READY, State.PAPER_LOW)


class WrongStock(Exception):  # noqa: N818 - a finding of the printer's, not a fault of ours
    """The printer holds other labels or another roll than its address says.

    Args:
        message: What it holds and what to do, for the person at the printer.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Ask(Protocol):
    """A way to ask the device, over the connection that is open now."""

    def __call__(
        self, question: bytes, read: Callable[[bytes], T | None], *, within_s: float
    ) -> T | None:
        """Send a question and read on until its answer makes sense.

        Args:
            question: The bytes to send.
            read: Given everything received since; returns the answer, or None to read on. A poll
                that returns None for "not yet" waits out ``within_s``, which is its pause.
            within_s: Longest wait.

        Returns:
            What ``read`` found; None when the time is over or the device is gone.
        """
        ...


class Language(Protocol):
    """What ``printers.composed`` needs of a command language."""

    @property
    def answers(self) -> bool:
        """Whether the language has a question for the state at all."""
        ...

    @property
    def confirms(self) -> bool:
        """Whether it can tell that a page is through; else a page is sent, never confirmed."""
        ...

    def page(self, image: Image.Image, *, name: str) -> Iterator[bytes]:
        """The page as commands, from first to last byte.

        Args:
            image: One bit where the page wants that; narrower pictures stand at the left.
            name: Of the page, for languages that can carry one.
        """
        ...

    def state(self, ask: Ask) -> State:
        """Ask what the device is like now; unknown when nothing sensible came.

        Each question waits ``ANSWER_S`` at most.

        Raises:
            WrongStock: It holds other stock than the page is for.
        """
        ...

    def after_page(self, ask: Ask, *, within_s: float) -> State:
        """Find out what became of the page just sent.

        Returns:
            Ready or paper low only when the page is known to be through (or, where ``confirms``
            is False, when nothing is wrong); unknown when it was not told.

        Raises:
            WrongStock: As ``state``.
        """
        ...


def settled(
    ask: Ask,
    question: bytes,
    read: Callable[[bytes], State | None],
    *,
    within_s: float,
    idle_polls: int,
) -> State:
    """Ask over and over until the device is through with what it was sent.

    For languages whose question overtakes the page: a device that was seen at work and then idle is
    through, and so is one that stays idle for a while.

    Args:
        ask: The way to ask.
        question: For the state now.
        read: The state out of an answer; None when it is none.
        within_s: Longest wait for the end.
        idle_polls: How many idle answers in a row mean the end when no work was seen.

    Returns:
        The idle state at the end, or the first fault; busy or unknown when the time is over.
    """
    found: State | None = None
    idle_count = 0
    was_busy = False
    for _ in range(max(1, math.ceil(within_s / POLL_S))):
        found = _polled(ask, question, read, is_end=was_busy)
        idle_count = idle_count + 1 if found in IDLE else 0
        was_busy = was_busy or found is State.BUSY
        if found and not found.may_print:
            return found
        if found in IDLE and (was_busy or idle_count >= idle_polls):
            return found
    return State.BUSY if found is State.BUSY else State.UNKNOWN


def _polled(
    ask: Ask, question: bytes, read: Callable[[bytes], State | None], *, is_end: bool
) -> State | None:
    """Ask once; waits out the poll unless the answer is a fault, or idle at the end."""
    last: list[State] = []

    def decisive(heard: bytes) -> State | None:
        state = read(heard)
        if state is None:
            return None
        last.append(state)
        return state if not state.may_print or (is_end and state in IDLE) else None

    ask(question, decisive, within_s=POLL_S)
    return last[-1] if last else None
