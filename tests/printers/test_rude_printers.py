"""Peers that are no printers, or bad ones: each language notices, in seconds, before a byte leaves."""

import contextlib
import itertools
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import pytest

import printers
from printers import MemoryTransport, PrinterError, State, tcp
from printers.addresses import parse
from printers.composed import HEARD_BYTES, PIECE_BYTES, ComposedPrinter
from printers.language import ANSWER_S
from printers.zpl import Language
from tests.printers.listening import Listening
from tests.printers.pictures import badge

LANGUAGES = (
    "escpos",
    "zpl&width_mm=62&height_mm=100",
    "tspl&width_mm=62&height_mm=100",
    "brother-ql&width_mm=62&height_mm=100",
)
GARBAGE = b"\xffHTTP/1.1 400 Bad Request\r\n\r\n"


class Rude:
    """A listener that takes what comes and behaves as told, to everybody at once.

    Args:
        kind: ``silent``, ``garbage`` (a sentence to each question), ``trickle`` (a byte of it now
            and then, without end), ``flood``, or ``closes``.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._talks: list[threading.Thread] = []
        self.received = bytearray()
        self._listening = Listening(self._talk_beside, stays=True)

    @property
    def place(self) -> str:
        return self._listening.place

    def close(self) -> None:
        self._listening.close()
        for talk in self._talks:
            talk.join()

    def _talk_beside(self, peer: socket.socket) -> None:
        self._talks.append(threading.Thread(target=self._talk, args=(peer,)))
        self._talks[-1].start()

    def _talk(self, peer: socket.socket) -> None:
        with peer, contextlib.suppress(OSError):
            if self._kind == "trickle":
                self._trickle(peer)
            while self._listening.is_open and self._kind != "closes":
                with contextlib.suppress(TimeoutError):
                    received = peer.recv(4096)
                    if not received:
                        return
                    self.received += received
                    peer.sendall({"garbage": GARBAGE, "flood": GARBAGE * 4000}.get(self._kind, b""))

    def _trickle(self, peer: socket.socket) -> None:
        for said in itertools.count():
            if not self._listening.is_open:
                return
            peer.sendall(GARBAGE[said % len(GARBAGE) :][:1])
            time.sleep(0.02)


class Meet(Protocol):
    def __call__(self, kind: str) -> Rude: ...


@pytest.fixture
def meet() -> Iterator[Meet]:
    met: list[Rude] = []

    def make(kind: str) -> Rude:
        met.append(Rude(kind))
        return met[-1]

    yield make
    for rude in met:
        rude.close()


@pytest.mark.parametrize("kind", ["silent", "garbage", "trickle", "flood", "closes"])
def test_what_makes_no_sense_is_never_ready_and_gets_no_page(meet: Meet, kind: str) -> None:
    rude = meet(kind)
    opened = [printers.open(f"{rude.place}?language={language}") for language in LANGUAGES]

    def refusal(printer: printers.Printer) -> tuple[PrinterError, float]:
        began = time.monotonic()
        with pytest.raises(PrinterError) as caught:
            printer.print_page(badge(300, 300), name="page")
        return caught.value, time.monotonic() - began

    with ThreadPoolExecutor(len(opened)) as pool:
        refusals = list(pool.map(refusal, opened))

    for error, seconds in refusals:
        assert not error.state.may_print
        assert (error.sent, error.permanent) == (False, False)
        assert seconds < 8 * ANSWER_S  # no language asks more than four questions
    assert all(start not in rude.received for start in (b"\x1dv0", b"^XA", b"SIZE", b"g\x00\x5a"))


def test_a_printer_that_takes_a_page_too_slowly_is_given_up() -> None:
    transport = MemoryTransport()
    transport.page_s = -1
    page = printers.open("tcp://h?language=zpl&width_mm=90&height_mm=130").page
    printer = ComposedPrinter(
        language=Language(is_compressed=False), transport=transport, page=page, confirm_s=1
    )

    with pytest.raises(PrinterError, match="did not take the whole page") as caught:
        printer.print_page(badge(719, 1039), name="page")

    assert caught.value.sent
    assert len(transport.sent) <= PIECE_BYTES


def test_a_device_that_never_stops_talking_is_not_listened_to_for_ever() -> None:
    talk = MemoryTransport(lambda _: GARBAGE * (HEARD_BYTES // len(GARBAGE) + 1))
    page = printers.open("tcp://h?language=zpl&width_mm=90&height_mm=130").page
    printer = ComposedPrinter(language=Language(), transport=talk, page=page, confirm_s=1)

    assert printer.state() is State.UNKNOWN


def test_a_wait_that_is_over_hears_nothing(meet: Meet) -> None:
    address = parse(f"{meet('silent').place}?language=zpl&width_mm=90")

    with tcp.WAY.open(address.split, address.options, timeout_s=1).connect() as connection:
        assert connection.receive(timeout_s=0) == b""


def test_a_printer_that_never_stops_talking_is_let_go(meet: Meet) -> None:
    printer = printers.open(f"{meet('trickle').place}?language=tspl&width_mm=62")
    began = time.monotonic()

    assert not printer.state().may_print
    assert time.monotonic() - began < 4 * ANSWER_S
