"""The dining hall in a real browser: a door that redeems meals, and the counts on the control page."""

from uuid import uuid4

import pytest
from openpyxl import load_workbook

from onsite.demo.congress import write_congress
from tests.stories import receivers
from tests.stories.browsers import chromium
from tests.stories.serving import TODAY, onsite, pair, pairing_link, served
from tests.stories.venue import scan

pytestmark = pytest.mark.pages

WINDOW = (9, 10)  # columns of the sheet 物资: a meal without one is on at any hour


@pytest.fixture(scope="module")
def hall(playwright, tmp_path_factory):
    """Serve a congress whose lunch is always on: its folder, its address, a browser."""
    folder = tmp_path_factory.mktemp("meals")
    workbook = folder / "congress.xlsx"
    write_congress(workbook, delegates=20, starts_on=TODAY)
    book = load_workbook(workbook)
    for row in book["物资"].iter_rows(min_row=2):
        for column in WINDOW:
            row[column - 1].value = None
    book.save(workbook)
    onsite("init", folder / "event", "--plan", workbook)
    with served(folder / "event") as base, chromium(playwright) as browser:
        yield folder / "event", base, browser


def test_a_meal_is_eaten_once_and_counted_at_door_and_control(hall):
    congress, base, browser = hall
    desk = pair(congress, "desk")["token"]

    def ask(path, body=None):
        return receivers.ask(f"{base}/api/v1/{path}", desk, body)

    person = next(
        found
        for found in (ask(f"delegates/RC{number:05d}") for number in range(1, 20))
        if found["owes_fen"] == 0
    )
    given = {"hand_out_id": str(uuid4()), "reg_no": person["reg_no"], "item": "LUNCH"}
    number = ask("hand-outs", given)["number"]

    context = browser.new_context(locale="en", permissions=["camera"])
    page = context.new_page()
    page.goto(pairing_link(congress, base, "door", "--checkpoint", "DINE-IN"))
    page.get_by_role("button", name="Dining hall").click()
    page.locator(".scan-picture[data-state=open]").wait_for()
    eaten = page.locator(".verdict", has_text="Enjoy the meal")
    scan(page, ticket_of(congress, person["reg_no"]), shows=eaten.get_by_text(number))
    assert page.locator(".verdict").get_attribute("data-colour") == "good"
    page.get_by_text("1 / 20").wait_for()
    page.wait_for_timeout(3100)  # the same code at once is one presentation, not two
    again = page.locator(".verdict", has_text="Already eaten")
    scan(page, ticket_of(congress, person["reg_no"]), shows=again)
    assert page.locator(".verdict").get_attribute("data-colour") == "warn"

    page.goto(pairing_link(congress, base, "control"))
    page.get_by_role("link", name="Materials").click()
    page.get_by_role("button", name="Meals").click()
    lunch = page.locator(".meal", has_text="Lunch voucher")
    lunch.locator(".meal-counts div", has_text="Eaten").get_by_text("1", exact=True).wait_for()
    context.close()


def ticket_of(congress, reg_no):
    out = congress.parent / "tickets.csv"
    if not out.exists():
        onsite("credentials", congress, "--out", out)
    lines = out.read_text(encoding="utf-8").splitlines()
    return next(line.split(",")[1] for line in lines if line.startswith(f"{reg_no},"))
