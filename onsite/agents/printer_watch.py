"""One printer's thread in the print agent: its jobs one after the other, and how it is in between.

A printer is asked by the thread that prints on it, never by two at once: many take one connection only.
What is claimed and reported is `print_agent`'s work.
"""

import queue
import threading
import time
from collections.abc import Callable
from typing import Protocol

import printers
from onsite.agents.print_job import QUEUED, Job, Outcome
from onsite.agents.server_link import ServerUnreachable

WATCH_S = 2.0  # how often an idle printer is asked for its state
TELL_AGAIN_S = 15.0  # how often the server is told what it knows: that somebody watches
MUTE_PAUSE_S = 10.0  # a printer that never answers and refused is tried again after this


class Prints(Protocol):
    """What the agent does for its printers' threads."""

    def carry_out(self, job: Job) -> Outcome:
        """Print a claimed job and report what became of it."""
        ...

    def post_state(self, name: str, state: printers.State, *, can_answer: bool) -> bool:
        """Tell the server what a printer says of itself; False when it could not be told."""
        ...

    def fail(self, error: Exception) -> None:
        """End the agent because of an error in one of its threads."""
        ...


class PrinterThread:
    """One printer's jobs and watch, beside those of all other printers.

    Args:
        agent: Whose printer it is.
        name: What the server calls it.
        url: Its address; a job may bring a newer one.
        open_printer: From its address to the device.
        stop: Set when the agent ends: nothing more is told then.
    """

    def __init__(
        self,
        agent: Prints,
        *,
        name: str,
        url: str,
        open_printer: Callable[[str], printers.Printer],
        stop: threading.Event,
    ) -> None:
        self._url = url
        self._agent = agent
        self._name = name
        self._open_printer = open_printer
        self._stop = stop
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._told: str | None = None
        self._told_at_s = 0.0
        self._looks_at_s = time.monotonic()
        self._thread = threading.Thread(target=self._work, name=f"printer {name}", daemon=True)
        self._thread.start()

    def is_known(self, *, url: str, state: str) -> None:
        """Hear what the server knows of the printer: what it forgot, or never heard, is told anew."""
        self._url = url
        if state != self._told:
            self._told = None

    def put(self, job: Job) -> None:
        """Let a claimed job be printed behind those that wait already."""
        self._jobs.put(job)

    def end(self) -> None:
        """Let the thread end behind its jobs."""
        self._jobs.put(None)

    def join(self) -> None:
        """Wait until it has ended."""
        self._thread.join()

    def _work(self) -> None:
        try:
            while True:
                try:
                    job = self._jobs.get(timeout=max(0, self._looks_at_s - time.monotonic()))
                except queue.Empty:
                    self._look()
                    self._looks_at_s = time.monotonic() + WATCH_S
                    continue
                if job is None:
                    return
                self._url = job.url
                self._heard(self._agent.carry_out(job))
        except ServerUnreachable:
            return  # stopped; the journal has the rest
        except Exception as error:  # noqa: BLE001 - a thread's top: the agent ends with it
            self._agent.fail(error)

    def _heard(self, outcome: Outcome) -> None:
        """Keep in mind what the server was just told of the printer, with the job."""
        pause_s = WATCH_S
        if outcome.printer_state is not None:
            is_fine = outcome.error is None
            self._told = (
                outcome.printer_state if is_fine else None
            )  # noted as trouble: tell it soon
            self._told_at_s = time.monotonic()
        if outcome.state == QUEUED and outcome.error and not self._answers():
            pause_s = MUTE_PAUSE_S
        self._looks_at_s = time.monotonic() + pause_s

    def _look(self) -> None:
        try:
            printer = self._open_printer(self._url)
        except printers.PrinterError:
            return  # its address is wrong: a job's report says so
        state = printer.state()
        is_news = state != self._told or time.monotonic() - self._told_at_s > TELL_AGAIN_S
        if not is_news or self._stop.is_set():
            return
        if self._agent.post_state(self._name, state, can_answer=printer.answers):
            self._told, self._told_at_s = state, time.monotonic()

    def _answers(self) -> bool:
        try:
            return self._open_printer(self._url).answers
        except printers.PrinterError:
            return False
