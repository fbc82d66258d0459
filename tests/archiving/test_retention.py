"""On its date personal data goes by itself, and never while someone uses the event or its dates are wrong."""

from datetime import UTC, date, datetime, timedelta

import pytest

from onsite import clock
from onsite.archiving.queries import retention_told, retention_words
from onsite.archiving.retention import due_at, is_over, wiped_on
from onsite.archiving.retention_watch import WAITS_S, RetentionWatch

ENDS_ON = date(2026, 12, 6)


@pytest.fixture
def watch(event):
    return RetentionWatch(event.folder, event.database, days=90)


def told(event, days=90):
    with event.database.read() as session:
        return retention_told(session, days=days, now=clock.now())


def after(days):
    return datetime(2026, 12, 6, 4, tzinfo=UTC) + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "on"),
    [(90, date(2027, 3, 6)), (1, date(2026, 12, 7)), (0, date(2026, 12, 7))],
)
def test_the_day_is_so_many_after_the_last_and_never_on_it(days, on):
    assert wiped_on(ENDS_ON, days) == on


def test_it_begins_at_four_in_the_morning_at_the_venue():
    assert due_at(ENDS_ON, "Asia/Shanghai", 90) == datetime(2027, 3, 5, 20, tzinfo=UTC)
    assert not is_over("2026-12-06", "Asia/Shanghai", 90, now=datetime(2027, 3, 5, 19, tzinfo=UTC))
    assert is_over("2026-12-06", "Asia/Shanghai", 90, now=datetime(2027, 3, 5, 20, tzinfo=UTC))


def test_the_latest_date_there_is_does_not_break_it():
    assert not is_over(
        "9999-12-30", "Pacific/Auckland", 36500, now=datetime(2027, 1, 1, tzinfo=UTC)
    )


def test_on_the_date_the_server_wipes_and_says_so(event, watch, venue_clock):
    event.check_in("D001", event.token("desk"))
    venue_clock.set(after(91))

    assert watch.look(now=clock.now(), served_s=WAITS_S)

    assert event.rows("SELECT why, operator FROM wipes") == [("retention", None)]
    assert event.headcount()["checked_in"] == 1
    assert event.count("credentials") == 0
    assert not watch.look(now=clock.now(), served_s=WAITS_S)


@pytest.mark.parametrize(
    ("days", "served_s"), [(80, WAITS_S), (91, WAITS_S - 1)], ids=("early", "just started")
)
def test_before_its_time_nothing_is_wiped(event, watch, venue_clock, days, served_s):
    venue_clock.set(after(days))

    assert not watch.look(now=clock.now(), served_s=served_s)

    assert event.count("wipes") == 0


def test_an_event_in_use_is_not_wiped_whatever_its_clock_says(event, watch, venue_clock):
    venue_clock.set(after(2000))
    event.check_in("D001", event.token("desk"))

    assert not watch.look(now=clock.now(), served_s=WAITS_S)
    assert told(event)["waits_for"] == "quiet"

    venue_clock.forward(hours=25)
    assert watch.look(now=clock.now(), served_s=WAITS_S)


def test_an_event_whose_dates_were_past_when_it_was_made_waits_for_a_person(event, watch):
    with_old_dates = "UPDATE event SET starts_on = '2020-01-01', ends_on = '2020-01-02'"
    from sqlalchemy import text

    event.database.write(lambda session: session.execute(text(with_old_dates)).rowcount)

    assert not watch.look(now=clock.now(), served_s=WAITS_S)

    assert told(event)["waits_for"] == "person"
    what, todo = retention_words(told(event), has_data=True, path=event.folder.path)
    assert "nothing is wiped by itself" in what
    assert "onsite wipe" in todo


def test_the_doctor_is_told_the_date(event):
    what, todo = retention_words(told(event), has_data=True, path=event.folder.path)

    assert ("2027-03-06" in what, todo) == (True, "")
