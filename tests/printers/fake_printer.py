"""A tiny ESC/POS printer on TCP: answers like the real ones, or misbehaves as told."""

import re
import socket
from dataclasses import dataclass, field

from tests.printers.listening import Listening

NORMAL = bytes.fromhex("12121212")
PAPER_NEAR_END = bytes.fromhex("1212121e")
PAPER_OUT = bytes.fromhex("1a32127e")
COVER_OPEN = bytes.fromhex("1a161212")
OFFLINE = bytes.fromhex("1a121212")

QUESTION = re.compile(rb"\x10\x04([\x01-\x04])|\x1dr\x01", re.DOTALL)


@dataclass
class FakePrinter:
    """One listener, one connection at a time, every byte kept in ``received``."""

    status: bytes = NORMAL
    behind: bytes = b"\x00"
    status_after: bytes | None = None
    answers: bool = True
    garbage: bytes = b""
    closes_at: int | None = None
    closes_behind: bool = False
    received: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._listening = Listening(self._talk)

    @property
    def url(self) -> str:
        return f"{self._listening.place}?language=escpos&confirm_s=1"

    def close(self) -> None:
        self._listening.close()

    def _talk(self, peer: socket.socket) -> None:
        unread = b""
        while self._listening.is_open:
            try:
                received = peer.recv(4096)
            except TimeoutError:
                continue
            except OSError:
                return
            if not received:
                return
            self.received += received
            if self.closes_at is not None and len(self.received) >= self.closes_at:
                return
            unread += received
            found = list(QUESTION.finditer(unread))
            for question in found:
                self._answer(peer, question)
                if self.closes_behind and not question[1]:
                    return
            unread = unread[found[-1].end() :] if found else unread[-3:]

    def _answer(self, peer: socket.socket, question: re.Match[bytes]) -> None:
        if self.garbage:
            peer.sendall(self.garbage)
        elif not self.answers:
            return
        elif question[1]:
            number = question[1][0]
            peer.sendall(self.status[number - 1 : number])
        else:
            peer.sendall(self.behind)
            self.status = self.status if self.status_after is None else self.status_after
