"""The commands, while the event is served and while it is not."""

import csv
import io
import json
import shutil
import sys
import time
from dataclasses import dataclass
from itertools import count

import pytest
import requests
from PIL import Image

from onsite import cli
from onsite.db import Database
from onsite.registration.queries import delegate as find_delegate
from onsite.registration.queries import our_credential
from tests.congress import SHEETS
from tests.serving_process import run_onsite, serving

REGISTERED = [row[0] for row in SHEETS["代表名单"][1:]]
NUMBERS = count(1)


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def onsite(monkeypatch, capsys):
    """Run a command in this process, as `bin/onsite` does."""

    def run(*arguments, stdin=""):
        monkeypatch.setattr(sys, "argv", ["onsite", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as exit_:
            status = exit_.code or 0
        said = capsys.readouterr()
        return Done(status, said.out, said.err)

    return run


@pytest.fixture(scope="module")
def served_event(founded_event, tmp_path_factory):
    path = tmp_path_factory.mktemp("served") / "event"
    shutil.copytree(founded_event.path, path)
    with serving(path) as running:
        yield running


@pytest.fixture(params=["served", "at rest"])
def folder(request, event_folder):
    """An event folder, once served and once not."""
    if request.param == "at rest":
        return event_folder.path
    return request.getfixturevalue("served_event").folder


def rows(folder, sql):
    from sqlalchemy import text

    database = Database(folder / "onsite.db")
    with database.read() as session:
        found = [tuple(row) for row in session.execute(text(sql))]
    database.close()
    return found


def assert_refused(done, *words):
    assert done.status == 1, (done.out, done.err)
    if done.out:  # asked with --json
        assert json.loads(done.out)["errors"]
    assert done.err.startswith("onsite: ")
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


def assert_usage(done):
    assert done.status == 2
    assert done.out == ""
    assert "Usage:" in done.err


# pair


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


# staff


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


# printer


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


# credentials, badge, decode


def test_credentials_lists_everyone_with_the_imported_code_where_there_is_one(
    onsite, folder, tmp_path
):
    done = onsite("credentials", folder, "--out", tmp_path / "out" / "credentials.csv")

    assert done.status == 0, done.err
    written = tmp_path / "out" / "credentials.csv"
    with written.open(encoding="utf-8", newline="") as file:
        found = {row["reg_no"]: row["credential"] for row in csv.DictReader(file)}
    assert set(found) == set(REGISTERED)
    assert found["D007"] == "shop-7:AbC/42"
    assert len(set(found.values())) == len(REGISTERED)
    assert written.stat().st_mode & 0o077 == 0


def test_e_tickets_decode_to_the_credentials(onsite, event_folder, tmp_path):
    onsite("credentials", event_folder.path, "--out", tmp_path / "c.csv", "--qr", tmp_path / "qr")
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["reg_no"]: row["credential"] for row in csv.DictReader(file)}

    done = onsite("decode", *sorted((tmp_path / "qr").iterdir()), "--json")

    assert done.status == 0
    read = {row["file"].rpartition("/")[2]: row["codes"] for row in done.json}
    assert read == {f"{reg_no}.png": [credential] for reg_no, credential in wanted.items()}
    assert all(set(row) == {"file", "codes", "ms"} for row in done.json)


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_badge_is_written_as_it_would_print(onsite, folder, tmp_path, suffix):
    out = tmp_path / f"badge{suffix}"

    done = onsite("badge", folder, "D002", "--out", out)

    assert done.status == 0, done.err
    assert out.stat().st_size > 1000


def test_a_badge_decodes_to_the_credential_of_ours(onsite, event_folder, tmp_path):
    out = tmp_path / "badge.png"
    onsite("badge", event_folder.path, "D007", "--out", out)

    done = onsite("decode", out, "--json")

    database = Database(event_folder.database)
    with database.read() as session:
        ours = our_credential(session, find_delegate(session, "D007").id)
    database.close()
    assert done.json[0]["codes"] == [ours]


def test_a_badge_of_two_sides_is_two_pictures_or_two_pages(onsite, folder, tmp_path):
    for suffix in (".png", ".pdf"):
        done = onsite(
            "badge", folder, "D002", "--out", tmp_path / f"b{suffix}", "--template", "badge-96x134"
        )
        assert done.status == 0, done.err

    assert {path.name for path in tmp_path.glob("b*")} == {"b.png", "b-back.png", "b.pdf"}
    assert b"/Count 2" in (tmp_path / "b.pdf").read_bytes()


def test_a_badge_is_written_by_the_event_s_own_template_or_refused_with_what_is_wrong_in_it(
    onsite, folder, tmp_path
):
    out = tmp_path / "b.png"
    mine = folder / "templates" / "mine.toml"
    mine.parent.mkdir(exist_ok=True)
    box = "size_mm = 9\nx_mm = 0\ny_mm = 0\nwidth_mm = 40\nheight_mm = 20\n"
    mine.write_text(f"width_mm = 40\nheight_mm = 20\n[[text]]\ntext = '{{name}}'\n{box}")

    done = onsite("badge", folder, "D002", "--out", out, "--template", "mine")
    assert done.status == 0, done.err
    with Image.open(out) as drawn:
        assert drawn.size == (472, 236)

    out.unlink()
    mine.write_text(mine.read_text().replace("{name}", "{phone}"))
    refused = onsite("badge", folder, "D002", "--out", out, "--template", "mine")
    mine.unlink()
    assert_refused(refused, "no field 'phone'")
    assert not out.exists()


@pytest.mark.parametrize(
    ("reg_no", "name", "options", "word"),
    [
        ("NOBODY", "b.png", [], "NOBODY"),
        ("D001", "b.gif", [], ".pdf"),
        ("D001", "b.png", ["--template", "nothing"], "badge-90x130"),
    ],
)
def test_badge_refuses_in_words(onsite, folder, tmp_path, reg_no, name, options, word):
    assert_refused(onsite("badge", folder, reg_no, "--out", tmp_path / name, *options), word)

    assert not (tmp_path / name).exists()


def test_decode_says_what_can_not_be_read_and_reads_the_others(onsite, tmp_path):
    blank, broken = tmp_path / "blank.png", tmp_path / "broken.png"
    Image.new("L", (200, 200), 255).save(blank)
    broken.write_bytes(b"no picture")

    done = onsite("decode", blank, broken, tmp_path / "missing.png", "--json")

    assert done.status == 1
    assert [row["codes"] for row in done.json] == [[], [], []]
    assert "broken.png" in done.err
    assert "missing.png" in done.err


def test_decode_without_pictures_is_usage(onsite):
    assert_usage(onsite("decode"))


# every command


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
    from sqlalchemy import text

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
