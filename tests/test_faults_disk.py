"""The disk is full in the middle of a batch: what was acknowledged is there, the rest is told."""

import os
import shutil
import subprocess
import sys

import gevent
import pytest
from sqlalchemy import text

from onsite.db import Database
from onsite.errors import OnsiteError
from tests import needs
from tests.notebook import Note, kept, make_notebook, noting

KIB = "x" * 1024


@pytest.fixture
def notebook(tmp_path):
    database, heard = make_notebook(tmp_path / "notes.db")
    database.heard = heard
    yield database
    database.close()


@pytest.fixture
def small_disk(tmp_path):
    """Mount a file system of half a megabyte."""
    may_mount = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount")
    needs.condition(may_mount, "small-disk", "run as root on Linux, to mount a small tmpfs")
    path = tmp_path / "disk"
    path.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", path], capture_output=True, check=False
    )
    needs.condition(made.returncode == 0, "small-disk", "allow mounting a small tmpfs")
    yield path
    subprocess.run(["umount", "--lazy", path], check=True)


def fill(database, count, *, size=KIB):
    """Write notes all at once: the ids acknowledged, and the codes of the errors."""
    acknowledged, codes = set(), []

    def one(number):
        note_id = f"n{number}"
        try:
            database.write(noting(note_id, size))
            acknowledged.add(note_id)
        except OnsiteError as error:
            codes.append((error.code, error.status))

    greenlets = [gevent.spawn(one, number) for number in range(count)]
    gevent.joinall(greenlets, timeout=20, raise_error=True)
    assert all(greenlet.ready() for greenlet in greenlets), "someone waits for ever"
    return acknowledged, codes


def limit_pages(database, count):
    raw = database.engine.raw_connection()
    raw.cursor().execute(f"PRAGMA max_page_count={count}")
    raw.close()


def page_count(database):
    with database.read() as session:
        return session.execute(text("PRAGMA page_count")).scalar()


def test_a_full_file_loses_nothing_acknowledged(notebook):
    limit_pages(notebook, page_count(notebook) + 20)

    acknowledged, codes = fill(notebook, 200)

    assert kept(notebook) == acknowledged
    assert 20 < len(acknowledged) < 200
    assert set(codes) == {("storage_failed", 507)}
    assert len(codes) + len(acknowledged) == 200
    assert sorted(notebook.heard) == sorted(acknowledged)


def test_after_space_is_back_writing_goes_on(notebook):
    limit_pages(notebook, page_count(notebook) + 10)
    fill(notebook, 100)
    limit_pages(notebook, 1 << 30)

    acknowledged, codes = fill(notebook, 100)

    assert codes == []
    assert kept(notebook) == acknowledged
    assert len(acknowledged) == 100


def test_small_writes_still_go_through_beside_one_too_large(notebook):
    limit_pages(notebook, page_count(notebook) + 10)
    small = [gevent.spawn(notebook.write, noting(f"s{number}")) for number in range(5)]
    large = gevent.spawn(notebook.write, noting("large", KIB * 500))
    more = [gevent.spawn(notebook.write, noting(f"t{number}")) for number in range(5)]

    with pytest.raises(OnsiteError, match="Free some space"):
        large.get(timeout=5)

    gevent.joinall(small + more, timeout=5, raise_error=True)
    assert len(kept(notebook)) == 10
    assert len(notebook.heard) == 10


def test_a_use_case_that_keeps_silent_about_a_full_disk_is_not_acknowledged(notebook):
    def silent(session):
        session.add(Note(id="before", text="-"))
        session.flush()
        try:
            session.execute(text("INSERT INTO notes VALUES ('large', :it)"), {"it": KIB * 500})
        except Exception:  # noqa: BLE001 - what no use case should do
            return "all is well"
        return "fitted"

    limit_pages(notebook, page_count(notebook) + 10)

    with pytest.raises(OnsiteError) as refused:
        notebook.write(silent)

    assert refused.value.code == "storage_failed"
    assert kept(notebook) == set()
    assert notebook.write(noting("next")) == "-"


def test_a_really_full_disk_loses_nothing_acknowledged(small_disk):
    database, heard = make_notebook(small_disk / "notes.db")
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"-" * 200_000)

    acknowledged, codes = fill(database, 300)
    seen = kept(database)

    assert seen == acknowledged
    assert set(codes) == {("storage_failed", 507)}
    assert sorted(heard) == sorted(acknowledged)

    ballast.unlink()
    database.write(noting("after"))
    assert kept(database) == acknowledged | {"after"}
    database.close()
    again = Database(database.path)
    assert kept(again) == acknowledged | {"after"}
    with again.read() as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    again.close()


def test_scans_on_a_full_disk_are_told_and_counted_right(event):
    """The same with real use cases: each scan is answered, or told 507; counts equal the rows."""
    door = event.token("door")
    limit_pages(event.database, page_count(event.database) + 3)
    people = [f"D{number:03}" for number in (1, 2, 3, 4, 7, 8, 9, 10, 11, 12)]

    answers = [
        event.scan(reg_no, checkpoint, door)
        for _ in range(12)
        for reg_no in people
        for checkpoint in ("H1-IN", "H1-OUT")
    ]

    codes = [answer.status_code for answer in answers]
    assert set(codes) == {200, 507}
    told = next(answer.json for answer in answers if answer.status_code == 507)
    assert (told["code"], told["status"]) == ("storage_failed", 507)
    assert "Free some space" in told["detail"]
    kept_ids = {row[0] for row in event.rows("SELECT id FROM scans")}
    assert kept_ids == {answer.json["scan_id"] for answer in answers if answer.status_code == 200}
    limit_pages(event.database, 1 << 30)
    assert event.scan("D001", "DIN-IN", door).json["verdict"] == "admitted"
    admitted = event.rows("SELECT count(*) FROM scans WHERE hall='H1' AND verdict='admitted'")
    assert event.rows("SELECT sum(admitted) FROM hall_counts WHERE hall='H1'") == admitted
