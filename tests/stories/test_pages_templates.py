"""The designer in a real browser: boxes moved by hand and by keys, checked on everyone, saved, printed."""

import io
import re
import urllib.request
from contextlib import contextmanager

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.stories import receivers
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import ORGANISER, sign_in

pytestmark = pytest.mark.pages

DRAWN_MS = 15000
WIDE = {"width": 1280, "height": 800}


def test_a_box_is_moved_by_hand_and_by_keys_and_the_badge_comes_out_like_it(venue):
    reg_no = venue._people[0]["reg_no"]
    before = badge_of(venue, reg_no)
    with designed(venue, "badge-90x130") as page:
        box = page.locator("[data-place='text 3']")
        assert preview_changes(page, lambda: drag(page, box, by=(15, 40)))
        assert preview_changes(page, lambda: page.keyboard.press("ArrowLeft"))
        page.keyboard.press("Shift+ArrowUp")
        page.keyboard.press("Control+ArrowDown")
        state = page.locator(".designer-state")
        assert state.inner_text() == "Not saved yet"

        for _ in range(4):
            page.keyboard.press("Control+z")
        state.get_by_text("Saved", exact=True).wait_for()
        for _ in range(4):
            page.keyboard.press("Control+y")
        page.get_by_label("Left (mm)").fill("7.3")
        page.keyboard.press("Control+s")
        page.get_by_text("prints like this from now on").wait_for()

    assert venue.ask("templates/badge-90x130")["document"]["text"][2]["x_mm"] == 7.3
    assert badge_of(venue, reg_no) != before
    remove(venue, "badge-90x130")
    assert badge_of(venue, reg_no) == before


def test_a_mistake_is_named_and_saved_over_nothing_and_nothing_is_lost(venue):
    kept = venue.ask("templates/badge-90x130")["etag"]
    with designed(venue, "badge-90x130") as page:
        page.locator("[data-place='text 3']").focus()
        page.get_by_label("What it says").fill("{phone}")
        found = page.get_by_role("region", name="What was found")
        found.get_by_text("there is no field 'phone'").wait_for()
        page.keyboard.press("Control+s")
        page.get_by_text("the one before is kept").wait_for()
        assert venue.ask("templates/badge-90x130")["etag"] == kept

        page.reload()
        page.locator(".designer").wait_for()
        page.locator("[data-place='text 3']").focus()
        assert page.get_by_label("What it says").input_value() == "{phone}"
        page.get_by_label("What it says").fill("{name}")
        found.get_by_text(re.compile("Tried on all")).wait_for()


def test_whom_a_template_does_not_fit_is_listed_and_shown(venue):
    with designed(venue, "badge-90x130") as page:
        page.locator("[data-place='text 5']").focus()
        page.get_by_label("Width (mm)").fill("2")
        found = page.get_by_role("region", name="What was found")
        found.get_by_text(re.compile(r"\d+ of \d+ people do not fit")).wait_for(timeout=DRAWN_MS)
        first = found.get_by_role("listitem").first
        name = first.locator("bdi").inner_text()
        assert "Text 5: set too small to read" in first.inner_text()

        assert preview_changes(page, first.get_by_role("button").click)
        chosen = page.get_by_label("Preview for").evaluate("it => it.selectedOptions[0].text")
        assert chosen == f"Too small · {name}"


def test_what_somebody_else_saved_meanwhile_is_not_lost(venue):
    with designed(venue, "badge-96x134") as page:
        page.get_by_label("Title in English").fill("Mine")
        read = venue.ask("templates/badge-96x134")
        theirs = {**read["document"], "title_en": "Theirs"}
        put(venue, "badge-96x134", {"document": theirs, "etag": read["etag"]})

        page.get_by_role("button", name="Save").click()
        question = page.get_by_role("dialog", name=re.compile("Somebody else changed"))
        question.wait_for()
        page.keyboard.press("Escape")
        assert page.get_by_label("Title in English").input_value() == "Mine"

        page.get_by_role("button", name="Save").click()
        question.get_by_role("button", name="Drop mine, open theirs").click()
        page.get_by_role("heading", name="Theirs").wait_for()
    remove(venue, "badge-96x134")


