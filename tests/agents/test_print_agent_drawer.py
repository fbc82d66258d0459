"""The cash drawer: opened once, behind the page, by whoever prints the receipt."""

import pytest

from printers import MemoryPrinter, PrinterError, State
from tests.agents.fated import add_jobs, work_through


class Till(MemoryPrinter):
    """A receipt printer with a drawer; knows how many pages were out when it was opened."""

    def __init__(self, *, is_stuck=False, **options):
        super().__init__(**options)
        self.opened_after, self.is_stuck = [], is_stuck

    def open_drawer(self):
        self.opened_after.append(len(self.pages))
        if self.is_stuck:
            raise PrinterError("The drawer could not be opened.")


@pytest.fixture
def start_till(start):
    """Start an agent whose printers keep their drawer."""

    def start_agent(till):
        agent = start(lambda _: till)
        agent.open_printer = lambda _: till
        return agent

    return start_agent


def test_the_drawer_opens_once_after_the_page(server, start_till):
    add_jobs(server, 2)
    server.jobs["front0"].copies = 2
    server.jobs["front0"].opens_drawer = True
    till = Till()

    work_through(start_till(till), server)

    assert till.opened_after == [2]
    assert len(till.pages) == 3


def test_a_drawer_that_does_not_open_changes_nothing_of_the_page(server, start_till, said):
    add_jobs(server, 1)
    server.jobs["front0"].opens_drawer = True

    work_through(start_till(Till(is_stuck=True)), server)

    assert (server.jobs["front0"].state, server.jobs["front0"].is_confirmed) == ("printed", True)
    assert "The drawer could not be opened." in said


def test_the_drawer_stays_shut_when_nothing_was_sent(server, start_till):
    add_jobs(server, 1)
    server.jobs["front0"].opens_drawer = True
    till = Till(state=State.PAPER_OUT)
    agent = start_till(till)

    agent.carry_out(agent.claim(wait_s=0))

    assert (server.jobs["front0"].state, till.opened_after) == ("queued", [])


def test_a_printer_without_a_drawer_prints_all_the_same_and_says_so(server, start, said):
    add_jobs(server, 1)
    server.jobs["front0"].opens_drawer = True

    work_through(start(lambda _: MemoryPrinter()), server)

    assert server.jobs["front0"].state == "printed"
    assert "front has no cash drawer to open for badge front0." in said
