"""Printers watched beside the work: before the first job, after a change, until they are taken away."""

import pytest

import printers
from onsite.agents import print_agent, printer_watch
from printers import MemoryPrinter, PrinterError, State
from tests.agents.fated import BreakingPrinter, add_jobs, running, wait_until


@pytest.fixture(autouse=True)
def _often(monkeypatch):
    monkeypatch.setattr(print_agent, "CLAIM_PAUSE_S", 0.02)
    monkeypatch.setattr(print_agent, "ROSTER_S", 0.02)
    monkeypatch.setattr(printer_watch, "WATCH_S", 0.02)


@pytest.fixture
def device(server, monkeypatch):
    """The printer behind every address; the server knows one by the name of front."""
    found = MemoryPrinter()
    monkeypatch.setattr(printers, "open", lambda url, **_: found)
    server.printers["front"] = "memory:front"
    return found


def test_a_printer_is_asked_before_its_first_job(server, tmp_path, said, device):
    device.current_state = State.PAPER_OUT

    with running(server, tmp_path, said) as raised:
        wait_until(lambda: server.states)

    assert raised == []
    assert server.states[0] == ("front", "paper_out")


def test_a_job_that_waited_for_paper_is_printed_once_there_is_some(server, tmp_path, said, device):
    device.current_state = State.PAPER_OUT
    add_jobs(server, 1)

    with running(server, tmp_path, said):
        wait_until(lambda: server.in_trouble == {"front"})
        assert device.pages == []
        device.current_state = State.READY
        wait_until(server.is_settled)

    assert server.jobs["front0"].state == "printed"
    assert len(device.pages) == 1


def test_what_the_server_forgot_of_a_printer_is_told_again(server, tmp_path, said, device):
    with running(server, tmp_path, said):
        wait_until(lambda: server.states == [("front", "ready")])
        server.states.clear()
        wait_until(lambda: server.states == [("front", "ready")])

    assert device.pages == []


def test_the_server_hears_now_and_then_that_somebody_watches(
    server, tmp_path, said, device, monkeypatch
):
    monkeypatch.setattr(printer_watch, "TELL_AGAIN_S", 0.05)

    with running(server, tmp_path, said):
        wait_until(lambda: len(server.states) > 2)

    assert set(server.states) == {("front", str(device.current_state))}


def test_a_printer_taken_away_is_asked_no_more(server, tmp_path, said, device):
    asked = []
    state = device.state
    device.state = lambda: asked.append(1) or state()

    with running(server, tmp_path, said) as raised:
        wait_until(lambda: asked)
        server.printers.clear()
        requests = len(server.requests)
        wait_until(lambda: rosters_since(server, requests) > 2)
        before = len(asked)
        requests = len(server.requests)
        wait_until(lambda: rosters_since(server, requests) > 5)

    assert raised == []
    assert len(asked) == before


def rosters_since(server, count):
    return sum(path == "/api/v1/printers" for _, path in server.requests[count:])


def test_a_mute_printer_that_refused_is_not_tried_again_at_once(
    server, tmp_path, said, monkeypatch
):
    mute = BreakingPrinter(PrinterError("Nobody there.", state=State.OFFLINE))
    mute.confirms = False
    monkeypatch.setattr(printers, "open", lambda url, **_: mute)
    add_jobs(server, 1)

    with running(server, tmp_path, said):
        wait_until(lambda: server.in_trouble)
        told, requests = len(server.states), len(server.requests)
        wait_until(lambda: rosters_since(server, requests) > 10)

    assert len(server.states) == told
    assert server.jobs["front0"].attempts == 1


def test_a_wrong_address_is_said_by_the_job_alone(server, tmp_path, said):
    server.printers["front"] = "carrier-pigeon:"
    add_jobs(server, 1)

    with running(server, tmp_path, said) as raised:
        wait_until(server.is_settled)

    assert raised == []
    assert server.jobs["front0"].state == "failed"
    assert server.states == []
