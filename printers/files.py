"""Bytes into a device file or a plain file; only a device has anything to say."""

import contextlib
import os
import select
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult
from urllib.request import url2pathname

from printers.kinds import Way
from printers.options import Options
from printers.transport import PAGE_S

NON_BLOCKING = getattr(os, "O_NONBLOCK", 0)
NOT_OUR_TERMINAL = getattr(os, "O_NOCTTY", 0)
BINARY = getattr(os, "O_BINARY", 0)
RECEIVE_BYTES = 4096
DEVICES = Path("/dev")


@dataclass(frozen=True)
class FileConnection:
    """An open file; see ``printers.transport.Connection``."""

    descriptor: int
    timeout_s: float
    is_device: bool
    waits: bool

    def send(self, payload: bytes) -> None:
        left = memoryview(payload)
        while left:
            if self.waits and not select.select([], [self.descriptor], [], self.timeout_s)[1]:
                raise TimeoutError(f"it took no more bytes for {self.timeout_s:g} s")
            left = left[os.write(self.descriptor, left) :]

    def receive(self, *, timeout_s: float) -> bytes:
        if not self.is_device:
            raise EOFError
        if not select.select([self.descriptor], [], [], max(timeout_s, 0))[0]:
            return b""
        received = os.read(self.descriptor, RECEIVE_BYTES)
        if not received:
            raise EOFError
        return received


@dataclass(frozen=True)
class FileTransport:
    """A device file such as ``/dev/usb/lp0``, or a plain file, which grows page by page.

    Args:
        path: Its folder must exist; a plain file is made when missing, a device never.
        asks: False for a device that never says anything.
        timeout_s: Longest wait for a device to take more bytes.
    """

    path: Path
    asks: bool
    timeout_s: float
    page_s = PAGE_S

    @property
    def answers(self) -> bool:
        return self.asks and self._is_device

    @property
    def place(self) -> str:
        return str(self.path)

    @contextlib.contextmanager
    def connect(self) -> Iterator[FileConnection]:
        # Non-blocking, because a USB printer without paper holds a blocking write for ever.
        flags = NON_BLOCKING | NOT_OUR_TERMINAL | BINARY
        is_device = self._is_device
        if is_device:
            flags |= os.O_RDWR if self.asks else os.O_WRONLY
        else:
            flags |= os.O_WRONLY | os.O_APPEND | os.O_CREAT
        descriptor = self._opened(flags)
        try:
            _make_raw(descriptor)
            is_plain = stat.S_ISREG(os.fstat(descriptor).st_mode)
            waits = bool(NON_BLOCKING) and not is_plain
            yield FileConnection(descriptor, self.timeout_s, is_device, waits)
            if is_plain:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)

    @property
    def _is_device(self) -> bool:
        try:
            return stat.S_ISCHR(self.path.stat().st_mode)
        except OSError:
            return DEVICES in self.path.parents  # a printer that is unplugged now

    def _opened(self, flags: int) -> int:
        try:
            return os.open(self.path, flags, 0o600)
        except FileNotFoundError as error:
            if DEVICES not in self.path.parents:
                raise
            # It comes back when it is plugged in again, so trying again is of use.
            raise ConnectionError(error.errno, "nothing is plugged in there") from error


def _make_raw(descriptor: int) -> None:
    """Keep a serial line from changing bytes that pass for control characters."""
    if os.isatty(descriptor):
        import tty  # not on Windows

        tty.setraw(descriptor)


def path_of(split: SplitResult, options: Options) -> Path:
    """Read the path of a file address; that of a folder keeps no closing slash."""
    if split.netloc:
        raise options.refused("a file address names no host; write file:///path?language=escpos")
    path = url2pathname(split.path)
    if not path.strip("/") or "\0" in path:
        raise options.refused("it names no file; write file:///path?language=escpos")
    return Path(path)


def _open(split: SplitResult, options: Options, *, timeout_s: float) -> FileTransport:
    return FileTransport(path_of(split, options), asks=options.answers, timeout_s=timeout_s)


WAY = Way(options=(), open=_open)
