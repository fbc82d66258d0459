"""Every workbook of a report, read by LibreOffice cell by cell: what it reads is what happened."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from onsite import clock
from onsite.reports.catalogue import BOOKS
from onsite.reports.report import write_report
from onsite.reports.table import Kind
from onsite.reports.xlsx import heading
from tests.feedback.asking import Asking
from tests.finance.conftest import SIGNATURE, Cashier
from tests.reports.office import sheets
from tests.served_event import new_id

SHANGHAI = ZoneInfo("Asia/Shanghai")
SECOND = timedelta(seconds=1)


@pytest.fixture
def lively(event, desk, door, venue_clock):
    """Let something happen that every list tells of, in words that a spreadsheet would run."""
    for reg_no in ("D001", "D002", "D003"):
        event.check_in(reg_no, desk)
    cashier = Cashier(event)
    cashier.open()
    cashier.pay({"D005": 180_000}, "wechat")
    cashier.post("/hand-outs", {
        "hand_out_id": new_id(), "reg_no": "D002", "item": "GIFT", "signature": SIGNATURE,
    })  # fmt: skip
    told = {"verdict": "unpaid", "at": "2026-12-05T00:20:00Z"}
    event.scan("D001", "DIN-IN", door, decided=told)
    body = {"incident_id": new_id(), "kind": "incident", "words": '=HYPERLINK("x")', "place": "@门"}
    event.post("/incidents", body, desk)
    asking = Asking(event)
    asking.tapped(asking.asked(), 4, 4, 4, 3, 1)
    event.post("/directory-consents", {
        "directory_consent_id": new_id(), "reg_no": "D002", "agrees": True,
        "phone": True, "email": True,
    }, desk)  # fmt: skip
    venue_clock.forward(minutes=17, seconds=31)
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(hours=4)


def test_every_cell_of_every_workbook_is_what_happened(event, lively, tmp_path):
    folder, now = tmp_path / "report", clock.now()
    write_report(event.database, event.folder, folder, now=now, say=lambda _: None)

    found = sheets(sorted(folder.glob("*.xlsx")), into=tmp_path)

    with event.database.read() as session:
        made = {book.name: book.made(session, now=now) for book in BOOKS}
    assert len(found) == sum(map(len, made.values()))
    for name, tables in made.items():
        assert tables[0].rows, f"nothing happened that {name} tells of"
        for table in tables:
            rows = found[name, table.chinese]
            assert rows[0] == [heading(column, ["zh", "en"]) for column in table.columns]
            for row, expected in zip(rows[1:], table.rows, strict=True):
                for cell, column, value in zip(row, table.columns, expected, strict=True):
                    assert same(cell, column.kind, value), (name, column.english, cell, value)


def same(cell, kind, value):
    """Whether a cell as LibreOffice keeps it is a value of ours."""
    if value is None or isinstance(value, str):
        return cell == (value or "")
    if isinstance(value, datetime):
        there = datetime.fromisoformat(cell).replace(tzinfo=SHANGHAI)
        return abs(there - value) < SECOND
    if kind is Kind.SHARE:
        return abs(Decimal(cell.rstrip("%")) / 100 - Decimal(str(value))) < Decimal("0.0001")
    number = Decimal(value) / 100 if kind is Kind.MONEY else Decimal(str(value))
    return abs(Decimal(cell) - number) < Decimal("0.000001")
