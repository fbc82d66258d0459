"""PWG raster read by CUPS's own library: the format as someone else understands it."""

import ctypes
from pathlib import Path

from PIL import Image

from tests import needs

HEADER_BYTES = 1796
READ = 0
SET_BLACK = 3  # CUPS_CSPACE_K


def pages(path: Path) -> list[tuple[Image.Image, int, tuple[int, int]]]:
    """Read each page: its picture, dots an inch, and size in points."""
    cups = ctypes.CDLL(needs.library("cups", "apt-get install libcups2"))
    cups.cupsRasterOpen.restype = ctypes.c_void_p
    for name in ("cupsRasterReadHeader2", "cupsRasterReadPixels", "cupsRasterClose"):
        getattr(cups, name).argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint][
            : {"cupsRasterReadHeader2": 2, "cupsRasterReadPixels": 3}.get(name, 1)
        ]
    found = []
    with path.open("rb") as file:
        raster = cups.cupsRasterOpen(file.fileno(), READ)
        header = ctypes.create_string_buffer(HEADER_BYTES)
        while cups.cupsRasterReadHeader2(raster, header):
            found.append(_page(cups, raster, header.raw))
        cups.cupsRasterClose(raster)
    return found


def _page(cups, raster, header):
    def number(at):
        return int.from_bytes(header[at : at + 4], "little")

    width, height, bits, line_bytes = number(372), number(376), number(388), number(392)
    rows = []
    for _ in range(height):
        row = ctypes.create_string_buffer(line_bytes)
        assert cups.cupsRasterReadPixels(raster, row, line_bytes) == line_bytes
        rows.append(row.raw)
    raw = b"".join(rows)
    if number(400) == SET_BLACK:
        raw = bytes(255 - byte for byte in raw)
    mode = {1: "1", 8: "L", 24: "RGB"}[bits]
    picture = Image.frombytes(mode, (width, height), raw)
    return picture, number(276), (number(352), number(356))
