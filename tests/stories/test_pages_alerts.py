"""Alerts in a real browser: seen at a desk by keyboard, told at control by whom, and a bot tried."""

import pytest

from tests.alerts.bot import Bot
from tests.stories.browsers import chromium
from tests.stories.serving import make_congress, onsite, served
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import ORGANISER, Venue, sign_in

pytestmark = pytest.mark.pages


@pytest.fixture(scope="module")
def bot():
    found = Bot()
    yield found
    found.close()


@pytest.fixture(scope="module")
def venue(playwright, tmp_path_factory, bot):
    """A venue of their own, with a group bot."""
    congress = make_congress(tmp_path_factory.mktemp("alerts"))
    settings = (congress / "event.toml").read_text(encoding="utf-8")
    line = next(line for line in settings.splitlines() if line.startswith("notify"))
    (congress / "event.toml").write_text(
        settings.replace(line, f'notify = ["{bot.address}"]'), encoding="utf-8"
    )
    onsite("staff", congress, "--name", ORGANISER[0], "--role", "organiser", "--pin", ORGANISER[1])
    with served(congress) as base, chromium(playwright) as browser:
        yield Venue(congress, base, browser, {})


def guest_of(venue):
    found = venue.ask("guests", token=venue._desk["token"])["guests"]
    return next(guest for guest in found if guest["checked_in_at"] is None)


def test_a_desk_says_by_keyboard_who_has_seen_an_alert_and_control_tells_it(venue):
    venue.put_as_organiser("alert-settings", {"rules": [only_guests(each) for each in KINDS]})
    guest = guest_of(venue)
    with venue.page("desk") as desk, venue.page("control") as control:
        venue.check_in(guest)
        line = desk.get_by_text(f"{guest['name']} arrived at")
        line.wait_for()

        desk.keyboard.press("Alt+a")
        asked = desk.get_by_role("dialog", name="Who has seen this alert?")
        asked.get_by_label("Name").fill("前台丁")
        desk.keyboard.press("Enter")

        asked.wait_for(state="detached")
        line.wait_for(state="detached")

        control.get_by_role("button", name="Operator sign-in").click()
        sign_in(control, ORGANISER)
        control.get_by_role("link", name="Alerts").click()
        control.get_by_role("button", name="Seen", exact=True).first.click()
        row = control.get_by_role("listitem").filter(has_text=guest["name"])
        row.get_by_text("seen by 前台丁").wait_for()


KINDS = ("low_attendance", "speaker_missing", "station_down", "hall_full", "slow_zone")


def only_guests(kind):
    return {"kind": kind, "is_on": False, "roles": ["control"], "tells_bots": False}


def test_limits_and_who_is_told_are_set_at_control_and_a_bot_is_tried(venue, bot):
    with venue.page("control") as control:
        control.get_by_role("button", name="Operator sign-in").click()
        sign_in(control, ORGANISER)
        control.get_by_role("link", name="Alerts").click()
        control.get_by_label("A hall is nearly full at this percentage").fill("85")
        control.get_by_role("checkbox", name="Hall nearly full: Desk").check()
        form = control.get_by_role("form", name="When to alert, and whom")
        form.get_by_role("button", name="Save").click()
        control.get_by_role("status").filter(has_text="Saved").wait_for()

        control.get_by_role("button", name="Send a test message").click()
        control.get_by_text("It was taken.").wait_for()
        bot.status = 404
        control.get_by_role("button", name="Send a test message").click()
        control.get_by_text("It was refused; check the address in event.toml.").wait_for()
        bot.status = 200

    told = venue.ask("alert-settings")
    rule = next(rule for rule in told["rules"] if rule["kind"] == "hall_nearly_full")
    assert told["limits"]["hall_percent"] == 85
    assert "desk" in rule["roles"]
    assert any(message.startswith("测试消息") for message in bot.messages)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_alerts_at_control_have_no_barrier(venue, language):
    with venue.page("control", language=language) as control:
        control.goto(control.url.split("#")[0] + "#alerts")
        control.get_by_role("heading", level=1).wait_for()
        control.get_by_role("checkbox").first.wait_for()
        settled(control)

        assert barriers(control, axe_core()) == []
