"""结算表: to the fen what the ledger says, and what the settlement on paper says."""

import pytest

from onsite.access.queries import the_event
from onsite.reports.budget_table import budget_table
from onsite.reports.settlement_table import money_moved, settlement_table
from tests.finance.conftest import Cashier
from tests.finance.test_settlement import busy_day


@pytest.fixture
def rows(event, told):
    cashier = Cashier(event)
    busy_day(event, cashier)
    return told(settlement_table)


def group(rows, name):
    return [row for row in rows if row["Group"] == name]


def test_every_group_adds_up_with_the_total_and_the_ledger(event, rows):
    [total] = group(rows, "合计")
    held = event.rows(
        "SELECT sum(amount_fen) FROM postings WHERE method IS NOT NULL"
        " AND counts_as IN ('payment', 'refund', 'deposit', 'pay_out')"
    )
    assert total["Net (CNY)"] == held[0][0] == 155_050
    for name in ("按方式", "按收款员", "按日期"):
        for column in (
            "Received (CNY)",
            "Refunded (CNY)",
            "Deposits (CNY)",
            "Paid out (CNY)",
            "Net (CNY)",
        ):
            assert sum(row[column] for row in group(rows, name)) == total[column], (name, column)


def test_it_says_what_the_settlement_on_paper_says(event, rows):
    cashier = Cashier(event, role="supervisor", station="control", name="核对人")
    paper = cashier.get("/settlement").json

    [total] = group(rows, "合计")
    assert total["Charged here (CNY)"] == paper["totals"]["charged_fen"]
    assert total["Channel fees (CNY)"] == paper["totals"]["fee_fen"]
    assert total["Note"] == "收据号 1 至 4，共 4 张。"
    assert [(row["Item"], row["Net (CNY)"]) for row in group(rows, "按类别")] == [
        ("会员代表", 180_000),
        ("学生", 5_050),
    ]
    [drawer] = group(rows, "钱箱")
    assert drawer["Expected (CNY)"] == paper["drawers"][0]["expected_fen"]


def test_every_movement_of_money_stands_behind_it(rows, told):
    moved = told(money_moved)

    assert sum(row["Amount (CNY)"] for row in moved) == 155_050
    first = moved[0]
    assert (first["Kind"], first["Method"], first["Receipt"]) == ("收款", "现金", 1)
    assert (first["Reg. no."], first["Amount (CNY)"]) == ("D005", 100_000)


def test_an_event_without_money_has_a_total_of_nothing(told):
    [total] = told(settlement_table)

    assert (total["Group"], total["Net (CNY)"], total["Received (CNY)"]) == ("合计", 0, 0)
    assert told(money_moved) == []


def test_amounts_are_headed_by_the_event_s_currency(event, told):
    def is_in_euros(session):
        the_event(session).currency = "EUR"

    event.database.write(is_in_euros)

    assert told(settlement_table)[0]["Net (EUR)"] == 0
    with event.database.read() as session:
        assert {"金额(EUR)"} <= {column.chinese for column in money_moved(session).columns}
        assert "实际金额(EUR)" in {column.chinese for column in budget_table(session).columns}
