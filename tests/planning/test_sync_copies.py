"""`sync` into any copy of the plan: the clean one, the synced one, one from between two syncs."""

import json
import shutil
from dataclasses import replace

import openpyxl
import pytest
from synced_plan import AT, FIRST, NEW, SECOND, SyncedPlan, happened

from onsite.planning.facts import DelegateFacts, WalkIn

UNCHANGED = {"written": 0, "walk_ins": 0, "conflicts": [], "unchanged": True}
MORNING = happened(FIRST, SECOND, walk_ins=(NEW,))
LATER = WalkIn(DelegateFacts("W002", "现场乙", "MEM"), due_fen=0)
EVENING = happened(
    replace(FIRST, badge_prints=3), replace(SECOND, checked_in_at=AT), walk_ins=(NEW, LATER)
)


@pytest.fixture
def event(sheets, write_plan, tmp_path):
    return SyncedPlan(write_plan(sheets), tmp_path)


@pytest.fixture
def clean(event, tmp_path):
    return shutil.copy(event.plan, tmp_path / "clean.xlsx")


def in_conflict(answer):
    return [(one["cell"], one["planned"], one["onsite"]) for one in answer["conflicts"]]


def test_a_clean_copy_gets_what_the_first_workbook_got(event, clean):
    first = event.sync(MORNING)
    second = event.sync(MORNING, to=clean)

    assert second == first
    assert second["conflicts"] == []
    assert second["walk_ins"] == 1
    for sheet in ("代表名单", "参会名单", "未到名单", "同步冲突"):
        assert event.rows(sheet, of=clean) == event.rows(sheet)
    assert event.sync(MORNING) == event.sync(MORNING, to=clean) == UNCHANGED


def test_the_clean_workbook_put_back_is_written_again(event, clean):
    first = event.sync(MORNING)
    rows = event.rows()
    shutil.copy(clean, event.plan)

    assert event.sync(MORNING) == first
    assert event.rows() == rows
    assert event.sync(MORNING) == UNCHANGED


def test_the_workbook_of_the_sync_before_is_brought_up_to_date(event):
    event.sync(MORNING)
    event.sync(EVENING)
    older = event.plan.with_name("plan.before-sync.xlsx")
    assert [row[0] for row in event.rows(of=older)][3:] == ["W001"]

    answer = event.sync(EVENING, to=older)

    assert answer["conflicts"] == []
    assert answer["walk_ins"] == 1
    assert event.rows(of=older) == event.rows()
    assert event.sync(EVENING, to=older) == UNCHANGED


def test_after_two_syncs_what_stayed_behind_while_rows_were_sorted_is_put_right(event):
    def move_on(sheet):
        rows = [[cell.value for cell in row[:9]] for row in sheet["A2:I4"]]
        for number, texts in enumerate([*rows[1:], rows[0]], 2):
            for column, text in enumerate(texts, 1):
                sheet.cell(number, column).value = text

    event.sync(MORNING)
    event.sync(EVENING)
    before = {row[0]: row[9:] for row in event.rows()}
    event.edit(move_on)

    assert event.sync(EVENING)["conflicts"] == []
    assert {row[0]: row[9:] for row in event.rows()} == before
    assert event.sync(EVENING) == UNCHANGED


def test_a_walk_in_is_added_to_a_copy_that_only_lacks_her(event):
    event.sync(MORNING)
    older = shutil.copy(event.plan, event.plan.with_name("older.xlsx"))
    both = happened(FIRST, SECOND, walk_ins=(NEW, LATER))
    event.sync(both)

    assert event.sync(both, to=older)["walk_ins"] == 1
    assert event.rows(of=older) == event.rows()


def test_two_copies_take_turns_without_conflicts(event, clean):
    event.sync(MORNING)
    event.sync(EVENING, to=clean)
    undone = happened(replace(FIRST, checked_in_at=None, badge_prints=0), SECOND, walk_ins=(NEW,))

    for happening in (EVENING, undone, MORNING):
        for plan in (event.plan, clean):
            assert event.sync(happening, to=plan)["conflicts"] == []
        assert [row for row in event.rows() if row[0] != "W002"] == [
            row for row in event.rows(of=clean) if row[0] != "W002"
        ]


def test_what_was_undone_before_a_copy_was_written_can_come_again(event, clean):
    event.sync(MORNING)
    undone = happened(replace(FIRST, checked_in_at=None, badge_prints=0), SECOND, walk_ins=(NEW,))
    event.sync(undone, to=clean)

    assert event.sync(EVENING, to=clean)["conflicts"] == []
    assert event.rows(of=clean)[1][12] == 3


def test_a_cell_the_planners_filled_in_a_clean_copy_is_a_conflict(event, clean):
    def fill(sheet):
        sheet["J1"], sheet["J2"] = "报到区", "贵宾区"

    event.sync(MORNING)
    event.edit(fill, of=clean)

    answer = event.sync(MORNING, to=clean)

    assert in_conflict(answer) == [("J2", "贵宾区", "PRE")]
    assert answer["walk_ins"] == 1
    assert event.sync(MORNING, to=clean)["unchanged"] is True
    assert event.sync(MORNING)["conflicts"] == []


