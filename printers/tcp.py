"""Bytes over TCP, as raw port 9100 printers take them."""

import contextlib
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult

from printers.kinds import Way
from printers.options import Options
from printers.transport import PAGE_S

RAW_PORT = 9100
RECEIVE_BYTES = 4096
DRAIN_S = 1.0


@dataclass(frozen=True)
class TcpConnection:
    """An open socket; see ``printers.transport.Connection``."""

    peer: socket.socket
    timeout_s: float

    def send(self, payload: bytes) -> None:
        self.peer.settimeout(self.timeout_s)
        self.peer.sendall(payload)

    def receive(self, *, timeout_s: float) -> bytes:
        if timeout_s <= 0:
            return b""
        self.peer.settimeout(timeout_s)
        try:
            received = self.peer.recv(RECEIVE_BYTES)
        except TimeoutError:
            return b""
        if not received:
            raise EOFError
        return received


@dataclass(frozen=True)
class TcpTransport:
    """A device that listens on a TCP port.

    Args:
        host: Name or address.
        port: Usually 9100.
        answers: False for a device that takes bytes and never says anything.
        timeout_s: Longest wait for the connection, and for each band of a page to be taken.
    """

    host: str
    port: int
    answers: bool
    timeout_s: float
    page_s = PAGE_S

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"

    @contextlib.contextmanager
    def connect(self) -> Iterator[TcpConnection]:
        peer = socket.create_connection((self.host, self.port), timeout=self.timeout_s)
        with peer:
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            yield TcpConnection(peer, self.timeout_s)
            _let_go(peer)


def _let_go(peer: socket.socket) -> None:
    # Closing with unread answers in the buffer resets the connection, and the reset takes the tail
    # of the page with it. So: say we are done, read on until the peer is done too.
    ends_at = time.monotonic() + DRAIN_S
    with contextlib.suppress(OSError):
        peer.shutdown(socket.SHUT_WR)
        peer.settimeout(DRAIN_S)
        while peer.recv(RECEIVE_BYTES):
            if time.monotonic() > ends_at:
                return


def _open(split: SplitResult, options: Options, *, timeout_s: float) -> TcpTransport:
    if not split.hostname:
        raise options.refused("it names no host; write tcp://HOST:9100?language=escpos")
    if split.path not in ("", "/") or split.username is not None:
        raise options.refused("a tcp address has no path and no user; write tcp://HOST:9100?...")
    try:
        port = split.port or RAW_PORT
    except ValueError as error:
        raise options.refused(f"its port can't be read ({error})") from error
    return TcpTransport(split.hostname, port=port, answers=options.answers, timeout_s=timeout_s)


WAY = Way(options=(), open=_open)
