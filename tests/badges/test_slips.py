"""Receipts, vouchers and place cards as a printer gets them."""

import io

import msgspec
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from onsite.badges import qr
from onsite.badges.drawing import draw_page
from onsite.badges.papers import Code, Pair, PlaceCard, Rule, Slip, Text
from onsite.badges.place_cards import card_page
from onsite.badges.sheets import Paper, laid_out, picture
from onsite.badges.slips import LEAST_MODULE_MM, slip_page
from onsite.badges.template import FOLDER, TemplateError, Templates, parse

CREDENTIAL = "C26P7ZK4M9QW3TX8RB5HN6VJ2DYA0"


def sheet(width_dots, height_dots, dpi, *, one_bit=True):
    return Paper(width_dots, height_dots, dpi, one_bit)


ROLLS = [sheet(384, None, 203), sheet(576, None, 203), sheet(567, None, 300), sheet(850, None, 300)]
LABELS = [sheet(719, 1039, 203), sheet(1063, 1535, 300, one_bit=False), sheet(480, 320, 203)]
VOUCHER = Slip(
    "午餐券 Lunch voucher",
    (Text("清真 Halal", is_big=True), Pair("姓名 Name", "王某"), Code(CREDENTIAL, "LUN1-0042")),
    subtitle="12月5日 11:30",
)
NAMES = ["王𠮷䶮", "Nguyễn Thị Hồng", "محمد العربي", "สมชาย ใจดี", "Ann 😀", "Łukasz Żółkiewski"]


def receipt(**more):
    parts = (
        Pair("编号 No.", "000123"),
        Rule(),
        *(Pair(f"D00{n} {name}", "1,800.00") for n, name in enumerate(NAMES)),
        Rule(),
        Pair("合计 Total", "¥10,800.00", is_total=True),
        Pair("微信支付 WeChat Pay 4200001234202612051234567890", "10,800.00"),
        Text("本收据不作为报销凭证。This receipt is no tax invoice."),
    )
    return Slip("收据 Receipt", parts, **more)


def drawn(content, paper):
    return Image.open(io.BytesIO(picture(content, paper)))


def codes(image):
    return [code.text for code in zxingcpp.read_barcodes(image.convert("L"))]


def roll_page(slip, width_mm=72.0):
    return slip_page(slip, width_mm=width_mm, height_mm=None)


def lines(page):
    return [(text, placed) for text in page.texts for placed in text.lines]


@pytest.mark.parametrize("paper", [*ROLLS, *LABELS], ids=str)
def test_the_code_of_a_slip_reads_back_on_every_paper(paper):
    image = drawn(VOUCHER, paper)

    assert codes(image) == [CREDENTIAL]
    assert image.mode == ("1" if paper.one_bit else "RGB")
    assert image.width == paper.width_dots
    assert paper.height_dots in (None, image.height)


@pytest.mark.parametrize("text", ["7", "9" * 300, "https://192.0.2.10:8443/pair/" + "a" * 100])
@pytest.mark.parametrize("paper", ROLLS, ids=str)
def test_a_code_of_any_length_reads_back_from_a_roll(paper, text):
    assert codes(drawn(Slip("x", (Code(text),)), paper)) == [text]


def test_a_code_keeps_its_quiet_zone_and_modules_a_printer_can_draw():
    page = slip_page(VOUCHER, width_mm=60, height_mm=40)

    (code,) = page.codes
    count = len(qr.modules(code.text)) + 2 * qr.BORDER
    assert code.box.width_mm / count >= LEAST_MODULE_MM - 0.001
    for text, placed in lines(page):
        is_above = placed.baseline_mm + placed.line.bottom_em * text.size_mm <= code.box.y_mm
        is_below = placed.baseline_mm - placed.line.top_em * text.size_mm >= code.box.bottom_mm
        assert is_above or is_below


