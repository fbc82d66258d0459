import gc
import logging
import time

import gevent
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from onsite.db import BATCH_COUNT, BATCH_MS, Database
from onsite.errors import OnsiteError
from tests.notebook import Note, Noted, kept, make_notebook, noting, refusing


@pytest.fixture
def notebook(tmp_path):
    database, heard = make_notebook(tmp_path / "notes.db")
    database.heard = heard
    yield database
    database.close()


def outcome(database, use_case):
    try:
        return database.write(use_case)
    except OnsiteError as error:
        return error.code


def together(database, use_cases):
    """Write all at the same moment: their answers, or the codes of their errors."""
    greenlets = [gevent.spawn(outcome, database, use_case) for use_case in use_cases]
    gevent.joinall(greenlets, timeout=60, raise_error=True)
    assert all(greenlet.ready() for greenlet in greenlets), "someone waits for ever"
    return [greenlet.value for greenlet in greenlets]


def commits_of(database):
    count = []
    database.on_commit.append(lambda: count.append(1))
    return count


def test_two_hundred_at_once_share_a_few_commits(notebook):
    commits = commits_of(notebook)
    began_at = time.monotonic()

    answers = together(notebook, [noting(f"n{number}", str(number)) for number in range(200)])
    took_ms = (time.monotonic() - began_at) * 1000

    assert answers == [str(number) for number in range(200)]
    assert len(kept(notebook)) == 200
    # A batch ends when it is full, when its time is over, or when nobody waits any more.
    assert len(commits) <= 200 / BATCH_COUNT + took_ms / BATCH_MS + 1


def test_a_refused_use_case_leaves_its_neighbours(notebook):
    wanted = [noting("a"), refusing("b"), noting("c"), refusing("d"), noting("e")]

    answers = together(notebook, wanted)

    assert answers == ["-", "refused", "-", "refused", "-"]
    assert kept(notebook) == {"a", "c", "e"}


def test_events_of_a_refused_use_case_are_never_told(notebook):
    together(notebook, [noting("a"), refusing("b"), noting("c")])

    assert notebook.heard == ["a", "c"]


def test_changes_of_a_refused_use_case_are_not_seen_by_the_next(notebook):
    notebook.write(noting("a", "before"))

    def spoil(session):
        session.get(Note, "a").text = "spoilt, not flushed"
        raise OnsiteError("refused", "No.")

    answers = together(notebook, [spoil, noting("a")])

    assert answers == ["refused", "before"]


def test_answers_come_only_when_another_connection_sees_the_write(notebook):
    def written_and_seen(number):
        notebook.write(noting(f"n{number}"))
        return f"n{number}" in kept(notebook)

    seen = [gevent.spawn(written_and_seen, number) for number in range(50)]
    gevent.joinall(seen, raise_error=True)

    assert all(greenlet.value for greenlet in seen)


def test_events_are_told_only_when_another_connection_sees_the_write(notebook):
    seen = []
    notebook.bus.listen(Noted, lambda noted: seen.append(noted in kept(notebook)))

    together(notebook, [noting(f"n{number}") for number in range(30)])

    assert seen == [True] * 30


def test_a_listener_that_fails_harms_nobody(notebook, caplog):
    def fail(noted):
        raise ValueError(noted)

    notebook.bus.listen(Noted, fail)
    notebook.on_commit.append(lambda: fail("commit"))

    assert together(notebook, [noting("a"), noting("b")]) == ["-", "-"]
    assert notebook.write(noting("c")) == "-"
    assert sum("failed" in record.message for record in caplog.records) >= 3


def test_a_listener_that_writes_is_told_off_and_does_not_freeze_the_writer(notebook, caplog):
    notebook.bus.listen(Noted, lambda _: notebook.write(noting("by a listener")))

    notebook.write(noting("a"))

    assert kept(notebook) == {"a"}
    assert "can't write" in caplog.text


def test_the_same_id_at_the_same_moment_counts_once(notebook):
    answers = together(notebook, [noting("same", str(number)) for number in range(20)])

    assert len(set(answers)) == 1
    assert notebook.heard == ["same"]


