import numpy as np
import pytest
from PIL import Image

from onsite.badges import drawing
from onsite.badges.sheets import Paper
from onsite.badges.test_pages import TestPage, layout_test_page
from onsite.scanner.reader import read_codes

MM_PER_INCH = 25.4
TEST = TestPage("1号台 Desk 1", "Dental congress", "12-05 08:30")


def paper(width_mm, height_mm, dpi, *, one_bit=True):
    def dots(length_mm):
        return round(length_mm / MM_PER_INCH * dpi)

    return Paper(dots(width_mm), dots(height_mm) if height_mm else None, dpi, one_bit)


PAPERS = {
    "badge, 203 dpi": paper(90, 130, 203),
    "badge, 300 dpi": paper(90, 130, 300),
    "badge in colours": paper(90, 130, 300, one_bit=False),
    "roll of 80 mm": Paper(576, None, 203, one_bit=True),
    "roll of 58 mm": Paper(384, None, 203, one_bit=True),
    "label of 62 mm": paper(62, 100, 300),
    "low label": paper(62, 29, 300),
    "A4": paper(210, 297, 300, one_bit=False),
}


def drawn(name):
    wanted = PAPERS[name]
    page = layout_test_page(TEST, wanted)
    return drawing.draw_page(page, dpi=wanted.dpi, one_bit=wanted.one_bit), wanted


@pytest.mark.parametrize("name", PAPERS)
def test_the_code_of_a_test_page_reads_back_with_printer_and_dots(name):
    picture, wanted = drawn(name)

    assert read(picture) == [f"ONSITE-TEST {wanted.dpi} dpi 1号台 Desk 1"]


def read(picture):
    return [code.text for code in read_codes(np.asarray(picture.convert("RGB"))[:, :, ::-1])]


@pytest.mark.parametrize("name", PAPERS)
def test_a_test_page_marks_the_outermost_dots_of_all_four_corners(name):
    picture, wanted = drawn(name)
    grey = picture.convert("L")
    right, bottom = picture.width - 1, picture.height - 1

    assert picture.width == wanted.width_dots
    assert wanted.height_dots in (None, picture.height)
    assert [grey.getpixel(at) for at in ((0, 0), (right, 0), (0, bottom), (right, bottom))] == [
        0
    ] * 4


def test_its_ruler_is_true_to_a_dot():
    picture, wanted = drawn("badge, 300 dpi")
    row = 30  # below the ticks of one and of five millimetres, in those of ten

    marks = [x for x in range(100, picture.width - 100) if picture.getpixel((x, row)) == 0]

    wanted_marks = [round(at_mm / MM_PER_INCH * wanted.dpi) for at_mm in range(10, 81, 10)]
    assert marks == wanted_marks


def test_lines_of_one_dot_are_one_dot():
    picture, _ = drawn("badge, 203 dpi")
    runs = [run for y in range(240, 290) for run in _runs(picture, y, left=359, right=424)]

    assert runs
    assert {length for length, _ in runs} == {1}


def _runs(picture: Image.Image, y, *, left, right):
    row = "".join("#" if picture.getpixel((x, y)) == 0 else " " for x in range(left, right))
    return [(len(run), y) for run in row.split()]


def test_a_long_name_stays_on_the_page_and_in_the_code():
    name = "打印机 " * 15
    wanted = PAPERS["badge, 300 dpi"]
    page = layout_test_page(TestPage(name, "", ""), wanted)

    for text in page.texts:
        for line in text.lines:
            assert line.x_mm + line.line.width_em * text.size_mm <= page.width_mm + 0.01
    assert read(drawing.draw_page(page, dpi=300, one_bit=True)) == [
        f"ONSITE-TEST 300 dpi {name.strip()}"
    ]


def test_a_label_too_small_for_all_of_it_keeps_what_tells_the_printer():
    tiny = layout_test_page(TEST, paper(30, 20, 203))

    assert len(tiny.codes) == 1
    assert all(text.size_mm > 0 for text in tiny.texts)
