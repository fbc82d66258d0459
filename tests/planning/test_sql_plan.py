"""A plan in a SQL database: read at init, taken in anew, and written back, all of it or nothing."""

import stat

import pytest

from onsite.config import Settings
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.founding import found_event
from onsite.planning.problems import Unreadable
from onsite.planning.reading import read_plan
from onsite.planning.returning import sync_event
from onsite.planning.stores import at_hand, plan_address
from tests import needs
from tests.planning import postgres
from tests.planning.databases import PlanInDatabase
from tests.planning.replanned import told
from tests.served_event import ServedEvent, new_id

UNCHANGED = {"written": 0, "walk_ins": 0, "conflicts": [], "unchanged": True}


@pytest.fixture(params=["sqlite", "postgresql"])
def plan(request, tmp_path):
    if request.param == "sqlite":
        path = tmp_path / "plan.db"
        path.touch()
        address = f"sqlite:///{path}"
    else:
        address = request.getfixturevalue("postgres_address")
    found = PlanInDatabase(address).fill()
    yield found
    found.close()


@pytest.fixture(scope="session")
def postgres_server():
    install = 'pip install --target FOLDER "psycopg[binary]", and ONSITE_PSYCOPG=FOLDER'
    needs.condition(postgres.DRIVER, "psycopg", install)
    with postgres.server() as found:
        yield found


@pytest.fixture
def postgres_address(postgres_server):
    return postgres_server.new_database()


@pytest.fixture
def event(plan, tmp_path, venue_clock):
    with at_hand(plan.address) as path:
        reading = read_plan(path)
        assert not reading.errors, reading.errors
        folder = found_event(
            tmp_path / "event", reading.plan, plan_path=path, settings=Settings(),
            address=plan.address,
        )  # fmt: skip
    database = Database(folder.database)
    yield ServedEvent(folder, database)
    database.close()


def sync(event, *, dry_run=False):
    return sync_event(event.database, event.folder, to=None, dry_run=dry_run)


def refresh(event):
    answer = event.post("/refreshes", {"refresh_id": new_id()}, event.joined.local_token)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_database_reads_as_the_workbook_does(plan, plan_path):
    with at_hand(plan.address) as path:
        found = read_plan(path)

    assert (found.errors, found.plan.event) == ([], read_plan(plan_path).plan.event)
    of_book = {row.reg_no: row for row in read_plan(plan_path).plan.delegates}
    assert {row.reg_no: row.due_fen for row in found.plan.delegates} == {
        reg_no: row.due_fen for reg_no, row in of_book.items()
    }
    assert [row.code for row in found.plan.sessions] == ["A1", "B1", "LUN1"]


def test_planners_later_changes_come_in_from_the_database(plan, event):
    plan.write("""UPDATE "代表名单" SET "姓名" = '冯改名' WHERE "注册编号" = 'D009'""")
    plan.write(
        """INSERT INTO "代表名单" ("注册编号", "姓名", "类别") VALUES ('D100', '冯新来', 'MEM')"""
    )

    answer = refresh(event)

    assert told(answer) == ({("D009", "name"): "冯改名", ("D100", "reg_no"): "added"}, {})
    assert refresh(event)["unchanged"]


def test_what_happened_is_written_back_and_a_second_sync_changes_nothing(plan, event):
    desk = event.token("desk", zone="PRE")
    event.check_in("D001", desk)
    walk_in = event.walk_in(desk).json["reg_no"]

    first = sync(event)

    assert (first["walk_ins"], first["unchanged"]) == (1, False)
    row = plan.rows("""SELECT * FROM "代表名单" WHERE "注册编号" = 'D001'""")[0]
    assert (row["报到时间"], row["报到方式"], row["姓名"]) == ("2026-12-05 08:30", "柜台", "王明")
    added = plan.rows("""SELECT * FROM "代表名单" WHERE "注册编号" = :r""", r=walk_in)[0]
    assert (added["来源"], added["应缴(元)"]) == ("现场", 800.0)
    assert [row["注册编号"] for row in plan.rows('SELECT * FROM "参会名单"')] == ["D001"]
    before = plan.everything()
    assert sync(event) == UNCHANGED
    assert plan.everything() == before
    assert refresh(event)["changes"] == []


