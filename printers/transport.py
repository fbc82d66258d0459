"""What a transport is: a way for bytes to reach a device, and perhaps back."""

from contextlib import AbstractContextManager
from typing import Protocol

PAGE_S = 20.0  # a badge takes 2 to 4 s; printers with little memory take its bytes as they print


class Connection(Protocol):
    """An open way to one device. Its errors are ``OSError``; a closed peer is ``EOFError``."""

    def send(self, payload: bytes) -> None:
        """Hand over all of the bytes, or raise; after an error some of them may have left."""
        ...

    def receive(self, *, timeout_s: float) -> bytes:
        """Whatever has come within the time; ``b""`` when it was nothing.

        Raises:
            EOFError: The peer closed: nothing will come any more.
        """
        ...


class Transport(Protocol):
    """Where a device is. Holds no connection between pages: printers at a venue come and go."""

    @property
    def answers(self) -> bool:
        """Whether the device at the other end ever says anything."""
        ...

    @property
    def place(self) -> str:
        """How to name the device to a person, such as ``192.0.2.7:9100``."""
        ...

    @property
    def page_s(self) -> float:
        """Longest time to hand over one page; ``PAGE_S``, or more on a slow line."""
        ...

    def connect(self) -> AbstractContextManager[Connection]:
        """Open the way; leaving the block closes it without losing what was sent.

        Raises:
            OSError: Nobody is there.
        """
        ...
