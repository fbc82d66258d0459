"""A desk puts right what is wrong, in a real browser; each story reads the rows it left."""

import pytest

from tests.stories.desk_steps import (
    DESK,
    desk_token,
    more,
    open_card,
    rows,
    set_strict,
    sign_in_here,
)
from tests.stories.venue import HUMAN_MS, SUPERVISOR, sign_in

pytestmark = pytest.mark.pages


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


def test_somebody_in_the_wrong_zone_is_told_the_right_one_and_served_all_the_same(staffed):
    person = staffed.person()
    with staffed.page("desk", station={"zone": "VIP"}) as page:
        open_card(page, person)
        page.get_by_text("Belongs to Pre-registered: 一层大厅 A 区").wait_for()
        page.keyboard.press("Enter")
        page.get_by_text(f"{person['name']} is checked in").wait_for()
    assert staffed.card(person["reg_no"])["checked_in"]["zone"] == "VIP"


def test_a_strict_zone_serves_another_zones_people_on_a_supervisors_word(staffed):
    person = staffed.person()
    set_strict(staffed, "MEDIA", is_strict=True)
    with staffed.page("desk", station={"zone": "MEDIA"}) as page:
        sign_in_here(page, DESK)
        open_card(page, person)
        page.get_by_role("button", name="Check in here all the same").click()
        sign_in(page, SUPERVISOR)
        page.get_by_text(f"{person['name']} is checked in").wait_for()
    assert staffed.card(person["reg_no"])["checked_in"]["operator"] == SUPERVISOR[0]
    set_strict(staffed, "MEDIA", is_strict=False)


def test_a_person_is_held_everywhere_until_a_supervisor_clears_her(staffed):
    person = staffed.person()
    with staffed.page("desk") as page:
        open_card(page, person)
        more(page, "hold for")
        page.get_by_label("Identity does not match").check()
        page.keyboard.press("Enter")
        page.get_by_text(f"{person['name']} is held for a supervisor").wait_for()
        assert staffed.card(person["reg_no"])["escalated"] == "Identity does not match"

        page.keyboard.press("Enter")
        page.get_by_role("heading", name=person["name"]).wait_for(state="detached")
        open_card(page, person)
        page.get_by_role("button", name="Clear the escalation").click()
        page.get_by_label("Has been cleared up").check()
        page.keyboard.press("Enter")
        sign_in(page, SUPERVISOR)
        page.get_by_text("is cleared; check in now").wait_for()
        page.keyboard.press("Enter")
        page.get_by_text(f"{person['name']} is checked in").wait_for()


def test_two_registrations_of_one_person_become_one(staffed):
    person, double = staffed.person(), staffed.person()
    with staffed.page("desk") as page:
        open_card(page, person)
        more(page, "merge")
        page.get_by_label("The other registration").fill(double["reg_no"])
        page.locator(".seek-hit").first.click()
        page.get_by_label("Registered twice").check()
        page.get_by_role("dialog").get_by_role("button", name="Merge").click()
        sign_in(page, SUPERVISOR)
        page.get_by_text(f"Merged into {person['name']}").wait_for()
    for credential in (person["credential"], double["credential"]):
        answer = staffed.ask("lookups", {"credential": credential}, token=desk_token(staffed))
        assert answer["delegate"]["reg_no"] == person["reg_no"]


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
        page.get_by_role("button", name="Let through unpaid…").click()
        page.get_by_label("Pays later").check()
        page.keyboard.press("Enter")
        sign_in(page, SUPERVISOR)
        page.get_by_text("may come in; check in now").wait_for()

        page.locator(".status-line").get_by_text(DESK[0]).wait_for()
        assert page.locator(".status-line").get_by_text(SUPERVISOR[0]).count() == 0
