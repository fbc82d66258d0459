"""The report's lists at control: an organiser takes them away, and it is seen that she did."""

import csv
import io
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from tests.stories.venue import ORGANISER, sign_in


def test_an_organiser_takes_lists_away_and_it_is_written_down(venue):
    person = venue.person()
    venue.check_in(person)
    with venue.page("control") as page:
        page.locator(".control-nav a[href='#reports']").click()
        with page.expect_download() as taken:
            page.get_by_role("button", name="Attendance: Excel").click()
            sign_in(page, ORGANISER)
        sheet = openpyxl.load_workbook(io.BytesIO(content_of(taken))).worksheets[0]
        assert person["reg_no"] in [cell.value for cell in sheet["A"]]

        with page.expect_download() as taken:
            page.get_by_role("button", name="Attendance: CSV").click()
        text = content_of(taken).decode("utf-8-sig")
        assert person["reg_no"] in [row[0] for row in csv.reader(io.StringIO(text))]
        lately = page.get_by_role("region", name="Files taken away lately")
        lately.get_by_text("attendance.csv").first.wait_for()
        lately.get_by_text("attendance.xlsx").first.wait_for()


def test_what_earns_credits_is_set_beside_the_lists(venue):
    with venue.page("control") as page:
        page.locator(".control-nav a[href='#reports']").click()
        share = page.get_by_label("Least share of the session (%)")
        share.fill("70")
        page.get_by_role("button", name="Save", exact=True).click()
        sign_in(page, ORGANISER)

        page.get_by_text("Saved what earns credits").wait_for()

        page.reload()
        expect(share).to_have_value("70")


def content_of(taken):
    return Path(taken.value.path()).read_bytes()
