"""What the stories stand on."""

import pytest

from tests import needs
from tests.stories import browsers, desk_steps, receivers, serving
from tests.stories import venue as venues


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item, call):
    """Tell, with a failure, what the pages showed that fixtures keep open."""
    found = item.funcargs.get("venue")
    if call.when == "call" and call.excinfo is not None and found is not None:
        for context in found.browser.contexts:
            item.add_report_section(call.when, "pages", "\n".join(browsers.shown_in(context)))


@pytest.fixture
def congress(tmp_path):
    return serving.make_congress(tmp_path)


@pytest.fixture
def served(congress):
    with serving.served(congress) as base:
        yield base


@pytest.fixture
def badge_printer(tmp_path):
    folder = tmp_path / "printer"
    folder.mkdir()
    found = receivers.printer(folder)
    yield found
    found.close()


@pytest.fixture(scope="session")
def playwright():
    needs.program("chromium", "apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def venue(playwright, tmp_path_factory):
    with venues.venue(playwright, tmp_path_factory.mktemp("venue")) as found:
        yield found


@pytest.fixture(scope="session")
def staffed(venue):
    """The venue with a cashier and somebody of the desk."""
    return desk_steps.staff(venue)