@pytest.mark.parametrize("width_mm", [48.0, 72.0, 90.0, 200.0])
def test_all_that_a_receipt_says_stands_on_the_paper_and_nothing_overlaps(width_mm):
    slip = receipt(subtitle="2026年样例医学大会", copy="副本 Copy 2")
    page = roll_page(slip, width_mm)

    said = "".join(placed.line.text for _, placed in lines(page)).replace(" ", "")
    for name in NAMES:
        assert name.replace(" ", "") in said
    for part in slip.parts:
        if isinstance(part, Pair):
            assert part.value in said
    bottom_mm = 0.0
    for text in page.texts:
        for placed in text.lines:
            assert placed.x_mm >= 0
            assert placed.x_mm + placed.line.width_em * text.size_mm <= width_mm
            assert 0 < placed.baseline_mm < page.height_mm
            bottom_mm = max(bottom_mm, placed.baseline_mm)
    assert page.height_mm - bottom_mm < 8


def test_a_value_ends_at_the_right_edge_beside_its_label_or_below_it():
    page = roll_page(receipt(), 48.0)

    ends = {
        round(placed.x_mm + placed.line.width_em * text.size_mm, 3)
        for text, placed in lines(page)
        if placed.line.text in ("000123", "1,800.00", "¥10,800.00", "10,800.00")
    }
    assert len(ends) == 1


def test_a_total_is_larger_than_what_it_sums_up():
    page = roll_page(receipt())

    sizes = {placed.line.text: text.size_mm for text, placed in lines(page)}
    assert sizes["¥10,800.00"] > 1.3 * sizes["1,800.00"]


@pytest.mark.parametrize("one_bit", [True, False])
def test_a_copy_says_so_in_white_on_black(one_bit):
    first, copy = roll_page(receipt()), roll_page(receipt(copy="副本 Copy 2"))

    assert "副本 Copy 2" in [placed.line.text for _, placed in lines(copy)]
    assert copy.height_mm > first.height_mm + 5
    bar = next(area.box for area in copy.areas if area.is_category)
    scale = 203 / 25.4
    edges = (bar.x_mm + 0.3, bar.y_mm + 0.3, bar.right_mm - 0.3, bar.bottom_mm - 0.3)
    cut = draw_page(copy, dpi=203, one_bit=one_bit).convert("L")
    cut = cut.crop(tuple(round(edge * scale) for edge in edges))
    dark = cut.histogram()[0] / (cut.width * cut.height)
    assert 0.5 < dark < 0.97  # black, with white letters in it


def test_a_label_without_room_is_refused_with_what_it_would_need():
    with pytest.raises(TemplateError, match=r"60 x 40 mm has no room .* needs \d+ mm"):
        picture(receipt(), sheet(480, 320, 203))


def test_a_paper_too_narrow_for_words_is_refused():
    with pytest.raises(TemplateError, match="too narrow"):
        roll_page(receipt(), 20.0)


def test_a_label_s_print_shrinks_only_as_far_as_it_can_be_read():
    sizes = []
    for height_mm in (200.0, 90.0, 84.0):
        page = slip_page(receipt(), width_mm=72, height_mm=height_mm)
        sizes.append(min(text.size_mm for text in page.texts))
        assert page.height_mm == height_mm

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] >= 1.5


CARD = PlaceCard("王𠮷䶮", "Wang Jiyan", "样例大学附属医院", "主任医师", "主桌 Table 1 · 3")


