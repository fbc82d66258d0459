"""What a desk does beside checking in, in a real browser; each story reads the rows it left."""

import sqlite3
from contextlib import closing

import pytest

from tests.stories import receivers
from tests.stories.venue import HUMAN_MS, SUPERVISOR, scan, sign_in

CASHIER = ("财务壬", "8642")
DESK = ("注册癸", "9753")


@pytest.fixture(scope="module")
def staffed(venue):
    """Let a cashier and somebody of the desk sign in."""
    for (name, pin), roles in ((CASHIER, ["finance", "desk"]), (DESK, ["desk"])):
        venue.post_as_organiser("operators", {"name": name, "roles": roles, "pin": pin})
    venue.post_as_organiser(
        "printers",
        {"name": "Papers", "url": "virtual:?", "prints": ["receipt", "voucher", "label"]},
    )
    return venue


def test_a_name_is_put_right_and_the_badge_printed_again_in_one_step(staffed):
    person = staffed.person()
    right = f"{person['name']}正"
    with staffed.page("desk") as page:
        open_card(page, person)
        page.keyboard.press("F3")
        page.get_by_role("dialog").get_by_label("Name *").fill(right)
        page.keyboard.press("Enter")
        page.get_by_text(f"{right} is put right").wait_for()
        page.get_by_role("heading", name=right).wait_for()

        page.keyboard.press("Enter")
        page.get_by_text(f"{right} is checked in").wait_for()
    assert rows(staffed, "SELECT name FROM delegates WHERE reg_no = ?", person["reg_no"]) == [
        (right,)
    ]
    assert rows(staffed, "SELECT reason FROM name_fixes")[-1] == ("The name was misspelt",)


def test_a_gift_is_signed_for_on_the_screen(staffed):
    person = guest(staffed)
    with staffed.page("desk") as page:
        sign_in_here(page, DESK)
        open_card(page, person)
        page.get_by_role("checkbox", name="Speaker gift").click()
        dialog = page.get_by_role("dialog")
        assert dialog.get_by_role("button", name="Hand out").is_disabled()
        draw(page)
        dialog.get_by_role("button", name="Hand out").click()

        page.get_by_text(f"{person['name']} signed for: Speaker gift").wait_for()
        assert page.get_by_role("checkbox", name="Speaker gift").is_checked()
    kept = rows(
        staffed,
        "SELECT s.operator, s.signed_by, json_array_length(s.strokes) FROM signatures s"
        " JOIN hand_outs h ON h.id = s.fact_id JOIN delegates d ON d.id = h.delegate_id"
        " WHERE d.reg_no = ?",
        person["reg_no"],
    )
    assert kept == [(DESK[0], person["name"], 2)]


def test_a_walk_in_is_registered_paid_in_cash_and_checked_in_on_one_page(staffed):
    with staffed.page("desk") as page:
        sign_in_here(page, CASHIER)
        page.keyboard.press("F2")
        dialog = page.get_by_role("dialog", name="Add a walk-in")
        dialog.get_by_label("Name *").fill("现付")
        dialog.get_by_label("Phone").fill("13812345678")
        dialog.get_by_label("Organisation").fill("山间医院")
        dialog.get_by_label("Category").select_option("STU")
        dialog.get_by_label("Received").fill("1000")
        assert dialog.locator(".pay-change strong").inner_text() == "¥200"
        dialog.get_by_label("consents").check()
        dialog.get_by_role("button", name="Take ¥800").click()
        dialog.get_by_label("Float").fill("500")
        page.keyboard.press("Enter")

        page.get_by_text("is registered as").wait_for()
        page.get_by_text("Give ¥200 change").wait_for()
        page.get_by_text("Printed at Badges").wait_for(timeout=15000)
    lines = rows(
        staffed,
        "SELECT p.total_fen, l.method, l.tendered_fen, l.change_fen FROM payments p"
        " JOIN payment_lines l ON l.payment_id = p.id JOIN payment_shares s ON s.payment_id = p.id"
        " JOIN delegates d ON d.id = s.delegate_id WHERE d.name = '现付'",
    )
    assert lines == [(80000, "cash", 100000, 20000)]
    assert rows(
        staffed,
        "SELECT count(*) FROM arrivals a JOIN delegates d ON d.id = a.delegate_id"
        " WHERE d.name = '现付'",
    ) == [(1,)]


def test_a_walk_ins_wrong_phone_is_said_while_it_is_typed(staffed):
    with staffed.page("desk") as page:
        page.keyboard.press("F2")
        page.get_by_role("dialog").get_by_label("Phone").fill("138")
        page.keyboard.press("Tab")

        page.get_by_role("alert").filter(has_text="This number can’t be right").wait_for()


def test_the_list_knows_a_walk_in_before_she_is_sent(staffed):
    person = staffed.person()
    with staffed.page("desk") as page:
        page.keyboard.press("F2")
        page.get_by_label("Name *").fill(person["name"])
        page.get_by_text("The list may know this person").wait_for()
        page.locator(".known-hit").first.click()

        open_heading(page, person).wait_for()


