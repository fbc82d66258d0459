from dataclasses import dataclass
from pathlib import Path

import pytest

from onsite.badges import template
from onsite.badges.template import TemplateError

SHIPPED = (template.FOLDER / "badge-90x130.toml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class PageSize:
    width_dots: int
    height_dots: int | None
    dpi: float


def loaded(folder: Path, text: str) -> template.Template:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return template.load(path)


def test_a_copied_template_loads(tmp_path: Path) -> None:
    assert loaded(tmp_path, SHIPPED) == template.shipped("badge-90x130")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("width_mm = 90\n", "width_mm = 90\ncolor = 1\n", "unknown field `color`"),
        ('field = "reg_no"', 'field = "phone"', "Invalid enum value 'phone'"),
        ("size_mm = 19", "size_mm = -1", "Expected `float` > 0"),
        ("size_mm = 19", 'size_mm = "big"', "Expected `float`, got `str`"),
        ('weight = "bold"', 'weight = "fat"', "Invalid enum value 'fat'"),
        ('colour = "on-category"', 'colour = "blue"', "matching regex"),
        ("x_mm = 28", "x_mm = 60", "qr reaches to 94 x 111 mm, outside the stock of 90 x 130 mm"),
        ("y_mm = 116.8", "y_mm = 126", "text category_name reaches to"),
        ("width_mm = 34", "width_mm = 20", "too small for a door"),
        ("y_mm = 111.1", "y_mm = 105", "reg_no reaches into the qr square"),
        ('over = "position"', 'over = "event_name"', "no box below it"),
        ("width_mm = 90", "width_mm = ", "can't be read as TOML"),
    ],
)
def test_a_mistake_in_a_template_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(TemplateError) as caught:
        loaded(tmp_path, SHIPPED.replace(old, new, 1))

    assert told in str(caught.value)
    assert str(caught.value).startswith("mine.toml: ")


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"absent.toml: can't be read"):
        template.load(tmp_path / "absent.toml")
    with pytest.raises(TemplateError, match="there are badge-90x130, label-72"):
        template.shipped("../secrets")


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (PageSize(576, None, 203), "label-72"),
        (PageSize(1063, 1535, 300), "badge-90x130"),
        (PageSize(719, 1039, 203), "badge-90x130"),
        (PageSize(2480, 3508, 300), "badge-90x130"),
        (PageSize(1063, 1300, 300), "label-72"),
    ],
)
def test_the_largest_template_that_fits_the_printer_is_chosen(page: PageSize, name: str) -> None:
    assert template.template_for(page) is template.shipped(name)


def test_a_printer_too_narrow_for_any_badge_is_told() -> None:
    with pytest.raises(TemplateError, match="48 mm wide has no room"):
        template.template_for(PageSize(384, None, 203))
