"""The event's own print agent: it ends with its server, and comes back when it falls over."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from onsite.lock import held
from tests import needs
from tests.serving_process import Serving, serving, wait_for


@pytest.fixture(autouse=True)
def _linux():
    needs.condition(sys.platform == "linux", "linux", "run this on Linux: it looks into /proc")


def agent_of(running):
    """Find the process id of a server's print agent; None when there is none."""
    for task in Path(f"/proc/{running.process.pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            if b"own_agent" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
    return None


def is_alive(process_id):
    try:
        state = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


def holds_the_journal(folder):
    with held(folder.path / "print-journal.lock") as is_free:
        return not is_free


def test_the_agent_ends_when_its_server_is_killed(event_folder):
    running = Serving(event_folder.path).wait_until_ready()
    assert wait_for(lambda: holds_the_journal(event_folder))
    agent = agent_of(running)
    assert is_alive(agent)

    running.kill()

    assert wait_for(lambda: not is_alive(agent), seconds=10)
    assert not holds_the_journal(event_folder)


def test_the_agent_ends_when_its_server_stops(event_folder):
    with serving(event_folder.path) as running:
        agent = agent_of(running)
        running.stop()

    assert not is_alive(agent)


def test_an_agent_that_falls_over_is_started_again(event_folder):
    with serving(event_folder.path) as running:
        assert wait_for(lambda: holds_the_journal(event_folder))
        first = agent_of(running)
        os.kill(first, signal.SIGKILL)

        assert wait_for(lambda: agent_of(running) not in (None, first), seconds=10)
        assert wait_for(lambda: holds_the_journal(event_folder), seconds=10)


def test_the_next_agent_waits_until_the_one_before_is_gone(event_folder):
    with held(event_folder.path / "print-journal.lock"), serving(event_folder.path) as running:
        time.sleep(1)

        assert is_alive(agent_of(running))
        assert not (event_folder.path / "print-journal.jsonl").exists()
