"""Who booked a bus or a lounge and is not there yet."""

import pytest
from sqlalchemy import update

from onsite.registration.models import Delegate
from tests.served_event import new_id


@pytest.fixture
def book(event):
    """Put bookings where the column 预订项目 puts them."""

    def booked(code, *reg_nos):
        def keep(session):
            session.execute(
                update(Delegate).where(Delegate.reg_no.in_(reg_nos)).values(booked_items=[code])
            )

        event.database.write(keep)

    return booked


def boarding(event, token, code="DIN-IN", **options):
    return event.get(f"/checkpoints/{code}/boarding", token, **options).json


def numbers(passengers):
    return [each["reg_no"] for each in passengers]


def test_who_booked_the_hall_is_missing_until_she_is_scanned(event, door, book):
    book("DIN", "D001", "D002", "D008")

    before = boarding(event, door)
    event.scan("D002", "DIN-IN", door)
    after = boarding(event, door)

    assert (before["checkpoint"], before["hall"]) == ("DIN-IN", "DIN")
    assert (before["expected"], before["aboard"], before["missing_count"]) == (3, 0, 3)
    assert (after["expected"], after["aboard"], after["missing_count"]) == (3, 1, 2)
    assert sorted(numbers(after["missing"])) == ["D001", "D008"]
    assert after["missing"][0]["name"]
    assert after["as_of"] == "2026-12-05T00:30:00.000Z"


def test_who_goes_out_again_is_missing_again(event, door, book):
    book("LNG", "D002")
    event.scan("D002", "LNG", door, direction="in")

    event.scan("D002", "LNG", door, direction="out")

    assert numbers(boarding(event, door, "LNG")["missing"]) == ["D002"]


def test_who_is_aboard_without_a_booking_is_listed_apart(event, door, book):
    book("DIN", "D001")
    event.scan("D009", "DIN-IN", door)

    told = boarding(event, door)

    assert (told["expected"], told["aboard"], told["unbooked_count"]) == (1, 0, 1)
    assert numbers(told["unbooked_aboard"]) == ["D009"]


def test_of_two_doors_into_one_hall_each_has_its_own_passengers(event, door, book):
    book("H1-IN", "D001", "D002")
    event.scan("D001", "H1-IN", door)

    assert numbers(boarding(event, door, "H1-IN")["missing"]) == ["D002"]
    assert boarding(event, door, "H1-OUT")["expected"] is None


def test_who_boarded_another_bus_of_the_hall_is_missing_here(event, door, book):
    book("H1-OUT", "D001")  # the way out stands for a second bus of the same hall
    event.scan("D001", "H1-IN", door)

    assert numbers(boarding(event, door, "H1-OUT")["missing"]) == ["D001"]


def test_where_nobody_booked_nobody_is_expected(event, door):
    event.scan("D001", "DIN-IN", door)

    told = boarding(event, door)

    assert told["expected"] is None
    assert (told["aboard"], told["missing"], told["unbooked_aboard"]) == (1, [], [])


def test_the_cancelled_are_not_waited_for(event, door, book):
    book("DIN", "D001", "D006")

    assert numbers(boarding(event, door)["missing"]) == ["D001"]


def test_a_code_within_another_code_is_another_code(event, door, book):
    book("DIN-IN-2", "D001")
    book("din", "D002")

    assert boarding(event, door)["expected"] is None


def test_who_boarded_yesterday_is_missing_today(event, door, book, venue_clock):
    book("DIN", "D001")
    event.scan("D001", "DIN-IN", door)

    venue_clock.forward(days=1)

    assert numbers(boarding(event, door)["missing"]) == ["D001"]


def test_the_end_of_a_telephone_number_is_for_who_signed_in(event, book):
    desk = event.token("desk")
    book("DIN", "D001")

    unsigned = boarding(event, desk)["missing"][0]
    signed = boarding(event, desk, operator=event.operator("desk", at=desk))["missing"][0]

    assert unsigned["phone_tail"] is None
    assert signed["phone_tail"] == "0001"
    assert "1380" not in str(signed)


def test_control_is_told_names_only_with_somebody_who_may_see_them(event, control, book):
    book("DIN", "D001")
    technician = event.operator("technician", at=control)
    supervisor = event.operator("supervisor", at=control)

    for operator, seen in ((None, []), (technician, []), (supervisor, ["D001"])):
        told = boarding(event, control, operator=operator)

        assert (told["missing_count"], numbers(told["missing"])) == (1, seen)


def test_a_door_asks_for_its_own_list_only(event):
    own = event.token("door", checkpoint="H1-IN")

    answer = event.get("/checkpoints/DIN-IN/boarding", own)

    assert (answer.status_code, answer.json["code"]) == (403, "not_this_checkpoint")
    assert event.get("/checkpoints/H1-IN/boarding", own).status_code == 200


def test_a_checkpoint_that_is_not_there_is_named(event, door):
    answer = event.get("/checkpoints/BUS9/boarding", door)

    assert answer.status_code == 422
    assert answer.json["code"] == "unknown_checkpoint"
    assert "H1-IN" in answer.json["detail"]


def test_a_scan_at_the_bus_is_a_scan_like_any_other(event, door, book):
    book("DIN", "D001")
    scan_id = new_id()

    first = event.scan("D001", "DIN-IN", door, scan_id=scan_id).json
    again = event.scan("D001", "DIN-IN", door, scan_id=scan_id).json

    assert first == again
    assert boarding(event, door)["aboard"] == 1
