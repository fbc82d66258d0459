"""The contact sheet: whom to ring, in which order, on screen and on paper."""

from tests.served_event import new_id

GUARD = {"name": "保安室", "phone": "110-1", "role": "安保", "place": "一层"}
DOCTOR = {"name": "救护", "phone": "120", "role": "", "place": ""}


def write(event, control, operator, lines, *, version, **more):
    body = {"contact_sheet_id": new_id(), "version": version, "lines": lines, **more}
    return event.post("/contact-sheets", body, control, operator=operator)


def test_staff_and_hosts_stand_on_it_from_the_plan(event):
    found = event.get("/contacts", event.token("door")).json

    assert [(one["kind"], one["name"], one["phone"]) for one in found["contacts"]] == [
        ("staff", "组织甲", "13800000080"),
        ("staff", "主管乙", "13800000081"),
        ("staff", "注册丙", "13800000082"),
        ("host", "接待甲", "13800000090"),
        ("host", "接待乙", "13800000091"),
    ]
    assert found["contacts"][2]["zone"] == "PRE"
    assert found["version"] == 0


def test_own_lines_stand_first_in_the_order_control_gave_them(event):
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    write(event, control, supervisor, [GUARD, DOCTOR], version=0)

    answer = write(event, control, supervisor, [DOCTOR, GUARD], version=1)

    assert answer.json["version"] == 2
    found = event.get("/contacts", event.token("desk")).json
    assert [one["name"] for one in found["contacts"]][:3] == ["救护", "保安室", "组织甲"]
    assert event.count("contact_sheets") == 2, "what it was before stays on record"


def test_nobody_s_change_is_overwritten_unseen(event):
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    first = write(event, control, supervisor, [GUARD], version=0)

    refused = write(event, control, supervisor, [DOCTOR], version=0)

    assert first.status_code == 200
    assert (refused.status_code, refused.json["code"]) == (409, "sheet_changed")
    assert event.count("contact_sheets") == 1


def test_the_same_sheet_twice_is_one_version(event):
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    more = {"contact_sheet_id": new_id()}

    first = write(event, control, supervisor, [GUARD], version=0, **more)

    assert write(event, control, supervisor, [GUARD], version=0, **more).data == first.data
    refused = write(event, control, supervisor, [DOCTOR], version=1, **more)
    assert refused.json["code"] == "id_reused"
    assert event.count("contact_sheets") == 1


def test_a_line_without_name_or_phone_is_refused(event):
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)

    for line, field in (({**GUARD, "name": ""}, "name"), ({"name": "保安室"}, "phone")):
        answer = write(event, control, supervisor, [line], version=0)
        assert (answer.status_code, answer.json["field"]) == (422, f"lines[0].{field}")


def test_kiosks_and_boards_are_told_nobody_s_telephone(event):
    for role in ("kiosk", "board", "print-agent", "camera-agent"):
        token = event.token(role)
        assert event.get("/contacts", token).status_code == 403, role
        assert event.get("/contacts.pdf", token).status_code == 403, role


def test_it_prints_on_a4(event):
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    write(event, control, supervisor, [GUARD], version=0)

    paper = event.get("/contacts.pdf", event.token("host"))

    assert paper.mimetype == "application/pdf"
    assert paper.data.startswith(b"%PDF")
