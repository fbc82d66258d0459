from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from onsite.badges import template
from onsite.badges.template import TemplateError

SHIPPED = (template.FOLDER / "badge-90x130.toml").read_text(encoding="utf-8")
LOGO = '\n[[picture]]\nfile = "logo.png"\nx_mm = 2\ny_mm = 2\nwidth_mm = 20\nheight_mm = 6\n'


@dataclass(frozen=True)
class PageSize:
    width_dots: int
    height_dots: int | None
    dpi: float


def loaded(folder: Path, text: str) -> template.Template:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return template.load(path)


def own(name: str, **changes: object) -> template.Template:
    text = SHIPPED
    for key, value in changes.items():
        text = text.replace(f"\n{key} = ", f"\n{key} = {value} # ", 1)
    return template.parse(text, name=name)


def test_a_copied_template_loads_and_is_called_as_its_file(tmp_path: Path) -> None:
    mine, shipped = loaded(tmp_path, SHIPPED), template.shipped("badge-90x130")

    assert mine.name == "mine"
    assert template.dump(mine) == template.dump(shipped)


@pytest.mark.parametrize("name", template.shipped_names())
def test_a_template_written_again_is_the_same(name: str) -> None:
    shipped = template.shipped(name)

    assert template.parse(template.dump(shipped), name=name) == shipped


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("width_mm = 90\n", "width_mm = 90\ncolor = 1\n", "there is no key 'color'; there are"),
        ("width_mm = 90\n", "width_mm = 90\nname = 'x'\n", "is the file's name; leave it out"),
        ('text = "{reg_no}"', 'text = "{phone}"', "text 7: there is no field 'phone'; there are"),
        (
            'text = "{reg_no}"',
            'text = "{reg_no:bold}"',
            "'bold' is no form; there are upper, lower",
        ),
        ('text = "{reg_no}"', 'text = "{reg_no"', "has a single {; write a field as {name}"),
        ('text = "{reg_no}"', "text = 7", "text 7: text is 7: expected `str`, got `int`"),
        ('text = "{reg_no}"', "", "text 7: text is missing"),
        ("size_mm = 19", "size_mm = -1", "text 3: size_mm is -1: expected `float` > 0"),
        ("size_mm = 19", "size_mm = nan", "text 3: size_mm is nan"),
        ("size_mm = 19", 'size_mm = "big"', "size_mm is 'big': expected `float`, got `str`"),
        ("size_mm = 19", "size_mm = 19\nturn = 45", "turn is 45: invalid enum value 45"),
        ("size_mm = 19", 'size_mm = 19\nwhen = {has = "phone"}', "when.has: there is no field"),
        ("size_mm = 19", "size_mm = 19\nwhen = {if = 1}", "text 3 when: there is no key 'if'"),
        ('weight = "bold"', 'weight = "fat"', "weight is 'fat': invalid enum value 'fat'"),
        ('colour = "on-category"', 'colour = "blue"', "write #rrggbb, category or on-category"),
        ("x_mm = 28", "x_mm = 60", "qr 1: reaches to 94 x 111 mm, outside the stock of 90 x 130"),
        ("y_mm = 116.8", "y_mm = 126", "text 8: reaches to"),
        ("width_mm = 34", "width_mm = 20", "too small for a door"),
        ("y_mm = 111.1", "y_mm = 105", "text reg_no reaches into its square"),
        ('over = "position"', 'over = "event_name"', "no box below it"),
        ("width_mm = 90", "width_mm = ", "can't be read as TOML"),
        ("height_mm = 130", "", "height_mm is missing; only a strip"),
        ("height_mm = 130", "height_mm = 130\nfold = [{y_mm = 140}]", "a fold lies outside"),
        ("height_mm = 130", "height_mm = 130\nfold = [{}]", "either y_mm (across) or x_mm"),
        ("height_mm = 130", "height_mm = 130\nfold = [1]", "fold 1: write it as a table"),
        ("height_mm = 130", "height_mm = 130\nline = 1", "line is a list of at most 200"),
        (
            "[[text]]",
            "[[line]]\nx_mm=0\ny_mm=0\nx2_mm=99\ny2_mm=0\n[[text]]",
            "line 1: the line leaves the stock of 90 x 130 mm",
        ),
        ("[[text]]", f"{LOGO}[[text]]", "picture 1: there is no picture 'logo.png'; put it beside"),
        ("[[text]]", f"{LOGO.replace('logo', '../x')}[[text]]", "write the name of a PNG or JPEG"),
    ],
)
def test_a_mistake_in_a_template_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(TemplateError) as caught:
        loaded(tmp_path, SHIPPED.replace(old, new, 1))

    assert told in str(caught.value)
    assert str(caught.value).startswith("mine.toml: ")


