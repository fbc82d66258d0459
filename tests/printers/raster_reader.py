"""PWG raster read by ourselves in a few lines, for machines without CUPS's own library.

Source: PWG 5102.4-2012, sections 4.3 (page header) and 4.4 (bitmap).
"""

from dataclasses import dataclass

from PIL import Image

BITMAP_AT = 4 + 1796
MODES = {(1, 3): "1", (8, 18): "L", (24, 19): "RGB"}  # by bits a pixel and colour space


@dataclass
class Page:
    picture: Image.Image
    dpi: tuple[int, int]
    points: tuple[int, int]


def page(content):
    """Read the only page; what is behind it, or missing, fails."""
    assert content.startswith(b"RaS2PwgRaster\0")

    def numbers(at, count):  # of the header, which is behind the first four bytes
        raw = content[4 + at : 4 + at + 4 * count]
        return tuple(int.from_bytes(raw[each : each + 4], "big") for each in range(0, len(raw), 4))

    (width, height), (bits, line_bytes) = numbers(372, 2), numbers(388, 2)
    mode = MODES[bits, *numbers(400, 1)]
    assert numbers(420, 1) == (len(Image.new(mode, (1, 1)).getbands()),)
    raw = _bitmap(content, height=height, line_bytes=line_bytes, step=max(1, bits // 8))
    if mode == "1":  # a set bit is ink
        raw = bytes(255 - byte for byte in raw)
    picture = Image.frombytes(mode, (width, height), raw)
    return Page(picture, numbers(276, 2), numbers(352, 2))


def _bitmap(content, *, height, line_bytes, step):
    out, at = b"", BITMAP_AT
    while len(out) < height * line_bytes:
        times, line = content[at] + 1, b""
        at += 1
        while len(line) < line_bytes:
            count = content[at]
            assert count != 128, "the rest of the line left white: we write no such thing"
            own = 1 if count < 128 else 257 - count  # a pixel again and again, or each its own
            pixels = content[at + 1 : at + 1 + own * step]
            line += pixels * (count + 1 if count < 128 else 1)
            at += 1 + own * step
        assert len(line) == line_bytes
        out += line * times
    assert (len(out), at) == (height * line_bytes, len(content))
    return out
