"""Trusting the event, and the ways round it: a browser that trusts, one that does not, WeChat's."""

import pytest

from onsite.access.authority import lan_addresses
from tests import needs
from tests.stories.browsers import chromium, trusting_home
from tests.stories.serving import make_congress, served

WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/122 MicroMessenger/8.0.49"


@pytest.fixture
def lan(venue):
    """Give the venue's port at an address other devices use."""
    found = lan_addresses()
    needs.condition(found, "lan-address", "give this machine a network address")
    return f"{found[0]}:{venue.base.rsplit(':', 1)[1]}"


def test_a_device_that_installed_the_authority_trusts_the_event(venue, lan, tmp_path, playwright):
    station, link = venue.station("desk")
    path = link.removeprefix(venue.base)
    with chromium(playwright, home=trusting_home(tmp_path, venue.congress)) as browser:
        page = browser.new_page(locale="en")
        page.goto(f"http://{lan}{path}")
        page.get_by_text("This device now trusts the event").wait_for()
        page.get_by_role("link", name="Continue").click()
        page.locator(".status-line").wait_for()

        assert page.url == f"https://{lan}/s/{station}/"
        assert page.evaluate("isSecureContext")


def test_a_device_that_did_not_is_led_through_three_steps(venue, lan):
    with venue.context(user_agent="Mozilla/5.0 (Windows NT 10.0; Win64; x64)") as context:
        page = context.new_page()
        page.goto(f"http://{lan}/")
        page.get_by_text("This device does not trust the event yet").wait_for()

        assert page.url.startswith(f"http://{lan}/trust")
        assert page.locator(".trust-steps li").count() == 3
        assert page.get_by_role("button", name="Windows").get_attribute("aria-pressed") == "true"
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the certificate").click()
        assert download.value.suggested_filename == "ca.crt"


def test_an_event_without_encryption_says_that_nothing_needs_trusting(venue, tmp_path):
    with served(make_congress(tmp_path, delegates=5), "--http") as base, venue.context() as context:
        page = context.new_page()
        page.goto(f"{base}/trust")
        page.get_by_text("This event is served without encryption").wait_for()

        assert not page.get_by_role("link", name="Download the certificate").is_visible()
        assert not page.get_by_text("Check the fingerprint").is_visible()


def test_wechat_is_shown_the_way_out_and_the_pairing_link_stays_good(venue):
    station, link = venue.station("board")
    with venue.context(user_agent=WECHAT) as wechat, venue.context() as system:
        page = wechat.new_page()
        page.goto(link)
        page.get_by_role("heading", name="Open in your browser").wait_for()
        page.get_by_text("Choose “Open in Browser”").wait_for()
        assert page.locator(".address").inner_text() == link

        opened = system.new_page()
        opened.goto(link)
        opened.locator(".status-line").wait_for()
        assert opened.url.endswith(f"/s/{station}/")


def test_a_used_link_and_an_unknown_one_say_what_to_do(venue):
    _, link = venue.station("board")
    with venue.context() as first, venue.context() as second:
        first.new_page().goto(link)
        page = second.new_page()
        page.goto(link)
        page.get_by_role("heading", name="This pairing link has been used").wait_for()
        page.goto(f"{venue.base}/pair/nothere")
        page.get_by_role("heading", name="This browser is not paired").wait_for()
        page.get_by_text("choose “Pair a station”").wait_for()
