"""A command language on a transport: ask, send, ask again, and say only what is known.

The order is what makes a retry safe. Everything that can be refused is refused before the first
byte; after it, whatever can't be confirmed is an error with ``sent=True``.
"""

import time
from collections.abc import Iterator
from typing import Protocol

from PIL import Image

from printers.device import PageSpec, PrinterError, Sent, State
from printers.pages import checked_name, one_bit
from printers.transport import Connection, Transport

STATUS_S = 2.0  # a real-time answer comes at once or not at all
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


class Language(Protocol):
    """What a command language offers to a printer that is composed with it."""

    @property
    def status_count(self) -> int:
        """How many real-time questions make a state."""
        ...

    def page(self, image: Image.Image) -> Iterator[bytes]:
        """The page as commands, in pieces a printer can take one by one."""
        ...

    def open_drawer(self) -> bytes:
        """The pulse for a cash drawer at the printer's socket."""
        ...

    def ask_status(self, number: int) -> bytes:
        """The ``number``-th real-time question, from 1."""
        ...

    def is_status(self, byte: int) -> bool:
        """Whether a byte can be a real-time answer."""
        ...

    def state(self, answers: bytes) -> State:
        """What the real-time answers mean together."""
        ...

    def ask_behind_page(self) -> bytes:
        """A question that queues behind the page."""
        ...

    def state_behind_page(self, byte: int) -> State | None:
        """What its answer says; None when the byte is no such answer."""
        ...


class ComposedPrinter:
    """A device that speaks a language at the end of a transport.

    Args:
        language: How pages and questions are put into bytes.
        transport: Where the bytes go.
        page: The page the device wants.
        confirm_s: Seconds to wait for the answer queued behind a page.
        status_s: Seconds to wait for each real-time answer.
    """

    def __init__(
        self,
        *,
        language: Language,
        transport: Transport,
        page: PageSpec,
        confirm_s: float,
        status_s: float = STATUS_S,
    ) -> None:
        self.page = page
        self._language = language
        self._transport = transport
        self._confirm_s = confirm_s
        self._status_s = status_s

    def state(self) -> State:
        """Ask the device: offline when nobody is there, unknown when it says nothing sensible."""
        if not self._transport.answers:
            return State.UNKNOWN
        try:
            with self._transport.connect() as connection:
                return self._ask(connection)
        except OSError:
            return State.OFFLINE

    def print_page(self, image: Image.Image, *, name: str) -> Sent:
        """Print one bitmap; see ``printers.device.Printer``."""
        checked_name(name)
        bands = self._language.page(one_bit(image, page=self.page))
        is_sending = False
        try:
            with self._transport.connect() as connection:
                self._refuse_when_blocked(connection)
                is_sending = True
                for band in bands:
                    connection.send(band)
                return self._confirmed(connection, name=name)
        except OSError as error:
            raise self._broken(error, name=name, sent=is_sending) from error

    def open_drawer(self) -> None:
        """Open the cash drawer; see ``printers.device.OpensDrawer``."""
        try:
            with self._transport.connect() as connection:
                connection.send(self._language.open_drawer())
        except OSError as error:
            raise PrinterError(
                f"The drawer at {self._transport.place} could not be opened "
                f"({error.strerror or error}); open it with its key.",
                state=State.OFFLINE,
            ) from error

    def _refuse_when_blocked(self, connection: Connection) -> None:
        if not self._transport.answers:
            return
        state = self._ask(connection)
        if not state.may_print:
            raise PrinterError(
                f"The printer at {self._transport.place} {BLOCKED[state]}. Nothing was sent.",
                state=state,
            )

    def _confirmed(self, connection: Connection, *, name: str) -> Sent:
        if not self._transport.answers:
            return Sent(confirmed=False, state=State.UNKNOWN)
        connection.send(self._language.ask_behind_page())
        behind = self._await_behind_page(connection)
        now = self._ask(connection)
        if behind is not None and behind.may_print and now.may_print:
            return Sent(confirmed=True, state=now)
        if behind is not None and behind.may_print and now is State.UNKNOWN:
            return Sent(confirmed=True, state=behind)
        worst = now if now is not State.UNKNOWN else behind or State.UNKNOWN
        raise PrinterError(
            f"{name} was sent to {self._transport.place}, but the printer did not confirm it "
            f"(it says: {worst}). Look whether it came out before printing it again.",
            sent=True,
            state=worst,
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

    def _ask(self, connection: Connection) -> State:
        answers = bytearray()
        try:
            for number in range(1, self._language.status_count + 1):
                connection.send(self._language.ask_status(number))
                answer = self._await_status(connection)
                if answer is None:
                    return State.UNKNOWN
                answers.append(answer)
        except (OSError, EOFError):
            return State.UNKNOWN
        return self._language.state(bytes(answers))

    def _await_status(self, connection: Connection) -> int | None:
        for byte in _bytes_within(connection, seconds=self._status_s):
            if self._language.is_status(byte):
                return byte
        return None

    def _await_behind_page(self, connection: Connection) -> State | None:
        try:
            for byte in _bytes_within(connection, seconds=self._confirm_s):
                state = self._language.state_behind_page(byte)
                if state is not None:
                    return state
        except (OSError, EOFError):
            pass
        return None


def _bytes_within(connection: Connection, *, seconds: float) -> Iterator[int]:
    ends_at = time.monotonic() + seconds
    while (left_s := ends_at - time.monotonic()) > 0:
        yield from connection.receive(timeout_s=left_s)
