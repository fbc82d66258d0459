"""A workbook that can't be written: open elsewhere, moved, write-protected, behind a link."""

import shutil

import pytest
from synced_plan import FIRST, SECOND, SyncedPlan, happened

from onsite.errors import OnsiteError


@pytest.fixture
def event(sheets, write_plan, tmp_path):
    return SyncedPlan(write_plan(sheets), tmp_path)


def refusal(event, **options):
    with pytest.raises(OnsiteError) as caught:
        event.sync(happened(), **options)
    return caught.value


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_workbook_open_in_excel_or_libreoffice_is_left_and_asked_for(event, lock):
    (event.plan.parent / lock).touch()
    before = event.plan.read_bytes()

    error = refusal(event)

    assert (error.code, event.plan.read_bytes()) == ("plan_open", before)
    assert "close it there and run the sync again" in error.message


def test_a_workbook_that_this_user_may_not_write_is_not_swapped_for_another(event, monkeypatch):
    # For root every file may be written: the system is asked, and its answer is what counts.
    monkeypatch.setattr("os.access", lambda path, _mode: path != event.plan)
    before = event.plan.read_bytes()

    error = refusal(event)

    assert error.code == "plan_read_only"
    assert error.message.startswith("plan.xlsx may not be written; take the write protection off")
    assert event.plan.read_bytes() == before
    assert not event.memory.exists()
    assert event.sync(happened(), is_dry_run=True)["unchanged"] is False


def test_a_folder_that_may_not_be_written_is_named(event, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, _mode: path != event.plan.parent)

    error = refusal(event)

    assert error.code == "plan_read_only"
    assert f"{event.plan.parent} may not be written" in error.message


def test_a_workbook_keeps_its_mode(event):
    event.plan.chmod(0o640)

    event.sync(happened())

    assert event.plan.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_what_it_points_at_is_written(event, tmp_path):
    link = tmp_path / "desktop" / "plan link.xlsx"
    link.parent.mkdir()
    link.symlink_to(event.plan)

    event.sync(happened(), to=link)

    assert link.is_symlink()
    assert event.rows()[1][10] == "PRE"
    assert (event.plan.parent / "plan.before-sync.xlsx").exists()


def test_a_moved_workbook_is_synced_where_it_is_now(event, tmp_path):
    moved = tmp_path / "elsewhere" / "终稿.xlsx"
    moved.parent.mkdir()
    shutil.move(event.plan, moved)
    assert refusal(event).code == "plan_missing"

    event.sync(happened(FIRST, SECOND), to=moved)

    assert event.rows(of=moved)[1][10] == "PRE"


def test_what_the_planners_saved_meanwhile_is_never_lost(event):
    def saved_by_them(sentence):
        if sentence == "writing the list":
            event.plan.write_bytes(event.plan.read_bytes() + b"\n")

    assert refusal(event, tell=saved_by_them).code == "plan_changed"
    assert not (event.plan.parent / "plan.before-sync.xlsx").exists()
