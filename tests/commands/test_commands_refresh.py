"""`refresh`: what it tells a person and a program, whether the event is served or not."""

import copy
import json

import pytest

from tests.commands.done import rows
from tests.congress import SHEETS, write_workbook
from tests.planning.databases import PlanInDatabase


@pytest.fixture
def later(tmp_path):
    """Write the congress's workbook as planners have it now: {(sheet, row, column): value}."""

    def write(changes):
        sheets = copy.deepcopy(SHEETS)
        for (sheet, row, column), value in changes.items():
            sheets[sheet][row][column] = value
        return write_workbook(tmp_path / "later.xlsx", sheets)

    return write


def test_it_tells_every_change_with_its_cell_and_takes_it_in(onsite, event_folder, later):
    plan = later({("代表名单", 9, 1): "周改名", ("代表名单", 10, 14): "取消"})

    dry = onsite("refresh", event_folder.path, "--from", plan, "--dry-run")
    done = onsite("refresh", event_folder.path, "--from", plan)
    again = onsite("refresh", event_folder.path, "--from", plan)

    assert (dry.status, done.status, again.status) == (0, 0, 0)
    assert done.out.splitlines() == [
        "代表名单!B10: D009 周会员: 姓名 '周会员' -> '周改名'",
        "代表名单!O11: D010 吴会员: 状态 '正常' -> '取消'",
        "1 changed, 1 cancelled",
    ]
    assert dry.out.splitlines()[-1] == "Would be: 1 changed, 1 cancelled"
    assert again.out == "Nothing to take in: the event says it all already.\n"


def test_what_is_refused_is_not_called_the_same(onsite, event_folder, later):
    plan = later({("会议", 2, 1): "OTHER"})

    done = onsite("refresh", event_folder.path, "--from", plan)

    assert done.status == 0
    assert "会议代码" in done.out
    assert done.out.splitlines()[1:] == ["Nothing to take in besides.", "1 refused"]


def test_json_is_one_document(onsite, event_folder, later):
    plan = later({("代表名单", 9, 1): "周改名"})

    done = onsite("refresh", event_folder.path, "--from", plan, "--json")

    told = json.loads(done.out)
    assert [(row["cell"], row["before"], row["after"]) for row in told["changes"]] == [
        ("B10", "周会员", "周改名")
    ]
    assert (told["errors"], told["unchanged"]) == ([], False)


def test_a_plan_that_is_wrong_is_told_whole_and_changes_nothing(onsite, event_folder, later):
    plan = later({("代表名单", 9, 5): "NOPE", ("代表名单", 10, 1): "", ("代表名单", 1, 1): "新名"})

    done = onsite("refresh", event_folder.path, "--from", plan, "--json")

    assert done.status == 1
    assert [line.split(":")[0] for line in json.loads(done.out)["errors"]] == [
        "代表名单!B11", "代表名单!F10",
    ]  # fmt: skip
    assert "nothing was changed: 2 problems" in done.err
    assert rows(event_folder.path, "SELECT name FROM delegates WHERE reg_no = 'D001'") == [
        ("王明",)
    ]


def test_a_plan_that_is_not_there_says_what_to_do(onsite, event_folder, tmp_path):
    done = onsite("refresh", event_folder.path, "--from", tmp_path / "none.xlsx")

    assert done.status == 1
    assert "--from" in done.err


def test_a_deleted_row_is_told_and_the_delegate_stays(onsite, event_folder, tmp_path):
    sheets = copy.deepcopy(SHEETS)
    sheets["代表名单"] = [row for row in sheets["代表名单"] if row[0] != "D010"]
    plan = write_workbook(tmp_path / "later.xlsx", sheets)

    done = onsite("refresh", event_folder.path, "--from", plan)

    assert "D010 吴会员 is not on the list any more; kept" in done.out
    assert rows(event_folder.path, "SELECT is_cancelled FROM delegates WHERE reg_no = 'D010'") == [
        (0,)
    ]


def test_a_database_is_made_into_an_event_taken_in_anew_and_written_back(onsite, tmp_path):
    path = tmp_path / "plan.db"
    path.touch()
    plan = PlanInDatabase(f"sqlite:///{path}").fill()

    made = onsite("init", tmp_path / "event", "--plan", plan.address, "--json")
    plan.write("""UPDATE "代表名单" SET "姓名" = '周改名' WHERE "注册编号" = 'D009'""")
    taken = onsite("refresh", tmp_path / "event", "--json")
    written = onsite("sync", tmp_path / "event", "--json")
    again = onsite("sync", tmp_path / "event", "--json")

    assert (made.status, made.json["delegates"]) == (0, 12), made.err
    assert [row["after"] for row in taken.json["changes"]] == ["周改名"]
    assert (written.status, written.json["unchanged"]) == (0, False), written.err
    assert again.json["unchanged"]
    plan.close()


def test_a_database_that_is_not_there_makes_nothing(onsite, tmp_path):
    done = onsite("init", tmp_path / "event", "--plan", f"sqlite:///{tmp_path}/none.db")

    assert done.status == 1
    assert "none.db: there is no such database; check the path" in done.err
    assert not (tmp_path / "event").exists()
    assert not (tmp_path / "none.db").exists()
