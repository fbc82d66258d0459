"""Check-ins to and from a pretix: both sides agree. On a fake pretix, and on a real one."""

from datetime import timedelta

import pytest

from onsite import clock
from tests.planning.pretix_event import QUIET, check_in, desk_of, founded, here, refresh, sync
from tests.served_event import new_id


@pytest.fixture
def event(small, tmp_path, venue_clock):
    with founded(small.address(), tmp_path) as served:
        yield served


def test_500_positions_come_in_and_both_sides_agree_on_who_is_here(shop, tmp_path, venue_clock):
    member = shop.add_item("Member", "20.00")
    for number in range(100):
        people = [(f"Person {number}-{one}", member) for one in range(1, 6)]
        shop.add_order(shop.code(f"{number:03}"), people)
    everyone = [
        f"{shop.code(f'{number:03}')}-{one}" for number in range(100) for one in range(1, 6)
    ]
    made_here, made_there, at_both = everyone[:60], everyone[100:140], everyone[200:205]
    with founded(shop.address(), tmp_path) as event:
        desk, morning = desk_of(event), clock.now()
        assert event.get("/headcount", event.token("board")).json["registered"] == 500
        for number, reg_no in enumerate(made_here + at_both):
            venue_clock.set(morning + timedelta(seconds=number, microseconds=17))
            check_in(event, reg_no, desk)
        for number, reg_no in enumerate(made_there + at_both):
            shop.redeem(reg_no, morning - timedelta(minutes=number + 1))

        told = sync(event)

        moved = told["check_ins"]
        assert (moved["came_in"], moved["went_out"], moved["refused"]) == (40, 60, 0)
        assert sorted(one["reg_no"] for one in moved["both"]) == at_both
        assert all(one["there"] < one["onsite"] for one in moved["both"])
        assert told["conflicts"] == []
        theirs, ours = shop.entries(), here(event)
        assert set(theirs) == set(ours) == {*made_here, *made_there, *at_both}
        assert all(theirs[one] == [ours[one]] for one in (*made_here, *made_there))
        again = sync(event)
        assert again["unchanged"]
        assert again["check_ins"] == {**QUIET, "both": moved["both"]}
        assert shop.entries() == theirs


def test_a_preview_tells_what_would_go_and_come_and_changes_nothing(event, small):
    check_in(event, small.reg("A1"), desk_of(event))
    small.redeem(small.reg("A2"), clock.now())

    told = sync(event, dry_run=True)

    assert (told["check_ins"]["came_in"], told["check_ins"]["went_out"]) == (1, 1)
    assert not told["unchanged"]
    assert set(small.entries()) == {small.reg("A2")}
    assert set(here(event)) == {small.reg("A1")}
    assert not (event.folder.planning / "pretix").exists()


def test_what_pretix_refuses_is_told_person_by_person_and_tried_again(event, small):
    desk = desk_of(event)
    for reg_no in (small.reg("A1"), small.reg("A2"), small.reg("D1")):
        check_in(event, reg_no, desk)
    small.block(small.reg("A1"))
    small.cancel(small.code("D"))

    told = sync(event)

    words = {row["onsite"].split(":")[0]: row["planned"] for row in told["conflicts"]}
    assert words == {small.reg("A1"): "pretix: blocked", small.reg("D1"): "pretix: canceled"}
    assert set(small.entries()) == {small.reg("A2")}
    again = sync(event)
    assert again["unchanged"]
    assert len(again["conflicts"]) == 2


def test_who_was_let_in_unpaid_on_a_supervisors_word_is_let_in_there_too(event, small):
    code = f"L{small.add_list('Hall')}"
    refresh(event)
    desk = desk_of(event)
    supervisor = event.operator("supervisor", at=desk)
    body = {"override_id": new_id(), "reg_no": small.reg("C1"), "reason": "pays later"}
    answer = event.post("/overrides", body, desk, operator=supervisor)
    assert answer.status_code == 200, answer.text
    check_in(event, small.reg("C1"), desk)
    door = event.token("door", checkpoint=code)
    assert event.scan(small.reg("C1"), code, door).json["verdict"] == "admitted"

    told = sync(event)

    assert told["check_ins"]["went_out"] == 2
    assert told["conflicts"] == []
    assert set(small.entries()) == set(small.entries(list_name="Hall")) == {small.reg("C1")}


