"""The print agent while it runs: threads, stops, silences of the server."""

import threading

import printers
from onsite.agents import print_agent, printer_watch
from onsite.agents.server_link import ServerRefusal
from printers import MemoryPrinter, PrinterError, State
from tests.agents.fated import add_jobs, running, wait_until


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
            raise PrinterError("It does not answer.", permanent=True)

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


def test_an_idle_printer_is_asked_for_its_state_and_changes_are_told(
    server, tmp_path, said, monkeypatch
):
    monkeypatch.setattr(printer_watch, "WATCH_S", 0.02)
    printer = MemoryPrinter()
    monkeypatch.setattr(printers, "open", lambda url, **_: printer)
    add_jobs(server, 1)

    with running(server, tmp_path, said):
        wait_until(lambda: server.states)
        printer.current_state = State.PAPER_LOW
        wait_until(lambda: len(server.states) == 2)

    assert server.states == [("front", "ready"), ("front", "paper_low")]


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
