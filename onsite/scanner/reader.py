"""QR codes in pictures: what is tried, in which order, and for how long.

zxing-cpp reads first; pyzbar helps where libzbar is on the machine. OpenCV is imported only when
a picture needs more than one look, so that nothing else that imports this room carries it.
What counts as one presentation of a code is `presentation`'s business, frames are `frames`'.
"""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NotRequired, Protocol, TypedDict

import zxingcpp

from onsite.errors import OnsiteError
from onsite.scanner.code_text import text_of
from onsite.scanner.grey import Grey, Picture, grey_of, is_changed
from onsite.scanner.looks import (
    Box,
    Look,
    looks_at_places,
    looks_at_whole,
    places_like_codes,
)
from onsite.scanner.pictures import load_picture

LIVE_BUDGET_MS = 30
FILE_BUDGET_MS = 1500
WIDE_PX = 1280  # a live frame wider than this is tried at half size first
MIN_SIDE_PX = 8
CORNER_COUNT = 4
IDENTIFIERS_WITH_CHARSET = ("]Q2", "]Q4", "]Q6")  # ISO/IEC 18004: the code carries an ECI
QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

Corners = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One code in one picture: its text, its bytes, its corners in pixels, clockwise."""

    text: str
    raw: bytes
    corners: Corners


class DecodedFile(TypedDict):
    """One picture of the command ``decode``."""

    file: str
    codes: list[str]
    ms: int
    error: NotRequired[str]


class Decoded(Protocol):
    """What the second reader hands out, as far as we use it."""

    data: bytes
    polygon: list[tuple[int, int]]


def read_codes(image: Picture | Path, *, budget_ms: int = FILE_BUDGET_MS) -> list[Reading]:
    """Read the QR codes of one picture.

    Args:
        image: Grey or BGR pixels, or a picture file.
        budget_ms: No further look is begun after this time; a look takes 1 to 30 ms.

    Returns:
        One reading per code, in the order found; empty when there is none to be read.

    Raises:
        OnsiteError: ``unreadable_picture``, for a file.
    """
    picture = load_picture(image) if isinstance(image, Path) else grey_of(image)
    return _first_found(_cascade(picture, is_live=False), budget_ms)


class LiveReader:
    """Reads frame after frame of one source; a picture that stands still is not read anew.

    What a frame's time did not suffice for is tried on the next one, as long as nothing moves.
    """

    def __init__(self, *, budget_ms: int = LIVE_BUDGET_MS) -> None:
        self._budget_ms = budget_ms
        self._picture: Grey | None = None
        self._looks: Iterator[list[Reading]] = iter(())
        self._found: list[Reading] = []

    def read(self, image: Picture) -> list[Reading]:
        """Read the codes in view now."""
        picture = grey_of(image)
        if is_changed(picture, self._picture):
            self._picture, self._found = picture, []
            self._looks = _cascade(picture, is_live=True)
        if not self._found:
            self._found = _first_found(self._looks, self._budget_ms)
        return self._found


def decode_files(paths: Sequence[Path], *, budget_ms: int = FILE_BUDGET_MS) -> list[DecodedFile]:
    """Read the codes of several picture files; one that can't be read says why."""
    return [_decode_file(path, budget_ms) for path in paths]


def has_second_reader() -> bool:
    """Tell whether libzbar is on this machine."""
    return _zbar() is not None


def _decode_file(path: Path, budget_ms: int) -> DecodedFile:
    began_at = time.monotonic()
    decoded = DecodedFile(file=str(path), codes=[], ms=0)
    try:
        decoded["codes"] = [reading.text for reading in read_codes(path, budget_ms=budget_ms)]
    except OnsiteError as error:
        decoded["error"] = error.message
    decoded["ms"] = round((time.monotonic() - began_at) * 1000)
    return decoded


def _first_found(looks: Iterator[list[Reading]], budget_ms: int) -> list[Reading]:
    ends_at = time.monotonic() + budget_ms / 1000
    for readings in looks:
        if readings:
            return _distinct(readings)
        if time.monotonic() >= ends_at:
            break
    return []


