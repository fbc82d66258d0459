"""The door in a real browser, with a USB scanner: one verdict a scan."""

from contextlib import suppress

from playwright.sync_api import TimeoutError as NotShown

from tests.stories.venue import scan

IN = {"checkpoint": "MAIN-IN"}
BOTH = {"checkpoint": "ROOM2"}
TRIES = 5


def test_a_code_is_admitted_once_and_then_already_in(venue):
    person = venue.person()
    with venue.page("door", station=IN) as page:
        seeing(page)
        welcome = verdict(page, "Welcome").get_by_text(person["name"])
        scan(page, person["credential"], shows=welcome)
        page.wait_for_timeout(3100)  # the same code at once is one presentation, not two
        warned = verdict(page, "Already in").get_by_text("Ask to see the badge")
        scan(page, person["credential"], shows=warned)

        assert page.locator(".verdict").get_attribute("data-colour") == "warn"
        page.locator(".verdict[data-size=band]").wait_for(timeout=2500)
        page.locator(".recents li").nth(1).wait_for()


def test_keys_pressed_on_a_real_keyboard_are_a_scan(venue):
    person = venue.person()
    with venue.page("door", station=IN) as page:
        seeing(page)
        welcome = verdict(page, "Welcome").get_by_text(person["name"])
        for _ in range(TRIES):  # a busy machine holds keys back; then part of a code is read
            page.keyboard.type(person["credential"])
            page.keyboard.press("Enter")
            with suppress(NotShown):
                welcome.wait_for(timeout=4000)
                break

        assert welcome.is_visible()


def test_a_door_both_ways_lets_in_and_out(venue):
    person = venue.person()
    with venue.page("door", station=BOTH) as page:
        seeing(page)
        scan(page, person["credential"], shows=verdict(page, "Welcome"))
        page.locator(".verdict[data-size=band]").wait_for(timeout=2500)
        page.get_by_role("button", name="Out").click()
        scan(page, person["credential"], shows=verdict(page, "Goodbye"))

        assert page.locator(".verdict").get_attribute("data-colour") == "out"


def test_an_unknown_code_typed_by_hand_is_refused(venue):
    with venue.page("door", station=IN) as page:
        page.get_by_role("button", name="Type a code").click()
        page.keyboard.type("NOTOURS123", delay=120)
        page.keyboard.press("Enter")
        verdict(page, "Unknown code").wait_for()

        assert page.locator(".verdict").get_attribute("data-colour") == "bad"


def test_a_door_without_a_checkpoint_is_asked_which_it_is(venue):
    with venue.context() as context:
        page = context.new_page()
        page.goto(venue.station("door")[1])
        page.get_by_role("button", name="VIP lounge").click()

        page.get_by_text("VIP lounge").first.wait_for()
        page.get_by_role("button", name="Another door").click()
        page.get_by_role("heading", name="Which door is this?").wait_for()


def verdict(page, title):
    return page.locator(".verdict", has_text=title)


def seeing(page):
    """Wait for the camera: a page that is still opening it holds keys back."""
    page.locator(".scan-picture[data-state=open]").wait_for()
