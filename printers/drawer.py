"""A printer with a cash drawer at its socket: the printer it is, and the pulse besides."""

from typing import Protocol, runtime_checkable

from PIL import Image

from printers.composed import ComposedPrinter
from printers.device import PageSpec, PrinterError, Sent, State
from printers.transport import Transport


@runtime_checkable
class DrawerLanguage(Protocol):
    """What a language with a command for a cash drawer offers besides."""

    def open_drawer(self) -> bytes:
        """The pulse for a cash drawer at the printer's socket."""
        ...


class DrawerPrinter:
    """A composed printer that is an ``printers.device.OpensDrawer`` too.

    Args:
        printer: What prints.
        transport: The way to it.
        pulse: The bytes that open the drawer.
    """

    def __init__(self, printer: ComposedPrinter, *, transport: Transport, pulse: bytes) -> None:
        self._printer = printer
        self._transport = transport
        self._pulse = pulse

    @property
    def page(self) -> PageSpec:
        return self._printer.page

    @property
    def answers(self) -> bool:
        return self._printer.answers

    def state(self) -> State:
        return self._printer.state()

    def print_page(self, image: Image.Image, *, name: str) -> Sent:
        return self._printer.print_page(image, name=name)

    def open_drawer(self) -> None:
        """Open the cash drawer; see ``printers.device.OpensDrawer``."""
        try:
            with self._transport.connect() as connection:
                connection.send(self._pulse)
        except OSError as error:
            raise PrinterError(
                f"The drawer at {self._transport.place} could not be opened "
                f"({error.strerror or error}); open it with its key.",
                state=State.OFFLINE,
            ) from error
