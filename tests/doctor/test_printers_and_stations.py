"""What the doctor says of printers and stations, each with a fault that was made."""

import pytest

from tests.badges.spool_event import VIRTUAL, Spool
from tests.doctor.doctored import findings, levels, spoil
from tests.served_event import new_id


@pytest.fixture
def spool(event):
    found = Spool(event)
    found.add_printer()
    event.post("/printers/P1/state", {"state": "ready"}, found.agent)
    return found


def test_a_printer_that_is_ready_needs_nothing(event, spool):
    assert levels(findings(event, "printers")) == ["fine"]


def test_without_a_printer_it_is_said_and_it_is_grave_once_pages_wait(event):
    assert levels(findings(event, "printers")) == ["look"]

    event.check_in("D001", event.token("desk"), prints=True)

    (found,) = findings(event, "printers")
    assert (found.level, "1 pages wait" in found.what) == ("act", True)
    assert "printer DIR add" in found.todo


@pytest.mark.parametrize(
    ("state", "level", "says"),
    [
        ("paper_out", "act", "P1 is out of paper"),
        ("cover_open", "act", "P1 has its cover open"),
        ("offline", "act", "P1 does not answer"),
        ("error", "act", "P1 reports an error"),
        ("paper_low", "look", "P1 is low on paper"),
    ],
)
def test_a_printer_s_trouble_is_said_with_what_to_do(event, spool, state, level, says):
    event.post("/printers/P1/state", {"state": state}, spool.agent)

    (found,) = findings(event, "printers")

    assert (found.level, found.about) == (level, "P1")
    assert says in found.what
    assert found.todo


def test_a_printer_nobody_asked_yet_is_to_be_tested(event, spool):
    spool.add_printer("P2")

    (found,) = findings(event, "printers")

    assert (found.level, found.about) == ("look", "P2")
    assert "test page" in found.todo


@pytest.mark.parametrize(
    ("left", "warn_at", "level"), [(0, 20, "act"), (20, 20, "look"), (21, 20, "fine")]
)
def test_a_roll_that_is_nearly_empty_is_said(event, spool, left, warn_at, level):
    spoil(event, "UPDATE printers SET pages_left = ?, warn_at = ?", left, warn_at)

    assert levels(findings(event, "printers")) == [level]


def test_a_printer_behind_an_agent_that_was_revoked_prints_nothing(event, spool):
    event.delete(
        f"/stations/{spool.agent_station.station}", spool.control, operator=spool.technician
    )

    (found,) = findings(event, "printers")

    assert found.level == "act"
    assert "whose pairing was revoked" in found.what


def test_pages_that_wait_for_a_person_are_counted(event, spool):
    for reg_no in ("D001", "D002"):
        job_id, claim_id = spool.claimed(reg_no)
        spool.report(job_id, claim_id, "unconfirmed")

    (found,) = findings(event, "printers")

    assert (found.level, "2 pages failed" in found.what) == ("act", True)


def test_where_no_printer_prints_badges_it_is_said(event):
    spool = Spool(event)
    spool.add_printer("R", prints=["receipt"], url=VIRTUAL)
    event.post("/printers/R/state", {"state": "ready"}, spool.agent)

    (found,) = findings(event, "printers")

    assert "badges" in found.what


def test_a_station_that_was_never_seen_is_named_until_it_did_something(event):
    desk = event.station("desk", name="Desk by the stairs")

    (found,) = findings(event, "stations")
    assert (found.level, found.about) == ("look", desk.station)
    assert "Desk by the stairs was never seen" in found.what
    assert "Open its link" in found.todo

    event.check_in("D001", desk.token)
    assert levels(findings(event, "stations")) == ["fine"]


def test_a_link_that_ran_out_unused_is_to_be_made_again(event, venue_clock):
    event.station("door", name="Door 9")
    venue_clock.forward(hours=2)

    (found,) = findings(event, "stations")

    assert "Its link has run out" in found.todo


def test_an_event_without_stations_is_told_how_to_pair_one(event):
    (found,) = findings(event, "stations")

    assert (found.level, "onsite pair" in found.todo) == ("look", True)


def test_while_it_is_served_a_desk_that_went_away_is_named(event, venue_clock):
    desk = event.station("desk", name="Desk 7")
    event.get("/me", desk.token)

    def ask(method, path):
        return event.ask(method, path, None, event.joined.local_token).json

    assert levels(findings(event, "stations", ask=ask)) == ["fine"]
    event.check_in("D001", desk.token)
    venue_clock.forward(hours=1)

    (found,) = findings(event, "stations", ask=ask)

    assert (found.about, found.what) == (desk.station, "Desk 7 is not connected.")


def test_that_no_organiser_can_sign_in_is_said(event):
    assert levels(findings(event, "people")) == ["look"]

    event.operator("organiser", at=event.token("control"))

    assert levels(findings(event, "people")) == ["fine"]


def test_a_test_page_of_a_removed_printer_is_no_trouble(event, spool):
    event.post("/printers/P1/tests", {"job_id": new_id()}, spool.control, operator=spool.technician)
    event.delete("/printers/P1", spool.control, operator=spool.technician)

    assert levels(findings(event, "printers")) == ["look"]