def _cascade(picture: Grey, *, is_live: bool) -> Iterator[list[Reading]]:
    """Yield what each look reads, cheapest and most telling first."""
    if min(picture.shape) < MIN_SIDE_PX:
        return
    if is_live and picture.shape[1] > WIDE_PX:
        half = Look(scale=0.5)
        yield _read(half.of(picture), half)
    found, undecoded = _first_pass(picture)
    yield found
    for number, look in enumerate(looks_at_places(picture, undecoded)):
        seen = look.of(picture)
        yield _read(seen, look)
        if number == 0:
            yield _read_second(seen, look)
    if not is_live:  # 75 ms for 1280 x 720, many times a frame's budget
        yield _read_second(picture, Look())
    for look in looks_at_whole(picture):
        yield _read(look.of(picture), look)
    for look in looks_at_places(picture, places_like_codes(picture)):
        yield _read(look.of(picture), look)
    if is_live:
        return
    enlarged = Look(scale=2, blur=2)
    yield _read_second(enlarged.of(picture), enlarged)


def _first_pass(picture: Grey) -> tuple[list[Reading], list[Box]]:
    """Read the picture as it is; also tell where codes stand that could not be decoded."""
    codes = _zxing(picture, with_errors=True)
    found = [_reading_of(code, Look()) for code in codes if code.valid]
    return found, [_box_of(code) for code in codes if not code.valid]


def _read(seen: Grey, look: Look) -> list[Reading]:
    codes = _zxing(seen, is_global=look.is_global)
    return [_reading_of(code, look) for code in codes if code.valid]


def _zxing(
    seen: Grey, *, is_global: bool = False, with_errors: bool = False
) -> list[zxingcpp.Barcode]:
    binarizers = zxingcpp.Binarizer
    return zxingcpp.read_barcodes(
        seen,
        formats=QR_CODES,
        try_rotate=True,
        try_downscale=True,
        try_invert=True,
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizers.GlobalHistogram if is_global else binarizers.LocalAverage,
        return_errors=with_errors,
    )


def _reading_of(code: zxingcpp.Barcode, look: Look) -> Reading:
    # The text mode of the library rewrites control characters and guesses alphabets; the bytes
    # are what the code holds.
    named = code.symbology_identifier in IDENTIFIERS_WITH_CHARSET
    return Reading(
        text=text_of(code.bytes, guess=code.text, names_charset=named),
        raw=code.bytes,
        corners=_corners([(p.x, p.y) for p in _points(code)], look),
    )


def _points(code: zxingcpp.Barcode) -> list[zxingcpp.Point]:
    at = code.position
    return [at.top_left, at.top_right, at.bottom_right, at.bottom_left]


def _corners(points: Sequence[tuple[float, float]], look: Look) -> Corners:
    first, second, third, fourth = (look.back(x, y) for x, y in points)
    return first, second, third, fourth


def _box_of(code: zxingcpp.Barcode) -> Box:
    xs = [p.x for p in _points(code)]
    ys = [p.y for p in _points(code)]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


@cache
def _zbar() -> Callable[[Grey], list[Decoded]] | None:
    """Load the second reader; on a bare machine its shared library is missing."""
    try:
        from pyzbar import pyzbar
    except (ImportError, OSError):
        return None

    def decode(seen: Grey) -> list[Decoded]:
        return list(pyzbar.decode(seen, symbols=[pyzbar.ZBarSymbol.QRCODE]))

    return decode


def _read_second(seen: Grey, look: Look) -> list[Reading]:
    decode = _zbar()
    if decode is None:
        return []
    return [
        Reading(
            text=text_of(code.data, guess=code.data.decode("latin-1")),
            raw=code.data,
            corners=_corners(_clockwise(code.polygon), look),
        )
        for code in decode(seen)
        if len(code.polygon) == CORNER_COUNT
    ]


def _clockwise(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Order corners from the top left on, as the first reader does."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    return sorted(points, key=lambda p: math.atan2(p[1] - middle_y, p[0] - middle_x))


def _distinct(readings: list[Reading]) -> list[Reading]:
    """Drop what one look found twice in the same place; two copies of a code are one code."""
    seen: dict[bytes, Reading] = {}
    for reading in readings:
        seen.setdefault(reading.raw, reading)
    return list(seen.values())
