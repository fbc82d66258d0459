"""Invoices step by step, and transfer slips that stand for a payment until it is seen."""

import base64

import pytest

from tests.finance.conftest import SIGNATURE, Cashier, refused
from tests.finance.test_money_rules import TITLE
from tests.served_event import new_id

JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + b"slip" * 20).decode()
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"slip" * 20).decode()


@pytest.fixture
def desk(event):
    """A registration desk's own operator: invoices are signed for at any desk."""
    return Cashier(event, role="desk", station="desk")


def step(at, state, **more):
    body = {"invoice_event_id": new_id(), "reg_no": "D001", "state": state, **more}
    return at.post("/invoice-events", body)


def test_an_invoice_is_requested_prepared_and_signed_for(event, desk, cashier):
    asked = step(desk, "requested", title="示例公司", tax_number="91350100M000100Y43").json
    assert (asked["state"], asked["warnings"]) == ("requested", [])
    step(desk, "prepared", bag="B-017")
    assert refused(step(desk, "signed")) == (422, "signature_needed", "signature")

    signed = step(desk, "signed", signature=SIGNATURE).json

    assert (signed["title"], signed["bag"]) == ("示例公司", "B-017")
    invoice = cashier.account("D001")["invoice"]
    assert [row["state"] for row in invoice["history"]] == ["requested", "prepared", "signed"]
    assert invoice["next"] == ["voided"]
    assert event.rows("SELECT purpose, signed_by FROM signatures") == [("invoice", "王明")]


def test_a_step_that_may_not_follow_is_refused_and_says_which_may(desk):
    answer = step(desk, "signed", signature=SIGNATURE)

    assert refused(answer) == (409, "invoice_step", "state")
    assert "requested" in answer.json["detail"]


def test_an_odd_tax_number_is_kept_with_a_warning(desk):
    told = step(desk, "requested", title="甲", tax_number="91350100M000100Y4Z").json

    assert told["warnings"] == ["tax_number_check"]
    assert told["tax_number"] == "91350100M000100Y4Z"


def test_an_invoice_needs_a_title_and_a_mail_an_address(desk):
    assert refused(step(desk, "requested")) == (422, "title_needed", "title")
    step(desk, "requested", title="甲")
    assert refused(step(desk, "emailed", email="")) == (422, "email_needed", "email")
    assert refused(step(desk, "emailed", email="fp@example")) == (422, "bad_email", "email")
    assert step(desk, "emailed", email="fp@example.org").status_code == 200
    assert step(desk, "handed_over").status_code == 200
    assert step(desk, "voided").status_code == 200
    assert step(desk, "requested", title="乙").json["title"] == "乙"


def test_the_same_step_sent_twice_is_one(event, desk):
    body = {
        "invoice_event_id": new_id(), "reg_no": "D001", "state": "requested", "title": "甲",
    }  # fmt: skip

    assert desk.post("/invoice-events", body).json == desk.post("/invoice-events", body).json
    assert event.count("invoice_events") == 1


def test_a_title_s_code_is_read_and_wechat_s_is_named(desk):
    told = desk.post("/invoice-titles", {"text": TITLE}).json
    assert (told["title"], told["tax_number"]) == ("示例科技有限公司", "91350100M000100Y43")
    assert told["warnings"] == []

    typed = desk.post("/invoice-titles", {"tax_number": "91350100M000100Y44"}).json
    assert typed["warnings"] == ["tax_number_check"]
    online = desk.post("/invoice-titles", {"text": "https://w.url.cn/s/A"})
    assert refused(online) == (422, "online_title", "text")
    assert refused(desk.post("/invoice-titles", {"text": "x"})) == (422, "not_a_title", "text")


