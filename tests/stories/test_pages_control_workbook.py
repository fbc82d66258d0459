"""The planners' workbook at control: changes are seen before they come in, and what happened goes back."""

import sqlite3
from pathlib import Path

import openpyxl

from tests.stories.venue import ORGANISER, sign_in


def test_the_organiser_sees_what_a_later_workbook_changes_and_takes_it_in(venue, tmp_path):
    here, renamed = venue.person(), venue.person()
    venue.check_in(here)
    later = tmp_path / "策划表 v2.xlsx"
    edited(venue, later, {here["reg_no"]: {"类别": "VIP"}, renamed["reg_no"]: {"单位": "新单位"}})
    with venue.page("control") as page:
        page.locator(".control-nav a[href='#workbook']").click()
        page.get_by_label("Choose the workbook…").set_input_files(later)
        sign_in(page, ORGANISER)
        told = page.get_by_role("region", name="What will change")
        told.get_by_text("1 changed").wait_for()
        told.get_by_text("1 refused").wait_for()
        told.get_by_text("This person is checked in; settle it at a desk first.").wait_for()
        told.get_by_text("新单位").wait_for()
        assert venue.card(renamed["reg_no"])["organisation"] == renamed["organisation"]

        page.get_by_role("button", name="Take in: 1").click()

        page.get_by_text("Taken in: 1").wait_for()
        assert venue.card(renamed["reg_no"])["organisation"] == "新单位"
        assert venue.card(here["reg_no"])["category"] == here["category"]


def test_what_happened_goes_back_into_the_laptops_workbook(venue):
    venue.check_in(venue.person())
    with venue.page("control") as page:
        page.locator(".control-nav a[href='#workbook']").click()
        page.get_by_role("button", name="See what would be written").click()
        sign_in(page, ORGANISER)
        told = page.get_by_role("region", name="What would be written")
        told.get_by_text(str(plan_of(venue))).wait_for()
        look = page.get_by_role("button", name="See what would be written")
        page.get_by_role("button", name="Write back").click()
        page.get_by_text("Written back to").wait_for()

        look.focus()
        page.keyboard.press("Enter")
        page.get_by_text("The workbook says it all already").wait_for()
        page.wait_for_function("e => e === document.activeElement", arg=look.element_handle())


def plan_of(venue):
    with sqlite3.connect(f"file:{venue.congress / 'onsite.db'}?mode=ro", uri=True) as database:
        return Path(database.execute("SELECT plan_path FROM event").fetchone()[0])


def edited(venue, path, changes):
    """Save the plan elsewhere with some cells of 代表名单 changed: {reg_no: {heading: text}}."""
    book = openpyxl.load_workbook(plan_of(venue))
    rows = list(book["代表名单"].iter_rows())
    headings = {cell.value: cell.column - 1 for cell in rows[0]}
    for row in rows[1:]:
        for heading, text in changes.get(row[headings["注册编号"]].value, {}).items():
            row[headings[heading]].value = text
    book.save(path)
