"""Messages to group bots: kept while nobody takes them, in order, never more than twenty a minute."""

import pytest

from onsite import clock
from onsite.alerts.bots import bots_of, target_of
from onsite.alerts.notifying import Notifier
from onsite.config import Settings
from onsite.errors import OnsiteError
from onsite.reception.alert_rows import Alert, Notification
from onsite.running import _chosen
from tests.alerts.bot import Bot
from tests.served_event import ServedEvent

# One of apprise's many plug-ins is loaded with a module that Python gives up.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def bot():
    found = Bot()
    yield found
    found.close()


@pytest.fixture
def told(event_folder, database, venue_clock, bot):
    """The small congress, whose organisers listen to one bot."""
    return ServedEvent(event_folder, database, bots=bots_of([bot.address]))


def states(event):
    return [row[0] for row in event.rows("SELECT state FROM notifications ORDER BY id")]


def arrive(event, reg_no="D002"):
    event.check_in(reg_no, event.token("desk", zone="VIP"))
    event.joined.watch.look()


def test_an_arrival_reaches_the_group_in_both_languages(told, bot, venue_clock):
    venue_clock.set(venue_clock().replace(hour=0, minute=0))
    arrive(told)

    assert told.joined.notifier.send_due() == 1

    assert len(bot.messages) == 1
    chinese, english = bot.messages[0].split("\n")
    assert chinese.startswith("贵宾 单晓𠮷 08:00 已到达（二层）")
    assert "接待甲" in english
    assert states(told) == ["sent"]
    assert told.joined.notifier.send_due() == 0  # and once only


def test_a_check_in_does_not_wait_for_the_bot(told, bot):
    bot.close()  # nobody answers there any more

    answer = told.check_in("D002", told.token("desk"))

    assert answer.json["outcome"] == "checked_in"
    assert bot.asked == 0


def test_a_message_refused_first_is_kept_and_sent_later(told, bot, venue_clock):
    bot.refuses = True
    arrive(told)

    for _ in range(3):
        assert told.joined.notifier.send_due() == 0

    assert bot.asked == 1  # it waits before the next try
    assert set(states(told)) == {"queued"}
    row = told.rows("SELECT attempts, error FROM notifications ORDER BY id")[0]
    assert row[0] == 1
    assert "could not be reached" in row[1]
    bot.refuses = False
    venue_clock.forward(seconds=11)
    count = len(states(told))
    assert told.joined.notifier.send_due() == count
    assert set(states(told)) == {"sent"}


def queue(event, count, target):
    def write(session):
        now = clock.now()
        for number in range(count):
            key = f"slow_zone:Z{number}:h"
            session.add(Alert(key=key, kind="slow_zone", at=now))
            session.flush()
            session.add(
                Notification(
                    alert=key,
                    target=target,
                    text=f"message {number}",
                    state="queued",
                    created_at=now,
                    due_at=now,
                )
            )

    event.database.write(write)


def test_at_most_twenty_messages_a_minute_and_none_is_lost(told, bot, venue_clock):
    queue(told, 25, target_of(bot.address))

    assert told.joined.notifier.send_due() == 20
    assert told.joined.notifier.send_due() == 0
    venue_clock.forward(seconds=61)
    assert told.joined.notifier.send_due() == 5

    assert bot.messages == [f"message {number}" for number in range(25)]


def test_each_bot_is_told_by_itself(event, bot, database):
    gone = "json://127.0.0.1:9/nobody"
    notifier = Notifier(database, bots_of([gone, bot.address]))
    queue(event, 1, target_of(bot.address))
    event.database.write(
        lambda session: session.add(
            Notification(
                alert="slow_zone:Z0:h",
                target=target_of(gone),
                text="x",
                state="queued",
                created_at=clock.now(),
                due_at=clock.now(),
            )
        )
    )

    assert notifier.send_due() == 1

    assert bot.messages == ["message 0"]
    assert states(event) == ["sent", "queued"]


def test_news_of_half_a_day_ago_is_given_up(told, bot, venue_clock):
    bot.refuses = True
    queue(told, 1, target_of(bot.address))
    told.joined.notifier.send_due()
    venue_clock.forward(hours=13)

    told.joined.notifier.send_due()

    assert states(told) == ["failed"]


def test_without_a_bot_nothing_is_queued(event):
    arrive(event)

    assert event.count("alerts") > 0
    assert event.count("notifications") == 0


def test_an_address_is_kept_nowhere_in_the_database(told, bot, event_folder):
    arrive(told)
    told.joined.notifier.send_due()
    told.database.close()

    for path in event_folder.path.glob("onsite.db*"):
        assert bot.address.encode() not in path.read_bytes()


def test_an_address_that_apprise_does_not_know_stops_the_start(bot):
    assert bots_of([bot.address])

    with pytest.raises(OnsiteError, match="number 2 is no address") as refused:
        bots_of([bot.address, "secret-key-without-scheme"])

    assert refused.value.code == "bad_settings"
    assert "secret-key" not in refused.value.message


def test_event_toml_s_notify_no_longer_stops_the_start(bot):
    chosen = _chosen(Settings(notify=(bot.address,)), host=None, port=None, plain=True)

    assert chosen.notify == (bot.address,)
