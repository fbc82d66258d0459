"""The print agent: every job printed once or given to a person, whatever dies on the way."""

import threading
import time
from contextlib import contextmanager

import pytest

import printers
from onsite.agents import print_agent
from onsite.agents.journal import Journal, Step
from onsite.agents.print_agent import PrintAgent, run_print_agent
from onsite.agents.server_link import ServerLink, ServerRefusal
from onsite.errors import OnsiteError
from printers import MemoryPrinter, PrinterError, State
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
        self.page, self.state = printer.page, printer.state
        self.printer, self.fate = printer, fate

    def print_page(self, image, *, name):
        self.fate.pass_by()
        sent = self.printer.print_page(image, name=name)
        self.fate.pass_by()
        return sent


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


def test_every_job_is_printed_once_and_confirmed(server, start):
    add_jobs(server)
    printer = MemoryPrinter()

    work_through(start(lambda _: printer), server)

    assert [name for name, _ in printer.pages] == ["badge-front0", "badge-front1", "badge-front2"]
    assert {(j.state, j.is_confirmed) for j in server.jobs.values()} == {("printed", True)}


def test_the_page_is_asked_for_in_the_printers_own_dots(server, start):
    add_jobs(server, 1)
    printer = MemoryPrinter()

    work_through(start(lambda _: printer), server)

    assert server.page_params == [{"width_dots": ["576"], "dpi": ["203"], "one_bit": ["true"]}]
    assert printer.pages[0][1].width == 576


def test_a_page_for_a_sheet_is_asked_for_in_its_height_too(server, start):
    add_jobs(server, 1)
    sheet = printers.PageSpec(width_dots=719, height_dots=1039, dpi=203, one_bit=False)

    work_through(start(lambda _: MemoryPrinter(page=sheet)), server)

    (params,) = server.page_params
    assert params["height_dots"] == ["1039"]
    assert params["one_bit"] == ["false"]


# Two passes at each: claiming, claim, claimed, sending, page, sent, reporting, report, done.
STEPS_OF_ONE_JOB = 18


@pytest.mark.parametrize("dies_at", range(2 * STEPS_OF_ONE_JOB))
def test_a_death_at_any_step_prints_nothing_twice_and_loses_nothing(server, start, dies_at):
    add_jobs(server, 2)
    printer = MemoryPrinter()
    with pytest.raises(Died):
        work_through(start(lambda _: printer, Fate(dies_at)), server)

    work_through(start(lambda _: printer), server)

    for job_id, job in server.jobs.items():
        count = len(pages_of(printer, job_id))
        assert (job.state, count) in {("printed", 1), ("unconfirmed", 0), ("unconfirmed", 1)}
    assert sum(job.state == "unconfirmed" for job in server.jobs.values()) <= 1


@pytest.mark.parametrize("first", range(0, STEPS_OF_ONE_JOB, 2))
def test_dying_again_and_again_prints_nothing_twice(server, start, first):
    add_jobs(server, 2)
    printer = MemoryPrinter()
    for dies_at in (first, 1, 2, 3, 5, 8):
        with pytest.raises(Died):
            work_through(start(lambda _: printer, Fate(dies_at)), server)

    work_through(start(lambda _: printer), server)

    for job_id, job in server.jobs.items():
        assert job.state in ("printed", "unconfirmed")
        assert len(pages_of(printer, job_id)) <= 1
        assert job.state == "unconfirmed" or pages_of(printer, job_id)


def test_only_a_death_while_sending_is_unconfirmed(server, start):
    outcomes = {}
    for dies_at in range(STEPS_OF_ONE_JOB):
        server.jobs.clear()
        add_jobs(server, 1)
        with pytest.raises(Died):
            work_through(start(lambda _: MemoryPrinter(), Fate(dies_at)), server)
        work_through(start(lambda _: MemoryPrinter()), server)
        outcomes[dies_at] = server.jobs["front0"].state

    # From "sending is on disk" until just before "sent is on disk".
    assert [n for n, state in outcomes.items() if state == "unconfirmed"] == [7, 8, 9, 10]
    assert set(outcomes.values()) == {"unconfirmed", "printed"}


