"""What desks took, gave and had signed stands in the planners' workbook."""

import shutil

import pytest
from python_calamine import CalamineWorkbook

from onsite.planning.returning import sync_event
from tests.served_event import new_id

SIGNATURE = {"strokes": [[[0.1, 0.1, 0], [0.5, 0.2, 120], [0.8, 0.1, 300]]], "aspect": 0.4}


@pytest.fixture
def plan(plan_path, tmp_path):
    return shutil.copy(plan_path, tmp_path / "copy.xlsx")


@pytest.fixture
def cashier(event):
    token = event.token("finance", zone="PRE")
    return token, event.operator("finance", at=token)


def written(event, plan):
    sync_event(event.database, event.folder, to=plan, dry_run=False)
    rows = CalamineWorkbook.from_path(plan).get_sheet_by_name("代表名单").to_python()
    return {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]}


def done(event, path, body, cashier):
    answer = event.post(path, body, cashier[0], operator=cashier[1])
    assert answer.status_code == 200, answer.text
    return answer.json


def test_money_taken_things_given_and_invoices_signed_for_come_back(event, plan, cashier):
    done(event, "/cash-sessions", {"cash_session_id": new_id(), "float_fen": 0}, cashier)
    lines = [
        {"method": "cash", "amount_fen": 100_000, "tendered_fen": 100_000},
        {"method": "wechat", "amount_fen": 80_000, "reference": "4200001"},
    ]
    shares = [{"reg_no": "D005", "amount_fen": 180_000}]
    body = {"payment_id": new_id(), "shares": shares, "lines": lines}
    done(event, "/payments", body, cashier)
    done(event, "/hand-outs", {"hand_out_id": new_id(), "reg_no": "D005", "item": "BAG"}, cashier)
    for state, more in (
        ("requested", {"title": "城西医院", "tax_number": "91350100M000100Y43"}),
        ("prepared", {}),
        ("signed", {"signature": SIGNATURE}),
    ):
        body = {"invoice_event_id": new_id(), "reg_no": "D005", "state": state, **more}
        done(event, "/invoice-events", body, cashier)

    row = written(event, plan)["D005"]

    assert row["现场缴费(元)"] in (1800, 1800.0, "1800")
    assert row["现场缴费方式"] == "现金+微信"
    assert str(row["发票签收时间"]).startswith("2026-12-05 08:30")
    assert str(row["资料领取时间"]).startswith("2026-12-05 08:30")
    assert sync_event(event.database, event.folder, to=plan, dry_run=False)["unchanged"]


def test_money_given_back_again_leaves_no_payment(event, plan, cashier):
    shares = [{"reg_no": "D005", "amount_fen": 180_000}]
    lines = [{"method": "alipay", "amount_fen": 180_000, "reference": "2026"}]
    body = {"payment_id": new_id(), "shares": shares, "lines": lines}
    done(event, "/payments", body, cashier)
    body = {"reversal_id": new_id(), "of": body["payment_id"], "reason": "付错人"}
    done(event, "/reversals", body, cashier)

    row = written(event, plan).get("D005", {})

    assert row.get("现场缴费(元)", "") in ("", 0)
