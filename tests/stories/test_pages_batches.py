"""Badges printed beforehand, in a real browser: a batch with boxes, a pause, and who comes for her badge."""

import re

import pytest

from tests.stories import venue as venues
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import ORGANISER, scan, sign_in

pytestmark = pytest.mark.pages

PRINTED_MS = 90000
TITLE = "Members, first round"


@pytest.fixture(scope="module")
def venue(playwright, tmp_path_factory):
    """A venue of their own: whose badge lies in a box is no example for other stories."""
    with venues.venue(playwright, tmp_path_factory.mktemp("batches")) as found:
        yield found


def test_a_batch_is_printed_in_boxes_and_desk_and_kiosk_say_which(venue):
    first, second = paid_member(venue), paid_member(venue)
    with venue.page("control") as control:
        make_batch(control)
        control.get_by_text(f"“{TITLE}”").wait_for()
        batch = control.get_by_role("listitem").filter(has_text=TITLE).first
        batch.get_by_text("paused").wait_for()
        batch.get_by_role("button", name="Resume").click()
        batch.get_by_text("done").wait_for(timeout=PRINTED_MS)

        batch.get_by_role("button", name="Print some again").click()
        again = control.get_by_role("dialog", name=f"Print some of “{TITLE}” again")
        again.get_by_label("From badge").fill("1")
        again.get_by_label("Reason").fill("crumpled")
        control.keyboard.press("Enter")
        again.wait_for(state="detached")
        control.get_by_text("come again, before the rest").wait_for()
        with control.expect_download() as paper:
            batch.get_by_role("button", name="Pick-list").click()
        assert paper.value.suggested_filename.endswith("pick-list.pdf")
    box = venue.card(first["reg_no"])["badge"]["lies_in"]["box"]

    with venue.page("desk") as desk:
        scan(desk, first["credential"], shows=desk.get_by_role("heading", name=first["name"]))
        desk.locator(".matter").get_by_text(f"Already printed: box {box}").wait_for()
        desk.keyboard.press("Enter")
        desk.get_by_text(f"{first['name']} is checked in").wait_for()
        desk.locator(".outcome").get_by_text(f"Already printed: box {box}.").wait_for()

    with venue.page("kiosk") as kiosk:
        found = kiosk.get_by_role("heading", name="您好，是您本人吗？")
        scan(kiosk, second["credential"], shows=found)
        kiosk.keyboard.press("Enter")
        said = re.compile(r"您的胸卡已经备好，请到服务台领取：\d+ 号盒")
        kiosk.locator(".lead").get_by_text(said).wait_for()
    assert venue.card(second["reg_no"])["badge"]["printed_count"] in (1, 2)


def test_a_form_says_how_many_badges_it_makes_before_any_prints(venue):
    with venue.page("control") as control:
        form = open_form(control)
        counted = form.get_by_role("status")
        counted.get_by_text(re.compile(r"\d+ badges")).wait_for()
        form.get_by_label("Badges a box").fill("0")
        form.get_by_text("a whole number from 1 to").wait_for()
        form.get_by_label("Badges a box").fill("10")
        counted.get_by_text(re.compile(r"\d+ boxes")).wait_for()
        form.get_by_label("Order").select_option("by number")

        assert form.get_by_label("Separators").locator("option").all_inner_texts() == [
            "none", "one before each box",
        ]  # fmt: skip
        assert form.get_by_role("button", name="Print them").is_disabled()
        control.keyboard.press("Escape")
        form.wait_for(state="detached")


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_batches_have_no_barriers(venue, language, width, height):
    axe = axe_core()
    size = {"width": width, "height": height}
    with venue.page("control", language=language, viewport=size) as control:
        control.locator(".control-nav a[href='#batches']").click()
        control.locator(".batches-how").wait_for()
        settled(control)
        assert barriers(control, axe) == []
        control.locator(".section-action button").click()
        dialog = control.locator("dialog")
        dialog.locator("input").first.fill(ORGANISER[0])
        dialog.locator("input[type=password]").fill(ORGANISER[1])
        control.keyboard.press("Enter")
        control.locator(".batch-preview[role=status]").wait_for()
        settled(control)
        assert barriers(control, axe) == []
        assert not control.evaluate("document.documentElement.scrollWidth > innerWidth")


def paid_member(venue):
    found = next(
        each for each in venue._people if each["owes_fen"] == 0 and each["category"] == "MEM"
    )
    venue._people.remove(found)
    return {**found, "credential": venue.tickets[found["reg_no"]]}


def open_form(control):
    """Open the form of a new batch as the organiser."""
    control.locator(".control-nav a[href='#batches']").click()
    control.get_by_role("button", name="New batch").click()
    sign_in(control, ORGANISER)
    form = control.get_by_role("dialog", name="New batch")
    form.wait_for()
    return form


def make_batch(control):
    """Ask for the members' badges, boxed by five, held until somebody resumes them."""
    form = open_form(control)
    form.get_by_label("Name of the batch").fill(TITLE)
    form.get_by_label("Printer").select_option("Badges")
    form.get_by_label("Badges a box").fill("5")
    form.get_by_label("Separators").select_option("one before each box")
    form.get_by_label("Member", exact=True).check()
    form.get_by_label("Don't begin yet").check()
    form.get_by_text(re.compile(r"\d+ badges · \d+ boxes · \d+ separators")).wait_for()
    form.get_by_role("button", name="Print them").click()
    form.wait_for(state="detached")