@pytest.mark.parametrize("fault", ["lost", "unanswered", 503, 500])
@pytest.mark.parametrize("number", range(7))
def test_a_fault_of_the_network_at_any_request_loses_no_job(server, start, number, fault):
    add_jobs(server, 2)
    server.faults = {number: fault, number + 1: fault}
    printer = MemoryPrinter()

    work_through(start(lambda _: printer), server)

    assert [job.state for job in server.jobs.values()] == ["printed", "printed"]
    assert len(printer.pages) == 2


def test_a_claim_whose_answer_was_lost_for_long_goes_back_and_is_printed_once(
    server, start, monkeypatch
):
    monkeypatch.setattr(print_agent, "FRESH_S", 0.0)
    add_jobs(server, 1)
    server.faults = {0: "unanswered"}
    printer = MemoryPrinter()
    agent = start(lambda _: printer)

    assert agent.claim(wait_s=0) is None
    agent.carry_out(agent.claim(wait_s=0))

    assert server.jobs["front0"].state == "queued"
    assert printer.pages == []
    monkeypatch.setattr(print_agent, "FRESH_S", 30.0)
    work_through(agent, server)
    assert len(printer.pages) == 1


def test_a_printer_out_of_paper_fails_the_job_in_words_and_gets_nothing(server, start):
    add_jobs(server, 1)
    printer = MemoryPrinter(state=State.PAPER_OUT)

    work_through(start(lambda _: printer), server)

    assert server.jobs["front0"].state == "failed"
    assert "out of paper" in server.jobs["front0"].error
    assert printer.pages == []


def test_a_printer_that_never_answers_gives_printed_but_not_confirmed(server, start):
    add_jobs(server, 1)

    work_through(start(lambda _: MemoryPrinter(confirms=False)), server)

    assert server.jobs["front0"].state == "printed"
    assert not server.jobs["front0"].is_confirmed


class BreakingPrinter(MemoryPrinter):
    """Takes so many pages, then breaks with a given error."""

    def __init__(self, error, *, after=0):
        super().__init__()
        self.error, self.after = error, after

    def print_page(self, image, *, name):
        if len(self.pages) == self.after:
            raise self.error
        return super().print_page(image, name=name)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (PrinterError("It went silent.", sent=True), "unconfirmed"),
        (PrinterError("Nobody there.", sent=False), "failed"),
        (PrinterError("Wrong address.", permanent=True), "failed"),
        (RuntimeError("a fault in a driver"), "unconfirmed"),
    ],
)
def test_what_is_not_known_is_unconfirmed_and_what_was_not_sent_failed(server, start, error, state):
    add_jobs(server, 1)

    work_through(start(lambda _: BreakingPrinter(error)), server)

    assert server.jobs["front0"].state == state
    assert str(error) in server.jobs["front0"].error


def test_copies_broken_off_after_the_first_are_unconfirmed(server, start):
    add_jobs(server, 1)
    server.jobs["front0"].copies = 2
    printer = BreakingPrinter(PrinterError("No paper left."), after=1)

    work_through(start(lambda _: printer), server)

    assert server.jobs["front0"].state == "unconfirmed"
    assert [name for name, _ in printer.pages] == ["badge-front0-copy1"]


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

    work_through(start_till(till), server)

    assert (server.jobs["front0"].state, till.opened_after) == ("failed", [])


def test_a_printer_without_a_drawer_prints_all_the_same_and_says_so(server, start, said):
    add_jobs(server, 1)
    server.jobs["front0"].opens_drawer = True

    work_through(start(lambda _: MemoryPrinter()), server)

    assert server.jobs["front0"].state == "printed"
    assert "front has no cash drawer to open for badge front0." in said


def test_a_wrong_printer_address_fails_the_job(server, start):
    add_jobs(server, 1)
    server.printers["front"] = "carrier-pigeon:"

    work_through(start(printers.open), server)

    assert server.jobs["front0"].state == "failed"
    assert "carrier-pigeon" in server.jobs["front0"].error


