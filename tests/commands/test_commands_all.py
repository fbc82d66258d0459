"""What every command promises."""

import json
import time

import pytest
from sqlalchemy import text

from onsite.db import Database
from tests.commands.done import assert_refused, assert_usage
from tests.serving_process import run_onsite


@pytest.mark.parametrize(
    "arguments",
    [
        ["pair", "DIR", "--role", "desk"],
        ["staff", "DIR", "--name", "甲", "--role", "desk", "--pin", "1357"],
        ["printer", "DIR", "list"],
        ["credentials", "DIR", "--out", "c.csv"],
        ["badge", "DIR", "D001", "--out", "b.png"],
        ["sync", "DIR"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_what_is_no_event_folder_is_refused_with_the_way_to_make_one(onsite, tmp_path, arguments):
    nowhere = tmp_path / "nowhere"
    named = [str(nowhere) if part == "DIR" else part for part in arguments]

    assert_refused(onsite(*named), "onsite init")

    assert not nowhere.exists()


def test_a_newer_event_is_not_written_by_an_older_program(onsite, event_folder):
    database = Database(event_folder.database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'zzzz'"))
    database.close()

    assert_refused(onsite("pair", event_folder.path, "--role", "desk"), "newer version")


def test_commands_wait_for_each_other(event_folder):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(3) as pool:
        ended = list(
            pool.map(
                lambda _: run_onsite("pair", event_folder.path, "--role", "desk", "--json"),
                range(3),
            )
        )

    assert [done.returncode for done in ended] == [0, 0, 0], [done.stderr for done in ended]
    assert len({json.loads(done.stdout)["station"] for done in ended}) == 3


def test_a_run_file_left_by_a_killed_server_does_not_mislead(onsite, event_folder):
    event_folder.run_file.write_text(
        '{"pid": 1, "url": "http://127.0.0.1:9", "token": "x"}', encoding="utf-8"
    )

    assert onsite("pair", event_folder.path, "--role", "desk").status == 0


def test_help_is_instant():
    times = []
    for _ in range(3):
        began_at = time.monotonic()
        done = run_onsite("--help")
        times.append(time.monotonic() - began_at)

    assert done.returncode == 0
    assert "serve" in done.stdout
    assert min(times) < 0.5


@pytest.mark.parametrize(
    "arguments", [["dance"], ["--dance"], ["init"], ["serve", "x", "--port", "0"]]
)
def test_what_is_not_understood_is_usage(onsite, arguments):
    assert_usage(onsite(*arguments))
