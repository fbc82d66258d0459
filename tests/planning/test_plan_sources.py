import json
import zipfile

import openpyxl
import pytest
import xlsxwriter

from onsite.planning.reading import read_plan


def said(reading):
    return [str(problem) for problem in reading.errors]


NOT_WORKBOOKS = [
    ("nothing.xlsx", b"", "nothing.xlsx: is not a workbook; save it as an Excel workbook (.xlsx)"),
    ("page.xlsx", b"<html></html>", "is not a workbook"),
    ("cut.xlsx", b"PK\x03\x04garbage", "cut.xlsx: is damaged"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is in the old .xls format"),
    (
        "locked.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "locked.xlsx: is protected by a password; open it, take the password off, save it",
    ),
]


@pytest.mark.parametrize(("name", "data", "what"), NOT_WORKBOOKS)
def test_what_is_no_workbook_is_said_to_be_none(tmp_path, name, data, what):
    (tmp_path / name).write_bytes(data)

    reading = read_plan(tmp_path / name)

    assert reading.plan is None
    assert len(reading.errors) == 1
    assert what in said(reading)[0]


def test_a_path_to_nothing_is_said_to_be_nothing(tmp_path):
    assert said(read_plan(tmp_path / "plan.xlsx")) == [
        "plan.xlsx: there is no such file; check the path"
    ]


def test_a_zip_that_is_no_workbook_is_said_to_be_none(tmp_path):
    with zipfile.ZipFile(tmp_path / "letter.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    assert "is not an Excel workbook" in said(read_plan(tmp_path / "letter.xlsx"))[0]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(700):
            part.write(bytes(1024 * 1024))

    assert "unpacks to 700 MB" in said(read_plan(path))[0]


@pytest.mark.parametrize("keep", range(200, 6000, 700))
def test_a_workbook_cut_short_is_damaged(sheets, write_plan, keep):
    path = write_plan(sheets)
    path.write_bytes(path.read_bytes()[:keep])

    assert "is damaged" in said(read_plan(path))[0]


def test_a_workbook_with_a_damaged_part_never_crashes(sheets, write_plan):
    path = write_plan(sheets)
    whole = path.read_bytes()

    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        reading = read_plan(path)
        assert (reading.plan is None) == bool(reading.errors)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet7.xml", "xl/styles.xml"])
@pytest.mark.parametrize("content", [b"", b"<a><b></a>", b"\x00\xff", b"<a/>"])
def test_a_part_of_nonsense_never_crashes(sheets, write_plan, tmp_path, part, content):
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(write_plan(sheets)) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))

    reading = read_plan(other)

    assert (reading.plan is None) == bool(reading.errors)


def test_a_stray_cell_in_the_last_corner_does_not_fill_the_memory(sheets, write_plan, tmp_path):
    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("代表名单").write(1_048_575, 16_383, "x")
    book.close()

    assert "代表名单!XFD1048576: the sheet reaches this far" in said(read_plan(path))[0]


def book_with(path, sheets, write_cell):
    book = xlsxwriter.Workbook(path)
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if title == "代表名单":
            write_cell(sheet)
    book.close()
    return path


def test_a_formula_is_read_by_its_stored_value(sheets, tmp_path):
    path = book_with(
        tmp_path / "f.xlsx", sheets, lambda sheet: sheet.write_formula("G2", "=900*2", None, 1800)
    )

    assert read_plan(path).plan.delegates[0].due_fen == 180_000


def test_a_formula_without_a_stored_value_is_an_error_where_we_need_it(sheets, tmp_path):
    path = book_with(tmp_path / "f.xlsx", sheets, lambda sheet: None)
    book = openpyxl.load_workbook(path)
    book["代表名单"]["G2"] = "=900*2"
    book["代表名单"]["Z2"] = "=1+1"
    book.create_sheet("预算").append(["项目", "金额(元)"])
    book["预算"].append(["合计", "=SUM(B9:B10)"])
    book.save(path)

    assert said(read_plan(path)) == [
        (
            "代表名单!G2: 应缴(元): the formula has no stored value; "
            "open the workbook in Excel or LibreOffice and save it"
        )
    ]


def test_an_error_value_is_named_at_its_cell(sheets, tmp_path):
    path = book_with(
        tmp_path / "e.xlsx",
        sheets,
        lambda sheet: sheet.write_formula("D2", "=VLOOKUP(1,A:B,2)", None, "#N/A"),
    )

    assert said(read_plan(path)) == [
        "代表名单!D2: 类别: the cell holds the error #N/A; correct the formula or type the value"
    ]


