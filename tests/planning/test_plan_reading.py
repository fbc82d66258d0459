from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from onsite.planning.plan import Hall
from onsite.planning.reading import read_plan


def problems(reading):
    return [str(problem) for problem in reading.errors]


def test_a_right_plan_has_no_problems_and_says_what_it_means(sheets, write_plan):
    reading = read_plan(write_plan(sheets))

    assert (reading.errors, reading.warnings) == ([], [])
    plan = reading.plan
    assert plan.event.starts_on == date(2026, 12, 4)
    assert plan.categories[1].fee_fen == 180_000
    assert plan.zones[0].opens_at == datetime(2026, 12, 4, 0, 0, tzinfo=UTC)
    assert plan.checkpoints[1].direction == "out"
    assert plan.halls == (Hall("H1", "主会场", "Main hall", 1200),)
    assert plan.sessions[0].credits == Decimal(2)
    assert plan.items[0].categories == ("VIP", "MEM")
    assert plan.items[0].needs_signature is False
    assert [(one.row, one.reg_no, one.due_fen) for one in plan.delegates] == [
        (2, "T001", 180_000),
        (3, "T002", 0),
    ]
    assert plan.guests[0].arrives_at == datetime(2026, 12, 4, 11, 30, tzinfo=UTC)
    assert plan.staff[0].roles == ("organiser",)


def test_english_headings_in_any_order_with_extra_columns_and_sheets_read_the_same(
    sheets, write_plan
):
    sheets["Delegates"] = [
        ["Our own column", "CATEGORY", " name ", "Reg_No", "Paid（元）", "Due"],
        ["kept", "mem", "Delegate A", "T001", "¥1,800.00", "１８００"],
        ["kept", "会员代表", "Delegate B", "T002", "", ""],
    ]
    del sheets["代表名单"]
    sheets["随便"] = [["x"]]

    plan = read_plan(write_plan(sheets)).plan

    assert [(one.category, one.due_fen, one.paid_fen) for one in plan.delegates] == [
        ("MEM", 180_000, 180_000),
        ("MEM", 180_000, 0),
    ]


def test_headings_may_stand_below_a_title_and_blank_rows_count_for_nothing(sheets, write_plan):
    sheets["代表名单"] = [
        ["测试大会代表名单"],
        [],
        *sheets["代表名单"][:2],
        ["", "  ", "\u3000"],
        sheets["代表名单"][2],
    ]

    plan = read_plan(write_plan(sheets)).plan

    assert [(one.row, one.reg_no) for one in plan.delegates] == [(4, "T001"), (6, "T002")]


def test_numbers_typed_as_floats_or_text_are_what_they_obviously_mean(sheets, write_plan):
    sheets["代表名单"][1:] = [
        [1001, "代表甲", "甲", "MEM", 13800000001, "", "1800", " 1,800.00元", ""],
        ["１００２", "代表乙", "乙", "VIP", "+86 138-0000-0002", "", "", 0.1 + 0.2, ""],
    ]
    sheets["嘉宾"] = []

    plan = read_plan(write_plan(sheets)).plan

    assert [one.reg_no for one in plan.delegates] == ["1001", "1002"]
    assert [one.phone for one in plan.delegates] == ["13800000001", "13800000002"]
    assert [one.paid_fen for one in plan.delegates] == [180_000, 30]


def test_a_merged_cell_counts_for_every_row_it_covers(sheets, tmp_path):
    sheets["代表名单"][2][2] = ""
    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(path)
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if title == "代表名单":
            sheet.merge_range(1, 2, 2, 2, "共同医院")
    book.close()

    plan = read_plan(path).plan

    assert [one.organisation for one in plan.delegates] == ["共同医院", "共同医院"]


def test_optional_sheets_may_be_absent(sheets, write_plan):
    for name in ("通道", "日程", "物资", "嘉宾", "工作人员"):
        del sheets[name]

    reading = read_plan(write_plan(sheets))

    assert (reading.errors, reading.warnings) == ([], [])
    assert (reading.plan.checkpoints, reading.plan.halls, reading.plan.staff) == ((), (), ())


def test_bare_opening_times_are_on_the_first_and_last_day(sheets, write_plan):
    sheets["注册区"][1][3:5] = ["8:30", "下午4点"]

    zone = read_plan(write_plan(sheets)).plan.zones[0]

    assert zone.opens_at == datetime(2026, 12, 4, 0, 30, tzinfo=UTC)
    assert zone.closes_at == datetime(2026, 12, 6, 8, 0, tzinfo=UTC)


