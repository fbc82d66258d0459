import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.planning.csv_patching import CsvPatch
from onsite.planning.problems import Unreadable
from onsite.planning.sources import read_sources


@pytest.fixture
def package(tmp_path):
    def write(content, **declared):
        folder = tmp_path / "package"
        folder.mkdir(exist_ok=True)
        (folder / "delegates.csv").write_bytes(content)
        document = {"resources": [{"name": "delegates", "path": "delegates.csv", **declared}]}
        (folder / "datapackage.json").write_text(json.dumps(document, indent=2) + "\n")
        return folder

    return write


def rows(folder, name="delegates"):
    sheet = next(one for one in read_sources(folder)[0] if name in one.names)
    return list(sheet.rows())


WRITTEN = [
    "reg_no,name\nT1,甲\n",
    "reg_no,name\r\nT1,甲",
    'reg_no;"name"\nT1;"a;b ""c""\nd"\n',
    "reg_no,name\n\nT1,甲\n\n",
]


@pytest.mark.parametrize("text", WRITTEN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_only_what_is_written_changes_its_bytes(package, text, encoding):
    dialect = {"dialect": {"delimiter": ";"}} if ";" in text else {}
    folder = package(text.encode(encoding), encoding=encoding.removesuffix("-sig"), **dialect)
    before = rows(folder)
    patch = CsvPatch(folder)
    sheet = patch.sheet("delegates")
    sheet.set(1, 3, "报到时间")
    sheet.set(sheet.last_row, 3, "08:14")
    assert patch.save(folder)

    after = (folder / "delegates.csv").read_bytes().decode(encoding)
    mark = ";" if dialect else ","
    assert after.replace(f"{mark}报到时间", "").replace(f"{mark}08:14", "") == text
    assert [row[:2] for row in rows(folder)] == before


def test_the_same_patch_again_changes_nothing(package):
    folder = package("reg_no,name\nT1,甲\n".encode())
    for expected in (True, False):
        patch = CsvPatch(folder)
        patch.sheet("delegates").set(2, 3, "=1+1")
        patch.sheet("delegates").set(2, 4, 3)
        patch.put_sheet("attendance", [["注册编号", "次数"], ["T1", 1]])
        assert patch.save(folder) is expected


def test_rows_are_appended_with_the_line_breaks_of_the_file(package):
    folder = package(b"reg_no,name\r\nT1,A")
    patch = CsvPatch(folder)
    assert patch.sheet("delegates").append_row({1: "W1", 4: "walk, in"}) == 3
    patch.save(folder)

    assert (folder / "delegates.csv").read_bytes() == (
        b'reg_no,name\r\nT1,A\r\nW1,,,"walk, in"\r\n'
    )


def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe_and_reads_back(package):
    folder = package(b"reg_no,name\nT1,A\n")
    patch = CsvPatch(folder)
    patch.sheet("delegates").set(2, 2, "=cmd|' /C calc'!A0")
    patch.sheet("delegates").set(2, 3, -5)
    patch.save(folder)

    assert b"T1,'=cmd" in (folder / "delegates.csv").read_bytes()
    assert rows(folder)[1] == ["T1", "=cmd|' /C calc'!A0", "-5"]


def test_a_new_sheet_is_a_new_file_named_in_the_package(package):
    folder = package(b"reg_no,name\nT1,A\n", schema={"fields": [{"name": "a"}, {"name": "b"}]})
    before = (folder / "datapackage.json").read_text()
    patch = CsvPatch(folder)
    patch.sheet("delegates").set(1, 3, "checked_in_at")
    patch.put_sheet("no-shows", [["注册编号"], ["T1"]])
    patch.save(folder)

    document = json.loads((folder / "datapackage.json").read_text())
    assert [one["name"] for one in document["resources"]] == ["delegates", "no-shows"]
    assert document["resources"][0]["schema"]["fields"][2] == {"name": "checked_in_at"}
    assert rows(folder, "no-shows") == [["注册编号"], ["T1"]]
    assert before.splitlines()[:4] == (folder / "datapackage.json").read_text().splitlines()[:4]


def test_the_files_before_are_kept_beside_when_asked(package):
    folder = package(b"reg_no,name\nT1,A\n")
    patch = CsvPatch(folder)
    patch.sheet("delegates").set(2, 3, "x")
    patch.save(folder, keep_before=True)

    assert (folder / "delegates.before-sync.csv").read_bytes() == b"reg_no,name\nT1,A\n"
    assert {one.name for one in folder.iterdir()} == {
        "datapackage.json",
        "delegates.csv",
        "delegates.before-sync.csv",
    }


def test_a_file_that_would_not_come_back_the_same_is_refused(package):
    folder = package(b"reg_no\n\x1b$B\x1b(B\x1b(BT1\n", encoding="iso2022_jp")

    with pytest.raises(Unreadable, match="can't be written back exactly"):
        CsvPatch(folder).sheet("delegates")


@given(
    text=st.text(alphabet="a,\"'\n\r =;中", max_size=40),
    value=st.text('a,"\n=中', min_size=1, max_size=6),
)
def test_any_file_keeps_its_other_fields(tmp_path_factory, text, value):
    folder = tmp_path_factory.mktemp("any")
    (folder / "d.csv").write_bytes(text.encode())
    (folder / "datapackage.json").write_text('{"resources":[{"name":"d","path":"d.csv"}]}')
    sources, problems = read_sources(folder)
    if problems or not text:
        return
    before = list(sources[0].rows())
    patch = CsvPatch(folder)
    patch.sheet("d").set(1, 1, value)
    patch.save(folder)

    after = list(read_sources(folder)[0][0].rows())
    assert (after[0][0] if after and after[0] else "") == value
    assert [row[1:] for row in after][:1] == [row[1:] for row in before][:1]
    assert after[1:] == before[1:]
