"""The event folder: its settings, its lock, its database's version; and the event tests stand on."""

import os
import sqlite3
from contextlib import closing

import pytest

from onsite.config import EventFolder, Settings, read_settings, settings_text, write_private
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.local import opened, reading
from onsite.lock import held
from onsite.migrations import upgrade
from onsite.once import fingerprint


def test_settings_are_read_as_they_were_written(tmp_path):
    path = tmp_path / "event.toml"
    path.write_text(settings_text(Settings(port=9000, tls=False)), encoding="utf-8")

    assert read_settings(path) == Settings(port=9000, tls=False)


def test_every_setting_says_what_it_is_for(event_folder):
    lines = event_folder.settings_file.read_text(encoding="utf-8").splitlines()

    assert len(lines) >= 7
    assert all(len(line.partition("#")[2].strip()) > 3 for line in lines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prot = 8443", ["prot", "did you mean port"]),
        ("zzz = 1", ["zzz", "known are host"]),
        ('port = "8443"', ["port", "8443"]),
        ("port = true", ["port"]),
        ("port = 0", ["1 to 65535"]),
        ("port = 70000", ["1 to 65535"]),
        ("retention_days = -1", ["retention_days"]),
        ("tls = 1", ["tls"]),
        ("backup_to = 1", ["backup_to"]),
        ("notify = [1]", ["notify"]),
        ("port = ", ["can't be read"]),
        ("prot = 1\nzzz = 2\ntls = 3", ["prot", "zzz", "tls"]),
    ],
)
def test_a_bad_setting_is_named_with_what_would_be_right(tmp_path, text, words):
    path = tmp_path / "event.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(OnsiteError) as refused:
        read_settings(path)

    assert refused.value.code == "bad_settings"
    for word in words:
        assert word in refused.value.message


def test_settings_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "event.toml"
    path.write_bytes(b"\xff\xfe port")

    with pytest.raises(OnsiteError, match="can't be read"):
        read_settings(path)


def test_what_is_no_event_folder_says_how_one_is_made(tmp_path):
    with pytest.raises(OnsiteError, match="onsite init") as refused:
        EventFolder(tmp_path).check()

    assert refused.value.code == "no_event"


def test_a_private_file_is_whole_and_its_owners_alone(tmp_path):
    path = tmp_path / "secret"
    path.write_text("before", encoding="utf-8")
    path.chmod(0o644)

    write_private(path, b"after")

    assert path.read_bytes() == b"after"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["secret"]


def test_the_lock_has_one_holder(event_folder):
    with held(event_folder.lock) as first, held(event_folder.lock) as second:
        assert (first, second) == (True, False)

    with held(event_folder.lock) as again:
        assert again


def test_who_waits_for_the_lock_sees_it_pass_to_another_hand(event_folder):
    with held(event_folder.lock):
        os.utime(event_folder.lock, ns=(1, 1))
        with held(event_folder.lock) as second:
            assert (second, event_folder.lock.stat().st_mtime_ns) == (False, 1)

    with held(event_folder.lock):
        assert event_folder.lock.stat().st_mtime_ns > 1


def test_a_lock_that_can_not_be_opened_says_so(tmp_path):
    with pytest.raises(OnsiteError, match="owner"), held(tmp_path / "nowhere" / "lock"):
        pass


def test_an_empty_database_is_brought_to_todays_tables(tmp_path):
    database = Database(tmp_path / "onsite.db")

    assert upgrade(database, is_new=True) is True
    assert upgrade(database) is False

    with database.read() as session:
        names = session.connection().exec_driver_sql("SELECT name FROM sqlite_master").scalars()
        assert {"delegates", "scans", "print_jobs", "alembic_version"} <= set(names)
    database.close()


def test_migrations_make_the_tables_that_the_rooms_declare(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from onsite.migrations.tables import metadata

    database = Database(tmp_path / "onsite.db")
    upgrade(database, is_new=True)

    with database.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), metadata)

    assert difference == []
    database.close()


def test_copying_the_stopped_folder_copies_the_event(event):
    event.check_in("D001", event.token("desk"))
    event.database.close()
    copy = event.folder.path.with_name("copy.db")
    copy.write_bytes(event.folder.database.read_bytes())

    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM arrivals").fetchone() == (1,)


def test_what_was_asked_is_told_apart_whatever_the_order_of_its_keys():
    assert fingerprint({"a": 1, "b": [2, None]}) == fingerprint({"b": [2, None], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": "1"})
    assert fingerprint(["x", None]) != fingerprint([None, "x"])


def test_the_same_id_with_another_body_is_told_so(event):
    door = event.token("door")
    first = event.scan("D001", "H1-IN", door, scan_id="7d5a1e2c-0000-4000-8000-000000000001")
    same = event.scan("D001", "H1-IN", door, scan_id="7d5a1e2c-0000-4000-8000-000000000001")
    other = event.scan("D002", "H1-IN", door, scan_id="7d5a1e2c-0000-4000-8000-000000000001")

    assert same.json == first.json
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert event.count("scans") == 1
    assert event.headcount()["halls"]["H1"]["inside"] == 1


def test_operators_sign_in_where_they_are(event):
    desk = event.token("desk")

    session = event.operator("supervisor", at=desk)

    me = event.get("/me", desk, operator=session)
    assert me.json["operator"]["roles"] == ["supervisor"]


def test_a_check_in_moves_the_headcount(event):
    answer = event.check_in("D001", event.token("desk", zone="PRE"))

    assert answer.json["outcome"] == "checked_in"
    assert event.headcount()["checked_in"] == 1
    assert event.headcount()["registered"] == 11


def test_an_emptied_database_is_no_new_event(event_folder):
    event_folder.database.write_bytes(b"")

    for reach in (opened, reading):
        with pytest.raises(OnsiteError) as refused, reach(event_folder.path):
            pass
        assert refused.value.code == "damaged_event"


def test_reading_commands_refuse_a_newer_event(event_folder, database):
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'zzzz'")

    with pytest.raises(OnsiteError) as refused, reading(event_folder.path):
        pass

    assert refused.value.code == "newer_event"
