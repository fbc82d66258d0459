"""Pictures of a template: fitted, dithered in their own box, once in a PDF, and missing."""

import re
import zlib

import pytest
from PIL import Image, ImageChops

from onsite.badges import layout
from onsite.badges.drawing import BadgeValues, draw_page
from onsite.badges.pdf import pdf_of
from tests.badges.small_templates import PERSON, WHOLE, made, text

LOGO = "[[picture]]\nfile = 'logo.png'\nx_mm = 10\ny_mm = 4\nwidth_mm = 20\nheight_mm = 20\n"


@pytest.fixture
def logo(tmp_path):
    Image.linear_gradient("L").resize((400, 200)).convert("RGB").save(tmp_path / "logo.png")
    return tmp_path


def inked(image):
    return Image.eval(image.convert("L"), lambda v: 255 * (v < 250)).getbbox()


def test_a_picture_is_contained_in_its_box_or_covers_it(logo):
    boxes = {}
    for fit in ("contain", "cover"):
        mine = made(f"{LOGO}fit = '{fit}'\n", logo)
        page = layout.page(mine, PERSON, pictures=logo)
        boxes[fit] = inked(draw_page(page, dpi=254))

    assert boxes["contain"] == (100, 90, 300, pytest.approx(189, abs=6))
    assert boxes["cover"] == (100, 40, 300, pytest.approx(239, abs=6))


def test_a_picture_is_dithered_in_its_box_and_letters_beside_it_keep_their_edges(logo):
    words = text("王某 Ann", "", "x_mm = 5\ny_mm = 26\nwidth_mm = 50\nheight_mm = 12\n")
    mine = made(f"{LOGO}fit = 'cover'\n{words}", logo)

    with_logo = draw_page(layout.page(mine, PERSON, pictures=logo), dpi=203, one_bit=True)
    without = draw_page(layout.page(made(words), PERSON), dpi=203, one_bit=True)

    changed = ImageChops.difference(with_logo.convert("L"), without.convert("L")).getbbox()
    left, top, right, bottom = (edge / 203 * 25.4 for edge in changed)
    assert left >= 9.9
    assert top >= 3.9
    assert right <= 30.1
    assert bottom <= 24.1
    dark = with_logo.crop((80, 32, 240, 192)).convert("L").histogram()[0] / 160**2
    assert dark == pytest.approx(0.5, abs=0.05)


def test_a_turned_picture_is_turned_as_the_clock_goes(logo):
    mine = made(f"{LOGO}fit = 'cover'\nturn = 90\n", logo)

    image = draw_page(layout.page(mine, PERSON, pictures=logo), dpi=254).convert("L")

    # The gradient runs from black above to white below: turned, from black at the right.
    assert image.getpixel((110, 140)) > 200
    assert image.getpixel((290, 140)) < 55


def test_a_picture_that_is_gone_when_it_prints_leaves_its_place_blank(logo):
    mine = made(LOGO, logo)
    (logo / "logo.png").unlink()

    assert layout.page(mine, PERSON, pictures=logo).pictures == ()


def test_a_changed_picture_is_drawn_anew(logo):
    mine = made(LOGO, logo)
    first = draw_page(layout.page(mine, PERSON, pictures=logo), dpi=100)
    Image.new("RGB", (10, 10), "#b3261e").save(logo / "logo.png")

    again = draw_page(layout.page(mine, PERSON, pictures=logo), dpi=100)
    assert ImageChops.difference(first, again).getbbox()


def test_a_see_through_picture_lies_on_white(tmp_path):
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "logo.png")
    mine = made(LOGO, tmp_path)

    assert inked(draw_page(layout.page(mine, PERSON, pictures=tmp_path), dpi=100)) is None


def test_a_picture_as_large_as_the_stock_lies_under_everything(logo):
    whole = LOGO.replace("x_mm = 10\ny_mm = 4", "x_mm = 0\ny_mm = 0")
    whole = whole.replace("width_mm = 20", "width_mm = 60").replace("t_mm = 20", "t_mm = 40")
    band = f"[[fill]]\ncolour = 'category'\n{WHOLE}"
    mine = made(f"{whole}fit = 'cover'\n{band}", logo)

    image = draw_page(layout.page(mine, PERSON, pictures=logo), dpi=254)

    assert image.getpixel((300, 100)) == (0xB3, 0x26, 0x1E)


def test_a_picture_on_every_badge_is_in_the_pdf_once(logo):
    mine = made(LOGO + text("{name}", "", WHOLE.replace("y_mm = 5", "y_mm = 26")), logo)
    pages = [layout.page(mine, BadgeValues(name=f"王某{n}"), pictures=logo) for n in range(20)]

    content = pdf_of(pages)

    assert content.count(b"/Subtype /Image") == 1
    image = re.search(rb"/Width (\d+) /Height (\d+) .*?stream\n", content, re.DOTALL)
    assert (int(image[1]), int(image[2])) == (236, 118)
    drawn = zlib.decompress(content[image.end() :].split(b"\nendstream")[0])
    assert len(drawn) == 236 * 118 * 3
