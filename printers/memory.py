"""Devices without a device, for the tests of whoever prints: honest, quick, in this process."""

import contextlib
from collections.abc import Callable, Iterator

from PIL import Image

from printers.composed import BLOCKED
from printers.device import PageSpec, PrinterError, Sent, State
from printers.escpos import PAGE
from printers.pages import checked_name, fitting
from printers.transport import PAGE_S


class MemoryPrinter:
    """Keeps its pages in a list.

    Args:
        page: The page it wants.
        state: What it says of itself; set it at any time.
        confirms: False for a device that never answers.

    Attributes:
        pages: ``(name, image)`` of every page, in order.
    """

    def __init__(
        self, *, page: PageSpec = PAGE, state: State = State.READY, confirms: bool = True
    ) -> None:
        self.page = page
        self.current_state = state
        self.confirms = confirms
        self.pages: list[tuple[str, Image.Image]] = []

    @property
    def answers(self) -> bool:
        return self.confirms

    def state(self) -> State:
        return self.current_state

    def print_page(self, image: Image.Image, *, name: str) -> Sent:
        checked_name(name)
        fitting(image, page=self.page)
        if self.confirms and not self.current_state.may_print:
            raise PrinterError(
                f"The printer {BLOCKED[self.current_state]}. Nothing was sent.",
                state=self.current_state,
            )
        self.pages.append((name, image.copy()))
        return Sent(confirmed=self.confirms, state=self.current_state)


class MemoryTransport:
    """Keeps the bytes; answers what it is told to.

    Args:
        reply: Called with each piece sent; what it returns is received next. None: one way.

    Attributes:
        sent: Every byte, in order.
    """

    page_s = PAGE_S

    def __init__(self, reply: Callable[[bytes], bytes] | None = None) -> None:
        self.sent = bytearray()
        self._reply = reply
        self._waiting = bytearray()

    @property
    def answers(self) -> bool:
        return self._reply is not None

    @property
    def place(self) -> str:
        return "memory"

    @contextlib.contextmanager
    def connect(self) -> Iterator["MemoryTransport"]:
        yield self

    def send(self, payload: bytes) -> None:
        self.sent += payload
        if self._reply is not None:
            self._waiting += self._reply(payload)

    def receive(self, *, timeout_s: float) -> bytes:
        del timeout_s  # what has not come by now never will
        if not self._waiting:
            raise EOFError
        received = bytes(self._waiting)
        self._waiting.clear()
        return received
