"""Payments: one person or several, one method or several; refused at the field that is wrong."""

import json

import pytest

from tests.finance.conftest import Cashier, refused
from tests.served_event import new_id


def test_cash_gives_change_and_pays_off_what_is_owed(event, cashier):
    cashier.open()

    told = cashier.pay(
        {"D005": 180_000}, [{"method": "cash", "amount_fen": 180_000, "tendered_fen": 200_000}]
    ).json

    assert (told["total_fen"], told["change_fen"]) == (180_000, 20_000)
    assert told["owes"] == {"D005": 0}
    assert told["receipt"] == 1
    assert event.get("/delegates/D005", cashier.token).json["owes_fen"] == 0
    assert event.rows("SELECT sum(amount_fen) FROM postings") == [(0,)]


def test_a_payment_split_over_methods_is_one_receipt(event, cashier):
    cashier.open()
    lines = [
        {"method": "wechat", "amount_fen": 100_000, "reference": "4200001"},
        {"method": "cash", "amount_fen": 80_000, "tendered_fen": 100_000},
    ]

    told = cashier.pay({"D005": 180_000}, lines, print_receipt=True).json

    assert told["change_fen"] == 20_000
    paper = json.loads(event.rows("SELECT paper FROM print_jobs")[0][0])
    said = " ".join(f"{part.get('label')} {part.get('value')}" for part in paper["parts"])
    assert paper["title"] == "收据 Receipt"
    assert paper["opens_drawer"]
    for wanted in (
        "000001",
        "微信 WeChat Pay 1,000.00",
        "4200001",
        "找零 Change 200.00",
        "¥1,800.00",
    ):
        assert wanted in said


def test_several_people_of_one_organisation_are_paid_for_at_once(event, cashier):
    cashier.charge("D001", 30_000)

    told = cashier.pay({"D005": 180_000, "D001": 30_000}, "transfer", payer="中南第一医院").json

    assert told["total_fen"] == 210_000
    assert told["owes"] == {"D005": 0, "D001": 0}
    [paid] = cashier.account("D001")["payments"]
    assert (paid["total_fen"], paid["share_fen"], paid["payer"]) == (
        210_000, 30_000, "中南第一医院",
    )  # fmt: skip


def test_a_part_may_be_paid_and_the_rest_is_owed_still(cashier):
    told = cashier.pay({"D005": 80_000}, "alipay").json

    assert told["owes"] == {"D005": 100_000}


def test_a_payment_without_cash_leaves_the_drawer_shut(event, cashier):
    cashier.open()
    cashier.pay({"D005": 100}, "card", print_receipt=True)

    assert not json.loads(event.rows("SELECT paper FROM print_jobs")[0][0])["opens_drawer"]


