"""One file with all of the event, and back: whole, private, taken while it runs, else refused."""

import errno
import json
import shutil
import sqlite3
import stat
import struct
import zipfile
from contextlib import closing

import gevent
import pytest

from onsite import clock
from onsite.archiving import packing
from onsite.archiving.backups import make_backup
from onsite.archiving.restoring import restore_backup
from onsite.config import EventFolder
from onsite.db import Database
from onsite.doctor.examining import examine_event
from onsite.errors import OnsiteError
from onsite.migrations import revisions
from tests.congress import SHEETS

PEOPLE = [row[0] for row in SHEETS["代表名单"][1:]]


@pytest.fixture
def made(event_folder, tmp_path):
    """A backup of the small congress."""
    out = tmp_path / "out.onsite-backup"
    make_backup(event_folder, out=out, now=clock.now())
    return out


def restore(file, path):
    return restore_backup(file, path, known_schemas=revisions())


def refused(file, path):
    with pytest.raises(OnsiteError) as error:
        restore(file, path)
    assert not path.exists() or not list(path.iterdir())
    assert not [each for each in path.parent.iterdir() if each.name.startswith(".onsite-")]
    return error.value.code, error.value.message


def rewritten(file, to, change):
    """Pack a backup anew with its entries changed: ``change({name: bytes})``."""
    with zipfile.ZipFile(file) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    change(entries)
    with zipfile.ZipFile(to, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return to


def listed(entries, **changed):
    """Change the manifest in the entries."""
    entries["manifest.json"] = json.dumps(
        {**json.loads(entries["manifest.json"]), **changed}
    ).encode()


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("onsite.db")
    }


def test_what_is_restored_is_the_event_with_keys_and_plan(event_folder, made, tmp_path):
    restore(made, tmp_path / "back")

    before, after = contents(event_folder.path), contents(tmp_path / "back")
    assert {name: before[name] for name in after} == after
    assert {"event.toml", "keys/ca.pem", "keys/ca-key.pem"} <= after.keys()
    assert any(name.startswith("planning/") for name in after)


def test_backup_and_restored_event_are_their_owners_alone(made, tmp_path):
    restore(made, tmp_path / "back")

    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    for path in [tmp_path / "back", *(tmp_path / "back").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_backup_under_load_holds_every_fact_acknowledged_before_it(event, tmp_path):
    desk, door = event.token("desk"), event.token("door")
    acknowledged, is_over = [], []

    def work():
        for _ in range(40):
            for reg_no in PEOPLE:
                event.check_in(reg_no, desk)
                acknowledged.append(event.scan(reg_no, "H1-IN", door).json["scan_id"])
                gevent.sleep(0)
            if is_over:
                return

    working = gevent.spawn(work)
    while len(acknowledged) < 60:
        assert not working.ready(), working.exception
        gevent.sleep(0.005)
    before = set(acknowledged)
    out = tmp_path / "busy.onsite-backup"
    gevent.get_hub().threadpool.apply(
        make_backup, (event.folder,), {"out": out, "now": clock.now()}
    )
    is_over.append(True)
    working.join()
    restore(out, tmp_path / "back")

    restored = EventFolder(tmp_path / "back")
    with closing(sqlite3.connect(restored.database)) as raw:
        kept = {row[0] for row in raw.execute("SELECT id FROM scans")}
    assert before <= kept
    database = Database(restored.database)
    found = examine_event(restored, database, now=clock.now(), ask=None)
    database.close()
    sums = [each for each in found if each.check in ("counts", "database", "money", "ledger")]
    assert sums
    assert {str(each.level) for each in sums} == {"fine"}, sums


def test_an_older_backup_is_replaced_and_nothing_else_is(event_folder, made, tmp_path):
    make_backup(event_folder, out=made, now=clock.now())
    letter = tmp_path / "letter.txt"
    letter.write_text("dear all")

    with pytest.raises(OnsiteError) as error:
        make_backup(event_folder, out=letter, now=clock.now())

    assert error.value.code == "bad_out"
    assert letter.read_text() == "dear all"


@pytest.mark.parametrize("name", ["", "absent/one.onsite-backup", "event/one.onsite-backup"])
def test_a_place_that_is_none_for_a_backup_is_refused(event_folder, tmp_path, name):
    with pytest.raises(OnsiteError) as error:
        make_backup(event_folder, out=tmp_path / name, now=clock.now())

    assert error.value.code == "bad_out"


def test_a_full_disk_leaves_nothing_half_and_the_backup_before(
    event_folder, made, tmp_path, monkeypatch
):
    before = made.read_bytes()

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(packing, "_add", full)
    with pytest.raises(OnsiteError, match="No space left") as error:
        make_backup(event_folder, out=made, now=clock.now())

    assert error.value.code == "backup_failed"
    assert made.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {made.name, "event"}


def test_a_damaged_database_is_not_packed(event_folder, tmp_path):
    with event_folder.database.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 60_000)

    with pytest.raises(OnsiteError):
        make_backup(event_folder, out=tmp_path / "x", now=clock.now())

    assert not (tmp_path / "x").exists()


def test_a_folder_with_an_event_is_never_written_over(event_folder, made):
    before = contents(event_folder.path)

    with pytest.raises(OnsiteError) as error:
        restore(made, event_folder.path)

    assert error.value.code == "has_event"
    assert contents(event_folder.path) == before


