"""docs/templates.md tells of every field and key there is, and of no other."""

import re
from pathlib import Path

import pytest
from msgspec.structs import fields

from onsite.badges import boxes, template
from onsite.badges.expressions import FIELDS

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
PLACED = {"x_mm", "y_mm", "width_mm", "height_mm", "side", "when"}
PARTS = {"name", "strip", "table", "column", "fill", "line", "picture", "qr", "text"}
SECTIONS = {
    "### The template": (boxes.Template, PARTS),
    "### `[[text]]`": (boxes.TextBox, PLACED),
    "### `[[qr]]`": (boxes.QrBox, PLACED),
    "### `[[picture]]`": (boxes.PictureBox, PLACED),
    "### `[[line]]`": (boxes.LineBox, {"side", "when"}),
    "### `[[fill]]`": (boxes.Fill, PLACED),
    "### `[strip]`": (boxes.Strip, set()),
    "| key of `when`": (boxes.When, set()),
    "| key of `[table]`": (boxes.Table, set()),
    "| key of `[[column]]`": (boxes.ListColumn, set()),
}


def first_table(after):
    begun = PAGE.index(after)
    rows = PAGE[PAGE.index("| --- |", begun) :].split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("| ").split(" | ", 1)] for row in rows]


def test_the_fields_are_those_a_text_may_say():
    told = {name.strip("`"): what for name, what in first_table("| field |")}

    assert told == FIELDS


@pytest.mark.parametrize("section", SECTIONS)
def test_the_keys_are_those_a_box_may_have(section):
    kind, told_elsewhere = SECTIONS[section]
    told = {key for names, _ in first_table(section) for key in re.findall(r"`(\w+)`", names)}

    assert told == {entry.name for entry in fields(kind)} - told_elsewhere


def test_every_shipped_template_is_named():
    told = {name.strip("`") for name, _ in first_table("| template | for |")}

    assert told == set(template.shipped_names())


def test_the_example_is_a_template():
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)

    assert len(template.parse(example[1], name="example").text) == 3
