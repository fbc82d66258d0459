"""Pages drawn as they were when somebody looked at them, and codes that are read back from them."""

import pytest
import zxingcpp
from PIL import Image, ImageChops

from onsite.badges import layout, template
from onsite.badges.drawing import BadgeValues, draw_page
from onsite.badges.shaping import missing_glyphs
from tests.badges.golden_pages import CREDENTIAL, FOLDER, PERSON, RESOLUTIONS, pages
from tests.badges.hard_names import HARD_NAMES

A_HANDFUL = 24  # dots; another build of the rasteriser rounds an edge otherwise
PAGES = pages()
WITH_CODE = [name for name in template.shipped_names() if template.shipped(name).qr]
NOISE = """
[[picture]]
file = "noise.png"
fit = "cover"
"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did_when_it_was_looked_at(name):
    drawn = PAGES[name]()
    with Image.open(FOLDER / f"{name}.png") as kept:
        assert drawn.size == kept.size
        different = ImageChops.difference(drawn.convert("L"), kept.convert("L"))

    assert different.histogram()[255] <= A_HANDFUL


def test_every_kept_picture_is_of_a_page_there_is():
    assert {path.stem for path in FOLDER.glob("*.png")} == set(PAGES)


def test_there_are_forty_hard_names_and_only_emoji_lack_a_glyph():
    assert len(HARD_NAMES) == len(set(HARD_NAMES)) == 40
    lacking = {name: missing_glyphs(name) for name in HARD_NAMES if missing_glyphs(name)}

    assert lacking == {"Emoji 😀 Ann 👩\u200d⚕️": ["😀", "👩\u200d⚕️"]}


@pytest.mark.parametrize("dpi", RESOLUTIONS)
@pytest.mark.parametrize("name", WITH_CODE)
def test_the_code_of_every_shipped_template_reads_back(name, dpi):
    image = draw_page(layout.page(template.shipped(name), PERSON), dpi=dpi, one_bit=True)

    assert codes(image) == [CREDENTIAL]


@pytest.mark.parametrize("dpi", RESOLUTIONS)
@pytest.mark.parametrize("name", WITH_CODE)
def test_a_code_reads_back_beside_pictures_that_are_dithered(tmp_path, name, dpi):
    Image.effect_noise((300, 300), 90).convert("RGB").save(tmp_path / "noise.png")
    shipped = template.shipped(name)
    everywhere = (
        f"{NOISE}x_mm = 0\ny_mm = 0\nwidth_mm = {shipped.width_mm}\n"
        f"height_mm = {shipped.height_mm}\n"
    )
    noisy = template.parse(template.dump(shipped) + everywhere, name=name, pictures=tmp_path)
    page = layout.page(noisy, PERSON, pictures=tmp_path)

    image = draw_page(page, dpi=dpi, one_bit=True)

    assert len(page.pictures) == 1
    assert codes(image) == [CREDENTIAL]


@pytest.mark.parametrize("name", HARD_NAMES)
def test_no_hard_name_keeps_any_shipped_template_from_being_laid_out(name):
    for shipped in map(template.shipped, template.shipped_names()):
        if not shipped.boxes:
            continue
        values = BadgeValues(name=name, latin_name=name, organisation=name, credential=CREDENTIAL)
        for page in layout.pages(shipped, values):
            for text in page.texts:
                for placed in text.lines:
                    assert placed.line.width_em * text.size_mm <= shipped.width_mm


def codes(image):
    found = zxingcpp.read_barcodes(image.convert("L"))
    return [code.text for code in found if code.format == zxingcpp.BarcodeFormat.QRCode]
