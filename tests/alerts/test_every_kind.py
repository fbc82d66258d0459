"""Every kind of alert: told once, seen by a named person, over when its cause is, told anew later."""

import json

import pytest

from onsite import wording
from onsite.alerts.kinds import KINDS
from onsite.alerts.words import said_in
from tests.alerts.causes import BOT, CAUSES, MAY_COME_IN, go_in, sql
from tests.served_event import ServedEvent, new_id

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def event(event_folder, database, venue_clock):
    found = ServedEvent(event_folder, database, bots=[BOT])
    settings = {"hall_percent": 80, "silent_seconds": 90}
    local = found.joined.local_token
    assert found.put("/alert-settings", settings, local).status_code == 200
    return found


def told(event, kind):
    """List the alerts of a kind, oldest first, as an organiser on the laptop sees them."""
    rows = event.get("/alerts", event.joined.local_token).json["alerts"]
    return sorted((row for row in rows if row["kind"] == kind), key=lambda row: row["at"])


def test_every_kind_has_its_cause_here():
    assert set(CAUSES) == set(KINDS)


@pytest.mark.parametrize("kind", CAUSES)
def test_it_is_told_once_and_anew_only_when_its_cause_began_anew(event, kind, venue_clock):
    begin, end = CAUSES[kind]

    begin(event)
    for _ in range(3):
        event.joined.watch.look()
        venue_clock.forward(seconds=2)

    count = len(told(event, kind))
    assert count > 0
    first = told(event, kind)[0]
    assert not first["is_over"]
    assert first["level"] == KINDS[kind].level

    end(event)
    event.joined.watch.look()
    assert all(row["is_over"] for row in told(event, kind))
    assert len(told(event, kind)) == count

    begin(event)  # it comes and goes: nobody is told again
    event.joined.watch.look()
    assert len(told(event, kind)) == count
    assert not told(event, kind)[0]["is_over"]

    end(event)
    event.joined.watch.look()
    venue_clock.forward(minutes=6)
    event.joined.watch.look()
    begin(event)
    event.joined.watch.look()
    assert len(told(event, kind)) > count


@pytest.mark.parametrize("kind", CAUSES)
def test_a_named_person_has_seen_it_and_stands_on_it(event, kind):
    CAUSES[kind][0](event)
    event.joined.watch.look()
    row = told(event, kind)[0]
    control = event.token("control")
    organiser = event.operator("organiser", at=control)

    answer = event.post(
        f"/alerts/{row['key']}/acknowledgements",
        {"alert_acknowledgement_id": new_id()},
        control,
        operator=organiser,
    )

    assert answer.status_code == 200, answer.text
    row = next(each for each in told(event, kind) if each["key"] == row["key"])
    assert row["acknowledged_by"] == "organiser operator"


@pytest.mark.parametrize("language", wording.languages())
@pytest.mark.parametrize("kind", CAUSES)
def test_it_is_worded_whole(event, kind, language):
    CAUSES[kind][0](event)
    event.joined.watch.look()
    row = told(event, kind)[0]
    persons = {"name": row["name"], "host": row["host"]} if row["reg_no"] else {}

    with event.database.read() as session:
        said = said_in(session, language, kind, {**row["facts"], **persons})

    assert not said.startswith("alert.")
    assert "{" not in said
    assert "（-）" not in said
    assert "(-)" not in said


def test_the_numbers_of_an_alert_that_lasts_follow_what_is_so(event, venue_clock):
    event.put("/alert-settings", {"hall_percent": 50}, event.joined.local_token)
    go_in(3)(event)
    event.joined.watch.look()

    event.scan(MAY_COME_IN[3], "H1-IN", event.token("door"))
    venue_clock.forward(seconds=31)
    assert event.joined.watch.look() == 0  # nobody is told again

    (row,) = told(event, "hall_nearly_full")
    assert row["facts"]["inside"] == 4
    assert event.joined.watch.look() == 0


def test_an_alert_that_is_back_says_at_once_how_it_is_now(event, venue_clock):
    event.put("/alert-settings", {"hall_percent": 50}, event.joined.local_token)
    go_in(4)(event)
    event.joined.watch.look()
    door = event.token("door")
    for reg_no in MAY_COME_IN[:2]:
        event.scan(reg_no, "H1-OUT", door)
    event.joined.watch.look()
    assert told(event, "hall_nearly_full")[0]["is_over"]

    venue_clock.forward(seconds=2)
    event.scan(MAY_COME_IN[0], "H1-IN", door)
    event.joined.watch.look(on_commit=True)

    (alert,) = told(event, "hall_nearly_full")
    assert (alert["is_over"], alert["facts"]["inside"]) == (False, 3)


def test_alerts_hold_no_delegate_s_name(event):
    for begin, _ in (CAUSES["vip_arrived"], CAUSES["speaker_missing"]):
        begin(event)
    event.joined.watch.look()

    facts = [json.loads(row[0]) for row in event.rows("SELECT facts FROM alerts")]

    assert facts
    assert not any("name" in row or "host" in row for row in facts)


def test_an_arrival_of_yesterday_is_over(event, venue_clock):
    CAUSES["vip_arrived"][0](event)
    event.joined.watch.look()

    venue_clock.forward(hours=20)  # 04:30: the day has turned
    event.joined.watch.look()

    assert [row["is_over"] for row in told(event, "vip_arrived")] == [True]


def test_nobody_is_told_anything_once_personal_data_was_wiped(event):
    CAUSES["vip_arrived"][0](event)
    sql(
        event,
        "INSERT INTO wipes (id, station, at, fingerprint, answer, why, removed) "
        "VALUES ('w', 'laptop', '2026-12-05 00:00:00', '', '', 'told', '{}')",
    )

    assert event.joined.watch.look() == 0
    assert told(event, "vip_arrived") == []
