"""Nobody left behind, in a real browser: who is missing at a bus, and who is out of the building."""

import json
import sqlite3
from contextlib import contextmanager
from uuid import uuid4

import pytest

from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import ORGANISER, scan, sign_in

pytestmark = pytest.mark.pages

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
MAIN = {"checkpoint": "MAIN-IN"}
ZH = {"language": "zh-CN"}


@pytest.fixture
def inside(venue):
    """Three people, let into the main hall."""
    door = venue.post_as_organiser("stations", {"role": "door"})["token"]
    people = [venue.person() for _ in range(3)]
    for person in people:
        body = {
            "scan_id": str(uuid4()),
            "credential": person["credential"],
            "checkpoint": "MAIN-IN",
        }
        assert venue.ask("scans", body, token=door)["verdict"] == "admitted"
    return people


@contextmanager
def evacuated(venue, reason="drill"):
    """Run an evacuation for the length of the block."""
    evacuation_id = str(uuid4())
    body = {"evacuation_id": evacuation_id, "reason": reason}
    venue.post_as_organiser("evacuations", body)
    try:
        yield evacuation_id
    finally:
        end = {"evacuation_end_id": str(uuid4()), "evacuation_id": evacuation_id}
        venue.post_as_organiser("evacuation-ends", end)


def test_control_begins_and_ends_an_evacuation_and_a_phone_marks_people_off(venue, inside):
    with (
        venue.page("control", viewport=LAPTOP) as control,
        venue.page("door", station=MAIN, viewport=PHONE, **ZH) as phone,
    ):
        control.get_by_role("link", name="Evacuation").click()
        control.get_by_role("button", name="Begin an evacuation").click()
        control.get_by_label("Fire alarm").check()
        control.locator("dialog [type=submit]").click()
        control.get_by_role("button", name="Yes, everyone out").click()
        sign_in(control, ORGANISER)
        now = control.locator(".evacuation-now")
        now.get_by_text("Fire alarm").wait_for()

        bar = phone.locator(".evacuation-bar", has_text="疏散")
        bar.filter(has_text="火警").click()
        phone.get_by_role("searchbox").fill(inside[0]["name"])
        line(phone, inside[0]).click()
        line(phone, inside[0], is_out=True).wait_for()
        now.locator("[data-what=out]").get_by_text("1", exact=True).wait_for()
        line(control, inside[0], is_out=True).get_by_text("Out").wait_for()

        control.get_by_role("button", name="End the evacuation").click()
        control.get_by_role("button", name="End it").click()
        control.get_by_text("The evacuation is over").wait_for()
        bar.wait_for(state="detached")
        control.locator(".row", has_text="Fire alarm").first.wait_for()


def test_a_mark_without_the_network_is_said_kept_and_sent(venue, inside):
    with (
        evacuated(venue) as evacuation_id,
        venue.page("door", station=MAIN, viewport=PHONE) as phone,
    ):
        phone.locator(".evacuation-bar", has_text="Drill").click()
        line(phone, inside[1]).wait_for()
        phone.context.set_offline(True)
        line(phone, inside[1]).click()
        phone.get_by_text("Not sent yet: 1").wait_for()
        line(phone, inside[1], is_out=True).get_by_text("sending").wait_for()

        phone.context.set_offline(False)
        phone.get_by_text("Not sent yet").wait_for(state="detached")

        told = venue.ask("evacuations")["evacuations"]
        counts = next(one for one in told if one["evacuation_id"] == evacuation_id)["counts"]
        assert counts["out"] == 1


def test_whoever_was_marked_by_mistake_is_marked_back_and_none_moves_away(venue, inside):
    with evacuated(venue), venue.page("desk", viewport=LAPTOP) as desk:
        desk.locator(".evacuation-bar").click()
        line(desk, inside[2]).click()
        line(desk, inside[2], is_out=True).click()
        line(desk, inside[2]).get_by_text("Inside").wait_for()

        desk.get_by_role("button", name="Close").click()
        desk.locator(".roll-screen").wait_for(state="detached")


def test_a_bus_s_list_shows_who_is_missing_until_she_is_scanned(venue):
    here, late = venue.person(), venue.person()
    with (
        booked(venue, "ROOM2", here, late),
        venue.page("door", station={"checkpoint": "ROOM2"}, viewport=PHONE) as phone,
    ):
        phone.locator(".boarding-way", has_text="2 missing").wait_for()
        phone.locator(".scan-picture[data-state=open]").wait_for()
        scan(phone, here["credential"], shows=phone.locator(".verdict", has_text="Welcome"))
        phone.locator(".boarding-way", has_text="1 missing").click()

        missing = phone.locator(".roll-one")
        missing.get_by_text(late["reg_no"]).wait_for()
        assert missing.get_by_text(here["reg_no"]).count() == 0
        phone.get_by_role("searchbox").fill("nobody of this name")
        phone.get_by_text("Nobody found").first.wait_for()  # of both lists, where the other has any


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_an_evacuation_has_no_barriers(venue, inside, language):
    axe = axe_core()
    with (
        evacuated(venue),
        venue.page("door", station=MAIN, language=language, viewport=PHONE) as phone,
        venue.page("control", language=language, viewport=LAPTOP) as control,
    ):
        phone.locator(".evacuation-bar").wait_for()
        settled(phone)
        assert barriers(phone, axe) == []
        phone.locator(".evacuation-bar").click()
        line(phone, inside[0]).wait_for()
        settled(phone)
        assert barriers(phone, axe) == []
        control.locator(".evacuation-bar").click()
        control.locator(".evacuation-now").wait_for()
        settled(control)
        assert barriers(control, axe) == []


def line(page, person, *, is_out=False):
    """Find a person's line of the list, as she stands on it."""
    state = f"button.roll-one[aria-pressed={'true' if is_out else 'false'}]"
    return page.locator(state, has_text=person["reg_no"])


@contextmanager
def booked(venue, code, *people):
    """Put a booking where the column 预订项目 puts it, for the length of the block."""
    try:
        book(venue, [code], people)
        yield
    finally:
        book(venue, [], people)


def book(venue, codes, people):
    database = sqlite3.connect(venue.congress / "onsite.db", timeout=10)
    try:
        with database:
            database.executemany(
                "UPDATE delegates SET booked_items = ? WHERE reg_no = ?",
                [(json.dumps(codes), person["reg_no"]) for person in people],
            )
    finally:
        database.close()
