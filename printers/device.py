"""What a printer is: its contract, its states, its page and its one error.

The devices themselves live beside this module; nothing here opens anything.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from PIL import Image

MM_PER_INCH = 25.4


class State(StrEnum):
    """What a printer says of itself.

    ``UNKNOWN`` is no answer or no sense in it: never read it as ready. ``BUSY`` works on something
    else: a page sent now comes out behind it.
    """

    READY = "ready"
    BUSY = "busy"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    ERROR = "error"
    UNKNOWN = "unknown"

    @property
    def may_print(self) -> bool:
        """Whether a page sent now can be expected to come out."""
        return self in (State.READY, State.BUSY, State.PAPER_LOW)


class PrinterError(Exception):
    """A page could not be printed, or it is not known whether it was.

    Args:
        message: What happened and what to do, for the person at the printer.
        permanent: The same call will fail again until somebody changes an address or a setting.
        sent: At least one byte of the page may have left. Such a page may yet come out: a person
            looks before it is printed again. When false, trying again is safe.
        state: What the printer last said of itself.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        sent: bool = False,
        state: State = State.UNKNOWN,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.permanent = permanent
        self.sent = sent
        self.state = state


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A page went out whole.

    Args:
        confirmed: The printer said so itself. False only for a device that can't tell; one that
            normally tells and did not raises ``PrinterError(sent=True)`` instead.
        state: What the printer said after the page.
    """

    confirmed: bool
    state: State


@dataclass(frozen=True, kw_only=True)
class PageSpec:
    """The page a printer wants to be given.

    Args:
        width_dots: Width of the picture at most; a wider one is refused, never scaled.
        height_dots: Height of one sheet or label; None on a roll.
        dpi: Dots an inch, the same in both directions.
        one_bit: Black and white only. A picture with greys is cut at half, not dithered.
    """

    width_dots: int
    height_dots: int | None
    dpi: float
    one_bit: bool

    @property
    def width_mm(self) -> float:
        """Width in millimetres."""
        return self.width_dots / self.dpi * MM_PER_INCH

    @property
    def height_mm(self) -> float | None:
        """Height in millimetres; None on a roll."""
        return self.height_dots and self.height_dots / self.dpi * MM_PER_INCH


@runtime_checkable
class OpensDrawer(Protocol):
    """What a receipt printer with a cash drawer at its socket offers besides."""

    def open_drawer(self) -> None:
        """Send the pulse that opens the drawer. Nobody tells whether one is plugged in.

        Raises:
            PrinterError: The pulse could not be sent.
        """
        ...


class Printer(Protocol):
    """What every device offers."""

    @property
    def page(self) -> PageSpec:
        """The page it wants."""
        ...

    @property
    def answers(self) -> bool:
        """Whether it can say anything of itself; one that can't is always ``State.UNKNOWN``."""
        ...

    def state(self) -> State:
        """Ask the device now. MUST return within seconds and MUST NOT raise."""
        ...

    def print_page(self, image: Image.Image, *, name: str) -> Sent:
        """Print one page and wait until it is known what became of it.

        Args:
            image: At most ``page.width_dots`` wide, drawn for ``page.dpi``.
            name: Names the page in files and messages: letters, digits, ``.``, ``_`` and ``-``.

        Raises:
            PrinterError: See its ``sent`` before trying again.
        """
        ...
