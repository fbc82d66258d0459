"""`onsite sync` as a person and a script meet it."""

import json
import shutil

import pytest

from tests.congress import SHEETS, write_workbook


@pytest.fixture
def plan(plan_path, tmp_path):
    """A copy of the workbook to sync into; the one of `init` belongs to every test."""
    return shutil.copy(plan_path, tmp_path / "copy.xlsx")


def test_a_script_reads_one_document_and_a_person_how_far_it_is(onsite, folder, plan):
    done = onsite("sync", folder, "--to", plan, "--json")

    assert done.status == 0
    assert json.loads(done.out).keys() == {"written", "walk_ins", "conflicts", "unchanged"}
    told = done.err.splitlines()
    assert told[0] == "gathering what happened"
    assert "comparing 12 people" in told
    assert told[-1] == "writing the file"


def test_a_workflow_file_that_can_not_be_read_is_named(onsite, event_folder, plan):
    (event_folder.planning / "workflow.toml").write_text("[states", encoding="utf-8")
    before = plan.read_bytes()

    done = onsite("sync", event_folder.path, "--to", plan)

    assert done.status == 1
    assert "workflow.toml can't be used" in done.err
    assert plan.read_bytes() == before


def test_what_the_budget_can_not_count_by_is_told_beside_the_answer(onsite, event_folder, tmp_path):
    budget = [["项目", "预计人数", "单价(元)", "计数依据"], ["晚宴", 10, 300, "item:DINNER"]]
    plan = write_workbook(tmp_path / "later.xlsx", {**SHEETS, "预算": budget})

    done = onsite("sync", event_folder.path, "--to", plan, "--json")

    assert done.status == 0
    assert "预算!D2: the event has nothing to count by 'item:DINNER'" in done.err
    assert json.loads(done.out)["conflicts"] == []
