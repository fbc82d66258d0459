import json
from dataclasses import replace

import openpyxl
import pytest
from rich_workbook import write_rich_workbook
from synced_plan import AT, FIRST, NEW, SECOND, SyncedPlan, happened

from onsite.errors import OnsiteError
from onsite.planning.reading import read_plan

OURS = [
    "报到时间",
    "报到区",
    "报到方式",
    "胸卡打印次数",
    "现场缴费(元)",
    "现场缴费方式",
    "发票签收时间",
    "资料领取时间",
]


@pytest.fixture
def event(sheets, write_plan, tmp_path):
    plan = write_plan(sheets)
    return SyncedPlan(plan, tmp_path)


def test_what_happened_stands_right_of_the_list(event):
    answer = event.sync(happened())

    rows = event.rows()
    assert rows[0][9:] == OURS
    assert rows[1][9:] == ["2026-12-04 08:14", "PRE", "自助机", 2.0, "", "", "", ""]
    assert rows[2][9:] == [""] * 8
    assert answer["unchanged"] is False
    assert answer["conflicts"] == []
    assert answer["walk_ins"] == 0
    assert (event.plan.parent / "plan.before-sync.xlsx").exists()


def test_the_lists_of_who_came_and_who_did_not_are_written(event):
    answer = event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)))

    attendance, missing = event.rows("参会名单"), event.rows("未到名单")
    assert [row[0] for row in attendance] == ["注册编号", "T001", "W001"]
    assert attendance[2][1] == "=现场"
    assert attendance[2][9] == "现场"
    assert [(row[0], row[6]) for row in missing][1:] == [("T002", "13800000002")]
    assert event.rows("同步冲突") == [["工作表", "单元格", "注册编号", "计划值", "现场值"]]
    assert answer["walk_ins"] == 1


def test_a_list_written_before_it_told_of_calls_gets_their_columns(event):
    now = happened(FIRST, SECOND)
    came, missing = now.tables
    count = missing.first_columns
    before = replace(
        missing,
        columns=missing.columns[:count],
        rows=[row[:count] for row in missing.rows],
        first_columns=None,
    )
    event.sync(replace(now, tables=[came, before]))
    assert event.rows("未到名单")[0][-1] == "类别名称"

    answer = event.sync(now)

    assert answer["conflicts"] == []
    headings, row = event.rows("未到名单")
    assert headings[-4:] == ["类别名称", "联系情况", "联系时间", "联系备注"]
    assert (row[0], row[-3]) == ("T002", "未联系")
    assert event.sync(now)["unchanged"]


def test_someone_cancelled_is_not_missing(event):
    event.sync(happened(FIRST, replace(SECOND, is_cancelled=True)))

    assert len(event.rows("未到名单")) == 1


def test_a_walk_in_is_a_new_row_of_the_list(event):
    event.sync(happened(FIRST, walk_ins=(NEW,)))

    row = dict(zip(event.rows()[0], event.rows()[3], strict=True))
    assert (row["注册编号"], row["姓名"], row["类别"]) == ("W001", "=现场", "MEM")
    assert (row["应缴(元)"], row["来源"], row["报到时间"]) == (1800.5, "现场", "2026-12-04 08:14")
    assert [one.reg_no for one in read_plan(event.plan).plan.delegates] == ["T001", "T002", "W001"]


def test_a_second_run_changes_nothing(event):
    event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)))
    before, memory = event.plan.read_bytes(), event.memory.read_bytes()

    answer = event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)))

    assert answer == {"written": 0, "walk_ins": 0, "conflicts": [], "unchanged": True}
    assert event.plan.read_bytes() == before
    assert event.memory.read_bytes() == memory


def test_later_facts_replace_what_we_wrote_and_undone_ones_go(event):
    event.sync(happened())
    event.sync(happened(replace(FIRST, badge_prints=3), replace(SECOND, checked_in_at=AT)))
    assert event.rows()[1][12] == 3
    assert event.rows()[2][9] == "2026-12-04 08:14"

    answer = event.sync(happened(replace(FIRST, checked_in_at=None, badge_prints=0), SECOND))

    assert event.rows()[1][9:13] == ["", "", "", ""]
    assert event.rows()[2][9] == ""
    assert answer["conflicts"] == []


