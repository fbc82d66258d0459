"""Writing back from control: what the command prints beside it, told to the page as well."""

import sqlite3
from contextlib import closing

import pytest
from openpyxl import load_workbook


@pytest.fixture
def plan(event, tmp_path, plan_path):
    """A copy of the workbook whose budget counts by something the event has not; the event's own."""
    copy = tmp_path / "copy.xlsx"
    book = load_workbook(plan_path)
    sheet = book["预算"] if "预算" in book.sheetnames else book.create_sheet("预算")
    sheet.delete_rows(1, sheet.max_row)
    sheet.append(["项目", "预计人数", "单价(元)", "金额(元)", "计数依据"])
    sheet.append(["茶歇", 10, 5, 50, "item:GONE"])
    book.save(copy)
    with closing(sqlite3.connect(event.folder.database)) as raw, raw:
        raw.execute("UPDATE event SET plan_path = ?", [str(copy)])
    return copy


@pytest.mark.parametrize("dry_run", [True, False])
def test_control_is_told_what_could_not_be_answered_and_in_which_cell(event, plan, dry_run):
    control = event.token("control")
    organiser = event.operator("organiser", at=control)

    answer = event.post("/plan-syncs", {"dry_run": dry_run}, control, operator=organiser)

    assert answer.status_code == 200, answer.text
    (note,) = (each for each in answer.json["notes"] if each["kind"] == "uncounted")
    assert (note["place"], note["what"]) == ("预算!E2", "item:GONE")
    assert note["sentence"].startswith("预算!E2: the event has nothing to count by 'item:GONE'")