def test_all_problems_of_all_sheets_come_at_once(sheets, write_plan):
    sheets["类别"][2][4] = -5
    sheets["通道"][1][4] = "很多"
    sheets["日程"][1][5] = "2026-12-05 13:00"
    sheets["代表名单"][1][3] = "MEN"

    assert problems(read_plan(write_plan(sheets))) == [
        "类别!E3: 费用(元): the amount -5 is negative; type 0 or more",
        "通道!E2: 容量: “很多” is not a number; type a number",
        "日程!F2: it ends before it starts (日程!E2); correct one of the two",
        "代表名单!D2: “MEN” is not on the sheet 类别; did you mean MEM?",
    ]


SPOILED = [
    ("代表名单", 2, 0, "T001", "代表名单!A3: “T001” stands at 代表名单!A2 already"),
    ("代表名单", 2, 0, "t001", "代表名单!A3: “t001” stands at 代表名单!A2 already"),
    ("代表名单", 1, 1, "", "代表名单!B2: 姓名 (Name) is empty; fill it in"),
    ("代表名单", 1, 1, "a\x07b", "代表名单!B2: 姓名: there is a control character (U+0007)"),
    ("代表名单", 1, 2, "x" * 32_000, "代表名单!C2: 单位: there are 32,000 characters in it"),
    ("代表名单", 1, 0, "../T1", "代表名单!A2: 注册编号: a code can't have / in it"),
    ("代表名单", 1, 0, 12345678901234567890, "typed as a number of more than 15 digits"),
    ("代表名单", 1, 6, "#REF!", "代表名单!G2: 应缴(元): the cell holds the error #REF!"),
    ("代表名单", 1, 6, "一千八", "代表名单!G2: 应缴(元): “一千八” is not an amount"),
    ("代表名单", 1, 6, 0.001, "has parts of a fen"),
    ("类别", 1, 3, "VIPS", "类别!D2: “VIPS” is not on the sheet 注册区; did you mean VIP?"),
    ("类别", 2, 0, "VIP", "类别!A3: “VIP” stands at 类别!A2 already"),
    ("注册区", 1, 4, "2026-12-03 16:00", "注册区!E2: it ends before it starts"),
    ("注册区", 1, 3, "2026-13-45 08:00", "注册区!D2: 开放时间: there is no such date"),
    ("注册区", 1, 3, "早点来", "注册区!D2: 开放时间: “早点来” is not a date we can read"),
    ("通道", 1, 5, "上", "通道!F2: 方向: “上” is not one of 进, 出, 双向 (in, out, both)"),
    ("通道", 2, 4, 900, "通道!E3: the hall H1 has the capacity 900 here and 1200 at 通道!E2"),
    ("通道", 1, 4, 2.5, "通道!E2: 容量: 2.5 is not a whole number of 0 or more"),
    ("通道", 1, 6, "MEM，XXX", "通道!G2: “XXX” is not on the sheet 类别"),
    ("日程", 1, 3, "H9", "日程!D2: “H9” is not on the sheet 通道, column 区域; did you mean H1?"),
    ("日程", 1, 4, "14:00", "日程!E2: 开始: “14:00” is a time without a day"),
    ("物资", 1, 3, "送", "物资!D2: 类型: “送” is not one of 发放"),
    ("嘉宾", 1, 0, "T009", "嘉宾!A2: “T009” is not on the sheet 代表名单; did you mean T00"),
    ("嘉宾", 1, 3, "A2", "嘉宾!D2: “A2” is not on the sheet 日程; did you mean A1?"),
    ("工作人员", 1, 1, "司机", "工作人员!B2: 角色: “司机” is not one of 组织者"),
    ("工作人员", 1, 2, "NOWHERE", "工作人员!C2: “NOWHERE” is not on the sheet 注册区"),
    ("会议", 4, 1, "Asia/Shanghia", "会议!B5: 时区: there is no time zone “Asia/Shanghia”; did"),
    ("会议", 3, 1, "2026-12-01", "会议!B4: the event ends before it starts"),
    ("会议", 2, 1, "0026-12-04", "会议!B3: 开始日期: the year of"),
    ("会议", 1, 1, "", "会议!B2: 会议代码 (Event code) is empty"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "value", "said"), SPOILED)
