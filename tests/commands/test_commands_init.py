"""`init`: what it makes, and that nothing is made from what can't be right."""

import copy
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from onsite.db import Database
from tests import needs
from tests.congress import SHEETS, write_workbook

COUNTED = {
    "delegates": 12, "categories": 5, "zones": 3, "checkpoints": 4, "sessions": 3, "items": 3,
    "workflow": 2,
}  # fmt: skip


@pytest.fixture
def init(onsite, tmp_path):
    """Run `onsite init` into ``tmp_path/event``: status, stdout, stderr."""

    def run(plan, *options, into=tmp_path / "event"):
        done = onsite("init", into, "--plan", plan, *options)
        return done.status, done.out, done.err

    return run


@pytest.fixture
def spoilt(tmp_path):
    """Write the congress's workbook with one cell changed."""

    def spoil(sheet, row, column, value):
        sheets = copy.deepcopy(SHEETS)
        sheets[sheet][row][column] = value
        return write_workbook(tmp_path / "spoilt.xlsx", sheets)

    return spoil


def assert_nothing_made(tmp_path, *, besides=()):
    made = {path.name for path in tmp_path.iterdir()} - set(besides)
    assert made == set()


def assert_refused(done, tmp_path, *words, plan):
    """The problem stands on stderr, in the JSON, and nothing was made."""
    status, out, err = done
    assert status == 1
    assert "Traceback" not in err
    assert "nothing was made" in err
    for word in words:
        assert word in err
        assert any(word in problem for problem in json.loads(out)["errors"])
    assert_nothing_made(tmp_path, besides=[plan.name])


def test_a_good_plan_is_counted_and_becomes_an_event(init, plan_path, tmp_path):
    status, out, err = init(plan_path, "--json")

    assert (status, err) == (0, "")
    assert json.loads(out) == {**COUNTED, "warnings": [], "errors": []}
    database = Database(tmp_path / "event" / "onsite.db")
    with database.read() as session:
        connection = session.connection().connection.dbapi_connection
        assert connection.execute("SELECT count(*) FROM delegates").fetchone() == (12,)
        assert connection.execute("SELECT count(*) FROM printers").fetchone() == (0,)
    database.close()


def test_without_json_it_says_what_to_do_next(init, plan_path):
    status, out, _ = init(plan_path)

    assert status == 0
    assert "12 delegates" in out
    assert "onsite serve" in out


