"""What the doctor says of the database: damage, sums that are not their facts', clocks."""

import pytest

from tests.doctor.doctored import findings, levels, spoil
from tests.served_event import new_id


@pytest.fixture
def busy(event):
    """An event where people checked in, went through doors, got bags and paid."""
    desk = event.token("desk")
    door = event.token("door")
    finance = event.station("finance").token
    cashier = event.operator("finance", at=finance)
    for reg_no in ("D001", "D002", "D008"):
        event.check_in(reg_no, desk)
        event.scan(reg_no, "H1-IN", door)
        event.post("/hand-outs", {"hand_out_id": new_id(), "reg_no": reg_no, "item": "BAG"}, desk)
    event.scan("D001", "H1-OUT", door)
    line = {"method": "wechat", "amount_fen": 180000, "reference": "4200001"}
    paid = event.post(
        "/payments",
        {
            "payment_id": new_id(),
            "payer": "城西医院",
            "shares": [{"reg_no": "D005", "amount_fen": 180000}],
            "lines": [line],
        },
        finance,
        operator=cashier,
    )
    assert paid.status_code == 200, paid.text
    return event


def test_a_busy_event_adds_up(busy):
    assert busy.count("postings") == 2
    assert busy.count("stocks") >= 1
    for check in ("database", "counts", "clocks"):
        assert levels(findings(busy, check)) == ["fine"], check


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (
            "UPDATE check_in_counts SET checked_in = 9 WHERE category = 'MEM'",
            "Category MEM shows 9 checked in, and there are 1.",
        ),
        (
            "UPDATE check_in_counts SET guests_registered = 0 WHERE category = 'VIP'",
            "Category VIP shows 0 guests registered, and there are 1.",
        ),
        (
            "UPDATE hall_counts SET inside = inside + 5 WHERE hall = 'H1'",
            "Hall H1 shows 7 inside and 3 admitted",
        ),
        ("DELETE FROM hall_counts", "Hall H1 shows 0 inside and 0 admitted"),
        ("UPDATE stocks SET count = count - 3 WHERE item = 'BAG'", "Of BAG 294 lie at the store"),
        (
            "UPDATE postings SET amount_fen = amount_fen + 100 WHERE amount_fen > 0",
            "leave 1.00, not zero",
        ),
        (
            "UPDATE delegates SET received_fen = received_fen + 500 WHERE reg_no = 'D001'",
            "People owe -1805.00 by their accounts, and -1800.00 by the ledger.",
        ),
    ],
)
def test_a_sum_that_is_not_its_facts_is_said_with_both_numbers(busy, fault, says):
    spoil(busy, fault)

    found = findings(busy, "counts")

    assert levels(found) == ["act"]
    assert says in found[0].what


def test_rows_that_refer_to_nothing_are_said(event):
    event.database.write(lambda session: None)
    spoil(
        event,
        "INSERT INTO guests (delegate_id, level, host, host_phone, gift, session, lounge) "
        "VALUES (9999, 'A', '', '', '', '', '')",
    )

    (found,) = findings(event, "database")

    assert (found.level, "1 rows of guests" in found.what) == ("act", True)


def test_a_clock_that_was_set_back_is_said(busy, venue_clock):
    venue_clock.forward(days=-3)

    (found,) = findings(busy, "clocks")

    assert (found.level, "it was set back" in found.what) == ("act", True)


def test_a_door_whose_clock_runs_ahead_is_named(event):
    door = event.station("door", name="North door")
    event.scan("D001", "H1-IN", door.token, scanned_at="2026-12-05T02:00:00Z")

    (found,) = findings(event, "clocks")

    assert (found.level, found.what) == (
        "look",
        "The clock of North door is ahead of this laptop's.",
    )
