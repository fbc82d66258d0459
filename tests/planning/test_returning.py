"""What an event knows, written back into the workbook it was made from."""

import shutil
from datetime import UTC, datetime

import openpyxl
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from onsite.access.queries import the_event
from onsite.errors import OnsiteError
from onsite.planning.returning import on_site, sync_event
from tests.conftest import MORNING
from tests.served_event import new_id

UNCHANGED = {"written": 0, "walk_ins": 0, "conflicts": [], "unchanged": True}
VIRTUAL = "virtual:?width_mm=90&height_mm=130&dpi=203"


@pytest.fixture
def plan(plan_path, tmp_path):
    """A copy of the workbook to sync into; the one of `init` belongs to every test."""
    return shutil.copy(plan_path, tmp_path / "copy.xlsx")


@pytest.fixture
def desk(event):
    return event.token("desk", zone="PRE")


def sync(event, plan, *, dry_run=False):
    return sync_event(event.database, event.folder, to=plan, dry_run=dry_run)


def sheet(plan, name):
    """Read a sheet as one mapping a row, by reg_no."""
    rows = CalamineWorkbook.from_path(plan).get_sheet_by_name(name).to_python()
    return {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]}


def register(event, desk, **more):
    return event.walk_in(desk, **more).json["reg_no"]


def print_badge(event, reg_no, desk, **more):
    """Queue a badge, and report it printed as its agent would."""
    body = {"job_id": new_id(), "reg_no": reg_no, "prints": "badge", **more}
    assert event.post("/print-jobs", body, desk).status_code == 200
    agent = event.printing_agent
    claim = {"claim_id": new_id(), "wait": 0}
    job = event.post("/print-jobs/claim", claim, agent).json["job"]
    report = {"report_id": new_id(), "claim_id": claim["claim_id"], "state": "printed"}
    answer = event.post(f"/print-jobs/{job['id']}/reports", report, agent)
    assert answer.status_code == 200, answer.text


@pytest.fixture
def printing(event):
    agent, control = event.station("print-agent"), event.token("control")
    technician = event.operator("technician", at=control)
    body = {"name": "P1", "url": VIRTUAL, "prints": ["badge"], "agent": agent.station}
    assert event.post("/printers", body, control, operator=technician).status_code == 200
    event.printing_agent = agent.token
    return event


def test_before_anyone_comes_all_are_missing_but_the_cancelled(event, plan):
    answer = sync(event, plan)

    assert answer["conflicts"] == []
    assert set(sheet(plan, "代表名单")) - set(sheet(plan, "未到名单")) == {"D006"}
    assert sheet(plan, "参会名单") == {}
    assert sync(event, plan) == UNCHANGED


def test_a_check_in_says_when_at_the_venue_in_which_zone_and_by_what_means(event, plan, desk):
    kiosk = event.token("kiosk")
    assert event.check_in("D001", desk).json["outcome"] == "checked_in"
    assert event.check_in("D002", kiosk).json["outcome"] == "checked_in"

    sync(event, plan)

    rows = sheet(plan, "代表名单")
    ours = ("报到时间", "报到区", "报到方式")
    # 00:30 UTC is 08:30 in Shanghai, the time zone of the plan.
    assert [rows["D001"][one] for one in ours] == ["2026-12-05 08:30", "预注册", "柜台"]
    assert [rows["D002"][one] for one in ours] == ["2026-12-05 08:30", "贵宾区", "自助机"]
    assert [rows["D003"][one] for one in ours] == ["", "", ""]
    assert set(sheet(plan, "参会名单")) == {"D001", "D002"}
    assert not {"D001", "D002"} & set(sheet(plan, "未到名单"))


def test_an_event_that_speaks_english_writes_english_words(event, plan, desk):
    event.database.write(lambda session: setattr(the_event(session), "languages", ["en"]))
    pay = {"method": "card", "reference": "T1"}
    operator = event.operator("organiser", at=desk)
    event.check_in("D001", desk)
    reg_no = event.walk_in(desk, operator=operator, pay=pay, check_in=True).json["reg_no"]

    sync(event, plan)

    rows = sheet(plan, "代表名单")
    assert [rows["D001"][one] for one in ("报到区", "报到方式")] == ["Pre-registered", "Desk"]
    assert rows[reg_no]["现场缴费方式"] == "Card"


def test_a_day_turns_at_the_venue_and_not_in_greenwich(event, plan, desk, venue_clock):
    venue_clock.set(datetime(2026, 12, 5, 16, 5, tzinfo=UTC))
    event.check_in("D001", desk)

    sync(event, plan)

    assert sheet(plan, "代表名单")["D001"]["报到时间"] == "2026-12-06 00:05"


