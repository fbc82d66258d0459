import threading

import pytest

from onsite.agents import server_link
from onsite.agents.print_agent import PrintAgent
from tests.agents.counterpart import TOKEN, Counterpart, served
from tests.agents.fated import Fate, FatedJournal, FatedLink, FatedPrinter


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(server_link, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(server_link, "LONGEST_PAUSE_S", 0.02)


@pytest.fixture
def server():
    with served(Counterpart()) as counterpart:
        yield counterpart


@pytest.fixture
def said():
    return []


@pytest.fixture
def start(server, tmp_path, said):
    """Start an agent on the journal of this test; its earlier runs are dead."""
    journals = []

    def start_agent(open_printer, fate=None):
        fate = fate or Fate()
        stop = threading.Event()
        journals.append(FatedJournal(tmp_path / "journal", fate))
        return PrintAgent(
            link=FatedLink(server.url, fate, token=TOKEN, stop=stop, say=said.append),
            journal=journals[-1],
            open_printer=lambda url: FatedPrinter(open_printer(url), fate),
            stop=stop,
            say=said.append,
        )

    yield start_agent
    for journal in journals:
        journal.close()
