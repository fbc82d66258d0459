"""Frames from a device, a video file, a sequence of pictures or an MJPEG address.

What the frames show is `reader`'s work. A file is read frame by frame to its end; a device or a
stream is opened again when it ends. OpenCV is imported only when a source is opened.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import requests
import urllib3

from onsite.errors import OnsiteError
from onsite.scanner.grey import Picture

if TYPE_CHECKING:
    import cv2

REOPEN_WAIT_S = 2.0
STREAM_TIMEOUT_S = 10.0
STREAM_CHUNK_BYTES = 65_536
FRAME_LIMIT_BYTES = 20_000_000
FALLBACK_FPS = 25.0
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture and its time in seconds: of the video for a file, of a running clock else."""

    image: Picture
    at_s: float


def is_live(source: str) -> bool:
    """Tell whether a source goes on by itself: a device number or an address, not a file."""
    return source.isdecimal() or "://" in source


def open_frames(
    source: str, *, once: bool = False, is_stopped: Callable[[], bool] = lambda: False
) -> Iterator[Frame]:
    """Give the frames of a source.

    Args:
        source: A device number (``0``), a file (also a sequence as ``shot_%03d.png``), or an
            ``http(s)://`` address of an MJPEG stream.
        once: Don't open a device or stream again when it ends.
        is_stopped: Asked between frames; True ends the frames.

    Raises:
        OnsiteError: ``no_frames``: there is nothing to read from. A live source that worked before
            is waited for instead, unless ``once``.
    """
    reopens = is_live(source) and not once
    has_worked = False
    while not is_stopped():
        try:
            for frame in _opened(source):
                has_worked = True
                yield frame
                if is_stopped():
                    return
        except OnsiteError:
            if not (reopens and has_worked):
                raise
        if not reopens:
            return
        _pause(REOPEN_WAIT_S, is_stopped)


def _opened(source: str) -> Iterator[Frame]:
    if source.isdecimal():
        return _device_frames(int(source))
    if "://" in source:
        return _stream_frames(source)
    return _file_frames(source)


def _device_frames(number: int) -> Iterator[Frame]:
    capture = _capture(number)
    try:
        if not capture.isOpened():
            raise _no_frames(_why_no_device(number))
        is_empty = True
        while True:
            is_read, image = capture.read()
            if not is_read:
                break
            is_empty = False
            yield Frame(np.asarray(image), time.monotonic())
        if is_empty:
            raise _no_frames(
                f"Camera {number} gives no picture; another program may be using it: close that."
            )
    finally:
        capture.release()


def _why_no_device(number: int) -> str:
    path = Path(f"/dev/video{number}")
    if not Path("/dev").is_dir() or path.exists():
        return (
            f"Camera {number} can't be opened; close the program that uses it, "
            "and allow this one to use the camera."
        )
    there = sorted(p.name.removeprefix("video") for p in Path("/dev").glob("video*"))
    found = f"there are {', '.join(there)}" if there else "there is none on this machine"
    return f"There is no camera {number} ({found}); plug it in or name another."


def _file_frames(source: str) -> Iterator[Frame]:
    if "%" not in source:
        _check_file(Path(source))
    capture = _capture(source)
    try:
        per_second = capture.get(_frame_rate()) or FALLBACK_FPS
        number = 0
        while True:
            is_read, image = capture.read()
            if not is_read:
                break
            # Counted, not asked: containers lie about the time stamps of single frames.
            yield Frame(np.asarray(image), number / per_second)
            number += 1
        if number == 0:
            raise _no_frames(f"{source} is not a video we can read; use MP4, AVI or pictures.")
    finally:
        capture.release()


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise _no_frames(f"{path} is a folder; name a video, or pictures as FOLDER/%03d.png.")
    if not path.exists():
        raise _no_frames(f"There is no file {path}; check the name.")
    if not os.access(path, os.R_OK):
        raise _no_frames(f"{path} may not be read; change its rights.")
    if path.stat().st_size == 0:
        raise _no_frames(f"{path} is empty.")


def _stream_frames(address: str) -> Iterator[Frame]:
    try:
        with requests.get(address, stream=True, timeout=STREAM_TIMEOUT_S) as answer:
            if not answer.ok:
                raise _no_frames(f"{address} answers {answer.status_code}; check the address.")
            is_empty = True
            for image in _jpegs(answer):
                is_empty = False
                yield Frame(image, time.monotonic())
            if is_empty:
                raise _no_frames(f"{address} sends no pictures; it must be an MJPEG stream.")
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise _no_frames(f"{address} can't be reached ({type(error).__name__}).") from error


def _jpegs(answer: requests.Response) -> Iterator[Picture]:
    """Cut pictures out of a stream by their own marks; boundaries are often wrong."""
    import cv2

    waiting = b""
    # read1 hands over what has arrived; waiting for a full chunk would hold pictures back.
    while chunk := answer.raw.read1(STREAM_CHUNK_BYTES):
        waiting += chunk
        begins = waiting.find(JPEG_START)
        ends = waiting.find(JPEG_END, begins + len(JPEG_START)) if begins >= 0 else -1
        while ends >= 0:
            picture = np.frombuffer(waiting[begins : ends + len(JPEG_END)], np.uint8)
            waiting = waiting[ends + len(JPEG_END) :]
            image = cv2.imdecode(picture, cv2.IMREAD_COLOR)
            if image is not None:
                yield np.asarray(image)
            begins = waiting.find(JPEG_START)
            ends = waiting.find(JPEG_END, begins + len(JPEG_START)) if begins >= 0 else -1
        if len(waiting) > FRAME_LIMIT_BYTES or (begins < 0 and len(waiting) > STREAM_CHUNK_BYTES):
            waiting = b""


def _capture(source: int | str) -> "cv2.VideoCapture":
    # OpenCV and its ffmpeg write their own warnings to stderr; ours say what to do.
    os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    import cv2

    try:
        return cv2.VideoCapture(source)
    except cv2.error as error:
        raise _no_frames(f"{source} can't be opened; check the name.") from error


def _frame_rate() -> int:
    import cv2

    return int(cv2.CAP_PROP_FPS)


def _pause(seconds: float, is_stopped: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not is_stopped():
        time.sleep(0.05)


def _no_frames(message: str) -> OnsiteError:
    return OnsiteError("no_frames", message, field="source")
