import random

import pytest
from PIL import Image, ImageChops

from printers import pwg
from tests.printers import raster_reader

KINDS = [("black_1", "1"), ("sgray_8", "L"), ("srgb_8", "RGB")]


def noise(mode, size, *, values=256):
    """Dots of which hardly two neighbours are alike; the fewer values, the more are."""
    chance = random.Random(7)
    count = size[0] * size[1] * 3
    raw = bytes(chance.randrange(values) * (255 // (values - 1)) for _ in range(count))
    return Image.frombytes("RGB", size, raw).convert(mode)


def read_back(picture, kind):
    return raster_reader.page(pwg.document(picture, kind=kind, dpi=300)).picture


@pytest.mark.parametrize(("kind", "mode"), KINDS)
@pytest.mark.parametrize("width", [1, 7, 8, 127, 128, 129, 300])
@pytest.mark.parametrize("values", [2, 256])
def test_a_raster_reads_back_to_the_same_picture(kind, mode, width, values):
    picture = noise(mode, (width, 9), values=values)

    read = read_back(picture, kind)

    assert read.mode == mode
    assert read.tobytes() == picture.tobytes()


@pytest.mark.parametrize(("kind", "mode"), KINDS)
@pytest.mark.parametrize("height", [1, 2, 255, 256, 257, 600])
def test_lines_that_are_alike_are_written_once_however_many(kind, mode, height):
    line = noise(mode, (130, 1))
    picture = line.resize((130, height))

    content = pwg.document(picture, kind=kind, dpi=300)

    assert raster_reader.page(content).picture.tobytes() == picture.tobytes()
    times = -(-height // 256)  # a line says how often it comes, 256 times at most
    once = len(pwg.document(line, kind=kind, dpi=300)) - raster_reader.BITMAP_AT
    assert len(content) == raster_reader.BITMAP_AT + times * once


@pytest.mark.parametrize(("kind", "mode"), KINDS)
def test_an_empty_page_is_white_and_small(kind, mode):
    picture = Image.new(mode, (1063, 1535), "white")

    content = pwg.document(picture, kind=kind, dpi=300)

    assert ImageChops.invert(raster_reader.page(content).picture.convert("L")).getbbox() is None
    assert len(content) < 3000


@pytest.mark.parametrize(("dpi", "size"), [(300, (1063, 1535)), (600, (2126, 3071))])
def test_a_raster_says_its_dots_an_inch_and_its_paper(dpi, size):
    read = raster_reader.page(pwg.document(Image.new("1", size), kind="black_1", dpi=dpi))

    assert read.dpi == (dpi, dpi)
    assert [round(side / 72 * 25.4) for side in read.points] == [90, 130]


def test_a_colour_picture_is_grey_where_only_grey_is_taken():
    picture = noise("RGB", (40, 40))

    assert read_back(picture, "sgray_8").tobytes() == picture.convert("L").tobytes()
