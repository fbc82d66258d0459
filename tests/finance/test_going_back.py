"""Money that goes back: refunds, reversals, and who may."""

import json

import pytest

from tests.finance.conftest import SIGNATURE, Cashier, refused
from tests.served_event import new_id


@pytest.fixture
def paid(cashier):
    """A cash payment of all that D005 owes: its id."""
    cashier.open()
    return cashier.pay({"D005": 180_000}, "cash").json["payment_id"]


def test_a_refund_gives_back_and_she_owes_again(event, cashier, paid):
    told = cashier.refund("D005", 60_000, payment_id=paid, print_receipt=True).json

    assert told["owes_fen"] == 60_000
    assert told["receipt"] == 2
    [payment] = cashier.account("D005")["payments"]
    assert payment["refunded_fen"] == 60_000
    paper = json.loads(event.rows("SELECT paper FROM print_jobs")[0][0])
    assert paper["title"] == "退款单 Refund"
    assert paper["opens_drawer"]
    assert cashier.settlement()["drawers"][0]["expected_fen"] == 50_000 + 180_000 - 60_000


def test_no_more_than_was_paid_goes_back_however_often(cashier, paid):
    assert cashier.refund("D005", 100_000, payment_id=paid).status_code == 200
    assert refused(cashier.refund("D005", 80_001, payment_id=paid)) == (
        422, "over_refund", "amount_fen",
    )  # fmt: skip
    assert cashier.refund("D005", 80_000, payment_id=paid).status_code == 200
    assert refused(cashier.refund("D005", 1, payment_id=paid))[1] == "over_refund"


def test_each_person_of_a_payment_gets_her_own_share_back_at_most(cashier):
    cashier.charge("D001", 30_000)
    of = cashier.pay({"D005": 180_000, "D001": 30_000}, "transfer").json["payment_id"]

    assert refused(cashier.refund("D001", 30_001, payment_id=of, method="transfer"))[1] == (
        "over_refund"
    )
    assert refused(cashier.refund("D004", 1, payment_id=of, method="transfer"))[1] == "over_refund"
    assert cashier.refund("D001", 30_000, payment_id=of, method="transfer").status_code == 200


def test_without_a_payment_only_what_was_paid_too_much_goes_back(cashier, paid):
    assert refused(cashier.refund("D005", 1)) == (422, "over_refund", "amount_fen")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [({"reason": ""}, 422, "reason_needed"), ({"payment_id": new_id()}, 404, "unknown_payment"),
     ({"amount_fen": 0}, 422, "malformed"), ({"reg_no": "D999"}, 404, "unknown_registration")],
)  # fmt: skip
def test_a_wrong_refund_is_refused(event, cashier, paid, change, status, code):
    body = {
        "refund_id": new_id(), "reg_no": "D005", "amount_fen": 100, "payment_id": paid,
        "method": "cash", "reason": "x", **change,
    }  # fmt: skip

    assert refused(cashier.post("/refunds", body))[:2] == (status, code)
    assert event.count("refunds") == 0


def test_the_same_refund_sent_twice_is_one(event, cashier, paid):
    body = {
        "refund_id": new_id(), "reg_no": "D005", "amount_fen": 100, "payment_id": paid,
        "method": "cash", "reason": "x",
    }  # fmt: skip

    assert cashier.post("/refunds", body).json == cashier.post("/refunds", body).json
    assert event.count("refunds") == 1


def test_no_more_cash_goes_out_than_lies_in_the_drawer(cashier, paid):
    session_id = cashier.get("/cash-sessions/current").json["cash_session"]["id"]
    cashier.close(session_id, {"10000": 23})
    cashier.open(50_000)

    assert refused(cashier.refund("D005", 50_001, payment_id=paid)) == (
        409, "drawer_short", "amount_fen",
    )  # fmt: skip
    assert cashier.refund("D005", 50_000, payment_id=paid).status_code == 200


def test_a_payment_goes_back_by_the_methods_it_came_by_and_no_more_than_came_by_each(cashier):
    cashier.open()
    lines = [
        {"method": "wechat", "amount_fen": 100_000, "reference": "w"},
        {"method": "cash", "amount_fen": 80_000},
    ]
    of = cashier.pay({"D005": 180_000}, lines).json["payment_id"]

    other = cashier.refund("D005", 100, payment_id=of, method="card")
    assert refused(other) == (403, "other_method", "method")
    assert "cash ¥800, wechat ¥1,000" in other.json["detail"]
    assert refused(cashier.refund("D005", 80_001, payment_id=of))[1] == "other_method"
    assert cashier.refund("D005", 80_000, payment_id=of).status_code == 200
    assert refused(cashier.refund("D005", 1, payment_id=of))[1] == "other_method"
    assert cashier.refund("D005", 100_000, payment_id=of, method="wechat").status_code == 200


