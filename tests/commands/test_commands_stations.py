"""`pair`, `staff` and `printer`."""

import time
from itertools import count

import pytest
import requests

from tests.commands.done import assert_refused, assert_usage, rows
from tests.serving_process import serving

NUMBERS = count(1)


def test_pair_tells_station_token_and_link(onsite, folder):
    done = onsite("pair", folder, "--role", "desk", "--zone", "PRE", "--json")

    assert done.status == 0, done.err
    assert set(done.json) == {"station", "token", "url"}
    assert "/pair/" in done.json["url"]
    assert done.json["url"].startswith("https://")


def test_pairing_a_host_without_a_name_says_what_the_name_is_for(onsite, folder):
    nameless = onsite("pair", folder, "--role", "host", "--json")
    named = onsite("pair", folder, "--role", "host", "--name", "接待甲", "--json")

    assert nameless.status == named.status == 0
    assert "shows nobody" in nameless.err
    assert "--name" in nameless.err
    assert named.err == ""


def test_a_paired_token_works_at_once(onsite, served_event):
    token = onsite("pair", served_event.folder, "--role", "board", "--json").json["token"]

    answer = requests.get(
        f"{served_event.plain}/api/v1/headcount",
        headers={"Authorization": f"Bearer {token}"},
        timeout=5,
    )

    assert answer.status_code == 200


def test_a_token_paired_at_rest_works_once_served(onsite, event_folder):
    token = onsite("pair", event_folder.path, "--role", "board", "--json").json["token"]

    with serving(event_folder.path) as running:
        answer = requests.get(
            f"{running.plain}/api/v1/headcount",
            headers={"Authorization": f"Bearer {token}"},
            timeout=5,
        )

    assert answer.json()["registered"] == 11


def test_pair_without_json_is_for_people(onsite, folder):
    done = onsite("pair", folder, "--role", "door", "--checkpoint", "H1-IN", "--name", "东门")

    assert done.status == 0
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["station", "token", "url"]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--role", "bouncer"], "kiosk"),
        (["--role", "desk", "--zone", "NOWHERE"], "PRE"),
        (["--role", "door", "--checkpoint", "NOWHERE"], "H1-IN"),
    ],
)
def test_pair_refuses_what_there_is_not_and_names_what_there_is(onsite, folder, options, word):
    before = rows(folder, "SELECT count(*) FROM stations")

    assert_refused(onsite("pair", folder, *options, "--json"), word)

    assert rows(folder, "SELECT count(*) FROM stations") == before


def test_pair_without_a_role_is_usage(onsite, event_folder):
    assert_usage(onsite("pair", event_folder.path))


def test_staff_may_sign_in_with_the_pin(onsite, served_event):
    done = onsite(
        "staff", served_event.folder, "--name", "主管乙", "--role", "supervisor", "--pin", "1357"
    )
    desk = onsite("pair", served_event.folder, "--role", "desk", "--json").json["token"]

    answer = requests.post(
        f"{served_event.plain}/api/v1/operator-sessions",
        json={"name": "主管乙", "pin": "1357"},
        headers={"Authorization": f"Bearer {desk}"},
        timeout=5,
    )

    assert done.status == 0
    assert answer.json()["roles"] == ["supervisor"]


def test_staff_reads_a_pin_from_stdin_and_never_says_it(onsite, folder):
    done = onsite(
        "staff", folder, "--name", "新人", "--role", "desk,finance", "--pin", "-", stdin="864209\n"
    )

    assert done.status == 0, done.err
    assert "864209" not in done.out + done.err
    kept = rows(folder, "SELECT roles, pin_hash FROM operators WHERE name = '新人'")
    assert len(kept) == 1
    assert "864209" not in str(kept)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--name", "甲", "--role", "king", "--pin", "1357"], "organiser"),
        (["--name", "甲", "--role", "desk", "--pin", "1"], "4"),
        (["--name", "  ", "--role", "desk", "--pin", "1357"], "name"),
        (["--name", "甲", "--role", ",", "--pin", "1357"], "organiser"),
    ],
)
def test_staff_refuses_in_words(onsite, folder, options, word):
    assert_refused(onsite("staff", folder, *options), word)

    assert rows(folder, "SELECT count(*) FROM operators WHERE name IN ('甲', '')") == [(0,)]


def test_printers_are_added_listed_changed_and_removed(onsite, folder):
    name = f"front {next(NUMBERS)}"
    added = onsite("printer", folder, "add", name, "--url", "virtual:", "--prints", "badge,label")
    listed = onsite("printer", folder, "list", "--json")
    onsite("printer", folder, "add", name, "--url", "virtual:", "--prints", "badge")
    changed = onsite("printer", folder, "list", "--json")
    removed = onsite("printer", folder, "remove", name)
    left = onsite("printer", folder, "list", "--json")

    assert [done.status for done in (added, listed, changed, removed, left)] == [0] * 5

    def prints(done):
        return [row["prints"] for row in done.json["printers"] if row["name"] == name]

    assert prints(listed) == [["badge", "label"]]
    assert prints(changed) == [["badge"]]
    assert prints(left) == []


def test_an_empty_list_of_printers_says_how_to_add_one(onsite, event_folder):
    done = onsite("printer", event_folder.path, "list")

    assert done.status == 0
    assert "add" in done.out


def test_printers_are_looked_for_while_served_and_while_not(onsite, folder, served_event):
    for place in (folder, served_event.folder):
        found = onsite("printer", place, "find", "--json")

        assert found.status == 0, found.err
        assert isinstance(found.json["found"], list)


def test_a_printer_test_prints_a_page_while_served(onsite, served_event):
    name = f"test {next(NUMBERS)}"
    onsite("printer", served_event.folder, "add", name, "--url", "virtual:")

    done = onsite("printer", served_event.folder, "test", name)

    assert done.status == 0, done.err
    ends = time.monotonic() + 15
    while not list((served_event.folder / "outbox").rglob("*.png")) and time.monotonic() < ends:
        time.sleep(0.05)
    assert list((served_event.folder / "outbox").rglob("*.png"))
    onsite("printer", served_event.folder, "remove", name)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["test", "nothing"], "nothing"),
        (["remove", "nothing"], "nothing"),
        (["add", "x", "--url", "tcp://"], "tcp"),
        (["add", "x", "--url", "pigeon://loft"], "pigeon"),
        (["add", "x", "--url", "virtual:", "--prints", "money"], "badge"),
        (["add", "x", "--url", "virtual:", "--prints", ""], "badge"),
        (["add", "x", "--url", "virtual:", "--station", "DESK-99"], "DESK-99"),
    ],
)
def test_printer_refuses_in_words(onsite, folder, arguments, word):
    assert_refused(onsite("printer", folder, *arguments), word)

    assert rows(folder, "SELECT count(*) FROM printers WHERE name = 'x'") == [(0,)]
