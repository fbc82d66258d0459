"""Control and the doors in a browser: conflicts resolved, rules changed and tried, halls counted by hand."""

from uuid import uuid4

import pytest

from tests.stories import venue as venues
from tests.stories.serving import pair
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import ORGANISER, SUPERVISOR, sign_in

pytestmark = pytest.mark.pages

MANY = 500
MANY_SHOWN = 50
ROOM = "ROOM2"


@pytest.fixture(scope="module")
def venue(playwright, tmp_path_factory):
    """A venue of their own: these stories want all conflicts to be theirs."""
    with venues.venue(playwright, tmp_path_factory.mktemp("control")) as found:
        yield found


@pytest.fixture(scope="module")
def door(venue):
    """Pair a door of no place of its own: its token."""
    return pair(venue.congress, "door", "--name", "Phone by the pillar")["token"]


@pytest.fixture
def control(venue):
    """Open control with a supervisor signed in."""
    with venue.page("control") as page:
        page.get_by_role("button", name="Operator sign-in").click()
        sign_in(page, SUPERVISOR)
        yield page


def decided(credential, *, verdict="admitted", at="2026-01-01T09:00:00Z"):
    """Make a scan of a door that decided by itself."""
    return {
        "scan_id": str(uuid4()),
        "credential": credential,
        "checkpoint": ROOM,
        "direction": "in",
        "decided": {"verdict": verdict, "at": at, "roster_at": at},
    }


def open_conflicts(venue):
    return sum(venue.ask("conflicts?limit=1")["open"].values())


def go(page, section):
    page.locator(f".control-nav a[href='#{section}']").click()
    page.locator("main [aria-busy=true]").first.wait_for(state="detached")


def card(page, name):
    return page.locator(".door").filter(has=page.get_by_role("heading", name=name, exact=True))


def test_a_conflict_shows_by_itself_and_is_resolved_by_a_named_person(venue, control, door):
    person = venue.person(owes=True)
    before = venue.ask("headcount")["halls"]["R2"]["inside"]
    go(control, "conflicts")

    venue.ask("scans", decided(person["credential"]), token=door)

    line = control.locator(".trouble").filter(has_text=person["reg_no"])
    line.get_by_text("let").wait_for()
    assert "without the server; the event says: Fee not paid." in line.inner_text()
    assert "Phone by the pillar" in line.inner_text()
    line.get_by_role("button", name="Resolve…").press("Enter")
    asked = control.get_by_role("dialog", name="How shall this count?")
    asked.get_by_label("They went in: count them in").check()
    asked.get_by_label("Note: why").fill("she paid at the door")
    control.keyboard.press("Enter")
    line.wait_for(state="detached")

    control.get_by_label("Resolved").check()
    done = control.locator(".trouble").filter(has_text=person["reg_no"])
    done.get_by_text("counted in. “she paid at the door”").wait_for()
    assert SUPERVISOR[0] in done.inner_text()
    assert person["name"] in done.inner_text()
    assert venue.ask("headcount")["halls"]["R2"]["inside"] == before + 1


def test_five_hundred_conflicts_stay_usable_and_all_of_a_kind_go_with_one_note(
    venue, control, door
):
    scans = [decided(f"NOBODY {number} {uuid4()}") for number in range(MANY)]
    venue.ask("scans", {"scans": scans}, token=door)
    go(control, "attention")
    control.get_by_text(f"{MANY} conflicts are open").wait_for()
    go(control, "conflicts")
    control.get_by_text(f"{MANY} open").wait_for()
    assert control.locator(".conflicts > li").count() == MANY_SHOWN
    control.get_by_role("button", name="Show more").click()
    control.get_by_text(f"{MANY_SHOWN * 6} of {MANY} shown").wait_for()

    control.get_by_label("Kind").select_option("let_in")
    control.get_by_role("button", name=f"Resolve all {MANY}…").click()
    asked = control.get_by_role("dialog", name=f"How shall these {MANY} count?")
    asked.get_by_label("Note (optional)").fill("codes of another congress")
    control.keyboard.press("Enter")

    control.get_by_text(f"{MANY} conflicts are resolved.").wait_for(timeout=30000)
    control.get_by_text("None of these. Choose others above.").wait_for()
    assert open_conflicts(venue) == 0