def test_who_may_not_be_checked_in_here_is_told_and_comes_in_once_she_may(event, small):
    small.redeem(small.reg("C1"), clock.now(), force=True)

    told = sync(event)

    assert told["check_ins"]["refused"] == 1
    assert told["conflicts"][0]["onsite"] == f"{small.reg('C1')}: unpaid"
    desk = desk_of(event)
    supervisor = event.operator("supervisor", at=desk)
    body = {"override_id": new_id(), "reg_no": small.reg("C1"), "reason": "pays later"}
    assert event.post("/overrides", body, desk, operator=supervisor).status_code == 200
    assert sync(event)["check_ins"]["came_in"] == 1
    assert here(event) == {small.reg("C1"): small.entries()[small.reg("C1")][0]}


def test_a_check_in_undone_here_is_annulled_there_and_may_be_made_again(event, small, venue_clock):
    desk = desk_of(event)
    supervisor = event.operator("supervisor", at=desk)
    check_in(event, small.reg("A1"), desk)
    sync(event)
    undo = {"undo_id": new_id(), "reg_no": small.reg("A1"), "reason": "wrong person"}
    assert event.post("/check-in-undos", undo, desk, operator=supervisor).status_code == 200

    told = sync(event)

    assert told["check_ins"]["annulled"] == 1
    assert (small.entries(), here(event)) == ({}, {})
    assert sync(event)["unchanged"]
    venue_clock.forward(minutes=1)
    check_in(event, small.reg("A1"), desk)
    assert sync(event)["check_ins"]["went_out"] == 1
    assert small.entries() == {small.reg("A1"): [here(event)[small.reg("A1")]]}


def test_a_check_in_of_theirs_undone_here_is_told_and_does_not_come_back(event, small):
    desk = desk_of(event)
    supervisor = event.operator("supervisor", at=desk)
    small.redeem(small.reg("A1"), clock.now())
    sync(event)
    undo = {"undo_id": new_id(), "reg_no": small.reg("A1"), "reason": "wrong person"}
    assert event.post("/check-in-undos", undo, desk, operator=supervisor).status_code == 200

    told = sync(event)

    assert here(event) == {}
    assert "take it back in pretix" in told["conflicts"][0]["onsite"]


def test_who_comes_in_at_a_list_is_admitted_to_its_hall_and_back(event, small):
    code = f"L{small.list_id('Dinner')}"
    door = event.token("door", checkpoint=code)
    small.redeem(small.reg("B1"), clock.now(), list_name="Dinner")

    sync(event)

    inside = event.get("/headcount", event.token("board")).json["halls"]
    assert inside[code]["admitted"] == 1
    assert event.scan(small.reg("A1"), code, door).json["verdict"] == "not_entitled"
    before = small.entries(list_name="Dinner")
    assert sync(event)["check_ins"] == QUIET
    assert small.entries(list_name="Dinner") == before
    item = small.position(small.reg("B1"))["item"]
    small.add_order(small.code("F"), [("Person 7", item)])
    refresh(event)
    assert event.scan(small.reg("F1"), code, door).json["verdict"] == "admitted"
    sync(event)
    assert set(small.entries(list_name="Dinner")) == {small.reg("B1"), small.reg("F1")}


def test_a_secret_changed_in_pretix_since_is_the_one_that_is_sent(event, small):
    check_in(event, small.reg("A1"), desk_of(event))
    small.change(small.reg("A1"), secret="another")

    assert sync(event)["check_ins"]["went_out"] == 1

    assert set(small.entries()) == {small.reg("A1")}


def test_only_a_command_on_the_laptop_brings_check_ins_in(event, small):
    body = {
        "entries": [
            {"check_in_id": new_id(), "reg_no": small.reg("A1"), "at": "2026-12-05T00:00:00Z"}
        ]
    }

    control = event.token("control")
    answer = event.post(
        "/plan-check-ins", body, control, operator=event.operator("organiser", at=control)
    )

    assert answer.status_code == 403
    assert event.post("/plan-check-ins", body).status_code == 401
    local = event.joined.local_token
    assert event.post("/plan-check-ins", {"entries": []}, local).status_code == 422
    told = [event.post("/plan-check-ins", body, local).json["entries"][0] for _ in range(2)]
    assert [one["outcome"] for one in told] == ["checked_in", "known"]
    unknown = {"entries": [{**body["entries"][0], "check_in_id": new_id(), "reg_no": "X"}]}
    answer = event.post("/plan-check-ins", unknown, local).json["entries"][0]
    assert (answer["outcome"], answer["reason"]) == ("refused", "unknown_registration")
