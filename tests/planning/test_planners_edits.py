"""What planners do to their workbook after `init`: `planners_edits`, each case synced twice."""

import re
from dataclasses import replace

import openpyxl
import pytest
from planners_edits import CAME_BY, CASES, LIST
from synced_plan import FIRST, SECOND, SyncedPlan, happened

from onsite.errors import OnsiteError


@pytest.fixture
def event(sheets, write_plan, tmp_path):
    return SyncedPlan(write_plan(sheets), tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_sync_does_what_a_person_would_expect(case, event):
    came = replace(
        FIRST, corrections=case.corrections, name=case.corrections.get("name", FIRST.name)
    )
    if case.after:
        event.sync(happened(came, SECOND, walk_ins=(CAME_BY,)))
    book = openpyxl.load_workbook(event.plan)
    case.edit(book)
    book.save(event.plan)
    onsite = happened(
        replace(came, badge_prints=3) if case.later else came, SECOND, walk_ins=(CAME_BY,)
    )
    before = event.plan.read_bytes()

    if case.refused:
        with pytest.raises(OnsiteError, match=case.refused):
            event.sync(onsite)
        assert event.plan.read_bytes() == before
        return
    answer = event.sync(onsite)

    book = openpyxl.load_workbook(event.plan)
    said = [(one["planned"], one["onsite"]) for one in answer["conflicts"]]
    assert said if case.conflicts == "some" else are_as_expected(said, case.conflicts), said
    for reg_no, expected in (("T001", case.first), ("T002", case.second), ("W001", case.walk_in)):
        assert row_says(event, reg_no, expected)
    assert case.also(book)
    again = event.sync(onsite)
    assert (again["unchanged"], again["conflicts"]) == (True, answer["conflicts"])


def are_as_expected(said, expected):
    return len(said) == len(expected) and all(
        want.search(text) if isinstance(want, re.Pattern) else want == text
        for one, wanted in zip(said, expected, strict=True)
        for text, want in zip(one, wanted, strict=True)
    )


def row_says(event, reg_no, expected):
    names = openpyxl.load_workbook(event.plan, read_only=True).sheetnames
    rows = event.rows(next(name for name in (LIST, "Delegates", "名单终稿") if name in names))
    headings = next(line for line in rows if {"注册编号", "Reg. no."} & set(line))
    number_at = next(at for at, text in enumerate(headings) if text in {"注册编号", "Reg. no."})
    found = [line for line in rows if line[number_at] == reg_no]
    if expected is None:
        return not found
    last_wins = dict(zip(reversed(headings), reversed(found[0]), strict=True))
    assert {heading: last_wins[heading] for heading in expected} == expected
    return True
