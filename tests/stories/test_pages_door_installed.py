"""A door's page on its device: it opens without the server; a newer version begins whole or not at all."""

import json
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.stories.browsers import chromium
from tests.stories.receivers import free_port
from tests.stories.serving import make_congress, onsite, pairing_link
from tests.stories.venue import ORGANISER, Venue

pytestmark = pytest.mark.pages

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = ("onsite", "printers", "kiosk_ui")
READY_MS = 30000
IN = ("--checkpoint", "MAIN-IN")
EMPTY = "Nobody has come yet. Hold a code before the camera."
NEWER = "Nobody has come yet. This is the newer page."
KEPT = "navigator.serviceWorker.ready.then(() => undefined)"
WHAT_IS_KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname);
  }
  return found;
}"""
REGISTERS = """navigator.serviceWorker.register(`${location.pathname}worker.js`)
  .then(() => 'taken', () => 'refused')"""
WAITS = """async () => {  // asks for a newer version until one is whole
  const registration = await navigator.serviceWorker.getRegistration();
  while (!registration.waiting) {
    await registration.update();
    await new Promise((done) => setTimeout(done, 100));
  }
}"""
BREAKS = """async () => {  // asks for a newer version, and tells what became of it
  const registration = await navigator.serviceWorker.getRegistration();
  const fate = new Promise((done) => registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing.addEventListener('statechange', () => done(installing.state), { once: true });
  }));
  await registration.update();
  return fate;
}"""


class Laptop:
    """The event's laptop, whose program is changed as an update changes it."""

    def __init__(self, folder):
        self.program = folder / "program"
        for room in PROGRAM:
            shutil.copytree(
                REPOSITORY / room, self.program / room, ignore=shutil.ignore_patterns("__pycache__")
            )
        self.words = self.program / "kiosk_ui" / "languages" / "en.json"
        self.congress = make_congress(folder)
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"

    @contextmanager
    def serves(self):
        with subprocess.Popen(
            [sys.executable, "-m", "onsite", "serve", str(self.congress), "--port", str(self.port)],
            cwd=self.program,
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            try:
                assert server.stdout.readline().startswith("ready https://")
                yield
            finally:
                server.send_signal(signal.SIGTERM)
                assert server.wait(timeout=15) == 0

    def update(self):
        words = json.loads(self.words.read_text(encoding="utf-8"))
        self.words.write_text(json.dumps({**words, "door.empty": NEWER}), encoding="utf-8")


@pytest.fixture
def laptop(tmp_path):
    return Laptop(tmp_path)


@pytest.fixture
def browser(playwright):
    with chromium(playwright) as found:
        yield found


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="en", permissions=["camera"])
    context.set_default_timeout(READY_MS)
    yield context.new_page()
    context.close()


def opened(page, laptop, role="door", *more):
    page.goto(pairing_link(laptop.congress, laptop.base, role, *more))
    page.locator(".status-line").wait_for()
    return page.url


def test_a_door_opens_without_the_server_and_its_camera_reads(laptop, page):
    with laptop.serves():
        door = opened(page, laptop, "door", *IN)
        page.evaluate(KEPT)
    with page.expect_worker() as reader:
        page.goto(door)

    page.get_by_text("Main hall", exact=True).wait_for()
    page.get_by_text(EMPTY).wait_for()
    page.get_by_text("Offline since").wait_for()
    assert reader.value.url.startswith("blob:")
    with laptop.serves():
        page.locator(".status-item[data-state=live]").wait_for()


def test_nothing_the_server_decides_is_kept(laptop, page):
    with laptop.serves():
        door = opened(page, laptop, "door", *IN)
        page.evaluate(KEPT)
        page.reload()
        page.locator(".status-item[data-state=live]").wait_for()

        ((_, paths),) = page.evaluate(WHAT_IS_KEPT).items()
    home = door.removeprefix(laptop.base)
    assert [path for path in paths if not path.startswith("/ui/")] == [home]
    station = home.split("/")[2]
    me = json.loads(page.evaluate("(name) => localStorage.getItem(name)", f"onsite-{station}-me"))
    assert me["operator"] is None
    assert me["checkpoint"]["code"] == "MAIN-IN"


def test_an_update_that_arrives_broken_changes_nothing_and_a_whole_one_begins_next_time(
    laptop, page
):
    with laptop.serves():
        door = opened(page, laptop, "door", *IN)
        page.evaluate(KEPT)
    first = page.evaluate(WHAT_IS_KEPT)
    laptop.update()
    with laptop.serves():
        page.evaluate("fetch(`${location.pathname}files.json`).then(({ok}) => ok)")  # digests taken
        whole = laptop.words.read_bytes()
        laptop.words.write_bytes(whole[:-2] + b" }")  # as long as it was
        assert page.evaluate(BREAKS) == "redundant"
        page.goto(door)
        page.get_by_text(EMPTY).wait_for()
        assert page.evaluate(WHAT_IS_KEPT) == first

        laptop.words.write_bytes(whole)
        page.evaluate(WAITS)
        page.get_by_text(EMPTY).wait_for()  # not in the middle of the work
        page.goto("about:blank")  # or the page that closes may still count as a window at work
    page.goto(door)
    page.get_by_text(NEWER).wait_for()
    assert set(page.evaluate(WHAT_IS_KEPT)).isdisjoint(first)


def test_a_door_that_was_revoked_does_not_begin_with_what_it_kept(laptop, browser, page):
    name, pin = ORGANISER
    onsite("staff", laptop.congress, "--name", name, "--role", "organiser", "--pin", pin)
    with laptop.serves():
        door = opened(page, laptop, "door", *IN)
        page.evaluate(KEPT)
        page.goto("about:blank")
        station = door.rstrip("/").rsplit("/", 1)[1]
        Venue(laptop.congress, laptop.base, browser, {}).delete_as_organiser(f"stations/{station}")
        page.goto(door)
        page.get_by_text("This page is not paired").wait_for()
    page.goto(door)
    page.get_by_text("does not answer").first.wait_for()
    assert page.locator(".door").count() == 0


def test_another_role_s_page_is_given_no_worker(laptop, page):
    with laptop.serves():
        opened(page, laptop, "desk")

        assert page.evaluate(REGISTERS) == "refused"
        assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []
        assert page.locator("link[rel=manifest]").count() == 0