def test_rows_are_found_by_number_after_the_planners_sorted_and_inserted(event):
    def turn_round(sheet):
        sheet.move_range("A2:I2", rows=3)
        sheet["A2"], sheet["B2"], sheet["D2"] = "T003", "代表丙", "MEM"

    event.edit(turn_round)
    event.sync(happened())

    assert {row[0]: row[9] for row in event.rows()[1:] if row[0]} == {
        "T001": "2026-12-04 08:14",
        "T002": "",
        "T003": "",
    }


def test_our_columns_are_found_by_their_heading_wherever_they_were_moved(event):
    event.sync(happened())
    event.edit(lambda sheet: sheet.insert_cols(2))

    assert event.sync(happened())["written"] == 0


def test_a_cell_the_planners_changed_too_is_left_and_reported(event):
    event.sync(happened())
    event.edit(lambda sheet: sheet.__setitem__("K2", "VIP"))
    moved = replace(FIRST, zone="WALKIN")

    answer = event.sync(happened(moved, SECOND))

    assert answer["conflicts"] == [
        {"sheet": "代表名单", "cell": "K2", "planned": "VIP", "onsite": "WALKIN"}
    ]
    assert event.rows()[1][10] == "VIP"
    assert event.rows("同步冲突")[1] == ["代表名单", "K2", "T001", "VIP", "WALKIN"]
    again = event.sync(happened(moved, SECOND))
    assert again["unchanged"] is True
    assert again["conflicts"] == answer["conflicts"]

    event.edit(lambda sheet: sheet.__setitem__("K2", "WALKIN"))
    assert event.sync(happened(moved, SECOND))["conflicts"] == []


def test_a_corrected_name_is_written_unless_the_planners_corrected_it_too(event):
    corrected = replace(FIRST, corrections={"name": "代表佳", "organisation": "一院"})
    event.edit(lambda sheet: sheet.__setitem__("C2", "第一人民医院"))

    answer = event.sync(happened(corrected, SECOND))

    assert event.rows()[1][1:3] == ["代表佳", "第一人民医院"]
    assert answer["conflicts"] == [
        {"sheet": "代表名单", "cell": "C2", "planned": "第一人民医院", "onsite": "一院"}
    ]


def test_a_column_the_planners_added_since_and_took_away_again_is_reported(event):
    corrected = replace(FIRST, corrections={"position": "主任"})
    event.edit(lambda sheet: sheet.__setitem__("J1", "职务"))
    event.sync(happened(corrected, SECOND))
    assert event.rows()[1][9] == "主任"
    event.edit(lambda sheet: sheet.delete_cols(10))

    answer = event.sync(happened(corrected, SECOND))

    assert [(one["planned"], one["onsite"]) for one in answer["conflicts"]] == [
        ("(column deleted)", "职务: T001 主任")
    ]


def test_a_row_the_planners_deleted_is_reported_and_not_put_back(event):
    event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)))
    event.edit(lambda sheet: sheet.delete_rows(4))
    event.edit(lambda sheet: sheet.delete_rows(2))

    answer = event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)))

    assert [one["onsite"] for one in answer["conflicts"]] == ["T001 代表甲", "W001 =现场"]
    assert [row[0] for row in event.rows() if row[0]] == ["注册编号", "T002"]


def test_a_formula_in_our_column_is_left_and_reported(event):
    event.sync(happened())
    event.edit(lambda sheet: sheet.__setitem__("M2", "=1+1"))

    answer = event.sync(happened(replace(FIRST, badge_prints=7), SECOND))

    assert [one["cell"] for one in answer["conflicts"]] == ["M2"]
    assert openpyxl.load_workbook(event.plan)["代表名单"]["M2"].value == "=1+1"


