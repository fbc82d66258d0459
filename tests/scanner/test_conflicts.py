"""What an offline door told people, kept and compared with what the event says."""

import pytest

from tests.served_event import new_id

OFFLINE_AT = "2026-12-05T00:20:00Z"


def conflicts(event, control):
    return event.get("/conflicts", control).json["conflicts"]


def decided(verdict):
    return {"verdict": verdict, "at": OFFLINE_AT, "roster_at": "2026-12-05T00:00:00Z"}


def test_what_two_doors_admitted_is_one_conflict_with_both_scans(event, control):
    east = event.token("door", checkpoint="H1-IN")
    west = event.token("door", checkpoint="H1-IN")
    first, second = new_id(), new_id()
    event.scan("D001", "H1-IN", east, scan_id=first, scanned_at="2026-12-05T00:10:00Z")

    answer = event.scan(
        "D001", "H1-IN", west, scan_id=second, scanned_at=OFFLINE_AT, decided=decided("admitted")
    )

    assert answer.json["verdict"] == "already_in"
    found = conflicts(event, control)
    assert found == [
        {
            "id": found[0]["id"],
            "kind": "admitted_twice",
            "scan_ids": [first, second],
            "delegate": "D001",
            "sides": [
                {"who": "door-2", "verdict": "admitted", "at": "2026-12-05T00:20:00.000Z"},
                {"who": "event", "verdict": "already_in", "at": "2026-12-05T00:30:00.000Z"},
            ],
            "resolved": False,
            "name": None,
            "hall": "H1",
            "checkpoint": "H1-IN",
            "at": "2026-12-05T00:30:00.000Z",
            "roster_at": "2026-12-05T00:00:00Z",
            "could_not_know": False,
            "decisions": ["stands", "count_out"],
            "resolution": None,
        }
    ]


def test_who_was_let_in_and_should_not_have_been_is_a_conflict(event, control):
    door = event.token("door")
    scan_id = new_id()

    event.scan("D005", "H1-IN", door, scan_id=scan_id, decided=decided("admitted"))

    found = conflicts(event, control)
    assert [(row["kind"], row["scan_ids"], row["delegate"]) for row in found] == [
        ("let_in", [scan_id], "D005")
    ]


def test_who_was_turned_away_and_should_have_come_in_is_a_conflict(event, control):
    event.scan("D001", "H1-IN", event.token("door"), decided=decided("unknown_credential"))

    assert [row["kind"] for row in conflicts(event, control)] == ["turned_away"]


def test_an_unknown_code_let_in_is_a_conflict_about_nobody(event, control):
    body = {"scan_id": new_id(), "credential": "X", "checkpoint": "H1-IN"}
    event.post("/scans", body | {"decided": decided("admitted")}, event.token("door"))

    assert [(row["kind"], row["delegate"]) for row in conflicts(event, control)] == [
        ("let_in", None)
    ]


@pytest.mark.parametrize(("reg_no", "said"), [("D001", "admitted"), ("D005", "blocked")])
def test_where_door_and_event_agree_on_letting_in_there_is_no_conflict(
    event, control, reg_no, said
):
    event.scan(reg_no, "H1-IN", event.token("door"), decided=decided(said))

    assert conflicts(event, control) == []


def test_what_the_door_said_is_kept_with_the_scan(event):
    event.scan("D001", "H1-IN", event.token("door"), decided=decided("admitted"))

    assert '"admitted"' in event.rows("SELECT decided FROM scans")[0][0]


def test_what_the_door_said_is_kept_and_compared_also_on_a_repeat(event, control):
    door = event.token("door")
    scan_id = new_id()
    first = event.scan("D005", "H1-IN", door, scan_id=scan_id)

    for _ in range(2):
        again = event.scan("D005", "H1-IN", door, scan_id=scan_id, decided=decided("admitted"))
        assert again.json == first.json

    assert event.count("scans") == 1
    assert '"admitted"' in event.rows("SELECT decided FROM scans")[0][0]
    assert [row["scan_ids"] for row in conflicts(event, control)] == [[scan_id]]


def test_what_the_door_said_first_stays(event):
    door = event.token("door")
    scan_id = new_id()
    event.scan("D001", "H1-IN", door, scan_id=scan_id, decided=decided("admitted"))

    event.scan("D001", "H1-IN", door, scan_id=scan_id, decided=decided("unpaid"))

    assert '"admitted"' in event.rows("SELECT decided FROM scans")[0][0]


def test_decided_may_say_its_verdict_alone(event):
    answer = event.scan("D001", "H1-IN", event.token("door"), decided={"verdict": "admitted"})

    assert answer.status_code == 200


def test_the_newest_conflict_stands_first(event, control, venue_clock):
    door = event.token("door")
    event.scan("D005", "H1-IN", door, decided=decided("admitted"))
    venue_clock.forward(minutes=1)
    event.scan("D006", "H1-IN", door, decided=decided("admitted"))

    assert [row["delegate"] for row in conflicts(event, control)] == ["D006", "D005"]
