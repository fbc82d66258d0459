"""The report's tables taken away at control: by an organiser, as they stand now, and written down."""

import csv
import io

import openpyxl
import pytest

from onsite import clock
from onsite.reports.catalogue import BOOKS, TABLES
from onsite.reports.credits import credits_table


@pytest.fixture
def take(event, control, organiser):
    def taken(path):
        return event.get(path, control, operator=organiser)

    return taken


def test_every_workbook_and_table_that_is_listed_can_be_taken_away(take):
    listed = take("/reports").json["reports"]

    always = [book.name for book in BOOKS if book.name != "satisfaction"]  # nothing was asked here
    assert [one["name"] for one in listed] == always
    for one in listed:
        assert take(f"/reports/{one['name']}.xlsx").data.startswith(b"PK")
        for table in one["tables"]:
            assert take(f"/reports/{table}.csv").data.startswith(b"\xef\xbb\xbf")


def test_a_table_goes_by_one_name_everywhere(event):
    with event.database.read() as session:
        assert {name: make(session, clock.now()).name for name, make in TABLES.items()} == {
            name: name for name in TABLES
        }


def test_a_workbook_is_told_as_things_stand_now(event, take, desk):
    event.check_in("D001", desk)

    answer = take("/reports/attendance.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.data))["参会名单"]
    assert [sheet["A2"].value, sheet["B2"].value] == ["D001", "王明"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="attendance.xlsx"'
    assert answer.mimetype.endswith("spreadsheetml.sheet")


def test_a_csv_is_told_as_things_stand_now(event, take, desk):
    event.check_in("D001", desk)

    answer = take("/reports/attendance.csv")

    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert [(row["注册编号"], row["报到时间"]) for row in rows] == [("D001", "2026-12-05 08:30:00")]
    assert answer.mimetype == "text/csv"


def test_who_took_what_is_written_down(take):
    take("/reports/no-shows.csv")
    take("/reports/no-shows.xlsx")

    exports = take("/reports").json["exports"]

    assert [(one["file"], one["operator"]) for one in exports] == [
        ("no-shows.xlsx", "organiser operator"),
        ("no-shows.csv", "organiser operator"),
    ]
    assert exports[0]["at"] == "2026-12-05T00:30:00.000Z"


def test_only_who_may_take_lists_away_sees_who_did(event, take, control):
    take("/reports/no-shows.csv")

    answer = event.get("/reports", control)

    assert answer.json["exports"] == []
    assert answer.json["reports"] == take("/reports").json["reports"]


@pytest.mark.parametrize("path", ["/reports/secrets.xlsx", "/reports/secrets.csv"])
def test_a_list_there_is_not_is_refused(event, take, path):
    answer = take(path)

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_report")
    assert event.count("report_exports") == 0


def test_without_an_organiser_nobody_takes_anything_away(event, control):
    finance = event.operator("supervisor", at=control)

    for operator in (None, finance):
        answer = event.get("/reports/attendance.csv", control, operator=operator)
        assert (answer.status_code, answer.json["code"]) == (403, "right_missing")
    assert event.count("report_exports") == 0


def test_the_share_that_earns_credits_can_be_set(event, take, control, told_now, door, venue_clock):
    supervisor = event.operator("supervisor", at=control)
    venue_clock.forward(minutes=30)
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=75)
    assert [row["Credits earned"] for row in told_now(credits_table)] == [0]

    answer = event.put("/report-settings", {"credit_share": 0.5}, control, operator=supervisor)

    assert answer.json == {"credit_share": 0.5}
    assert take("/reports").json["settings"] == {"credit_share": 0.5}
    assert [row["Credits earned"] for row in told_now(credits_table)] == [2]


@pytest.mark.parametrize("share", [0, -1, 1.01, "0.8", None])
def test_a_share_is_above_nothing_and_no_more_than_all(event, control, share):
    supervisor = event.operator("supervisor", at=control)

    answer = event.put("/report-settings", {"credit_share": share}, control, operator=supervisor)

    assert (answer.status_code, answer.json["field"]) == (422, "credit_share")
