"""Steps the desk's stories share: who works there, opening a card, finding an act, signing, rows."""

import sqlite3
from contextlib import closing

from tests.stories import receivers
from tests.stories.venue import HUMAN_MS, scan, sign_in

CASHIER = ("财务壬", "8642")
SECOND_CASHIER = ("财务子", "8643")
DESK = ("注册癸", "9753")
STAFF = ((CASHIER, ["finance", "desk"]), (SECOND_CASHIER, ["finance"]), (DESK, ["desk"]))


def staff(venue):
    """Let a cashier and somebody of the desk sign in, and papers come out."""
    for (name, pin), roles in STAFF:
        venue.post_as_organiser("operators", {"name": name, "roles": roles, "pin": pin})
    papers = {"name": "Papers", "url": "virtual:?", "prints": ["receipt", "voucher", "label"]}
    venue.post_as_organiser("printers", papers)
    return venue


def open_card(page, person):
    scan(page, person["credential"], shows=open_heading(page, person))


def open_heading(page, person):
    return page.get_by_role("heading", name=person["name"])


def more(page, words):
    """Find an act by typing, as it is done with the queue watching."""
    page.keyboard.press("F9")
    page.locator(".palette").wait_for()
    page.keyboard.type(words, delay=HUMAN_MS)
    page.keyboard.press("Enter")
    page.locator("dialog:not(.palette)").wait_for()


def sign_in_here(page, who):
    page.get_by_role("button", name="Operator sign-in").click()
    sign_in(page, who)
    page.locator(".status-line").get_by_text(who[0]).wait_for()


def set_strict(venue, zone, *, is_strict):
    receivers.ask(
        f"{venue.base}/api/v1/zones/{zone}",
        venue._control["token"],
        {"is_strict": is_strict},
        operator=venue._operator,
        method="PUT",
    )


def draw(page):
    """Sign with two strokes, as a finger does."""
    area = page.locator(".signature canvas")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    for top in (0.3, 0.6):
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * top)
        page.mouse.down()
        for step in range(1, 8):
            page.mouse.move(
                box["x"] + box["width"] * (0.2 + 0.08 * step),
                box["y"] + box["height"] * (top + 0.03 * (step % 3)),
            )
        page.mouse.up()


def guest(venue):
    """Take a speaker."""
    found = next(each for each in venue._people if each["category"] == "SPK")
    venue._people.remove(found)
    return {**found, "credential": venue.tickets[found["reg_no"]]}


def desk_token(venue):
    return venue._desk["token"]


def rows(venue, sql, *values):
    """Read rows of the event's database, as a stranger would: read-only."""
    path = f"file:{venue.congress / 'onsite.db'}?mode=ro"

    def read():
        with closing(sqlite3.connect(path, uri=True)) as found:
            return found.execute(sql, values).fetchall()

    receivers.wait_for(lambda: read() is not None, seconds=3)
    return read()
