"""Reminders: proposed, switched on, told once when due, told late after a rest, else marked missed."""

from datetime import UTC, datetime, timedelta

import gevent
import pytest
from gevent.event import Event as Told

from onsite.db import Database
from onsite.events import Changed
from onsite.messages.reminding import Reminding
from tests.messages.staff import remind, sent, shown
from tests.served_event import ServedEvent, new_id

AFTERNOON = datetime(2026, 12, 5, 6, 0, tzinfo=UTC)  # the young forum begins, 14:00 at the venue


@pytest.fixture
def supervisor(event, control):
    return event.operator("supervisor", at=control)


def look(event):
    return event.joined.reminding.look()


def reminders(event, control, operator=None):
    return event.get("/reminders", control, operator=operator).json


def test_sessions_meals_and_guests_are_proposed(event, control, supervisor):
    with_voucher = "UPDATE items SET valid_from = '2026-12-05 04:00:00' WHERE code = 'LUNCH'"
    arriving = "UPDATE guests SET arrives_at = '2026-12-05 05:00:00' WHERE host = '接待甲'"
    event.database.write(lambda session: [run(session, with_voucher), run(session, arriving)][0])

    found = reminders(event, control, supervisor)["proposals"]

    assert [(one["kind"], one["session"] or one["item"] or one["reg_no"]) for one in found] == [
        ("back_to_hall", "A1"),
        ("back_to_hall", "LUN1"),
        ("meal_begins", "LUNCH"),
        ("guest_on_the_way", "D002"),
        ("back_to_hall", "B1"),
    ]
    unnamed = reminders(event, control)["proposals"]
    assert "guest_on_the_way" not in {one["kind"] for one in unnamed}


def run(session, sql):
    from sqlalchemy import text

    session.execute(text(sql))


def test_a_reminder_is_told_once_at_its_time(event, control, supervisor, venue_clock):
    door = event.token("door", checkpoint="H1-IN")
    answer = remind(
        event, control, supervisor, kind="back_to_hall", session="B1", minutes_before=10
    )
    assert answer.json["due_at"] == "2026-12-05T05:50:00.000Z"
    venue_clock.set(AFTERNOON - timedelta(minutes=10, seconds=1))
    assert look(event) == 0
    assert shown(event, door) == []

    venue_clock.forward(seconds=2)
    assert look(event) == 1
    assert look(event) == 0

    (told,) = shown(event, door)
    assert told["text_en"].startswith("Young forum begins at 14:00")
    assert (told["station_name"], told["is_late"]) == (None, False)
    assert sent(event, control)[0]["due_at"] == "2026-12-05T05:50:00.000Z"
    listed = reminders(event, control)["reminders"][0]
    assert listed["outcome"] == "told"


def test_the_server_tells_it_by_itself(event, control, supervisor, venue_clock):
    event.token("desk")
    remind(event, control, supervisor, kind="back_to_hall", session="B1")
    venue_clock.set(AFTERNOON)
    told = Told()
    event.database.bus.listen(Changed, lambda changed: changed.what == "calls" and told.set())

    looking = gevent.spawn(event.joined.reminding.run)
    try:
        assert told.wait(timeout=10)
    finally:
        looking.kill()
    assert event.count("station_calls") == 1


def test_a_restart_in_between_tells_nothing_twice_and_nothing_too_little(
    event, event_folder, control, supervisor, venue_clock
):
    event.token("desk")
    remind(event, control, supervisor, kind="back_to_hall", session="B1", minutes_before=10)
    venue_clock.set(AFTERNOON - timedelta(minutes=9, seconds=50))
    event.database.close()

    again = Database(event_folder.database)
    try:
        Reminding(again).look()
        Reminding(again).look()
        served = ServedEvent(event_folder, again)
        assert served.count("station_calls") == 1
        assert served.count("reminder_ends") == 1
    finally:
        again.close()


@pytest.mark.parametrize(
    ("late_by", "outcome"),
    [
        (timedelta(seconds=59), "told"),
        (timedelta(minutes=2), "late"),
        (timedelta(minutes=29, seconds=59), "late"),
        (timedelta(minutes=30), "missed"),
        (timedelta(hours=5), "missed"),
    ],
)
def test_what_was_due_while_the_laptop_was_off(
    event, control, supervisor, venue_clock, late_by, outcome
):
    desk = event.token("desk")
    remind(event, control, supervisor, kind="back_to_hall", session="B1", minutes_before=5)
    venue_clock.set(AFTERNOON - timedelta(minutes=5) + late_by)

    look(event)

    assert [one["outcome"] for one in reminders(event, control)["reminders"]] == [outcome]
    assert [one["is_late"] for one in shown(event, desk)] == (
        [] if outcome == "missed" else [outcome == "late"]
    )


def test_a_session_that_is_moved_moves_its_reminder(event, control, supervisor, venue_clock):
    event.token("desk")
    remind(event, control, supervisor, kind="back_to_hall", session="B1", minutes_before=10)
    later = "UPDATE sessions SET starts_at = '2026-12-05 07:00:00' WHERE code = 'B1'"
    event.database.write(lambda session: run(session, later))
    venue_clock.set(AFTERNOON)

    assert look(event) == 0
    assert reminders(event, control)["reminders"][0]["due_at"] == "2026-12-05T06:50:00.000Z"
    venue_clock.forward(minutes=50)
    assert look(event) == 1
    assert "15:00" in sent(event, control)[0]["text"]