def test_an_event_folder_is_for_its_owner_alone(init, plan_path, tmp_path):
    before = os.umask(0o022)
    try:
        init(plan_path)
    finally:
        os.umask(before)

    folder = tmp_path / "event"
    open_to_others = [path for path in [folder, *folder.rglob("*")] if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_the_parts_of_an_event_folder_are_those_of_the_contract(init, plan_path, tmp_path):
    init(plan_path)

    names = {path.name for path in (tmp_path / "event").iterdir()}
    assert names == {
        "event.toml", "onsite.db", "keys", "templates", "planning", "backups", "outbox",
    }  # fmt: skip
    assert (tmp_path / "event" / "keys" / "ca.pem").is_file()


def test_no_id_number_stands_anywhere_in_the_event_folder(init, plan_path, tmp_path):
    init(plan_path)

    for path in (tmp_path / "event").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                content = b"".join(package.read(name) for name in package.namelist())
        assert b"11010519491231002X" not in content, path


def test_an_empty_folder_becomes_the_event(init, plan_path, tmp_path, monkeypatch):
    place = tmp_path / "event"
    place.mkdir()
    monkeypatch.chdir(place)

    status, _, _ = init(plan_path, into=".")

    assert status == 0
    assert (place / "event.toml").is_file()
    assert place.stat().st_mode & 0o077 == 0
    assert not [path for path in place.iterdir() if path.name.startswith(".")]


def test_a_folder_with_something_in_it_is_left_alone(init, plan_path, tmp_path):
    place = tmp_path / "event"
    place.mkdir()
    (place / "mine.txt").write_text("mine", encoding="utf-8")

    status, out, err = init(plan_path, "--json")

    assert status == 1
    assert "not empty" in json.loads(out)["errors"][0]
    assert "not empty" in err
    assert [path.name for path in place.iterdir()] == ["mine.txt"]


def test_an_event_is_never_made_over_another(init, plan_path, tmp_path):
    init(plan_path)
    before = (tmp_path / "event" / "onsite.db").read_bytes()

    status, _, err = init(plan_path)

    assert status == 1
    assert "does not exist yet" in err
    assert (tmp_path / "event" / "onsite.db").read_bytes() == before


def test_a_file_in_the_way_is_left_alone(init, plan_path, tmp_path):
    (tmp_path / "event").write_text("mine", encoding="utf-8")

    status, _, err = init(plan_path)

    assert status == 1
    assert "is a file" in err
    assert (tmp_path / "event").read_text(encoding="utf-8") == "mine"


def test_a_place_that_can_not_be_written_says_so(init, plan_path, tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    status, _, err = init(plan_path, into=tmp_path / "file" / "event")

    assert status == 1
    assert "choose a folder" in err
    assert "Traceback" not in err


def test_a_missing_file_is_named(init, tmp_path):
    plan = tmp_path / "nowhere.xlsx"

    assert_refused(init(plan, "--json"), tmp_path, "nowhere.xlsx", plan=plan)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no workbook", id="text"),
        pytest.param(b"PK\x03\x04 broken", id="a broken zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), id="an old or locked one"),
    ],
)
def test_what_is_no_workbook_is_refused(init, tmp_path, content):
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(content)

    assert_refused(init(plan, "--json"), tmp_path, "plan.xlsx", plan=plan)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "place"),
    [
        pytest.param("代表名单", 2, 0, "D001", "代表名单!A3", id="duplicate reg_no"),
        pytest.param("代表名单", 1, 5, "KING", "代表名单!F2", id="unknown category"),
        pytest.param("类别", 3, 4, -1, "类别!E4", id="negative fee"),
        pytest.param("日程", 1, 4, "someday", "日程!E2", id="bad date"),
        pytest.param("通道", 1, 4, "many", "通道!E2", id="capacity text"),
        pytest.param("通道", 2, 4, 7, "通道!E", id="two capacities for one hall"),
        pytest.param("代表名单", 0, 1, "绰号", "代表名单", id="missing column"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_made(
    init, spoilt, tmp_path, sheet, row, column, value, place
):
    plan = spoilt(sheet, row, column, value)

    assert_refused(init(plan, "--json"), tmp_path, place, plan=plan)


def test_a_missing_sheet_is_named(init, tmp_path):
    sheets = {name: rows for name, rows in SHEETS.items() if name != "代表名单"}
    plan = write_workbook(tmp_path / "plan.xlsx", sheets)

    assert_refused(init(plan, "--json"), tmp_path, "代表名单", plan=plan)


def test_all_problems_are_told_at_once(init, tmp_path):
    sheets = copy.deepcopy(SHEETS)
    sheets["代表名单"][2][0] = "D001"
    sheets["代表名单"][3][5] = "KING"
    sheets["通道"][1][4] = "many"
    plan = write_workbook(tmp_path / "plan.xlsx", sheets)

    done = init(plan, "--json")

    assert_refused(done, tmp_path, "代表名单!A3", "代表名单!F4", "通道!E2", plan=plan)


def test_each_problem_says_where_what_and_what_to_do(init, spoilt):
    _, out, _ = init(spoilt("代表名单", 1, 5, "KING"), "--json")

    for problem in json.loads(out)["errors"]:
        place, _, said = problem.partition(": ")
        assert "!" in place
        assert "; " in said


def test_a_full_disk_makes_nothing_and_says_so(init, plan_path, tmp_path):
    may_mount = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount")
    needs.condition(may_mount, "small-disk", "run as root on Linux, to mount a small tmpfs")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    made = subprocess.run(mount, capture_output=True, check=False)
    needs.condition(made.returncode == 0, "small-disk", "allow mounting a small tmpfs")
    try:
        status, _, err = init(plan_path, into=disk / "event")
        left = list(disk.iterdir())
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)

    assert status == 1
    assert "space" in err
    assert "Traceback" not in err
    assert left == []
