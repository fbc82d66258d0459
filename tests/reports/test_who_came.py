"""参会名单 and 未到名单: everyone expected stands on one of the two, once."""

from onsite.reports.attendance import attendance
from onsite.reports.catalogue import planners_tables
from onsite.reports.no_shows import no_shows
from tests.conftest import MORNING
from tests.served_event import new_id

EXPECTED = 11  # of twelve one is cancelled


def undo(event, reg_no, desk):
    supervisor = event.operator("supervisor", at=desk)
    body = {"undo_id": new_id(), "reg_no": reg_no, "reason": "误报到"}
    assert event.post("/check-in-undos", body, desk, operator=supervisor).status_code == 200


def test_who_came_stands_there_with_when_where_and_how(event, told, desk):
    event.check_in("D002", desk)
    event.check_in("D001", desk)

    first, second = told(attendance)

    assert first == {
        "Reg. no.": "D001",
        "Name": "王明",
        "Latin name": "Wang Ming",
        "Organisation": "中南第一医院",
        "Position": "主任",
        "Category": "MEM",
        "Checked in at": MORNING,
        "Zone": "预注册",
        "Checked in by": "柜台",
        "Source": None,
        "Category name": "会员代表",
    }
    assert second["Reg. no."] == "D002"


def test_a_walk_in_came_on_site(event, told, desk):
    made = event.walk_in(desk, category="STF").json
    event.post(
        "/check-ins",
        {"check_in_id": new_id(), "reg_no": made["reg_no"], "print": False},
        desk,
    )

    [row] = told(attendance)

    assert (row["Name"], row["Source"]) == ("钟临", "现场")


def test_who_did_not_come_stands_there_with_her_phone_by_category(event, told, desk):
    event.check_in("D008", desk)

    rows = told(no_shows)

    assert [row["Reg. no."] for row in rows] == [
        "D002", "D003", "D001", "D004", "D005", "D009", "D010", "D011", "D007", "D012",
    ]  # fmt: skip
    assert rows[2]["Phone"] == "13800000001"
    assert rows[2]["Category name"] == "会员代表"


def test_the_cancelled_are_not_expected(told):
    assert "D006" not in [row["Reg. no."] for row in told(no_shows)]


def test_an_undone_check_in_is_none(event, told, desk):
    event.check_in("D001", desk)
    undo(event, "D001", desk)

    assert told(attendance) == []
    assert len(told(no_shows)) == EXPECTED


def test_who_came_and_who_did_not_are_all_who_are_registered(event, told, desk):
    for reg_no in ("D001", "D002", "D012"):
        event.check_in(reg_no, desk)

    count = event.headcount()

    assert len(told(attendance)) == count["checked_in"]
    assert len(told(attendance)) + len(told(no_shows)) == count["registered"]


def test_two_registrations_of_one_person_are_one_person(event, told, desk):
    event.check_in("D009", desk)
    supervisor = event.operator("supervisor", at=desk)
    body = {"merge_id": new_id(), "keep": "D009", "gone": "D010", "reason": "同一人"}
    merged = event.post("/merges", body, desk, operator=supervisor)
    assert merged.status_code == 200, merged.json

    listed = [row["Reg. no."] for row in told(attendance) + told(no_shows)]

    assert "D010" not in listed
    assert listed.count("D009") == 1


def test_the_planners_get_who_came_first_and_who_did_not_next(event):
    with event.database.read() as session:
        names = [table.chinese for table in planners_tables(session, now=MORNING)]

    assert names[:2] == ["参会名单", "未到名单"]


def test_an_event_in_english_is_told_in_english(event, told, desk):
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE event SET languages='[\"en\"]'"
        )
    )
    event.check_in("D001", desk)

    [row] = told(attendance)

    assert (row["Zone"], row["Checked in by"], row["Category name"]) == (
        "Pre-registered", "Desk", "Member",
    )  # fmt: skip