def test_a_template_goes_out_as_a_file_and_comes_in_under_another_name(venue, tmp_path):
    with signed_in(venue) as page:
        row = page.locator(".template").filter(has_text="Badge 90 x 130")
        with page.expect_download() as download:
            row.get_by_role("button", name="Export").click()
        file = tmp_path / "vip.toml"
        download.value.save_as(file)

        page.get_by_role("button", name="Import a file").click()
        asked = page.get_by_role("dialog", name="Import a file")
        asked.get_by_label("Template file (.toml)").set_input_files(file)
        expect(asked.get_by_label("Name", exact=True)).to_have_value("vip")
        page.keyboard.press("Enter")
        page.get_by_text("vip was imported").wait_for()

        file.write_text(file.read_text(encoding="utf-8").replace("{name}", "{phone}", 1))
        page.get_by_role("button", name="Import a file").click()
        asked.get_by_label("Template file (.toml)").set_input_files(file)
        expect(asked.get_by_label("Name", exact=True)).to_have_value("vip")
        page.keyboard.press("Enter")
        asked.get_by_text("there is no field 'phone'").wait_for()
    remove(venue, "vip")


def test_a_technician_designs_with_names_that_nobody_bears(venue):
    name, pin = "技术丁", "9753"
    venue.post_as_organiser("operators", {"name": name, "roles": ["technician"], "pin": pin})
    names = {each["name"] for each in venue._people}
    with venue.page("control", viewport=WIDE) as page:
        page.get_by_role("button", name="Operator sign-in").click()
        sign_in(page, (name, pin))
        open_designer(page, "badge-90x130")

        offered = page.get_by_label("Preview for").locator("option").all_inner_texts()

        assert len(offered) == 5
        assert not [each for each in offered if each.split(" · ")[1] in names]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_designer_has_no_serious_barrier_in_light_or_dark(venue, language):
    axe = axe_core()
    with venue.page("control", language=language, viewport=WIDE) as page:
        open_designer(page, "badge-90x130")
        assert barriers(page, axe) == []
        page.locator("[data-place='text 3']").focus()
        page.emulate_media(color_scheme="dark")
        settled(page)
        assert barriers(page, axe) == []
        page.set_viewport_size({"width": 820, "height": 1180})
        settled(page)
        assert barriers(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 820


def test_on_a_phone_lists_and_exports_work_and_the_designer_says_why_not(venue):
    with venue.page("control", viewport={"width": 390, "height": 844}) as page:
        page.goto(page.url.split("#")[0] + "#templates")
        page.locator(".template").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        with page.expect_download():
            page.locator(".template").first.get_by_role("button", name="Export").click()
        page.goto(page.url.split("#")[0] + "#templates/badge-90x130")
        page.locator(".designer").get_by_text("needs a larger screen").wait_for()


@contextmanager
def signed_in(venue):
    """Open a control page at its templates with the organiser signed in."""
    with venue.page("control", viewport=WIDE, accept_downloads=True) as page:
        page.get_by_role("button", name="Operator sign-in").click()
        sign_in(page, ORGANISER)
        page.locator(".control-nav a[href='#templates']").click()
        page.locator(".template").first.wait_for()
        yield page


@contextmanager
def designed(venue, name):
    """Open a template in the designer."""
    with signed_in(venue) as page:
        open_designer(page, name)
        yield page


def open_designer(page, name):
    page.goto(f"{page.url.split('#')[0]}#templates/{name}")
    page.locator(".stock-picture").wait_for(timeout=DRAWN_MS)


def drag(page, box, *, by):
    """Take a box by its middle and let it go elsewhere."""
    at = box.bounding_box()
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=8)
    page.mouse.up()


def preview_changes(page, act):
    """Do something; whether the server's picture is another one after a while."""
    picture = page.locator(".stock-picture")
    before = picture.get_attribute("src")
    act()
    page.wait_for_function(
        "before => document.querySelector('.stock-picture').src !== before",
        arg=before,
        timeout=DRAWN_MS,
    )
    return picture.get_attribute("src") != before


def badge_of(venue, reg_no):
    """Draw a badge as it would print now: its dots."""
    request = urllib.request.Request(f"{venue.base}/api/v1/badges/{reg_no}/page.png")
    request.add_header("Authorization", f"Bearer {venue._desk['token']}")
    with urllib.request.urlopen(request, timeout=10) as response:
        return Image.open(io.BytesIO(response.read())).tobytes()


def put(venue, name, body):
    address = f"{venue.base}/api/v1/templates/{name}"
    receivers.ask(address, venue._control["token"], body, operator=venue._operator, method="PUT")


def remove(venue, name):
    venue.delete_as_organiser(f"templates/{name}")
