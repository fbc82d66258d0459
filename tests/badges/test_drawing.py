import time

import pytest
import zxingcpp
from PIL import Image, ImageChops

from onsite.badges import drawing, template
from onsite.badges.drawing import BadgeValues

CREDENTIAL = "C26P7ZK4M9QW3TX8RB5HN6VJ2DYA0"
NAMES = [
    "李喆",
    "王*明",
    "𠮷野家子",
    "䶮德",
    "㛃然",
    "Jürgen Groß",
    "Łukasz Żółkiewski",
    "Nguyễn Thị Hương",
    "José Müller-Šťastný",
    "محمد العربي",
    "שלום כהן",
    "สมชาย ใจดี",
    "Priya Venkataraman",
    "प्रिया शर्मा",
    "山田 太郎",
    "김철수",
    "Алексей",
    "迪丽娜尔·吐尔逊",
    "Anne-Marie O'Connor",
    "Maximilian " * 18,
    "A" * 200,
    "名" * 200,
    "Emoji 😀 Ann",
    "",
]


def values(**changes: str) -> BadgeValues:
    usual = {
        "event_name": "2026年样例医学大会",
        "event_name_en": "Sample Medical Congress 2026",
        "name": "李喆",
        "latin_name": "Li Zhe",
        "organisation": "样例大学附属医院",
        "position": "主任医师",
        "category_name": "代表",
        "category_name_en": "Delegate",
        "category_colour": "#0b57a4",
        "reg_no": "R0001",
        "credential": CREDENTIAL,
    }
    return BadgeValues(**(usual | changes))


def codes(image: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(image.convert("L"))
    return [code.text for code in found if code.format == zxingcpp.BarcodeFormat.QRCode]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("one_bit", [False, True])
@pytest.mark.parametrize("name", ["badge-90x130", "label-72"])
def test_the_code_of_a_drawn_badge_reads_back(name: str, *, one_bit: bool, dpi: int) -> None:
    image = drawing.draw(template.shipped(name), values(), dpi=dpi, one_bit=one_bit)

    assert image.mode == ("1" if one_bit else "RGB")
    assert codes(image) == [CREDENTIAL]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_drawn_and_the_code_still_reads(name: str) -> None:
    badge = template.shipped("badge-90x130")

    with_name = drawing.draw(badge, values(name=name, latin_name=""), dpi=203)
    without = drawing.draw(badge, values(name="", latin_name=""), dpi=203)

    assert codes(with_name) == [CREDENTIAL]
    changed = ImageChops.difference(with_name, without).getbbox()
    assert (changed is not None) == bool(name)
    if changed is not None:
        left, top, right, bottom = (edge / 203 * 25.4 for edge in changed)
        assert left > 5.8
        assert right < 84.2
        assert top > 28.3
        assert bottom < 60.8


def test_every_text_stays_inside_its_own_box_however_long() -> None:
    badge = template.shipped("badge-90x130")
    blank = BadgeValues()
    for box in badge.text:
        for words in ("Ågjpy " * 30, "龍" * 150, "W" * 150, "ณัฏฐ์" * 20):
            if box.over:
                continue
            image = drawing.draw(badge, BadgeValues(**{box.known_as: words}), dpi=203)
            changed = ImageChops.difference(image, drawing.draw(badge, blank, dpi=203)).getbbox()

            assert changed is not None
            left, top, right, bottom = (edge / 203 * 25.4 for edge in changed)
            # A lone English name takes the place of the missing Chinese one, above its own box.
            assert left >= box.x_mm - 0.2, box.known_as
            assert right <= box.right_mm + 0.2, box.known_as
            assert bottom <= box.bottom_mm + 0.2, box.known_as
            assert top > 8.5


def test_an_empty_badge_is_drawn_without_a_code() -> None:
    image = drawing.draw(template.shipped("badge-90x130"), BadgeValues(), dpi=203)

    assert codes(image) == []


def test_a_name_of_invisible_letters_is_drawn_blank() -> None:
    badge = template.shipped("badge-90x130")

    invisible = drawing.draw(badge, BadgeValues(name="\u3164"), dpi=203)

    blank = drawing.draw(badge, BadgeValues(), dpi=203)
    assert ImageChops.difference(invisible, blank).getbbox() is None


def test_control_characters_and_direction_marks_leave_no_trace() -> None:
    badge = template.shipped("badge-90x130")

    odd = drawing.draw(badge, values(name="\x00Anna\u202e\t\n Lee\x7f\ud800"), dpi=203)
    plain = drawing.draw(badge, values(name="Anna Lee"), dpi=203)

    assert ImageChops.difference(odd, plain).getbbox() is None


def test_an_accent_looks_the_same_composed_or_combining() -> None:
    badge = template.shipped("badge-90x130")

    composed = drawing.draw(badge, values(name="S\u0308\u0161"), dpi=203)
    combining = drawing.draw(badge, values(name="S\u0308s\u030c"), dpi=203)

    assert ImageChops.difference(composed, combining).getbbox() is None


def test_the_category_is_a_band_in_its_colour_and_black_on_a_thermal_printer() -> None:
    badge = template.shipped("badge-90x130")
    spot = (100, 1000)

    colour = drawing.draw(badge, values(category_colour="#b3261e"), dpi=203)
    thermal = drawing.draw(badge, values(category_colour="#ffffff"), dpi=203, one_bit=True)

    assert colour.getpixel(spot) == (0xB3, 0x26, 0x1E)
    assert thermal.getpixel(spot) == 0


@pytest.mark.parametrize(("colour", "ink"), [("#f2c94c", (0, 0, 0)), ("#0b57a4", (255, 255, 255))])
def test_words_on_the_category_are_in_the_ink_that_reads_better(
    colour: str, ink: tuple[int, int, int]
) -> None:
    image = drawing.draw(template.shipped("badge-90x130"), values(category_colour=colour), dpi=203)

    band = image.crop((0, round(117 / 25.4 * 203), image.width, image.height))
    assert ink in {colour for _, colour in band.getcolors(100_000) or []}


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#1234567"])
def test_a_colour_that_is_none_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="written like #1f6feb"):
        BadgeValues(category_colour=colour)