def test_a_spoiled_cell_is_named_with_what_to_do(
    sheets, write_plan, sheet, row, column, value, said
):
    sheets[sheet][row][column] = value

    reading = read_plan(write_plan(sheets))

    assert reading.plan is None
    assert said in problems(reading)[0]
    assert "; " in problems(reading)[0]


def test_a_spoiled_cell_is_one_problem_not_many(sheets, write_plan):
    sheets["会议"][2][1] = "不知道"

    assert len(read_plan(write_plan(sheets)).errors) == 1


def test_a_missing_sheet_and_a_missing_column_are_named_once(sheets, write_plan):
    sheets["注册处"] = sheets.pop("注册区")
    sheets["代表名单"][0][0] = "注册编码"

    assert problems(read_plan(write_plan(sheets))) == [
        "注册区!A1: plan.xlsx has no sheet 注册区 (Zones); did you mean 注册处?",
        "代表名单!J1: the column 注册编号 (Reg no) is missing; did you mean 注册编码?",
    ]


def test_duplicate_ticket_codes_are_compared_exactly(sheets, write_plan):
    sheets["代表名单"][0].append("票码")
    sheets["代表名单"][1].append("abC-1")
    sheets["代表名单"][2].append("ABC-1")
    assert read_plan(write_plan(sheets)).errors == []

    sheets["代表名单"][2][-1] = "abC-1"
    assert (
        "代表名单!J3: “abC-1” stands at 代表名单!J2" in problems(read_plan(write_plan(sheets)))[0]
    )


def test_status_and_booked_columns_are_read(sheets, write_plan):
    sheets["代表名单"][0] += ["状态", "报名场次", "预订项目"]
    sheets["代表名单"][1] += ["取消", "a1", "BAG"]
    sheets["代表名单"][2] += ["", "", ""]

    first, second = read_plan(write_plan(sheets)).plan.delegates

    assert (first.status, first.booked_sessions, first.booked_items) == (
        "cancelled",
        ("A1",),
        ("BAG",),
    )
    assert second.status == "normal"

    sheets["代表名单"][1][-3:] = ["走了", "", "BUG"]
    assert problems(read_plan(write_plan(sheets))) == [
        "代表名单!J2: 状态: “走了” is not one of 正常, 取消 (normal, cancelled); use one of them",
        "代表名单!L2: “BUG” is not on the sheet 物资 or 通道; did you mean BAG?",
    ]


def test_a_booking_may_name_a_checkpoint_or_a_whole_hall(sheets, write_plan):
    sheets["代表名单"][0] += ["预订项目"]
    sheets["代表名单"][1] += ["h1-in, BAG"]
    sheets["代表名单"][2] += ["h1"]

    first, second = read_plan(write_plan(sheets)).plan.delegates

    assert first.booked_items == ("H1-IN", "BAG")
    assert second.booked_items == ("H1",)


def test_budget_lines_name_what_counts_them(sheets, write_plan):
    sheets["预算"] = [
        ["项目", "预计人数", "单价(元)", "金额(元)", "计数依据"],
        ["午餐", 1200, 88, 105600, "hall:H1@A1"],
        ["资料袋", 1200, 35, 42000, "item:BAGS"],
        ["其他", "", "", "", "heads"],
    ]

    assert problems(read_plan(write_plan(sheets))) == [
        "预算!E3: there is no item “BAGS”; did you mean BAG?",
        "预算!E4: “heads” counts nothing; use check_in, fees, item:BAG, hall:DIN or hall:DIN@LUN1",
    ]


def test_doubtful_numbers_are_warned_about_and_kept(sheets, write_plan):
    sheets["代表名单"][0] += ["税号"]
    sheets["代表名单"][1][4:6] = ["找小王", "11010519491231002Y"]
    sheets["代表名单"][1] += ["91350100M000100Y4Z"]
    sheets["代表名单"][1][5] = "110105194912310021"

    reading = read_plan(write_plan(sheets))

    assert [str(problem) for problem in reading.warnings] == [
        "代表名单!E2: “找小王” is no phone number we know; check it",
        "代表名单!F2: the ID number's check digit is wrong; check it with its owner",
        "代表名单!J2: the tax number's check character is wrong; check it",
    ]
    delegate = reading.plan.delegates[0]
    assert (delegate.phone, delegate.id_number) == ("找小王", "110105194912310021")


def test_no_problem_repeats_an_id_number(sheets, write_plan):
    sheets["代表名单"][1][5] = "110105194912310021"

    reading = read_plan(write_plan(sheets))

    assert not [problem for problem in reading.warnings if "19491231" in str(problem)]
