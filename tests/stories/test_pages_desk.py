"""The desk in a real browser: keys only, a queue watching."""

from PIL import Image

from tests.stories import receivers
from tests.stories.venue import HUMAN_MS, SUPERVISOR, scan, sign_in


def test_pinyin_and_enter_check_a_delegate_in_and_her_badge_is_printed(venue):
    person = venue.person()
    with venue.page("desk") as page:
        page.keyboard.type(person["reg_no"].lower(), delay=HUMAN_MS)
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=person["name"]).wait_for()
        page.keyboard.press("Enter")
        page.get_by_text(f"{person['name']} is checked in").wait_for()
        page.get_by_text("Printed at Badges").wait_for(timeout=30000)

        assert has_focus(page, "Scan, or type a name…")
    assert venue.card(person["reg_no"])["badge"]["printed_count"] == 1
    with Image.open(next((venue.congress / "outbox").glob("*.png"))) as badge:
        assert badge.width > 100


def test_a_name_is_found_by_its_pinyin(venue):
    person = venue.person()
    with venue.page("desk") as page:
        page.keyboard.type(pinyin(person["name"]), delay=HUMAN_MS)
        page.get_by_role("option").filter(has_text=person["reg_no"]).click()

        page.get_by_role("heading", name=person["name"]).wait_for()
        page.get_by_role("button", name="Check in and print").wait_for()


def test_an_unpaid_delegate_comes_in_on_a_supervisors_word_that_can_be_taken_back(venue):
    person = venue.person(owes=True)
    with venue.page("desk") as page:
        scan(page, person["credential"], shows=heading(page, person))
        page.keyboard.press("Enter")
        page.get_by_text(f"{person['name']} pays").wait_for()
        assert not page.get_by_role("dialog").is_visible()
        page.locator(".recent").filter(has_text=person["name"]).click()
        heading(page, person).wait_for()

        page.get_by_role("button", name="Let through unpaid…").click()
        page.get_by_label("Paid elsewhere, proof seen").check()
        page.keyboard.press("Enter")
        sign_in(page, SUPERVISOR)
        page.get_by_text("may come in; check in now").wait_for()
        assert venue.card(person["reg_no"])["override"]

        page.keyboard.press("F9")
        page.keyboard.type("letting", delay=HUMAN_MS)
        page.keyboard.press("Enter")
        page.get_by_label("The payment did not arrive").check()
        page.keyboard.press("Enter")
        page.get_by_text("is no longer let through unpaid").wait_for()
        assert not venue.card(person["reg_no"])["override"]

        page.get_by_role("button", name="Let through unpaid…").click()
        page.get_by_label("Pays later").check()
        page.keyboard.press("Enter")
        page.get_by_text("may come in; check in now").wait_for()
        page.keyboard.press("Enter")
        page.get_by_text(f"{person['name']} is checked in").wait_for()

        page.reload()
        page.locator(".recent").filter(has_text=person["name"]).wait_for()
        page.get_by_text("Next, please").wait_for()
    assert venue.card(person["reg_no"])["checked_in"]


def test_a_scanner_finds_the_person_wherever_the_focus_is(venue):
    one, other = venue.person(), venue.person()
    with venue.page("desk") as page:
        scan(page, one["credential"], shows=heading(page, one))
        page.get_by_role("button", name="Operator sign-in").focus()
        scan(page, other["credential"], shows=heading(page, other))

        assert page.get_by_role("dialog").count() == 0


def test_a_wrong_pin_says_so_and_keeps_the_name(venue):
    with venue.page("desk") as page:
        page.get_by_role("button", name="Operator sign-in").click()
        page.get_by_role("textbox", name="Name").fill(SUPERVISOR[0])
        page.get_by_role("textbox", name="PIN").fill("0000")
        page.keyboard.press("Enter")

        page.get_by_text("Name and PIN don't fit.").wait_for()
        assert page.get_by_role("textbox", name="Name").input_value() == SUPERVISOR[0]
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")


def test_a_printer_out_of_paper_is_said_in_the_desks_language(venue):
    person = venue.person()
    station, link = venue.station("desk", name="二号台")
    venue.post_as_organiser(
        "printers",
        {"name": "P2", "url": "virtual:?state=paper_out", "prints": ["badge"], "station": station},
    )
    with venue.context(language="zh-Hans") as context:
        page = context.new_page()
        page.goto(link)
        scan_when_ready(page, person)
        page.keyboard.press("Enter")

        page.get_by_text("P2：缺纸。恢复后会自动打印。").first.wait_for(timeout=30000)
        assert "out of paper" not in page.locator("body").inner_text()


def test_desk_and_board_live_in_one_browser_and_the_board_moves(venue):
    person = venue.person()
    with venue.context() as context:
        board, desk = context.new_page(), context.new_page()
        board.goto(venue.station("board")[1])
        desk.goto(venue.station("desk")[1])
        number = board.locator(".checked-in strong")
        number.wait_for()
        before = int(number.inner_text())
        scan_when_ready(desk, person)
        desk.keyboard.press("Enter")
        desk.get_by_text("is checked in").wait_for()

        number.filter(has_text=str(before + 1)).wait_for(timeout=2000)


def scan_when_ready(page, person):
    page.locator(".status-line").wait_for()
    scan(page, person["credential"], shows=heading(page, person))


def heading(page, person):
    return page.get_by_role("heading", name=person["name"])


def has_focus(page, placeholder):
    return receivers.wait_for(
        lambda: page.evaluate("document.activeElement.placeholder") == placeholder, seconds=3
    )


def pinyin(name):
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name))
