"""A desk registers, takes money, lends and gives, in a real browser; each story reads the rows it left."""

from uuid import uuid4

import pytest

from tests.stories.desk_steps import (
    CASHIER,
    DESK,
    SECOND_CASHIER,
    desk_token,
    draw,
    guest,
    more,
    open_card,
    open_heading,
    rows,
    sign_in_here,
)
from tests.stories.venue import scan

pytestmark = pytest.mark.pages


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
        page.get_by_text("Printed at Badges").wait_for(timeout=30000)
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
        " WHERE j.prints = 'badge' ORDER BY j.created_at, j.rowid",  # all of a group at one instant
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


def test_what_the_desk_does_besides_is_not_put_down_to_who_is_open(staffed):
    person = staffed.person()
    with staffed.page("desk") as page:
        sign_in_here(page, DESK)
        open_card(page, person)
        more(page, "without a name")
        page.get_by_role("dialog").get_by_label("Category").select_option("EXH")
        page.get_by_role("button", name="Make 6").click()
        page.get_by_text("6 badges made").wait_for()

        assert page.locator(".desk-recents").count() == 0
        page.get_by_role("button", name="Check in and print").wait_for()
    assert rows(staffed, "SELECT count(*) FROM delegates WHERE is_nameless") == [(6,)]


def test_what_is_owed_is_paid_where_she_stands_and_she_goes_on(staffed):
    person = staffed.person(owes=True)
    with staffed.page("desk") as page:
        sign_in_here(page, SECOND_CASHIER)
        open_card(page, person)
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("WeChat").check()
        dialog.get_by_label("WeChat merchant reference").fill("4200001234")
        page.keyboard.press("Enter")
        page.get_by_text(f"{person['name']} has paid").wait_for()

        page.keyboard.press("Enter")
        page.get_by_text(f"{person['name']} is checked in").wait_for()
    lines = rows(
        staffed,
        "SELECT l.method, l.reference, l.amount_fen FROM payment_lines l"
        " WHERE l.reference = '4200001234'",
    )
    assert lines == [("wechat", "4200001234", person["owes_fen"])]
    assert staffed.card(person["reg_no"])["owes_fen"] == 0


def test_a_kiosks_call_is_one_line_with_one_button(staffed):
    kiosk = staffed.post_as_organiser("stations", {"role": "kiosk", "name": "一号机"})
    call = {"help_call_id": str(uuid4()), "kind": "printer"}
    with staffed.page("desk") as page:
        staffed.ask("help-calls", call, token=kiosk["token"])
        page.get_by_text("一号机 called for help").wait_for()
        page.get_by_role("button", name="I am going").click()

        page.get_by_text("一号机 called for help").wait_for(state="detached")
    assert rows(staffed, "SELECT help_call_id FROM help_call_answers") == [(call["help_call_id"],)]


def test_a_queue_slip_in_the_field_counts_the_wait(staffed):
    body = {"queue_slip_id": str(uuid4()), "zone": "PRE"}
    slip = staffed.ask("queue-slips", body, token=desk_token(staffed))
    with staffed.page("desk") as page:
        scan(page, slip["code"], shows=page.get_by_text("Queue slip taken"))
    assert rows(staffed, "SELECT count(*) FROM queue_slip_scans") == [(1,)]


def test_on_a_phone_the_one_action_is_under_the_thumb(staffed):
    person = staffed.person()
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    with staffed.page("desk", language="zh-Hans", **phone) as page:
        open_card(page, person)
        act = page.get_by_role("button", name="报到并打印")
        assert act.bounding_box()["y"] > 844 * 0.8
        act.tap()
        page.get_by_text(f"{person['name']} 报到成功").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert staffed.card(person["reg_no"])["checked_in"]