def test_a_page_that_is_no_picture_fails_the_job(server, start):
    add_jobs(server, 1)
    server.broken_page = True

    work_through(start(lambda _: MemoryPrinter()), server)

    assert server.jobs["front0"].state == "failed"
    assert "can't be read" in server.jobs["front0"].error


def test_a_report_on_a_job_a_person_has_settled_is_dropped(server, start, said):
    add_jobs(server, 1)
    agent = start(lambda _: MemoryPrinter())
    job = agent.claim(wait_s=0)
    server.jobs["front0"].state = "cancelled"

    agent.carry_out(job)

    assert agent.journal.open_claims() == []
    assert any("Somebody settled it" in line for line in said)


def test_a_claim_the_server_does_not_know_any_more_is_dropped(server, start):
    agent = start(lambda _: MemoryPrinter())
    agent.journal.record("of another event", Step.CLAIMING)
    agent.recover()
    server.faults = {0: 409}

    assert agent.claim(wait_s=0) is None
    assert agent.claim(wait_s=0) is None
    assert "of another event" not in [c.claim_id for c in agent.journal.open_claims()]


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


def test_a_virtual_printers_pages_lie_in_the_outbox(server, tmp_path, said):
    server.printers["front"] = "virtual:?width_mm=90&height_mm=130&dpi=203"
    add_jobs(server, 2)

    with running(server, tmp_path, said) as raised:
        wait_until(lambda: server.is_settled() and server.states)

    assert raised == []
    assert sorted(p.name for p in (tmp_path / "outbox").iterdir()) == [
        "badge-front0.png",
        "badge-front1.png",
    ]
    assert server.states == [("front", "ready")]


def test_a_dead_printer_does_not_delay_another(server, tmp_path, said, monkeypatch):
    monkeypatch.setattr(print_agent, "CLAIM_PAUSE_S", 0.01)
    release = threading.Event()
    quick = MemoryPrinter()

    class DeadPrinter(MemoryPrinter):
        def print_page(self, image, *, name):
            release.wait(5)
            raise PrinterError("It does not answer.")

    dead = DeadPrinter()
    monkeypatch.setattr(printers, "open", lambda url, **_: dead if url == "memory:dead" else quick)
    add_jobs(server, 2, "dead")
    add_jobs(server, 5, "quick")

    with running(server, tmp_path, said) as raised:
        wait_until(lambda: len(quick.pages) == 5)
        are_dead_jobs_open = server.jobs["dead0"].state == "printing"
        release.set()
        wait_until(server.is_settled)

    assert raised == []
    assert are_dead_jobs_open
    assert [server.jobs[f"dead{n}"].state for n in range(2)] == ["failed", "failed"]


def test_when_stopped_the_page_in_hand_is_reported_and_the_rest_goes_back(
    server, tmp_path, said, monkeypatch
):
    monkeypatch.setattr(print_agent, "CLAIM_PAUSE_S", 0.01)
    began, release = threading.Event(), threading.Event()

    class SlowPrinter(MemoryPrinter):
        def print_page(self, image, *, name):
            began.set()
            release.wait(5)
            return super().print_page(image, name=name)

    slow = SlowPrinter()
    monkeypatch.setattr(printers, "open", lambda url, **_: slow)
    add_jobs(server, 2)

    with running(server, tmp_path, said) as raised:
        wait_until(lambda: began.is_set() and server.jobs["front1"].state == "printing")
        threading.Timer(0.1, release.set).start()  # after the agent was told to stop

    assert raised == []
    assert server.jobs["front0"].state == "printed"
    assert server.jobs["front1"].state == "queued"
    assert len(slow.pages) == 1


def test_a_wrong_token_ends_the_agent(server, tmp_path, said):
    with running(server, tmp_path, said, token="other") as raised:
        wait_until(lambda: raised)

    assert [type(error) for error in raised] == [ServerRefusal]