def test_by_another_method_who_may_reverse_another_s_entries_gives_back(event, cashier, organiser):
    of = cashier.pay({"D005": 180_000}, "wechat").json["payment_id"]

    assert organiser.refund("D005", 100, payment_id=of, method="transfer").status_code == 200
    assert event.rows("SELECT method, reason, operator FROM refunds") == [
        ("transfer", "退会", organiser.name)
    ]


def test_a_refund_but_in_cash_has_its_reference(event, cashier):
    of = cashier.pay({"D005": 180_000}, "wechat").json["payment_id"]

    without = cashier.refund("D005", 100, payment_id=of, method="wechat", reference=" ")

    assert refused(without) == (422, "reference_needed", "reference")
    assert event.count("refunds") == 0


def test_refusals_write_money_with_its_sign(cashier, paid):
    over = cashier.refund("D005", 180_001, payment_id=paid)
    again = cashier.pay({"D005": 100}, "wechat")

    assert over.json["detail"].startswith("¥1,800 can be given back")
    assert "D005 owes ¥0;" in again.json["detail"]


def test_a_reversal_is_the_opposite_entry_once(event, cashier, paid):
    told = cashier.reverse(paid).json

    assert (told["of_kind"], told["amount_fen"], told["receipt"]) == ("payment", -180_000, 2)
    account = cashier.account("D005")
    assert account["owes_fen"] == 180_000
    assert account["payments"][0]["reversed"]
    assert event.count("payments") == 1
    assert cashier.settlement()["totals"]["net_fen"] == 0
    assert refused(cashier.reverse(paid)) == (409, "already_reversed", "of")


def test_a_reversal_can_not_be_reversed(cashier, paid):
    of = cashier.reverse(paid).json["reversal_id"]

    assert refused(cashier.reverse(of)) == (409, "reversal_of_reversal", "of")
    assert refused(cashier.reverse(new_id())) == (404, "unknown_fact", "of")
    assert refused(cashier.reverse(of, reason=" "))[1] == "reason_needed"


def test_a_payment_of_which_a_part_went_back_is_reversed_after_its_refund(cashier, paid):
    refund = cashier.refund("D005", 100, payment_id=paid).json["refund_id"]

    assert refused(cashier.reverse(paid)) == (409, "partly_refunded", "of")
    assert cashier.reverse(refund).json["amount_fen"] == 100
    assert cashier.reverse(paid).status_code == 200
    assert refused(cashier.refund("D005", 1, payment_id=paid)) == (
        409, "payment_reversed", "payment_id",
    )  # fmt: skip


def test_one_s_own_is_reversed_by_oneself_another_s_by_a_supervisor(
    event, cashier, supervisor, paid
):
    other = Cashier(event, name="other cashier")
    other.open()

    assert refused(other.reverse(paid)) == (403, "not_your_entry", "of")
    assert supervisor.reverse(paid).status_code == 200
    assert event.rows("SELECT operator FROM reversals") == [(supervisor.name,)]
    # The cash lay in the drawer at that desk, so its cashier answers for it.
    assert cashier.settlement()["drawers"][0]["expected_fen"] == 50_000


def test_cash_goes_back_into_the_drawer_that_is_open_now(cashier, paid):
    session_id = cashier.get("/cash-sessions/current").json["cash_session"]["id"]
    cashier.close(session_id, {"10000": 23})
    assert refused(cashier.reverse(paid)) == (409, "no_cash_session", "method")
    cashier.open(200_000)

    assert cashier.reverse(paid).status_code == 200
    held = {row["expected_fen"] for row in cashier.settlement()["drawers"]}
    assert held == {230_000, 20_000}


def test_a_charge_is_reversed_without_a_paper(event, cashier):
    of = cashier.charge("D001", 100).json["charge_id"]

    assert cashier.reverse(of).json["receipt"] is None
    assert cashier.account("D001")["owes_fen"] == 0
    assert cashier.account("D001")["charges"][0]["reversed"]