def test_a_sheet_of_the_planners_with_our_name_is_left_alone(sheets, write_plan, tmp_path):
    sheets["参会名单"] = [["我们自己的表"], ["x"]]
    plan = write_plan(sheets)
    event = SyncedPlan(plan, tmp_path)

    answer = event.sync(happened())

    assert event.rows("参会名单") == [["我们自己的表"], ["x"]]
    assert answer["conflicts"][0]["sheet"] == "参会名单"


def test_a_dry_run_tells_the_same_and_writes_nothing(event):
    before = event.plan.read_bytes()
    told = event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)), is_dry_run=True)

    assert event.plan.read_bytes() == before
    assert not event.memory.exists()
    assert event.sync(happened(FIRST, SECOND, walk_ins=(NEW,))) == told


def test_without_memory_nothing_that_stands_there_is_overwritten(event):
    event.sync(happened())
    event.memory.write_text("{")

    answer = event.sync(happened(replace(FIRST, badge_prints=9), SECOND))

    assert [one["planned"] for one in answer["conflicts"]] == ["2"]


def test_a_rich_workbook_keeps_everything_else(tmp_path):
    rows = [
        ["注册编号", "姓名", "单位", "类别", "手机", "证件号", "应缴(元)", "已缴(元)", "备注"],
        ["T001", "代表甲", "第一医院", "MEM", "13800000001", "", 1800, 1800, ""],
        ["T002", "代表乙", "第二医院", "VIP", "13800000002", "", 0, 0, "接送"],
    ]
    plan = write_rich_workbook(tmp_path / "rich.xlsx", rows)
    event = SyncedPlan(plan, tmp_path)
    before = event.rows()

    assert event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)))["conflicts"] == []
    assert [row[:9] for row in event.rows()][:3] == before
    assert event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)))["unchanged"] is True


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_workbook_open_elsewhere_is_not_touched(event, lock):
    (event.plan.parent / lock).touch()

    with pytest.raises(OnsiteError, match="open in another program; close it") as caught:
        event.sync(happened())

    assert caught.value.code == "plan_open"
    assert not (event.plan.parent / "plan.before-sync.xlsx").exists()


def test_a_moved_or_damaged_workbook_is_refused_with_what_to_do(event, sheets, write_plan):
    event.plan.write_bytes(b"nothing")
    with pytest.raises(OnsiteError, match="is not a workbook"):
        event.sync(happened())

    event.plan.unlink()
    with pytest.raises(OnsiteError, match="say where it is with --to"):
        event.sync(happened())

    del sheets["代表名单"]
    write_plan(sheets)
    with pytest.raises(OnsiteError, match="has no sheet 代表名单"):
        event.sync(happened())


def test_a_full_disk_leaves_the_workbook_as_it_was(event, monkeypatch):
    before = event.plan.read_bytes()

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OnsiteError, match=r"plan.xlsx is as it was; writing failed \(No space"):
        event.sync(happened())

    assert event.plan.read_bytes() == before
    assert not event.memory.exists()


def test_a_csv_package_is_synced_the_same_way(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    text = "reg_no,name,category,phone\r\nT001,代表甲,MEM,1\r\nT002,代表乙,VIP,2\r\n"
    (folder / "delegates.csv").write_bytes(text.encode("gb18030"))
    document = {"resources": [{"name": "delegates", "path": "delegates.csv"}]}
    (folder / "datapackage.json").write_text(json.dumps(document))
    event = SyncedPlan(folder, tmp_path)

    answer = event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)))

    lines = (folder / "delegates.csv").read_bytes().decode("gb18030").split("\r\n")
    assert lines[0].startswith("reg_no,name,category,phone,报到时间,报到区")
    assert lines[1].startswith("T001,代表甲,MEM,1,2026-12-04 08:14,PRE,自助机,2")
    assert lines[2] == "T002,代表乙,VIP,2"
    assert lines[3].startswith("W001,'=现场,MEM,13800000009,")
    assert answer["walk_ins"] == 1
    assert (folder / "delegates.before-sync.csv").read_bytes() == text.encode("gb18030")
    assert event.sync(happened(FIRST, SECOND, walk_ins=(NEW,)))["unchanged"] is True