def test_a_colleague_comes_instead_and_the_old_code_dies(staffed):
    person = staffed.person()
    with staffed.page("desk") as page:
        open_card(page, person)
        more(page, "colleague")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Name *").fill("代来")
        dialog.get_by_role("button", name="Substitute").click()
        sign_in(page, SUPERVISOR)
        page.get_by_text(f"代来 comes instead of {person['name']}").wait_for()

        page.keyboard.press("Enter")
        page.get_by_text("代来 is checked in").wait_for()
    kept = rows(staffed, "SELECT operator FROM substitutions")
    assert kept[-1] == (SUPERVISOR[0],)
    answer = staffed.ask("lookups", {"credential": person["credential"]}, token=desk_token(staffed))
    assert answer["reason"] == "revoked"


def test_a_group_is_checked_in_sorted_and_its_badges_print(staffed):
    one, other = staffed.person(), staffed.person()
    with staffed.page("desk") as page:
        page.keyboard.press("F6")
        add = page.get_by_label("Add one person")
        for person in (one, other):
            add.fill(person["reg_no"])
            page.locator(".seek-hit").first.click()
        page.get_by_text("2 of 2 chosen").wait_for()
        page.get_by_role("button", name="Check in and print 2").click()

        page.get_by_text("2 checked in").wait_for()
    for person in (one, other):
        assert staffed.card(person["reg_no"])["checked_in"]
    jobs = rows(
        staffed,
        "SELECT d.reg_no FROM print_jobs j JOIN delegates d ON d.id = j.delegate_id"
        " ORDER BY j.created_at",
    )
    assert [reg_no for (reg_no,) in jobs][-2:] == [one["reg_no"], other["reg_no"]]


def test_one_person_picks_up_for_another_and_signs(staffed):
    person = staffed.person()
    with staffed.page("desk") as page:
        sign_in_here(page, DESK)
        more(page, "pick up")
        page.get_by_label("Add one person").fill(person["reg_no"])
        page.locator(".seek-hit").first.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Who takes them").fill("领队")
        dialog.get_by_label("Phone").fill("13812345678")
        draw(page)
        dialog.get_by_role("button", name="Print and hand over 1").click()

        page.get_by_text("领队 takes 1").wait_for()
    assert rows(staffed, "SELECT taken_by, phone FROM pick_ups") == [("领队", "13812345678")]
    assert staffed.card(person["reg_no"])["checked_in"] is None


def test_the_paper_list_is_typed_in_with_its_own_times(staffed):
    one, other = staffed.person(), staffed.person()
    with staffed.page("desk") as page:
        sign_in_here(page, DESK)
        more(page, "paper list")
        for text in (one["reg_no"], "0001", other["reg_no"].lower(), "00:02"):
            page.keyboard.type(text, delay=HUMAN_MS)
            page.keyboard.press("Enter")
        page.get_by_role("button", name="Enter 2").click()

        page.get_by_text("2 entries were taken over").wait_for()
    kept = rows(
        staffed,
        "SELECT c.at, c.noted_at IS NOT NULL FROM check_ins c JOIN delegates d"
        " ON d.id = c.delegate_id WHERE d.reg_no = ?",
        one["reg_no"],
    )
    assert len(kept) == 1
    assert kept[0][1]
    assert ":01" in str(kept[0][0])


def test_a_receiver_goes_out_against_a_badge_and_comes_back_by_its_number(staffed):
    person = staffed.person()
    with staffed.page("desk") as page:
        sign_in_here(page, DESK)
        open_card(page, person)
        page.get_by_role("checkbox", name="Receiver").click()
        page.get_by_label("Number (scan or type)").fill("R-017")
        page.keyboard.press("Enter")
        page.get_by_role("checkbox", name="Receiver out: R-017").wait_for()

        more(page, "return")
        page.get_by_label("Scan or type its number").fill("r017")
        page.locator(".loan").filter(has_text=person["name"]).wait_for()
        page.keyboard.press("Enter")
        page.get_by_text("Give the badge back").wait_for()
    kept = rows(staffed, "SELECT state, handed_back_by, received_by FROM loan_returns")
    assert kept == [("ok", person["name"], DESK[0])]


def test_somebody_in_the_wrong_zone_is_told_the_right_one_and_served_all_the_same(staffed):
    person = staffed.person()
    with staffed.page("desk", station={"zone": "VIP"}) as page:
        open_card(page, person)
        page.get_by_text("Belongs to Pre-registered: 一层大厅 A 区").wait_for()
        page.keyboard.press("Enter")
        page.get_by_text(f"{person['name']} is checked in").wait_for()
    assert staffed.card(person["reg_no"])["checked_in"]["zone"] == "VIP"


def test_what_happened_to_a_person_is_read_as_sentences(staffed):
    person = staffed.person()
    staffed.check_in(person)
    with staffed.page("desk") as page:
        open_card(page, person)
        more(page, "history")

        page.locator(".trail-step").first.wait_for()
        assert page.locator(".trail-step").count() >= 1


def test_a_supervisors_word_is_for_one_act_and_the_desk_stays_signed_in(staffed):
    person = staffed.person(owes=True)
    with staffed.page("desk") as page:
        sign_in_here(page, DESK)
        open_card(page, person)
        page.keyboard.press("Enter")
        page.get_by_label("Pays later").check()
        page.keyboard.press("Enter")
        sign_in(page, SUPERVISOR)
        page.get_by_text("may come in; check in now").wait_for()

        page.locator(".status-line").get_by_text(DESK[0]).wait_for()
        assert page.locator(".status-line").get_by_text(SUPERVISOR[0]).count() == 0


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
