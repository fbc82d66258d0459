"""Three boards while people come and the server is killed: they say so, and are right once it is back."""

import csv
import re
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import pytest

from tests.serving_process import Serving, free_port
from tests.stories.browsers import chromium, shown_in
from tests.stories.receivers import ask
from tests.stories.serving import make_congress, onsite, pair

pytestmark = pytest.mark.pages

LOOKS = (  # a wall of each language, and the organiser's own screen
    ("en", {"width": 1280, "height": 720}, ""),
    ("zh-CN", {"width": 1280, "height": 720}, ""),
    ("en", {"width": 390, "height": 844}, "?mode=organiser"),
)
READY_MS = 30000
SCANNED = """(code) => {  // at a scanner's pace, however busy the machine is
  for (const key of [...code, 'Enter']) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }
}"""
FADED = """(grey) => grey ===
  (Number(getComputedStyle(document.querySelector('.board-main')).opacity) < 1)"""
ARRIVED = """(here) => here === [...document.querySelectorAll('.zone-count strong')]
  .reduce((sum, shown) => sum + Number(shown.textContent), 0)"""


@pytest.fixture
def congress(tmp_path):
    return make_congress(tmp_path, delegates=60)


def test_three_boards_say_that_contact_is_lost_and_are_right_once_it_is_back(
    congress, tmp_path, playwright
):
    desk, door = pair(congress, "desk")["token"], pair(congress, "door")["token"]
    people = iter(tickets(congress, tmp_path))
    server = Serving(congress, port=free_port()).wait_until_ready()
    with chromium(playwright) as browser, ExitStack() as stack:
        boards = [stack.enter_context(board(browser, congress, server, look)) for look in LOOKS]
        try:
            come(server, people, 9, desk=desk, door=door)
            all_show(boards, here=9, inside=9)

            server.kill()
            for page in boards:
                lost = page.locator(".board-lost strong")
                lost.wait_for()
                assert lost.inner_text().count(":") == 1  # the time its numbers are of
                assert page.locator(".checked-in strong").inner_text() == "9"
                is_grey(page, grey=True)

            server = Serving(congress, port=server.port).wait_until_ready()
            come(server, people, 5, desk=desk, door=door)
            for page in boards:
                page.locator(".board-lost").wait_for(state="detached")
                is_grey(page, grey=False)
            all_show(boards, here=14, inside=14)

            come(server, people, 1, desk=desk, door=door)  # and goes on by itself
            all_show(boards, here=15, inside=15)
            opens_what_it_is_made_of(boards[-1])
        except Exception as error:
            for page in boards:
                for note in shown_in(page.context):
                    error.add_note(note)
            raise
        finally:
            if server.process.poll() is None:
                server.stop()


def test_a_door_that_keeps_scans_stands_on_the_board_with_how_many(congress, tmp_path, playwright):
    [ticket, *_] = tickets(congress, tmp_path)
    server = Serving(congress, port=free_port()).wait_until_ready()
    with chromium(playwright) as browser, ExitStack() as stack:
        stack.callback(server.stop)
        wall = stack.enter_context(board(browser, congress, server, LOOKS[0]))
        context = browser.new_context(locale="en", service_workers="block")
        stack.callback(context.close)
        door = context.new_page()
        link = pair(congress, "door", "--checkpoint", "MAIN-IN")["url"].rsplit("/", 1)[1]
        door.goto(f"{base(server)}/pair/{link}")
        doors = wall.locator(".fact[data-what=doors]")
        doors.get_by_text("all doors are in contact").wait_for()
        door.locator(".hall-count").wait_for()
        door.route("**/api/v1/scans", lambda route: route.abort())
        door.evaluate(SCANNED, ticket)
        door.get_by_text("Decided offline").wait_for()

        doors.get_by_text("scans waiting: 1").wait_for()
        assert doors.locator("strong").inner_text() == "1"
        door.unroute("**/api/v1/scans")
        doors.get_by_text("all doors are in contact").wait_for()


def tickets(congress, folder):
    onsite("credentials", congress, "--out", folder / "tickets.csv")
    with (folder / "tickets.csv").open(encoding="utf-8") as file:
        return [row["credential"] for row in csv.DictReader(file)]


@contextmanager
def board(browser, congress, server, look):
    """Open a board in a window of its own."""
    language, size, mode = look
    context = browser.new_context(locale=language, viewport=size)
    context.set_default_timeout(READY_MS)
    page = context.new_page()
    page.goto(f"{base(server)}/pair/{pair(congress, 'board')['url'].rsplit('/', 1)[1]}")
    page.locator(".facts").wait_for()
    if mode:
        page.goto(page.url.split("?")[0] + mode)
        page.locator(".facts").wait_for()
    yield page
    context.close()


def base(server):
    return f"http://localhost:{server.port}"


def come(server, people, count, *, desk, door):
    """Check so many people in and let them into the main hall; who owes is turned away."""
    while count:
        credential = next(people)
        check_in = {"check_in_id": str(uuid4()), "credential": credential, "print": False}
        if ask(f"{base(server)}/api/v1/check-ins", desk, check_in)["outcome"] != "checked_in":
            continue
        scan = {"scan_id": str(uuid4()), "credential": credential, "checkpoint": "MAIN-IN"}
        assert ask(f"{base(server)}/api/v1/scans", door, scan)["verdict"] == "admitted"
        count -= 1


def all_show(boards, *, here, inside):
    for page in boards:
        page.locator(".checked-in strong", has_text=re.compile(rf"^{here}$")).wait_for()
        hall = page.locator(".hall-count strong").first
        hall.filter(has_text=re.compile(rf"^{inside}$")).wait_for()
        page.wait_for_function(ARRIVED, arg=here)  # the overview is read a moment later


def is_grey(page, *, grey):
    """Wait until the numbers have faded, or are back in full."""
    page.wait_for_function(FADED, arg=grey)


def opens_what_it_is_made_of(page):
    """Go through every number there is; each opens a table of its own, and Escape closes it."""
    titles = page.locator(".tile-open")
    for number in range(titles.count()):
        titles.nth(number).click()
        page.locator(".details:focus").wait_for()  # it is painted a moment before it hears keys
        assert titles.nth(number).get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        page.locator(".details").wait_for(state="detached")
