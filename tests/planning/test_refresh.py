"""What taking planners' later changes in does to the event, and what it never does."""

import os
import shutil
import zipfile

import pytest

from onsite.planning.returning import sync_event
from tests.congress import write_workbook
from tests.planning.acts import at_desk, check_in, fix_name, hand_out
from tests.planning.replanned import Replanned, told
from tests.served_event import new_id


@pytest.fixture
def plan(event, tmp_path):
    return Replanned(event, tmp_path / "later.xlsx")


@pytest.fixture
def desk(event):
    return event.token("desk", zone="PRE")


def found_by(event, desk, query):
    return [row["reg_no"] for row in event.get(f"/delegates?q={query}", desk).json["delegates"]]


def registered(event, category):
    return event.headcount()["by_category"][category]


def test_a_new_delegate_is_counted_found_and_checked_in_at_once(plan, event, desk):
    before = registered(event, "MEM")["registered"]
    plan.row("代表名单", "D100", "冯新来", "Feng Xinlai", "北方医院", "", "MEM", "13900000100")

    plan.take_in()

    assert registered(event, "MEM")["registered"] == before + 1
    assert found_by(event, desk, "fengxinlai") == ["D100"]
    assert event.check_in("D100", desk).json["outcome"] in {"checked_in", "refused"}


def test_a_renamed_delegate_is_found_by_the_new_name_and_no_longer_by_the_old(plan, event, desk):
    plan.cell("代表名单", "D009", "姓名", "冯改名")
    plan.cell("代表名单", "D009", "英文名", "Feng Gaiming")

    plan.take_in()

    assert found_by(event, desk, "fenggaiming") == ["D009"]
    assert found_by(event, desk, "zhouhuiyuan") == []


def test_counts_follow_a_cancellation_a_category_and_a_new_guest(plan, event):
    member, vip = registered(event, "MEM"), registered(event, "VIP")
    plan.cell("代表名单", "D009", "类别", "VIP")
    plan.cell("代表名单", "D010", "状态", "取消")
    plan.row("嘉宾", "D001", "B", "接待甲")

    plan.take_in()

    assert registered(event, "MEM")["registered"] == member["registered"] - 2
    assert registered(event, "VIP")["registered"] == vip["registered"] + 1
    assert event.rows("SELECT sum(guests_registered) FROM check_in_counts") == [(3,)]


def test_a_preview_writes_nothing(plan, event):
    plan.cell("代表名单", "D009", "姓名", "冯改名")
    plan.row("代表名单", "D100", "冯新来", "", "", "", "MEM")

    plan.preview()

    assert plan.delegate("D009", "name") == "周会员"
    assert event.rows("SELECT count(*) FROM refreshes") == [(0,)]
    assert event.rows("SELECT count(*) FROM delegates WHERE reg_no = 'D100'") == [(0,)]


def test_the_same_refresh_sent_twice_happens_once_and_answers_the_same(plan, event):
    plan.row("代表名单", "D100", "冯新来", "", "", "", "MEM")
    body = {"refresh_id": new_id(), "path": str(write_workbook(plan.path, plan.sheets))}

    first = event.post("/refreshes", body, plan.token)
    again = event.post("/refreshes", body, plan.token)

    assert first.data == again.data
    assert event.rows("SELECT count(*) FROM refreshes") == [(1,)]
    other = event.post("/refreshes", {**body, "mark": "other"}, plan.token)
    assert (other.status_code, other.json["code"]) == (409, "id_reused")


def test_what_went_on_since_the_preview_is_not_taken_in_unseen(plan, event):
    plan.cell("代表名单", "D009", "姓名", "冯改名")
    mark = plan.preview()["mark"]
    fix_name("D009", name="周会原")(event)

    body = {"refresh_id": new_id(), "path": str(plan.path), "mark": mark}
    answer = event.post("/refreshes", body, plan.token)

    assert (answer.status_code, answer.json["code"]) == (409, "preview_changed")
    assert plan.delegate("D009", "name") == "周会原"


def test_a_plan_with_errors_tells_them_all_and_changes_nothing(plan, event):
    plan.cell("代表名单", "D009", "类别", "NOPE")
    plan.cell("代表名单", "D010", "姓名", "")
    plan.cell("代表名单", "D001", "单位", "改了的单位")

    answer = plan.take_in()

    assert [line.split(":")[0] for line in answer["errors"]] == ["代表名单!B11", "代表名单!F10"]
    assert (answer["changes"], answer["unchanged"]) == ([], True)
    assert plan.delegate("D001", "organisation") == "中南第一医院"
    assert event.rows("SELECT count(*) FROM refreshes") == [(0,)]


def test_what_was_refused_comes_in_once_the_event_lets_it(plan, event):
    check_in("D009")(event)
    plan.cell("代表名单", "D009", "类别", "VIP")
    assert told(plan.take_in()) == ({}, {("D009", "category"): "checked_in"})
    desk, organiser = at_desk(event)
    undo = {"undo_id": new_id(), "reg_no": "D009", "reason": "mistake"}
    assert event.post("/check-in-undos", undo, desk, operator=organiser).status_code == 200

    assert told(plan.take_in()) == ({("D009", "category"): "VIP"}, {})
    assert plan.delegate("D009", "category") == "VIP"
    assert told(plan.take_in()) == ({}, {})


