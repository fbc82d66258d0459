"""PWG raster, the picture format every IPP Everywhere printer takes: one page as a document.

Source: PWG 5102.4-2012, "PWG Raster Format": section 4.3 (page header), 4.4 (bitmap).
"""

import re
import struct

from PIL import Image

SYNC = b"RaS2"
HEADER_BYTES = 1796
MOST_LINES = 256
POINTS_PER_INCH = 72

# Of each document type: Pillow's mode, bits a colour, bits a pixel, colours, colour space.
TYPES = {
    "black_1": ("1", 1, 1, 1, 3),
    "sgray_8": ("L", 8, 8, 1, 18),
    "srgb_8": ("RGB", 8, 24, 3, 19),
}

# A pixel and its repetitions, or pixels of which none is like the next: 128 at most of either.
STRETCH = {
    size: re.compile(rb"(?s)(.{%d})\1{1,127}|(?:(.{%d})(?!\2)){1,128}" % (size, size))
    for size in (1, 3)
}


def document(image: Image.Image, *, kind: str, dpi: int) -> bytes:
    """Encode a picture as a document of one page.

    Args:
        image: The whole page.
        kind: One of ``TYPES``.
        dpi: Dots an inch, the same in both directions.
    """
    mode, *_ = TYPES[kind]
    drawn = image.convert(mode)
    raw = drawn.tobytes()
    if kind == "black_1":  # there a set bit is ink, and Pillow's is white
        raw = bytes(255 - byte for byte in raw)
    line_bytes = len(raw) // drawn.height
    pixel_bytes = 3 if kind == "srgb_8" else 1
    lines = [raw[at : at + line_bytes] for at in range(0, len(raw), line_bytes)]
    return SYNC + _header(drawn, kind=kind, dpi=dpi) + _bitmap(lines, pixel_bytes=pixel_bytes)


def _header(image: Image.Image, *, kind: str, dpi: int) -> bytes:
    _, colour_bits, pixel_bits, colours, space = TYPES[kind]
    points = [round(side * POINTS_PER_INCH / dpi) for side in image.size]
    header = bytearray(HEADER_BYTES)
    header[:9] = b"PwgRaster"
    line_bytes = (image.width * pixel_bits + 7) // 8
    for at, numbers in (
        (276, (dpi, dpi)),
        (340, (1,)),  # copies
        (352, points),  # the page's size; margins are none
        (372, (image.width, image.height)),
        (384, (colour_bits, pixel_bits, line_bytes, 0, space)),
        (420, (colours,)),
        (452, (1, 1, 1)),  # one page, the same way up as it is fed
    ):
        struct.pack_into(f">{len(numbers)}I", header, at, *numbers)
    return bytes(header)


def _bitmap(lines: list[bytes], *, pixel_bytes: int) -> bytes:
    out = bytearray()
    at = 0
    while at < len(lines):
        line = lines[at]
        count = 1
        while count < MOST_LINES and at + count < len(lines) and lines[at + count] == line:
            count += 1
        out.append(count - 1)
        out += _packed(line, pixel_bytes=pixel_bytes)
        at += count
    return bytes(out)


def _packed(line: bytes, *, pixel_bytes: int) -> bytes:
    out = bytearray()
    for found in STRETCH[pixel_bytes].finditer(line):
        pixels = (found.end() - found.start()) // pixel_bytes
        if found[1]:
            out.append(pixels - 1)
            out += found[1]
        else:
            out.append((257 - pixels) & 0xFF if pixels > 1 else 0)
            out += found[0]
    return bytes(out)
