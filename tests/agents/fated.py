"""Print agents that die where they are told to, and the jobs they are given."""

import threading
import time
from contextlib import contextmanager

from onsite.agents.journal import Journal
from onsite.agents.print_agent import run_print_agent
from onsite.agents.server_link import ServerLink
from printers import MemoryPrinter
from tests.agents.counterpart import TOKEN, PrintJob


class Died(BaseException):
    """The machine lost its power here."""


class Fate:
    """Lets so many steps pass, then the agent dies."""

    def __init__(self, dies_at=None):
        self.dies_at = dies_at
        self.count = 0

    def pass_by(self):
        if self.count == self.dies_at:
            raise Died
        self.count += 1


class FatedJournal(Journal):
    def __init__(self, path, fate):
        super().__init__(path)
        self.fate = fate

    def record(self, *args, **values):
        self.fate.pass_by()
        claim = super().record(*args, **values)
        self.fate.pass_by()
        return claim


class FatedLink(ServerLink):
    def __init__(self, server, fate, **options):
        super().__init__(server, **options)
        self.fate = fate

    def post(self, *args, **options):
        self.fate.pass_by()
        answer = super().post(*args, **options)
        self.fate.pass_by()
        return answer


class FatedPrinter:
    def __init__(self, printer, fate):
        self.page, self.state, self.answers = printer.page, printer.state, printer.answers
        self.printer, self.fate = printer, fate

    def print_page(self, image, *, name):
        self.fate.pass_by()
        sent = self.printer.print_page(image, name=name)
        self.fate.pass_by()
        return sent


class BreakingPrinter(MemoryPrinter):
    """Takes so many pages, then breaks with a given error."""

    def __init__(self, error, *, after=0):
        super().__init__()
        self.error, self.after = error, after

    def print_page(self, image, *, name):
        if len(self.pages) == self.after:
            raise self.error
        return super().print_page(image, name=name)


def work_through(agent, server):
    """Do what `run` does, one job after the other, until nothing is left."""
    agent.recover()
    for _ in range(40):
        job = agent.claim(wait_s=0)
        if job:
            agent.carry_out(job)
        elif server.is_settled():
            return
    raise AssertionError("jobs are left: " + str(server.jobs))


def pages_of(printer, job_id):
    return [name for name, _ in printer.pages if name.startswith(f"badge-{job_id}")]


def add_jobs(server, count=3, printer="front"):
    server.printers.setdefault(printer, f"memory:{printer}")
    for number in range(count):
        server.jobs[f"{printer}{number}"] = PrintJob(printer)


@contextmanager
def running(server, tmp_path, said, **options):
    """Run an agent beside the test; what it raised is in the list when the block is left."""
    stop, raised = threading.Event(), []

    def run():
        try:
            run_print_agent(
                server.url,
                options.get("token", TOKEN),
                journal=tmp_path / "journal",
                outbox=tmp_path / "outbox",
                stop=stop,
                say=said.append,
            )
        except Exception as error:  # noqa: BLE001 - handed to the test
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield raised
    finally:
        stop.set()
        thread.join(10)


def wait_until(condition, seconds=8):
    ends_at = time.monotonic() + seconds
    while not condition() and time.monotonic() < ends_at:
        time.sleep(0.02)
    assert condition()
