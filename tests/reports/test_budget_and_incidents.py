"""What was spent beside what was planned, and what went wrong."""

from onsite.reports.budget_table import budget_table
from onsite.reports.incidents import incidents
from tests.conftest import MORNING
from tests.served_event import new_id


def test_a_budget_line_stands_beside_what_really_happened(event, door, told, venue_clock):
    venue_clock.forward(hours=3, minutes=40)
    for reg_no in ("D001", "D002"):
        event.scan(reg_no, "DIN-IN", door)

    [row] = told(budget_table)

    assert (row["Line"], row["Counted by"]) == ("午餐", "hall:DIN@LUN1")
    assert (row["Planned"], row["Actual"]) == (280, 2)
    assert (row["Planned amount (CNY)"], row["Actual amount (CNY)"]) == (2_240_000, 16_000)


def test_an_incident_stands_there_as_it_was_noted(event, desk, told):
    body = {
        "incident_id": new_id(),
        "kind": "complaint",
        "words": "=午餐太冷",
        "place": "宴会厅",
        "gravity": "serious",
    }
    answer = event.post("/incidents", body, desk)
    assert answer.status_code == 200, answer.text

    [row] = told(incidents)

    assert (row["Kind"], row["Gravity"], row["State"]) == ("投诉", "较重", "未解决")
    assert (row["What happened"], row["Place"], row["Noted at"]) == ("=午餐太冷", "宴会厅", MORNING)
    assert (row["Solved at"], row["Reopened"]) == (None, 0)
