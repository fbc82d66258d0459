"""What staff tell each other, in a real browser: calls, whom to ring, what went wrong and its end."""

from contextlib import contextmanager
from uuid import uuid4

import pytest

from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import ORGANISER, scan, sign_in

pytestmark = pytest.mark.pages

LAPTOP = {"width": 1280, "height": 800}
SMALL_PHONE = {"width": 360, "height": 640}
MAIN = {"checkpoint": "MAIN-IN"}
SCROLLS = "document.scrollingElement.scrollHeight > innerHeight"


@contextmanager
def two_pages(venue, desk):
    with (
        venue.page("control", viewport=LAPTOP) as control,
        venue.page("desk", station={"name": desk}, viewport=LAPTOP) as page,
    ):
        yield control, page


def call(venue, to, text):
    body = {"station_call_id": str(uuid4()), "to": to, "text": text}
    return venue.ask("station-calls", body)


def test_control_calls_desk_two_the_desk_answers_and_control_sees_it(venue):
    with two_pages(venue, "Desk two") as (control, desk):
        control.get_by_role("link", name="Calls, reminders").click()
        form = control.get_by_role("form", name="Call other stations")
        form.locator("select").first.select_option(label="Own words")
        form.locator(".call-fields input").fill("Two volunteers to hall one, please")
        form.get_by_label("For whom").select_option(label="Desk two")
        form.get_by_role("button", name="Send the call").click()
        form.get_by_text("Sent to 1 stations").wait_for()

        bar = desk.locator(".calls-bar", has_text="Two volunteers to hall one")
        bar.wait_for()
        line = control.locator(".call-line", has_text="Two volunteers").first
        line.get_by_text("Not yet: Desk two").wait_for()
        bar.get_by_role("button", name="Heard").click()

        line.get_by_text("Heard: Desk two").wait_for()
        line.get_by_text("1 of 1").wait_for()
        bar.wait_for(state="detached")


def test_a_call_takes_neither_the_focus_nor_the_field_nor_a_scan(venue):
    person = venue.person()
    with venue.page("desk", station={"name": "Desk three"}, viewport=LAPTOP) as desk:
        desk.locator(".field input, input[type=search], .desk input").first.focus()
        focused = "document.activeElement.tagName + document.activeElement.className"
        before = desk.evaluate(focused)

        call(venue, {"roles": ["desk"]}, "The bus leaves in ten minutes")
        desk.locator(".calls-bar").wait_for()

        assert desk.evaluate(focused) == before
        field = desk.locator("input:focus").bounding_box()
        bar = desk.locator(".calls-bar").bounding_box()
        assert field["y"] >= bar["y"] + bar["height"]
        scan(desk, person["credential"], shows=desk.get_by_role("heading", name=person["name"]))
        assert desk.locator(".calls-bar").count() == 1
        desk.get_by_role("button", name="Heard").click()


def test_a_five_inch_door_has_room_for_a_call(venue):
    with venue.page("door", station=MAIN, viewport=SMALL_PHONE) as door:
        call(venue, {"halls": ["MAIN"]}, "The session of room two begins here in ten minutes")
        door.locator(".calls-bar").wait_for()

        assert not door.evaluate(SCROLLS)
        door.locator(".door-way").first.click(trial=True)
        door.get_by_role("button", name="Heard").click()
        door.locator(".calls-bar").wait_for(state="detached")
        assert not door.evaluate(SCROLLS)


def test_one_key_shows_whom_to_ring_also_without_the_server(venue):
    with venue.page("desk", viewport=LAPTOP) as desk:
        desk.keyboard.press("F1")
        sheet = desk.get_by_role("dialog", name="Contacts and calls")
        sheet.get_by_role("link", name="13900000001").wait_for()
        desk.keyboard.press("Escape")
        sheet.wait_for(state="detached")

        desk.context.set_offline(True)
        desk.locator(".staff-way").click()

        sheet.get_by_text("The server does not answer").wait_for()
        assert sheet.get_by_role("link", name="13900000001").get_attribute("href") == (
            "tel:13900000001"
        )
        desk.context.set_offline(False)


