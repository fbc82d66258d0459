"""`onsite backup`, `onsite restore` and `onsite wipe` as a person types them."""

import json
import os
import pty
import subprocess
import sys

from onsite.archiving.backups import newest
from tests.commands.done import Done, assert_refused, assert_usage, rows
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


def test_a_wipe_at_a_terminal_says_what_would_go_and_asks_for_the_events_code(event_folder):
    said = at_a_terminal("wipe", event_folder.path, "--personal", types="not the code")

    assert "12 people" in said
    assert "Nothing was wiped" in said
    assert "王明" in names(event_folder)


def test_what_is_wiped_must_be_said(event_folder):
    assert_usage(onsite("wipe", event_folder.path))


def test_a_confirmed_wipe_says_what_it_removed(event_folder):
    done = onsite("wipe", event_folder.path, "--personal", "--json")

    assert done.status == 0, done.err
    removed = json.loads(done.out)["removed"]
    assert (removed["people"], removed["codes"]) == (12, 13)
    assert "王明" not in names(event_folder)
    assert "was wiped on" in onsite("sync", event_folder.path, "--dry-run").err
    findings = json.loads(onsite("doctor", event_folder.path, "--json").out)["findings"]
    assert [each["what"] for each in findings if each["check"] == "retention"] == [
        "Personal data is wiped; backups elsewhere are yours to delete."
    ]


def test_a_wipe_while_served_reaches_the_server(event_folder):
    with serving(event_folder.path, "--http"):
        done = onsite("wipe", event_folder.path, "--personal", "--yes")

    assert done.status == 0, done.err
    assert "12 people" in done.out
    assert "王明" not in names(event_folder)


def at_a_terminal(*arguments, types):
    """Run it with a terminal as its input; what it said on stderr."""
    ours, its = pty.openpty()
    try:
        os.write(ours, f"{types}\n".encode())
        command = [sys.executable, "-m", "onsite", *map(str, arguments)]
        ended = subprocess.run(command, stdin=its, capture_output=True, text=True, check=False)
    finally:
        os.close(ours)
        os.close(its)
    assert ended.returncode == 1
    return ended.stderr


def names(folder):
    return {name for (name,) in rows(folder.path, "SELECT name FROM delegates")}