def test_a_check_in_that_was_undone_leaves_the_workbook(event, plan, desk):
    supervisor = event.operator("supervisor", at=desk)
    event.check_in("D001", desk)
    sync(event, plan)
    undo = {"undo_id": new_id(), "reg_no": "D001", "reason": "wrong person"}
    assert event.post("/check-in-undos", undo, desk, operator=supervisor).status_code == 200

    answer = sync(event, plan)

    assert answer["conflicts"] == []
    assert sheet(plan, "代表名单")["D001"]["报到时间"] == ""
    assert "D001" in sheet(plan, "未到名单")


def test_badges_are_counted_when_they_are_printed_not_when_they_wait(printing, plan, desk):
    event = printing
    for reg_no in ("D001", "D002", "D003"):
        event.check_in(reg_no, desk)
    print_badge(event, "D001", desk)
    print_badge(event, "D001", desk, reason="lost")
    print_badge(event, "D002", desk)
    waiting = {"job_id": new_id(), "reg_no": "D003", "prints": "badge"}
    assert event.post("/print-jobs", waiting, desk).status_code == 200

    sync(event, plan)

    rows = sheet(plan, "代表名单")
    printed = {reg_no: rows[reg_no]["胸卡打印次数"] for reg_no in ("D001", "D002", "D003", "D004")}
    assert printed == {"D001": 2, "D002": 1, "D003": 0, "D004": ""}


def test_a_walk_in_is_a_row_with_what_she_owes(event, plan, desk):
    more = {
        "latin_name": "Zhong Lin",
        "organisation": "华东大学",
        "phone": "13800000077",
        "email": "zl@example.org",
    }
    reg_no = register(event, desk, **more)

    answer = sync(event, plan)

    row = sheet(plan, "代表名单")[reg_no]
    assert answer["walk_ins"] == 1
    assert (row["姓名"], row["英文名"], row["单位"]) == ("钟临", "Zhong Lin", "华东大学")
    assert (row["类别"], row["手机"], row["邮箱"]) == ("STU", "13800000077", "zl@example.org")
    assert (row["应缴(元)"], row["来源"], row["报到时间"]) == (800, "现场", "")
    assert sheet(plan, "未到名单")[reg_no]["手机"] == "13800000077"


def test_what_the_form_asked_stands_in_the_planners_columns(event, plan, desk):
    book = openpyxl.load_workbook(plan)
    columns = book["代表名单"].max_column
    book["代表名单"].cell(1, columns + 1, "餐食要求")
    book["代表名单"].cell(1, columns + 2, "桌号")
    book.save(plan)
    reg_no = register(event, desk, position="护士长", diet="清真", table_no="7")

    sync(event, plan)

    row = sheet(plan, "代表名单")[reg_no]
    assert (row["职务"], row["餐食要求"], row["桌号"]) == ("护士长", "清真", "7")
    assert row["证件号"] == ""


def test_a_walk_in_who_checks_in_later_fills_her_row(event, plan, desk):
    reg_no = register(event, desk, category="STF")
    sync(event, plan)
    assert event.check_in(reg_no, desk).json["outcome"] == "checked_in"

    answer = sync(event, plan)

    assert (answer["walk_ins"], answer["conflicts"]) == (0, [])
    assert sheet(plan, "代表名单")[reg_no]["报到时间"] == "2026-12-05 08:30"
    assert sheet(plan, "参会名单")[reg_no]["来源"] == "现场"


def ask_for(event, path, body, desk, role="supervisor"):
    operator = event.operator(role, at=desk)
    answer = event.post(path, {"reason": "更正", **body}, desk, operator=operator)
    assert answer.status_code == 200, answer.text


def fix_name(event, desk, **more):
    ask_for(event, "/name-fixes", {"name_fix_id": new_id(), "reg_no": "D001", **more}, desk)


def test_a_fixed_name_is_written_and_what_was_not_fixed_is_not_touched(event, plan, desk):
    before = sheet(plan, "代表名单")["D001"]
    fix_name(event, desk, name="汪明", position="")

    answer = sync(event, plan)

    after = sheet(plan, "代表名单")["D001"]
    assert answer["conflicts"] == []
    assert {key for key in before if before[key] != after[key]} == {"姓名", "职务"}
    assert (after["姓名"], after["职务"]) == ("汪明", "")
    assert sync(event, plan) == UNCHANGED


def test_a_name_that_was_put_back_after_a_sync_is_put_back_in_the_workbook(event, plan, desk):
    fix_name(event, desk, name="汪明")
    sync(event, plan)
    fix_name(event, desk, name="王明")

    sync(event, plan)

    assert sheet(plan, "代表名单")["D001"]["姓名"] == "王明"


