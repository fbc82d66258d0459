"""The door in a steward's hand: her settings, the last scans, a scan taken back, a person let in."""

from uuid import uuid4

import pytest

from tests.stories import receivers
from tests.stories.test_pages_door import BOTH, IN, seeing, verdict
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import SUPERVISOR, scan, sign_in

pytestmark = pytest.mark.pages

ROOM = "R2"
PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True}
LEAST_PICTURE = 200  # px: a badge held at arm's length is still aimed with it


def test_a_steward_sets_the_page_for_her_left_hand_and_it_stays(venue):
    with venue.page("door", station=BOTH, **PHONE) as page:
        seeing(page)
        assert ways(page)[-1] == "Undo"
        choose(page, "Left hand", "High contrast", "Largest")
        page.reload()
        seeing(page)

        assert ways(page)[0] == "Undo"
        look = page.evaluate("({...document.documentElement.dataset})")
        assert (look["hand"], look["look"], look["text"]) == ("left", "contrast", "largest")
        assert fits(page)


def test_all_of_the_main_act_is_under_the_thumb_of_a_small_phone(venue):
    person = venue.person()
    with venue.page("door", station=BOTH, **PHONE) as page:
        seeing(page)
        assert fits(page)
        scan(page, person["credential"], shows=verdict(page, "Welcome"))
        assert page.evaluate("innerHeight - document.querySelector('.verdict').offsetHeight") == 0
        page.locator(".verdict[data-size=band]").wait_for(timeout=2500)

        page.locator(".door-connection[data-mode=online]").wait_for()
        assert fits(page)
        assert page.locator(".door-aim").bounding_box()["height"] >= LEAST_PICTURE
        assert too_small(page) == []


def test_a_wrong_scan_is_taken_back_with_a_reason(venue):
    person = venue.person()
    with venue.page("door", station=IN) as page:
        seeing(page)
        scan(page, person["credential"], shows=verdict(page, "Welcome"))
        page.locator(".verdict[data-size=band]").wait_for(timeout=2500)
        page.get_by_role("button", name="Undo", exact=True).click()
        page.get_by_role("button", name="Scanned by mistake").click()

        page.get_by_text(f"Taken back: {person['name']}").wait_for()
        page.locator(".recents li[data-undone=yes]", has_text=person["name"]).wait_for()
        page.get_by_role("button", name="Last scans").click()
        taken = page.locator(".last-scans li[data-undone=yes]", has_text=person["name"])
        taken.get_by_text("Taken back, not counted").wait_for()
        assert taken.get_by_role("button").count() == 0
        page.keyboard.press("Escape")
        page.locator(".sheet").wait_for(state="detached")
        scan(page, person["credential"], shows=verdict(page, "Welcome"))


def test_a_supervisor_lets_in_whom_the_door_refused_and_does_not_stay_signed_in(venue):
    person = venue.person(owes=True)
    with venue.page("door", station=BOTH, **PHONE) as page:
        seeing(page)
        scan(page, person["credential"], shows=verdict(page, "Fee not paid"))
        page.locator(".verdict[data-size=band]").wait_for(timeout=2500)
        page.get_by_role("button", name="Let in", exact=True).click()
        page.get_by_role("button", name="The desk has confirmed").click()
        sign_in(page, SUPERVISOR)

        verdict(page, "Welcome").get_by_text(person["name"]).wait_for()
        page.get_by_role("button", name="Last scans").click()
        page.locator(".last-scans li", has_text="Let in by a supervisor").first.wait_for()
        kept = "Object.keys(sessionStorage).filter((name) => name.endsWith('-operator'))"
        receivers.wait_for(lambda: page.evaluate(kept) == [], seconds=5)


def test_whoever_comes_stands_above_an_open_sheet(venue):
    person = venue.person()
    with venue.page("door", station=IN) as page:
        seeing(page)
        page.get_by_role("button", name="Settings").click()
        page.get_by_role("dialog", name="Settings of this door").wait_for()
        scan(page, person["credential"], shows=verdict(page, "Welcome"))

        assert page.locator(".verdict:popover-open").count() == 1
        page.locator(".verdict[data-size=band]").wait_for(timeout=4000)
        assert page.get_by_role("dialog", name="Settings of this door").is_visible()
        assert page.locator(".verdict").get_attribute("aria-live") == "assertive"


