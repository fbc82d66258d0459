import json
import zipfile

import openpyxl
import pytest
import xlsxwriter
from rich_workbook import write_rich_workbook

from onsite.planning.blanking import Blanked, blank_column
from onsite.planning.keeping import keep_plan
from onsite.planning.reading import read_plan

ID = "11010519491231002X"
PASSPORT = "E12345678"
SPACED = "440524 18800101 0014"


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def plan(sheets, tmp_path):
    sheets["代表名单"][1][5] = ID
    sheets["代表名单"][2][5] = SPACED
    sheets["嘉宾"][0].append("护照号")
    sheets["嘉宾"][1].append(PASSPORT)
    sheets["代表名单"][2][8] = f"证件 {ID}"
    path = tmp_path / "plan.xlsx"
    book = xlsxwriter.Workbook(path)
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if title == "代表名单":
            sheet.write_comment("A2", f"Has shown {ID}")
            sheet.write_formula("Z2", "=F2", None, ID)
            sheet.write_formula("F2", f'="{ID}"', None, ID)
    book.close()
    return path


def test_the_kept_copy_has_no_id_number_anywhere(plan, tmp_path):
    copy = keep_plan(plan, into=tmp_path / "planning")

    whole = b"".join(contents(copy).values())
    for secret in (ID, PASSPORT, SPACED):
        assert secret.encode() in b"".join(contents(plan).values())
        assert secret.encode() not in whole
    assert copy.stat().st_mode & 0o777 == 0o600


def test_the_kept_copy_reads_as_the_same_plan(plan, tmp_path):
    copy = keep_plan(plan, into=tmp_path / "planning")

    kept, came = read_plan(copy), read_plan(plan)
    assert [str(one) for one in kept.errors] == [
        (
            "代表名单!F2: 证件号: the formula has no stored value; "
            "open the workbook in Excel or LibreOffice and save it"
        )
    ]
    assert came.plan.delegates[0].name == "代表甲"
    values = openpyxl.load_workbook(copy)["代表名单"]
    assert values["I3"].value == "证件 " + "*" * 18
    assert values["E2"].value == "13800000001"


def test_only_the_copy_is_touched_and_other_parts_stay(tmp_path):
    rows = [
        ["注册编号", "姓名", "单位", "类别", "手机", "证件号", "应缴(元)"],
        ["T001", "代表甲", "无", "MEM", "13800000001", ID, 1800],
        ["T002", "代表乙", "无", "MEM", "13800000002", "无", 1800],
        ["T003", "代表丙", "无", "MEM", "13800000003", "13800000002", 1800],
    ]
    plan = write_rich_workbook(tmp_path / "rich.xlsx", rows)
    before = plan.read_bytes()
    copy = keep_plan(plan, into=tmp_path / "planning")

    assert plan.read_bytes() == before
    old, new = contents(plan), contents(copy)
    assert {name for name in old if old[name] != new[name]} <= {
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
    }
    sheet = read_rows(copy)
    assert [row[2] for row in sheet] == ["单位", "无", "无", "无"]
    assert [row[4] for row in sheet][1:] == ["13800000001", "13800000002", "13800000003"]
    assert [row[5] for row in sheet] == ["证件号", "", "", ""]


def read_rows(path):
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path).get_sheet_by_name("代表名单").to_python()


def test_a_csv_package_is_kept_without_id_numbers(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "delegates.csv").write_text(f"reg_no,name,id_number,note\nT1,甲,{ID},has {ID}\n")
    (folder / "other.csv").write_text("a\n1\n")
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("delegates", "other")]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))

    copy = keep_plan(folder, into=tmp_path / "planning")

    assert (copy / "delegates.csv").read_text() == (
        f"reg_no,name,id_number,note\nT1,甲,,has {'*' * 18}\n"
    )
    assert (copy / "other.csv").read_text() == "a\n1\n"
    assert ID in (folder / "delegates.csv").read_text()


PLAIN = b'<s><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>%s</sheetData></s>'
ROW = b'<row r="2"><c r="A2" s="3" t="s"><v>7</v></c><c r="B2"><v>1</v></c></row>'
UNNAMED = b'<row><c s="3" t="s"><v>7</v></c><c><v>1</v></c></row>'


@pytest.mark.parametrize("row", [ROW, b"<!-- <c r='A9'> -->" + ROW, UNNAMED])
def test_a_column_is_blanked_however_its_cells_are_written(row):
    data, blanked = blank_column(PLAIN % row, 1, below=1)

    assert blanked == [Blanked("7", is_shared=True)]
    assert data == (PLAIN % row).replace(b' t="s"><v>7</v></c>', b"/>")
    assert blank_column(data, 1, below=1) == (data, [])
