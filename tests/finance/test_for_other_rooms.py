"""What desks ask of finance inside their own transactions, and what the sync reads."""

from datetime import date

import pytest

from onsite.asking import Asking, Operator, Principal, Station
from onsite.errors import OnsiteError
from onsite.finance import queries, service
from onsite.registration.models import Delegate
from onsite.registration.queries import delegate
from tests.conftest import MORNING
from tests.finance.conftest import SIGNATURE, Cashier
from tests.served_event import new_id


def asking(rights=("money",)):
    operator = Operator("财务甲", ("finance",), frozenset(rights))
    return Asking(Principal(Station("desk-1", "desk", "desk-1"), operator), MORNING, "zh-Hans")


def test_a_charge_follows_from_another_room_s_fact_once(event):
    fact_id = new_id()

    def charge(session, amount):
        person = delegate(session, "D001")
        told = service.charge(
            session, person.id, kind="lost_badge", amount_fen=amount, reason="丢失",
            asking=asking(), fact_id=fact_id,
        )  # fmt: skip
        return told, person.balance_fen

    charge_id, owes = event.database.write(lambda session: charge(session, 5_000))

    assert owes == 5_000
    assert event.rows("SELECT id, kind FROM charges") == [(charge_id, "lost_badge")]
    assert event.database.write(lambda session: charge(session, 0))[0] is None


def test_the_dated_price_comes_before_the_on_site_fee_and_that_before_the_fee(event):
    control = Cashier(event, role="supervisor", station="control")
    prices = {"prices": [{"category": "MEM", "from_on": "2026-12-05", "fee_fen": 250_000}]}
    event.put("/money-policy", prices, control.token, operator=control.operator)

    with event.database.read() as session:
        assert service.price(session, "MEM", date(2026, 12, 4)) == 220_000
        assert service.price(session, "MEM", date(2026, 12, 5)) == 250_000
        assert service.price(session, "VIP", date(2026, 12, 5)) == 0
        with pytest.raises(OnsiteError, match="XXX"):
            service.price(session, "XXX", date(2026, 12, 5))


def test_money_is_taken_in_another_room_s_transaction_or_not_at_all(event):
    def pay(session, rights, **more):
        return service.pay(
            session, "D005", amount_fen=180_000, method="wechat", asking=asking(rights),
            fact_id=new_id(), **more,
        )  # fmt: skip

    with pytest.raises(OnsiteError) as refused:
        event.database.write(lambda session: pay(session, (), reference="wx"))
    assert refused.value.code == "right_missing"
    with pytest.raises(OnsiteError) as refused:
        event.database.write(lambda session: pay(session, ("money",)))
    assert (refused.value.code, refused.value.field) == ("reference_needed", "lines[0].reference")

    told = event.database.write(lambda session: pay(session, ("money",), reference="wx"))

    assert (told["receipt"], told["owes"]) == (1, {"D005": 0})


def test_a_card_s_line_says_debt_credit_promise_invoice_and_deposits(event, cashier):
    cashier.post("/deposits", {
        "deposit_id": new_id(), "reg_no": "D005", "item": "RECEIVER", "amount_fen": 20_000,
        "method": "wechat",
    })  # fmt: skip

    with event.database.read() as session:
        told = queries.account_line(session, delegate(session, "D005"))

    assert told == {
        "owes_fen": 180_000, "credit_fen": 0, "promise": False, "invoice_state": "none",
        "invoice_bag": "", "deposits_fen": 20_000,
    }  # fmt: skip


def test_what_was_paid_here_is_told_with_its_methods_refunds_taken_off(event, cashier):
    cashier.open()
    lines = [
        {"method": "wechat", "amount_fen": 100_000, "reference": "w"},
        {"method": "cash", "amount_fen": 80_000},
    ]
    of = cashier.pay({"D005": 180_000}, lines).json["payment_id"]
    cashier.refund("D005", 30_000, payment_id=of, method="cash")
    cashier.charge("D001", 100)
    cashier.reverse(cashier.pay({"D001": 100}, "card").json["payment_id"])

    with event.database.read() as session:
        person = delegate(session, "D005")
        assert queries.paid_on_site(session) == {person.id: (150_000, "微信+现金")}


def test_an_invoice_is_signed_until_it_is_voided(event, cashier):
    def step(state, **more):
        body = {"invoice_event_id": new_id(), "reg_no": "D001", "state": state, **more}
        assert cashier.post("/invoice-events", body).status_code == 200

    def signed():
        with event.database.read() as session:
            return queries.invoices_signed(session)

    step("prepared", title="甲")
    step("signed", signature=SIGNATURE)
    assert list(signed().values()) == [MORNING]
    step("voided")
    assert signed() == {}


def test_merged_people_s_money_is_one_s_and_the_books_balance(event, cashier):
    cashier.charge("D001", 5_000)
    cashier.pay({"D005": 80_000}, "wechat")

    def merge(session):
        keep, gone = delegate(session, "D001"), delegate(session, "D005")
        queries.merge(session, keep.id, gone.id)
        return keep.id

    keep_id = event.database.write(merge)

    with event.database.read() as session:
        kept = session.get_one(Delegate, keep_id)
        assert (kept.charged_fen, kept.received_fen) == (5_000, 80_000)
    assert len(cashier.account("D001")["payments"]) == 1
    assert cashier.account("D005")["payments"] == []
    assert cashier.settlement()["ledger_sum_fen"] == 0
