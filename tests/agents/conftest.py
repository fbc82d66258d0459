import pytest

from onsite.agents import server_link
from tests.agents.counterpart import Counterpart, served


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(server_link, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(server_link, "LONGEST_PAUSE_S", 0.02)


@pytest.fixture
def server():
    with served(Counterpart()) as counterpart:
        yield counterpart