def test_a_dry_run_writes_nothing_into_the_database(plan, event):
    event.check_in("D001", event.token("desk", zone="PRE"))
    before = plan.everything()

    answer = sync(event, dry_run=True)

    assert answer["written"] > 0
    assert plan.everything() == before


def test_a_cell_that_both_changed_stays_as_the_planners_have_it(plan, event):
    desk = event.token("desk", zone="PRE")
    fix = {
        "name_fix_id": new_id(),
        "reg_no": "D009",
        "name": "周会原",
        "reason": "typo",
        "print": False,
    }
    assert event.post("/name-fixes", fix, desk).status_code == 200
    plan.write("""UPDATE "代表名单" SET "姓名" = '周惠园' WHERE "注册编号" = 'D009'""")

    answer = sync(event)

    assert [(row["planned"], row["onsite"]) for row in answer["conflicts"]] == [
        ("周惠园", "周会原")
    ]
    row = plan.rows("""SELECT "姓名" FROM "代表名单" WHERE "注册编号" = 'D009'""")[0]
    assert row == {"姓名": "周惠园"}
    assert sync(event)["unchanged"]


def test_no_id_number_of_a_database_is_kept(plan, event):
    plan.write(
        """UPDATE "代表名单" SET "证件号" = '110105194912310021' WHERE "注册编号" = 'D009'"""
    )
    refresh(event)

    kept = [path for path in event.folder.planning.rglob("*") if path.is_file()]

    assert kept
    assert not any(b"11010519491231002" in path.read_bytes() for path in kept)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in kept if path.suffix == ".csv")


def test_where_columns_may_not_be_added_ours_go_into_a_table_beside(
    postgres_server, tmp_path, venue_clock
):
    owner = PlanInDatabase(postgres_server.new_database()).fill()
    address = postgres_server.guest(owner)
    with at_hand(address) as path:
        reading = read_plan(path)
        folder = found_event(
            tmp_path / "event", reading.plan, plan_path=path, settings=Settings(), address=address
        )
    database = Database(folder.database)
    event = ServedEvent(folder, database)
    event.check_in("D001", event.token("desk", zone="PRE"))

    assert not sync(event)["unchanged"]

    assert "报到时间" not in owner.rows('SELECT * FROM "代表名单"')[0]
    beside = owner.rows('SELECT * FROM "onsite_代表名单" WHERE "注册编号" = :r', r="D001")[0]
    assert beside["报到时间"] == "2026-12-05 08:30"
    assert sync(event) == UNCHANGED
    database.close()
    owner.close()


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:////nowhere/plan.db",
        "nosuch://x/y",
        "no address://",
        "postgresql+psycopg://x@127.0.0.1:1/y",
    ],
)
def test_a_database_that_can_not_be_read_is_one_clear_problem(address):
    with pytest.raises(Unreadable) as refused, at_hand(address):
        pass

    assert str(refused.value.problem).count(";") >= 1
    assert "Traceback" not in str(refused.value)


def test_a_password_is_in_no_message(postgres_server):
    address = postgres_server.address("nobody", user="x:Geheim1")
    with pytest.raises(Unreadable) as refused, at_hand(address):
        pass

    assert "Geheim1" not in str(refused.value)


def test_a_relative_sqlite_address_is_kept_whole(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert plan_address("sqlite:///plan.db") == f"sqlite:///{tmp_path / 'plan.db'}"
    assert plan_address("plan.xlsx") == str(tmp_path / "plan.xlsx")


def test_someone_elses_change_meanwhile_stops_the_whole_sync(tmp_path):
    from onsite.planning.sql_store import SqlStore

    path = tmp_path / "plan.db"
    path.touch()
    plan = PlanInDatabase(f"sqlite:///{path}").fill()
    store = SqlStore(plan.address)
    package = tmp_path / "package"
    package.mkdir()
    store.copy_to(package)
    for file in package.glob("*.csv"):
        file.write_text(
            file.read_text(encoding="utf-8").replace("周会员", "周会原"), encoding="utf-8"
        )
    plan.write("""UPDATE "代表名单" SET "姓名" = '周惠园' WHERE "注册编号" = 'D009'""")
    before = plan.everything()

    with pytest.raises(OnsiteError) as refused:
        store.bring_back(package)

    assert refused.value.code == "plan_changed"
    assert plan.everything() == before
    plan.close()
