"""What a template's boxes do: fields, conditions, sides, turns, lines, folds, pictures."""

import io
import re
import zlib

import pytest
from PIL import Image

from onsite.badges import layout, pdf, template
from onsite.badges.drawing import BadgeValues, draw_page
from onsite.badges.expressions import FIELDS, ExpressionError, said
from onsite.badges.sheets import Paper, page_count, picture
from onsite.badges.template import TemplateError, Templates
from onsite.badges.values import words_of
from onsite.errors import OnsiteError
from tests.badges.small_templates import PERSON, WHOLE, made, text


def read(page):
    return [placed.line.text for each in page.texts for placed in each.lines]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{name}", "王某"),
        ("{latin_name|name}", "王某"),
        ("{position|reg_no}", ""),
        ("Dr. {position}", ""),
        ("{name} · {position}", "王某 · "),
        ("{name:upper}{organisation}", "王某样例医院"),
        ("{category:lower}", "vip"),
        ("{{name}} {name}", "{name} 王某"),
        ("words alone", "words alone"),
        ("", ""),
    ],
)
def test_a_text_says_its_fields_and_is_left_out_where_none_has_a_value(written, shown):
    assert said(written, words_of(PERSON)) == shown


@pytest.mark.parametrize(
    "written",
    ["{", "}", "{phone}", "{name.__class__}", "{name!r}", "{name:>10}", "{}", "{0}", "{name[0]}"],
)
def test_a_text_can_reach_nothing_but_the_listed_fields(written):
    with pytest.raises(ExpressionError):
        said(written, words_of(PERSON))


def test_every_field_has_a_value_of_a_person_behind_it():
    assert set(FIELDS) <= set(words_of(PERSON))


@pytest.mark.parametrize(
    ("when", "stands"),
    [
        ("has = 'organisation'", True),
        ("has = 'position'", False),
        ("category = ['VIP', 'SPK']", True),
        ("category = ['DEL']", False),
        ("not_category = ['VIP']", False),
        ("not_category = ['DEL']", True),
        ("language = 'zh'", True),
        ("language = 'en'", False),
        ("language = 'zh', category = ['DEL']", False),
    ],
)
@pytest.mark.parametrize(
    "box",
    [
        text("x"),
        f"[[fill]]\ncolour = 'category'\n{WHOLE}",
        "[[line]]\nx_mm = 1\ny_mm = 1\nx2_mm = 9\ny2_mm = 9\n",
        "[[qr]]\nx_mm = 0\ny_mm = 0\nwidth_mm = 30\nheight_mm = 30\n",
    ],
)
def test_a_box_stands_where_all_of_its_conditions_hold(box, when, stands):
    page = layout.page(made(f"{box}when = {{{when}}}\n"), PERSON)

    there = (*page.texts, *page.areas, *page.strokes, *page.codes)
    assert bool(there) == stands


@pytest.mark.parametrize(
    ("name", "language"), [("Ann Li", "en"), ("山田 みどり", "en"), ("", "en")]
)
def test_a_person_without_chinese_characters_in_her_name_reads_english(name, language):
    mine = made(text("Welcome", f"when = {{language = '{language}'}}"))

    assert read(layout.page(mine, BadgeValues(name=name))) == ["Welcome"]


def test_a_box_reaches_over_all_that_say_nothing_below_it():
    places = [f"x_mm = 5\ny_mm = {y}\nwidth_mm = 50\nheight_mm = 8\n" for y in (2, 12, 22)]
    mine = made(
        text("{name}", "over = 'latin_name'\nvalign = 'bottom'", places[0])
        + text("{latin_name}", "over = 'position'", places[1])
        + text("{position}", "", places[2])
    )

    def lowest(**more):
        page = layout.page(mine, BadgeValues(name="王某", **more))
        return page.texts[0].lines[-1].baseline_mm

    assert lowest() > 25
    assert lowest(position="x") > 15
    assert lowest(latin_name="x") < 10


@pytest.mark.parametrize(
    ("turn", "corner"),
    [(0, "upper left"), (90, "upper right"), (180, "lower right"), (270, "lower left")],
)
def test_a_text_is_turned_about_its_middle_as_the_clock_goes(turn, corner):
    square = "x_mm = 15\ny_mm = 5\nwidth_mm = 30\nheight_mm = 30\n"
    mine = made(text("L", f"turn = {turn}\nalign = 'left'\nvalign = 'top'", square))

    image = draw_page(layout.page(mine, PERSON), dpi=203, one_bit=True).convert("L")

    left, top, right, bottom = Image.eval(image, lambda v: 255 - v).getbbox()
    down = "upper" if top + bottom < image.height else "lower"
    across = "left" if left + right < image.width else "right"
    assert f"{down} {across}" == corner
    assert (right - left > bottom - top) == (turn in (90, 270))


