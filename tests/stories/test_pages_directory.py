"""The directory from question to list: control asks, a kiosk is answered, a desk takes it back."""

import csv
import io
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.stories import desk_steps
from tests.stories.test_pages_everyone import axe_core
from tests.stories.test_pages_kiosk import (
    TAKE_MS,
    fill_in,
    free_of_barriers,
    kiosk,
    no_printer_for_all,
    screen,
)
from tests.stories.venue import ORGANISER, scan, sign_in

pytestmark = pytest.mark.pages


@contextmanager
def asking(venue):
    """Ask for the length of the block; other stories know nothing of it."""
    venue.put_as_organiser("directory-settings", {"asked": True})
    try:
        yield
    finally:
        venue.put_as_organiser("directory-settings", {"asked": False})


def arrive(page, person):
    scan(page, person["credential"], shows=page.locator("[data-screen=found]"))
    page.get_by_role("button", name="是我，打印胸卡").click()


def listed(page):
    """Take the list away at control: its names."""
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV: Directory").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    return [row[0] for row in csv.reader(io.StringIO(text))]


def test_who_agreed_at_a_kiosk_is_on_the_list_until_a_desk_takes_it_back(venue):
    person = venue.person()
    with asking(venue), venue.page("control") as control:
        venue.put_as_organiser("directory-settings", {"asked": False})
        control.locator(".control-nav a[href='#rules']").click()
        setting = control.get_by_role("form", name="Congress directory")
        setting.get_by_label("Ask participants").check()
        setting.get_by_role("button", name="Save").click()
        sign_in(control, ORGANISER)
        expect(setting.get_by_role("button", name="Save")).to_be_enabled()

        with kiosk(venue) as (page, _):
            arrive(page, person)
            card = page.get_by_role("region", name="会议通讯录")
            card.get_by_role("button", name="可以").click()
            card.get_by_text("已列入通讯录").wait_for()
            words = card.inner_text()
            assert person["name"] not in words
            assert person["organisation"] not in words
            screen(page, "take", timeout=TAKE_MS)
            screen(page, "waiting", timeout=TAKE_MS)

        control.locator(".control-nav a[href='#reports']").click()
        assert person["name"] in listed(control)
        with venue.page("desk") as desk:
            desk_steps.open_card(desk, person)
            part = desk.get_by_role("region", name="In the directory")
            part.get_by_text("yes", exact=True).wait_for()
            part.get_by_role("button", name="Phone").click()
            part.get_by_role("button", name="Phone", pressed=False).wait_for()
            part.get_by_role("button", name="Leave out").click()
            part.get_by_text("no", exact=True).wait_for()
        assert person["name"] not in listed(control)


def test_a_walk_in_is_asked_by_a_box_that_nobody_ticked(venue):
    with asking(venue), kiosk(venue) as (page, _):
        fill_in(page, name="欧阳愿列", phone="13900008888")
        box = page.get_by_label("列入会议通讯录")
        expect(box).not_to_be_checked()
        box.check()
        page.get_by_label("我已阅读并同意").check()
        page.get_by_role("button", name="提交注册").click()

        screen(page, "owes")
        reg_no = page.locator(".place b").last.inner_text()
    found = venue.card(reg_no)["directory"]
    assert (found["agrees"], found["phone"], found["email"]) == (True, True, False)


def test_nothing_about_the_directory_is_a_serious_barrier(venue):
    axe, person = axe_core(), venue.person()
    with asking(venue):
        with no_printer_for_all(venue), kiosk(venue) as (page, _):
            arrive(page, person)
            screen(page, "unprinted")
            card = page.get_by_role("region", name="会议通讯录")
            card.get_by_role("button", name="不用").click()
            card.get_by_text("不会列入通讯录").wait_for()
            free_of_barriers(page, axe)
            page.keyboard.press("Escape")
            fill_in(page, name="欧阳无碍", phone="13900009999")
            page.get_by_label("列入会议通讯录").wait_for()
            free_of_barriers(page, axe)
        with venue.page("desk") as desk:
            desk_steps.open_card(desk, person)
            desk.get_by_role("region", name="In the directory").wait_for()
            free_of_barriers(desk, axe)
        with venue.page("control") as control:
            control.locator(".control-nav a[href='#rules']").click()
            control.get_by_role("form", name="Congress directory").wait_for()
            free_of_barriers(control, axe)
