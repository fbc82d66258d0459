"""What goes wrong with a pretix: it is told clearly, nothing is lost, nothing is sent twice."""

import json

import pytest

from onsite import clock
from onsite.planning.pretix_address import read_address
from onsite.planning.pretix_api import TRIES
from onsite.planning.pretix_store import PretixStore
from onsite.planning.problems import Unreadable
from onsite.planning.reading import read_plan
from onsite.planning.stores import at_hand, plan_address
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
from tests.planning.pretix_fake import SAMPLES, TOKEN
from tests.planning.pretix_shops import FakeShop
from tests.served_event import new_id


@pytest.fixture
def shop():
    made = FakeShop()
    member = made.add_item("Member", "20.00")
    made.add_order("AAA", [(f"Person {number}", member) for number in range(1, 8)])
    yield made
    made.close()


@pytest.fixture
def event(shop, tmp_path, venue_clock):
    with founded(shop.address(), tmp_path) as served:
        yield served


def problem_with(address):
    with pytest.raises(Unreadable) as refused, at_hand(address):
        pass
    text = str(refused.value)
    assert TOKEN not in text
    assert text.count(";") >= 1
    return text


def test_who_dies_in_the_middle_and_comes_back_has_nobody_twice(event, shop):
    desk = desk_of(event)
    for number in range(1, 8):
        check_in(event, f"AAA-{number}", desk)
    shop.pretix.dies_after = 3

    refused = refused_sync(event)

    assert refused["code"] == "plan_not_written"
    assert refused["detail"].startswith("3 check-ins are in ev1 now")
    shop.pretix.dies_after = None
    assert sync(event)["check_ins"] == {**QUIET, "went_out": 4}
    theirs = shop.entries()
    assert theirs == {reg_no: [at] for reg_no, at in here(event).items()}
    assert sync(event)["unchanged"]


def test_an_answer_that_was_lost_makes_no_second_check_in(event, shop):
    check_in(event, "AAA-1", desk_of(event))
    answer = shop.pretix.answer

    def lost(method, path, *more):
        status, document = answer(method, path, *more)
        return (None, None) if path.endswith("redeem/") else (status, document)

    shop.pretix.answer = lost
    assert refused_sync(event)["code"] == "plan_not_written"
    shop.pretix.answer = answer

    assert sync(event)["check_ins"] == QUIET

    assert shop.entries() == {"AAA-1": [here(event)["AAA-1"]]}


def test_a_check_in_taken_back_there_is_told_and_not_sent_again(event, shop):
    check_in(event, "AAA-1", desk_of(event))
    sync(event)
    shop.change("AAA-1", checkins=[])

    told = sync(event)

    assert told["conflicts"][0]["planned"] == "pretix: the check-in was taken back there"
    assert shop.entries() == {}


def test_an_admission_of_theirs_taken_back_there_is_told_and_not_sent_back(event, shop):
    shop.add_list("Dinner")
    refresh(event)
    shop.redeem("AAA-1", clock.now(), list_name="Dinner")
    sync(event)
    shop.change("AAA-1", checkins=[])

    told = sync(event)

    assert told["conflicts"][0]["planned"] == "pretix: the check-in was taken back there"
    assert shop.entries(list_name="Dinner") == {}


def test_who_may_not_check_anyone_in_there_is_told_so_once(event, shop):
    desk = desk_of(event)
    for number in range(1, 4):
        check_in(event, f"AAA-{number}", desk)
    answer = shop.pretix.answer

    def forbids(method, path, *more):
        is_sent = path.endswith("redeem/")
        return (403, SAMPLES["forbidden"]) if is_sent else answer(method, path, *more)

    shop.pretix.answer = forbids
    refused = refused_sync(event)

    assert refused["code"] == "plan_not_written"
    assert "403" in refused["detail"]
    assert "perform check-ins" in refused["detail"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (503, "503"),
        (500, "500"),
        (302, "elsewhere"),
        ("html", "no pretix"),
    ],
)
def test_what_is_no_answer_is_one_clear_problem(shop, answers, said):
    shop.pretix.answers = answers

    assert said in problem_with(shop.address())


def test_pages_that_lead_elsewhere_are_not_followed(shop):
    item = shop.pretix.items[0]["id"]
    for number in range(60):
        shop.add_order(f"B{number}", [("Person", item)])
    shop.pretix.answers = "elsewhere"

    assert "leads elsewhere" in problem_with(shop.address())


def test_a_slow_answer_is_not_waited_for_for_ever(shop, tmp_path):
    shop.pretix.slow_s = 0.5
    store = PretixStore(shop.address(), timeout_s=0.1)

    with pytest.raises(Unreadable) as refused:
        store.copy_to(tmp_path)

    assert "within 0.1 s" in str(refused.value)


def test_a_host_that_does_not_answer_is_told(shop):
    assert "does not answer" in problem_with("pretix+http://token@127.0.0.1:9/org/ev1?list=Main")


def test_who_asks_too_often_asks_again_and_gives_up_in_the_end(shop):
    shop.pretix.answers = 429

    assert "429" in problem_with(shop.address())

    assert shop.pretix.asked == TRIES


def test_a_series_of_dates_is_refused(shop):
    shop.event["has_subevents"] = True

    assert "series" in problem_with(shop.address())


def test_a_document_that_says_something_else_is_told(shop):
    del shop.pretix.orders["AAA"]["positions"]

    assert "can't read" in problem_with(shop.address())


