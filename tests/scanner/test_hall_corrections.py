"""A hall counted by hand: the number holds from then on, also against scans that come late."""

import pytest

from onsite.doctor.counts import counts
from tests.served_event import new_id


@pytest.fixture
def supervisor(event, control):
    return event.operator("supervisor", at=control)


@pytest.fixture
def correct(event, control, supervisor):
    """Say how many are inside a hall."""

    def said(count, hall="H1", token=control, operator=supervisor, **more):
        body = {
            "hall_correction_id": new_id(),
            "hall": hall,
            "inside": count,
            "reason": "清点",
            **more,
        }
        return event.post("/hall-corrections", body, token, operator=operator)

    return said


def inside(event, hall="H1"):
    return event.headcount()["halls"][hall]["inside"]


def test_what_was_counted_by_hand_holds_and_scans_go_on_from_it(event, door, correct, venue_clock):
    event.scan("D001", "H1-IN", door)
    event.scan("D002", "H1-IN", door)
    venue_clock.forward(minutes=1)

    answer = correct(40)

    told = answer.json
    assert (told["hall"], told["inside"], told["difference"]) == ("H1", 40, 38)
    assert inside(event) == 40
    venue_clock.forward(minutes=1)
    assert event.scan("D003", "H1-IN", door).json["inside"] == 41
    assert event.scan("D001", "H1-OUT", door).json["inside"] == 40
    assert event.scan("D002", "H1-IN", door).json["verdict"] == "already_in"
    assert event.headcount()["halls"]["H1"] == {"inside": 40, "capacity": 6, "admitted": 3}
    assert event.rows("SELECT hall, inside, difference, reason FROM hall_corrections") == [
        ("H1", 40, 38, "清点")
    ]


def test_who_was_counted_by_hand_is_not_counted_again_when_her_scan_comes_late(
    event, door, correct, venue_clock
):
    before = venue_clock().isoformat()
    venue_clock.forward(minutes=10)
    correct(5)
    venue_clock.forward(minutes=1)

    late = event.scan("D001", "H1-IN", door, scanned_at=before)

    assert (late.json["verdict"], late.json["inside"]) == ("admitted", 5)
    assert event.scan("D001", "H1-OUT", door).json["inside"] == 4
    assert inside(event) == 4


def test_nobody_is_ever_said_to_be_fewer_than_none(event, door, correct, venue_clock):
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=1)
    correct(0)
    venue_clock.forward(minutes=1)

    assert event.scan("D001", "H1-OUT", door).json["inside"] == 0
    assert inside(event) == 0
    assert correct(3).json["difference"] == 3
    assert inside(event) == 3


def test_the_last_count_by_hand_is_the_one_that_holds(event, door, correct, venue_clock):
    correct(5)
    venue_clock.forward(minutes=1)
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=1)

    assert correct(2).json["difference"] == -4
    assert inside(event) == 2


def test_a_hall_that_empties_forgets_what_was_counted_in_it(event, correct, venue_clock):
    correct(50, hall="DIN")
    venue_clock.forward(days=1)

    assert inside(event, "DIN") == 0


def test_the_doctor_finds_nothing_wrong_with_a_hall_counted_by_hand(event, door, correct):
    event.scan("D001", "H1-IN", door)
    correct(12)

    with event.database.read() as session:
        assert [finding.level.value for finding in counts(session)] == ["fine"]


def test_the_same_count_again_is_kept_once(event, control, supervisor):
    body = {"hall_correction_id": new_id(), "hall": "H1", "inside": 7, "reason": "清点"}

    first, again = (
        event.post("/hall-corrections", body, control, operator=supervisor) for _ in range(2)
    )
    other = event.post("/hall-corrections", body | {"inside": 8}, control, operator=supervisor)

    assert first.data == again.data
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert (event.count("hall_corrections"), inside(event)) == (1, 7)


@pytest.mark.parametrize(
    ("more", "status", "code", "field"),
    [
        ({"hall": "H9"}, 404, "unknown_hall", "hall"),
        ({"inside": -1}, 422, "impossible_count", "inside"),
        ({"inside": 61}, 422, "impossible_count", "inside"),  # H1 holds 6
        ({"inside": 10**30}, 422, "impossible_count", "inside"),
        ({"inside": 1.5}, 422, "malformed", "inside"),
        ({"inside": "many"}, 422, "malformed", "inside"),
        ({"reason": " "}, 422, "reason_needed", "reason"),
    ],
)
def test_a_count_that_can_t_be_is_refused_in_words(event, correct, more, status, code, field):
    answer = correct(3, **more)

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (status, code, field)
    assert len(answer.json["detail"]) > 20
    assert event.count("hall_corrections") == 0


def test_a_door_counts_its_own_hall_only(event, correct):
    own = event.token("door", checkpoint="H1-OUT")
    operator = event.operator("supervisor", at=own)

    assert correct(4, token=own, operator=operator).status_code == 200
    other = correct(4, hall="DIN", token=own, operator=operator)

    assert (other.status_code, other.json["code"]) == (403, "not_this_hall")


def test_nobody_counts_by_hand_without_her_name(event, door, correct):
    answer = correct(4, token=door, operator=None)

    assert (answer.status_code, answer.json["code"]) == (403, "right_missing")