def test_all_mistakes_are_named_at_once() -> None:
    wrong = SHIPPED.replace("size_mm = 19", "size_mm = 0\ncolour = 'red'").replace("y_mm = 25", "")
    wrong = wrong.replace("height_mm = 14.4", "height_mm = 14.4\nshadow = 1")

    with pytest.raises(TemplateError) as caught:
        template.parse(wrong, name="mine")

    assert [problem.place for problem in caught.value.problems] == [
        "fill 1",
        "fill 2",
        "text 3",
        "text 3",
    ]


def test_a_template_on_which_nothing_stands_is_refused() -> None:
    with pytest.raises(TemplateError, match="nothing stands on it"):
        template.parse("width_mm = 90\nheight_mm = 130", name="mine")
    with pytest.raises(TemplateError, match=r"columns need a \[table\]"):
        template.parse("width_mm = 90\n[strip]\n[[column]]\ntitle = 'x'", name="mine")


def test_a_picture_that_is_none_is_told(tmp_path: Path) -> None:
    with_logo = SHIPPED + LOGO
    (tmp_path / "logo.png").write_bytes(b"\x89PNG and then nothing")
    with pytest.raises(TemplateError, match=r"'logo\.png' can't be read as PNG or JPEG"):
        loaded(tmp_path, with_logo)

    Image.new("RGB", (60, 20), "#b3261e").save(tmp_path / "logo.png")

    assert loaded(tmp_path, with_logo).picture[0].file == "logo.png"


def test_a_picture_larger_than_any_camera_makes_is_refused(tmp_path: Path) -> None:
    Image.new("1", (8000, 6000)).save(tmp_path / "logo.png")

    with pytest.raises(TemplateError, match="smaller than 40 megapixels"):
        loaded(tmp_path, SHIPPED + LOGO)


def test_an_optional_picture_may_be_missing(tmp_path: Path) -> None:
    assert loaded(tmp_path, SHIPPED + LOGO + "optional = true\n").picture[0].optional


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"absent.toml: can't be read"):
        template.load(tmp_path / "absent.toml")
    with pytest.raises(TemplateError, match=r"there are .*badge-90x130, .*label-72"):
        template.shipped("../secrets")


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (PageSize(576, None, 203), "label-72"),
        (PageSize(1063, 1535, 300), "badge-90x130"),
        (PageSize(719, 1039, 203), "badge-90x130"),
        (PageSize(1063, 1300, 300), "label-72"),
    ],
)
def test_the_largest_template_that_fits_the_printer_is_chosen(page: PageSize, name: str) -> None:
    assert template.template_for(page) is template.shipped(name)


def test_a_printer_too_narrow_for_any_badge_is_told() -> None:
    with pytest.raises(TemplateError, match="48 mm wide has no room"):
        template.template_for(PageSize(384, None, 203))


def test_a_printer_with_other_stock_than_its_template_is_told_to_load_the_right_one() -> None:
    label = PageSize(732, 1181, 300)

    with pytest.raises(TemplateError, match=r"stock of 90 x 130 mm, .* holds 62 x 100 mm; load"):
        template.template_for(label, wanted="badge-90x130")
    with pytest.raises(TemplateError, match="There is no template 'mine'"):
        template.template_for(label, wanted="mine")


def test_an_event_s_own_template_goes_before_a_shipped_one() -> None:
    page = PageSize(1063, 1535, 300)
    mine, same = own("mine"), own("badge-90x130", title='"Ours"')

    assert template.template_for(page, own=[mine]) is mine
    assert template.template_for(page, own=[same]) is same
    assert template.template_for(page, own=[mine], wanted="badge-90x130").name == "badge-90x130"


def test_a_template_for_a_category_is_for_its_people_alone() -> None:
    page = PageSize(1063, 1535, 300)
    special = own("vip", title='"VIP"\nfor_categories = ["VIP"]')

    assert template.template_for(page, "VIP", [special]) is special
    assert template.template_for(page, "DEL", [special]).name == "badge-90x130"
