"""Bytes into a device file or a plain file: one way, nothing ever comes back."""

import contextlib
import os
import select
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NON_BLOCKING = getattr(os, "O_NONBLOCK", 0)
BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class FileConnection:
    """An open file; see ``printers.transport.Connection``."""

    descriptor: int
    timeout_s: float
    waits: bool

    def send(self, payload: bytes) -> None:
        left = memoryview(payload)
        while left:
            if self.waits and not select.select([], [self.descriptor], [], self.timeout_s)[1]:
                raise TimeoutError(f"it took no more bytes for {self.timeout_s:g} s")
            left = left[os.write(self.descriptor, left) :]

    def receive(self, *, timeout_s: float) -> bytes:
        del timeout_s
        raise EOFError


@dataclass(frozen=True)
class FileTransport:
    """A device file such as ``/dev/usb/lp0``, or a plain file, which grows page by page.

    Args:
        path: Its folder must exist; a plain file is made when missing.
        timeout_s: Longest wait for a device to take more bytes.
    """

    path: Path
    timeout_s: float

    @property
    def answers(self) -> bool:
        return False

    @property
    def place(self) -> str:
        return str(self.path)

    @contextlib.contextmanager
    def connect(self) -> Iterator[FileConnection]:
        # Non-blocking, because a USB printer without paper holds a blocking write for ever.
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | NON_BLOCKING | BINARY
        descriptor = os.open(self.path, flags, 0o600)
        try:
            is_plain = stat.S_ISREG(os.fstat(descriptor).st_mode)
            waits = bool(NON_BLOCKING) and not is_plain
            yield FileConnection(descriptor, self.timeout_s, waits)
            if is_plain:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
