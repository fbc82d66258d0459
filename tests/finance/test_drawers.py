"""Cash drawers: counted in, counted out blind, one to one."""

import pytest

from tests.finance.conftest import Cashier, refused
from tests.served_event import new_id


def test_an_open_drawer_shows_its_float_and_never_what_it_should_hold(cashier):
    cashier.open(50_000, counts={"10000": 4, "5000": 2})
    cashier.pay({"D005": 60_000}, "cash")

    told = cashier.get("/cash-sessions/current").json["cash_session"]

    assert told["cashier"] == cashier.name
    assert told["float_fen"] == 50_000
    assert told["takings_count"] == 1
    assert 110_000 not in told.values()


def test_no_drawer_is_open_before_one_is_opened(cashier):
    assert cashier.get("/cash-sessions/current").json == {"cash_session": None}


def test_cash_needs_the_cashier_s_own_open_drawer_and_other_methods_none(event, cashier):
    other = Cashier(event, name="other cashier", token=cashier.token)
    assert refused(cashier.pay({"D005": 100}, "cash")) == (409, "no_cash_session", "method")
    assert cashier.pay({"D005": 100}, "wechat").status_code == 200
    cashier.open()

    assert refused(other.pay({"D005": 100}, "cash")) == (409, "no_cash_session", "method")
    assert cashier.pay({"D005": 100}, "cash").status_code == 200


def test_a_drawer_is_taken_by_one_cashier_who_is_named(event, cashier):
    cashier.open()
    other = Cashier(event, name="other cashier", token=cashier.token)

    answer = other.post("/cash-sessions", {"cash_session_id": new_id(), "float_fen": 1})

    assert refused(answer) == (409, "drawer_taken", None)
    assert cashier.name in answer.json["detail"]


def test_a_cashier_has_one_drawer_at_a_time(event, cashier):
    cashier.open()
    elsewhere = Cashier(event)

    answer = elsewhere.post("/cash-sessions", {"cash_session_id": new_id(), "float_fen": 1})

    assert refused(answer) == (409, "cashier_busy", None)


@pytest.mark.parametrize(
    ("counts", "code", "field"),
    [({"10000": 4}, "float_mismatch", "float_fen"), ({"3333": 1}, "bad_denomination", "counts"),
     ({"x": 1}, "bad_denomination", "counts"), ({"10000": -1}, "malformed", "counts[...]")],
)  # fmt: skip
def test_a_float_that_does_not_add_up_opens_nothing(event, cashier, counts, code, field):
    body = {"cash_session_id": new_id(), "float_fen": 50_000, "counts": counts}

    assert refused(cashier.post("/cash-sessions", body)) == (422, code, field)
    assert event.count("cash_sessions") == event.count("postings") == 0


def test_the_expected_sum_is_told_by_the_closing_and_the_discrepancy_stays(event, cashier):
    session_id = cashier.open(50_000)
    cashier.pay({"D005": 60_000}, "cash")

    told = cashier.close(session_id, {"10000": 10, "5000": 1}).json

    assert told["counted_fen"] == 105_000
    assert told["expected_fen"] == 110_000
    assert told["difference_fen"] == -5_000
    assert event.rows("SELECT difference_fen FROM cash_closings") == [(-5_000,)]
    assert event.rows("SELECT sum(amount_fen) FROM postings WHERE account = 'over_short'") == [
        (5_000,)
    ]
    assert event.rows("SELECT sum(amount_fen) FROM postings WHERE account LIKE 'drawer:%'") == [
        (0,)
    ]
    assert cashier.get("/cash-sessions/current").json["cash_session"] is None


def test_a_drawer_with_too_much_is_closed_with_a_surplus(cashier):
    session_id = cashier.open(0)

    assert cashier.close(session_id, {"100": 3}).json["difference_fen"] == 300


def test_a_closing_sent_twice_is_one_and_another_one_is_refused(event, cashier):
    session_id = cashier.open()
    body = {"cash_closing_id": new_id(), "counts": {"10000": 5}}
    path = f"/cash-sessions/{session_id}/closings"

    first, again = cashier.post(path, body), cashier.post(path, body)
    other = cashier.close(session_id, {})

    assert first.json == again.json
    assert refused(other) == (409, "already_closed", None)
    assert event.count("cash_closings") == 1


def test_another_s_drawer_is_closed_by_a_supervisor_alone(event, cashier, supervisor):
    session_id = cashier.open()
    other = Cashier(event, name="other cashier")

    assert refused(other.close(session_id, {})) == (403, "not_your_drawer", None)
    assert supervisor.close(session_id, {"10000": 5}).status_code == 200


def test_a_receipt_that_did_not_surely_print_keeps_the_drawer_open(event, cashier):
    session_id = cashier.open()
    cashier.pay({"D005": 100}, "cash", print_receipt=True)
    event.database.write(lambda session: _set_jobs(session, "unconfirmed"))

    assert refused(cashier.close(session_id, {})) == (409, "open_business", None)
    job = event.rows("SELECT id FROM print_jobs")[0][0]
    cashier.post(f"/print-jobs/{job}/resolutions", {"resolution_id": new_id(), "action": "printed"})
    assert cashier.close(session_id, {}).status_code == 200


def _set_jobs(session, state):
    from sqlalchemy import text

    session.execute(text("UPDATE print_jobs SET state = :state"), {"state": state})


def test_what_is_found_after_the_count_is_a_new_entry_by_a_supervisor(event, cashier, supervisor):
    session_id = cashier.open(50_000)
    path = f"/cash-sessions/{session_id}/corrections"
    found = {"cash_correction_id": new_id(), "amount_fen": 5_000, "reason": "在抽屉下找到"}
    assert refused(supervisor.post(path, found)) == (409, "not_closed", None)
    cashier.close(session_id, {"10000": 4, "5000": 1})

    answer = supervisor.post(path, found)

    assert answer.status_code == 200
    assert refused(cashier.post(path, found))[:2] == (403, "right_missing")
    assert event.rows("SELECT difference_fen FROM cash_closings") == [(-5_000,)]
    assert cashier.settlement()["totals"]["over_short_fen"] == 0
    assert cashier.settlement()["drawers"][0]["corrected_fen"] == 5_000
    nothing = {**found, "cash_correction_id": new_id(), "amount_fen": 0}
    assert refused(supervisor.post(path, nothing)) == (422, "amount_needed", "amount_fen")


def test_an_unknown_drawer_can_be_neither_closed_nor_corrected(cashier, supervisor):
    body = {"cash_correction_id": new_id(), "amount_fen": 1, "reason": "x"}

    assert cashier.close(new_id(), {}).status_code == 404
    assert supervisor.post(f"/cash-sessions/{new_id()}/corrections", body).status_code == 404


def test_a_full_drawer_is_told_without_its_sum(event, cashier):
    control = Cashier(event, role="supervisor", station="control")
    policy = {"drawer_limit_fen": 60_000}
    event.put("/money-policy", policy, control.token, operator=control.operator)
    cashier.open(50_000)
    assert not cashier.get("/cash-sessions/current").json["cash_session"]["over_limit"]

    cashier.pay({"D005": 20_000}, "cash")

    assert cashier.get("/cash-sessions/current").json["cash_session"]["over_limit"]


def test_a_drawer_can_be_opened_again_after_its_close(cashier):
    cashier.close(cashier.open(), {"10000": 5})

    assert cashier.open(100)
