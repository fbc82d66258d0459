"""A plan in pretix: read at init, check-ins to and fro, both agree. On a fake pretix, and on a real one."""

import json
import os
import stat
from datetime import timedelta

import pytest

from onsite import clock
from onsite.config import Settings
from onsite.db import Database
from onsite.founding import found_event
from onsite.planning.reading import read_plan
from onsite.planning.stores import at_hand, plan_address
from tests import needs
from tests.planning.pretix_shops import FakeShop, RealShop
from tests.served_event import ServedEvent, new_id

REAL = "ONSITE_PRETIX"
QUIET = {"came_in": 0, "went_out": 0, "annulled": 0, "refused": 0, "only_here": 0, "both": []}


@pytest.fixture(params=["fake", "real"])
def shop(request):
    if request.param == "real":
        install = f"run one to play with, and {REAL}=http://TOKEN@127.0.0.1:PORT/ORGANIZER"
        needs.condition(os.environ.get(REAL), "pretix", install)
        made = RealShop(os.environ[REAL])
    else:
        made = FakeShop()
    yield made
    made.close()


@pytest.fixture
def small(shop):
    """Five people: two members of one order, a guest, one who has not paid, one more."""
    member = shop.add_item("Member", "20.00", chinese="会员")
    guest = shop.add_item("VIP", "0.00")
    shirt = shop.add_item("T-Shirt", "15.00", admission=False)
    shop.add_list("Dinner", only=[guest])
    shop.add_order(shop.code("A"), [("Person 1", member), ("Person 2", member)])
    shop.add_order(shop.code("B"), [("Person 3", guest), (None, shirt)])
    shop.add_order(shop.code("C"), [("Person 4", member)], is_paid=False)
    shop.add_order(shop.code("D"), [("Person 5", member)])
    return shop


@pytest.fixture
def event(small, tmp_path, venue_clock):
    with founded(small.address(), tmp_path) as served:
        yield served


class founded:  # noqa: N801 - read as a verb
    """An event of a pretix, as `init` makes it."""

    def __init__(self, address, tmp_path):
        with at_hand(address) as path:
            reading = read_plan(path)
            assert not reading.errors, reading.errors
            folder = found_event(
                tmp_path / "event", reading.plan, plan_path=path, settings=Settings(),
                address=plan_address(address),
            )  # fmt: skip
        self.database = Database(folder.database)
        self.event = ServedEvent(folder, self.database)

    def __enter__(self):
        return self.event

    def __exit__(self, *_error):
        self.database.close()


def sync(event, *, dry_run=False):
    answer = event.post("/plan-syncs", {"dry_run": dry_run}, event.joined.local_token)
    assert answer.status_code == 200, answer.text
    return answer.json


def refused_sync(event):
    return event.post("/plan-syncs", {}, event.joined.local_token).json


def refresh(event):
    answer = event.post("/refreshes", {"refresh_id": new_id()}, event.joined.local_token)
    assert answer.status_code == 200, answer.text
    assert not answer.json["errors"]
    return answer.json


def here(event):
    """Read who is checked in here: reg_no -> instant."""
    from onsite.planning.check_ins_here import check_ins_here

    with event.database.read() as session:
        return {one.reg_no: one.at for one in check_ins_here(session).check_ins}


def desk_of(event):
    return event.token("desk", zone="REG")


def check_in(event, reg_no, desk):
    answer = event.check_in(reg_no, desk)
    assert answer.json["outcome"] == "checked_in", answer.text


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


def test_what_a_pretix_says_becomes_a_plan(event, small):
    with event.database.read() as session:
        from onsite.access.queries import the_event
        from onsite.registration import queries

        row = queries.delegate(session, small.reg("A1"))
        owing = queries.delegate(session, small.reg("C1"))
        names = {one.code: (one.name, one.name_en) for one in queries.categories(session)}
        about = the_event(session)

    assert (row.name, row.organisation, row.email) == ("Person 1", "House", "guest@example.org")
    assert (row.due_fen, row.paid_fen, owing.paid_fen) == (2000, 2000, 0)
    assert names[row.category] == ("会员", "Member")
    assert event.credential(small.reg("A1")) == small.reg("A1") + "x"
    assert (about.name, about.code, about.time_zone) == (
        "试会",
        small.event["slug"],
        "Asia/Shanghai",
    )
    assert (str(about.starts_on), str(about.ends_on)) == ("2026-12-04", "2026-12-06")
    answer = event.get(f"/delegates/{small.reg('B2')}", desk_of(event))
    assert answer.status_code == 404  # a shirt is nobody


def test_a_preview_tells_what_would_go_and_come_and_changes_nothing(event, small):
    check_in(event, small.reg("A1"), desk_of(event))
    small.redeem(small.reg("A2"), clock.now())

    told = sync(event, dry_run=True)

    assert (told["check_ins"]["came_in"], told["check_ins"]["went_out"]) == (1, 1)
    assert not told["unchanged"]
    assert set(small.entries()) == {small.reg("A2")}
    assert set(here(event)) == {small.reg("A1")}
    assert not (event.folder.planning / "pretix").exists()


