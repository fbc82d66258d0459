"""A page that does not come whole says so, in every language, and comes by itself."""

from contextlib import contextmanager

import pytest

HANGS_S = 31


@contextmanager
def opening(venue, role="desk"):
    """Open a window before its page, with the page's link."""
    _, link = venue.station(role)
    with venue.context() as context:
        yield context.new_page(), link


def losing(page, address, *, times, how):
    """Lose a file so often on its way; the requests for it so far."""
    asked = []

    def answer(route):
        asked.append(route.request.url)
        if len(asked) > times:
            route.continue_()
        elif how == "broken off":
            route.abort("connectionreset")

    page.route(address, answer)
    return asked


@pytest.mark.parametrize(
    "file", ["**/ui/lib/parts.js", "**/ui/vendor/**/*.js", "**/ui/languages/en.json"]
)
def test_a_file_that_is_lost_on_its_way_is_asked_for_again(venue, file):
    with opening(venue) as (page, link):
        asked = losing(page, file, times=1, how="broken off")

        page.goto(link)
        page.locator(".status-line").wait_for()

        assert len(asked) >= 2
        assert page.locator("#opening").is_hidden()


def test_a_page_that_is_not_there_says_so_in_both_languages(venue):
    with opening(venue) as (page, link):
        losing(page, "**/ui/lib/parts.js", times=2, how="broken off")

        page.goto(link)
        page.get_by_text("This page is not open yet").wait_for()
        page.get_by_text("页面还没有打开").wait_for()
        page.get_by_role("button", name="Try again").click()
        page.get_by_text("This page is not open yet").wait_for()
        page.locator(".status-line").wait_for()

        assert page.locator("#opening").is_hidden()
        assert page.evaluate("sessionStorage.getItem('onsite-opening')") is None


def test_a_file_that_never_comes_is_asked_for_again(venue):
    with opening(venue) as (page, link):
        asked = losing(page, "**/ui/lib/parts.js", times=1, how="hangs")
        page.clock.install()
        page.goto(link, wait_until="commit")
        while not asked:
            page.wait_for_timeout(50)

        page.clock.fast_forward(HANGS_S * 1000)
        page.locator(".status-line").wait_for()

        assert len(asked) >= 2
