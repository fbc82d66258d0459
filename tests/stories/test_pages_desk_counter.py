"""A desk registers, takes money, lends and gives, in a real browser; each story reads the rows it left."""

from tests.stories.desk_steps import (
    CASHIER,
    DESK,
    draw,
    guest,
    more,
    open_card,
    open_heading,
    rows,
    sign_in_here,
)


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