def test_a_turned_text_that_says_nothing_leaves_its_place_to_the_one_before_it():
    mine = made(
        text("{name}", "turn = 180\nover = 'position'", WHOLE.replace("y_mm = 5", "y_mm = 25"))
        + text("{position}", "turn = 180")
    )

    alone = layout.page(mine, PERSON).texts[0]
    assert alone.about_mm == (30, 20)


def test_what_stands_on_the_back_is_page_two_and_only_there():
    mine = made(text("front") + text("back", "side = 'back'"))
    front, back = layout.pages(mine, PERSON)

    assert (read(front), read(back)) == (["front"], ["back"])
    assert layout.page(mine, PERSON) == front
    assert len(layout.pages(made(text("front")), PERSON)) == 1


def test_a_page_of_a_job_is_asked_for_by_its_number():
    paper = Paper(480, 320, 203, one_bit=True)
    mine = Templates([made(text("front") + text("{name}", "side = 'back'"))], wanted="mine")

    assert page_count(PERSON, paper, templates=mine) == 2
    assert page_count(PERSON, None) == 1
    front, back = (picture(PERSON, paper, number=n, templates=mine) for n in (1, 2))
    assert front != back
    assert Image.open(io.BytesIO(back)).size == (480, 320)
    with pytest.raises(OnsiteError, match="has 2 sides, and no number 3"):
        picture(PERSON, paper, number=3, templates=mine)
    with pytest.raises(OnsiteError, match="has 1 side, and no number 2"):
        picture(PERSON, None, number=2)


def test_a_printer_set_to_a_template_for_other_stock_prints_nothing_wrong():
    with pytest.raises(TemplateError, match="stock of 90 x 130 mm, and this printer holds 60 x 40"):
        picture(
            PERSON, Paper(480, 320, 203, one_bit=True), templates=Templates(wanted="badge-90x130")
        )


@pytest.mark.parametrize("dashed", ["true", "false"])
def test_a_line_is_drawn_black_where_there_is_no_grey(dashed):
    mine = made(
        "[[line]]\nx_mm = 5\ny_mm = 20\nx2_mm = 55\ny2_mm = 20\nthickness_mm = 0.1\n"
        f"colour = '#d0d0d0'\ndashed = {dashed}\n"
    )

    image = draw_page(layout.page(mine, PERSON), dpi=203, one_bit=True)

    dark = sum(0 in [image.getpixel((x, y)) for y in range(158, 163)] for x in range(image.width))
    assert dark == pytest.approx(400 if dashed == "false" else 400 * 4 / 7, rel=0.1)


def test_a_fold_is_marked_at_both_edges_and_nowhere_between():
    mine = made("fold = [{y_mm = 20}, {x_mm = 30}]\n" + text("{position}"))

    marks = [area.box for area in layout.page(mine, PERSON).areas]
    assert [(box.x_mm, box.y_mm) for box in marks] == [(0, 20), (56, 20), (30, 0), (30, 36)]


def test_a_turned_text_is_text_in_a_pdf_too(tmp_path):
    mine = made(text("{name}", "turn = 90"))

    pdf.write(mine, [PERSON], tmp_path / "badge.pdf")

    streams = re.findall(
        rb"stream\n(.*?)\nendstream", (tmp_path / "badge.pdf").read_bytes(), re.DOTALL
    )
    drawn = next(s for s in map(zlib.decompress, streams) if b"BT" in s)
    assert b"\n0 -1 1 0 " in drawn


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (BadgeValues(name="Ann"), []),
        (BadgeValues(name="Ann 😀"), [("text 1", "no_glyph", ("😀",))]),
        (BadgeValues(name="Maximiliana " * 60), [("text 1", "too_small", ())]),
        (BadgeValues(name="W" * 60, reg_no="é"), [("text 2", "too_small", ())]),
        (BadgeValues(credential="x" * 590), [("qr 1", "too_small", ())]),
        (BadgeValues(credential="x" * 700), [("qr 1", "too_small", ())]),
    ],
)
def test_what_does_not_fit_or_has_no_glyph_is_listed(values, found):
    code = "[[qr]]\nx_mm = 30\ny_mm = 10.9\nwidth_mm = 29.1\nheight_mm = 29.1\n"
    low = WHOLE.replace("width_mm = 50", "width_mm = 24")
    mine = made(
        text("{name}", "lines = 9", low)
        + text("{name}", "when = {has = 'reg_no'}\nleast_mm = 3", low)
        + code
    )

    told = [(each.place, each.why, each.characters) for each in layout.misfits(mine, values)]
    assert [entry for entry in told if entry[0] in {place for place, _, _ in found}] == found
    assert bool(told) == bool(found)


def test_misfits_of_the_back_are_listed_too():
    mine = made(text("front") + text("{name}", "side = 'back'"))

    (misfit,) = layout.misfits(mine, BadgeValues(name="😀"))
    assert (misfit.place, misfit.text) == ("text 2", "😀")


def test_a_template_for_rolls_lays_out_no_badge():
    with pytest.raises(TemplateError, match="is for slips on a roll"):
        layout.page(template.shipped("receipt"), PERSON)
