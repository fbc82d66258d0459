import pytest

from onsite.badges.fitting import fit
from onsite.badges.fonts import Weight
from onsite.badges.shaping import Glyph, clean, shape_line
from onsite.badges.template import TextBox


def box(**changes: object) -> TextBox:
    usual: dict[str, object] = {
        "text": "{name}",
        "size_mm": 20.0,
        "wrap_below_mm": 10.0,
        "lines": 2,
        "x_mm": 0.0,
        "y_mm": 0.0,
        "width_mm": 80.0,
        "height_mm": 24.0,
    }
    return TextBox(**(usual | changes))  # type: ignore[arg-type]


def spoken(text: str) -> list[str]:
    """What stands on the line, from left to right."""
    return [glyph.text for glyph in shape_line(text, weight=Weight.REGULAR).glyphs if glyph.text]


def fitted(text: str, **changes: object) -> list[str]:
    place = box(**changes)
    lines, _ = fit(text, place, room=place)
    return ["".join(glyph.text for glyph in line.glyphs) for line in lines]


def test_hebrew_runs_from_right_to_left_and_its_number_does_not() -> None:
    assert spoken("אבג 12") == ["1", "2", " ", "ג", "ב", "א"]


def test_a_latin_word_keeps_its_direction_inside_arabic() -> None:
    assert "".join(spoken("علي ABC")).startswith("ABC ")


def test_arabic_letters_are_joined() -> None:
    joined = shape_line("سس", weight=Weight.REGULAR)
    alone = shape_line("س", weight=Weight.REGULAR)

    assert {glyph.number for glyph in joined.glyphs}.isdisjoint(
        glyph.number for glyph in alone.glyphs
    )


def test_brackets_turn_with_the_direction_of_the_text() -> None:
    turned = shape_line("א(ב)", weight=Weight.REGULAR).glyphs
    plain = {text: shape_line(text, weight=Weight.REGULAR).glyphs[0].number for text in "()"}

    latin = {glyph.text: glyph.number for glyph in turned if glyph.text in plain}
    assert len(latin) == 2
    assert turned[0].text == ")"


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("𠮷", "NotoSansCJK-Regular"),
        ("Š", "NotoSans-Regular"),
        ("ệ", "NotoSans-Regular"),
        ("ب", "NotoSansArabic-Regular"),
        ("ש", "NotoSansHebrew-Regular"),
        ("ส", "NotoSansThai-Regular"),
        ("한", "NotoSansCJK-Regular"),
    ],
)
def test_each_script_is_drawn_in_the_font_that_has_it(text: str, font: str) -> None:
    assert {glyph.font.name for glyph in shape_line(text, weight=Weight.REGULAR).glyphs} == {font}


def test_a_middle_dot_belongs_to_the_letters_around_it() -> None:
    han = shape_line("娜尔·吐尔", weight=Weight.REGULAR)
    latin = shape_line("col·la", weight=Weight.REGULAR)

    assert {glyph.font.name for glyph in han.glyphs} == {"NotoSansCJK-Regular"}
    assert {glyph.font.name for glyph in latin.glyphs} == {"NotoSans-Regular"}


def test_an_accent_never_leaves_its_letter_for_another_font() -> None:
    line = shape_line("s\u030c\u0301", weight=Weight.REGULAR)

    assert len({glyph.font for glyph in line.glyphs}) == 1
    assert "".join(glyph.text for glyph in line.glyphs) == "s\u030c\u0301"


def test_cleaning_never_rewrites_a_letter_of_a_name() -> None:
    assert clean(" \u00a0朗 \u9f8d\u3000S\u030c ") == "朗 \u9f8d S\u030c"
    assert clean("\uf929") == "\uf929"


def test_a_short_name_stands_on_one_line_at_full_size() -> None:
    place = box()

    lines, size_mm = fit("李喆", place, room=place)

    assert len(lines) == 1
    assert size_mm == 20


def test_a_long_name_shrinks_first_and_then_breaks_at_the_blank() -> None:
    assert fitted("Anna Schmidt") == ["Anna Schmidt"]
    assert fitted("Alexandra Montgomery-Fitzgerald") == ["Alexandra", "Montgomery-Fitzgerald"]


def test_a_line_never_begins_with_a_dot_or_a_closing_bracket() -> None:
    for text in ("迪丽娜尔·吐尔逊江", "样例大学（附属）医院（东区）"):
        for line in fitted(text, width_mm=30.0):
            assert line[0] not in "·）"
            assert line[-1] != "（"


def test_no_character_is_lost_however_narrow_the_box() -> None:
    text = "W" * 120

    assert "".join(fitted(text, width_mm=20.0, height_mm=10.0)) == text


def test_words_are_not_torn_while_whole_ones_can_be_read() -> None:
    lines = fitted("Maximilian Alexander " * 9 + "End")

    assert all(word in ("Maximilian", "Alexander", "End") for x in lines for word in x.split())


def test_a_persian_name_with_a_joiner_that_shows_nothing_is_drawn() -> None:
    assert "".join(spoken("\u200cمثال\u200cپور ABC")).startswith("ABC ")
    assert spoken("مثال\u200cپور") != spoken("مثالپور")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("אב (Ann) B 3", "B 3 (Ann) בא"),
        ("Ann (אב) B", "Ann (בא) B"),
        ("אב (גד) הו", "וה (דג) בא"),
        ("אב (Ann", "Ann) בא"),
        ("אב [Ann (B)]", "[Ann (B)] בא"),
    ],
)
def test_brackets_stay_a_pair_whatever_direction_stands_in_them(text: str, shown: str) -> None:
    line = shape_line(text, weight=Weight.BOLD)

    assert "".join(map(facing, line.glyphs)) == shown


def facing(glyph: Glyph) -> str:
    """Tell what a glyph says, a bracket as it is drawn."""
    brackets = {glyph.font.shaped.get_nominal_glyph(ord(each)): each for each in "()[]"}
    return brackets.get(glyph.number, glyph.text)