def test_a_corrected_name_reaches_a_clean_copy_too(event, clean):
    corrected = happened(replace(FIRST, corrections={"name": "代表佳"}), SECOND)
    event.sync(corrected)
    event.sync(corrected, to=clean)

    assert event.rows(of=clean)[1][1] == "代表佳"
    event.edit(lambda sheet: sheet.__setitem__("B2", "代表甲"), of=clean)
    assert in_conflict(event.sync(corrected, to=clean)) == [("B2", "代表甲", "代表佳")]


def test_a_walk_in_row_the_planners_deleted_is_a_conflict_and_stays_away(event):
    event.sync(MORNING)
    event.edit(lambda sheet: sheet.delete_rows(4))

    answer = event.sync(MORNING)

    assert in_conflict(answer) == [("A1", "(row deleted)", "W001 =现场")]
    assert answer["walk_ins"] == 0
    assert [row[0] for row in event.rows() if row[0]] == ["注册编号", "T001", "T002"]
    assert event.sync(MORNING)["unchanged"] is True


def test_a_deleted_walk_in_is_known_by_our_headings_where_our_lists_are_gone(event):
    only = happened(replace(FIRST, checked_in_at=None, badge_prints=0), SECOND, walk_ins=(NEW,))
    event.sync(only)
    book = openpyxl.load_workbook(event.plan)
    del book["参会名单"], book["未到名单"]
    book["代表名单"].delete_rows(4)
    book.save(event.plan)

    assert event.sync(only)["walk_ins"] == 0
    assert [row[0] for row in event.rows() if row[0]] == ["注册编号", "T001", "T002"]


def test_a_cell_we_wrote_that_the_planners_changed_is_a_conflict(event, clean):
    event.sync(MORNING)
    event.sync(MORNING, to=clean)
    event.edit(lambda sheet: sheet.__setitem__("K2", "贵宾区"))

    answer = event.sync(MORNING)

    assert in_conflict(answer) == [("K2", "贵宾区", "PRE")]
    assert event.rows("同步冲突")[1] == ["代表名单", "K2", "T001", "贵宾区", "PRE"]
    assert event.sync(MORNING, to=clean) == UNCHANGED


def test_cells_we_wrote_that_the_planners_emptied_are_listed_and_stay_empty(event):
    def empty(sheet):
        for cell in ("J2", "K2", "L2", "M2"):
            sheet[cell] = None

    first_only = happened()
    event.sync(first_only)
    event.edit(empty)

    answer = event.sync(first_only)

    assert in_conflict(answer) == [
        ("J2", "", "2026-12-04 08:14"),
        ("K2", "", "PRE"),
        ("L2", "", "自助机"),
        ("M2", "", "2"),
    ]
    assert event.rows()[1][9:13] == [""] * 4
    assert [row[:2] for row in event.rows("同步冲突")[1:]] == [
        ["代表名单", cell] for cell in ("J2", "K2", "L2", "M2")
    ]
    again = event.sync(first_only)
    assert again["unchanged"] is True
    assert again["conflicts"] == answer["conflicts"]


def test_a_plan_that_had_our_columns_at_init_is_told_from_its_synced_copy(
    sheets, write_plan, tmp_path
):
    ahead = SyncedPlan(write_plan(sheets, "ahead.xlsx"), tmp_path / "ahead")
    ahead.sync(happened(replace(FIRST, checked_in_at=None, badge_prints=0), SECOND))
    event = SyncedPlan(ahead.plan, tmp_path)
    clean = shutil.copy(event.plan, tmp_path / "clean.xlsx")
    event.sync(MORNING)

    assert event.sync(MORNING, to=clean)["conflicts"] == []
    assert event.rows(of=clean) == event.rows()
    event.edit(lambda sheet: sheet.delete_rows(4))
    event.edit(lambda sheet: sheet.__setitem__("K2", None))
    assert in_conflict(event.sync(MORNING)) == [
        ("K2", "", "PRE"),
        ("A1", "(row deleted)", "W001 =现场"),
    ]


def test_a_clean_copy_of_a_csv_package_gets_what_the_first_got(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "delegates.csv").write_text(
        "reg_no,name,category\nT001,代表甲,MEM\nT002,代表乙,VIP\n"
    )
    document = {"resources": [{"name": "delegates", "path": "delegates.csv"}]}
    (folder / "datapackage.json").write_text(json.dumps(document))
    event = SyncedPlan(folder, tmp_path)
    clean = shutil.copytree(folder, tmp_path / "clean")

    assert event.sync(MORNING, to=clean) == event.sync(MORNING)
    assert (clean / "delegates.csv").read_bytes() == (folder / "delegates.csv").read_bytes()
    assert event.sync(MORNING) == event.sync(MORNING, to=clean) == UNCHANGED
    lines = (clean / "delegates.csv").read_text().splitlines()
    (clean / "delegates.csv").write_text("\n".join(lines[:3]) + "\n")
    assert in_conflict(event.sync(MORNING, to=clean)) == [("A1", "(row deleted)", "W001 =现场")]


@pytest.mark.parametrize("content", ["{", "[]", '{"T001": {"报到区": "PRE"}}'])
def test_a_memory_that_can_not_be_read_overwrites_nothing(event, clean, content):
    event.sync(MORNING)
    event.memory.write_text(content)

    assert event.sync(MORNING, to=clean)["conflicts"] == []
    event.memory.write_text(content)
    assert ("M2", "2", "3") in in_conflict(event.sync(EVENING))
