"""The door in a real browser while the server is away, slow or rid of it: decided here, counted there."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from onsite.db import Database
from onsite.registration.models import Delegate
from onsite.scanner.models import Scan
from tests.serving_process import wait_for
from tests.stories import venue as venues
from tests.stories.venue import scan

pytestmark = pytest.mark.pages

IN = {"checkpoint": "MAIN-IN"}
BOTH = {"checkpoint": "ROOM2"}
REPEAT_MS = 1100  # the same code sooner is one presentation
THREE_HOURS_SLOW = """
const wrong = -3 * 3600 * 1000, Right = Date;
globalThis.Date = class extends Right {
  constructor(...given) { given.length ? super(...given) : super(Right.now() + wrong); }
  static now() { return Right.now() + wrong; }
};
"""
CHANGED = """(change) => new Promise((done, fail) => {  // what the device keeps
  const opening = indexedDB.open(`onsite-${location.pathname.split('/')[2]}`);
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const [store, key] = change === 'no door' ? ['scans'] : ['told', 'roster MAIN-IN'];
    const writing = opening.result.transaction(store, 'readwrite');
    const rows = writing.objectStore(store);
    const reading = key ? rows.get(key) : rows.getAll();
    reading.onsuccess = () => {
      if (key) return rows.put({ ...reading.result, event: 'OLD26 2026-01-01' }, key);
      const [{ body, ...entry }] = reading.result;
      rows.put({ ...entry, n: 1000, body: { ...body, scan_id: crypto.randomUUID(), checkpoint: 'NOWHERE' } });
    };
    writing.oncomplete = () => { opening.result.close(); done(); };
    writing.onabort = () => fail(writing.error);
  };
})"""
IS_KEPT = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.active))"


@pytest.fixture(scope="module")
def venue(playwright, tmp_path_factory):
    """A venue of their own: these stories cut doors off and want exact counts."""
    with venues.venue(playwright, tmp_path_factory.mktemp("offline")) as found:
        yield found


def test_a_door_without_the_server_decides_alone_and_brings_it_back(venue):
    here, there, owing = venue.person(), venue.person(), venue.person(owes=True)
    before = inside(venue, "MAIN")
    with door_page(venue) as page:
        scan(page, here["credential"], shows=verdict(page, "Welcome").get_by_text(here["name"]))
        page.context.set_offline(True)
        alone = verdict(page, "Welcome").get_by_text("Decided offline")
        scan(page, there["credential"], shows=alone)
        scan(page, owing["credential"], shows=verdict(page, "Fee not paid"))
        page.wait_for_timeout(REPEAT_MS)
        again = verdict(page, "Already in").get_by_text("In since")
        scan(page, here["credential"], shows=again)
        connection(page, "offline", 3).get_by_text("Offline since").wait_for()
        page.get_by_text("min old").wait_for()
        page.locator(".hall-count b", has_text=str(before + 2)).wait_for()

        page.context.set_offline(False)
        connection(page, "online", 0).wait_for()
        page.locator(".recents li", has_text=there["name"]).get_by_text("Welcome").wait_for()

        assert inside(venue, "MAIN") == before + 2
        assert scans_of(venue, [here, there, owing]) == [
            "admitted",
            "admitted",
            "unpaid",
            "already_in",
        ]
        assert conflicts(venue, [there, owing]) == []


def test_what_two_doors_admitted_is_listed_with_both_sides(venue):
    person = venue.person()
    other = venue.post_as_organiser("stations", {"role": "door", **IN})["token"]
    with door_page(venue) as page:
        page.context.set_offline(True)
        scan(page, person["credential"], shows=verdict(page, "Welcome"))
        scan_elsewhere(venue, person, other)
        page.context.set_offline(False)
        connection(page, "online", 0).wait_for()

        page.locator(".notice").get_by_role("button", name="Look").click()
        page.get_by_text("Here: Welcome. Server: Already in").wait_for()
        page.get_by_role("button", name="Seen", exact=True).click()
        page.get_by_text("Here: Welcome. Server: Already in").wait_for(state="detached")
        [found] = conflicts(venue, [person])
        assert found["kind"] == "admitted_twice"
        assert [side["verdict"] for side in found["sides"]] == ["admitted", "already_in"]


def test_a_slow_answer_is_decided_here_and_counts_once(venue):
    person, next_one = venue.person(), venue.person()
    before = inside(venue, "MAIN")
    with door_page(venue, service_workers="block") as page:
        held = []
        hold = lambda route: held.append(route)  # noqa: E731, PLW0108 - playwright counts its parameters
        page.route("**/api/v1/scans", hold, times=1)
        scan(page, person["credential"], shows=verdict(page, "Welcome").get_by_text("offline"))
        connection(page, "online", 0).wait_for()
        scan(page, next_one["credential"], shows=verdict(page, "Welcome"))
        [late] = held
        late.continue_()
        page.wait_for_timeout(500)

        assert page.locator(".verdict").get_by_text(next_one["name"]).is_visible()
        assert inside(venue, "MAIN") == before + 2
        assert scans_of(venue, [person, next_one]) == ["admitted", "admitted"]


def test_a_code_the_door_cannot_know_is_slate_and_the_steward_may_let_in(venue):
    with door_page(venue) as page:
        page.context.set_offline(True)
        scan(page, f"LATER{uuid4().hex[:12].upper()}", shows=verdict(page, "Can't know"))
        assert page.locator(".verdict").get_attribute("data-colour") == "unknown"
        page.get_by_role("button", name="Let in and note").click()
        verdict(page, "Welcome").wait_for()
        page.context.set_offline(False)
        connection(page, "online", 0).wait_for()

        [found] = [each for each in venue.ask("conflicts")["conflicts"] if not each["delegate"]]
        assert found["kind"] == "let_in"
        assert [side["verdict"] for side in found["sides"]] == ["admitted", "unknown_credential"]


def test_a_door_both_ways_counts_in_and_out_alone(venue):
    person = venue.person()
    before = inside(venue, "R2")
    with door_page(venue, station=BOTH) as page:
        page.context.set_offline(True)
        scan(page, person["credential"], shows=verdict(page, "Welcome"))
        page.locator(".verdict[data-size=band]").wait_for()
        page.get_by_role("button", name="Out", exact=True).click()
        scan(page, person["credential"], shows=verdict(page, "Goodbye"))
        page.context.set_offline(False)
        connection(page, "online", 0).wait_for()

        assert scans_of(venue, [person]) == ["admitted", "left"]
        assert inside(venue, "R2") == before


def test_a_clock_three_hours_slow_is_told_and_spoils_no_time(venue):
    connected, alone = venue.person(), venue.person()
    with door_page(venue, init=THREE_HOURS_SLOW) as page:
        page.get_by_text("clock is 3 h behind").wait_for()
        scan(page, connected["credential"], shows=verdict(page, "Welcome"))
        page.context.set_offline(True)
        scan(page, alone["credential"], shows=verdict(page, "Welcome").get_by_text("offline"))
        page.context.set_offline(False)
        connection(page, "online", 0).wait_for()

        now = datetime.now(UTC)  # noqa: TID251 - a real server's clock is the system's
        for row in rows_of(venue, [connected, alone]):
            assert abs(row.scanned_at - now) < timedelta(minutes=1)
            assert not row.is_from_future


def test_a_page_opened_anew_without_the_server_keeps_everything(venue):
    earlier, first, second = venue.person(), venue.person(), venue.person()
    with door_page(venue) as page:
        assert wait_for(lambda: page.evaluate(IS_KEPT), seconds=40)
        scan(page, earlier["credential"], shows=verdict(page, "Welcome"))
        wait_for(lambda: scans_of(venue, [earlier]) == ["admitted"])
        before = inside(venue, "MAIN")
        page.context.set_offline(True)
        scan(page, first["credential"], shows=verdict(page, "Welcome"))
        connection(page, "offline", 1).wait_for()
        page.evaluate(CHANGED, "no door")
        page.reload()
        connection(page, "offline", 2).wait_for()
        page.locator(".hall-count").get_by_text(str(before + 1), exact=True).wait_for()
        page.locator(".recents li").nth(1).wait_for()
        assert page.locator(".recents li").count() == 2
        seeing(page)
        scan(page, first["credential"], shows=verdict(page, "Already in"))
        scan(page, second["credential"], shows=verdict(page, "Welcome"))
        page.context.set_offline(False)
        connection(page, "online", 0).wait_for()

        page.get_by_text("Scans not taken by the server: 1").wait_for()
        page.locator(".notice").get_by_role("button", name="Look").first.click()
        page.get_by_text("The event has no such door any more").wait_for()
        assert inside(venue, "MAIN") == before + 2
        assert scans_of(venue, [first, second]) == ["admitted", "already_in", "admitted"]


def test_a_roster_of_another_event_is_not_believed(venue):
    person = venue.person()
    with door_page(venue) as page:
        assert wait_for(lambda: page.evaluate(IS_KEPT), seconds=40)
        page.evaluate(CHANGED, "another event")
        page.context.set_offline(True)
        page.reload()
        seeing(page)
        scan(page, person["credential"], shows=verdict(page, "Can't know"))
        page.get_by_text("This device has no list yet").wait_for()


def test_a_door_revoked_while_it_was_away_keeps_its_scans_and_hands_them_out(venue):
    people = [venue.person(), venue.person()]
    with door_page(venue) as page:
        page.context.set_offline(True)
        for person in people:
            scan(page, person["credential"], shows=verdict(page, "Welcome").get_by_text("offline"))
            page.locator(".verdict[data-size=band]").wait_for()
        connection(page, "offline", 2).wait_for()
        venue.delete_as_organiser(f"stations/{page.url.rstrip('/').rsplit('/', 1)[1]}")
        page.context.set_offline(False)

        page.get_by_text("Scans on this device that have not reached the server: 2").wait_for()
        with page.expect_download() as download:
            page.get_by_role("button", name="Export as a file").click()
        lines = download.value.path().read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines]
        assert [each["credential"] for each in told] == [each["credential"] for each in people]
        assert [each["decided"]["verdict"] for each in told] == ["admitted", "admitted"]
        other = venue.post_as_organiser("stations", {"role": "door", **IN})["token"]
        taken = venue.ask("scans", {"scans": told}, token=other)["scans"]
        assert [each["verdict"] for each in taken] == ["admitted", "admitted"]


def test_one_window_of_a_door_scans_and_another_says_so(venue):
    with door_page(venue) as page:
        other = page.context.new_page()
        other.goto(page.url)
        other.get_by_role("heading", name="This door is open in another window").wait_for()
        other.get_by_role("button", name="Scan here instead").click()
        other.locator(".door-connection").wait_for()
        page.get_by_role("heading", name="This door is open in another window").wait_for()


def door_page(venue, *, station=IN, init=None, **more):
    return _Opened(venue, station, init, more)


class _Opened:
    """A door's page, reading, connected and with its roster."""

    def __init__(self, venue, station, init, more):
        self._venue, self._station, self._init = venue, station, init
        self._context = venue.context(**more)

    def __enter__(self):
        context = self._context.__enter__()
        if self._init:
            context.add_init_script(self._init)
        page = context.new_page()
        page.goto(self._venue.station("door", **self._station)[1])
        seeing(page)
        connection(page, "online", 0).wait_for()
        assert wait_for(lambda: page.evaluate(HAS_ROSTER))
        return page

    def __exit__(self, *failed):
        self._context.__exit__(*failed)


