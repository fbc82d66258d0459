"""What a service answers, and what becomes of the message then."""

import gevent
import pytest

from onsite import clock
from onsite.alerts.bots import ANSWER_S, bots_of, plug_in
from onsite.alerts.notifying import queue
from onsite.alerts.sending import Outcome, send
from tests.alerts.bot import Bot
from tests.served_event import ServedEvent

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
ADDRESSES = {
    "wecombot": "wecombot://0123456789abcdef",
    "dingtalk": "dingtalk://0123456789abcdef",
    "feishu": "feishu://0123456789abcdef",
    "lark": "lark://0123456789abcdef",
}


@pytest.fixture
def bot():
    found = Bot()
    yield found
    found.close()


@pytest.fixture
def on_loopback(bot, monkeypatch):
    """Let the four services' plug-ins speak to the bot of this test."""
    from apprise.plugins.dingtalk import NotifyDingTalk
    from apprise.plugins.feishu import NotifyFeishu
    from apprise.plugins.lark import NotifyLark
    from apprise.plugins.wecombot import NotifyWeComBot

    monkeypatch.setattr(NotifyWeComBot, "notify_url", bot.base + "/wecom?key={key}")
    monkeypatch.setattr(NotifyDingTalk, "notify_url", bot.base + "/dingtalk?access_token={token}")
    monkeypatch.setattr(NotifyFeishu, "notify_url", bot.base + "/feishu/{token}")
    monkeypatch.setattr(NotifyLark, "notify_url", bot.base + "/lark/")
    return bot


def only(address):
    return bots_of([address])[0]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "taken"), (400, "refused"), (401, "refused"), (404, "refused"), (429, "busy"),
     (302, "silent"), (308, "refused"), (500, "silent"), (503, "silent")],
)  # fmt: skip
def test_a_status_says_whether_the_same_message_is_worth_another_try(bot, status, outcome):
    bot.status = status

    assert send(only(bot.address), "x").outcome == outcome


def test_an_address_where_nobody_is_may_answer_later():
    assert send(only("json://127.0.0.1:9/nobody"), "x").outcome is Outcome.SILENT


def test_a_service_that_says_nothing_is_not_waited_for_for_ever(bot):
    bot.silent.clear()

    answer = send(only(f"{bot.address}?rto=0.3&cto=0.3"), "x")

    assert answer.outcome is Outcome.SILENT


def test_a_message_is_never_sent_on_to_where_an_answer_points(bot):
    bot.status, bot.goes_to = 302, f"{bot.base}/login"

    answer = send(only(bot.address), "x")

    assert (answer.outcome, answer.detail) == (Outcome.SILENT, "HTTP 302")
    assert bot.asked == 1


def test_a_plug_in_that_fails_is_named_in_the_log_by_its_fault_and_never_by_the_address(
    bot, monkeypatch, caplog
):
    from apprise.plugins.custom_json import NotifyJSON

    def fail(*_, **__):
        raise RuntimeError(bot.address)

    monkeypatch.setattr(NotifyJSON, "notify", fail)

    assert send(only(bot.address), "x").outcome is Outcome.SILENT
    assert "RuntimeError" in caplog.text
    assert bot.address not in caplog.text


def test_a_service_that_answers_late_is_waited_for_and_told_once():
    found = plug_in("json://127.0.0.1:9/slow")

    assert found.request_timeout[1] == ANSWER_S > 10
    assert plug_in("json://127.0.0.1:9/slow?rto=0.3").request_timeout[1] == 0.3


def test_six_services_that_hang_hold_up_no_seventh(told_by_many):
    event, hanging, good = told_by_many
    say(event)

    sending = gevent.spawn(event.joined.notifier.run)
    try:
        while not good.messages:
            gevent.sleep(0.01)
    finally:
        hanging.silent.set()
        sending.kill()

    assert hanging.asked <= 6


@pytest.fixture
def told_by_many(event_folder, database, venue_clock, bot):
    hanging = Bot()
    hanging.silent.clear()
    addresses = [*(f"{hanging.address}/{number}" for number in range(6)), bot.address]
    yield ServedEvent(event_folder, database, bots=bots_of(addresses)), hanging, bot
    hanging.close()


@pytest.mark.parametrize("service", ADDRESSES)
def test_the_chat_services_are_told_in_their_own_shape(on_loopback, service):
    on_loopback.says = {"errcode": 0, "code": 0}

    assert send(only(ADDRESSES[service]), "主会场已满").outcome is Outcome.TAKEN

    (body,) = on_loopback.bodies
    text = body["text"]["content"] if "text" in body else body["content"]["text"]
    assert text == "主会场已满"
    assert "0123456789abcdef" in on_loopback.paths[0]


