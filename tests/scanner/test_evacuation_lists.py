"""The list of an evacuation: who was inside when it began, in which hall, and who sees the names."""

from tests.scanner.evacuating import listed, mark, running
from tests.served_event import new_id


def let_in(event, door, reg_no, checkpoint="H1-IN"):
    """Let someone in at a door that was alone, whatever the event says."""
    answer = event.scan(reg_no, checkpoint, door, decided={"verdict": "admitted"})
    assert answer.json["verdict"] != "admitted"


def stranger(event, door, code, checkpoint, **more):
    body = {"scan_id": new_id(), "credential": code, "checkpoint": checkpoint, **more}
    assert event.post("/scans", body, door).status_code == 200


def test_everyone_inside_when_it_begins_is_listed_by_hall(event, door, begin):
    event.scan("D001", "H1-IN", door)
    event.scan("D002", "LNG", door, direction="in")

    answer = begin().json
    found = running(event, door)

    assert (answer["people"], answer["unnamed"]) == (2, 0)
    assert listed(found) == {"D001": "H1", "D002": "LNG"}
    assert found["counts"] == {"people": 2, "out": 0, "inside": 2, "unnamed": 0}
    assert [(hall["hall"], hall["inside"]) for hall in found["halls"]] == [("H1", 1), ("LNG", 1)]
    assert found["people"][0] == {
        "reg_no": "D001",
        "name": "王明",
        "organisation": "中南第一医院",
        "hall": "H1",
        "since": "2026-12-05T00:30:00.000Z",
        "is_out": False,
        "marked_by": None,
        "at": None,
    }
    assert (found["reason"], found["started_by"]) == ("Smoke in the kitchen", "supervisor operator")


def test_who_left_or_was_refused_is_not_listed(event, door, begin):
    event.scan("D001", "H1-IN", door)
    event.scan("D001", "H1-OUT", door)
    event.scan("D005", "H1-IN", door)  # owes

    begin()

    assert running(event, door)["people"] == []


def test_who_was_inside_on_another_day_is_not_listed(event, door, begin, venue_clock):
    event.scan("D001", "H1-IN", door)  # forgot to go out
    event.scan("D009", "DIN-IN", door)  # a hall that empties by itself
    venue_clock.forward(days=1)
    event.scan("D002", "DIN-IN", door)

    answer = begin().json

    assert listed(running(event, door)) == {"D002": "DIN"}
    assert answer["unnamed"] == 0


def test_who_came_in_after_it_began_is_not_on_its_list(event, door, begin):
    begin()

    event.scan("D001", "H1-IN", door)

    assert running(event, door)["people"] == []


def test_a_person_stands_in_the_hall_she_entered_last(event, door, begin, venue_clock):
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=5)
    event.scan("D001", "DIN-IN", door)

    begin()

    assert listed(running(event, door)) == {"D001": "DIN"}


def test_people_without_a_name_are_counted_by_hall(event, door, begin, change):
    change("H1-IN", flush=True)
    event.scan("D001", "H1-IN", door)
    for code in ("HTTPS://EXAMPLE.INVALID/1", "HTTPS://EXAMPLE.INVALID/2"):
        body = {"scan_id": new_id(), "credential": code, "checkpoint": "H1-IN"}
        event.post("/scans", body, door)

    answer = begin().json
    found = running(event, door)

    assert (answer["people"], answer["unnamed"]) == (1, 2)
    assert [(hall["hall"], hall["people"], hall["unnamed"]) for hall in found["halls"]] == [
        ("H1", 1, 2)
    ]


def test_whom_a_door_alone_let_in_is_listed_though_no_count_knows_her(event, door, begin):
    let_in(event, door, "D005")

    answer = begin().json
    found = running(event, door)

    assert event.headcount()["halls"]["H1"]["inside"] == 0
    assert (answer["people"], answer["unnamed"]) == (1, 0)
    assert listed(found) == {"D005": "H1"}
    assert found["people"][0]["since"] == "2026-12-05T00:30:00.000Z"


def test_whom_a_door_alone_let_in_and_who_went_out_is_not_listed(event, door, begin):
    let_in(event, door, "D005")
    event.scan("D005", "H1-OUT", door)

    assert begin().json["people"] == 0


def test_who_was_let_in_again_by_a_door_alone_after_she_left_is_listed(
    event, door, begin, change, venue_clock
):
    change("H1-IN", re_entry=False)
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=1)
    event.scan("D001", "H1-OUT", door)
    venue_clock.forward(minutes=1)
    let_in(event, door, "D001")

    begin()

    assert listed(running(event, door)) == {"D001": "H1"}


def test_whom_doors_alone_let_in_stands_once_in_the_hall_of_the_last(
    event, door, begin, venue_clock
):
    let_in(event, door, "D005")
    let_in(event, door, "D006", "DIN-IN")
    venue_clock.forward(minutes=1)
    let_in(event, door, "D005", "DIN-IN")
    let_in(event, door, "D005", "DIN-IN")

    begin()

    assert listed(running(event, door)) == {"D005": "DIN", "D006": "DIN"}


def test_whom_a_door_alone_let_in_yesterday_is_not_listed(event, door, begin, venue_clock):
    let_in(event, door, "D005")
    let_in(event, door, "D005", "DIN-IN")
    venue_clock.forward(days=1)

    assert begin().json["people"] == 0


def test_an_unknown_code_that_a_door_alone_let_in_is_one_without_a_name(
    event, door, begin, venue_clock
):
    for code, checkpoint in (("A", "H1-IN"), ("B", "H1-IN"), ("A", "DIN-IN"), ("C", "H1-IN")):
        venue_clock.forward(minutes=1)
        stranger(event, door, code, checkpoint, decided={"verdict": "admitted"})
    stranger(event, door, "C", "H1-OUT")

    answer = begin().json

    assert (answer["people"], answer["unnamed"]) == (0, 2)
    halls = running(event, door)["halls"]
    assert {hall["hall"]: hall["unnamed"] for hall in halls} == {"H1": 1, "DIN": 1}


def test_names_are_for_who_may_see_persons(event, door, control, begin):
    event.scan("D001", "H1-IN", door)
    evacuation_id = begin().json["evacuation_id"]
    technician = event.operator("technician", at=control)
    desk_person = event.operator("desk", at=control)

    for token, operator, seen in (
        (door, None, 1),
        (event.token("desk"), None, 1),
        (control, None, 0),
        (control, technician, 0),
        (control, desk_person, 1),
        (event.token("host"), None, 0),
    ):
        found = running(event, token, operator=operator)

        assert len(found["people"]) == seen
        assert found["counts"]["people"] == 1
    refused = mark(event, control, evacuation_id, "D001")
    assert (refused.status_code, refused.json["code"]) == (403, "names_hidden")
    assert event.get("/evacuation", event.token("board")).status_code == 403
