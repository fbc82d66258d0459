"""Picture files as grey arrays, with a plain word on those that can't be read. Reads no codes."""

from pathlib import Path

import numpy as np

from onsite.errors import OnsiteError
from onsite.scanner.grey import Grey, grey_of

MAX_FILE_MB = 100


def load_picture(path: Path) -> Grey:
    """Read a picture file.

    Raises:
        OnsiteError: ``unreadable_picture``; the message says what is wrong with the file.
    """
    import cv2

    content = _content(path)
    try:
        image = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:  # a picture of more pixels than OpenCV will allocate
        image = None
    if image is None:
        raise _unreadable(path, "is not a picture we can read, or is cut short; use PNG or JPEG")
    return grey_of(np.asarray(image))


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise _unreadable(path, "is a folder; name the pictures in it")
    try:
        if path.stat().st_size > MAX_FILE_MB * 1_000_000:
            raise _unreadable(path, f"is larger than {MAX_FILE_MB} MB; make it smaller")
        content = path.read_bytes()
    except FileNotFoundError:
        raise _unreadable(path, "is not there; check the name") from None
    except OSError as error:
        raise _unreadable(path, f"can't be opened: {error.strerror}") from error
    if not content:
        raise _unreadable(path, "is empty")
    return content


def _unreadable(path: Path, what: str) -> OnsiteError:
    return OnsiteError("unreadable_picture", f"{path.name} {what}.", field="file")
