import hashlib
import subprocess
import time
import warnings
import zipfile

import openpyxl
import pytest
import xlsxwriter
from rich_workbook import write_rich_workbook

from onsite.planning import sheet_xml
from onsite.planning.patching import WorkbookPatch
from onsite.planning.problems import Unreadable

ROWS = [
    ["注册编号", "姓名", "单位", "类别", "手机", "证件号", "应缴(元)", "已缴(元)", "备注"],
    ["T001", "代表甲", "第一医院", "MEM", "13800000001", "", 1800, 1800, ""],
    ["T002", "代表乙", "第二医院", "VIP", "13800000002", "", 0, 0, "接送"],
]
NAME = "代表名单"


@pytest.fixture
def rich(tmp_path):
    return write_rich_workbook(tmp_path / "rich.xlsx", ROWS)


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def opened(path, **options):
    with warnings.catch_warnings():
        # It says itself what it would lose: sparklines, for one.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(path, **options)


def values(path, sheet):
    rows = opened(path, data_only=True)[sheet].iter_rows(values_only=True)
    return [list(row) for row in rows]


def patch_all(patch):
    sheet = patch.sheet(NAME)
    at = sheet.last_column
    for offset, heading in enumerate(("报到时间", "胸卡打印次数"), 1):
        sheet.set(1, at + offset, heading, like=(1, at))
    sheet.set(2, at + 1, "2026-12-04 08:14")
    sheet.set(2, at + 2, 1)
    sheet.append_row({1: "W001", 2: "=HYPERLINK(1)", at + 1: "2026-12-04 09:00"}, like_row=3)
    patch.put_sheet("参会名单", [["注册编号", "次数"], ["T001", 1]], heading_style="1")


def test_every_part_that_is_not_ours_stays_byte_identical(rich, tmp_path):
    out = tmp_path / "out.xlsx"
    patch = WorkbookPatch(rich)
    patch_all(patch)

    assert patch.save(out)
    assert patch.written == 7 + 4
    before, after = parts(rich), parts(out)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    }
    assert set(after) - set(before) == {"xl/worksheets/sheet3.xml"}


