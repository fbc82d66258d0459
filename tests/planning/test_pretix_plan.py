"""A plan in pretix: what comes in, goes back and is refused. On a fake pretix, and on a real one."""

import json
import stat

import pytest

from onsite import clock
from onsite.access.queries import the_event
from onsite.planning.stores import at_hand
from onsite.registration import queries
from tests.planning.pretix_event import (
    QUIET,
    check_in,
    desk_of,
    founded,
    here,
    refresh,
    refused_sync,
    sync,
)
from tests.served_event import new_id


@pytest.fixture
def event(small, tmp_path, venue_clock):
    with founded(small.address(), tmp_path) as served:
        yield served


def test_what_a_pretix_says_becomes_a_plan(event, small):
    with event.database.read() as session:
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


def test_an_error_of_the_store_is_no_servers_error(small, tmp_path, venue_clock):
    with founded(small.address(), tmp_path) as event:
        event.database.write(lambda session: point_elsewhere(session, small))

        answer = refused_sync(event)

    assert answer["code"] == "plan_unreadable"
    assert "401" in answer["detail"]


def point_elsewhere(session, shop):
    the_event(session).plan_path = shop.address(token="revoked" * 6)
