"""Printers behind a character device, played by the other end of a pseudo-terminal."""

import os
import select
import threading
from collections.abc import Callable, Iterator

import pytest
from PIL import Image

import printers
from printers import PrinterError, State
from printers.escpos import Language

pty = pytest.importorskip("pty", reason="a serial line to play with is only on Unix")

PAGE = Image.new("1", (64, 64), 0)
PAGE_BYTES = b"".join(Language().page(PAGE, name="page"))


class Cable:
    """A device file with somebody at its other end.

    Args:
        reply: Given each piece that came; what it returns goes back.
    """

    def __init__(self, reply: Callable[[bytes], bytes]) -> None:
        self._reply = reply
        self._here, self._there = pty.openpty()
        self._stops, self._stop = os.pipe()
        self.received = bytearray()
        self.path = os.ttyname(self._there)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        os.write(self._stop, b".")
        self._thread.join()
        for descriptor in (self._here, self._there, self._stops, self._stop):
            os.close(descriptor)

    def _serve(self) -> None:
        while True:
            ready = select.select([self._here, self._stops], [], [])[0]
            if self._stops in ready:
                return
            piece = os.read(self._here, 4096)
            self.received += piece
            if answer := self._reply(piece):
                os.write(self._here, answer)


def ready(piece: bytes) -> bytes:
    """Answers as a printer without trouble."""
    return b"\x12" * piece.count(b"\x10\x04") + b"\x00" * piece.count(b"\x1dr\x01")


@pytest.fixture
def plugged_in() -> Iterator[Callable[[Callable[[bytes], bytes]], Cable]]:
    cables: list[Cable] = []

    def plug_in(reply: Callable[[bytes], bytes]) -> Cable:
        cables.append(Cable(reply))
        return cables[-1]

    yield plug_in
    for cable in cables:
        cable.close()


Plug = Callable[[Callable[[bytes], bytes]], Cable]


def test_a_device_file_answers_and_confirms(plugged_in: Plug) -> None:
    cable = plugged_in(ready)
    printer = printers.open(f"file://{cable.path}?language=escpos")

    assert printer.answers
    assert printer.state() is State.READY
    assert printer.print_page(PAGE, name="page").confirmed
    assert PAGE_BYTES in cable.received


def test_a_serial_line_changes_no_byte_of_a_page(plugged_in: Plug) -> None:
    cable = plugged_in(ready)
    every_byte = Image.frombytes("1", (64, 256), bytes(at // 8 for at in range(2048)))
    printer = printers.open(f"file://{cable.path}?language=escpos")

    printer.print_page(every_byte, name="page")

    assert b"".join(Language().page(every_byte, name="page")) in cable.received


def test_a_device_file_that_says_nothing_gets_no_page(plugged_in: Plug) -> None:
    cable = plugged_in(lambda piece: b"")
    printer = printers.open(f"file://{cable.path}?language=escpos")

    with pytest.raises(PrinterError, match="status=none") as caught:
        printer.print_page(PAGE, name="page")

    assert not caught.value.sent
    assert b"\x1dv0" not in cable.received


def test_a_device_file_known_to_be_silent_is_sent_to(plugged_in: Plug) -> None:
    cable = plugged_in(lambda piece: b"")
    printer = printers.open(f"file://{cable.path}?language=escpos&status=none")

    sent = printer.print_page(PAGE, name="page")

    assert (sent.confirmed, printer.answers) == (False, False)


def test_a_device_that_is_not_plugged_in_is_offline_and_comes_back() -> None:
    printer = printers.open("file:///dev/usb/onsite-nothing-here?language=escpos")

    assert printer.answers
    assert printer.state() is State.OFFLINE
    with pytest.raises(PrinterError, match="nothing is plugged in there") as caught:
        printer.print_page(PAGE, name="page")
    assert (caught.value.sent, caught.value.permanent) == (False, False)


def test_a_device_that_ends_at_once_is_never_ready() -> None:
    assert printers.open("file:///dev/null?language=escpos").state() is State.UNKNOWN
