"""The print agent: every job printed once or given to a person, whatever dies on the way."""

import pytest

import printers
from onsite.agents import print_agent
from onsite.agents.journal import Step
from onsite.errors import OnsiteError
from printers import MemoryPrinter, PrinterError, State
from tests.agents.fated import (
    BreakingPrinter,
    Died,
    Fate,
    add_jobs,
    pages_of,
    work_through,
)


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


def test_a_page_refused_before_its_first_byte_goes_back_with_the_printers_trouble(server, start):
    add_jobs(server, 1)
    printer = MemoryPrinter(state=State.PAPER_OUT)
    agent = start(lambda _: printer)

    outcome = agent.carry_out(agent.claim(wait_s=0))

    assert (outcome.state, outcome.printer_state, outcome.pages) == ("queued", "paper_out", 0)
    assert server.jobs["front0"].state == "queued"
    assert "out of paper" in server.jobs["front0"].error
    assert printer.pages == []


def test_a_printer_that_never_answers_gives_printed_but_not_confirmed(server, start):
    add_jobs(server, 1)

    work_through(start(lambda _: MemoryPrinter(confirms=False)), server)

    assert server.jobs["front0"].state == "printed"
    assert not server.jobs["front0"].is_confirmed


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (PrinterError("It went silent.", sent=True), "unconfirmed"),
        (PrinterError("Nobody there.", sent=False), "queued"),
        (PrinterError("Wrong address.", permanent=True), "failed"),
        (RuntimeError("a fault in a driver"), "unconfirmed"),
    ],
)
def test_what_is_not_known_is_unconfirmed_and_what_was_not_sent_waits(server, start, error, state):
    add_jobs(server, 1)
    agent = start(lambda _: BreakingPrinter(error))

    agent.carry_out(agent.claim(wait_s=0))

    assert server.jobs["front0"].state == state
    assert str(error) in server.jobs["front0"].error


def test_a_job_of_two_pages_is_printed_in_order_as_one(server, start):
    add_jobs(server, 1)
    server.jobs["front0"].pages = 2
    printer = MemoryPrinter()

    work_through(start(lambda _: printer), server)

    assert [name for name, _ in printer.pages] == ["badge-front0-page1", "badge-front0-page2"]
    assert [params.get("number") for params in server.page_params] == [None, ["2"]]
    assert (server.jobs["front0"].state, server.jobs["front0"].sent_pages) == ("printed", 2)


def test_a_front_without_its_back_is_unconfirmed(server, start):
    add_jobs(server, 1)
    server.jobs["front0"].pages = 2
    printer = BreakingPrinter(PrinterError("No paper left.", state=State.PAPER_OUT), after=1)

    work_through(start(lambda _: printer), server)

    assert (server.jobs["front0"].state, server.jobs["front0"].sent_pages) == ("unconfirmed", 1)


def test_how_a_printer_was_before_a_restart_is_not_told_again(server, start):
    add_jobs(server, 1)
    printer = MemoryPrinter(state=State.PAPER_OUT)
    agent = start(lambda _: printer, Fate(11))
    with pytest.raises(Died):
        agent.carry_out(agent.claim(wait_s=0))

    start(lambda _: printer).recover()

    assert server.jobs["front0"].state == "queued"
    assert server.in_trouble == set()


def test_copies_broken_off_after_the_first_are_unconfirmed(server, start):
    add_jobs(server, 1)
    server.jobs["front0"].copies = 2
    printer = BreakingPrinter(PrinterError("No paper left."), after=1)

    work_through(start(lambda _: printer), server)

    assert server.jobs["front0"].state == "unconfirmed"
    assert [name for name, _ in printer.pages] == ["badge-front0-copy1"]


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


def test_an_answer_that_is_no_print_job_is_said(server, start):
    add_jobs(server, 1)
    server._claimed = lambda *_: {"id": "front0"}

    with pytest.raises(OnsiteError, match="can't be read"):
        start(lambda _: MemoryPrinter()).claim(wait_s=0)


def test_a_state_that_could_not_be_told_is_told_later(server, start, said):
    server.faults = {0: 404}
    agent = start(lambda _: MemoryPrinter())

    assert not agent.post_state("front", State.READY, can_answer=True)
    assert agent.post_state("front", State.READY, can_answer=True)
    assert "could not be told" in said[0]


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