def test_one_s_own_reminder_says_its_own_words_in_both_languages(
    event, control, supervisor, venue_clock
):
    desk = event.token("desk")
    remind(
        event,
        control,
        supervisor,
        kind="text",
        text="大巴十分钟后发车",
        text_en="Buses leave in ten minutes",
        due_at="2026-12-05T10:00:00+08:00",
        to={"roles": ["desk"]},
    )
    venue_clock.set(datetime(2026, 12, 5, 2, 0, 1, tzinfo=UTC))

    look(event)

    (told,) = shown(event, desk)
    assert (told["text"], told["text_en"]) == ("大巴十分钟后发车", "Buses leave in ten minutes")


def test_a_reminder_switched_off_is_not_told(event, control, supervisor, venue_clock):
    event.token("desk")
    reminder_id = remind(event, control, supervisor, kind="back_to_hall", session="B1").json[
        "reminder_id"
    ]
    body = {"reminder_end_id": new_id(), "reminder_id": reminder_id}

    off = event.post("/reminder-ends", body, control, operator=supervisor)
    venue_clock.set(AFTERNOON)
    look(event)

    assert off.status_code == 200
    assert event.post("/reminder-ends", body, control, operator=supervisor).data == off.data
    assert event.count("station_calls") == 0
    again = {**body, "reminder_end_id": new_id()}
    refused = event.post("/reminder-ends", again, control, operator=supervisor)
    assert (refused.status_code, refused.json["code"]) == (409, "reminder_over")


def test_nobody_is_reminded_twice_of_one_thing(event, control, supervisor):
    event.token("desk")
    first = remind(event, control, supervisor, kind="back_to_hall", session="B1")
    second = remind(event, control, supervisor, kind="back_to_hall", session="B1")

    assert (second.status_code, second.json["code"]) == (409, "reminder_on")
    proposed = reminders(event, control)["proposals"]
    assert {one["reminder_id"] for one in proposed} == {None, first.json["reminder_id"]}
    body = {"reminder_end_id": new_id(), "reminder_id": first.json["reminder_id"]}
    event.post("/reminder-ends", body, control, operator=supervisor)
    assert remind(event, control, supervisor, kind="back_to_hall", session="B1").status_code == 200


def test_the_same_reminder_twice_is_one(event, control, supervisor):
    event.token("desk")
    more = {"kind": "back_to_hall", "session": "B1", "reminder_id": new_id()}

    first = remind(event, control, supervisor, **more)

    assert remind(event, control, supervisor, **more).data == first.data
    assert event.count("reminders") == 1


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"kind": "back_to_hall"}, "detail_missing", "session"),
        ({"kind": "back_to_hall", "session": "X"}, "unknown_session", "session"),
        ({"kind": "meal_begins", "item": "LUNCH"}, "no_time", "item"),
        ({"kind": "text", "text": "a"}, "no_time", "due_at"),
        ({"kind": "text", "text": "a", "due_at": "2026-12-05T00:00:00Z"}, "due_already", "due_at"),
        (
            {"kind": "back_to_hall", "session": "A1", "minutes_before": 45},
            "due_already",
            "minutes_before",
        ),
        ({"kind": "text", "text": "a", "due_at": "2026-12-05 10:00"}, "malformed", "due_at"),
        (
            {"kind": "back_to_hall", "session": "B1", "to": {"zones": ["X"]}},
            "unknown_zone",
            "to.zones",
        ),
    ],
)
def test_a_reminder_that_could_not_be_told_is_refused(
    event, control, supervisor, body, code, field
):
    answer = remind(event, control, supervisor, **body)

    assert (answer.json["code"], answer.json["field"]) == (code, field)
    assert event.count("reminders") == 0


def test_a_reminder_for_whom_nobody_is_left_says_so(event, control, supervisor, venue_clock):
    remind(event, control, supervisor, kind="back_to_hall", session="B1", to={"halls": ["H1"]})
    venue_clock.set(AFTERNOON)

    look(event)

    assert reminders(event, control)["reminders"][0]["outcome"] == "nobody"


def test_a_cancelled_guest_and_a_session_that_is_gone_remind_nobody(
    event, control, supervisor, venue_clock
):
    event.token("desk")
    arriving = "UPDATE guests SET arrives_at = '2026-12-05 05:00:00' WHERE host = '接待甲'"
    event.database.write(lambda session: run(session, arriving))
    remind(event, control, supervisor, kind="guest_on_the_way", reg_no="D002")
    remind(event, control, supervisor, kind="back_to_hall", session="B1")
    for gone in (
        "UPDATE delegates SET is_cancelled = 1 WHERE reg_no = 'D002'",
        "DELETE FROM sessions WHERE code = 'B1'",
    ):
        event.database.write(lambda session, sql=gone: run(session, sql))

    look(event)

    assert {one["outcome"] for one in reminders(event, control)["reminders"]} == {"gone"}
    assert event.count("station_calls") == 0
