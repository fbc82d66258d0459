"""A plan in a ticket shop at control: what goes to and fro is seen first, then it goes."""

from uuid import uuid4

from tests.planning.pretix_shops import FakeShop
from tests.stories import receivers
from tests.stories.browsers import chromium
from tests.stories.serving import onsite, pair, pairing_link, served


def test_the_organiser_sees_which_check_ins_go_to_the_shop_and_come_from_it(playwright, tmp_path):
    shop = FakeShop()
    try:
        member = shop.add_item("Member", "20.00")
        shop.add_order("AAA", [(f"Person {number}", member) for number in range(1, 4)])
        congress = tmp_path / "event"
        onsite("init", congress, "--plan", shop.address())
        onsite("staff", congress, "--name", "Olga", "--role", "organiser", "--pin", "246810")
        with served(congress, "--http") as base:
            desk = pair(congress, "desk")
            body = {"check_in_id": str(uuid4()), "reg_no": "AAA-1", "print": False}
            told = receivers.ask(f"{base}/api/v1/check-ins", desk["token"], body)
            assert told["outcome"] == "checked_in"
            link = pairing_link(congress, base, "control")
            with chromium(playwright) as browser:
                page = browser.new_page(locale="en-GB")
                write_back(page, link)
        assert set(shop.entries()) == {"AAA-1"}
    finally:
        shop.close()


def write_back(page, link):
    page.goto(link)
    page.locator(".control-nav a[href='#workbook']").click()
    page.get_by_role("button", name="See what would be written").click()
    dialog = page.get_by_role("dialog", name="Operator sign-in")
    dialog.get_by_label("Name").fill("Olga")
    dialog.get_by_label("PIN").fill("246810")
    page.keyboard.press("Enter")
    told = page.get_by_role("region", name="What would be written")
    told.get_by_text("Check-ins to the shop: 1").wait_for()
    page.get_by_role("button", name="Write back").click()
    page.get_by_text("Written back to").wait_for()
    page.get_by_role("button", name="See what would be written").click()
    told.get_by_text("The workbook says it all already").wait_for()