@pytest.mark.parametrize(
    ("service", "says", "outcome"),
    [
        ("wecombot", {"errcode": 93000, "errmsg": "invalid webhook url"}, "refused"),
        ("wecombot", {"errcode": 45009, "errmsg": "api freq out of limit"}, "busy"),
        ("wecombot", {"errcode": -1, "errmsg": "system busy"}, "silent"),
        ("dingtalk", {"errcode": 310000, "errmsg": "keywords not in content"}, "refused"),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, "busy"),
        ("feishu", {"code": 19001, "msg": "access token invalid"}, "refused"),
        ("feishu", {"code": 11232, "msg": "frequency limited"}, "busy"),
        ("lark", {"code": 19021, "msg": "sign match fail"}, "refused"),
    ],
)
def test_a_refusal_inside_a_good_status_is_a_refusal(on_loopback, service, says, outcome):
    on_loopback.says = says

    answer = send(only(ADDRESSES[service]), "x")

    assert answer.outcome == outcome
    assert str(next(iter(says.values()))) in answer.detail
    assert "0123456789abcdef" not in answer.detail


def test_a_long_message_is_cut_to_what_the_service_takes(on_loopback):
    on_loopback.says = {"errcode": 0}

    send(only(ADDRESSES["wecombot"]), "满" * 3000)

    assert len(on_loopback.bodies[0]["text"]["content"].encode()) <= 2048


@pytest.fixture
def told(event_folder, database, venue_clock, bot):
    return ServedEvent(event_folder, database, bots=bots_of([bot.address]))


def say(event, count=1):
    def write(session):
        for number in range(count):
            queue(session, event.joined.notifier.bots, f"m{number}", alert=None, now=clock.now())

    event.database.write(write)


def test_a_wrong_address_is_tried_once_and_told_at_control(told, bot):
    bot.status = 404
    say(told)

    for _ in range(3):
        told.joined.notifier.send_due()
    told.joined.watch.look()

    assert bot.asked == 1
    ((state, error),) = told.rows("SELECT state, error FROM notifications WHERE alert IS NULL")
    assert state == "failed"
    assert "HTTP 404" in error
    assert "check the address" in error
    control = told.token("control")
    kinds = [row["kind"] for row in told.get("/alerts", control).json["alerts"]]
    assert "bot_refused" in kinds
    (shown,) = told.get("/alert-bots", control).json["bots"]
    assert (shown["service"], shown["failed"], shown["last_error"]) == ("Webhook", 1, error)
    assert bot.address not in told.get("/alert-bots", control).text


def test_a_closed_service_is_left_alone_until_it_opens(told, bot, venue_clock):
    bot.status = 429
    say(told, 3)
    told.joined.notifier.send_due()
    bot.status = 200
    venue_clock.forward(seconds=30)

    assert told.joined.notifier.send_due() == 0
    venue_clock.forward(seconds=31)
    assert told.joined.notifier.send_due() == 3
    assert bot.asked == 4


def test_of_too_many_messages_the_oldest_are_given_up(told):
    say(told, 510)

    states = dict(told.rows("SELECT state, count(*) FROM notifications GROUP BY state"))

    assert states == {"queued": 500, "failed": 10}
    (error,) = told.rows("SELECT DISTINCT error FROM notifications WHERE state = 'failed'")[0]
    assert error.startswith("Given up")


def test_feishu_is_told_five_a_second_and_a_hundred_a_minute(
    event_folder, database, venue_clock, on_loopback
):
    on_loopback.says = {"code": 0}
    event = ServedEvent(event_folder, database, bots=bots_of([ADDRESSES["feishu"]]))
    say(event, 120)

    each_second = []
    for _ in range(30):
        each_second.append(event.joined.notifier.send_due())
        venue_clock.forward(seconds=1)

    assert max(each_second) == 5
    assert sum(each_second) == 100


def test_a_test_message_tells_what_the_service_said(told, bot):
    control = told.token("control")
    supervisor = told.operator("supervisor", at=control)
    body = {"bot": told.joined.notifier.bots[0].target}

    taken = told.post("/alert-bot-tests", body, control, operator=supervisor)
    bot.status = 403
    refused = told.post("/alert-bot-tests", body, control, operator=supervisor)
    unknown = told.post("/alert-bot-tests", {"bot": "none"}, control, operator=supervisor)

    assert taken.json["outcome"] == "taken"
    assert bot.messages[0].splitlines()[0] == "测试消息：两江医学年会。收到即说明群通知可用。"
    assert (refused.json["outcome"], refused.json["detail"]) == ("refused", "HTTP 403")
    assert unknown.status_code == 404
    assert told.count("notifications") == 0
