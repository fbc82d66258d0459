"""Tables of what happened as sheets of the planners' workbook."""

from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest
from synced_plan import FIRST, SECOND, SyncedPlan, happened

from onsite.reports.table import Column, Kind, Table

AT = datetime(2026, 12, 4, 16, 30, tzinfo=UTC)  # past midnight at the venue
MONEY = Table(
    "settlement",
    "结算表",
    "Settlement",
    (
        Column("项目", "Line"),
        Column("金额(元)", "Amount (yuan)", Kind.MONEY),
        Column("时间", "At", Kind.INSTANT),
        Column("比例", "Share", Kind.SHARE),
        Column("次数", "Times", Kind.WHOLE),
        Column("学分", "Credits", Kind.NUMBER),
    ),
    [
        ("现金", 180_050, AT, 0.9508, 3, Decimal("1.5")),
        ('=HYPERLINK("http://x")', -1, None, None, 0, None),
    ],
)  # fmt: skip
DOORS = Table(
    "conflicts",
    "通道冲突",
    "Door conflicts",
    (Column("类型", "Kind"), Column("时间", "At", Kind.INSTANT), Column("说明", "Told")),
    [("两处入场", AT, "+A1")],
)


@pytest.fixture
def event(sheets, write_plan, tmp_path):
    return SyncedPlan(write_plan(sheets), tmp_path)


def test_money_is_in_yuan_times_are_the_venues_and_text_is_never_run(event):
    event.sync(happened(tables=[MONEY]))

    assert event.rows("结算表") == [
        ["项目", "金额(元)", "时间", "比例", "次数", "学分"],
        ["现金", 1800.5, "2026-12-05 00:30", "95.1%", 3, 1.5],
        ['=HYPERLINK("http://x")', -0.01, "", "", 0, ""],
    ]
    cell = openpyxl.load_workbook(event.plan)["结算表"]["A3"]
    assert (cell.value, cell.data_type) != ('=HYPERLINK("http://x")', "f")
    assert event.sync(happened(tables=[MONEY]))["unchanged"] is True


def test_a_table_that_got_shorter_leaves_nothing_behind(event):
    event.sync(happened(tables=[MONEY]))
    shorter = Table(MONEY.name, MONEY.chinese, MONEY.english, MONEY.columns, MONEY.rows[:1])

    event.sync(happened(tables=[shorter]))

    assert [row[0] for row in event.rows("结算表") if row[0]] == ["项目", "现金"]


def test_what_doors_say_differently_stands_below_the_cells(event):
    event.sync(happened(door_conflicts=DOORS))
    event.edit(lambda sheet: sheet.__setitem__("K2", "VIP"))

    answer = event.sync(happened(FIRST, SECOND, door_conflicts=DOORS))

    assert event.rows("同步冲突") == [
        ["工作表", "单元格", "注册编号", "计划值", "现场值"],
        ["代表名单", "K2", "T001", "VIP", "PRE"],
        [""] * 5,
        ["通道冲突", "", "", "", ""],
        ["类型", "时间", "说明", "", ""],
        ["两处入场", "2026-12-05 00:30", "+A1", "", ""],
    ]
    assert len(answer["conflicts"]) == 1
    assert event.sync(happened(FIRST, SECOND, door_conflicts=DOORS))["unchanged"] is True


def test_the_sheets_follow_the_list_in_their_order(event):
    event.sync(happened(tables=[MONEY]))

    names = openpyxl.load_workbook(event.plan, read_only=True).sheetnames
    assert names[-2:] == ["结算表", "同步冲突"]
