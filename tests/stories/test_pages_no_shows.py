"""Two desks work through the call sheet with keys alone: nobody is called twice, and words stand at both."""

import pytest

from tests.stories.desk_steps import (
    DESK,
    SECOND_CASHIER,
    more,
    open_card,
    rows,
    sign_in_here,
)
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import sign_in

pytestmark = pytest.mark.pages

SHEET = "call who"


def open_sheet(page, who):
    sign_in_here(page, who)
    more(page, SHEET)
    page.get_by_role("button", name="Call the next").wait_for()


def number_open(page):
    """Read whose number is shown to be dialled."""
    page.locator(".no-show[data-settled]").wait_for()
    return page.locator(".person-number").last.inner_text()


def left(page):
    return int(page.get_by_text(" left").inner_text().split()[0].replace(",", ""))


def call(page, key, *, said):
    """Say what came of the call by its key, and wait for the next person."""
    before = number_open(page)
    page.keyboard.press(key)
    page.locator(".no-shows-said").filter(has_text=said).wait_for()
    another = page.locator(".person-number").filter(has_not_text=before)
    page.locator(".no-show[data-settled]").filter(has=another).wait_for()
    return before


def test_two_desks_call_through_the_list_with_keys_and_never_the_same_person(staffed):
    with staffed.page("desk") as one, staffed.page("desk") as two:
        open_sheet(one, DESK)
        one.keyboard.press("Enter")
        first = number_open(one)
        many = left(one)
        open_sheet(two, SECOND_CASHIER)
        calling = two.locator(".no-shows-row:disabled")
        calling.filter(has_text="is calling").wait_for()
        two.get_by_role("button", name="Call the next").click()
        second = number_open(two)
        assert first != second, "the database gives a person to one desk alone"

        assert call(one, "1", said="no answer") == first
        one.get_by_label("Note", exact=True).fill("在高铁上")
        one.get_by_label("Here at about").fill("2359")
        on_the_way = call(one, "Enter", said="is coming")  # in the time's field it is "coming"
        assert left(one) == many - 2
        assert call(two, "4", said="is not coming") == second

        one.keyboard.press("Escape")
        one.get_by_role("button", name="Call the next").wait_for()
        one.get_by_label("Call status").select_option("not_coming")
        one.locator(".no-shows-row[data-status=not_coming]").first.wait_for()
        two.keyboard.press("Escape")
    said = dict(
        rows(
            staffed,
            "SELECT d.reg_no, c.outcome FROM no_show_calls c"
            " JOIN delegates d ON d.id = c.delegate_id WHERE c.reason IS NULL",
        )
    )
    assert (said[first], said[second], said[on_the_way]) == ("no_answer", "not_coming", "coming")
    [(note, coming_at)] = rows(
        staffed, "SELECT note, coming_at FROM no_show_calls WHERE outcome = 'coming'"
    )
    assert note == "在高铁上"
    assert coming_at


def test_who_comes_while_she_is_called_is_told_by_the_answer(staffed):
    with staffed.page("desk") as page:
        open_sheet(page, DESK)
        page.keyboard.press("Enter")
        number = number_open(page)
        staffed.check_in({"reg_no": number})

        page.keyboard.press("3")
        page.locator(".no-shows-said").filter(has_text="is here since").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Call the next").wait_for()
        assert page.locator(".no-shows-list").get_by_text(number).count() == 0
    assert rows(
        staffed,
        "SELECT c.reason FROM no_show_calls c JOIN delegates d ON d.id = c.delegate_id"
        " WHERE d.reg_no = ?",
        number,
    ) == [("here",)]


def test_a_mistake_is_put_right_by_another_word(staffed):
    with staffed.page("desk") as page:
        open_sheet(page, DESK)
        page.keyboard.press("Enter")
        number = call(page, "5", said="wrong number")
        page.get_by_role("button", name="Change").click()
        page.locator(".no-show[data-settled] .person-number").filter(has_text=number).wait_for()
        page.get_by_text("Wrong number (call no. 1)").wait_for()
        page.keyboard.press("2")
        page.locator(".no-shows-said").filter(has_text="reached, undecided").wait_for()
    assert [
        outcome
        for (outcome,) in rows(
            staffed,
            "SELECT c.outcome FROM no_show_calls c JOIN delegates d ON d.id = c.delegate_id"
            " WHERE d.reg_no = ? ORDER BY c.turn",
            number,
        )
    ] == ["wrong_number", "called"]


def test_a_call_back_is_noted_from_her_card_once_somebody_signs_in(staffed):
    person = staffed.person()
    with staffed.page("desk") as page:
        open_card(page, person)
        more(page, "phone call")
        page.get_by_text("shown to staff who are signed in").wait_for()
        page.get_by_role("dialog").get_by_role("button", name="Operator sign-in").click()
        sign_in(page, DESK)
        page.locator(".no-show[data-settled]").filter(has_text=person["reg_no"]).wait_for()
        page.keyboard.press("3")
        page.locator(".no-shows-said").filter(has_text="is coming").wait_for()
    assert rows(
        staffed,
        "SELECT c.outcome, c.operator FROM no_show_calls c JOIN delegates d ON d.id = c.delegate_id"
        " WHERE d.reg_no = ?",
        person["reg_no"],
    ) == [("coming", DESK[0])]


def test_names_and_numbers_wait_for_somebody_to_sign_in(staffed):
    with staffed.page("desk") as page:
        more(page, SHEET)
        page.get_by_text("shown to staff who are signed in").wait_for()
        assert page.locator(".no-shows-row").count() == 0


@pytest.mark.parametrize(
    ("language", "size"), [("en", (1280, 800)), ("zh-Hans", (390, 844)), ("en", (820, 1180))]
)
def test_the_call_sheet_has_no_serious_barrier_and_fits(staffed, language, size):
    axe = axe_core()
    viewport = {"width": size[0], "height": size[1]}
    words = {"en": ("Operator sign-in", "Call the next"), "zh-Hans": ("工作人员登录", "打给下一位")}
    with staffed.page("desk", language="en", viewport=viewport) as page:
        open_sheet(page, DESK)
        if language != "en":
            page.keyboard.press("Escape")
            page.get_by_role("button", name="简体中文").first.click()
            more(page, "未到人员")
        following = page.get_by_role("button", name=words[language][1])
        following.wait_for()
        settled(page)
        assert barriers(page, axe) == []
        following.click()
        page.locator(".no-show-phone").wait_for()
        settled(page)
        assert barriers(page, axe) == []
        assert page.evaluate("document.querySelector('dialog').scrollWidth") <= size[0]
        assert page.locator(".no-show-outcomes button").nth(4).is_visible()
