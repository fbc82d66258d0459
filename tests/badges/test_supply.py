"""What is left on a roll: counted down by what is printed, said when it is low."""

import pytest

from tests.badges.spool_event import Spool


@pytest.fixture
def spool(event):
    spool = Spool(event)
    spool.add_printer("P1", station=spool.desk_station.station)
    return spool


def put(spool, token=None, *, name="P1", pages_left=3, warn_at=2):
    body = {"pages_left": pages_left, "warn_at": warn_at}
    return spool.event.put(f"/printers/{name}/supply", body, token or spool.desk)


def supply(spool):
    row = spool.event.get("/printers", spool.desk).json["printers"][0]
    return row["pages_left"], row["is_low"]


def print_one(spool, state="printed", **more):
    job_id = spool.queue("D001", reason="again").json["id"]
    claim_id = "00000000-0000-4000-8000-" + job_id[-12:]
    assert spool.claim(claim_id)["id"] == job_id
    spool.report(job_id, claim_id, state, **more)
    return job_id, claim_id


def test_every_page_that_left_is_taken_off_and_a_low_roll_is_said(spool):
    assert put(spool).json["pages_left"] == 3
    assert supply(spool) == (3, False)

    print_one(spool)
    assert supply(spool) == (2, True)
    print_one(spool, "unconfirmed")
    assert supply(spool) == (1, True)
    print_one(spool, pages=2)
    assert supply(spool) == (0, True)


@pytest.mark.parametrize("state", ["failed", "queued"])
def test_a_page_that_never_left_takes_nothing(spool, state):
    put(spool)

    print_one(spool, state)

    assert supply(spool) == (3, False)


def test_a_report_sent_twice_takes_one_page(spool):
    put(spool)
    job_id, claim_id = print_one(spool)

    spool.report(job_id, claim_id)

    assert supply(spool) == (2, True)


def test_where_nobody_counts_nothing_is_low(spool):
    put(spool, pages_left=None, warn_at=None)

    print_one(spool)

    assert supply(spool) == (None, False)


def test_a_supply_survives_a_change_of_the_printer(spool):
    put(spool)

    spool.add_printer("P1", station=spool.desk_station.station, pool="hall")

    assert supply(spool) == (3, False)


def test_a_desk_changes_its_own_roll_and_no_other_desk_s(spool):
    other = spool.event.token("desk")

    refused = put(spool, other)

    assert (refused.status_code, refused.json["code"]) == (403, "not_this_station")
    spool.event.put("/stations/current/printer", {"printer": "P1"}, other)
    assert put(spool, other).status_code == 200
    assert put(spool, spool.control).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"pages_left": -1, "warn_at": 0}, "pages_left"),
        ({"pages_left": 5, "warn_at": "few"}, "warn_at"),
        ({"pages_left": 5}, "warn_at"),
        ({"pages_left": 1.5, "warn_at": 0}, "pages_left"),
    ],
    ids=range(4),
)
def test_a_supply_that_can_t_be_is_refused_by_field(spool, body, field):
    answer = spool.event.put("/printers/P1/supply", body, spool.desk)

    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert supply(spool) == (None, False)


def test_the_supply_of_no_printer_is_refused(spool):
    answer = put(spool, name="P9")

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_printer")