HAS_ROSTER = """() => new Promise((tell) => {
  const opening = indexedDB.open(`onsite-${location.pathname.split('/')[2]}`);
  opening.onsuccess = () => {
    const counting = opening.result.transaction('told').objectStore('told').getAllKeys();
    counting.onsuccess = () => {
      opening.result.close();
      tell(counting.result.some((key) => key.startsWith('roster')));
    };
  };
})"""


def seeing(page):
    page.locator(".scan-picture[data-state=open]").wait_for()


def verdict(page, title):
    return page.locator(".verdict", has_text=title)


def connection(page, mode, waiting):
    return page.locator(f".door-connection[data-mode={mode}][data-waiting='{waiting}']")


def inside(venue, hall):
    return venue.ask("headcount")["halls"][hall]["inside"]


def scan_elsewhere(venue, person, token):
    body = {"scan_id": str(uuid4()), "credential": person["credential"], **IN}
    assert venue.ask("scans", body, token=token)["verdict"] == "admitted"


def conflicts(venue, people):
    wanted = {each["reg_no"] for each in people}
    found = venue.ask("conflicts")["conflicts"]
    return [each for each in found if each["delegate"] in wanted]


def rows_of(venue, people):
    """Read the scans of persons, in the order they were made."""
    wanted = [each["reg_no"] for each in people]
    database = Database(venue.congress / "onsite.db")
    with database.read() as session:
        rows = (
            session.query(Scan)
            .join(Delegate, Scan.delegate_id == Delegate.id)
            .where(Delegate.reg_no.in_(wanted))
            .order_by(Scan.counted_at)
            .all()
        )
        session.expunge_all()
    database.close()
    return rows


def scans_of(venue, people):
    return [row.verdict for row in rows_of(venue, people)]
