"""When a meal is on, and what a code comes to: values in, a verdict out."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onsite.handouts.rules import Hall, Meal, MealFacts, MealVerdict, decide, is_for, served

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 12, 5, 4, 0, tzinfo=UTC)


def meal(code="L", *, starts=0, ends=90, place=""):
    minutes = timedelta(minutes=1)
    return Meal(code, place, NOON + starts * minutes, NOON + ends * minutes)


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"is_known": False, "is_revoked": True}, "unknown_voucher"),
        ({"is_revoked": True, "is_cancelled": True}, "revoked"),
        ({"is_cancelled": True, "is_blocked": True}, "cancelled"),
        ({"is_blocked": True, "is_unpaid": True}, "blocked"),
        ({"is_unpaid": True, "is_other_day": True}, "unpaid"),
        ({"is_other_day": True, "is_served": False}, "other_day"),
        ({"is_served": False, "is_valid_now": False}, "wrong_meal"),
        ({"is_valid_now": False, "is_booked": False}, "other_day"),
        ({"is_booked": False, "is_left": False}, "not_booked"),
        ({"is_left": False}, "already_redeemed"),
        ({}, "redeemed"),
    ],
)
def test_the_first_that_applies_is_the_verdict(more, verdict):
    assert decide(MealFacts(**{"is_known": True, **more})) == MealVerdict(verdict)


def test_a_meal_is_on_from_half_an_hour_before_until_its_end():
    minutes = timedelta(minutes=1)
    holds = [meal().holds(NOON + at * minutes, ZONE) for at in (-31, -30, 0, 89, 90)]

    assert holds == [False, True, True, True, False]


def test_a_window_that_ends_at_midnight_holds_the_whole_day():
    midnight = datetime(2026, 12, 5, 16, 0, tzinfo=UTC)  # 6 December, 00:00 at the venue
    whole = Meal("L", valid_until=midnight)

    assert whole.holds(midnight + timedelta(hours=23), ZONE)
    assert not whole.holds(midnight + timedelta(hours=24), ZONE)


def test_what_is_dated_comes_before_what_is_always_good():
    always, dated, later = Meal("A"), meal("B"), meal("C", starts=300, ends=400)

    on = served([always, dated, later], at=NOON, zone=ZONE, hall=Hall())

    assert [each.code for each in on] == ["B", "A"]


def test_a_hall_serves_what_is_eaten_there_and_a_session_s_meal_alone():
    here, there, anywhere = meal("H", place="DIN"), meal("T", place="H1"), meal("A")
    hall = Hall(frozenset({"DIN", "宴会厅"}))
    with_session = Hall(hall.names, frozenset({"A"}))

    def codes(where):
        return [m.code for m in served([here, there, anywhere], at=NOON, zone=ZONE, hall=where)]

    assert codes(hall) == ["H", "A"]
    assert codes(with_session) == ["A"]
    assert codes(Hall()) == ["H", "T", "A"]


def test_a_session_called_like_a_meal_tells_which_it_is():
    lunch = Meal("CARD1", names=("餐券(午餐)", "Lunch voucher"))
    dinner = Meal("CARD2", names=("餐券(晚餐)", "Dinner voucher"))

    def codes(*sessions):
        hall = Hall(frozenset({"DIN"}), frozenset(sessions))
        return [m.code for m in served([lunch, dinner], at=NOON, zone=ZONE, hall=hall)]

    assert codes("LUN1", "午餐", "Lunch") == ["CARD1"]
    assert codes("DIN1", "DINNER") == ["CARD2"]
    assert codes("A1", "青年论坛") == codes() == ["CARD1", "CARD2"]


@pytest.mark.parametrize(
    ("categories", "is_booked", "booked", "expected"),
    [
        ((), False, (), True),
        ((), True, (), False),
        ((), True, ("X",), True),
        (("VIP",), False, (), False),
        (("MEM",), True, (), True),
        (("VIP",), True, ("X",), True),
    ],
)
def test_an_item_is_hers_by_category_or_booking(categories, is_booked, booked, expected):
    found = is_for("X", categories=categories, is_booked=is_booked, category="MEM", booked=booked)

    assert found is expected
