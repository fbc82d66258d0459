"""The budget against what really happened."""

from decimal import Decimal

import pytest

from onsite.planning.budget_loading import load_budget
from onsite.planning.plan import BudgetLine
from onsite.reports.budget import actuals
from tests.served_event import new_id


def line(name, count, unit_fen, amount_fen, counted_by):
    planned = None if count is None else Decimal(count)
    return BudgetLine(2, name, planned, unit_fen, amount_fen, counted_by)


@pytest.fixture
def budget(event):
    """Put lines into the budget and read what they come to, by name."""

    def read(*lines):
        if lines:
            event.database.write(lambda session: load_budget(session, lines))
        with event.database.read() as session:
            return {one.line: one for one in actuals(session)}

    return read


def test_the_lines_of_the_plan_are_counted_from_the_first_day(budget):
    lunch = budget()["午餐"]

    assert (lunch.planned_count, lunch.planned_fen) == (280, 2_240_000)
    assert (lunch.actual_count, lunch.actual_fen) == (0, 0)
    assert lunch.over_share == -1


def test_who_checked_in_is_priced_by_the_unit_or_the_planned_sum_a_head(event, budget):
    desk = event.token("desk", zone="PRE")
    for reg_no in ("D001", "D004", "D008"):
        event.check_in(reg_no, desk)

    found = budget(
        line("用车", 2, 2000, None, "check_in"),
        line("保险", 2, None, 5000, "check_in"),
        line("茶歇", None, None, None, "check_in"),
        line("印刷", 500, 100, 50_000, ""),
    )

    assert (found["用车"].actual_fen, found["用车"].planned_fen) == (6000, 4000)
    assert found["用车"].over_share == pytest.approx(0.5)
    assert found["保险"].actual_fen == 7500
    assert (found["茶歇"].actual_count, found["茶歇"].actual_fen) == (3, None)
    assert found["茶歇"].over_share is None
    assert "印刷" not in found


def test_things_handed_out_count_unless_it_was_a_mistake(event, budget):
    desk = event.token("desk", zone="PRE")
    bags = line("资料袋", 1, 3500, None, "item:bag")
    given = [new_id(), new_id()]
    for reg_no, hand_out_id in zip(("D001", "D004"), given, strict=True):
        body = {"hand_out_id": hand_out_id, "reg_no": reg_no, "item": "BAG"}
        assert event.post("/hand-outs", body, desk).status_code == 200

    assert budget(bags)["资料袋"].actual_count == 2

    undo = {"hand_out_undo_id": new_id(), "hand_out_id": given[0], "reason": "拿错"}
    assert event.post("/hand-out-undos", undo, desk).status_code == 200
    assert budget()["资料袋"].actual_fen == 3500


def test_who_is_let_into_a_hall_counts_once_in_the_sessions_window(event, budget, venue_clock):
    door = event.token("door", checkpoint="DIN-IN")
    event.scan("D001", "DIN-IN", door)  # 08:30: breakfast
    venue_clock.forward(hours=3, minutes=5)  # 11:35: the doors have opened
    event.scan("D004", "DIN-IN", door)
    venue_clock.forward(hours=1)
    event.scan("D004", "DIN-IN", door)  # a second time
    event.scan("D009", "DIN-IN", door)
    event.scan("D005", "DIN-IN", door)  # refused: unpaid
    venue_clock.forward(hours=2)
    event.scan("D010", "DIN-IN", door)  # after lunch

    found = budget(
        line("午餐", 2, 8000, None, "hall:DIN@LUN1"),
        line("全天", 2, 8000, None, "hall:din"),
        line("晚宴", 2, 8000, None, "hall:DIN@GONE"),
    )

    assert (found["午餐"].actual_count, found["午餐"].over_share) == (2, 0)
    assert found["全天"].actual_count == 4
    assert "晚宴" not in found


def test_fees_are_all_that_was_paid_and_more_of_them_is_no_alarm(event, budget):
    found = budget(line("注册费", 5, None, 100_000, "fees"))["注册费"]

    with_fees = event.rows("select count(*), sum(paid_fen) from delegates where paid_fen > 0")
    assert [(found.actual_count, found.actual_fen)] == with_fees
    assert found.over_share is None