def test_the_same_words_in_both_languages_stand_once() -> None:
    badge = template.shipped("badge-90x130")

    twice = drawing.draw(badge, values(category_name="VIP", category_name_en="VIP"), dpi=203)
    once = drawing.draw(badge, values(category_name="VIP", category_name_en=""), dpi=203)

    assert ImageChops.difference(twice, once).getbbox() is None


def test_characters_no_font_has_are_named_and_drawn_as_a_box() -> None:
    badge = template.shipped("badge-90x130")

    boxed = drawing.draw(badge, values(name="A😀B"), dpi=203)
    bare = drawing.draw(badge, values(name="AB"), dpi=203)

    assert drawing.missing_glyphs("A😀B 👩\u200d⚕️ 😀") == ["😀", "👩\u200d⚕️"]
    assert ImageChops.difference(boxed, bare).getbbox() is not None


@pytest.mark.parametrize("name", NAMES[:19])
def test_no_name_of_the_hard_sheet_lacks_a_glyph(name: str) -> None:
    assert drawing.missing_glyphs(name) == []


def test_a_credential_too_long_for_its_square_is_refused_with_advice() -> None:
    with pytest.raises(ValueError, match="shorter credential"):
        drawing.draw(template.shipped("badge-90x130"), values(credential="x" * 500), dpi=30)


@pytest.mark.parametrize("dpi", [0, -203, 5000, float("nan")])
def test_a_resolution_no_printer_has_is_refused(dpi: float) -> None:
    with pytest.raises(ValueError, match="25 to 1200 dpi"):
        drawing.draw(template.shipped("badge-90x130"), values(), dpi=dpi)


def test_a_badge_is_drawn_in_under_100_ms() -> None:
    badge = template.shipped("badge-90x130")
    drawing.draw(badge, values(), dpi=300)
    began = time.perf_counter()

    for name in NAMES[:10]:
        drawing.draw(badge, values(name=name), dpi=300)

    assert (time.perf_counter() - began) / 10 < 0.1


def test_an_overlong_cell_is_drawn_whole_and_holds_nobody_up() -> None:
    began = time.perf_counter()

    image = drawing.draw(
        template.shipped("badge-90x130"), values(organisation="样例 text " * 500), dpi=203
    )

    assert codes(image) == [CREDENTIAL]
    assert time.perf_counter() - began < 5
