"""One person takes twelve badges and bags, and signs; nobody is checked in."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def signer(event, desk):
    return event.operator("desk", at=desk)


@pytest.fixture
def pick_up(event, desk, signer, signature):
    def ask(reg_nos, *, operator=signer, **more):
        body = {
            "pick_up_id": new_id(), "reg_nos": reg_nos, "by": "周代领", "phone": "13800000088",
            "signature": signature, "hand_out": True, **more,
        }  # fmt: skip
        return event.post("/pick-ups", body, desk, operator=operator)

    return ask


def test_badges_print_in_order_and_things_go_along_and_nobody_is_here(event, pick_up):
    people = pick_up(["D010", "D001"]).json["people"]

    assert [(person["reg_no"], person["handed_out"]) for person in people] == [
        ("D010", ["BAG", "LUNCH"]),
        ("D001", ["BAG", "LUNCH"]),
    ]
    assert all(person["print_job"] for person in people)
    assert event.headcount()["checked_in"] == 0
    assert {row[0] for row in event.rows("SELECT pick_up_by FROM hand_outs")} == {"周代领"}


def test_who_signed_and_what_with_is_kept(event, pick_up):
    pick_up_id = pick_up(["D001"]).json["pick_up_id"]

    rows = event.rows("SELECT fact_id, purpose, signed_by, operator FROM signatures")
    assert rows == [(pick_up_id, "pick_up", "周代领", "desk operator")]


def test_what_was_given_already_is_told_and_not_given_again(event, desk, pick_up):
    event.check_in("D001", desk, prints=True, hand_out=True)

    (person,) = pick_up(["D001"]).json["people"]

    assert (person["had_badge"], person["handed_out"]) == (True, [])
    assert person["given_before"] == ["BAG", "LUNCH"]
    assert event.count("hand_outs") == 2
    assert len(event.rows("SELECT id FROM print_jobs WHERE prints = 'badge'")) == 1


def test_who_would_be_refused_gets_nothing_and_is_told_why(event, pick_up):
    people = pick_up(["D005", "D006", "D001"]).json["people"]

    assert [(person["reason"], person["print_job"] is None) for person in people] == [
        ("unpaid", True),
        ("cancelled", True),
        (None, False),
    ]


@pytest.mark.parametrize(
    ("more", "status", "code", "field"),
    [
        ({"by": " "}, 422, "no_name", "by"),
        ({"phone": ""}, 422, "phone_needed", "phone"),
        ({"phone": "12"}, 422, "bad_phone", "phone"),
        ({"signature": None}, 422, "signature_needed", "signature"),
        ({"signature": {"strokes": [[[0.5, 0.3, 0]]], "aspect": 0.4}}, 422, "signature_needed",
         "signature"),
        ({"reg_nos": ["D001", "D001"]}, 422, "named_twice", "reg_nos[1]"),
        ({"reg_nos": ["D001", "D999"]}, 404, "unknown_registration", "reg_nos[1]"),
        ({"operator": None}, 403, "right_missing", None),
    ],
)  # fmt: skip
def test_each_bad_pick_up_is_refused_and_nothing_half_done(
    event, pick_up, more, status, code, field
):
    answer = pick_up(**{"reg_nos": ["D001"], **more})

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json.get("field") == field
    for table in ("pick_ups", "hand_outs", "print_jobs", "signatures"):
        assert event.count(table) == 0
