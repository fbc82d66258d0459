"""The sheets say what was signed for, whichever room it happened in."""

import pytest

from onsite import clock
from onsite.desks.sign_for import told_of
from onsite.handouts.sheet_layout import sheet
from tests.finance.conftest import SIGNATURE
from tests.served_event import new_id


@pytest.fixture
def finance(event):
    return event.token("finance")


@pytest.fixture
def organiser(event, finance):
    return event.operator("organiser", at=finance)


@pytest.fixture
def lines(event):
    def of(purpose):
        with event.database.read() as session:
            told = told_of(session, purpose)
            return sheet(session, purpose, told=told, now=clock.now()).tables[0].rows

    return of


def test_a_pay_out_s_line_says_how_much_and_that_it_was_reversed(event, finance, organiser, lines):
    def post(path, **body):
        answer = event.post(path, body, finance, operator=organiser)
        assert answer.status_code == 200, answer.text
        return answer.json

    post("/cash-sessions", cash_session_id=new_id(), float_fen=500_000, counts={"10000": 50})
    paid = {
        "pay_out_id": new_id(), "kind": "lecture_fee", "reg_no": "D003", "receiver": "讲者丙",
        "amount_fen": 200_000, "method": "cash", "reason": "大会报告", "signature": SIGNATURE,
    }  # fmt: skip
    post("/pay-outs", **paid)

    (line,) = lines("pay_out")
    assert line[1] == "Šárka Nováková"
    assert line[3].startswith("¥2,000 ")
    assert "大会报告" in line[3]

    post("/reversals", reversal_id=new_id(), of=paid["pay_out_id"], reason="金额错")
    (line,) = lines("pay_out")
    assert "已撤销" in line[3]


def test_a_pick_up_s_line_says_for_whom(event, finance, organiser, lines):
    body = {
        "pick_up_id": new_id(), "reg_nos": ["D001", "D009"], "by": "秘书甲",
        "phone": "13800000095", "signature": SIGNATURE,
    }  # fmt: skip
    answer = event.post("/pick-ups", body, finance, operator=organiser)
    assert answer.status_code == 200, answer.text

    (line,) = lines("pick_up")

    assert (line[1], line[3]) == ("秘书甲", "D001, D009 · 13800000095")


def test_the_sheets_are_listed_and_drawn_for_who_may_export(event, finance, organiser):
    listed = event.get("/sign-for-sheets", finance, operator=organiser).json["sheets"]
    drawn = event.get("/sign-for-sheets/pay_out.pdf", finance, operator=organiser)

    assert [line["purpose"] for line in listed] == ["GIFT", "pay_out", "invoice", "pick_up"]
    assert drawn.data.startswith(b"%PDF")
    assert event.get("/sign-for-sheets", finance).status_code == 403