def test_the_rules_of_a_door_are_changed_in_words_and_taken_back(venue, control):
    go(control, "checkpoints")
    room = card(control, "Room 2")
    assert "Only who has paid comes in." in room.inner_text()
    room.get_by_role("button", name="Change the rules of Room 2").press("Enter")
    control.locator(".policy-form input:focus").wait_for()
    room.get_by_role("switch", name="Only count: let everyone in").press("Space")
    room.get_by_label("Times a day for each person").fill("101")
    room.get_by_role("alert").get_by_text("At most 100.", exact=True).wait_for()
    save = room.get_by_role("button", name="Save the rules")
    assert save.is_disabled()
    room.get_by_label("Times a day for each person").fill("3")
    after = room.locator(".policy-after")
    after.get_by_text("At most 3 times a day for each person.").wait_for()
    assert "everyone gets in, unknown codes too" in after.inner_text()
    save.press("Enter")

    room.get_by_text("The rules of Room 2 were changed").wait_for()
    loud = room.locator(".sentences [data-loud=yes]")
    loud.get_by_text("This door only counts").wait_for()
    assert policy(venue)["limit_per_day"] == 3

    room.get_by_role("button", name="Take the change back").press("Enter")
    loud.wait_for(state="detached")
    assert (policy(venue)["flush"], policy(venue)["limit_per_day"]) == (False, 0)


def policy(venue):
    found = venue.ask("checkpoints")["checkpoints"]
    return next(row["policy"] for row in found if row["code"] == ROOM)


def test_who_would_get_in_is_told_in_words_with_other_rules_too(venue, control):
    go(control, "checkpoints")
    card(control, "Room 2").get_by_role("link", name="Who would get in?").click()
    control.locator(".simulator-asks select").nth(1).select_option(index=1)
    control.get_by_label("Time at the venue").fill("09:00")
    control.get_by_role("button", name="Show who would get in").click()
    told = control.get_by_role("region", name="The answer")
    headline = told.get_by_role("heading")
    headline.wait_for()
    assert headline.inner_text().startswith("At 09:00 on ")
    assert headline.inner_text().endswith("would get in at Room 2")
    refused = told.locator(".share").filter(has_text="Fee not paid")
    assert "Among them:" in refused.inner_text()

    control.get_by_text("Try other rules").click()
    control.get_by_role("switch", name="Only when paid").uncheck()
    control.get_by_role("switch", name="Only after check-in").check()
    control.get_by_role("button", name="Show who would get in").click()
    told.get_by_text("With 2 rules other than they are").wait_for()
    told.get_by_text("Not checked in yet").wait_for()
    assert refused.count() == 0
    assert policy(venue)["check_in_first"] is False


def test_a_hall_is_counted_by_hand_and_its_day_is_drawn(venue, control):
    go(control, "halls")
    heading = control.get_by_role("heading", name="Room 2", exact=True)
    hall = control.locator(".hall").filter(has=heading)
    hall.get_by_role("button", name="Correct the count of Room 2").press("Enter")
    asked = control.get_by_role("dialog", name="How many are really in Room 2?")
    asked.get_by_label("Counted by hand").fill("many")
    asked.get_by_text("Type a whole number, like 180.").wait_for()
    asked.get_by_label("Counted by hand").fill("115")
    asked.get_by_label("Why").fill("counted the rows")
    control.keyboard.press("Enter")

    hall.get_by_text("Nearly full: 5 more may go in").wait_for()
    assert hall.get_attribute("data-level") == "near"
    hall.locator("canvas").wait_for()
    assert hall.locator("canvas").evaluate("canvas => canvas.width") > 100
    hall.get_by_text("At most 115 today").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_and_dialogs_of_the_doors_have_no_serious_barrier(venue, door, scheme):
    axe = axe_core()
    venue.ask("scans", decided(f"NOBODY {uuid4()}"), token=door)
    with venue.page("control", color_scheme=scheme) as page:
        page.get_by_role("button", name="Operator sign-in").click()
        sign_in(page, ORGANISER)
        go(page, "checkpoints")
        card(page, "Room 2").get_by_role("button", name="Change the rules of Room 2").click()
        page.get_by_role("switch", name="Only count: let everyone in").check()
        page.get_by_label("Times a day for each person").fill("x")
        settled(page)
        assert barriers(page, axe) == []
        go(page, "halls")
        page.get_by_role("button", name="Correct the count of Room 2").click()
        assert barriers(page, axe) == []
        page.keyboard.press("Escape")
        go(page, "simulator")
        page.get_by_role("button", name="Show who would get in").click()
        page.get_by_role("region", name="The answer").wait_for()
        assert barriers(page, axe) == []
        go(page, "conflicts")
        page.get_by_role("button", name="Resolve…").first.click()
        assert barriers(page, axe) == []
        page.keyboard.press("Enter")
        page.get_by_text("The conflict is resolved").wait_for()
