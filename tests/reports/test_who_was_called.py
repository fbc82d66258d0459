"""未到名单 tells how far the call to each is: in the report, in the workbook, and to the client."""

import shutil

import pytest
from python_calamine import CalamineWorkbook

from onsite import clock
from onsite.planning.returning import sync_event
from onsite.reports.client_report import client_report
from onsite.reports.no_shows import no_shows
from tests.reports.papers import said_in
from tests.served_event import new_id


@pytest.fixture
def call(event, desk):
    """Note a call, as somebody of the desk."""
    operator = event.operator("desk", at=desk)

    def note(reg_no, outcome, **more):
        body = {"no_show_call_id": new_id(), "reg_no": reg_no, "outcome": outcome, **more}
        answer = event.post("/no-show-calls", body, desk, operator=operator)
        assert answer.status_code == 200, answer.text

    return note


def test_each_row_says_what_came_of_the_call_and_when(told, call, venue_clock):
    call("D001", "no_answer")
    called_at = venue_clock()
    call("D004", "coming", coming_at="2026-12-05T01:30:00Z", note="在高铁上")

    rows = {row["Reg. no."]: row for row in told(no_shows)}

    assert rows["D005"]["Call status"] == "未联系"
    assert (rows["D005"]["Last called at"], rows["D005"]["Call note"]) == (None, None)
    assert (rows["D001"]["Call status"], rows["D001"]["Last called at"]) == ("未接通", called_at)
    assert (rows["D004"]["Call status"], rows["D004"]["Call note"]) == (
        "会来（12-05 09:30）",
        "在高铁上",
    )


def test_rows_stand_by_category_then_call_then_number(told, call):
    call("D001", "not_coming")
    call("D004", "no_answer")
    call("D005", "coming")

    numbers = [row["Reg. no."] for row in told(no_shows) if row["Category"] == "MEM"]

    assert numbers == ["D009", "D010", "D011", "D004", "D005", "D001"]


def test_an_event_in_english_words_the_calls_in_english(event, told, call):
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE event SET languages='[\"en\"]'"
        )
    )
    call("D001", "wrong_number")

    said = {row["Reg. no."]: row["Call status"] for row in told(no_shows)}

    assert (said["D001"], said["D004"]) == ("Wrong number", "Not called")


def test_the_planners_read_the_calls_and_a_second_sync_changes_nothing(
    event, plan_path, tmp_path, call
):
    plan = shutil.copy(plan_path, tmp_path / "copy.xlsx")
    call("D001", "not_coming", note="出差")

    first = sync_event(event.database, event.folder, to=plan, dry_run=False)
    second = sync_event(event.database, event.folder, to=plan, dry_run=False)

    assert first["conflicts"] == []
    assert second["unchanged"]
    rows = CalamineWorkbook.from_path(plan).get_sheet_by_name("未到名单").to_python()
    [row] = [row for row in rows if row[0] == "D001"]
    assert row[-3:] == ["不来", "2026-12-05 08:30", "出差"]


def test_the_client_reads_how_many_were_called_and_nobody_s_name(event, call):
    def said():
        with event.database.read() as session:
            return said_in(client_report(session, now=clock.now()))

    assert "No-shows called" not in said(), "who called nobody says nothing of it"
    call("D001", "coming", note="在高铁上")
    call("D004", "not_coming")
    call("D005", "no_answer")

    report = said()

    assert "No-shows called 3 / 11" in report
    assert "coming 1, not coming 1" in report
    assert not [word for word in ("王明", "13800000001", "在高铁上") if word in report]