WRONG = {
    "over": ({"D005": 180_001}, "wechat", "over_payment", "shares[0].amount_fen"),
    "nothing owed": ({"D001": 1}, "wechat", "over_payment", "shares[0].amount_fen"),
    "less than to pay": (
        {"D005": 100}, [{"method": "cash", "amount_fen": 99}], "lines_mismatch", "lines",
    ),
    "change below zero": (
        {"D005": 100}, [{"method": "cash", "amount_fen": 100, "tendered_fen": 50}],
        "under_tendered", "lines[0].tendered_fen",
    ),
    "change from a card": (
        {"D005": 100}, [{"method": "card", "amount_fen": 100, "tendered_fen": 150, "reference": "1"}],
        "change_needs_cash", "lines[0].tendered_fen",
    ),
    "no reference": (
        {"D005": 100}, [{"method": "wechat", "amount_fen": 100}],
        "reference_needed", "lines[0].reference",
    ),
    "nothing": ({"D005": 0}, [{"method": "cash", "amount_fen": 1}], "malformed", "shares[0].amount_fen"),
    "below zero": ({"D005": -5}, [{"method": "cash", "amount_fen": 1}], "malformed", "shares[0].amount_fen"),
    "nobody": ({}, [{"method": "cash", "amount_fen": 1}], "malformed", "shares"),
    "shells": (
        {"D005": 1}, [{"method": "shells", "amount_fen": 1}], "malformed", "lines[0].method",
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", WRONG)
def test_a_wrong_payment_is_refused_at_its_field_and_nothing_is_done(event, cashier, why):
    cashier.open()
    before = event.count("postings")
    shares, lines, code, field = WRONG[why]

    assert refused(cashier.pay(shares, lines)) == (422, code, field)
    assert event.count("payments") == event.count("receipts") == 0
    assert event.count("postings") == before


def test_one_wrong_share_stops_the_whole_payment(event, cashier):
    answer = cashier.pay({"D005": 100, "D001": 100}, "wechat")

    assert refused(answer) == (422, "over_payment", "shares[1].amount_fen")
    assert cashier.account("D005")["payments"] == []


def test_nobody_stands_twice_in_a_payment_and_everybody_exists(cashier):
    twice = {
        "payment_id": new_id(), "shares": [{"reg_no": "D005", "amount_fen": 1}] * 2,
        "lines": [{"method": "card", "amount_fen": 2, "reference": "1"}],
    }  # fmt: skip

    assert refused(cashier.post("/payments", twice)) == (422, "same_person_twice", "shares")
    assert cashier.pay({"D999": 1}, "wechat").status_code == 404


def test_the_same_payment_sent_twice_is_one(event, cashier):
    cashier.open()
    body = {
        "payment_id": new_id(), "shares": [{"reg_no": "D005", "amount_fen": 100}],
        "lines": [{"method": "cash", "amount_fen": 100}], "print_receipt": True,
    }  # fmt: skip

    first, again = cashier.post("/payments", body), cashier.post("/payments", body)
    other = cashier.post("/payments", {**body, "payer": "别人"})

    assert first.json == again.json
    assert refused(other) == (409, "id_reused", "payment_id")
    assert event.count("payments") == event.count("receipts") == event.count("print_jobs") == 1
    assert cashier.account("D005")["owes_fen"] == 179_900


def test_a_reference_that_stands_on_a_receipt_already_is_warned_of(cashier):
    line = [{"method": "wechat", "amount_fen": 100, "reference": "4200002"}]

    assert cashier.pay({"D005": 100}, line).json["warnings"] == []
    assert cashier.pay({"D005": 100}, line).json["warnings"] == ["reference_used:1"]


def test_money_is_the_cashier_s_and_no_desk_s_without_her(event, cashier):
    desk = Cashier(event, role="desk", station="desk")

    assert refused(desk.pay({"D005": 100}, "wechat"))[:2] == (403, "right_missing")


def test_a_charge_is_owed_until_it_is_paid(event, cashier):
    assert cashier.charge("D001", 5_000, kind="lost_badge").json["owes_fen"] == 5_000
    assert cashier.account("D001")["charges"][0]["kind"] == "lost_badge"

    assert cashier.pay({"D001": 5_000}, "wechat").json["owes"] == {"D001": 0}


def test_a_waiver_is_a_supervisor_s_and_never_more_than_is_owed(cashier, supervisor):
    assert refused(cashier.charge("D005", -180_000, kind="waiver"))[:2] == (403, "right_missing")
    assert refused(supervisor.charge("D005", 100))[:2] == (403, "right_missing")
    assert refused(supervisor.charge("D005", -180_001, kind="waiver")) == (
        422, "over_waiver", "amount_fen",
    )  # fmt: skip
    assert supervisor.charge("D005", -180_000, kind="waiver").json["owes_fen"] == 0


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [({"amount_fen": 0}, "amount_needed", "amount_fen"),
     ({"amount_fen": -1}, "wrong_sign", "amount_fen"), ({"reason": " "}, "reason_needed", "reason"),
     ({"kind": "gift"}, "malformed", "kind")],
)  # fmt: skip
def test_a_wrong_charge_is_refused_at_its_field(event, cashier, change, code, field):
    assert refused(cashier.charge("D001", 100, **change)) == (422, code, field)
    assert event.count("charges") == 0


def test_a_difference_below_zero_is_a_credit_that_can_be_given_back(cashier):
    cashier.pay({"D005": 180_000}, "wechat")
    cashier.charge("D005", -120_000, kind="difference")

    told = cashier.account("D005")
    assert told["credit_fen"] == 120_000
    assert cashier.refund("D005", 120_000, method="wechat").status_code == 200
