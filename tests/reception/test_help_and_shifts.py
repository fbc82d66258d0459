"""Calls for help and who goes; staff coming to their shifts."""

from tests.served_event import new_id


def call(event, token, **more):
    return event.post("/help-calls", {"help_call_id": new_id(), **more}, token)


def go(event, token, call_id):
    body = {"help_call_answer_id": new_id(), "help_call_id": call_id}
    return event.post("/help-call-answers", body, token)


def sign(event, token, staff="注册丙", direction="in"):
    body = {"shift_sign_in_id": new_id(), "staff": staff, "direction": direction}
    return event.post("/shift-sign-ins", body, token)


def staff(event, token):
    found = event.get("/shifts", token).json["shifts"]
    return {one["name"]: one for shift in found for one in shift["staff"]}


def test_a_kiosk_s_call_reaches_the_desk_and_says_who_comes(event, venue_clock):
    kiosk, desk = event.station("kiosk", name="一号机"), event.station("desk", name="二号台").token
    call_id = call(event, kiosk.token, kind="printer", note="卡纸").json["help_call_id"]

    seen = event.get("/help-calls", desk).json

    assert seen["open_count"] == 1
    assert seen["help_calls"][0]["station_name"] == "一号机"
    assert seen["help_calls"][0]["note"] == "卡纸"
    venue_clock.forward(seconds=20)
    operator = event.operator("desk", at=desk)
    body = {"help_call_answer_id": new_id(), "help_call_id": call_id}
    assert event.post("/help-call-answers", body, desk, operator=operator).status_code == 200
    own = event.get("/help-calls", kiosk.token).json
    assert own["open_count"] == 0
    assert own["help_calls"][0]["answered_by"] == "二号台", "no one's name stands on a kiosk"
    staff_see = event.get("/help-calls", desk).json["help_calls"][0]
    assert staff_see["answered_by"] == "desk operator"


def test_a_desk_nobody_named_comes_from_its_zone(event):
    kiosk, desk = event.token("kiosk"), event.token("desk", zone="VIP")
    call_id = call(event, kiosk).json["help_call_id"]
    go(event, desk, call_id)

    again = go(event, event.token("desk"), call_id).json
    seen = event.get("/help-calls", desk).json["help_calls"][0]
    chinese, english = (
        event.get("/help-calls", kiosk, language=language).json["help_calls"][0]
        for language in ("zh-CN", "en")
    )

    assert again["detail"].startswith("VIP is on the way")
    assert chinese["answered_by"] == seen["answered_by"] == "贵宾区"
    assert english["answered_by"] == "VIP"


def test_a_kiosk_sees_its_own_calls_only(event):
    call(event, event.token("kiosk"))

    assert event.get("/help-calls", event.token("kiosk")).json["help_calls"] == []


def test_only_the_first_who_says_so_goes(event):
    desk, control = event.token("desk"), event.token("control")
    call_id = call(event, event.token("door")).json["help_call_id"]

    assert go(event, desk, call_id).status_code == 200
    second = go(event, control, call_id)

    assert (second.status_code, second.json["code"]) == (409, "call_answered")
    assert go(event, desk, new_id()).json["code"] == "unknown_help_call"
    assert event.count("help_call_answers") == 1


def test_the_same_call_twice_is_one_call(event):
    kiosk = event.token("kiosk")
    body = {"help_call_id": new_id()}

    assert (
        event.post("/help-calls", body, kiosk).data == event.post("/help-calls", body, kiosk).data
    )
    assert event.count("help_calls") == 1
    assert call(event, kiosk, kind="pizza").json["field"] == "kind"


def test_an_answered_call_leaves_the_list_and_an_open_one_never(event, venue_clock):
    kiosk, desk = event.token("kiosk"), event.token("desk")
    go(event, desk, call(event, kiosk).json["help_call_id"])
    call(event, kiosk)
    venue_clock.forward(hours=3)

    assert len(event.get("/help-calls", desk).json["help_calls"]) == 1


def test_staff_come_to_their_shift_and_leave_it(event, venue_clock):
    desk = event.token("desk")
    assert staff(event, desk)["注册丙"]["state"] is None

    assert sign(event, desk).status_code == 200
    assert staff(event, desk)["注册丙"]["state"] == "in"
    assert sign(event, desk, direction="out").status_code == 200

    assert staff(event, desk)["注册丙"]["state"] == "out"
    assert event.get("/shifts", desk).json["shifts"][0]["here"] == 0


def test_nobody_comes_twice_or_leaves_before_she_came(event, venue_clock):
    desk = event.token("desk")

    assert sign(event, desk, direction="out").json["code"] == "not_on_shift"
    assert sign(event, desk).status_code == 200
    again = sign(event, desk)

    assert (again.status_code, again.json["code"]) == (409, "on_shift_already")
    assert sign(event, desk, staff="nobody").json["code"] == "unknown_operator"
    assert event.count("shift_sign_ins") == 1
    venue_clock.forward(hours=22)  # another day: she signs in anew
    assert sign(event, desk).status_code == 200


def test_shifts_come_from_the_plan(tmp_path, plan_path):
    from onsite.config import Settings
    from onsite.founding import found_event
    from onsite.planning.reading import read_plan
    from tests.congress import SHEETS, write_workbook

    sheets = {**SHEETS}
    sheets["工作人员"] = [
        ["姓名", "角色", "手机", "注册区", "班次", "到岗时间"],
        ["组织甲", "组织者", "13800000080", "", "", ""],
        ["志愿丁", "注册", "13800000083", "PRE", "早班", "07:30"],
    ]
    path = write_workbook(tmp_path / "plan.xlsx", sheets)
    reading = read_plan(path)
    folder = found_event(tmp_path / "event", reading.plan, plan_path=path, settings=Settings())

    from onsite.db import Database
    from tests.served_event import ServedEvent

    database = Database(folder.database)
    try:
        event = ServedEvent(folder, database)
        shifts = event.get("/shifts", event.token("desk")).json["shifts"]
    finally:
        database.close()

    assert shifts[0]["shift"] == "早班"
    assert shifts[0]["staff"][0]["name"] == "志愿丁"
    assert shifts[0]["staff"][0]["on_duty_at"] == "07:30"


def test_a_kiosk_takes_its_own_call_back_and_nobody_else_s(event):
    kiosk, other, desk = event.token("kiosk"), event.token("kiosk"), event.token("desk")
    call_id = call(event, kiosk).json["help_call_id"]

    refused = go(event, other, call_id)
    taken_back = go(event, kiosk, call_id)

    assert (refused.status_code, refused.json["code"]) == (403, "not_this_station")
    assert taken_back.status_code == 200
    assert event.get("/help-calls", desk).json["open_count"] == 0
    assert go(event, desk, call_id).json["code"] == "call_answered"
