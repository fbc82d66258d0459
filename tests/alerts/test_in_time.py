"""Alerts within five seconds of their cause, looked for as the server does."""

import time
from itertools import pairwise

import gevent
import pytest

from onsite.alerts.watching import PAUSE_S
from tests.alerts.causes import BOT, CAUSES
from tests.served_event import ServedEvent

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
IN_TIME_S = 5.0


@pytest.fixture
def watched(event_folder, database, venue_clock):
    """The small congress with its watch running beside the test."""
    event = ServedEvent(event_folder, database, bots=[BOT])
    event.put("/alert-settings", {"silent_seconds": 90}, event.joined.local_token)
    watch = gevent.spawn(event.joined.watch.run)
    yield event
    watch.kill()


def kinds_told(event):
    return {row[0] for row in event.rows("SELECT kind FROM alerts WHERE ended_at IS NULL")}


def wait_until(is_so, *, at_most_s):
    begun = time.monotonic()
    while not is_so() and time.monotonic() - begun < at_most_s:
        gevent.sleep(0.05)
    assert is_so()
    return time.monotonic() - begun


@pytest.mark.parametrize("kind", ["hall_full", "vip_arrived", "stock_low", "printer_down"])
def test_what_a_commit_tells_is_an_alert_within_five_seconds(watched, kind, record_property):
    gevent.sleep(0)  # the first look is over

    CAUSES[kind][0](watched)

    took = wait_until(lambda: kind in kinds_told(watched), at_most_s=IN_TIME_S)
    record_property("seconds", took)


def test_what_no_commit_tells_is_an_alert_within_five_seconds(watched, record_property):
    wanted = {"station_down", "backup_failing", "low_attendance", "slow_zone", "clock_drift"}
    for kind in wanted:
        CAUSES[kind][0](watched)

    took = wait_until(lambda: wanted <= kinds_told(watched), at_most_s=IN_TIME_S)
    record_property("seconds", took)


def test_commits_without_end_are_looked_at_once_a_second_at_most(watched):
    looks = []
    look = watched.joined.watch.look
    watched.joined.watch.look = lambda **options: (looks.append(time.monotonic()), look(**options))
    desk = watched.token("desk")
    ends = time.monotonic() + 3

    while time.monotonic() < ends:
        watched.check_in("D001", desk)
        gevent.sleep(0.02)

    assert 2 <= len(looks) <= 4
    assert all(after - before >= PAUSE_S * 0.9 for before, after in pairwise(looks))
