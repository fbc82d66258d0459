"""Tables of what happened as sheets of the planners' workbook."""

import json
from dataclasses import replace
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


def test_what_planners_note_beside_a_conflict_stays_beside_it(event):
    def clash(cell, value):
        event.edit(lambda sheet: sheet.__setitem__(cell, value))
        return event.sync(happened(FIRST, replace(SECOND, checked_in_at=AT, zone="VIP")))

    clash("A1", "注册编号")
    clash("K3", "PRE")
    book = openpyxl.load_workbook(event.plan)
    sheet = book["同步冲突"]
    sheet["F1"], sheet["G1"], sheet["F2"] = "处理", "处理日期", "照旧"
    sheet["G2"] = datetime(2026, 12, 7)  # noqa: DTZ001 - as a planner types it
    book.save(event.plan)

    answer = clash("K2", "VIP")

    assert [one["sheet"] for one in answer["conflicts"]] == ["代表名单", "代表名单"]
    sheet = openpyxl.load_workbook(event.plan)["同步冲突"]
    rows = [[cell.value for cell in row[1:7]] for row in sheet.iter_rows(max_col=7)]
    assert rows == [
        ["单元格", "注册编号", "计划值", "现场值", "处理", "处理日期"],
        ["K2", "T001", "VIP", "PRE", None, None],
        ["K3", "T002", "PRE", "VIP", "照旧", datetime(2026, 12, 7)],  # noqa: DTZ001
    ]
    assert clash("A1", "注册编号")["unchanged"]
    clash("K3", "VIP")
    assert event.rows("同步冲突")[1:] == [["代表名单", "K2", "T001", "VIP", "PRE", "", ""]]


def test_notes_beside_a_conflict_move_in_a_csv_package_too(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    listed = folder / "delegates.csv"
    listed.write_text("reg_no,name,category,报到区\nT001,代表甲,MEM,\nT002,代表乙,VIP,\n")
    document = {"resources": [{"name": "delegates", "path": "delegates.csv"}]}
    (folder / "datapackage.json").write_text(json.dumps(document))
    event, came = SyncedPlan(folder, tmp_path), replace(SECOND, checked_in_at=AT, zone="VIP")
    listed.write_text(listed.read_text().replace("代表乙,VIP,", "代表乙,VIP,PRE"))
    event.sync(happened(FIRST, came))
    (conflicts,) = folder.glob("sync*.csv")
    noted = conflicts.read_text("utf-8-sig").replace("On site", "On site,done")
    conflicts.write_text(noted.replace("PRE,VIP", "PRE,VIP,=kept"))
    listed.write_text(listed.read_text().replace("MEM,PRE", "MEM,VIP"))

    event.sync(happened(FIRST, came))

    assert conflicts.read_text("utf-8-sig").splitlines() == [
        "Sheet,Cell,Reg. no.,Planned,On site,done",
        "delegates,D2,T001,VIP,PRE,",
        "delegates,D3,T002,PRE,VIP,'=kept",
    ]
    assert event.sync(happened(FIRST, came))["unchanged"]


def test_a_sheet_of_conflicts_with_other_columns_first_is_the_planners(event):
    event.sync(happened())
    book = openpyxl.load_workbook(event.plan)
    book["同步冲突"].insert_cols(1)
    book["同步冲突"]["A1"] = "处理"
    book.save(event.plan)

    answer = event.sync(happened())

    assert [one["sheet"] for one in answer["conflicts"]] == ["同步冲突"]
    assert event.rows("同步冲突")[0][:2] == ["处理", "工作表"]


def test_the_sheets_follow_the_list_in_their_order(event):
    event.sync(happened(tables=[MONEY]))

    names = openpyxl.load_workbook(event.plan, read_only=True).sheetnames
    assert names[-2:] == ["结算表", "同步冲突"]