def test_a_page_that_can_not_be_fetched_for_long_sends_the_job_back(server, start, monkeypatch):
    monkeypatch.setattr(print_agent, "PAGE_PATIENCE_S", 0.02)
    add_jobs(server, 1)
    server.faults = dict.fromkeys(range(1, 9), "lost")
    printer = MemoryPrinter()

    work_through(start(lambda _: printer), server)

    assert server.jobs["front0"].attempts >= 2
    assert len(printer.pages) == 1


def test_a_page_that_came_too_late_is_not_printed(server, start, monkeypatch):
    add_jobs(server, 1)
    printer = MemoryPrinter()
    agent = start(lambda _: printer)
    job = agent.claim(wait_s=0)
    fetch = agent.link.get_bytes

    def slow_fetch(*args, **options):
        monkeypatch.setattr(print_agent, "FRESH_S", -1.0)
        return fetch(*args, **options)

    monkeypatch.setattr(agent.link, "get_bytes", slow_fetch)
    agent.carry_out(job)

    assert server.jobs["front0"].state == "queued"
    assert printer.pages == []


def test_a_token_revoked_before_the_report_ends_the_agent_and_keeps_the_report(
    server, tmp_path, said
):
    server.printers["front"] = "virtual:"
    add_jobs(server, 1)
    server.revoked_at = "/reports"
    with running(server, tmp_path, said) as raised:
        wait_until(lambda: raised)
    assert [type(error) for error in raised] == [ServerRefusal]

    server.revoked_at = ""
    with running(server, tmp_path, said) as raised:
        wait_until(server.is_settled)

    assert raised == []
    assert server.jobs["front0"].state == "printed"
    assert len(list((tmp_path / "outbox").iterdir())) == 1


def test_an_answer_that_is_no_print_job_is_said(server, start):
    add_jobs(server, 1)
    server._claimed = lambda *_: {"id": "front0"}

    with pytest.raises(OnsiteError, match="can't be read"):
        start(lambda _: MemoryPrinter()).claim(wait_s=0)


def test_an_idle_printer_is_asked_for_its_state_and_changes_are_told(
    server, tmp_path, said, monkeypatch
):
    monkeypatch.setattr(print_agent, "IDLE_S", 0.02)
    printer = MemoryPrinter()
    monkeypatch.setattr(printers, "open", lambda url, **_: printer)
    add_jobs(server, 1)

    with running(server, tmp_path, said):
        wait_until(lambda: server.states)
        printer.current_state = State.PAPER_LOW
        wait_until(lambda: len(server.states) == 2)

    assert server.states == [("front", "ready"), ("front", "paper_low")]


def test_a_state_that_could_not_be_told_is_told_later(server, start, said):
    server.faults = {0: 404}
    agent = start(lambda _: MemoryPrinter())

    assert not agent.post_state("front", State.READY)
    assert agent.post_state("front", State.READY)
    assert "could not be told" in said[0]


def test_a_server_that_goes_away_is_waited_for(server, tmp_path, said, monkeypatch):
    monkeypatch.setattr(print_agent, "CLAIM_PAUSE_S", 0.01)
    server.printers["front"] = "virtual:"
    server.faults = dict.fromkeys(range(5), "lost")

    with running(server, tmp_path, said) as raised:
        wait_until(lambda: len(server.requests) > 6)
        add_jobs(server, 1)
        wait_until(server.is_settled)

    assert raised == []
    assert server.jobs["front0"].state == "printed"
    assert sum("Trying again" in line for line in said) == 1


def test_a_journal_that_can_not_be_written_stops_before_the_page(server, start, monkeypatch):
    add_jobs(server, 1)
    printer = MemoryPrinter()
    agent = start(lambda _: printer)
    record = agent.journal.record

    def full_disk(claim_id, step, **values):
        if step is Step.SENDING:
            raise OSError("No space left on device")
        return record(claim_id, step, **values)

    monkeypatch.setattr(agent.journal, "record", full_disk)

    with pytest.raises(OSError, match="No space"):
        agent.run()

    assert printer.pages == []
    assert server.jobs["front0"].state == "printing"
    work_through(start(lambda _: printer), server)
    assert len(printer.pages) == 1
