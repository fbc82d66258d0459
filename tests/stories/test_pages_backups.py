"""Backups and the end of personal data at control, and what a door forgets then; in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Error as PageGone

from tests.serving_process import wait_for
from tests.stories import venue as venues
from tests.stories.venue import ORGANISER, scan, sign_in

pytestmark = pytest.mark.pages

KEPT = """() => new Promise((done, fail) => {  // all that the device keeps for this station, as text
  const opening = indexedDB.open(`onsite-${location.pathname.split('/')[2]}`);
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const stores = ['scans', 'moves', 'told'];
    const reading = opening.result.transaction(stores);
    const found = stores.map((name) => reading.objectStore(name).getAll());
    reading.oncomplete = () => {
      opening.result.close();
      done(JSON.stringify([found.map(({ result }) => result), { ...localStorage }]));
    };
  };
})"""


@pytest.fixture(scope="module")
def venue(playwright, tmp_path_factory):
    """A venue of their own: afterwards nobody's name is left in it."""
    with venues.venue(playwright, tmp_path_factory.mktemp("wiped")) as found:
        yield found


def test_a_backup_made_at_control_is_there_and_a_wiped_door_forgets_after_its_scans(venue):
    here, alone = venue.person(), venue.person()
    with (
        venue.page("control") as control,
        venue.page("door", station={"checkpoint": "MAIN-IN"}) as door,
    ):
        control.locator(".control-nav a[href='#backups']").click()
        control.get_by_role("heading", name="There is no backup yet").wait_for()
        control.get_by_role("button", name="Back up now").click()
        sign_in(control, ORGANISER)
        control.get_by_role("heading", name="Newest backup:").wait_for()
        (made,) = (venue.congress / "backups").glob("*.onsite-backup")
        control.get_by_text(str(made)).wait_for()

        scan(door, here["credential"], shows=verdict(door, "Welcome").get_by_text(here["name"]))
        wait_for(lambda: "roster" in door.evaluate(KEPT))
        door.context.set_offline(True)
        scan(door, alone["credential"], shows=verdict(door, "Welcome"))
        wipe(control, venue)

        control.get_by_text("Personal data was wiped on").wait_for()
        assert not made.exists()
        assert here["name"].encode() not in database_of(venue.congress)
        assert alone["credential"] in door.evaluate(KEPT)

        door.context.set_offline(False)
        assert wait_for(lambda: has_forgotten(door, alone["credential"]), seconds=40)
        door.locator(".status-line").wait_for()  # it begins anew
        door.get_by_text(here["name"]).wait_for(state="detached")
        scan(door, here["credential"], shows=verdict(door, "Unknown"))


def wipe(control, venue):
    control.get_by_role("button", name="Wipe personal data…").click()
    asked = control.get_by_role("dialog", name="Wipe personal data for good?")
    asked.get_by_text("people's names and details").wait_for()
    forgood = asked.get_by_role("button", name="Wipe for good")
    assert forgood.is_disabled()
    code = venue.ask("me")["event"]["code"]
    asked.get_by_label("to confirm").fill(code)
    forgood.click()
    asked.wait_for(state="detached")


def has_forgotten(door, credential):
    try:
        kept = door.evaluate(KEPT)
    except PageGone:  # the page begins anew just now
        return False
    return credential not in kept


def database_of(congress):
    return b"".join(path.read_bytes() for path in Path(congress).glob("onsite.db*"))


def verdict(page, word):
    return page.locator(".verdict", has_text=word)
