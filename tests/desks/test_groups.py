"""Many badges of one organisation: listed as spoken, checked in together, printed in order."""

import pytest

from tests.served_event import new_id


def check_in_group(event, desk, reg_nos, **more):
    body = {"group_check_in_id": new_id(), "reg_nos": reg_nos, "print": True, **more}
    return event.post("/group-check-ins", body, desk)


def printed_order(event):
    rows = event.rows(
        "SELECT d.reg_no FROM print_jobs p JOIN delegates d ON d.id = p.delegate_id"
        " WHERE p.prints = 'badge' ORDER BY p.created_at, p.id"
    )
    return [reg_no for (reg_no,) in rows]


def test_an_organisation_s_people_are_listed_as_their_names_are_spoken(event, desk):
    answer = event.get("/groups?organisation=中南第一医院", desk).json

    # wang, wu, zhou
    assert [person["reg_no"] for person in answer["people"]] == ["D001", "D010", "D009"]
    assert {person["printed_count"] for person in answer["people"]} == {0}
    assert event.get("/delegates/D001", desk).json["group"] == {
        "organisation": "中南第一医院",
        "count": 3,
    }


def test_a_group_needs_a_name(event, desk):
    assert event.get("/groups", desk).json["field"] == "organisation"
    assert event.get("/groups?organisation=没有", desk).json["people"] == []


def test_badges_print_in_the_order_given(event, desk):
    order = ["D010", "D001", "D009", "D002", "D008"]

    answer = check_in_group(event, desk, order).json

    assert [person["reg_no"] for person in answer["people"]] == order
    assert {person["outcome"] for person in answer["people"]} == {"checked_in"}
    assert printed_order(event) == order
    assert event.headcount()["checked_in"] == 5


def test_who_can_t_be_checked_in_is_told_why_and_keeps_nobody_from_it(event, desk):
    event.check_in("D009", desk)

    answer = check_in_group(event, desk, ["D005", "D009", "D999", "D001"]).json

    told = {person["reg_no"]: (person["outcome"], person["reason"]) for person in answer["people"]}
    assert told == {
        "D005": ("refused", "unpaid"),
        "D009": ("already_checked_in", None),
        "D999": ("refused", "unknown_credential"),
        "D001": ("checked_in", None),
    }
    assert printed_order(event) == ["D001"]


def test_bags_and_vouchers_go_along_when_asked(event, desk):
    answer = check_in_group(event, desk, ["D001", "D012"], hand_out=True).json

    assert [person["handed_out"] for person in answer["people"]] == [["BAG", "LUNCH"], ["LUNCH"]]
    assert event.count("hand_outs") == 3


@pytest.mark.parametrize(
    ("reg_nos", "code", "field"),
    [
        (["D001", " D001 "], "named_twice", "reg_nos[1]"),
        ([], "malformed", "reg_nos"),
        ([f"D{n}" for n in range(101)], "malformed", "reg_nos"),
    ],
)
def test_a_bad_list_is_refused_whole(event, desk, reg_nos, code, field):
    answer = check_in_group(event, desk, reg_nos)

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, code, field)
    assert event.count("check_ins") == 0


def test_the_same_group_twice_checks_in_once(event, desk):
    body = {"group_check_in_id": new_id(), "reg_nos": ["D001", "D009"], "print": True}
    first = event.post("/group-check-ins", body, desk)

    assert event.post("/group-check-ins", body, desk).json == first.json
    assert (event.count("check_ins"), event.count("print_jobs")) == (2, 2)
