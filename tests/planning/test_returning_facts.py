"""What an event says to the planners' workflow and budget, from its own rows."""

from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import update
from test_budget import line
from test_workflow import LIST

from onsite.planning.budget_loading import load_budget
from onsite.planning.returning import bring_back
from onsite.planning.workflow_facts import FACTS, answers
from onsite.registration.models import CheckInCount
from onsite.reports.budget_counts import all_counts
from tests.conftest import MORNING
from tests.congress import SHEETS, write_workbook
from tests.served_event import new_id


@pytest.fixture
def desk(event):
    return event.token("desk", zone="PRE")


@pytest.fixture
def told(event):
    """Read what each fact says, in one language."""

    def read(language="zh-Hans", *, now=MORNING):
        with event.database.read() as session:
            return {name: one.texts[language] for name, one in answers(session, now=now).items()}

    return read


def wait(event, desk, venue_clock, *, seconds):
    """Queue with a slip at the pre-registered zone."""
    slip = event.post("/queue-slips", {"queue_slip_id": new_id(), "zone": "PRE"}, desk).json
    venue_clock.forward(seconds=seconds)
    body = {"queue_slip_scan_id": new_id(), "code": slip["code"]}
    assert event.post("/queue-slip-scans", body, desk).status_code == 200


def test_without_a_list_of_guests_none_are_counted(event, desk, told):
    event.database.write(
        lambda session: session.execute(update(CheckInCount).values(guests_registered=0))
    )
    event.check_in("D001", desk)

    assert "guests" not in told("en")["attendance"]


def test_nothing_is_said_before_anything_happened(told):
    assert told() == {}


def test_check_ins_are_told_with_share_zone_and_wait(event, desk, told, venue_clock):
    for reg_no in ("D001", "D002", "D004"):
        event.check_in(reg_no, desk)
    wait(event, desk, venue_clock, seconds=100)
    wait(event, desk, venue_clock, seconds=130)
    wait(event, desk, venue_clock, seconds=900)

    assert (
        told()["pre_registered"]
        == "11 人中已报到 3 人(27.3%),预注册 3 人,排队等候中位数 2 分 10 秒"
    )
    assert told("en")["pre_registered"] == (
        "3 of 11 checked in (27.3 %), Pre-registered zone 3, median wait 2 min 10 s"
    )
    assert told("en")["guests"] == "1 of 2 guests and speakers checked in (50.0 %), target 90.0 %"
    assert told()["attendance"].startswith("11 人中已报到 3 人(27.3%)")
    assert told()["attendee_list"] == "参会名单 3 人(见工作表 参会名单),未到 8 人"
    assert "预注册 计划 12-04 08:00 至 12-06 16:00,首位报到 12-05 08:30" in told()["opening_hours"]
    assert told().keys() == FACTS.keys()


def test_a_matter_is_done_when_complete_or_when_the_event_is_over(event, desk):
    for reg_no in ("D002", "D003"):
        event.check_in(reg_no, desk)

    def is_done(now):
        with event.database.read() as session:
            found = answers(session, now=now)
        return {name for name, one in found.items() if one.is_done}

    assert is_done(MORNING) == {"guests"}
    after = is_done(MORNING + timedelta(days=2))
    assert {"pre_registered", "attendance", "attendee_list", "guests"} <= after
    assert "gifts" not in after  # nothing of it happened


def test_things_and_money_are_told(event, desk, told):
    event.check_in("D002", desk)
    body = {"hand_out_id": new_id(), "reg_no": "D001", "item": "BAG"}
    assert event.post("/hand-outs", body, desk).status_code == 200
    event.walk_in(desk)

    assert told()["materials"] == "领取资料 1 人,资料袋 已发放 1 份"
    assert told("en")["lecture_fees"] == "0 of 2 lecture fees signed for, ¥0 in all"
    assert told()["gifts"] == "名单上 2 人有礼品,已签收 0 人"
    assert told()["walk_ins"].startswith("现场注册 1 人")
    assert told("en")["budget"] == "12 registered, 1 on site, 午餐 0 (planned 280)"


def test_workflow_and_budget_of_the_workbook_are_filled_in(event, desk, tmp_path):
    event.check_in("D001", desk)
    event.database.write(lambda session: load_budget(session, [line("午餐", 280, 8000, None, "")]))
    headings = ["编号", "项目流程", "管理流程", "管理子流程", "任务状态", "执行信息"]
    plan = write_workbook(
        tmp_path / "later.xlsx",
        {
            **SHEETS,
            "项目流程": [headings, *(["", *row, "未开始", ""] for row in LIST.values())],
            "预算": [
                ["项目", "预计人数", "单价(元)", "计数依据", "备注"],
                ["胸卡", 1200, 2.5, "check_in", "双面"],
                ["注册费", 10, "", "fees", ""],
                ["晚宴", 10, 300, "item:GONE", ""],
                ["其他", 1, 1, "", ""],
            ],
        },
    )

    result = bring_back(event.database, event.folder, to=plan, dry_run=False)

    book = CalamineWorkbook.from_path(plan)
    budget = book.get_sheet_by_name("预算").to_python()
    assert budget[0][5:] == ["实际人数", "实际金额(元)"]
    assert budget[1][5:] == [1, 2.5]
    assert budget[2][5] == 8
    assert budget[3][5:] == budget[4][5:] == ["", ""]
    assert any(note.what == "item:GONE" for note in result.notes)
    flow = book.get_sheet_by_name("项目流程").to_python()
    lines = {key: row[5] for key, row in zip(LIST, flow[1:], strict=True)}
    assert all(lines[fact].startswith("[现场] ") for fact in FACTS)
    assert not any(lines[key] for key in lines if key not in FACTS)
    assert (event.folder.planning / "workflow.toml").exists()
    again = bring_back(event.database, event.folder, to=plan, dry_run=False)
    assert (again.is_unchanged, again.conflicts) == (True, [])


def test_everything_a_plan_may_count_by_is_counted(event, desk):
    event.check_in("D001", desk)

    with event.database.read() as session:
        counted = all_counts(session)

    assert counted["check_in"].count == 1
    assert {"fees", "item:bag", "item:资料袋", "hall:din@lun1", "hall:din", "hall:h1@a1"} <= (
        counted.keys()
    )
