"""A column or a sheet that is gone empties nothing: what stood there stays, and is told."""

import pytest

from tests.planning.replanned import Replanned


@pytest.fixture
def plan(event, tmp_path):
    return Replanned(event, tmp_path / "later.xlsx")


def rename(plan, sheet, heading, other):
    head = plan.sheets[sheet][0]
    head[head.index(heading)] = other


def delete(plan, sheet, heading):
    at = plan.sheets[sheet][0].index(heading)
    for row in plan.sheets[sheet]:
        del row[at]


def changed(answer):
    assert answer["refused"] == []
    return {(one["key"], one["field"]) for one in answer["changes"]}


def warned(answer):
    return " ".join(answer["warnings"])


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        ("手机", "联系手机"),
        ("职务", "职务职称"),
        ("状态", "报名状态"),
        ("应缴(元)", "应缴金额(元)"),
        ("票码", "二维票码"),
    ],
)
def test_a_renamed_column_changes_nobody_and_is_named_with_what_was_meant(plan, heading, other):
    rename(plan, "代表名单", heading, other)

    answer = plan.take_in()

    assert changed(answer) == set()
    assert heading.partition("(")[0] in warned(answer)
    assert "is gone" in warned(answer)
    assert f"did you mean {other}?" in warned(answer)


def test_what_else_changed_comes_in_and_the_field_stays_as_it_was(plan, event):
    phone = plan.delegate("D009", "phone")
    delete(plan, "代表名单", "手机")
    plan.cell("代表名单", "D009", "姓名", "冯改名")
    plan.row("代表名单", "D100", "冯新来", "", "", "", "MEM")

    plan.take_in()

    assert (plan.delegate("D009", "name"), plan.delegate("D009", "phone")) == ("冯改名", phone)
    assert plan.delegate("D100", "name") == "冯新来"
    assert changed(plan.take_in()) == set()
    assert plan.delegate("D009", "phone") == phone


def test_a_column_that_comes_back_is_read_again(plan):
    rename(plan, "代表名单", "手机", "联系手机")
    plan.take_in()
    rename(plan, "代表名单", "联系手机", "手机")
    assert changed(plan.take_in()) == set()

    plan.cell("代表名单", "D009", "手机", "13900000009")

    assert changed(plan.take_in()) == {("D009", "phone")}


def test_emptied_cells_below_their_heading_empty_the_field(plan):
    plan.cell("代表名单", "D001", "手机", "")

    assert changed(plan.take_in()) == {("D001", "phone")}


def test_a_sheet_that_is_gone_takes_nobody_off_and_is_told(plan, event):
    before = event.rows("SELECT count(*) FROM guests")
    plan.sheets["嘉宾接待"] = plan.sheets.pop("嘉宾")

    answer = plan.take_in()

    assert changed(answer) == set()
    assert answer["gone"] == []
    assert "the sheet 嘉宾" in warned(answer)
    assert plan.take_in()["gone"] == []
    assert event.rows("SELECT count(*) FROM guests") == before


def test_an_item_that_people_booked_stays_theirs_where_the_column_is_gone(plan, event):
    plan.cell("代表名单", "D001", "预订项目", "LUNCH")
    plan.take_in()
    delete(plan, "代表名单", "预订项目")

    for _ in range(2):
        assert changed(plan.take_in()) == set()

    assert plan.delegate("D001", "booked_items") == '["LUNCH"]'
    assert event.rows("SELECT is_booked FROM items WHERE code = 'LUNCH'") == [(1,)]


def test_the_halls_of_doors_that_are_gone_stay(plan, event):
    del plan.sheets["通道"]

    assert changed(plan.take_in()) == set()
    assert set(event.headcount()["halls"]) == {"H1", "DIN", "LNG"}
