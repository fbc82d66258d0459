"""Speakers who are missing, at control in a real browser: who may see persons reads who, and calls a host."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tests.stories.browsers import chromium
from tests.stories.serving import make_congress, onsite, served
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import ORGANISER, Venue, sign_in

pytestmark = pytest.mark.pages
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def venue(playwright, tmp_path_factory):
    """A venue of their own, with every session an hour away."""
    congress = make_congress(tmp_path_factory.mktemp("speakers"))
    onsite("staff", congress, "--name", ORGANISER[0], "--role", "organiser", "--pin", ORGANISER[1])
    now = datetime.now(UTC)  # noqa: TID251 - a real server's clock is the system's
    begins, ends = (
        (now + timedelta(hours=each)).replace(tzinfo=None, microsecond=0).isoformat(" ")
        for each in (1, 2)
    )
    with closing(sqlite3.connect(congress / "onsite.db")) as raw, raw:
        raw.execute("UPDATE sessions SET starts_at = ?, ends_at = ?", [begins, ends])
    with served(congress) as base, chromium(playwright) as browser:
        yield Venue(congress, base, browser, {})


def speaker_of(venue):
    found = venue.ask("guests", token=venue._desk["token"])["guests"]
    return next(guest for guest in found if guest["sessions"] and guest["host"])


def test_control_names_a_missing_speaker_and_calls_her_host(venue):
    speaker = speaker_of(venue)
    with (
        venue.page("host", station={"name": speaker["host"]}, viewport=PHONE) as host,
        venue.page("control", viewport=PHONE) as control,
    ):
        control.get_by_role("link", name="Speakers").click()
        control.get_by_text("Names are shown once an operator has signed in.").wait_for()
        assert control.get_by_text(speaker["name"]).count() == 0
        control.get_by_role("button", name="Operator sign-in").click()
        sign_in(control, ORGANISER)
        row = control.get_by_role("listitem").filter(has_text=speaker["reg_no"]).first
        row.get_by_role("button", name=f"Call the host: {speaker['host']}").focus()
        control.keyboard.press("Enter")

        row.get_by_text("called at").wait_for()
        bar = host.locator(".calls-bar", has_text=f"{speaker['name']} is not here yet")
        bar.get_by_role("button", name="Heard").click()
        row.get_by_text("the host has heard it").wait_for()


def test_missing_speakers_have_no_serious_barrier(venue):
    with venue.page("control", viewport=PHONE) as control:
        control.get_by_role("link", name="Speakers").click()
        control.get_by_role("button", name="Operator sign-in").click()
        sign_in(control, ORGANISER)
        control.get_by_text("speakers not here").first.wait_for()
        settled(control)
        assert barriers(control, axe_core()) == []


def test_a_speaker_who_came_is_missing_no_more(venue):
    speaker = speaker_of(venue)
    with venue.page("control") as control:
        control.get_by_role("link", name="Speakers").click()
        control.get_by_role("button", name="Operator sign-in").click()
        sign_in(control, ORGANISER)
        row = control.get_by_role("listitem").filter(has_text=speaker["reg_no"]).first
        row.wait_for()

        venue.check_in(speaker)

        control.get_by_role("listitem").filter(has_text=speaker["reg_no"]).first.wait_for(
            state="detached"
        )
