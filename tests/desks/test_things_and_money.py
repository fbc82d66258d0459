"""A thing and its money are one act: a lecture fee is paid once, a loan stands on a deposit of its own."""

import pytest

from onsite.config import Settings
from onsite.founding import found_event
from onsite.planning.reading import read_plan
from tests.congress import SHEETS, write_workbook
from tests.served_event import new_id

ITEMS = [
    *SHEETS["物资"],
    ["FEE", "讲课费", "Lecture fee", "讲课费", "VIP,SPK", 1, "是", ""],
    ["RX", "接收机", "Receiver", "借还", "", 3, "否", 9],
    ["PAD", "平板", "Tablet", "借还", "", 3, "否", 9],
]


@pytest.fixture(scope="module")
def plan_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "things.xlsx"
    return write_workbook(path, {**SHEETS, "物资": ITEMS})


@pytest.fixture(scope="module")
def founded_event(plan_path, tmp_path_factory):
    reading = read_plan(plan_path)
    assert not reading.errors, reading.errors
    path = tmp_path_factory.mktemp("founded") / "things"
    return found_event(path, reading.plan, plan_path=plan_path, settings=Settings())


@pytest.fixture
def hand_out(event, desk, cashier, signature):
    def send(reg_no, item, **more):
        body = {"hand_out_id": new_id(), "reg_no": reg_no, "item": item, **more}
        if item == "FEE":
            body["signature"] = signature
        return event.post("/hand-outs", body, desk, operator=cashier)

    return send


@pytest.fixture
def pay_out(event, desk, cashier, signature):
    def send(fen, reg_no="D003", **more):
        body = {
            "pay_out_id": new_id(), "kind": "lecture_fee", "reg_no": reg_no, "amount_fen": fen,
            "receiver": "Šárka Nováková", "method": "transfer", "reference": "T1",
            "signature": signature, **more,
        }  # fmt: skip
        return event.post("/pay-outs", body, desk, operator=cashier)

    return send


@pytest.fixture
def deposit(event, desk, cashier):
    def send(reg_no="D001", item="RX", fen=20_000):
        body = {
            "deposit_id": new_id(), "reg_no": reg_no, "item": item, "amount_fen": fen,
            "method": "wechat", "reference": "W1",
        }  # fmt: skip
        answer = event.post("/deposits", body, desk, operator=cashier)
        assert answer.status_code == 200, answer.text
        return body["deposit_id"]

    return send


@pytest.fixture
def lend(hand_out):
    def send(number, deposit_id=None, *, reg_no="D001", item="RX"):
        named = {} if deposit_id is None else {"deposit_id": deposit_id}
        return hand_out(reg_no, item, number=number, security="deposit", **named)

    return send


def refused(answer):
    return answer.status_code, answer.json["code"], answer.json.get("field")


def test_a_fee_that_finance_paid_is_not_handed_out_too(event, desk, cashier, hand_out, pay_out):
    paid = pay_out(50_000).json["pay_out_id"]

    second = hand_out("D003", "FEE")

    assert refused(second) == (409, "fee_paid", "item")
    assert "¥500" in second.json["detail"]
    assert event.count("hand_outs") == 0
    assert event.count("signatures") == 1
    reversal = {"reversal_id": new_id(), "of": paid, "reason": "改发现金"}
    assert event.post("/reversals", reversal, desk, operator=cashier).status_code == 200
    assert hand_out("D003", "FEE").status_code == 200


def test_a_fee_that_was_handed_out_is_not_paid_by_finance_too(
    event, desk, cashier, hand_out, pay_out
):
    given = hand_out("D003", "FEE").json["hand_out_id"]

    second = pay_out(100)

    assert refused(second) == (409, "fee_handed_out", "reg_no")
    assert event.count("pay_outs") == event.count("receipts") == 0
    undo = {"hand_out_undo_id": new_id(), "hand_out_id": given, "reason": "点错"}
    assert event.post("/hand-out-undos", undo, desk, operator=cashier).status_code == 200
    assert pay_out(200_000).status_code == 200


def test_a_loan_against_a_deposit_names_one_of_hers_for_this_thing(event, lend, deposit):
    hers, of_tablet, another_s = deposit(), deposit(item="PAD"), deposit(reg_no="D009")

    assert refused(lend("R1")) == (422, "deposit_needed", "deposit_id")
    for wrong in (new_id(), of_tablet, another_s):
        assert refused(lend("R1", wrong)) == (404, "unknown_deposit", "deposit_id")
    assert event.count("hand_outs") == event.count("numbers_out") == 0
    assert lend("R1", hers).status_code == 200


def test_a_deposit_stands_for_one_loan(event, desk, lend, deposit):
    first, second = deposit(), deposit()
    lend("R1", first)

    again = lend("R2", first)

    assert refused(again) == (409, "deposit_in_use", "deposit_id")
    assert "R1" in again.json["detail"]
    assert lend("R2", second).status_code == 200
    event.post("/loan-returns", {"loan_return_id": new_id(), "number": "R1"}, desk)
    assert lend("R3", first).status_code == 200


def test_a_deposit_of_what_was_lost_stands_for_nothing_else(event, desk, lend, deposit):
    kept = deposit()
    lend("R1", kept)
    body = {"loan_return_id": new_id(), "number": "R1", "state": "lost", "reason": "丢了"}
    assert event.post("/loan-returns", body, desk).status_code == 200

    assert refused(lend("R2", kept))[1] == "deposit_in_use"


def test_a_deposit_that_was_given_back_or_reversed_stands_for_nothing(
    event, desk, cashier, lend, deposit
):
    back, wrong = deposit(), deposit(reg_no="D009")
    deposit(fen=-20_000)
    reversal = {"reversal_id": new_id(), "of": wrong, "reason": "录错"}
    event.post("/reversals", reversal, desk, operator=cashier)

    assert refused(lend("R1", back)) == (409, "deposit_not_held", "deposit_id")
    assert refused(lend("R1", wrong, reg_no="D009")) == (404, "unknown_deposit", "deposit_id")


def test_the_staff_leave_no_deposits(event, desk, cashier, deposit):
    body = {
        "hand_out_id": new_id(), "staff": "finance operator", "item": "RX", "number": "R1",
        "security": "deposit", "deposit_id": deposit(),
    }  # fmt: skip

    assert refused(event.post("/hand-outs", body, desk, operator=cashier)) == (
        404, "unknown_deposit", "deposit_id",
    )  # fmt: skip


def test_a_deposit_is_named_for_a_loan_against_one_alone(hand_out, deposit):
    answer = hand_out("D001", "RX", number="R1", security="badge", deposit_id=deposit())

    assert refused(answer) == (422, "malformed", "deposit_id")
