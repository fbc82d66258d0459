"""`onsite backup` and `onsite restore` as a person types them."""

import json

from onsite.archiving.backups import newest
from tests.commands.done import Done, assert_refused, assert_usage
from tests.serving_process import run_onsite, serving


def onsite(*arguments):
    ended = run_onsite(*arguments)
    return Done(ended.returncode, ended.stdout, ended.stderr)


def test_a_backup_is_made_while_served_and_restored_beside(event_folder, tmp_path):
    out, back = tmp_path / "one file", tmp_path / "back"
    with serving(event_folder.path, "--http"):
        done = onsite("backup", event_folder.path, "--out", out, "--json")
    assert done.status == 0, done.err
    assert json.loads(done.out)["size"] == out.stat().st_size
    assert newest(event_folder).newest.path

    done = onsite("restore", out, back)

    assert done.status == 0, done.err
    assert f"onsite serve {back}" in done.out
    assert json.loads(onsite("doctor", back, "--json").out)["findings"]
    assert_refused(onsite("restore", out, back), "has an event already")


def test_what_can_not_be_done_says_what_to_do(event_folder, tmp_path):
    assert_refused(onsite("backup", tmp_path, "--out", tmp_path / "x"), "onsite init")
    assert_refused(onsite("backup", event_folder.path, "--out", tmp_path), "name a file in it")
    assert_refused(onsite("restore", tmp_path / "none", tmp_path / "back"), "can't be read")
    assert_usage(onsite("backup", event_folder.path))