def test_an_unforeseen_error_reaches_only_its_own_caller(notebook):
    def clash(session):
        session.execute(text("INSERT INTO notes VALUES ('a', 'x'), ('a', 'y')"))

    first = gevent.spawn(notebook.write, noting("b"))
    clashing = gevent.spawn(notebook.write, clash)
    last = gevent.spawn(notebook.write, noting("c"))
    with pytest.raises(IntegrityError):
        clashing.get(timeout=5)

    assert (first.get(timeout=5), last.get(timeout=5)) == ("-", "-")
    assert kept(notebook) == {"b", "c"}


def test_a_use_case_may_catch_its_own_inner_savepoint(notebook):
    def careful(session):
        for note_id in ("a", "a", "b"):
            try:
                with session.begin_nested():
                    session.execute(text("INSERT INTO notes VALUES (:id, '-')"), {"id": note_id})
            except IntegrityError:
                pass
        return "done"

    assert together(notebook, [careful, noting("c")]) == ["done", "-"]
    assert kept(notebook) == {"a", "b", "c"}


def test_a_row_given_back_is_not_changed_by_a_later_use_case(notebook):
    def make(session):
        note = Note(id="a", text="first")
        session.add(note)
        session.flush()
        return note

    def change(session):
        session.get(Note, "a").text = "second"

    def change_and_refuse(session):
        session.get(Note, "a").text = "third"
        raise OnsiteError("refused", "No.")

    made = together(notebook, [make, change, change_and_refuse])[0]

    assert made.text == "first"
    with notebook.read() as session:
        assert session.get(Note, "a").text == "second"


def test_reads_do_not_wait_for_a_slow_use_case(notebook):
    def slow(session):
        session.add(Note(id="slow", text="-"))
        session.flush()
        gevent.sleep(0.3)

    writing = gevent.spawn(notebook.write, slow)
    gevent.sleep(0.05)
    began_at = time.monotonic()
    seen = kept(notebook)

    assert time.monotonic() - began_at < 0.1
    assert seen == set()
    writing.get(timeout=5)
    assert kept(notebook) == {"slow"}


def test_reading_connections_cannot_write(notebook):
    with notebook.read() as session, pytest.raises(Exception, match="readonly"):
        session.execute(text("INSERT INTO notes VALUES ('a', 'x')"))


def test_closing_finishes_what_was_asked_before(notebook):
    asked = [gevent.spawn(notebook.write, noting(f"n{number}")) for number in range(250)]
    gevent.sleep(0)

    notebook.close()

    gevent.joinall(asked, timeout=5, raise_error=True)
    again = Database(notebook.path)
    assert len(kept(again)) == 250
    again.close()


def test_after_closing_a_write_is_refused_in_words(notebook):
    notebook.close()

    with pytest.raises(OnsiteError, match="try again") as refused:
        notebook.write(noting("late"))

    assert (refused.value.code, refused.value.status) == ("stopping", 503)


def test_a_caller_who_goes_away_does_not_stop_the_writer(notebook):
    asked = [gevent.spawn(notebook.write, noting(f"n{number}")) for number in range(10)]
    gevent.sleep(0)
    gevent.killall(asked[:5])

    gevent.joinall(asked[5:], timeout=5, raise_error=True)

    assert kept(notebook) >= {f"n{number}" for number in range(5, 10)}


def test_the_file_is_flushed_at_every_commit(notebook):
    raw = notebook.engine.raw_connection()
    modes = {
        name: raw.cursor().execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("synchronous", "journal_mode", "foreign_keys")
    }
    raw.close()

    assert modes == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


def test_a_damaged_file_is_an_error_that_says_what_to_do(tmp_path):
    path = tmp_path / "onsite.db"
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    database = Database(path)

    with pytest.raises(OnsiteError, match="backup") as refused:
        database.write(noting("a"))
    with pytest.raises(OnsiteError, match="backup"), database.read():
        kept(database)

    assert refused.value.code == "damaged_event"
    database.close()


def test_nothing_personal_stands_in_a_logged_error(notebook, caplog):
    secret = "138-0000-0001"

    def fail(session):
        session.execute(text("INSERT INTO nowhere VALUES (:it)"), {"it": secret})

    with pytest.raises(Exception, match="nowhere") as failed:
        notebook.write(fail)
    logging.getLogger(__name__).error("seen", exc_info=failed.value)

    assert secret not in caplog.text
    gc.collect()
