"""The main job with real parts: plan in, a person in, her badge out, counts live, plan back."""

import csv
import json

import openpyxl
import zxingcpp

from tests.stories import receivers
from tests.stories.browsers import chromium, film_of
from tests.stories.serving import onsite, pairing_link


def test_a_delegate_shows_her_code_and_the_workbook_knows_it_next_morning(
    congress, served, badge_printer, playwright, tmp_path
):
    onsite("printer", congress, "add", "badges", "--url", badge_printer.url, "--prints", "badge")
    onsite("credentials", congress, "--out", tmp_path / "c.csv", "--qr", tmp_path / "tickets")
    with (tmp_path / "c.csv").open(encoding="utf-8") as file:
        credentials = {row["reg_no"]: row["credential"] for row in csv.DictReader(file)}
    delegate = paid_delegate(congress.with_name("congress.xlsx"))
    film = film_of(tmp_path / "tickets" / f"{delegate}.png", tmp_path / "film.mjpeg")

    with chromium(playwright) as wall:
        board = wall.new_page()
        board.goto(pairing_link(congress, served, "board"))
        come = board.locator(".checked-in strong")
        come.filter(has_text="0").wait_for()
        check_in_at_kiosk(
            playwright, pairing_link(congress, served, "kiosk", "--zone", "PRE"), film
        )
        come.filter(has_text="1").wait_for(timeout=2000)

    pages = receivers.wait_for(badge_printer.pages)
    assert credentials[delegate] in [found.text for found in zxingcpp.read_barcodes(pages[0])]

    first = json.loads(onsite("sync", congress, "--json"))
    assert first["written"] > 0
    assert not first["unchanged"]
    assert checked_in_at(congress.with_name("congress.xlsx"), delegate)

    second = json.loads(onsite("sync", congress, "--json"))
    assert second["unchanged"]
    assert second["written"] == 0


def check_in_at_kiosk(playwright, link, film):
    with chromium(playwright, film=film) as hall:
        context = hall.new_context(permissions=["camera"], locale="en")
        kiosk = context.new_page()
        kiosk.goto(link)
        kiosk.get_by_role("button", name="是我，打印胸卡").click(timeout=30000)
        kiosk.get_by_role("heading", name="请取走您的胸卡").wait_for(timeout=30000)


def rows_of(workbook):
    sheet = openpyxl.load_workbook(workbook)["代表名单"]
    headings = [cell.value for cell in sheet[1]]
    return [
        dict(zip(headings, row, strict=True))
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]


def paid_delegate(workbook):
    return next(
        row["注册编号"]
        for row in rows_of(workbook)
        if row["类别"] == "MEM" and row["应缴(元)"] == row["已缴(元)"]
    )


def checked_in_at(workbook, reg_no):
    return next(row["报到时间"] for row in rows_of(workbook) if row["注册编号"] == reg_no)
