"""Receipts: numbered without gaps, and a copy says that it is one."""

import json

from tests.finance.conftest import refused
from tests.served_event import new_id


def papers(event):
    return [json.loads(row[0]) for row in event.rows("SELECT paper FROM print_jobs ORDER BY rowid")]


def copy(cashier, number, **more):
    body = {"receipt_copy_id": new_id(), **more}
    return cashier.post(f"/receipts/{number}/copies", body)


def test_a_refused_payment_takes_no_number(event, cashier):
    cashier.pay({"D005": 100}, "wechat")
    cashier.pay({"D005": 999_999}, "wechat")
    cashier.pay({"D005": 100}, "cash")
    cashier.pay({"D005": 100}, "wechat")

    assert event.rows("SELECT number FROM receipts ORDER BY number") == [(1,), (2,)]


def test_a_copy_says_so_and_leaves_the_drawer_shut(event, cashier):
    cashier.open()
    cashier.pay({"D005": 100}, "cash", print_receipt=True)

    told = copy(cashier, 1).json
    copy(cashier, 1)

    assert (told["copy_no"], told["number"]) == (2, 1)
    first, second, third = papers(event)
    assert first["copy"] == ""
    assert second["copy"] == "副本 2 Copy 2"
    assert third["copy"] == "副本 3 Copy 3"
    assert second["parts"] == first["parts"]
    assert not second["opens_drawer"]


def test_the_first_print_of_one_that_was_not_printed_is_no_copy(event, cashier):
    cashier.pay({"D005": 100}, "wechat")

    assert copy(cashier, 1).json["copy_no"] == 1
    assert copy(cashier, 1).json["copy_no"] == 2
    assert [paper["copy"] for paper in papers(event)] == ["", "副本 2 Copy 2"]


def test_a_copy_of_what_was_reversed_says_that_too(event, cashier):
    of = cashier.pay({"D005": 100}, "wechat").json["payment_id"]
    cashier.reverse(of, print_receipt=False)
    copy(cashier, 1)

    assert papers(event)[0]["copy"] == "已冲正 Reversed"


def test_a_copy_sent_twice_is_printed_once_and_an_unknown_number_refused(event, cashier):
    cashier.pay({"D005": 100}, "wechat")
    same = new_id()

    first, again = (copy(cashier, 1, receipt_copy_id=same) for _ in range(2))

    assert first.json == again.json
    assert event.count("print_jobs") == 1
    for number in ("99", "x", "-1", "9" * 30):
        assert refused(copy(cashier, number))[:2] == (404, "unknown_receipt")


def test_receipts_are_found_by_number_person_and_reference(cashier):
    cashier.pay({"D005": 100}, [{"method": "wechat", "amount_fen": 100, "reference": "WX77"}])
    cashier.charge("D001", 100)
    cashier.pay({"D001": 100}, "card", payer="某单位")

    def numbers(text):
        return [row["number"] for row in cashier.get(f"/receipts?q={text}").json["receipts"]]

    assert numbers("") == [2, 1]
    assert numbers("000001") == [1]
    assert numbers("wx77") == [1]
    assert numbers("D001") == [2]
    assert numbers("某单位") == [2]
    assert numbers("nothing") == []
