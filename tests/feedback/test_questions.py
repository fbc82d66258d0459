"""A question is asked at kiosks, moved, ended; each kiosk asks one at a time."""

from datetime import timedelta

import pytest

from onsite import clock
from onsite.events import Changed
from onsite.units import rfc3339
from tests.feedback.asking import TEXT, TEXT_EN
from tests.served_event import new_id


def test_a_kiosk_asks_what_control_asked_and_others_do_not(asking):
    question = asking.asked()

    found = asking.shown()["question"]
    assert (found["id"], found["text"], found["text_en"]) == (question, TEXT, TEXT_EN)
    assert asking.shown(asking.other)["question"] is None


def test_each_kiosk_concerned_is_told_at_once_and_no_other(asking, event):
    question = asking.asked()
    event.heard.clear()

    asking.place(question, asking.other.station)

    told = {heard.station for heard in event.heard if isinstance(heard, Changed)}
    assert told == {asking.kiosk.station, asking.other.station, None}
    assert asking.shown()["question"] is None
    assert asking.shown(asking.other)["question"]["id"] == question


def test_only_groups_with_people_are_offered_the_largest_six(asking):
    asking.asked()

    groups = asking.shown()["question"]["groups"]

    assert 0 < len(groups) <= 6
    assert {group["code"] for group in groups} <= {"VIP", "SPK", "MEM", "NON", "STU", "EXH", "STF"}
    assert all(group["name"] and group["name_en"] for group in groups)


def test_a_question_opens_and_closes_at_its_times(asking, venue_clock):
    opens, closes = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=2)
    question = asking.asked(opens_at=rfc3339(opens), closes_at=rfc3339(closes))

    before = asking.shown()
    venue_clock.forward(hours=1)
    during = asking.shown()
    venue_clock.forward(hours=1)

    assert (before["question"], before["changes_at"]) == (None, rfc3339(opens))
    assert (during["question"]["id"], during["changes_at"]) == (question, rfc3339(closes))
    assert asking.shown()["question"] is None
    assert asking.only()["state"] == "closed"
    assert asking.told()["kiosks"][0]["question_id"] is None


def test_who_ends_a_question_keeps_its_answers(asking):
    question = asking.asked()
    asking.tapped(question, 4, 4, 3, 2, 1)

    answer = asking.end(question)

    assert answer.status_code == 200
    assert asking.shown()["question"] is None
    found = asking.only()
    assert (found["state"], found["answered"], found["share"]) == ("ended", 5, 0.6)
    assert found["stations"] == []


def test_a_kiosk_asks_one_question_at_a_time(asking, venue_clock):
    first = asking.asked()
    venue_clock.forward(minutes=1)

    refused = asking.ask()

    assert (refused.status_code, refused.json["code"]) == (409, "kiosk_asks_already")
    assert asking.shown()["question"]["id"] == first
    asking.end(first)
    second = asking.asked()
    assert asking.shown()["question"]["id"] == second
    assert [each["id"] for each in asking.told()["questions"]] == [second, first]


def test_a_question_whose_time_is_over_makes_room_for_the_next(asking, venue_clock):
    asking.asked(closes_at=rfc3339(clock.now() + timedelta(minutes=5)))
    venue_clock.forward(minutes=6)

    assert asking.shown()["question"] is None
    second = asking.asked()
    assert asking.shown()["question"]["id"] == second


def test_a_refused_move_leaves_the_question_where_it_was(asking):
    question = asking.asked()

    refused = asking.place(question, "kiosk-99")

    assert (refused.status_code, refused.json["code"]) == (404, "unknown_station")
    assert asking.shown()["question"]["id"] == question


def test_nothing_moves_or_ends_once_it_is_over(asking):
    question = asking.asked()
    asking.end(question)

    for answer in (asking.end(question), asking.place(question, asking.other.station)):
        assert (answer.status_code, answer.json["code"]) == (409, "question_over")


def test_the_same_id_twice_is_one_question_one_move_one_end(asking, event):
    body = {"question_id": new_id()}
    asked = asking.ask(**body)
    move, end = {"question_placement_id": new_id()}, {"question_end_id": new_id()}

    assert asking.ask(**body).data == asked.data
    assert asking.ask(**body, text="别的").json["code"] == "id_reused"
    question = asked.json["question_id"]
    moved = asking.place(question, asking.other.station, **move)
    assert asking.place(question, asking.other.station, **move).data == moved.data
    assert asking.end(question, **end).data == asking.end(question, **end).data
    rows = ("questions", "question_placements", "question_ends", "question_places")
    assert [event.count(table) for table in rows] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"text": "  "}, "words_needed", "text"),
        ({"text_en": ""}, "words_needed", "text_en"),
        ({"text": "一" * 121}, "malformed", "text"),
        ({"target": 0}, "malformed", "target"),
        ({"target": 1.01}, "malformed", "target"),
        ({"stations": []}, "malformed", "stations"),
        ({"stations": ["kiosk-99"]}, "unknown_station", "stations"),
        ({"closes_at": "2020-01-01T00:00:00Z"}, "closes_too_early", "closes_at"),
        ({"opens_at": "2030-01-01T00:00:00"}, "malformed", "opens_at"),
    ],
)
def test_a_question_that_cannot_be_asked_says_what_is_wrong(asking, event, wrong, code, field):
    refused = asking.ask(**wrong)

    assert (refused.json["code"], refused.json["field"]) == (code, field)
    assert event.count("questions") == 0


def test_only_a_kiosk_that_is_in_use_asks(asking, event):
    desk, gone = event.station("desk").station, asking.other.station
    organiser = event.operator("organiser", at=asking.control)
    event.delete(f"/stations/{gone}", asking.control, operator=organiser)

    for station in (desk, gone):
        refused = asking.ask(stations=[asking.kiosk.station, station])
        assert (refused.status_code, refused.json["code"]) == (422, "not_a_kiosk"), station
    assert [each["id"] for each in asking.told()["kiosks"]] == [asking.kiosk.station]
    assert asking.shown()["question"] is None


def test_a_kiosk_that_was_revoked_asks_nothing_and_is_in_the_way_of_no_move(asking, event):
    question = asking.asked(stations=[asking.kiosk.station, asking.other.station])
    organiser = event.operator("organiser", at=asking.control)
    event.delete(f"/stations/{asking.other.station}", asking.control, operator=organiser)

    assert asking.only()["stations"] == [asking.kiosk.station]
    third = event.station("kiosk").station
    moved = asking.place(question, *asking.only()["stations"], third)

    assert moved.status_code == 200, moved.text
    assert asking.only()["stations"] == [asking.kiosk.station, third]


def test_unknown_questions_are_not_found(asking):
    for answer in (asking.end(new_id()), asking.place(new_id()), asking.tap(new_id(), 4)):
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_question")


def test_a_board_is_told_nothing_of_it(event):
    board = event.token("board")

    for path in ("/questions", "/kiosk-question"):
        assert event.get(path, board).status_code == 403