def test_walk_ins_and_columns_that_a_sync_wrote_are_not_planners_changes(
    plan, event, desk, tmp_path
):
    event.walk_in(desk)
    check_in("D001")(event)
    synced = shutil.copy(write_workbook(plan.path, plan.sheets), tmp_path / "synced.xlsx")
    sync_event(event.database, event.folder, to=synced, dry_run=False)
    body = {"refresh_id": new_id(), "path": str(synced)}

    answer = event.post("/refreshes", body, plan.token).json

    assert (answer["changes"], answer["refused"], answer["gone"]) == ([], [], [])
    assert event.rows("SELECT count(*) FROM delegates") == [(13,)]


def test_planners_change_of_a_walk_in_of_another_event_is_no_new_delegate(plan, event):
    plan.cell("代表名单", "D012", "来源", "")
    plan.row("代表名单", "TRM26-W0009", "别处来", "", "", "", "MEM")
    plan.sheets["代表名单"][-1][-1] = "现场"

    assert told(plan.take_in()) == ({}, {("TRM26-W0009", "reg_no"): "walk_in_unknown"})


def test_a_code_in_other_letters_is_told_and_nothing_changes(plan, event):
    plan.row("类别", "mem", "会员", "", "PRE", 1)
    plan.drop("类别", "MEM")

    answer = plan.take_in()

    assert "类别!A6" in answer["errors"][0]
    assert event.rows("SELECT count(*) FROM categories") == [(5,)]


def test_a_new_hall_is_served_by_its_door_at_once(plan, event):
    plan.row("通道", "H2-IN", "二厅入口", "Hall 2 entrance", "H2", 80, "进")

    plan.take_in()

    door = event.token("door", checkpoint="H2-IN")
    assert event.scan("D001", "H2-IN", door).json["verdict"] == "admitted"
    assert event.rows("SELECT name, capacity FROM halls WHERE code = 'H2'") == [("二厅", 80)]


def test_doors_alone_hear_of_a_new_delegate_and_of_one_who_was_cancelled(plan, event):
    door = event.token("door", checkpoint="H1-IN")
    before = event.get("/roster?checkpoint=H1-IN", door).json
    plan.row("代表名单", "D100", "冯新来", "", "", "", "MEM")
    plan.cell("代表名单", "D010", "状态", "取消")

    plan.take_in()

    after = event.get("/roster?checkpoint=H1-IN", door).json
    assert len(after["hashes"]) > len(before["hashes"])
    assert after["mark"] != before["mark"]


def test_stock_that_was_opened_follows_what_is_planned_more(plan, event):
    hand_out("D001", "BAG")(event)
    plan.cell("物资", "BAG", "库存", 310)

    plan.take_in()

    assert event.rows("SELECT count FROM stocks WHERE item = 'BAG'") == [(309,)]


def test_only_the_laptop_names_a_path_and_control_sends_the_file(plan, event):
    control = event.token("control")
    organiser = event.operator("organiser", at=control)
    plan.cell("代表名单", "D009", "姓名", "冯改名")
    path = write_workbook(plan.path, plan.sheets)
    refused = event.post("/refresh-previews", {"path": str(path)}, control, operator=organiser)
    assert (refused.status_code, refused.json["field"]) == (403, "path")

    sent = event.post(
        "/plan-uploads/策划表 v2.xlsx", path.read_bytes(), control, operator=organiser
    )
    body = {"upload": sent.json["upload"]}
    seen = event.post("/refresh-previews", body, control, operator=organiser).json
    done = event.post(
        "/refreshes", {"refresh_id": new_id(), "mark": seen["mark"], **body}, control,
        operator=organiser,
    )  # fmt: skip

    assert sent.json["name"] == "策划表-v2.xlsx"
    assert told(done.json) == ({("D009", "name"): "冯改名"}, {})
    assert list((event.folder.planning / "uploads").iterdir()) == []


def test_a_file_that_is_no_workbook_and_a_lost_one_are_refused(event):
    control = event.token("control")
    organiser = event.operator("organiser", at=control)

    text = event.post("/plan-uploads/a.xlsx", b"name,phone", control, operator=organiser)
    lost = event.post("/refresh-previews", {"upload": new_id()}, control, operator=organiser)
    odd = event.post("/refresh-previews", {"upload": "../.."}, control, operator=organiser)

    assert (text.status_code, text.json["code"]) == (422, "not_a_workbook")
    assert (lost.status_code, lost.json["code"]) == (404, "unknown_upload")
    assert (odd.status_code, odd.json["code"]) == (404, "unknown_upload")


def test_what_a_stopped_server_left_of_a_plan_goes_with_the_next(plan, event):
    left = event.folder.planning / ".refresh-left"
    (left / "now").mkdir(parents=True)
    os.utime(left, (0, 0))

    plan.take_in()

    assert not left.exists()


def test_no_id_number_is_kept_of_a_plan_that_came_in(plan, event):
    plan.cell("代表名单", "D009", "证件号", "11010519491231002X")
    plan.cell("代表名单", "D009", "姓名", "冯改名")

    plan.take_in()

    kept = [path for path in event.folder.planning.rglob("*") if path.is_file()]
    assert any(path.parent.name == "taken-in" for path in kept)
    assert not any(path.name.startswith(".refresh") for path in event.folder.planning.iterdir())
    for path in kept:
        with zipfile.ZipFile(path) as archive:
            assert not any(
                b"11010519491231002X" in archive.read(name) for name in archive.namelist()
            )