@pytest.mark.parametrize(
    "address",
    [
        "pretix+https://tickets.example.org/org/ev1",
        "pretix+https://token@tickets.example.org/org",
        "pretix+https://token@/org/ev1",
        "pretix+https://token@tickets.example.org/org/..",
        "pretix+https://token@tickets.example.org/org/a%2Fb",
        "pretix+http://token@tickets.example.org/org/ev1",
        "pretix+https://token@tickets.example.org:port/org/ev1",
    ],
)
def test_an_address_that_can_not_do_is_refused_with_what_to_write(address):
    with pytest.raises(Unreadable) as refused:
        read_address(address)

    assert "pretix+https://" in str(refused.value)


def test_an_address_may_have_a_path_a_port_and_an_escaped_list():
    address = "pretix+https://t0%2Fk@tickets.example.org:444/shop/org/ev1?list=Main%20door"

    found = read_address(address)

    assert (found.token, found.list_name) == ("t0/k", "Main door")
    assert (
        found.event_url == "https://tickets.example.org:444/shop/api/v1/organizers/org/events/ev1"
    )
    assert "t0" not in repr(found)
    assert plan_address(address) == address


def test_what_customers_typed_does_not_stop_an_init(shop):
    order = shop.pretix.orders["AAA"]
    order["phone"] = "call my wife"
    order["invoice_address"] = {"company": "House", "name": "", "vat_id": "none\x07"}
    shop.change("AAA-1", attendee_name="Line\none\x00", company="=1+1")

    with at_hand(shop.address()) as path:
        found = read_plan(path)

    assert found.errors == []
    first = next(one for one in found.plan.delegates if one.reg_no == "AAA-1")
    assert first.name == "Line one"
    assert first.organisation == "=1+1"
    assert "call my wife" in first.note


def test_answers_to_questions_named_as_our_columns_fill_them(shop):
    shop.pretix.questions.append(
        {"id": 77, "identifier": "XYZ", "question": {"en": "Diet", "de": "Essen"}}
    )
    shop.pretix.questions.append({"id": 78, "identifier": "status", "question": {"en": "x"}})
    shop.change(
        "AAA-2",
        answers=[{"question": 77, "answer": "vegan"}, {"question": 78, "answer": "取消"}],
    )

    with at_hand(shop.address()) as path:
        second = read_plan(path).plan.delegates[1]

    assert second.diet == "vegan"
    assert second.status == "normal"


def test_add_ons_test_orders_and_the_unapproved_are_nobody(shop):
    item = shop.pretix.items[0]["id"]
    shop.add_order("TST", [("Person", item)])
    shop.pretix.orders["TST"]["testmode"] = True
    shop.add_order("ASK", [("Person", item)], is_paid=False)
    shop.pretix.orders["ASK"]["require_approval"] = True
    shop.add_order("ADD", [("Person", item), (None, item), ("Child", item)])
    shop.change("ADD-2", addon_to=1)
    shop.change("ADD-3", addon_to=1)
    shop.add_order("OLD", [("Person", item)], is_paid=False)
    shop.pretix.orders["OLD"]["status"] = "e"

    with at_hand(shop.address()) as path:
        found = {one.reg_no: one for one in read_plan(path).plan.delegates}

    assert sorted(set(found) - {f"AAA-{number}" for number in range(1, 8)}) == [
        "ADD-1",
        "ADD-3",
        "OLD-1",
    ]
    assert found["OLD-1"].status == "cancelled"


def test_a_cancelled_position_is_cancelled_here_and_taken_up_again(event, shop):
    shop.change("AAA-1", canceled=True)
    assert refresh(event)["counts"]["cancelled"] == 1
    assert refresh(event)["changes"] == []
    shop.change("AAA-1", canceled=False)

    assert refresh(event)["counts"]["taken_up"] == 1


def test_times_of_any_zone_are_instants(event, shop):
    at = "2026-12-04T19:00:00.250000-05:00"
    entry = {"id": 9, "datetime": at, "list": shop.list_id("Main"), "type": "entry"}
    shop.change("AAA-1", checkins=[entry])

    sync(event)

    assert here(event)["AAA-1"].isoformat() == "2026-12-05T00:00:00.250000+00:00"
    assert sync(event)["check_ins"] == QUIET


def test_where_names_may_not_be_changed_they_are_kept_here(event, shop):
    shop.pretix.may_change = False
    fix = {
        "name_fix_id": new_id(),
        "reg_no": "AAA-1",
        "name": "Person One",
        "reason": "typo",
        "print": False,
    }
    assert event.post("/name-fixes", fix, desk_of(event)).status_code == 200

    sync(event)

    assert shop.position("AAA-1")["attendee_name"] == "Person 1"
    assert sync(event)["unchanged"]
    assert refresh(event)["changes"] == []
    kept = [path.read_text("utf-8") for path in (event.folder.planning / "pretix").glob("*.json")]
    assert json.loads(kept[0])["instead"]["AAA-1"]["姓名"] == ["Person 1", "Person One"]


def test_a_damaged_memory_is_a_clear_refusal(event, shop):
    check_in(event, "AAA-1", desk_of(event))
    sync(event)
    (kept,) = (event.folder.planning / "pretix").glob("*.json")
    kept.write_text("{")

    refused = refused_sync(event)

    assert refused["code"] == "plan_unreadable"
    assert kept.name in refused["detail"]