@pytest.mark.parametrize("paper", [*ROLLS, *LABELS, sheet(2480, 1754, 212, one_bit=False)], ids=str)
def test_a_place_card_reads_the_same_from_both_sides(paper):
    image = drawn(CARD, paper).convert("L")

    turned = image.transpose(Image.Transpose.ROTATE_180)
    different = ImageChops.difference(image, turned).point(lambda v: 255 * (v > 128))
    # Turned about a point between dots, edges differ by a dot or two; nothing does by more.
    assert different.filter(ImageFilter.MinFilter(5)).getbbox() is None
    assert image.crop((0, 0, image.width, image.height // 2)).getextrema() == (0, 255)


@pytest.mark.parametrize("name", [*NAMES, "Maximilian " * 8, "名" * 30])
def test_a_place_card_s_name_is_the_largest_and_stands_below_the_fold(name):
    page = card_page(PlaceCard(name, "Latin", "单位", "职务", "12"), width_mm=90, height_mm=130)

    upright = [text for text in page.texts if not text.turn]
    assert len(upright) == len(page.texts) / 2
    largest = max(upright, key=lambda text: text.size_mm * len(text.lines))
    assert largest.field == "name"
    for text in upright:
        for placed in text.lines:
            assert placed.x_mm >= 0
            assert placed.x_mm + placed.line.width_em * text.size_mm <= 90
            assert placed.baseline_mm - placed.line.top_em * text.size_mm > 65
            assert placed.baseline_mm + placed.line.bottom_em * text.size_mm < 130


def test_a_card_with_a_name_alone_gives_it_all_the_room():
    alone = card_page(PlaceCard("王某"), width_mm=200, height_mm=100)
    among = card_page(CARD, width_mm=200, height_mm=100)

    assert alone.texts[0].size_mm > among.texts[0].size_mm
    assert card_page(PlaceCard("", "Ann"), width_mm=90, height_mm=90).texts[0].field == "name"


def test_a_paper_too_small_for_a_place_card_is_refused():
    with pytest.raises(TemplateError, match="too small for a place card"):
        card_page(CARD, width_mm=60, height_mm=30)


FORMED = msgspec.structs.replace(
    VOUCHER,
    form="meal-voucher",
    fields={
        "meal": "午餐 Lunch",
        "diet": "清真 Halal",
        "name": "王某",
        "number": "LUN1-0042",
        "credential": CREDENTIAL,
        "gone": "a field of an older version",
    },
)


@pytest.mark.parametrize("size", [(480, 320, 203), (709, 472, 300), (1181, 709, 300)])
def test_a_voucher_on_a_label_stands_in_its_template_s_boxes_as_large_as_the_label(size):
    width, height, dpi = size
    image = drawn(FORMED, sheet(width, height, dpi))

    assert image.size == (width, height)
    assert codes(image) == [CREDENTIAL]
    (page,) = laid_out(FORMED, sheet(width, height, dpi))
    assert {text.field for text in page.texts} == {"meal", "diet", "number", "name"}


@pytest.mark.parametrize("paper", [ROLLS[1], LABELS[0], sheet(480, 480, 203)], ids=str)
def test_a_voucher_on_a_roll_or_another_shape_is_written_from_top_to_bottom(paper):
    (formed,), (plain,) = laid_out(FORMED, paper), laid_out(VOUCHER, paper)

    assert formed == plain


def test_an_event_s_own_receipt_says_its_logo_and_last_words(tmp_path):
    Image.new("RGB", (200, 100), "#b3261e").save(tmp_path / "logo.png")
    text = (FOLDER / "receipt.toml").read_text(encoding="utf-8")
    own = parse(text.replace("closing = []", 'closing = ["谢谢光临"]'), name="receipt")

    mine = slip_page(receipt(), width_mm=72, height_mm=None, templates=Templates([own], tmp_path))

    assert [each.source.path.name for each in mine.pictures] == ["logo.png"]
    assert lines(mine)[-1][1].line.text == "谢谢光临"
    assert mine.height_mm > roll_page(receipt()).height_mm + 14
    assert draw_page(mine, dpi=203, one_bit=True).mode == "1"


def test_an_event_s_own_place_card_stands_in_the_shipped_one_s_place():
    own = parse(
        "width_mm = 90\nheight_mm = 90\n[[text]]\ntext = '{name}'\nsize_mm = 9\n"
        "x_mm = 0\ny_mm = 0\nwidth_mm = 90\nheight_mm = 20\n",
        name="place-card",
    )

    card = card_page(CARD, width_mm=100, height_mm=100, templates=Templates([own]))

    assert [text.field for text in card.texts] == ["name"]
    assert card.width_mm == 90