def test_what_is_copied_keeps_its_compressed_bytes_order_and_timestamps(rich, tmp_path):
    out = tmp_path / "out.xlsx"
    patch = WorkbookPatch(rich)
    patch.sheet(NAME).set(2, 10, "x")
    patch.save(out)

    def members(path):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            return [
                (one.filename, one.date_time, one.flag_bits, one.compress_size, one.comment)
                for one in archive.infolist()
                if one.filename not in {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
            ]

    assert members(out) == members(rich)


def test_no_old_cell_changes_and_the_new_ones_are_there(rich, tmp_path):
    out = tmp_path / "out.xlsx"
    patch = WorkbookPatch(rich)
    patch_all(patch)
    patch.save(out)

    old, new = values(rich, NAME), values(out, NAME)
    assert [row[:9] for row in new[:3]] == old
    assert [row[9:] for row in new] == [
        ["报到时间", "胸卡打印次数"],
        ["2026-12-04 08:14", 1],
        [None, None],
        ["2026-12-04 09:00", None],
    ]
    assert new[3][:2] == ["W001", "=HYPERLINK(1)"]
    assert values(out, "统计") == values(rich, "统计")
    assert values(out, "参会名单") == [["注册编号", "次数"], ["T001", 1]]


def test_text_that_begins_like_a_formula_is_text(rich, tmp_path):
    out = tmp_path / "out.xlsx"
    patch = WorkbookPatch(rich)
    for row, text in enumerate(("=1+1", "+86 138", "-5", "@SUM(A1)"), 2):
        patch.sheet(NAME).set(row, 12, text)
    patch.save(out)

    sheet = opened(out)[NAME]
    assert [sheet.cell(row, 12).value for row in range(2, 6)] == [
        "=1+1",
        "+86 138",
        "-5",
        "@SUM(A1)",
    ]
    assert {sheet.cell(row, 12).data_type for row in range(3, 6)} == {"s"}
    with zipfile.ZipFile(out) as archive:
        assert b"<f>1+1" not in archive.read("xl/worksheets/sheet1.xml")


def test_the_same_patch_again_changes_nothing(rich, tmp_path):
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    patch = WorkbookPatch(rich)
    patch_all(patch)
    patch.save(once)

    again = WorkbookPatch(once)
    sheet = again.sheet(NAME)
    sheet.set(1, 10, "报到时间")
    sheet.set(2, 10, "2026-12-04 08:14")
    sheet.set(2, 11, 1)
    sheet.set(4, 2, "=HYPERLINK(1)")
    again.put_sheet("参会名单", [["注册编号", "次数"], ["T001", 1]])

    assert not again.save(twice)
    assert again.written == 0
    assert not twice.exists()


def test_a_patch_of_a_workbook_excel_has_saved_since_changes_nothing(rich, tmp_path):
    once, saved = tmp_path / "once.xlsx", tmp_path / "saved.xlsx"
    patch = WorkbookPatch(rich)
    patch.sheet(NAME).set(2, 10, " 08:14 _x000D_\n& <b>")
    patch.save(once)
    opened(once).save(saved)  # puts the text among the shared strings

    again = WorkbookPatch(saved)
    again.sheet(NAME).set(2, 10, " 08:14 _x000D_\n& <b>")

    assert not again.save(tmp_path / "no.xlsx")


def test_a_formula_is_never_replaced_but_reported(rich, tmp_path):
    patch = WorkbookPatch(rich)
    patch.sheet("统计").set(2, 1, 99)

    assert not patch.save(tmp_path / "out.xlsx")
    conflict = patch.conflicts[0]
    assert (conflict.sheet, conflict.cell, conflict.planned, conflict.onsite) == (
        "统计",
        "A2",
        "2",
        "99",
    )


def test_a_cell_hidden_under_a_merged_one_is_reported(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "m.xlsx")
    sheet = book.add_worksheet("A")
    sheet.merge_range("A1:C1", "Title")
    book.close()
    patch = WorkbookPatch(tmp_path / "m.xlsx")
    patch.sheet("A").set(1, 2, "x")

    assert not patch.save(tmp_path / "out.xlsx")
    assert [conflict.cell for conflict in patch.conflicts] == ["B1"]


def test_formulas_are_calculated_again_when_the_workbook_is_opened(rich, tmp_path):
    out = tmp_path / "out.xlsx"
    patch = WorkbookPatch(rich)
    patch.sheet(NAME).set(2, 7, 900)
    patch.save(out)

    with zipfile.ZipFile(out) as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")
    assert values(out, "统计")[1][:2] == [2, 1800]


def test_a_workbook_without_formulas_keeps_its_workbook_part(write_plan, sheets, tmp_path):
    path, out = write_plan(sheets), tmp_path / "out.xlsx"
    patch = WorkbookPatch(path)
    patch.sheet(NAME).set(2, 20, "x")
    patch.save(out)

    changed = {name for name, digest in parts(path).items() if parts(out)[name] != digest}
    assert changed == {"xl/worksheets/sheet7.xml"}


def test_new_cells_take_the_style_of_their_neighbour(rich, tmp_path):
    out = tmp_path / "out.xlsx"
    patch = WorkbookPatch(rich)
    sheet = patch.sheet(NAME)
    sheet.set(1, 10, "报到时间", like=(1, 9))
    sheet.append_row({7: 1800}, like_row=3)
    patch.save(out)

    sheet = opened(out)[NAME]
    assert sheet["J1"].font.bold
    assert sheet["G4"].number_format == "#,##0.00"


def test_a_number_never_takes_a_date_format_from_its_neighbour(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "d.xlsx")
    sheet = book.add_worksheet("A")
    sheet.write_number(0, 0, 46360, book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    patch = WorkbookPatch(tmp_path / "d.xlsx")
    patch.sheet("A").set(1, 2, 3)
    patch.save(tmp_path / "out.xlsx")

    assert opened(tmp_path / "out.xlsx")["A"]["B1"].value == 3


def test_shrinking_a_sheet_of_ours_empties_what_is_left_over(rich, tmp_path):
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    patch = WorkbookPatch(rich)
    patch.put_sheet("未到名单", [["注册编号", "手机"], ["T001", "1"], ["T002", "2"]])
    patch.save(once)
    patch = WorkbookPatch(once)
    patch.put_sheet("未到名单", [["注册编号", "手机"], ["T002", "2"]])
    patch.save(twice)

    assert [row for row in values(twice, "未到名单") if any(row)] == [
        ["注册编号", "手机"],
        ["T002", "2"],
    ]


_NO_REFERENCES = (
    b'<worksheet xmlns="%s"><sheetData><row><c><v>1</v></c><c t="str"><v>b</v></c></row>'
    b"<row><c><v>2</v></c></row></sheetData></worksheet>"
)
_PREFIXED = (
    b'<?xml version="1.0"?><x:worksheet xmlns:x="%s"><x:dimension ref="A1"/><x:sheetData>'
    b'<x:row r="1" spans="1:2"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1" t="str"><x:v>b</x:v>'
    b'</x:c></x:row><!-- <row> --><x:row r="2"><x:c r="A2"><x:v>2</x:v></x:c></x:row>'
    b"</x:sheetData></x:worksheet>"
)
_ODDLY_SPACED = (
    b'<worksheet xmlns="%s"><sheetData ><row r="1"  ><c r="A1"\n><v>1</v></c><c r=\'B1\' t="str" >'
    b'<v>b</v></c></row><row r="2"><c r="A2"><v><![CDATA[2]]></v></c><c r="D2"/></row></sheetData>'
    b"</worksheet>"
)
ODD_SHEETS = [_NO_REFERENCES, _PREFIXED, _ODDLY_SPACED]
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize("content", ODD_SHEETS)
def test_sheets_other_programs_write_are_patched_too(tmp_path, content):
    path, out = tmp_path / "odd.xlsx", tmp_path / "out.xlsx"
    book = xlsxwriter.Workbook(tmp_path / "base.xlsx")
    book.add_worksheet("A")
    book.close()
    with zipfile.ZipFile(tmp_path / "base.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, content % _MAIN if is_sheet else old.read(name))
    patch = WorkbookPatch(path)
    sheet = patch.sheet("A")
    assert (sheet.last_row, sheet.last_column) == (2, 2)
    sheet.set(1, 3, "c")
    sheet.set(2, 2, 5)
    sheet.append_row({1: 3})
    patch.save(out)

    assert [row[:3] for row in values(out, "A")] == [[1, "b", "c"], [2, 5, None], [3, None, None]]


def test_an_empty_sheet_and_empty_rows_are_patched(tmp_path):
    path, out = tmp_path / "e.xlsx", tmp_path / "out.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "A"
    book.active.row_dimensions[2].height = 30
    book.create_sheet("B")
    book.save(path)
    patch = WorkbookPatch(path)
    patch.sheet("A").set(2, 2, "x")
    patch.sheet("B").set(3, 3, "y")
    patch.save(out)

    assert opened(out)["A"]["B2"].value == "x"
    assert opened(out)["A"].row_dimensions[2].height == 30
    assert opened(out)["B"]["C3"].value == "y"


def test_a_failed_write_leaves_the_workbook_as_it_was(rich, monkeypatch):
    before = rich.read_bytes()
    patch = WorkbookPatch(rich)
    patch.sheet(NAME).set(2, 10, "x")

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        patch.save(rich)

    assert rich.read_bytes() == before
    assert [one.name for one in rich.parent.iterdir()] == ["rich.xlsx"]


def test_the_file_before_is_kept_beside_when_asked(rich):
    before = rich.read_bytes()
    patch = WorkbookPatch(rich)
    patch.sheet(NAME).set(2, 10, "x")
    patch.save(rich, keep_before=True)

    assert (rich.parent / "rich.before-sync.xlsx").read_bytes() == before
    assert rich.read_bytes() != before


def test_a_damaged_sheet_is_refused(rich, tmp_path):
    path = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(rich) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<a><b></a>" if name.endswith("sheet1.xml") else old.read(name))

    with pytest.raises(Unreadable, match="代表名单!A1: the sheet is damaged"):
        WorkbookPatch(path).sheet(NAME)


def test_libreoffice_opens_what_we_wrote(rich, tmp_path, need_program):
    office = need_program("soffice", "libreoffice-calc")
    out = tmp_path / "out.xlsx"
    patch = WorkbookPatch(rich)
    patch_all(patch)
    patch.save(out)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [
            office,
            profile,
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1",
            "--outdir",
            str(tmp_path / "csv"),
            str(out),
        ],
        check=True,
        timeout=120,
        capture_output=True,
    )

    text = next((tmp_path / "csv").glob("*.csv")).read_text(encoding="utf-8")
    assert "2026-12-04 08:14" in text
    assert "=HYPERLINK(1)" in text


def test_five_thousand_rows_of_eight_cells_are_patched_in_seconds(tmp_path):
    path = tmp_path / "large.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("A")
    for row in range(5_000):
        sheet.write_row(row, 0, [f"T{row}", "代表", "医院", 1, 2, 3])
    book.close()
    patch = WorkbookPatch(path)
    started = time.monotonic()
    for row in range(1, 5_001):
        for column in range(7, 15):
            patch.sheet("A").set(row, column, "2026-12-04 08:14")
    patch.save(tmp_path / "out.xlsx")

    assert time.monotonic() - started < 20


@pytest.mark.parametrize("text", ["a_x0041_b", "\x07\x1f", "a\r\nb", "<&>\"'", "\ufffe", "𠮷 ب"])
def test_any_text_comes_back_as_it_was(text):
    row = sheet_xml.take_apart(b"<row>" + sheet_xml.render_cell("", 1, 1, text, None) + b"</row>")

    assert sheet_xml.plain_text(row.cells[0].text) == text
