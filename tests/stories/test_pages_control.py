"""Control in a real browser: stations come and go by link, printers show what they print."""

from contextlib import contextmanager
from urllib.parse import quote

from tests.stories.venue import ORGANISER, scan, sign_in


def test_a_kiosk_paired_by_the_shown_link_says_so_when_it_is_revoked(venue):
    with venue.page("control") as control, venue.context() as other:
        go(control, "stations")
        control.get_by_role("button", name="Pair a station").click()
        control.get_by_label("What it does").select_option("kiosk")
        control.get_by_label("Name (optional)").fill("Kiosk by the stairs")
        control.get_by_role("button", name="Make the link").click()
        sign_in(control, ORGANISER)
        made = control.get_by_role("dialog", name="Kiosk by the stairs can be opened now")
        link = made.locator("code").inner_text()
        made.get_by_role("img").wait_for()
        control.keyboard.press("Escape")
        made.wait_for(state="detached")

        kiosk = other.new_page()
        kiosk.goto(f"{venue.base}/pair/{link.rsplit('/', 1)[1]}")
        kiosk.get_by_role("heading", name="请出示二维码").wait_for()
        kiosk.get_by_text("Kiosk by the stairs").wait_for()

        row = control.get_by_role("listitem").filter(has_text="Kiosk by the stairs")
        row.get_by_role("button", name="Revoke").click()
        question = control.get_by_role("dialog", name="Revoke the pairing of Kiosk by the stairs?")
        question.get_by_role("button", name="Revoke").click()
        control.get_by_text("The pairing of Kiosk by the stairs was revoked").wait_for()

        scan(kiosk, "ANYTHING0", shows=kiosk.get_by_role("heading", name="此页面尚未配对"))


def test_a_new_printers_test_page_appears_as_a_picture(venue):
    with for_this_story(venue, "Hall printer"), venue.page("control") as page:
        go(page, "printers")
        page.get_by_role("button", name="Add a printer").click()
        page.get_by_label("Name", exact=True).fill("Hall printer")
        page.get_by_label("How it is reached").select_option("virtual")
        page.keyboard.press("Enter")
        sign_in(page, ORGANISER)
        asked = page.get_by_role("dialog", name="Try the printer Hall printer")
        asked.get_by_role("button", name="Print a test page").click()
        asked.get_by_text("Test page: printed").wait_for(timeout=30000)
        page.get_by_label("Scan the code on it").fill("ONSITE-TEST 300 dpi Hall printer")
        page.keyboard.press("Enter")
        asked.get_by_text("The code reads well: Hall printer, 300 dpi.").wait_for()
        asked.get_by_role("button", name="Done").click()
        asked.wait_for(state="detached")
        go(page, "jobs")
        job = page.get_by_role("listitem").filter(has_text="Hall printer")
        job.filter(has_text="printed").first.wait_for(timeout=30000)

        picture = job.locator("img").first
        picture.wait_for()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100


@contextmanager
def for_this_story(venue, printer):
    """Take a printer away at the end: stories after this one know nothing of it."""
    try:
        yield
    finally:
        venue.delete_as_organiser(f"printers/{quote(printer)}")


def go(page, section):
    page.locator(f".control-nav a[href='#{section}']").click()


def test_control_claims_nothing_once_contact_is_lost(venue):
    with venue.page("control") as page:
        page.context.set_offline(True)
        page.get_by_text("No answer from the event's laptop since").wait_for(timeout=25000)

        assert page.get_by_text("All is well").count() == 0
