"""A workbook with everything in it, out and in: nothing of the planners' is touched."""

import subprocess
import warnings
import zipfile

import openpyxl
import pytest
from compared import differences
from full_workbook import write_full_workbook
from python_calamine import CalamineWorkbook
from synced_plan import FIRST, NEW, SECOND, SyncedPlan, happened
from test_workflow import said

from onsite.planning.reading import read_plan
from onsite.planning.workflow_facts import FACTS
from onsite.planning.workflow_mapping import read_mapping
from onsite.reports.budget_counts import Counted

OURS = {
    "代表名单": lambda row, column: column > 9 or row > 3,
    "项目流程": lambda row, column: row > 1 and column in {5, 6},
    "预算": lambda row, column: column > 5 and row in {1, 2},
}
HAPPENED = happened(
    FIRST,
    SECOND,
    walk_ins=(NEW,),
    answers={"guests": said("嘉宾 3/4")},
    counted={"check_in": Counted(1)},
)
# What of the workbook must be found in it, and where: that the fixture has it is a promise too.
FEATURES = {
    "drop-downs": ("xl/worksheets/", b"<dataValidation "),
    "conditional formats": ("xl/worksheets/", b"<conditionalFormatting "),
    "icons in cells": ("xl/worksheets/", b"<iconSet"),
    "charts": ("xl/charts/", b"<c:barChart>"),
    "pictures": ("xl/media/", b"PNG"),
    "rich text": ("xl/sharedStrings.xml", b"<r><rPr>"),
    "phonetic guides": ("xl/sharedStrings.xml", b"<rPh "),
    "comments": ("xl/comments", b"<comment "),
    "threaded comments": ("xl/threadedComments/", b"<threadedComment "),
    "sparklines": ("xl/worksheets/", b"sparkline>"),
    "printer settings": ("xl/printerSettings/", b"printer"),
    "defined names": ("xl/workbook.xml", b'<definedName name="Fees"'),
    "pivot tables": ("xl/pivotTables/", b"<pivotTableDefinition "),
    "filters": ("xl/worksheets/", b"<filterColumn "),
    "tables": ("xl/tables/", b"<table "),
    "array formulas": ("xl/worksheets/", b't="array"'),
    "protected sheets": ("xl/worksheets/", b"<sheetProtection "),
    "text boxes": ("xl/drawings/", b"<xdr:sp "),
    "page breaks": ("xl/worksheets/", b"<rowBreaks "),
}  # fmt: skip


@pytest.fixture
def event(sheets, tmp_path):
    headings = ["编号", "项目流程", "管理流程", "管理子流程", "任务状态", "执行信息"]
    sheets["项目流程"] = [headings, ["1", "注册", "报到", "贵宾和讲者报到", "未开始", "甲: 牌子已到"],
                      ["2", "会场", "搭建", "舞台", "已完成", ""]]  # fmt: skip
    sheets["预算"] = [["项目", "预计人数", "单价(元)", "金额(元)", "计数依据"],
                    ["胸卡", 3, 2.5, 7.5, "check_in"], ["舞台", 1, 900, 900, ""]]  # fmt: skip
    return SyncedPlan(write_full_workbook(tmp_path / "plan.xlsx", sheets), tmp_path)


@pytest.fixture
def sync(event, tmp_path):
    mapping = read_mapping(tmp_path, known=FACTS)
    return lambda: event.sync(HAPPENED, mapping=mapping)


def has(path, part, content):
    with zipfile.ZipFile(path) as archive:
        return any(
            content in archive.read(name) for name in archive.namelist() if name.startswith(part)
        )


def test_everything_that_is_not_ours_is_identical_and_a_second_run_changes_no_byte(
    event, sync, tmp_path
):
    assert not read_plan(event.plan).errors
    before = tmp_path / "before.xlsx"
    before.write_bytes(event.plan.read_bytes())
    for name, (part, content) in FEATURES.items():
        assert has(before, part, content), name

    answer = sync()

    assert answer["conflicts"] == []
    assert differences(before, event.plan, ours=OURS) == []
    for name, (part, content) in FEATURES.items():
        assert has(event.plan, part, content), name
    once = event.plan.read_bytes()
    assert sync()["unchanged"] is True
    assert event.plan.read_bytes() == once


def test_what_we_wrote_is_there(event, sync):
    sync()

    assert event.rows()[1][9:13] == ["2026-12-04 08:14", "PRE", "自助机", 2]
    assert event.rows("项目流程")[1][4:] == ["进行中", "甲: 牌子已到\n[现场] 嘉宾 3/4"]
    assert event.rows("预算")[1][5:] == [1, 2.5]


def test_the_comparison_sees_what_it_should(event, sync, tmp_path):
    sync()
    after = tmp_path / "after.xlsx"
    after.write_bytes(event.plan.read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(after)  # it loses what it does not know
    book["代表名单"]["B3"] = "别人"
    book.save(after)

    found = differences(event.plan, after, ours=OURS)

    assert any("(3, 2)" in one for one in found)
    assert any("threadedComment" in one for one in found)


def test_libreoffice_reads_the_same_values_before_and_after(event, sync, tmp_path, need_program):
    office = need_program("soffice", "libreoffice-calc")
    before = tmp_path / "before.xlsx"
    before.write_bytes(event.plan.read_bytes())
    sync()

    converted = convert(office, tmp_path, before, event.plan)

    first, second = (CalamineWorkbook.from_path(path) for path in converted)
    for name in first.sheet_names:
        old = first.get_sheet_by_name(name).to_python(skip_empty_area=False)
        new = second.get_sheet_by_name(name).to_python(skip_empty_area=False)
        is_ours = OURS.get(name, lambda _row, _column: False)
        changed = [
            (name, row, column, value, new[row - 1][column - 1])
            for row, line in enumerate(old, 1)
            for column, value in enumerate(line, 1)
            if not is_ours(row, column) and new[row - 1][column - 1] != value
        ]
        assert changed == []
    ours = second.get_sheet_by_name("代表名单").to_python(skip_empty_area=False)
    assert ours[1][9:11] == ["2026-12-04 08:14", "PRE"]
    assert ours[3][1] == "=现场"


def convert(office, folder, *workbooks):
    """Let LibreOffice open workbooks and save them as its own: the paths."""
    out = folder / "converted"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "ods", "--outdir", str(out)]
    subprocess.run([*command, *map(str, workbooks)], check=True, timeout=240, capture_output=True)
    return [out / f"{path.stem}.ods" for path in workbooks]
