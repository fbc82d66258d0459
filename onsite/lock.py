"""Who may write: whoever holds `onsite.lock` in the event folder. Two holders there never are."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onsite.errors import OnsiteError


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Try to hold the lock for the length of the block; yields whether it was got.

    The system lets go of it when the process ends, however it ends. When it was got last is the file's time,
    so that who waits can see it pass from hand to hand.

    Raises:
        OnsiteError: ``not_writable``.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise OnsiteError(
            "not_writable",
            f"{path} can't be opened ({error.strerror}); run this as the owner of the event folder.",
        ) from error
    try:
        is_ours = _take(descriptor)
        if is_ours:
            os.utime(path)
        yield is_ours
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
