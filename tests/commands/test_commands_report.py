"""`onsite report`, of an event that is served and of one that is not."""

import json

from tests.commands.done import assert_refused, assert_usage

EXPECTED = 11  # of twelve one is cancelled


def test_it_writes_the_folder_and_says_where_the_archive_is(onsite, folder, tmp_path):
    out = tmp_path / "handed over"

    done = onsite("report", folder, "--out", out)

    assert done.status == 0, done.err
    assert str(out) in done.out
    assert "handed over-20" in done.out
    assert "attendance.xlsx" in done.err
    assert (out / "attendance.xlsx").read_bytes().startswith(b"PK")


def test_as_json_it_is_one_document_on_stdout(onsite, folder, tmp_path):
    done = onsite("report", folder, "--out", tmp_path / "report", "--json")

    told = json.loads(done.out)
    assert set(told) == {"folder", "archive", "as_of", "files"}
    assert {"name", "bytes", "sha256"} == set(told["files"][0])


def test_a_folder_of_someone_else_is_refused(onsite, event_folder, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")

    done = onsite("report", event_folder.path, "--out", tmp_path / "mine")

    assert_refused(done, "letter.txt")


def test_an_event_is_no_place_for_a_report(onsite, event_folder):
    assert_refused(onsite("report", event_folder.path, "--out", event_folder.path), "--out")


def test_after_personal_data_was_wiped_its_counts_are_still_reported(
    onsite, event_folder, tmp_path
):
    wiped = onsite("wipe", event_folder.path, "--personal", "--yes")
    assert wiped.status == 0, wiped.err

    done = onsite("report", event_folder.path, "--out", tmp_path / "report")

    assert done.status == 0, done.err
    listed = (tmp_path / "report" / "csv" / "no-shows.csv").read_text(encoding="utf-8-sig")
    assert "13800000001" not in listed
    assert "王明" not in listed
    assert len(listed.splitlines()) == EXPECTED + 1


def test_without_a_folder_it_is_a_usage_error(onsite, event_folder):
    assert_usage(onsite("report", event_folder.path))
