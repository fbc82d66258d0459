"""Every dialog of the desk: no barrier that axe-core finds, and the focus goes back to the field."""

import json
import re

import pytest

from onsite.wording import PAGES
from tests.stories import receivers
from tests.stories.test_pages_everyone import axe_core, barriers
from tests.stories.venue import HUMAN_MS, scan

pytestmark = pytest.mark.pages

WORDS = {
    code: json.loads((PAGES / "languages" / f"{code}.json").read_text(encoding="utf-8"))
    for code in ("en", "zh-Hans")
}
AT_ONCE = {"place_card", "received", "queue_slip", "certificate"}
CODES = [
    code
    for code in re.findall(
        r"\{ code: '(\w+)'", (PAGES / "desk" / "acts.js").read_text(encoding="utf-8")
    )
    if code not in AT_ONCE
]
ROLE = "document.activeElement.getAttribute('role')"
SIZES = {
    "en": {"width": 1280, "height": 800},
    "zh-Hans": {"width": 390, "height": 844},
}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_no_dialog_of_the_desk_has_a_serious_barrier(venue, language):
    axe = axe_core()
    person = next(each for each in venue._people if each["category"] == "SPK")
    opened = []
    with venue.page("desk", language=language, viewport=SIZES[language]) as page:
        scan(page, venue.tickets[person["reg_no"]], shows=page.locator(".person-name"))
        for code in CODES:
            page.keyboard.press("F9")
            page.locator(".palette").wait_for()
            act = page.locator(f"#act-{code}")
            if act.count():
                page.keyboard.insert_text(WORDS[language][f"desk.act.{code}"])
                page.keyboard.press("Enter")
                dialog = page.locator("dialog:not(.palette)")
                dialog.wait_for()
                page.get_by_text(WORDS[language]["desk.reading"]).wait_for(state="detached")
                assert (code, barriers(page, axe)) == (code, [])
                width = page.evaluate("document.querySelector('dialog').scrollWidth")
                assert width <= SIZES[language]["width"], code
                opened.append(code)
            page.keyboard.press("Escape")
            page.locator("dialog").wait_for(state="detached")
    assert len(opened) > len(CODES) / 2


def test_the_field_has_the_focus_again_after_a_dialog(venue):
    with venue.page("desk") as page:
        for key in ("F2", "F6", "F9"):
            page.keyboard.press(key)
            page.locator("dialog").wait_for()
            page.keyboard.press("Escape")
            page.locator("dialog").wait_for(state="detached")
            assert receivers.wait_for(lambda: page.evaluate(ROLE) == "combobox", seconds=3)


def test_an_unknown_act_is_said_and_the_list_is_walked_with_arrows(venue):
    with venue.page("desk") as page:
        page.keyboard.press("F9")
        page.locator(".palette").wait_for()
        page.keyboard.type("xyzzy", delay=HUMAN_MS)
        page.get_by_text("There is no action “xyzzy”").wait_for()
        page.get_by_role("combobox", name="Find an action").fill("")
        page.keyboard.press("ArrowDown")

        page.locator(".palette-act").nth(1).and_(page.locator("[aria-selected=true]")).wait_for()
