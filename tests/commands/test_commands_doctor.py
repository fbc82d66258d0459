"""`onsite doctor`, while the event is served and while it is not."""

import sqlite3

import pytest


@pytest.fixture
def doctor(onsite):
    """Ask the doctor in this process: exit status, the JSON told, what went to stderr."""

    def run(folder, *more):
        done = onsite("doctor", folder, "--json", *more)
        return done.status, done.json, done.err

    return run


def about(told, check):
    return [each["level"] for each in told["findings"] if each["check"] == check]


def test_a_sound_event_passes_served_or_not(doctor, folder):
    status, told, err = doctor(folder)

    assert (status, told["ok"], told["act"], err) == (0, True, 0, "")
    assert {each["check"] for each in told["findings"]} >= {
        "settings", "disk", "folder", "backups", "certificates", "database", "counts", "clocks",
        "printers", "stations", "people",
    }  # fmt: skip
    assert told["look"] == sum(each["level"] == "look" for each in told["findings"])


def test_what_must_be_done_comes_first_and_ends_with_status_1(doctor, event_folder):
    event_folder.keys.chmod(0o755)

    status, told, err = doctor(event_folder.path)

    assert (status, told["ok"], told["act"]) == (1, False, 1)
    assert (told["findings"][0]["check"], told["findings"][0]["level"]) == ("folder", "act")
    assert "1 thing must be done" in err


def test_it_is_told_to_people_line_by_line(onsite, event_folder):
    done = onsite("doctor", event_folder.path)

    assert done.status == 0
    lines = done.out.splitlines()
    assert any(line.startswith("look  printers: There is none. -> Add one") for line in lines)
    assert "ok    database: onsite.db is whole." in lines


def test_nothing_is_written(doctor, event_folder):
    before = event_folder.database.read_bytes()

    doctor(event_folder.path)

    assert event_folder.database.read_bytes() == before


@pytest.mark.parametrize("at", [0.0, 0.5])
def test_a_damaged_database_is_a_finding_and_the_rest_is_looked_at(doctor, event_folder, at):
    size = event_folder.database.stat().st_size
    with event_folder.database.open("r+b") as file:
        file.seek(int(size * at))
        file.write(b"\xff" * 65536)

    status, told, _ = doctor(event_folder.path)

    assert (status, about(told, "database")[0], about(told, "disk")) == (1, "act", ["fine"])


def test_an_event_of_a_newer_program_is_a_finding(doctor, event_folder):
    raw = sqlite3.connect(event_folder.database)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()

    status, told, _ = doctor(event_folder.path)

    assert status == 1
    assert "newer version" in told["findings"][0]["what"]


def test_a_folder_that_is_no_event_is_refused(doctor, tmp_path):
    status, told, err = doctor(tmp_path)

    assert (status, told["code"]) == (1, "no_event")
    assert "onsite init" in err
