"""A command language on a transport: ask, send, ask again, and say only what is known.

The order is what makes a retry safe. Everything that can be refused is refused before the first
byte; after it, whatever can't be confirmed is an error with ``sent=True``.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PIL import Image

from printers.device import PageSpec, PrinterError, Sent, State
from printers.language import IDLE, Language, WrongStock
from printers.pages import checked_name, fitting, one_bit
from printers.transport import Connection, Transport

T = TypeVar("T")
PIECE_BYTES = 8192  # small enough that a device which stops taking bytes is noticed soon
HEARD_BYTES = 65_536  # more than any answer; who says more is no printer
BLOCKED = {
    State.PAPER_OUT: "is out of paper; put a roll in",
    State.COVER_OPEN: "has its cover open; close it",
    State.OFFLINE: "is offline; check its power, cable and online button",
    State.ERROR: "reports an error; look at its lights, clear the jam, switch it off and on",
    State.UNKNOWN: (
        "does not answer its status questions; check its power, cable and address, or "
        "add status=none to its address when it never answers"
    ),
}


class ComposedPrinter:
    """A device that speaks a language at the end of a transport.

    Args:
        language: How pages and questions are put into bytes.
        transport: Where the bytes go.
        page: The page the device wants.
        confirm_s: Longest wait for word of a page that was sent.
    """

    def __init__(
        self, *, language: Language, transport: Transport, page: PageSpec, confirm_s: float
    ) -> None:
        self.page = page
        self._language = language
        self._transport = transport
        self._confirm_s = confirm_s

    @property
    def answers(self) -> bool:
        """Whether both the language and the way have room for an answer."""
        return self._language.answers and self._transport.answers

    def state(self) -> State:
        """Ask the device: offline when nobody is there, unknown when it says nothing sensible."""
        if not self.answers:
            return State.UNKNOWN
        try:
            with self._transport.connect() as connection:
                return self._language.state(_Asking(connection))
        except WrongStock:
            return State.ERROR
        except OSError:
            return State.OFFLINE

    def print_page(self, image: Image.Image, *, name: str) -> Sent:
        """Print one bitmap; see ``printers.device.Printer``."""
        checked_name(name)
        drawn = one_bit(image, page=self.page) if self.page.one_bit else image
        commands = b"".join(self._language.page(fitting(drawn, page=self.page), name=name))
        is_sending = False
        try:
            with self._transport.connect() as connection:
                self._refuse_when_blocked(connection)
                is_sending = True
                self._send(connection, commands)
                return self._confirmed(connection, name=name)
        except OSError as error:
            raise self._broken(error, name=name, sent=is_sending) from error

    def _refuse_when_blocked(self, connection: Connection) -> None:
        if not self.answers:
            return
        try:
            state = self._language.state(_Asking(connection))
        except WrongStock as found:
            raise PrinterError(
                f"The printer at {self._transport.place} {found.message}. Nothing was sent.",
                state=State.ERROR,
            ) from found
        if not state.may_print:
            raise PrinterError(
                f"The printer at {self._transport.place} {BLOCKED[state]}. Nothing was sent.",
                state=state,
            )

    def _send(self, connection: Connection, commands: bytes) -> None:
        page_s = self._transport.page_s
        ends_at = time.monotonic() + page_s
        for at in range(0, len(commands), PIECE_BYTES):
            if time.monotonic() > ends_at:
                raise TimeoutError(f"it did not take the whole page within {page_s:g} s")
            connection.send(commands[at : at + PIECE_BYTES])

    def _confirmed(self, connection: Connection, *, name: str) -> Sent:
        if not self.answers:
            return Sent(confirmed=False, state=State.UNKNOWN)
        try:
            state = self._language.after_page(_Asking(connection), within_s=self._confirm_s)
        except WrongStock:
            state = State.ERROR
        if state in IDLE:
            return Sent(confirmed=self._language.confirms, state=state)
        raise PrinterError(
            f"{name} was sent to {self._transport.place}, but the printer did not confirm it "
            f"(it says: {state}). Look whether it came out before printing it again.",
            sent=True,
            state=state,
        )

    def _broken(self, error: OSError, *, name: str, sent: bool) -> PrinterError:
        reason = error.strerror or str(error) or type(error).__name__
        if sent:
            return PrinterError(
                f"The connection to {self._transport.place} broke while {name} was sent "
                f"({reason}). Look whether it came out before printing it again.",
                sent=True,
            )
        return PrinterError(
            f"No printer at {self._transport.place} ({reason}); check its power, cable and "
            "address. Nothing was sent.",
            permanent=isinstance(error, FileNotFoundError | IsADirectoryError | PermissionError),
            state=State.OFFLINE,
        )


@dataclass(frozen=True)
class _Asking:
    """Asks over an open connection; see ``printers.language.Ask``."""

    connection: Connection

    def __call__(
        self, question: bytes, read: Callable[[bytes], T | None], *, within_s: float
    ) -> T | None:
        ends_at = time.monotonic() + within_s
        heard = bytearray()
        try:
            self.connection.send(question)
            while len(heard) < HEARD_BYTES and (left_s := ends_at - time.monotonic()) > 0:
                heard += self.connection.receive(timeout_s=left_s)
                found = read(bytes(heard)) if heard else None
                if found is not None:
                    return found
        except (OSError, EOFError):
            pass
        return None
