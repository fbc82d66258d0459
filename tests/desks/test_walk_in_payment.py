"""A walk-in on one page: money, receipt, check-in, bag and badge in one step, or none of it."""

from datetime import UTC, datetime

import pytest

from tests.served_event import new_id


@pytest.fixture
def till(event, desk, cashier):
    """Open a drawer at the desk with a float of 500 yuan: the cashier's session."""
    body = {"cash_session_id": new_id(), "float_fen": 50000, "counts": {"10000": 5}}
    answer = event.post("/cash-sessions", body, desk, operator=cashier)
    assert answer.status_code == 200, answer.text
    return cashier


def cash(tendered_fen):
    return {"method": "cash", "tendered_fen": tendered_fen}


def test_cash_registration_receipt_and_badge_are_one_step(event, desk, till):
    answer = event.walk_in(
        desk, operator=till, pay=cash(100000), check_in=True, hand_out=True, print=True
    ).json

    assert (answer["due_fen"], answer["owes_fen"], answer["change_fen"]) == (80000, 0, 20000)
    assert (answer["receipt"], answer["released"], answer["notes"][1:]) == (1, True, [])
    assert answer["checked_in_at"] == "2026-12-05T00:30:00.000Z"
    assert answer["handed_out"] == ["BAG", "LUNCH"]
    printed = dict(event.rows("SELECT id, prints FROM print_jobs"))
    assert printed[answer["print_job"]] == "badge"
    assert printed[answer["receipt_job"]] == "receipt"
    assert event.rows("SELECT sum(amount_fen) FROM postings") == [(0,)]
    assert event.headcount()["by_category"]["STU"]["checked_in"] == 1


def test_her_code_opens_every_door_at_once(event, desk, till):
    reg_no = event.walk_in(desk, operator=till, pay=cash(80000)).json["reg_no"]
    door = event.token("door")

    assert event.scan(reg_no, "H1-IN", door).json["verdict"] == "admitted"
    assert event.scan(reg_no, "DIN-IN", door).json["verdict"] == "admitted"


@pytest.mark.parametrize(
    ("pay", "code", "field"),
    [
        (cash(79999), "under_tendered", "pay.tendered_fen"),
        ({"method": "wechat"}, "reference_needed", "pay.reference"),
        ({"method": "beans"}, "malformed", "pay.method"),
        ({"method": "cash", "tendered_fen": -1}, "malformed", "pay.tendered_fen"),
    ],
)
def test_money_that_does_not_fit_registers_nobody(event, desk, till, pay, code, field):
    answer = event.walk_in(desk, operator=till, pay=pay, print=True)

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, code, field)
    assert event.rows("SELECT count(*) FROM delegates WHERE is_walk_in") == [(0,)]
    assert [event.count(table) for table in ("walk_ins", "payments", "receipts", "print_jobs")] == [
        0, 0, 0, 0,
    ]  # fmt: skip
    assert event.headcount()["registered"] == 11


def test_cash_without_an_open_drawer_registers_nobody(event, desk, cashier):
    answer = event.walk_in(desk, operator=cashier, pay=cash(80000))

    assert (answer.status_code, answer.json["code"]) == (409, "no_cash_session")
    assert event.count("walk_ins") == 0


@pytest.mark.parametrize("role", [None, "desk", "supervisor"])
def test_only_who_may_take_money_takes_it(event, desk, role):
    operator = event.operator(role, at=desk) if role else None

    answer = event.walk_in(desk, operator=operator, pay={"method": "wechat", "reference": "1"})

    assert (answer.status_code, answer.json["code"]) == (403, "right_missing")
    assert event.count("walk_ins") == 0


def test_who_owes_nothing_pays_nothing(event, desk, till):
    answer = event.walk_in(desk, operator=till, category="STF", pay=cash(100))

    assert (answer.status_code, answer.json["field"]) == (409, "pay")


def test_a_merchant_s_reference_pays_too(event, desk, cashier):
    pay = {"method": "wechat", "reference": "4200001"}

    answer = event.walk_in(desk, operator=cashier, pay=pay, print=True).json

    assert (answer["owes_fen"], answer["released"]) == (0, True)
    assert answer["print_job"]


def test_the_same_id_takes_the_money_once(event, desk, till):
    walk_in_id = new_id()
    first = event.walk_in(desk, operator=till, walk_in_id=walk_in_id, pay=cash(80000), print=True)

    again = event.walk_in(desk, operator=till, walk_in_id=walk_in_id, pay=cash(80000), print=True)
    other = event.walk_in(desk, operator=till, walk_in_id=walk_in_id, pay=cash(90000), print=True)

    assert again.json == first.json
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert (event.count("payments"), event.count("receipts")) == (1, 1)


def test_without_money_the_badge_waits_and_a_recorded_override_releases_it(event, desk, supervisor):
    answer = event.walk_in(desk, check_in=True, print=True).json
    assert (answer["released"], answer["print_job"], answer["checked_in_at"]) == (False, None, None)

    body = {"override_id": new_id(), "reg_no": answer["reg_no"], "reason": "会后付款"}
    event.post("/overrides", body, desk, operator=supervisor)

    job = {"job_id": new_id(), "prints": "badge", "reg_no": answer["reg_no"]}
    assert event.post("/print-jobs", job, desk).status_code == 200
    assert event.check_in(answer["reg_no"], desk).json["outcome"] == "checked_in"


def test_the_price_is_that_of_the_day(event, desk, venue_clock):
    control = event.token("control")
    organiser = event.operator("organiser", at=control)
    policy = event.get("/money-policy", control).json
    prices = [
        {"category": "STU", "from_on": "2026-12-05", "fee_fen": 70000},
        {"category": "STU", "from_on": "2026-12-06", "fee_fen": 50000},
    ]
    changed = event.put("/money-policy", {**policy, "prices": prices}, control, operator=organiser)
    assert changed.status_code == 200, changed.text

    today = event.walk_in(desk).json["due_fen"]
    venue_clock.set(datetime(2026, 12, 5, 16, 30, tzinfo=UTC))  # half past midnight at the venue
    tomorrow = event.walk_in(desk).json["due_fen"]

    assert (today, tomorrow) == (70000, 50000)
    assert event.get("/walk-in-forms", desk).json["prices_fen"]["STU"] == 50000


def test_a_walk_in_is_served_where_she_stands_also_at_another_zone_s_desk(event):
    walk_in_desk = event.token("desk", zone="WALK")

    answer = event.walk_in(walk_in_desk, category="STF", check_in=True).json

    assert answer["checked_in_at"]
    assert event.rows("SELECT zone, outcome FROM check_ins") == [("WALK", "checked_in")]
