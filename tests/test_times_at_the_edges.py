"""Times at the two ends of the calendar, where UTC has none: refused, naming the field."""

from urllib.parse import quote

import pytest

from tests.served_event import new_id

EDGES = ("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00")


def refused(answer, field):
    assert (answer.status_code, answer.json["code"]) == (422, "malformed"), answer.text
    assert answer.json["field"] == field


@pytest.mark.parametrize("at", [*EDGES, "9999-12-31T23:59:59Z"])
def test_no_simulation_is_at_the_end_of_the_calendar(event, at):
    control = event.token("control")
    operator = event.operator("supervisor", at=control)

    refused(
        event.post("/checkpoints/H1-IN/simulations", {"at": at}, control, operator=operator), "at"
    )


@pytest.mark.parametrize("at", EDGES)
@pytest.mark.parametrize(
    ("path", "field", "station"),
    [
        ("/evacuation", "since", "door"),
        ("/identity-readings/latest", "after", "desk"),
        ("/trail", "before", "control"),
    ],
)
def test_no_list_begins_or_ends_there(event, at, path, field, station):
    token = event.token(station)
    operator = event.operator("supervisor", at=token)

    refused(event.get(f"{path}?{field}={quote(at)}", token, operator=operator), field)


@pytest.mark.parametrize("at", EDGES)
def test_no_scan_was_made_or_decided_there(event, at):
    door = event.token("door")
    body = {"scan_id": new_id(), "credential": "X", "checkpoint": "H1-IN"}

    refused(event.post("/scans", body | {"scanned_at": at}, door), "scanned_at")
    for name in ("at", "roster_at"):
        decided = {"verdict": "admitted", name: at}
        refused(event.post("/scans", body | {"decided": decided}, door), f"decided.{name}")


@pytest.mark.parametrize("at", EDGES)
@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
def test_no_zone_opens_or_closes_there(event, at, field):
    control = event.token("control")
    operator = event.operator("supervisor", at=control)

    refused(event.put("/zones/A", {field: at}, control, operator=operator), field)
