"""Many boards in one process, for boards.py: as little of a client as offers what a browser offers and notes when it heard what.

A Socket.IO library or a JSON parser here would measure itself: 200 of its clients cost more than the server does.
"""

import base64
import json
import os
import re
import selectors
import socket
import ssl
import time
import zlib
from multiprocessing.connection import Connection
from typing import NamedTuple
from urllib.parse import urlsplit

NAMESPACE = "/live,"
EVENT = f"42{NAMESPACE}"
HEADCOUNT = f'{EVENT}["headcount",'.encode()
OVERVIEW = f'{EVENT}["overview",'.encode()
CHECKED_IN = re.compile(b'"checked_in":([0-9]+)')  # the first is the sum
OFFERED = "permessage-deflate; client_max_window_bits"  # as Chromium does
TEXT, CLOSED = 1, 8
IS_DEFLATED = 0x40
MASKED = 0x80
SHORT, TWO_BYTES, EIGHT_BYTES = 126, 126, 127
END_OF_BLOCK = b"\x00\x00\xff\xff"
LIMIT_S = 30


class Heard(NamedTuple):
    """What boards heard.

    Attributes:
        boards: For each board (instant, how many had checked in), as it was told.
        last: The last headcount of each, as it came.
        overviews: How many overviews came, in all.
        received: How many bytes, in all.
    """

    boards: list[list[tuple[float, int]]]
    last: list[bytes]
    overviews: int
    received: int


class Line:
    """One WebSocket that said who it is and hears what `/live` tells.

    Args:
        url: The server's, ``http`` or ``https``; its certificate is not looked at.
        token: A board's.
    """

    def __init__(self, url: str, token: str) -> None:
        where = urlsplit(url)
        self.socket = socket.create_connection((where.hostname, where.port), timeout=LIMIT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if where.scheme == "https":
            self.socket = _trusting().wrap_socket(self.socket)
        self._kept = bytearray()
        self._inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        self.received = 0  # bytes, as they came
        self._shake_hands(where.netloc)
        self.wait_for(b"0")
        self.say(f"40{NAMESPACE}{json.dumps({'token': token})}")

    def messages(self) -> list[bytes]:
        """Take what has come; answers a ping by itself.

        Raises:
            EOFError: The server is gone.
        """
        pending = 1
        while pending:
            try:
                came = self.socket.recv(65536)
            except (BlockingIOError, ssl.SSLWantReadError):  # less than a record came
                break
            if not came:
                raise EOFError
            self._kept += came
            self.received += len(came)
            pending = self.socket.pending() if isinstance(self.socket, ssl.SSLSocket) else 0
        return list(self._frames())

    def wait_for(self, beginning: bytes) -> bytes:
        """Wait for a message that begins so; what comes before it is passed over."""
        come = list(self._frames())  # it may have come with what was waited for before
        while True:
            for message in come:
                if message.startswith(beginning):
                    return message
            come = self.messages()

    def say(self, text: str) -> None:
        """Send a short text, masked with nothing as a client may."""
        data = text.encode()
        size = bytes([MASKED | len(data)])
        if len(data) >= SHORT:
            size = bytes([MASKED | TWO_BYTES]) + len(data).to_bytes(2, "big")
        self.socket.sendall(bytes([0x80 | TEXT]) + size + bytes(4) + data)

    def leave(self) -> None:
        self.socket.close()

    def _shake_hands(self, host: str) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Extensions: {OFFERED}\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self._kept:
            came = self.socket.recv(65536)
            if not came:
                raise EOFError
            self._kept += came
        answer, _, rest = bytes(self._kept).partition(b"\r\n\r\n")
        if b" 101 " not in answer.splitlines()[0]:
            raise ConnectionRefusedError(answer.decode())
        self._kept = bytearray(rest)

    def _frames(self):
        while (frame := _first_frame(self._kept)) is not None:
            head, begins, ends = frame
            data = bytes(self._kept[begins:ends])
            del self._kept[:ends]
            if head & 0x0F == CLOSED:
                raise EOFError
            if head & IS_DEFLATED:
                data = self._inflate.decompress(data + END_OF_BLOCK)
            if data == b"2":
                self.say("3")
            else:
                yield data


def _first_frame(kept: bytearray) -> tuple[int, int, int] | None:
    """Find the first frame: its head, and where its data begin and end; None when it is not all there."""
    if len(kept) < 2:  # noqa: PLR2004 - head and length
        return None
    begins, size = 2, kept[1]
    if size >= TWO_BYTES:
        begins = 4 if size == TWO_BYTES else 10
        size = int.from_bytes(kept[2:begins], "big")
    whole = len(kept) >= begins + size
    return (kept[0], begins, begins + size) if whole else None


def _trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def hang(told: Connection, url: str, token: str, boards: int) -> None:
    """Connect so many boards, say ``ready``, listen until told anything, and tell what was heard."""
    hung = _Hung(told)
    for _ in range(boards):
        hung.add(Line(url, token))
        hung.listen(0)  # whoever does not read while others connect is let go
    told.send("ready")
    while not told.poll():
        hung.listen(None)
    told.send(hung.heard())
    hung.leave()


class _Hung:
    """The boards that hang already."""

    def __init__(self, told: Connection) -> None:
        self._lines: list[Line] = []
        self._boards: list[list[tuple[float, int]]] = []
        self._last: list[bytes] = []
        self._overviews = 0
        self._chosen = selectors.DefaultSelector()
        self._chosen.register(told, selectors.EVENT_READ)

    def add(self, line: Line) -> None:
        line.socket.settimeout(0)
        self._chosen.register(line.socket, selectors.EVENT_READ, len(self._lines))
        self._lines.append(line)
        self._boards.append([])
        self._last.append(b"")

    def listen(self, timeout_s: float | None) -> None:
        for key, _ in self._chosen.select(timeout_s):
            for message in self._lines[key.data].messages() if key.data is not None else ():
                self._note(key.data, message)

    def heard(self) -> Heard:
        received = sum(line.received for line in self._lines)
        return Heard(self._boards, self._last, self._overviews, received)

    def leave(self) -> None:
        for line in self._lines:
            line.leave()

    def _note(self, board: int, message: bytes) -> None:
        if message.startswith(HEADCOUNT):
            counted = CHECKED_IN.search(message)
            assert counted, message
            self._boards[board].append((time.monotonic(), int(counted[1])))
            self._last[board] = message
        self._overviews += message.startswith(OVERVIEW)
