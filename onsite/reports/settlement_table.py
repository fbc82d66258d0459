"""结算表: the settlement of all days as one table, and every movement of money behind it.

Both are summed from the ledger as `finance.settlement` sums it: to the fen.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.finance.models import Posting, Receipt
from onsite.finance.settlement import COLUMNS as COUNTED
from onsite.finance.settlement import settle
from onsite.registration.models import Delegate
from onsite.reports.persons import Words, category_names
from onsite.reports.table import Cell, Column, Kind, Table, in_currency

# Column of the settlement -> its headings.
_FIGURES = {
    "charged_fen": ("现场收费(元)", "Charged here (CNY)"),
    "received_fen": ("收款(元)", "Received (CNY)"),
    "refunded_fen": ("退款(元)", "Refunded (CNY)"),
    "deposits_fen": ("押金(元)", "Deposits (CNY)"),
    "paid_out_fen": ("付款(元)", "Paid out (CNY)"),
    "net_fen": ("净额(元)", "Net (CNY)"),
    "fee_fen": ("渠道手续费(元)", "Channel fees (CNY)"),
    "float_fen": ("备用金(元)", "Float (CNY)"),
    "expected_fen": ("应有(元)", "Expected (CNY)"),
    "counted_fen": ("实点(元)", "Counted (CNY)"),
    "difference_fen": ("差额(元)", "Difference (CNY)"),
    "corrected_fen": ("更正(元)", "Corrected (CNY)"),
}
COLUMNS = (
    Column("分组", "Group"),
    Column("项目", "Item"),
    *(Column(*headings, Kind.MONEY) for headings in _FIGURES.values()),
    Column("备注", "Note"),
)
MOVED = (
    Column("日期", "Day"),
    Column("时间", "Time", Kind.INSTANT),
    Column("类型", "Kind"),
    Column("收据号", "Receipt", Kind.WHOLE),
    Column("注册编号", "Reg. no."),
    Column("姓名", "Name"),
    Column("方式", "Method"),
    Column("金额(元)", "Amount (CNY)", Kind.MONEY),
    Column("计入", "Counts as"),
    Column("收款员", "Cashier"),
)


def settlement_table(session: Session) -> Table:
    """Sum up the money of all days: by method, category, cashier, day and drawer, and in all.

    Money is as the ledger has it; what still lies in open drawers is included.
    """
    words = Words(session)
    settled = settle(session, day=None, may_see_open=True)
    names = category_names(session, words)
    return Table(
        name="settlement",
        chinese="结算表",
        english="Settlement",
        columns=in_currency(COLUMNS, the_event(session).currency),
        rows=[
            *_group(words, "by_method", settled["by_method"], lambda row: _method(words, row)),
            *_group(
                words,
                "by_category",
                settled["by_category"],
                lambda row: names.get(row["category"], row["category"]),
            ),
            *_group(words, "by_cashier", settled["by_cashier"], lambda row: row["cashier"]),
            *_group(words, "by_day", settled["by_day"], lambda row: row["day"]),
            *_group(words, "drawers", settled["drawers"], _drawer),
            _row(words("receipt.total"), "", settled["totals"], note=_receipts(words, settled)),
        ],
    )


def money_moved(session: Session) -> Table:
    """List every movement of money in the ledger; their sum is the settlement's net amount."""
    words = Words(session)
    rows = session.execute(
        select(Posting, Receipt.number, Receipt.at, Delegate.reg_no, Delegate.name)
        .outerjoin(
            Receipt,
            and_(Receipt.fact_id == Posting.fact_id, Receipt.fact_kind == Posting.fact_kind),
        )
        .outerjoin(Delegate, Delegate.id == Receipt.delegate_id)
        .where(Posting.method.is_not(None), Posting.counts_as.in_(COUNTED))
        .order_by(Posting.id)
    )
    return Table(
        name="money",
        chinese="收支明细",
        english="Money moved",
        columns=in_currency(MOVED, the_event(session).currency),
        rows=[_moved(row, words) for row in rows],
    )


def _group(
    words: Words, what: str, rows: Iterable[Mapping[str, Any]], name_of: Any
) -> list[tuple[Cell, ...]]:
    group = words(f"paper.settlement.{what}")
    return [_row(group, name_of(row), row, note=row.get("note", "")) for row in rows]


def _row(group: str, item: str, row: Mapping[str, Any], *, note: str) -> tuple[Cell, ...]:
    figures = (row.get(name) for name in _FIGURES)
    return (group, item or None, *figures, note or None)


def _receipts(words: Words, settled: Mapping[str, Any]) -> str:
    numbers = {name: number or 0 for name, number in settled["receipts"].items()}
    return words("paper.settlement.receipts", **numbers)


def _method(words: Words, row: Mapping[str, Any]) -> str:
    return words(f"receipt.method.{row['method']}")


def _drawer(row: Mapping[str, Any]) -> str:
    return f"{row['drawer_name']} · {row['cashier']} · {row['opened_at'][:10]}"


def _moved(row: Any, words: Words) -> tuple[Cell, ...]:
    line: Posting = row.Posting
    return (
        line.day.isoformat(),
        row.at,
        words(f"report.money.{line.fact_kind}"),
        row.number,
        row.reg_no,
        row.name,
        words(f"receipt.method.{line.method}"),
        line.amount_fen,
        words(f"report.money.{line.counts_as}"),
        line.cashier,
    )