def test_a_40000_character_cell_is_an_error_at_its_cell(sheets, write_plan, tmp_path):
    sheets["代表名单"][2][8] = "LONG"
    other = tmp_path / "long.xlsx"
    with zipfile.ZipFile(write_plan(sheets)) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"LONG", b"x" * 40_000))

    assert said(read_plan(other)) == [
        "代表名单!I3: 备注: there are 40,000 characters in it, 2,000 is the most; shorten it"
    ]


@pytest.fixture
def package(sheets, tmp_path):
    def write(encoding="utf-8"):
        folder = tmp_path / "package"
        folder.mkdir(exist_ok=True)
        names = {
            "会议": "event",
            "类别": "categories",
            "注册区": "zones",
            "代表名单": "delegates",
        }
        resources = []
        for title, name in names.items():
            rows = sheets[title]
            text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
            (folder / f"{name}.csv").write_bytes(text.encode(encoding))
            resources.append({"name": name, "path": f"{name}.csv"})
        document = {"name": "plan", "resources": resources}
        (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
        return folder

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_package_reads_like_a_workbook(package, encoding):
    reading = read_plan(package(encoding))

    assert reading.errors == []
    assert [one.name for one in reading.plan.delegates] == ["代表甲", "代表乙"]
    assert reading.plan.event.name == "测试大会"


def test_a_declared_encoding_is_used(package):
    # In Shift-JIS other bytes than in GB18030, and no valid UTF-8.
    folder = package()
    rows = "reg_no,name,category\nT001,山田 太郎,MEM"
    (folder / "delegates.csv").write_bytes(rows.encode("cp932"))
    document = json.loads((folder / "datapackage.json").read_text())
    document["resources"][3]["encoding"] = "cp932"
    (folder / "datapackage.json").write_text(json.dumps(document))

    assert read_plan(folder).plan.delegates[0].name == "山田 太郎"


def test_a_problem_in_a_csv_file_is_named_like_a_cell(package, sheets):
    sheets["代表名单"][2][3] = "VOP"
    sheets["代表名单"][1][8] = 'two\nlines, ""quoted""'

    assert said(read_plan(package())) == [
        "delegates.csv!D3: “VOP” is not on the sheet 类别; did you mean VIP?"
    ]


@pytest.mark.parametrize("path", ["../plan.csv", "/etc/passwd", "https://example.org/a.csv"])
def test_a_resource_outside_the_folder_is_refused(package, path):
    folder = package()
    document = json.loads((folder / "datapackage.json").read_text())
    document["resources"][3]["path"] = path
    (folder / "datapackage.json").write_text(json.dumps(document))

    assert (
        f"datapackage.json!resources[3]: the path {path} leaves the folder"
        in said(read_plan(folder))[0]
    )


def test_a_link_out_of_the_folder_is_refused(package, tmp_path):
    folder = package()
    (tmp_path / "secret.csv").write_text("a")
    (folder / "delegates.csv").unlink()
    (folder / "delegates.csv").symlink_to(tmp_path / "secret.csv")

    assert "leaves the folder" in said(read_plan(folder))[0]


BROKEN_PACKAGES = [
    (b"{", "datapackage.json: is no data package"),
    (b"[]", "datapackage.json: is no data package"),
    (b'{"resources": {}}', '"resources" is no list of objects'),
    (b'{"resources": [{"name": "event"}]}', "resources[0]: the resource has no path"),
    (b'{"resources": [{"path": "none.csv"}]}', "none.csv: can't be opened"),
]


@pytest.mark.parametrize(("document", "what"), BROKEN_PACKAGES)
def test_a_broken_package_says_what_to_do(tmp_path, document, what):
    (tmp_path / "datapackage.json").write_bytes(document)

    assert what in said(read_plan(tmp_path))[0]


def test_a_folder_without_a_package_says_what_to_do(tmp_path):
    assert said(read_plan(tmp_path))[0].endswith(
        "the folder has no datapackage.json; "
        "give a workbook (.xlsx), or name the CSV files in a datapackage.json"
    )


def test_a_csv_file_of_bytes_is_said_to_be_no_text(package):
    folder = package()
    (folder / "zones.csv").write_bytes(b"\xff\x00\x81")

    assert "zones.csv: is not text in UTF-8 or GB18030; save it as CSV UTF-8" in said(
        read_plan(folder)
    )
