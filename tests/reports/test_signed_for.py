"""签收表: nothing that was signed for is missing, and what was undone says so."""

import pytest

from onsite.reports.signing import signing
from tests.conftest import MORNING
from tests.finance.conftest import SIGNATURE, Cashier
from tests.served_event import new_id


@pytest.fixture
def clerk(event):
    return Cashier(event, role="desk", station="desk", name="注册丙")


def hand_out(clerk, reg_no, item="GIFT", **more):
    hand_out_id = new_id()
    body = {"hand_out_id": hand_out_id, "reg_no": reg_no, "item": item, "signature": SIGNATURE}
    answer = clerk.post("/hand-outs", body | more)
    assert answer.status_code == 200, answer.text
    return hand_out_id


def test_a_gift_signed_for_tells_who_what_when_and_who_saw_it(clerk, told):
    hand_out(clerk, "D002")

    [row] = told(signing)

    assert row["What"] == "纪念品"
    assert (row["Reg. no."], row["Name"], row["Organisation"]) == ("D002", "单晓𠮷", "华东大学")
    assert (row["Signed at"], row["Signed by"], row["Seen by"]) == (MORNING, "单晓𠮷", "注册丙")
    assert (row["Count"], row["Undone"]) == (1, None)
    assert row["Station"]


def test_an_undone_hand_out_stays_and_says_so(event, clerk, told):
    given = hand_out(clerk, "D002")
    supervisor = event.operator("supervisor", at=clerk.token)
    body = {"hand_out_undo_id": new_id(), "hand_out_id": given, "reason": "给错人"}
    undone = event.post("/hand-out-undos", body, clerk.token, operator=supervisor)
    assert undone.status_code == 200, undone.text

    [row] = told(signing)

    assert row["Undone"] == "已撤销"


def test_money_paid_out_stands_there_with_its_amount_also_when_reversed(event, told):
    cashier = Cashier(event)
    cashier.open()
    paid = cashier.post("/pay-outs", {
        "pay_out_id": new_id(), "kind": "lecture_fee", "reg_no": "D002", "receiver": "单晓𠮷",
        "amount_fen": 300_000, "method": "transfer", "reference": "T1", "signature": SIGNATURE,
    })  # fmt: skip
    assert paid.status_code == 200, paid.text
    supervisor = Cashier(event, role="supervisor", token=cashier.token)
    assert supervisor.reverse({"pay_out_id": paid.json["pay_out_id"]}).status_code in (200, 422)

    [row] = told(signing)

    assert "¥3,000" in row["Detail"]
    assert row["What"] == "现金发放"