def test_a_folder_with_anything_in_it_is_refused(made, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").touch()

    with pytest.raises(OnsiteError) as error:
        restore(made, tmp_path / "full")

    assert error.value.code == "not_empty"


def test_an_empty_folder_that_is_there_is_used(made, tmp_path):
    (tmp_path / "back").mkdir()

    restore(made, tmp_path / "back")

    EventFolder(tmp_path / "back").check()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_backup_cut_short_is_refused(made, tmp_path, share):
    cut = tmp_path / "cut"
    cut.write_bytes(made.read_bytes()[: int(made.stat().st_size * share)])

    code, message = refused(cut, tmp_path / "back")

    assert code == "not_a_backup"
    assert "cut short" in message


def test_one_wrong_byte_anywhere_is_found(made, tmp_path):
    whole, spoilt = made.read_bytes(), tmp_path / "spoilt"
    restore(made, tmp_path / "back")
    whole_contents = contents(tmp_path / "back")
    for at in range(200, len(whole), len(whole) // 25):
        changed = bytearray(whole)
        changed[at] ^= 0x40
        spoilt.write_bytes(changed)
        code = None
        try:
            restore(spoilt, tmp_path / f"back-{at}")
        except OnsiteError as error:
            code = error.code
        # The byte may have told nothing, as a time of the zip's own.
        assert code in {"broken_backup", "not_a_backup", "newer_backup", None}, code
        assert code or contents(tmp_path / f"back-{at}") == whole_contents


@pytest.mark.parametrize("why", ["password", "unknown packing", "damaged"])
def test_a_list_of_contents_that_can_not_be_unpacked_is_refused(made, tmp_path, why):
    name = b"manifest.json"
    with zipfile.ZipFile(made) as packed:
        begins = packed.getinfo(name.decode()).header_offset
    spoilt = bytearray(made.read_bytes())
    in_directory = spoilt.rindex(name) - 46
    if why == "password":
        spoilt[begins + 6] = spoilt[in_directory + 8] = 1
    elif why == "unknown packing":
        spoilt[begins + 8] = spoilt[in_directory + 10] = 99
    else:
        spoilt[begins + 30 + len(name)] = 0xFF
    (tmp_path / "spoilt").write_bytes(spoilt)

    assert refused(tmp_path / "spoilt", tmp_path / "back")[0] == "broken_backup"


def test_files_that_are_no_backups_are_refused(made, tmp_path):
    text, foreign = tmp_path / "text", tmp_path / "foreign.zip"
    text.write_text("hello")
    with zipfile.ZipFile(foreign, "w") as packed:
        packed.writestr("hello.txt", "hello")

    assert refused(text, tmp_path / "back")[0] == "not_a_backup"
    assert refused(foreign, tmp_path / "back")[0] == "not_a_backup"
    assert refused(tmp_path / "absent", tmp_path / "back")[0] == "no_backup"
    assert refused(tmp_path, tmp_path / "back")[0] == "no_backup"


@pytest.mark.parametrize(
    "name", ["../out", "/tmp/out", "a/../../out", "C:/out", "a\\b", "backups/x", "onsite.lock", "."]
)
def test_nothing_is_written_outside_the_folder(made, tmp_path, name):
    def add(entries):
        entries[name] = b"evil"
        manifest = json.loads(entries["manifest.json"])
        sum_ = "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce"
        listed(entries, files=[*manifest["files"], {"path": name, "size": 4, "sha256": sum_}])

    code, message = refused(rewritten(made, tmp_path / "evil", add), tmp_path / "back")

    assert code == "broken_backup"
    assert "does not belong" in message
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_listed_or_not_there_is_refused(made, tmp_path):
    more = rewritten(made, tmp_path / "more", lambda entries: entries.update({"x.toml": b""}))
    fewer = rewritten(made, tmp_path / "fewer", lambda entries: entries.pop("keys/ca.pem"))
    other = rewritten(
        made, tmp_path / "other", lambda entries: entries.update({"keys/ca.pem": b"x"})
    )

    for file in (more, fewer, other):
        assert refused(file, tmp_path / "back")[0] == "broken_backup"


def test_a_link_is_refused(made, tmp_path):
    linked = tmp_path / "linked"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(linked, "w") as new:
        for entry in old.infolist():
            if entry.filename == "keys/ca.pem":
                entry.external_attr = 0o120777 << 16
            new.writestr(entry, old.read(entry.filename))

    code, message = refused(linked, tmp_path / "back")

    assert (code, "a link" in message) == ("broken_backup", True)


def test_a_bomb_is_refused_before_it_goes_off(made, tmp_path):
    bomb = tmp_path / "bomb"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b"\0" * (200 << 20) if name == "manifest.json" else old.read(name))

    assert refused(bomb, tmp_path / "back")[0] == "broken_backup"


def test_what_is_larger_than_the_disk_is_refused(made, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))

    assert refused(made, tmp_path / "back")[0] == "no_room"


def test_a_newer_backup_names_the_way(made, tmp_path):
    newer = rewritten(made, tmp_path / "newer", lambda entries: listed(entries, format=2))
    schema = rewritten(made, tmp_path / "schema", lambda entries: listed(entries, schema="zzzz"))

    for file in (newer, schema):
        code, message = refused(file, tmp_path / "back")
        assert (code, "install that version" in message) == ("newer_backup", True)


def test_links_in_the_event_folder_are_not_followed(event_folder, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("not the event's")
    (event_folder.planning / "linked.txt").symlink_to(secret)

    manifest = make_backup(event_folder, out=tmp_path / "out", now=clock.now())

    assert "planning/linked.txt" not in {each.path for each in manifest.files}


def test_the_sums_are_of_what_is_in_it(made):
    assert struct.unpack("<I", made.read_bytes()[:4])[0] == 0x04034B50
    with zipfile.ZipFile(made) as packed:
        manifest = packing.contents(packed)
        assert packed.testzip() is None
    assert manifest.event.code
    assert sum(each.size for each in manifest.files) > made.stat().st_size