def test_a_substitution_shows_who_comes_and_nothing_of_who_does_not(event, plan, desk):
    body = {
        "substitution_id": new_id(), "reg_no": "D001", "name": "周代", "latin_name": "Zhou Dai",
        "phone": "13800000099",
    }  # fmt: skip
    ask_for(event, "/substitutions", body, desk)

    assert sync(event, plan)["conflicts"] == []

    row = sheet(plan, "代表名单")["D001"]
    assert (row["姓名"], row["英文名"], row["手机"]) == ("周代", "Zhou Dai", "13800000099")
    assert (row["邮箱"], row["职务"]) == ("", "")
    assert (row["单位"], row["已缴(元)"], row["类别"]) == ("中南第一医院", 1800, "MEM")


def test_another_category_and_a_cancellation_are_written(event, plan, desk):
    change = {"category_change_id": new_id(), "reg_no": "D001", "category": "STU"}
    ask_for(event, "/category-changes", change, desk)
    cancel = {"cancellation_id": new_id(), "reg_no": "D009", "cancelled": True}
    ask_for(event, "/cancellations", cancel, desk)
    ask_for(event, "/merges", {"merge_id": new_id(), "keep": "D001", "gone": "D010"}, desk)

    assert sync(event, plan)["conflicts"] == []

    rows = sheet(plan, "代表名单")
    assert rows["D001"]["类别"] == "STU"
    assert [rows[reg_no]["状态"] for reg_no in ("D001", "D009", "D010")] == ["正常", "取消", "取消"]
    assert not {"D009", "D010"} & set(sheet(plan, "未到名单"))


def test_what_planners_and_event_both_changed_is_a_conflict(event, plan, desk, plan_path):
    book = load_workbook(plan)
    book["代表名单"]["B2"] = "王鸣"
    book.save(plan)
    fix_name(event, desk, name="汪明")

    (conflict,) = sync(event, plan)["conflicts"]

    assert (conflict["planned"], conflict["onsite"]) == ("王鸣", "汪明")
    assert sheet(plan, "代表名单")["D001"]["姓名"] == "王鸣"


def test_a_walk_in_s_row_follows_her_name(event, plan, desk):
    reg_no = register(event, desk)
    sync(event, plan)
    fix_name(event, desk, reg_no=reg_no, name="钟琳")

    answer = sync(event, plan)

    assert (answer["walk_ins"], answer["conflicts"]) == (0, [])
    assert sheet(plan, "代表名单")[reg_no]["姓名"] == "钟琳"
    assert sync(event, plan) == UNCHANGED


def test_every_copy_of_the_plan_can_be_synced_into(event, plan, desk, plan_path, tmp_path):
    event.check_in("D001", desk)
    register(event, desk)
    first = sync(event, plan)
    other = shutil.copy(plan_path, tmp_path / "other.xlsx")

    assert sync(event, other) == first
    assert sheet(other, "代表名单") == sheet(plan, "代表名单")
    assert sync(event, plan) == sync(event, other) == UNCHANGED


def test_a_dry_run_tells_and_writes_nothing(event, plan, desk):
    event.check_in("D001", desk)
    before = plan.read_bytes()

    told = sync(event, plan, dry_run=True)

    assert plan.read_bytes() == before
    assert not (event.folder.planning / "written.json").exists()
    assert sync(event, plan) == told


def move_plan(event, path):
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE event SET plan_path = ?", (str(path),)
        )
    )


def test_the_workbook_of_init_is_the_one_written_unless_told(event, plan_path, desk, tmp_path):
    own = shutil.copy(plan_path, tmp_path)
    move_plan(event, own)
    event.check_in("D001", desk)

    assert sync(event, None)["unchanged"] is False
    assert sheet(own, "代表名单")["D001"]["报到区"] == "预注册"


def test_a_workbook_that_is_gone_is_asked_for(event, tmp_path):
    move_plan(event, tmp_path / "gone.xlsx")

    with pytest.raises(OnsiteError, match=r"no planning workbook at .*gone.xlsx; say where"):
        sync(event, None)


def test_the_time_zone_is_the_plans(event):
    with event.database.read() as session:
        assert on_site(session, now=MORNING).time_zone.key == "Asia/Shanghai"


def test_what_was_written_is_readable_by_the_owner_alone(event, plan, desk):
    event.check_in("D001", desk)
    sync(event, plan)

    assert (event.folder.planning / "written.json").stat().st_mode & 0o077 == 0


def test_time_that_passes_in_a_session_is_no_change(event, plan, venue_clock):
    venue_clock.forward(minutes=60)  # the plenary runs
    door = event.token("door", checkpoint="H1-IN")
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=5)
    sync(event, plan)
    venue_clock.forward(minutes=15)

    assert sync(event, plan) == UNCHANGED
    venue_clock.forward(hours=3)  # it is over
    assert sync(event, plan)["unchanged"] is False