def test_a_refresh_takes_in_new_people_and_who_of_them_came(event, small):
    member = small.position(small.reg("A1"))["item"]
    small.add_order(small.code("E"), [("Person 6", member)])
    small.redeem(small.reg("E1"), clock.now())
    early = sync(event)["conflicts"]
    assert [one["onsite"] for one in early] == [
        f"{small.reg('E1')}: not on the list here yet, run onsite refresh"
    ]

    told = refresh(event)

    assert told["counts"]["added"] == 1
    assert told["check_ins"]["came_in"] == 1
    assert set(here(event)) == {small.reg("E1")}
    assert refresh(event)["check_ins"] == QUIET


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
    desk = desk_of(event)
    supervisor = event.operator("supervisor", at=desk)
    body = {"override_id": new_id(), "reg_no": small.reg("C1"), "reason": "pays later"}
    answer = event.post("/overrides", body, desk, operator=supervisor)
    assert answer.status_code == 200, answer.text
    check_in(event, small.reg("C1"), desk)

    told = sync(event)

    assert told["check_ins"]["went_out"] == 1
    assert told["conflicts"] == []
    assert set(small.entries()) == {small.reg("C1")}


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


def test_a_name_mended_here_is_changed_in_pretix(event, small):
    desk = desk_of(event)
    fix = {
        "name_fix_id": new_id(),
        "reg_no": small.reg("A1"),
        "name": "Person One",
        "reason": "typo",
        "print": False,
    }
    assert event.post("/name-fixes", fix, desk).status_code == 200

    sync(event)

    assert small.position(small.reg("A1"))["attendee_name"] == "Person One"
    assert sync(event)["unchanged"]
    assert refresh(event)["changes"] == []


def test_a_name_both_changed_stays_as_pretix_has_it(event, small):
    fix = {
        "name_fix_id": new_id(),
        "reg_no": small.reg("A1"),
        "name": "Person One",
        "reason": "typo",
        "print": False,
    }
    assert event.post("/name-fixes", fix, desk_of(event)).status_code == 200
    small.change(small.reg("A1"), attendee_name="Person First")

    told = sync(event)

    assert [(row["planned"], row["onsite"]) for row in told["conflicts"]] == [
        ("Person First", "Person One")
    ]
    assert small.position(small.reg("A1"))["attendee_name"] == "Person First"
    assert sync(event)["unchanged"]


def test_a_secret_changed_in_pretix_since_is_the_one_that_is_sent(event, small):
    check_in(event, small.reg("A1"), desk_of(event))
    small.change(small.reg("A1"), secret="another")

    assert sync(event)["check_ins"]["went_out"] == 1

    assert set(small.entries()) == {small.reg("A1")}


def test_who_is_moved_to_another_product_changes_category_at_refresh(event, small):
    small.change(small.reg("A2"), item=small.position(small.reg("B1"))["item"])

    changes = {
        (one["key"], one["field"]): (one["before"], one["after"])
        for one in refresh(event)["changes"]
    }

    assert (small.reg("A2"), "category") in changes


def test_walk_ins_stay_here_and_the_sync_says_how_many(event):
    desk = desk_of(event)
    body = {
        "walk_in_id": new_id(),
        "name": "Late comer",
        "phone": "13900000001",
        "category": walk_in_category(event),
        "organisation": "House",
        "consent": True,
        "print": False,
    }
    walk_in = event.post("/walk-ins", body, desk)
    assert walk_in.status_code == 200, walk_in.text
    reg_no = walk_in.json["reg_no"]
    if reg_no not in here(event):
        check_in(event, reg_no, desk)

    told = sync(event)

    assert (told["walk_ins"], told["check_ins"]["only_here"]) == (1, 1)
    again = sync(event)
    assert again["unchanged"]
    assert again["walk_ins"] == 0
    assert refresh(event)["changes"] == []


def walk_in_category(event):
    """Find the one that costs nothing."""
    from onsite.registration import queries

    with event.database.read() as session:
        return next(one.code for one in queries.categories(session) if one.name == "VIP")


def test_the_token_is_in_no_answer_and_only_its_owner_can_read_it(event, small):
    check_in(event, small.reg("A1"), desk_of(event))
    small.block(small.reg("A1"))

    told = [sync(event), refresh(event), sync(event, dry_run=True)]

    assert small.token not in json.dumps(told)
    kept = [path for path in event.folder.path.rglob("*") if path.is_file()]
    holding = [path for path in kept if small.token.encode() in path.read_bytes()]
    assert holding
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in holding)


def test_a_revoked_token_is_a_clear_refusal_that_shows_none(small):
    with pytest.raises(Exception) as refused, at_hand(small.address(token="wrong" * 8)):
        pass

    assert "401" in str(refused.value)
    assert "wrongwrong" not in str(refused.value)


def test_an_unknown_list_names_those_there_are(small):
    with pytest.raises(Exception) as refused, at_hand(small.address(list_name="Nowhere")):
        pass

    assert "“Main”" in str(refused.value)
    assert "“Dinner”" in str(refused.value)
    with pytest.raises(Exception) as several, at_hand(small.address(list_name=None)):
        pass
    assert "?list=NAME" in str(several.value)


def test_an_unknown_event_is_a_clear_refusal(small):
    unknown = small.address().replace(f"/{small.event['slug']}?", "/nosuch?")
    with pytest.raises(Exception) as refused, at_hand(unknown):
        pass

    assert "403" in str(refused.value) or "404" in str(refused.value)


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


def test_an_error_of_the_store_is_no_servers_error(small, tmp_path, venue_clock):
    with founded(small.address(), tmp_path) as event:
        event.database.write(lambda session: point_elsewhere(session, small))

        answer = refused_sync(event)

    assert answer["code"] == "plan_unreadable"
    assert "401" in answer["detail"]


def point_elsewhere(session, shop):
    from onsite.access.queries import the_event

    the_event(session).plan_path = shop.address(token="revoked" * 6)
