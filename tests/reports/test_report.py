"""`onsite report`: one folder with all there is to hand over, whole or not at all, and its archive."""

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from onsite import clock
from onsite.errors import OnsiteError
from onsite.reports import report as reporting
from onsite.reports.report import write_report
from tests import needs

PROMISED = {
    "attendance.xlsx", "no-shows.xlsx", "signatures.pdf", "settlement.xlsx", "credits.xlsx",
    "headcount.png", "report.pdf", "admissions.xlsx", "signing.xlsx", "conflicts.xlsx",
}  # fmt: skip


@pytest.fixture
def write(event, tmp_path):
    def written(to=None, said=None):
        return write_report(
            event.database,
            event.folder,
            to or tmp_path / "report",
            now=clock.now(),
            say=(said if said is not None else []).append,
        )

    return written


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_everything_promised_is_in_the_folder(write, tmp_path):
    said = []

    told = write(said=said)

    found = files(tmp_path / "report")
    assert found >= PROMISED
    assert {one["name"] for one in told["files"]} == found - {"contents.json", "SHA256SUMS"}
    assert "csv/attendance.csv" in found
    assert said[0] == "attendance.xlsx: 0 rows"


def test_the_sums_are_those_of_the_files(write, tmp_path):
    write()
    folder = tmp_path / "report"

    contents = json.loads((folder / "contents.json").read_bytes())
    for one in contents["files"]:
        content = (folder / one["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (one["size"], one["sha256"])
    assert contents["code"] == "TRM26"
    if program := shutil.which("sha256sum"):
        subprocess.run([program, "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_the_archive_is_dated_and_holds_the_same_files(write, tmp_path):
    told = write()

    archive = tmp_path / "report-2026-12-05-083000.zip"
    assert told["archive"] == str(archive)
    with zipfile.ZipFile(archive) as packed:
        assert set(packed.namelist()) == files(tmp_path / "report")
        for name in packed.namelist():
            assert packed.read(name) == (tmp_path / "report" / name).read_bytes()


def test_only_its_owner_can_read_it(write, tmp_path):
    needs.condition(os.name == "posix", "file modes", "run on Linux or macOS")
    told = write()

    for path in [tmp_path / "report", *(tmp_path / "report").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
    assert Path(told["archive"]).stat().st_mode & 0o077 == 0


def test_a_later_report_replaces_the_one_before(event, write, tmp_path, desk, venue_clock):
    first = write()
    event.check_in("D001", desk)
    venue_clock.forward(minutes=1)

    second = write()

    sheet = openpyxl.load_workbook(tmp_path / "report" / "attendance.xlsx")["参会名单"]
    assert sheet["B2"].value == "王明"
    assert first["archive"] != second["archive"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".report")]


@pytest.mark.parametrize("with_a_report", [False, True])
def test_a_folder_with_someone_elses_files_is_left_alone(write, tmp_path, with_a_report):
    folder = tmp_path / "report"
    if with_a_report:
        write()
    folder.mkdir(exist_ok=True)
    (folder / "thesis.docx").write_bytes(b"mine")
    before = files(tmp_path)

    with pytest.raises(OnsiteError, match=r"thesis\.docx.*--out") as refused:
        write()

    assert refused.value.code == "foreign_files"
    assert files(tmp_path) == before


def test_a_file_is_no_folder(write, tmp_path):
    (tmp_path / "report").write_bytes(b"mine")

    with pytest.raises(OnsiteError, match="--out") as refused:
        write()

    assert refused.value.code == "not_a_folder"


def test_an_empty_folder_and_one_not_made_yet_will_do(write, tmp_path):
    (tmp_path / "report").mkdir()

    write()
    write(tmp_path / "new" / "deep" / "report")

    assert files(tmp_path / "new" / "deep" / "report") >= PROMISED


def test_a_report_that_fails_on_the_way_leaves_the_one_before(write, tmp_path, monkeypatch):
    write()
    kept = {name: (tmp_path / "report" / name).read_bytes() for name in files(tmp_path / "report")}
    archives = list(tmp_path.glob("*.zip"))

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reporting, "write_headcount_png", full)
    with pytest.raises(OnsiteError, match="No space left") as refused:
        write()

    assert refused.value.code == "report_not_written"
    assert {
        name: (tmp_path / "report" / name).read_bytes() for name in files(tmp_path / "report")
    } == kept
    assert list(tmp_path.glob("*.zip")) == archives
    assert not list(tmp_path.glob(".report*"))


def test_nothing_of_the_event_is_changed(event, write):
    before = event.folder.database.read_bytes()

    write()

    assert event.folder.database.read_bytes() == before
