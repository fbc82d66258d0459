"""A cashier's day in a real browser: her drawer, change, a split, a receipt, a refund, the blind count."""

import pytest

from tests.stories import receivers
from tests.stories import venue as venues
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import HUMAN_MS, sign_in

CASHIER = ("财务辛", "8642")


@pytest.fixture(scope="module")
def venue(playwright, tmp_path_factory):
    """A venue of its own: other stories' money would stand in its settlement."""
    with venues.venue(playwright, tmp_path_factory.mktemp("finance")) as found:
        yield found


@pytest.fixture(scope="module")
def cashier(venue):
    name, pin = CASHIER
    venue.post_as_organiser("operators", {"name": name, "roles": ["finance"], "pin": pin})
    venue.post_as_organiser("printers", {"name": "Till", "url": "virtual:?", "prints": ["receipt"]})


def test_a_cashiers_day_from_the_float_to_the_blind_count(venue, cashier):
    one, other = venue.person(owes=True), venue.person(owes=True)
    owed = one["owes_fen"] // 100
    with venue.page("finance") as page:
        page.get_by_role("button", name="Open the drawer").first.click()
        count(page, {"¥100": 5})
        page.keyboard.press("Enter")
        sign_in(page, CASHIER)
        page.get_by_text(f"Drawer of {CASHIER[0]}", exact=True).wait_for()

        find(page, one)
        page.keyboard.press("Enter")
        page.get_by_text("Type what was handed over").wait_for()
        page.get_by_label("Cash handed over").fill(str(owed + 50))
        assert page.locator(".change strong").inner_text() == "¥50"
        page.keyboard.press("Enter")
        page.get_by_text("taken, receipt 1").wait_for()
        assert page.locator(".change[data-done=yes] strong").inner_text() == "¥50"
        assert receivers.wait_for(lambda: receipts(venue) == 1, seconds=15)

        page.keyboard.press("Escape")
        find(page, other)
        split = other["owes_fen"] // 100 - 100
        pay_split(page, cash=100)

        refund(page, 60, "leaves early")

        assert "Expected" not in page.locator("body").inner_text()
        page.get_by_role("button", name="Count and close").click()
        assert "Expected" not in page.get_by_role("dialog").inner_text()
        count(page, {"¥100": (500 + owed + 100 - 60) // 100, "¥10": 3})
        page.keyboard.press("Enter")
        page.get_by_text("¥10 short; it is on record.").wait_for()
        assert "Expected" in page.get_by_role("dialog").inner_text()
        page.get_by_role("button", name="Seen", exact=True).click()
        page.get_by_text("Drawer shut").wait_for()

        page.get_by_role("button", name="Settlement").click()
        page.get_by_text("The books balance to the fen.").wait_for()
        wechat = page.get_by_role("row").filter(has_text="WeChat Pay").first
        assert f"¥{split:,}" in wechat.inner_text()


def pay_split(page, *, cash):
    """Pay what is owed in cash, exactly, and the rest by WeChat Pay."""
    page.get_by_role("button", name="Split: add a method").click()
    page.get_by_label("By this method").first.fill(str(cash))
    page.get_by_label("WeChat Pay reference").fill("4200001234")
    page.get_by_label("Cash handed over").press("Tab")
    assert page.locator(":focus").inner_text() == f"Exactly ¥{cash}"
    page.keyboard.press("Enter")
    page.locator("[name=tendered-0]:focus").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("taken, receipt 2").wait_for()


def test_an_odd_tax_number_is_warned_of_as_it_is_typed(venue, cashier):
    with venue.page("finance") as page:
        find(page, venue.person())
        page.get_by_role("button", name="Invoice", exact=True).click()
        page.get_by_label("Made out to").fill("示例公司")
        page.get_by_label("Tax number").fill("91350100M000100Y44")
        page.get_by_text("check digit is wrong").wait_for()
        page.get_by_label("Tax number").fill("91350100M000100Y43")
        page.get_by_text("check digit is wrong").wait_for(state="detached")
        page.get_by_label("requested").check()
        page.get_by_role("button", name="Now: requested").click()
        sign_in(page, CASHIER)
        page.get_by_text("Invoice of").filter(has_text="requested").first.wait_for()


def test_no_part_of_the_finance_page_has_a_serious_barrier(venue, cashier):
    axe = axe_core()
    person = venue.person(owes=True)
    with venue.page("finance", language="zh-Hans", color_scheme="light") as page:
        assert barriers(page, axe) == []
        find(page, person)
        page.get_by_role("button", name="分开付：再加一种方式").click()
        settled(page)
        assert barriers(page, axe) == []
        for act in ("加收或减免…", "发票", "转账凭证", "押金", "付款给本人"):
            page.locator("main").get_by_role("button", name=act, exact=True).click()
            page.get_by_role("dialog").wait_for()
            assert barriers(page, axe) == [], act
            page.keyboard.press("Escape")
            page.get_by_role("dialog").wait_for(state="detached")
        for tab in ("发票", "待核转账"):
            page.get_by_role("navigation").get_by_role("button", name=tab, exact=True).click()
            page.get_by_role("heading", name=tab).wait_for()
            assert barriers(page, axe) == [], tab


def find(page, person):
    """Type her number and open her with Enter, as a cashier does."""
    page.get_by_role("combobox").click()
    page.keyboard.type(person["reg_no"].lower(), delay=HUMAN_MS)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".bill-who").filter(has_text=person["name"]).wait_for()


def refund(page, yuan, reason):
    """Give something of the only payment back, behind "more"."""
    page.locator(".entry summary").click()
    page.get_by_role("button", name="Refund", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Amount").fill(str(yuan))
    dialog.get_by_label("Reason").fill(reason)
    page.keyboard.press("Enter")
    page.get_by_text(f"¥{yuan} given back to").wait_for()


def count(page, pieces):
    for denomination, number in pieces.items():
        line = page.locator(".counting-line").filter(has_text=f"{denomination}×")
        line.get_by_role("textbox").fill(str(number))


def receipts(venue):
    """Count the receipts that came out of the virtual printer."""
    return len(list((venue.congress / "outbox").glob("receipt-*.png")))
