"""What every page owes everyone: both languages at once, keys alone, no barrier that axe-core finds."""

import json
import os
from contextlib import contextmanager
from pathlib import Path

import pytest

from onsite.wording import PAGES
from tests import needs
from tests.stories import receivers
from tests.stories.venue import HUMAN_MS, SUPERVISOR, scan

pytestmark = pytest.mark.pages

DOOR = {"checkpoint": "ROOM2"}
STATIONS = {
    "kiosk": {"zone": "PRE"},
    "desk": {},
    "finance": {},
    "door": DOOR,
    "board": {},
    "host": {},
    "control": {},
}
AXE = Path(
    os.environ.get("ONSITE_AXE", "") or ".ci/node/node_modules/axe-core/axe.min.js"
).absolute()
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/122 MicroMessenger/8.0.49"
WORDS = {
    code: json.loads((PAGES / "languages" / f"{code}.json").read_text(encoding="utf-8"))
    for code in ("zh-Hans", "en")
}


@pytest.fixture(scope="module", params=[*STATIONS, "trust", "wechat", "pair"])
def page(venue, request):
    """Open each kind of page once, in Chinese and light."""
    with opened(venue, request.param, language="zh-Hans", color_scheme="light") as found:
        yield found


def test_every_page_changes_its_language_at_once(page):
    for code, name, other in (("en", "English", "zh-Hans"), ("zh-Hans", "简体中文", "en")):
        page.get_by_role("button", name=name).first.click()
        page.locator(f"html[lang='{code}']").wait_for()

        strangers = foreign(WORDS[other], WORDS[code])
        assert not [text for text in texts(page) if text in strangers]


def test_no_page_has_a_serious_barrier_in_light_or_dark(page):
    axe = axe_core()
    assert barriers(page, axe) == []
    lighter = page.get_by_role("button", name="浅色")
    if lighter.count():  # the board is dark unless told
        lighter.click()
    else:
        page.emulate_media(color_scheme="dark")
    settled(page)
    assert barriers(page, axe) == []


def test_a_desk_at_work_has_no_serious_barrier(venue):
    axe = axe_core()
    person = venue.person(owes=True)
    with venue.page("desk", color_scheme="dark") as page:
        page.keyboard.type(person["reg_no"][:5], delay=HUMAN_MS)
        page.get_by_role("option").first.wait_for()
        assert barriers(page, axe) == []
        page.keyboard.press("Escape")
        heading = page.get_by_role("heading", name=person["name"])
        scan(page, person["credential"], shows=heading)
        assert barriers(page, axe) == []
        page.emulate_media(color_scheme="light")
        settled(page)
        assert barriers(page, axe) == []
        page.keyboard.press("F2")
        page.get_by_role("dialog", name="Add a walk-in").wait_for()
        assert barriers(page, axe) == []


def test_no_part_of_control_has_a_serious_barrier(venue):
    axe = axe_core()
    with venue.page("control") as page:
        for link in page.locator(".control-nav a").all():
            link.click()
            page.locator("main [aria-busy=true]").first.wait_for(state="detached")
            assert barriers(page, axe) == []


def test_no_step_of_the_kiosk_has_a_serious_barrier(venue):
    axe = axe_core()
    person = venue.person(owes=True)
    with venue.page("kiosk", station=STATIONS["kiosk"]) as page:
        page.locator(".scan-picture[data-state=open]").wait_for()
        scan(page, person["credential"], shows=page.locator("[data-screen=found]"))
        settled(page)
        assert barriers(page, axe) == []
        page.keyboard.press("Enter")
        page.locator("[data-screen=refused]").wait_for()
        settled(page)
        assert barriers(page, axe) == []
        page.keyboard.press("Enter")
        page.get_by_role("button", name="我没有二维码").click()
        settled(page)
        assert barriers(page, axe) == []


def test_the_kiosk_is_walked_with_keys_alone(venue):
    person = venue.person(owes=True)
    tail = person["phone_masked"][-4:]
    with venue.page("kiosk", station=STATIONS["kiosk"]) as page:
        page.locator("[data-screen=waiting]").wait_for()
        tab_to(page, "我没有二维码")
        page.keyboard.press("Enter")
        page.keyboard.type(tail, delay=300)
        page.keyboard.press("Enter")
        page.locator("[data-screen=fact] input:focus").wait_for()
        page.keyboard.insert_text(person["organisation"])
        page.locator("button[type=submit]:enabled").wait_for()
        page.keyboard.press("Enter")
        page.locator("[data-screen=found]").wait_for()
        assert "*" in page.locator(".person-name").inner_text()
        page.keyboard.press("Enter")
        page.get_by_text("注册费").first.wait_for()
        page.keyboard.press("Escape")
        page.locator("[data-screen=waiting]").wait_for()


def test_a_desks_dialog_keeps_the_focus_and_gives_it_back(venue):
    with venue.page("desk") as page:
        tab_to(page, "Operator sign-in")
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="Operator sign-in")
        dialog.get_by_role("textbox", name="Name").fill(SUPERVISOR[0])
        for _ in range(8):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body ||"
                " document.activeElement.closest('dialog') !== null"
            )
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        role = "document.activeElement.getAttribute('role')"
        receivers.wait_for(lambda: page.evaluate(role) == "combobox", seconds=3)


def test_control_is_walked_with_keys_and_shows_where_the_focus_is(venue):
    with venue.page("control") as page:
        tab_to(page, "Stations")
        assert outlined(page)
        page.keyboard.press("Enter")
        tab_to(page, "Pair a station")
        assert outlined(page)
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="Pair a station")
        dialog.wait_for()
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        assert "Pair a station" in page.evaluate("document.activeElement.textContent")


@contextmanager
def opened(venue, role, **how):
    """Open a page of any kind and wait for its words."""
    if role in STATIONS:
        with venue.page(role, station=STATIONS[role], **how) as page:
            page.locator(
                "main h1, main h2, main .verdict-idle, main .scan-picture"
            ).first.wait_for()
            yield page
        return
    agent = {"user_agent": WECHAT} if role == "wechat" else {}
    with venue.context(**how, **agent) as context:
        page = context.new_page()
        page.goto(f"{venue.base}/{'pair/nothere' if role == 'pair' else 'trust'}")
        page.get_by_role("heading", level=1).wait_for()
        if role == "trust":
            page.locator(".trust-result:not([data-state=testing])").wait_for(timeout=30000)
        yield page


def axe_core():
    if not AXE.is_file():
        needs.missing("axe-core", "npm install --prefix .ci/node axe-core@4, or set ONSITE_AXE")
    return AXE.read_text(encoding="utf-8")


def barriers(page, axe):
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{each['id']}: {node['target']} {node['any'][0]['message'] if node['any'] else ''}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def settled(page):
    """Wait until nothing fades in any more."""
    receivers.wait_for(
        lambda: page.evaluate(
            "document.getAnimations().every(each => each.playState !== 'running' ||"
            " each.effect.getComputedTiming().iterations === Infinity)"
        ),
        seconds=3,
    )


def foreign(words, own):
    """List what one language says in other words than this one; some keys say both on purpose."""
    both = set(own.values())
    return {text for key, text in words.items() if "also" not in key and text not in both}


def texts(page):
    return page.evaluate(
        "() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
        " const found = []; while (walk.nextNode()) found.push(walk.currentNode.data.trim());"
        " return found.filter(Boolean); }"
    )


def tab_to(page, words):
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(words):
            return
    raise AssertionError(f"Tab never reaches {words}")


def outlined(page):
    return page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
