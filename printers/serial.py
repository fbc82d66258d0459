"""Bytes over a serial line: a port of this computer, or a cable that pretends to be one."""

import contextlib
import errno
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote

import serial

from printers.kinds import Way
from printers.options import Options
from printers.transport import PAGE_S

BAUD = 9600
FLOWS = ("none", "rtscts", "xonxoff")
LARGE_PAGE_BYTES = 150_000  # a badge of 80 x 130 mm at 203 dpi has half of that
BITS_A_BYTE = 10  # with start and stop
DRAIN_POLL_S = 0.02
WINDOWS_PORT = re.compile(r"/(COM\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class SerialConnection:
    """An open port; see ``printers.transport.Connection``."""

    port: serial.Serial
    timeout_s: float

    def send(self, payload: bytes) -> None:
        # The line itself needs its time for them; only what is beyond is the printer's.
        self.port.write_timeout = self.timeout_s + seconds(len(payload), baud=self.port.baudrate)
        self.port.write(payload)

    def receive(self, *, timeout_s: float) -> bytes:
        self.port.timeout = max(timeout_s, 0)
        first: bytes = self.port.read(1)
        rest: bytes = self.port.read(self.port.in_waiting)
        return first + rest


@dataclass(frozen=True)
class SerialTransport:
    """A device on a serial line, 8 bits, no parity, one stop bit.

    Args:
        path: Of the port, such as ``/dev/ttyUSB0`` or ``COM3``.
        baud: Its speed; the printer's own switches say which.
        flow: One of ``FLOWS``; without one, a printer that is slower than the line loses dots.
        answers: False for a device that never says anything.
        timeout_s: Longest wait for a device to take more bytes than the line carries meanwhile.
    """

    path: str
    baud: int
    flow: str
    answers: bool
    timeout_s: float

    @property
    def place(self) -> str:
        return self.path

    @property
    def page_s(self) -> float:
        return PAGE_S + seconds(LARGE_PAGE_BYTES, baud=self.baud)

    @contextlib.contextmanager
    def connect(self) -> Iterator[SerialConnection]:
        with self._opened() as port:
            yield SerialConnection(port, self.timeout_s)
            self._drain(port)

    def _opened(self) -> serial.Serial:
        try:
            return serial.Serial(
                self.path,
                self.baud,
                rtscts=self.flow == "rtscts",
                xonxoff=self.flow == "xonxoff",
            )
        except serial.SerialException as error:
            if error.errno == errno.EACCES:
                raise PermissionError(
                    errno.EACCES,
                    "no right to use it: add this user to the group of that device, dialout on "
                    "Debian, and sign in again",
                ) from error
            if error.errno == errno.ENOENT:
                raise ConnectionError(errno.ENOENT, "nothing is plugged in there") from error
            raise

    def _drain(self, port: serial.Serial) -> None:
        """Wait until the last byte has left: closing a port may drop what it still holds."""
        ends_at = time.monotonic() + self.timeout_s + seconds(port.out_waiting, baud=self.baud)
        while port.out_waiting:
            if time.monotonic() > ends_at:
                raise TimeoutError(f"it took no more bytes for {self.timeout_s:g} s")
            time.sleep(DRAIN_POLL_S)


def seconds(count: int, *, baud: int) -> float:
    """How long a line takes for some bytes."""
    return count * BITS_A_BYTE / baud


def _open(split: SplitResult, options: Options, *, timeout_s: float) -> SerialTransport:
    path = unquote(split.path)
    if split.netloc or len(path) < len("/x"):
        raise options.refused("it names no port; write serial:///dev/ttyUSB0?baud=9600 or ///COM3")
    windows = WINDOWS_PORT.fullmatch(path)
    return SerialTransport(
        windows[1] if windows else path,
        baud=int(options.number("baud", default=BAUD, low=300, high=4_000_000)),
        flow=options.one_of("flow", FLOWS, default="none"),
        answers=options.answers,
        timeout_s=timeout_s,
    )


WAY = Way(options=("baud", "flow"), open=_open)