def test_a_typed_code_may_have_blanks_and_small_letters_and_must_be_whole(venue):
    person = venue.person()
    code = person["credential"].lower()
    with venue.page("door", station=IN) as page:
        seeing(page)
        page.get_by_role("button", name="Type a code").click()
        field = page.get_by_role("dialog", name="Type a code").get_by_role("textbox")
        field.fill(code[:-3])
        page.keyboard.press("Enter")
        page.get_by_text(f"this one has {len(code) - 3}").wait_for()
        field.fill(" ".join(code[at : at + 5] for at in range(0, len(code), 5)))
        page.keyboard.press("Enter")

        verdict(page, "Welcome").get_by_text(person["name"]).wait_for()


def test_a_hall_says_when_it_is_nearly_full_and_when_it_is_full(venue):
    with venue.page("door", station=BOTH) as page:
        seeing(page)
        for inside, state, words in (
            (109, "nearly_full", "Nearly full: 11 more"),
            (120, "full", "Full"),
            (0, "ok", ""),
        ):
            correction = {"hall_correction_id": str(uuid4()), "hall": ROOM, "reason": "counted"}
            venue.post_as_organiser("hall-corrections", {**correction, "inside": inside})
            page.locator(f".hall[data-state={state}]").wait_for()
            assert page.locator(".hall-alarm").inner_text().strip() == words


def test_a_door_that_only_counts_says_so_until_its_rules_are_kept_again(venue):
    with venue.page("door", station=BOTH) as page:
        seeing(page)
        said = page.get_by_text("Counting only: all are let in.")
        for flush, state in ((True, "visible"), (False, "detached")):
            venue.put_as_organiser("checkpoints/ROOM2/policy", {"flush": flush})
            said.wait_for(state=state)


def test_no_look_of_the_door_has_a_serious_barrier(venue):
    axe = axe_core()
    person = venue.person(owes=True)
    with venue.page("door", station=BOTH, language="zh-Hans", **PHONE) as page:
        seeing(page)
        page.get_by_role("button", name="设置").click()
        for look in ("夜间", "阳光下", "高对比度", "深色"):
            page.get_by_text(look, exact=True).click()
            settled(page)
            assert barriers(page, axe) == [], look
        page.get_by_role("button", name="完成").click()
        page.locator(".sheet").wait_for(state="detached")
        scan(page, person["credential"], shows=verdict(page, "注册费未缴"))
        assert barriers(page, axe) == []
        page.locator(".verdict[data-size=band]").wait_for(timeout=2500)
        page.get_by_role("button", name="最近扫码").click()
        page.locator(".last-scans li").first.wait_for()
        assert barriers(page, axe) == []


def ways(page):
    """Name the buttons below the picture, from left to right."""
    return page.locator(".door-way").all_inner_texts()


def choose(page, *names):
    """Set the page in its sheet; what is chosen is there at once."""
    page.get_by_role("button", name="Settings").click()
    for name in names:
        page.get_by_text(name, exact=True).click()
        page.get_by_role("radio", name=name, checked=True).wait_for()
    page.get_by_role("button", name="Done").click()
    page.locator(".sheet").wait_for(state="detached")


def fits(page):
    """Tell whether nothing has to be scrolled to, in either direction."""
    return page.evaluate(
        "document.documentElement.scrollHeight <= innerHeight &&"
        " document.documentElement.scrollWidth <= innerWidth"
    )


def too_small(page):
    """List what is to be touched and smaller than a thumb."""
    return page.evaluate(
        "[...document.querySelectorAll('button, select, input')].filter((each) => each.offsetParent)"
        ".filter((each) => Math.min(each.offsetWidth, each.offsetHeight) < 48)"
        ".map((each) => each.outerHTML)"
    )
