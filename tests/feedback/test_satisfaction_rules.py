"""What may be told of answers, so that nobody is recognised."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from onsite.feedback.rules import Told, quarter_of, told_by, told_of

MANY = Counter({4: 6, 3: 2, 2: 1, 1: 1})
EIGHT = Counter({4: 8})


def test_very_satisfied_and_satisfied_are_satisfied():
    told = told_of(MANY)

    assert (told.answered, told.satisfied, told.share) == (10, 8, 0.8)
    assert told.levels == (6, 2, 1, 1)


def test_of_a_question_without_answers_nothing_is_told():
    assert told_of(Counter()) == Told(0)
    assert told_of(Counter()).share is None


def test_of_fewer_than_five_in_all_only_how_many_is_told():
    assert told_of(Counter({1: 4})) == Told(4)


def test_of_a_group_of_fewer_than_five_not_even_how_many_is_told():
    told = told_by({"few": Counter({1: 4}), "more": Counter({1: 5}), "many": MANY})

    assert told["few"] == Told(None)


@pytest.mark.parametrize("few", [1, 4])
def test_what_is_held_back_does_not_follow_from_the_sum_and_the_rest(few):
    told = told_by({"few": Counter({1: few}), "many": MANY, "eight": EIGHT})

    assert told["eight"] == Told(8), "the smallest of the others keeps its levels to itself"
    assert told["many"].share == 0.8


def test_small_groups_that_are_five_together_hide_each_other():
    told = told_by({"one": Counter({1: 3}), "two": Counter({4: 2}), "eight": EIGHT})

    assert told["eight"].share == 1
    assert (told["one"], told["two"]) == (Told(None), Told(None))


def test_groups_without_small_ones_are_all_told():
    told = told_by({"eight": EIGHT, None: MANY})

    assert (told["eight"].share, told[None].share) == (1, 0.8)


def test_no_finer_time_than_a_quarter_of_an_hour_is_kept():
    assert quarter_of(datetime(2026, 12, 5, 8, 44, 59, 999, tzinfo=UTC)) == datetime(
        2026, 12, 5, 8, 30, tzinfo=UTC
    )
