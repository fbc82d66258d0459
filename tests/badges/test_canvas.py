"""Pages drawn by hand: words stay where there is room for them, colours stay legible."""

import pytest

from onsite.badges.canvas import RIGHT, Canvas, box, tint, width_of
from onsite.badges.colours import legible
from onsite.badges.fitting import height_em

LONG = "第十二届国际学术大会 International Congress محمد " * 4


def test_a_line_is_set_smaller_rather_than_wider_than_its_room():
    canvas = Canvas(100, 50)

    used_mm = canvas.say(LONG, (95, 20), size_mm=6, width_mm=80, align=RIGHT)

    (text,) = canvas.page().texts
    assert used_mm == pytest.approx(80)
    assert text.size_mm < 6
    assert text.lines[0].x_mm == pytest.approx(15)


def test_a_line_that_says_nothing_is_not_there():
    canvas = Canvas(100, 50)

    assert canvas.say(" \n", (0, 0), size_mm=3) == 0
    assert canvas.write("", box(0, 0, 10, 10), size_mm=3) == 0
    assert canvas.page().texts == ()


@pytest.mark.parametrize("height_mm", [40, 9])
def test_a_paragraph_stays_in_its_room_and_says_how_high_it_is(height_mm):
    canvas = Canvas(100, 50)

    used_mm = canvas.write(LONG, box(10, 5, 60, height_mm), size_mm=4)

    (text,) = canvas.page().texts
    assert used_mm <= height_mm + 1e-6
    assert used_mm == pytest.approx(height_em([p.line for p in text.lines]) * text.size_mm)
    assert max(placed.line.width_em for placed in text.lines) * text.size_mm <= 60 + 1e-6
    assert "".join(p.line.text for p in text.lines).replace(" ", "") == LONG.replace(" ", "")


def test_dashes_end_where_they_are_told_to():
    canvas = Canvas(100, 50)

    canvas.dashes((10, 5), 20, colour="#000000")

    ends = [x for stroke in canvas.page().strokes for x, _ in stroke.points]
    assert (min(ends), max(ends)) == (10, 20)


def test_a_tint_is_the_colour_itself_white_or_between():
    assert tint("#0b5fa5", 1) == "#0b5fa5"
    assert tint("#0b5fa5", 0) == "#ffffff"
    assert tint("#000000", 0.5) == "#808080"


def test_words_in_a_pale_colour_are_darkened_and_others_left():
    assert legible("#0b5fa5") == "#0b5fa5"
    assert legible("#ffffff") < "#777777"
    assert legible("#f2b705") != "#f2b705"


def test_a_width_is_told_before_anything_is_written():
    assert width_of("anna", size_mm=4) == pytest.approx(2 * width_of("anna", size_mm=2))