def test_a_supervisor_is_called_from_a_door_and_told_where(venue):
    with (
        venue.page("door", station={**MAIN, "name": "East door"}, viewport=SMALL_PHONE) as door,
        venue.page("control", viewport=LAPTOP) as control,
    ):
        door.locator(".staff-way").click()
        door.locator(".staff-parts").get_by_role("button", name="Calls").click()
        door.get_by_text("Supervisor to East door, please").wait_for()
        door.get_by_role("button", name="Send the call").click()

        bar = control.locator(".calls-bar", has_text="Supervisor to East door, please")
        bar.get_by_role("button", name="Heard").click()

        door.get_by_text("Heard: control").wait_for()


def test_an_incident_noted_at_a_door_is_given_solved_and_checked_at_control(venue):
    with (
        venue.page("door", station=MAIN, viewport=SMALL_PHONE) as door,
        venue.page("control", viewport=LAPTOP) as control,
    ):
        door.locator(".staff-way").click()
        door.locator(".staff-parts").get_by_role("button", name="Incident").click()
        door.get_by_label("What happened").fill("The projector is dark")
        door.locator(".segment", has_text="Grave").click()
        door.get_by_role("button", name="Note it").click()
        door.get_by_text("Noted as number").wait_for()
        assert door.get_by_label("What happened").evaluate("e => e === document.activeElement")

        control.get_by_role("link", name="Incidents").click()
        line = control.locator(".incident", has_text="The projector is dark")
        line.get_by_role("button", name="Give to someone").click()
        control.get_by_label("Who takes care of it").fill("The electrician")
        control.get_by_role("dialog").get_by_role("button", name="Give to someone").click()
        sign_in(control, ORGANISER)
        line.get_by_text("Given to The electrician").wait_for()
        line.get_by_role("button", name="Mark as solved").click()
        control.get_by_label("What was done").fill("A new lamp")
        control.get_by_role("dialog").get_by_role("button", name="Mark as solved").click()
        line.get_by_text("Solved, to be checked").wait_for()
        line.get_by_role("button", name="Check").click()
        control.get_by_role("dialog").get_by_role("button", name="Check").click()
        line.get_by_text("Checked", exact=False).first.wait_for()
        line.get_by_text("History (3)").click()
        line.get_by_text("A new lamp").wait_for()


def test_a_reminder_is_switched_on_and_off_and_the_sheet_gets_a_line(venue):
    with venue.page("control", viewport=LAPTOP) as control:
        control.get_by_role("link", name="Calls, reminders").click()
        control.get_by_role("button", name="Own reminder").click()
        dialog = control.get_by_role("dialog")
        dialog.get_by_label("When").fill("2099-12-05T10:00")
        dialog.get_by_label("Words").fill("Lights out")
        dialog.get_by_role("button", name="Switch on").click()
        sign_in(control, ORGANISER)
        line = control.locator(".reminders .row", has_text="Lights out")
        line.get_by_role("button", name="Switch off").click()
        line.get_by_text("Switched off").wait_for()

        control.get_by_role("link", name="Contact sheet").click()
        control.get_by_role("button", name="Add a line").click()
        own = control.locator(".own-line").last
        own.get_by_label("Name").fill("Security")
        own.get_by_label("Telephone").fill("0731-110")
        control.get_by_role("button", name="Save").click()
        control.get_by_role("link", name="0731-110").wait_for()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_calls_incidents_and_contacts_have_no_serious_barrier(venue, language):
    axe = axe_core()
    body = {"incident_id": str(uuid4()), "kind": "incident", "words": "A lamp", "gravity": "grave"}
    venue.ask("incidents", body)
    with (
        venue.page("control", language=language, viewport=LAPTOP) as control,
        venue.page("door", station=MAIN, language=language, viewport=SMALL_PHONE) as door,
    ):
        call(venue, {"halls": ["MAIN"]}, "Room two")
        door.locator(".calls-bar").wait_for()
        settled(door)
        assert barriers(door, axe) == []
        for section, shown in (
            ("calls", ".reminders .row"),
            ("incidents", ".incident"),
            ("contacts", ".contact"),
        ):
            control.goto(control.url.split("#")[0] + f"#{section}")
            control.locator(shown).first.wait_for()
            settled(control)
            assert barriers(control, axe) == [], section
        door.locator(".staff-way").click()
        door.locator(".contact").first.wait_for()
        for part in range(3):
            door.locator(".staff-parts button").nth(part).click()
            settled(door)
            assert barriers(door, axe) == [], part