def test_prepared_ones_of_the_plan_are_in_the_list_to_work_through(event, desk):
    from sqlalchemy import text

    event.database.write(
        lambda session: session.execute(
            text(
                "UPDATE delegates SET invoice_state = '已开具', invoice_title = '中南第一医院',"
                " invoice_bag = 'B-001' WHERE reg_no = 'D009'"
            )
        )
    )
    step(desk, "requested", title="甲")

    listed = desk.get("/invoices").json
    assert [(row["reg_no"], row["state"], row["bag"]) for row in listed["invoices"]] == [
        ("D009", "prepared", "B-001"), ("D001", "requested", ""),
    ]  # fmt: skip
    assert listed["counts"]["prepared"] == listed["counts"]["requested"] == 1
    assert [row["reg_no"] for row in desk.get("/invoices?state=prepared").json["invoices"]] == [
        "D009"
    ]
    assert [row["reg_no"] for row in desk.get("/invoices?q=b-001").json["invoices"]] == ["D009"]
    assert refused(desk.get("/invoices?state=lost")) == (422, "malformed", "state")


def promise(cashier, **more):
    body = {
        "promise_id": new_id(), "reg_no": "D005", "amount_fen": 180_000, "payer": "城西医院",
        "picture": JPEG, **more,
    }  # fmt: skip
    return cashier.post("/promises", body)


def test_a_slip_lets_her_in_and_is_chased_until_the_transfer_is_seen(event, cashier):
    assert event.check_in("D005", cashier.token).json["reason"] == "unpaid"

    told = promise(cashier).json

    assert told["released"]
    assert event.check_in("D005", cashier.token).json["outcome"] == "checked_in"
    [row] = cashier.get("/promises").json["promises"]
    assert (row["reg_no"], row["amount_fen"], row["settled"]) == ("D005", 180_000, False)
    assert "13800000005" not in str(row)
    picture = cashier.get(f"/promises/{row['id']}/picture")
    assert (picture.mimetype, picture.data) == ("image/jpeg", base64.b64decode(JPEG))
    assert cashier.account("D005")["owes_fen"] == 180_000

    of = cashier.pay({"D005": 180_000}, "transfer").json["payment_id"]
    assert cashier.get("/promises").json["promises"] == []
    assert cashier.get("/promises?all=1").json["promises"][0]["settled"]
    cashier.reverse(of)
    assert len(cashier.get("/promises").json["promises"]) == 1


def test_a_part_that_was_promised_is_settled_by_its_transfer(cashier):
    promise(cashier, amount_fen=100_000, picture=PNG)
    cashier.pay({"D005": 50_000}, "wechat")
    assert not cashier.account("D005")["promise"]["settled"]

    cashier.pay({"D005": 100_000}, "transfer")

    assert cashier.account("D005")["promise"]["settled"]


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"picture": "!!!"}, 422, "bad_picture", "picture"),
        ({"picture": base64.b64encode(b"GIF89a").decode()}, 422, "bad_picture", "picture"),
        ({"picture": ""}, 422, "bad_picture", "picture"),
        ({"payer": " "}, 422, "payer_needed", "payer"),
        ({"amount_fen": 180_001}, 422, "over_payment", "amount_fen"),
        ({"reg_no": "D001"}, 409, "nothing_owed", "reg_no"),
        ({"reg_no": "D999"}, 404, "unknown_registration", None),
    ],
)
def test_a_wrong_promise_is_refused_and_lets_nobody_in(event, cashier, change, status, code, field):
    assert refused(promise(cashier, **change)) == (status, code, field)
    assert event.count("promises") == event.count("overrides") == 0


def test_a_debt_is_promised_once_until_the_transfer_is_seen(event, cashier):
    promise(cashier, amount_fen=100_000)

    second = promise(cashier, amount_fen=80_000, payer="某公司")

    assert refused(second) == (409, "promised_already", "reg_no")
    assert "城西医院 promised ¥1,000 for D005" in second.json["detail"]
    assert event.count("promises") == event.count("overrides") == 1
    cashier.pay({"D005": 100_000}, "transfer")
    assert promise(cashier, amount_fen=80_000).status_code == 200


def test_the_same_promise_sent_twice_is_one(event, cashier):
    same = new_id()

    assert promise(cashier, promise_id=same).json == promise(cashier, promise_id=same).json
    assert event.count("promises") == event.count("overrides") == 1
    assert cashier.get(f"/promises/{new_id()}/picture").status_code == 404
