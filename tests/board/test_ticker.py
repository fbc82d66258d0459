"""The one ticker: soon after a commit, at most four times a second, and never silenced."""

import itertools
import time

import gevent
import pytest

from onsite.board.ticker import Ticker


@pytest.fixture
def started():
    greenlets = []

    def start(compose):
        told = []
        ticker = Ticker(
            compose=compose, tell=lambda document: told.append((time.monotonic(), document))
        )
        greenlets.append(gevent.spawn(ticker.run))
        gevent.sleep(0)
        return ticker, told

    yield start
    gevent.killall(greenlets)


def test_a_commit_is_told_at_once(started):
    ticker, told = started(lambda: {"n": 1})
    began = time.monotonic()

    ticker.changed()
    gevent.sleep(0.05)

    assert [document for _, document in told] == [{"n": 1}]
    assert told[0][0] - began < 0.05


def test_nothing_committed_is_nothing_told(started):
    _, told = started(lambda: {"n": 1})

    gevent.sleep(0.3)

    assert told == []


def test_many_commits_are_told_at_most_four_times_a_second_and_the_last_is_among_them(started):
    count = 0
    ticker, told = started(lambda: {"n": count})

    for _ in range(100):
        count += 1
        ticker.changed()
        gevent.sleep(0.005)
    gevent.sleep(0.3)

    pauses = [later - earlier for (earlier, _), (later, _) in itertools.pairwise(told)]
    assert pauses
    assert min(pauses) >= 0.24
    assert told[-1][1] == {"n": 100}


def test_a_reading_that_failed_does_not_silence_the_boards(started, caplog):
    answers = [RuntimeError("disk"), {"n": 2}]

    def compose():
        found = answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    ticker, told = started(compose)
    for _ in range(2):
        ticker.changed()
        gevent.sleep(0.3)

    assert [document for _, document in told] == [{"n": 2}]
    assert "the screens were not told" in caplog.text
