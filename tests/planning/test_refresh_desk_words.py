"""What a desk settled stays settled, however often the plan went to and fro meanwhile."""

import pytest

from tests.planning.acts import recategorise
from tests.planning.replanned import Replanned, told


@pytest.fixture
def plan(event, tmp_path):
    return Replanned(event, tmp_path / "later.xlsx")


def test_a_category_change_at_a_desk_is_charged_once_where_the_due_is_the_categorys(plan, event):
    plan.cell("代表名单", "D008", "应缴(元)", "")
    plan.take_in()
    recategorise("D008", "MEM")(event)
    plan.cell("代表名单", "D008", "类别", "MEM")  # as a sync writes it

    assert told(plan.take_in()) == ({}, {})
    assert event.rows("SELECT due_fen, charged_fen FROM delegates WHERE reg_no = 'D008'") == [
        (60_000, 120_000)
    ]
    plan.cell("代表名单", "D008", "备注", "素食")
    plan.cell("类别", "MEM", "费用(元)", 2000)
    assert told(plan.take_in())[0] == {("D008", "note"): "素食", ("MEM", "fee"): "2,000"}
    assert plan.delegate("D008", "due_fen") == 60_000


def test_an_empty_due_follows_a_category_that_planners_changed(plan):
    plan.cell("代表名单", "D008", "应缴(元)", "")
    plan.cell("代表名单", "D008", "类别", "MEM")

    assert told(plan.take_in()) == ({("D008", "category"): "MEM", ("D008", "due"): "1,800"}, {})