def test_a_deposit_is_held_and_given_back_never_more(event, cashier):
    cashier.open(0)

    def deposit(fen, **more):
        body = {
            "deposit_id": new_id(), "reg_no": "D001", "item": "RECEIVER", "amount_fen": fen,
            "method": "cash", **more,
        }  # fmt: skip
        return cashier.post("/deposits", body)

    left = deposit(20_000).json
    assert left["held_fen"] == 20_000
    assert cashier.account("D001")["owes_fen"] == 0
    assert refused(deposit(-20_001)) == (422, "over_deposit", "amount_fen")
    assert refused(deposit(-1, item="OTHER")) == (422, "over_deposit", "amount_fen")
    assert refused(deposit(1, item="OTHER")) == (422, "unknown_item", "item")
    assert refused(deposit(1, item="BAG")) == (422, "not_lendable", "item")
    assert refused(deposit(0)) == (422, "amount_needed", "amount_fen")
    back = deposit(-20_000).json
    assert back["held_fen"] == 0
    assert refused(cashier.reverse(left["deposit_id"])) == (409, "deposit_given_back", "of")
    assert cashier.reverse(back["deposit_id"]).json["amount_fen"] == 20_000
    assert event.rows("SELECT sum(amount_fen) FROM postings WHERE account = 'deposits'") == [
        (-20_000,)
    ]


def pay_out(cashier, **more):
    body = {
        "pay_out_id": new_id(), "kind": "lecture_fee", "receiver": "单晓𠮷", "amount_fen": 100_000,
        "method": "cash", "signature": SIGNATURE, **more,
    }  # fmt: skip
    if body["kind"] == "lecture_fee":
        body.setdefault("reg_no", "D002")
    return cashier.post("/pay-outs", body)


def test_a_lecture_fee_is_paid_against_a_signature_up_to_what_was_planned(event, cashier):
    cashier.open(1_000_000)
    assert refused(pay_out(cashier, signature=None)) == (422, "signature_needed", "signature")
    assert event.count("pay_outs") == event.count("receipts") == 0

    assert pay_out(cashier, reg_no="D002", amount_fen=300_000).status_code == 200

    assert refused(pay_out(cashier, reg_no="D002", amount_fen=1)) == (422, "over_fee", "amount_fen")
    assert event.rows("SELECT purpose, signed_by FROM signatures") == [("pay_out", "单晓𠮷")]
    account = cashier.account("D002")
    assert (account["lecture_fee_fen"], account["lecture_fee_paid_fen"]) == (300_000, 300_000)
    assert cashier.settlement()["drawers"][0]["expected_fen"] == 700_000


def test_an_advance_comes_back_up_to_what_is_out(cashier):
    cashier.open(500_000)
    of = pay_out(cashier, kind="advance", receiver="会务甲", reason="买水").json["pay_out_id"]

    def back(fen, **more):
        return pay_out(cashier, kind="advance_return", amount_fen=fen, **{"of": of, **more})

    assert refused(pay_out(cashier, kind="advance_return"))[1] == "advance_needed"
    assert refused(pay_out(cashier, kind="other", of=of))[1] == "advance_needed"
    assert back(1, of=new_id()).status_code == 404
    assert back(40_000).status_code == 200
    assert refused(back(60_001)) == (422, "over_return", "amount_fen")
    assert refused(cashier.reverse(of)) == (409, "advance_returned", "of")
    assert refused(pay_out(cashier, receiver=" ")) == (422, "receiver_needed", "receiver")
    assert cashier.settlement()["totals"]["paid_out_fen"] == 60_000


def test_a_lecture_fee_that_was_not_planned_goes_out_as_another_kind(event, cashier):
    cashier.open(500_000)

    unplanned = pay_out(cashier, reg_no="D001", receiver="王明")
    nobody_s = pay_out(cashier, reg_no=None)

    assert refused(unplanned) == (409, "fee_not_planned", "kind")
    assert refused(nobody_s) == (422, "registration_needed", "reg_no")
    assert event.count("pay_outs") == event.count("receipts") == 0
    told = pay_out(cashier, kind="other", reg_no="D001", receiver="王明", reason="临时讲课")
    assert told.status_code == 200


def test_the_receiver_is_the_registration_s_or_receives_it_for_her_with_a_reason(event, cashier):
    cashier.open(500_000)

    other = pay_out(cashier, receiver="接待甲")
    assert refused(other) == (422, "other_receiver", "receiver")
    assert pay_out(cashier, receiver=" shan  XIAOJI").status_code == 200
    told = pay_out(cashier, receiver="接待甲", reason="本人已登机，委托代领", print_receipt=True)

    assert told.status_code == 200
    assert event.rows("SELECT signed_by FROM signatures ORDER BY signed_by") == [
        ("shan  XIAOJI",), ("接待甲",),
    ]  # fmt: skip
    paper = event.rows("SELECT paper FROM receipts ORDER BY number DESC LIMIT 1")[0][0]
    assert {"label": "代领 On behalf of", "value": "单晓𠮷 D002"}.items() <= next(
        part for part in json.loads(paper)["parts"] if "代领" in part.get("label", "")
    ).items()
