"""What an event does before its planners' changes come in, and what planners do to their plan."""

from tests.served_event import new_id


def at_desk(event):
    desk = event.token("desk", zone="PRE")
    return desk, event.operator("organiser", at=desk)


def check_in(reg_no):
    return lambda event: _ok(event.check_in(reg_no, event.token("desk", zone="PRE")))


def fix_name(reg_no, **fields):
    def act(event):
        desk, organiser = at_desk(event)
        body = {
            "name_fix_id": new_id(),
            "reg_no": reg_no,
            "reason": "typo",
            "print": False,
            **fields,
        }
        _ok(event.post("/name-fixes", body, desk, operator=organiser))

    return act


def recategorise(reg_no, category):
    def act(event):
        desk, organiser = at_desk(event)
        body = {
            "category_change_id": new_id(),
            "reg_no": reg_no,
            "category": category,
            "reason": "upgraded",
            "print": False,
        }
        _ok(event.post("/category-changes", body, desk, operator=organiser))

    return act


def cancel(reg_no):
    def act(event):
        desk, organiser = at_desk(event)
        body = {"cancellation_id": new_id(), "reg_no": reg_no, "cancelled": True, "reason": "ill"}
        _ok(event.post("/cancellations", body, desk, operator=organiser))

    return act


def pay(reg_no, amount_fen):
    def act(event):
        desk = event.token("finance")
        finance = event.operator("organiser", at=desk)
        line = {"method": "wechat", "amount_fen": amount_fen, "reference": "4200001"}
        shares = [{"reg_no": reg_no, "amount_fen": amount_fen}]
        body = {"payment_id": new_id(), "shares": shares, "lines": [line]}
        _ok(event.post("/payments", body, desk, operator=finance))

    return act


def scan(reg_no, checkpoint):
    return lambda event: _ok(
        event.scan(reg_no, checkpoint, event.token("door", checkpoint=checkpoint))
    )


def hand_out(reg_no, item):
    def act(event):
        desk = event.token("desk", zone="PRE")
        _ok(event.check_in(reg_no, desk))
        body = {"hand_out_id": new_id(), "reg_no": reg_no, "item": item}
        _ok(event.post("/hand-outs", body, desk))

    return act


def _ok(answer):
    assert answer.status_code == 200, answer.text


def set_cell(sheet, key, heading, value):
    return lambda plan: plan.cell(sheet, key, heading, value)


def fact(key, value):
    return lambda plan: next(row for row in plan.sheets["会议"] if row[0] == key).__setitem__(
        1, value
    )


def cell(key, heading, value):
    return set_cell("代表名单", key, heading, value)


def several(*edits):
    return lambda plan: [edit(plan) for edit in edits]


def new_person(*cells):
    return lambda plan: plan.row("代表名单", *cells)
