"""The overview as boards are told of it: soon after a commit, never all the time, never silenced."""

import itertools
import time
from contextlib import contextmanager

import gevent
import pytest

from onsite.board import overview_book


@contextmanager
def telling(event, tell, *, is_heard=lambda: True):
    book = overview_book.OverviewBook(
        event.database, connected=set, seen={}, is_heard=is_heard, tell=tell
    )
    running = gevent.spawn(book.run)
    gevent.sleep(0)
    yield book
    running.kill()


@pytest.fixture
def told(event, monkeypatch):
    monkeypatch.setattr(overview_book, "TELL_EVERY_S", 0.2)
    found, faults = [], []

    def tell(_overview):
        if faults:
            raise faults.pop()
        found.append(time.monotonic())

    with telling(event, tell) as book:
        yield book, found, faults


def arrived(overview):
    return sum(zone["arrived"] for zone in overview["zones"])


def test_boards_are_told_after_a_commit_and_not_before(told):
    book, found, _ = told
    gevent.sleep(0.3)
    assert found == []

    book.changed()
    gevent.sleep(0.1)

    assert len(found) == 1


def test_many_commits_are_told_now_and_then_and_the_last_of_them_too(told):
    book, found, _ = told
    for _ in range(60):
        book.changed()
        last = time.monotonic()
        gevent.sleep(0.01)
    gevent.sleep(0.3)

    pauses = [later - earlier for earlier, later in itertools.pairwise(found)]
    assert pauses
    assert min(pauses) >= 0.19
    assert found[-1] >= last


def test_where_no_board_listens_nothing_is_put_together_until_one_asks(event, desk, monkeypatch):
    monkeypatch.setattr(overview_book, "TELL_EVERY_S", 0.05)
    found = []
    with telling(event, found.append, is_heard=lambda: False) as book:
        before = arrived(book.document())
        event.check_in("D001", desk)
        book.changed()
        gevent.sleep(0.2)

        assert found == []
        assert arrived(book.document()) == before + 1


def test_a_fault_does_not_silence_the_boards(told, caplog):
    book, found, faults = told
    faults.append(RuntimeError("socket"))
    for _ in range(2):
        book.changed()
        gevent.sleep(0.3)

    assert len(found) == 1
    assert "the boards were not told" in caplog.text
