"""The settlement: every part adds up with the ledger, and a cashier who still counts is told none of it."""

from tests.finance.conftest import SIGNATURE, Cashier, refused
from tests.served_event import new_id


def busy_day(event, cashier):
    """Open a drawer and move money in every way: the drawer's session."""
    control = Cashier(event, role="supervisor", station="control")
    fees = {"channel_fees": {"wechat": 60, "card": 100}}
    event.put("/money-policy", fees, control.token, operator=control.operator)
    session_id = cashier.open(50_000)
    lines = [
        {"method": "cash", "amount_fen": 100_000, "tendered_fen": 110_000},
        {"method": "wechat", "amount_fen": 80_000, "reference": "wx1"},
    ]
    cashier.pay({"D005": 180_000}, lines)
    cashier.charge("D008", 10_050, kind="other")
    card = cashier.pay({"D008": 10_050}, "card").json["payment_id"]
    cashier.refund("D008", 5_000, payment_id=card, method="card")
    cashier.post("/deposits", {
        "deposit_id": new_id(), "reg_no": "D001", "item": "RECEIVER", "amount_fen": 20_000,
        "method": "cash",
    })  # fmt: skip
    cashier.post("/pay-outs", {
        "pay_out_id": new_id(), "kind": "lecture_fee", "reg_no": "D002", "receiver": "单晓𠮷",
        "amount_fen": 30_000, "method": "cash", "signature": SIGNATURE,
    })  # fmt: skip
    wrong = cashier.charge("D001", 100).json["charge_id"]
    cashier.reverse(wrong)
    return session_id


def test_every_part_adds_up_with_the_ledger(event, cashier):
    session_id = busy_day(event, cashier)

    told = cashier.settlement()

    assert told["ledger_sum_fen"] == 0
    assert told["by_method"] == [
        {"method": "card", "received_fen": 10_050, "refunded_fen": 5_000, "deposits_fen": 0,
         "paid_out_fen": 0, "net_fen": 5_050, "fee_fen": 51},
        {"method": "cash", "received_fen": 100_000, "refunded_fen": 0, "deposits_fen": 20_000,
         "paid_out_fen": 30_000, "net_fen": 90_000, "fee_fen": 0},
        {"method": "wechat", "received_fen": 80_000, "refunded_fen": 0, "deposits_fen": 0,
         "paid_out_fen": 0, "net_fen": 80_000, "fee_fen": 480},
    ]  # fmt: skip
    for part in ("by_method", "by_cashier", "by_day"):
        assert sum(row["net_fen"] for row in told[part]) == told["totals"]["net_fen"] == 175_050
    assert {row["category"]: row["net_fen"] for row in told["by_category"]} == {
        "MEM": 180_000, "STU": 5_050,
    }  # fmt: skip
    assert told["totals"]["charged_fen"] == 10_050
    [drawer] = told["drawers"]
    assert drawer["cash_session_id"] == session_id
    assert drawer["expected_fen"] == 50_000 + 90_000
    assert drawer["closed_at"] is None
    assert told["receipts"] == {"first": 1, "last": 5, "count": 5}


def test_a_cashier_who_has_not_counted_sees_neither_sum_nor_cash_of_the_open_drawer(event, cashier):
    session_id = busy_day(event, cashier)

    blind = cashier.get("/settlement").json
    assert blind["is_without_open_drawers"]
    assert blind["ledger_sum_fen"] == 0
    assert [row["method"] for row in blind["by_method"]] == ["card"]
    assert blind["drawers"][0]["expected_fen"] is None
    assert blind["drawers"][0]["counted_fen"] is None

    cashier.close(session_id, {"10000": 14})
    after = cashier.get("/settlement").json
    assert not after["is_without_open_drawers"]
    assert after["drawers"][0]["expected_fen"] == after["drawers"][0]["counted_fen"] == 140_000
    assert after["totals"]["net_fen"] == 175_050


def test_a_supervisor_sees_what_an_open_drawer_should_hold(event, cashier, supervisor):
    busy_day(event, cashier)

    assert supervisor.get("/settlement").json["drawers"][0]["expected_fen"] == 140_000


def test_days_are_the_venue_s_and_add_up_to_all(event, cashier, venue_clock):
    cashier.pay({"D005": 100_000}, "wechat")
    venue_clock.forward(hours=16)  # past midnight at the venue, not in UTC
    cashier.pay({"D005": 80_000}, "wechat")

    days = {row["day"]: row["net_fen"] for row in cashier.settlement()["by_day"]}
    first = cashier.get("/settlement?day=2026-12-05").json

    assert days == {"2026-12-05": 100_000, "2026-12-06": 80_000}
    assert first["totals"]["net_fen"] == 100_000
    assert first["receipts"] == {"first": 1, "last": 1, "count": 1}
    assert cashier.get("/settlement?day=2026-12-04").json["receipts"]["count"] == 0
    assert refused(cashier.get("/settlement?day=today")) == (422, "malformed", "day")


def test_it_prints_on_a4(event, cashier):
    busy_day(event, cashier)

    answer = event.get("/settlement.pdf", event.joined.local_token)

    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_nothing_happened_is_a_settlement_too(cashier):
    told = cashier.settlement()

    assert told["totals"]["net_fen"] == 0
    assert told["receipts"] == {"first": None, "last": None, "count": 0}


def test_the_money_policy_is_replaced_as_a_whole_and_checked(event, cashier):
    control = Cashier(event, role="supervisor", station="control")

    def put(body):
        return event.put("/money-policy", body, control.token, operator=control.operator)

    body = {
        "lost_badge_fee_fen": 5_000, "drawer_limit_fen": 500_000, "channel_fees": {"wechat": 60},
        "prices": [{"category": "MEM", "from_on": "2026-12-05", "fee_fen": 250_000}],
    }  # fmt: skip
    assert put(body).json == body
    assert cashier.get("/money-policy").json == body
    assert put({}).json["prices"] == []
    wrong = {"prices": [{"category": "XXX", "from_on": "2026-12-05", "fee_fen": 1}]}
    assert refused(put(wrong)) == (422, "unknown_price_category", "prices[0].category")
    assert put({"channel_fees": {"shells": 1}}).status_code == 422
