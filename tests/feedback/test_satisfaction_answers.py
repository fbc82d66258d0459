"""One tap is one answer, of nobody; what is told of many."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from onsite import clock
from onsite.feedback.rules import quarter_of
from onsite.units import rfc3339
from tests.served_event import new_id


def test_answers_are_told_against_the_target_by_group_and_hour(asking, venue_clock):
    asking.students()
    question = asking.asked(target=0.8)
    asking.tapped(question, 4, 4, 4, 3, 1, group="MEM")
    venue_clock.forward(hours=1)
    asking.tapped(question, 4, 2, 2, 1, 1, group="STU")

    found = asking.only()

    assert (found["answered"], found["satisfied"], found["share"]) == (10, 5, 0.5)
    assert (found["target"], found["levels"]) == (0.8, [4, 1, 2, 3])
    assert [(g["group"], g["answered"], g["share"]) for g in found["groups"]] == [
        ("MEM", 5, 0.8),
        ("STU", 5, 0.2),
    ]
    assert [(hour["answered"], hour["share"]) for hour in found["hours"]] == [(5, 0.8), (5, 0.2)]


def test_a_group_with_fewer_than_five_is_not_told(asking):
    asking.students()
    question = asking.asked()
    asking.tapped(question, 4, 4, 4, 4, 4, 4, group="MEM")
    asking.tapped(question, 1, group="STU")

    found = {group["group"]: group for group in asking.only()["groups"]}

    assert found["STU"]["answered"] is found["STU"]["share"] is found["STU"]["levels"] is None
    assert (found["MEM"]["answered"], found["MEM"]["share"]) == (6, None)


def test_the_group_of_an_answer_is_kept_only_where_there_are_people_to_hide_among(asking, event):
    question = asking.asked()

    assert "VIP" not in {group["code"] for group in asking.shown()["question"]["groups"]}
    asking.tapped(question, 1, group="VIP")
    asking.tapped(question, 1, group="MEM")

    rows = event.rows("SELECT category, fingerprint FROM question_answers")
    assert {category for category, _ in rows} == {None, "MEM"}
    asking.students()
    assert "STU" in {group["code"] for group in asking.shown()["question"]["groups"]}


def test_nothing_is_kept_of_who_answered(asking, event):
    question = asking.asked()
    at_kiosk = event.operator("supervisor", at=asking.kiosk.token, name="值班主管")
    body = {
        "question_answer_id": new_id(),
        "question_id": question,
        "level": 4,
        "given_at": rfc3339(clock.now() + timedelta(minutes=7, seconds=12)),
        "group": "MEM",
    }

    event.post("/question-answers", body, asking.kiosk.token, operator=at_kiosk)

    with event.database.read() as session:
        [row] = session.execute(text("SELECT * FROM question_answers")).mappings().all()
    assert set(row) == {
        "id", "station", "operator", "at", "fingerprint", "answer", "question_id", "level", "category",
    }  # fmt: skip
    assert row["operator"] is None
    assert row["at"].endswith(("00:00.000000", "15:00.000000", "30:00.000000", "45:00.000000"))
    assert b"MEM" not in row["answer"]


def test_no_screen_is_told_the_moment_of_an_answer(asking, event):
    question = asking.asked()
    event.heard.clear()

    asking.tapped(question, 4, group="MEM")

    assert event.heard == []


def test_what_is_kept_of_an_answer_follows_from_its_quarter_of_an_hour_alone(asking, event):
    question = asking.asked()
    tap = {"question_answer_id": new_id(), "group": "MEM"}
    quarter = quarter_of(clock.now())

    exact = asking.tap(question, 4, given_at=rfc3339(quarter + timedelta(seconds=412)), **tap)
    rounded = asking.tap(question, 4, given_at=rfc3339(quarter), **tap)

    assert rounded.data == exact.data, "no fingerprint from which the second could be tried out"
    assert event.count("question_answers") == 1


def test_the_same_tap_sent_twice_counts_once(asking, event):
    question = asking.asked()
    tap = {"question_answer_id": new_id(), "given_at": rfc3339(clock.now())}

    first = asking.tap(question, 4, **tap)

    assert asking.tap(question, 4, **tap).data == first.data
    assert asking.tap(question, 1, **tap).json["code"] == "id_reused"
    assert event.count("question_answers") == 1


def test_an_answer_given_before_the_end_counts_however_late_it_comes(asking, venue_clock, event):
    question = asking.asked(closes_at=rfc3339(clock.now() + timedelta(hours=1)))
    given = rfc3339(clock.now() + timedelta(minutes=30))
    venue_clock.forward(hours=5)

    assert asking.tap(question, 4, given_at=given).status_code == 200
    refused = asking.tap(question, 4)

    assert (refused.status_code, refused.json["code"]) == (409, "question_not_asked")
    assert event.count("question_answers") == 1


def test_an_answer_from_a_kiosk_that_was_taken_off_meanwhile_counts(asking, event):
    question = asking.asked()
    asking.place(question)

    assert asking.tap(question, 4).status_code == 200
    assert event.count("question_answers") == 1


def test_an_answer_from_before_the_question_does_not_count(asking):
    question = asking.asked()

    refused = asking.tap(question, 4, given_at=rfc3339(clock.now() - timedelta(hours=1)))

    assert (refused.status_code, refused.json["code"]) == (409, "question_not_asked")


def test_a_clock_that_is_ahead_gives_no_answer_in_the_future(asking):
    question = asking.asked()
    for _ in range(5):
        asking.tap(question, 4, given_at=rfc3339(clock.now() + timedelta(days=1)))

    [hour] = asking.only()["hours"]
    assert hour["at"] <= rfc3339(clock.now())


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"level": 0}, 422, "level"),
        ({"level": 5}, 422, "level"),
        ({"group": "NOBODY"}, 404, "group"),
        ({"given_at": "yesterday"}, 422, "given_at"),
        ({"reg_no": "D001"}, 422, "reg_no"),
        ({"question_answer_id": "1"}, 422, "question_answer_id"),
    ],
)
def test_a_malformed_answer_names_its_field(asking, event, wrong, status, field):
    question = asking.asked()

    refused = asking.tap(question, **{"level": 4, **wrong})

    assert (refused.status_code, refused.json["field"]) == (status, field)
    assert event.count("question_answers") == 0


def test_a_wipe_leaves_the_answers_as_they_were(asking, event):
    question = asking.asked()
    asking.tapped(question, 4, 4, 3, 3, 1, group="MEM")
    before = asking.only()
    organiser = event.operator("organiser", at=asking.control)

    [(code,)] = event.rows("SELECT code FROM event")

    body = {"wipe_id": new_id(), "confirm": code}
    wiped = event.post("/wipes", body, asking.control, operator=organiser)

    assert wiped.status_code == 200, wiped.text
    after = asking.only()
    told = ("text", "answered", "share", "levels", "groups", "hours", "target")
    assert [after[name] for name in told] == [before[name] for name in told]
