"""A label printer on TCP that works through its pages: ZPL, TSPL or Brother's raster, with faults.

It keeps what it was sent and says what a real one would; ``fault`` sets in at once, or when the
next page has come (``fault_within``).
"""

import socket

from tests.printers.listening import Listening

END_OF_PAGE = {"zpl": b"^XZ\n", "tspl": b"PRINT 1,1\r\n", "brother-ql": bytes(90) + b"\x1a"}
QUESTION = {"zpl": b"~HS", "tspl": b"\x1b!?", "brother-ql": b"\x1biS"}
TSPL = {"paper_out": 0x04, "cover_open": 0x01, "offline": 0x10, "error": 0x02, "busy": 0x20}
BUSY_ANSWERS = 2  # how often it says that it is at work before a page is out


class LabelPrinter:
    """One listener, one connection at a time.

    Args:
        language: A key of ``QUESTION``.
        fault: ``paper_out``, ``cover_open``, ``offline``, ``error`` or none.
        fault_within: The same, from the end of the next page on.
    """

    def __init__(self, language: str, *, fault: str = "", fault_within: str = "") -> None:
        self._language = language
        self._fault = fault
        self._fault_within = fault_within
        self._busy = 0
        self.received = bytearray()
        self._listening = Listening(self._talk)

    @property
    def url(self) -> str:
        return f"{self._listening.place}?language={self._language}&width_mm=62&height_mm=100&confirm_s=2"

    def close(self) -> None:
        self._listening.close()

    def _talk(self, peer: socket.socket) -> None:
        unread = b""
        while self._listening.is_open:
            try:
                piece = peer.recv(65_536)
            except TimeoutError:
                continue
            if not piece:
                return
            self.received += piece
            unread += piece
            _, end, behind = unread.rpartition(END_OF_PAGE[self._language])
            if end and behind in (b"", QUESTION[self._language]):
                self._take(peer)
                unread = behind
            if unread.endswith(QUESTION[self._language]):
                peer.sendall(self._status())
                unread = b""

    def _take(self, peer: socket.socket) -> None:
        self._busy = BUSY_ANSWERS
        self._fault = self._fault_within
        if self._language == "brother-ql":
            peer.sendall(self._brother(kind=6, phase=1))
            peer.sendall(self._brother(kind=2 if self._fault else 1))

    def _status(self) -> bytes:
        is_busy = self._busy > 0
        self._busy -= 1
        if self._language == "tspl":
            return bytes([TSPL.get(self._fault, TSPL["busy"] if is_busy else 0)])
        if self._language == "brother-ql":
            return self._brother()
        flags = [
            str(int(self._fault == fault))
            for fault in ("paper_out", "offline", "cover_open", "error")
        ]
        paper_out, pause, head_up, ribbon_out = flags
        return (
            f"\x02030,{paper_out},{pause},1240,{int(is_busy):03},0,0,0,000,0,0,0\x03\r\n"
            f"\x02001,0,{head_up},{ribbon_out},1,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
        ).encode()

    def _brother(self, *, kind: int = 0, phase: int = 0) -> bytes:
        said = bytearray(b"\x80\x20B4A0".ljust(32, b"\x00"))
        said[8] = {"paper_out": 0x02, "offline": 0x20, "error": 0x04}.get(self._fault, 0)
        said[9] = 0x10 if self._fault == "cover_open" else 0
        said[10], said[11], said[17] = 62, 0x0B, 100
        said[18], said[19] = kind, phase
        return bytes(said)
