"""The print agent: claims jobs, prints each once, and says only what is known of it.

Everything that may not happen twice stands in the journal before it is done. What can't be known
is reported ``unconfirmed`` and is a person's to settle; nothing here prints a page again by
itself. What certainly never left for the printer goes back to the server, with the printer's
trouble. Drawing pages and choosing printers is the server's work, one printer's thread is
`printer_watch`'s, bytes are `printers`'.
"""

import io
import math
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image, UnidentifiedImageError

import printers
from onsite.agents.journal import Journal, Report, Step
from onsite.agents.print_job import (
    FAILED,
    PRINTED,
    QUEUED,
    UNCONFIRMED,
    Job,
    Outcome,
    job_of,
    left_open,
    print_all,
)
from onsite.agents.printer_watch import PrinterThread
from onsite.agents.server_link import ServerLink, ServerRefusal, ServerUnreachable

CLAIM_WAIT_S = 4  # short, since an agent told to stop waits for the answer first
CLAIM_PAUSE_S = 0.5  # after an empty answer that came at once, so that a server is not flooded
PAGE_PATIENCE_S = 15.0
FRESH_S = 30.0  # a third of the lease; a job that waited longer goes back instead of being printed
ROSTER_S = 2.0  # how often the server is asked which printers are this agent's
FORGOTTEN_CLAIM = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.GONE)

OpenPrinter = Callable[[str], printers.Printer]


def run_print_agent(
    server: str,
    token: str,
    *,
    journal: Path,
    outbox: Path | None = None,
    ca: Path | None = None,
    stop: threading.Event | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Print this machine's jobs until stopped.

    Args:
        server: Base address of the server.
        token: Of the print agent's station.
        journal: The agent's own file; keep it between runs.
        outbox: Folder of virtual printers' pictures.
        ca: PEM file of the authority to trust; see `onsite.agents.trust`.
        stop: Set to end; the page in hand is finished and reported first where possible.
        say: Given one line per job.

    Raises:
        OnsiteError: The token may not print, or the journal can't be written.
    """
    stopping = stop or threading.Event()
    book = Journal(journal)
    try:
        PrintAgent(
            link=ServerLink(server, token=token, ca=ca, stop=stopping, say=say),
            journal=book,
            open_printer=lambda url: printers.open(url, outbox=outbox),
            stop=stopping,
            say=say,
        ).run()
    finally:
        book.close()


@dataclass(kw_only=True)
class PrintAgent:
    """One agent's steps; `run` puts them together."""

    link: ServerLink
    journal: Journal
    open_printer: OpenPrinter
    stop: threading.Event
    say: Callable[[str], None]
    _claim_id: str | None = None
    _unanswered_since_s: float | None = None
    _printers: dict[str, PrinterThread] = field(default_factory=dict)
    _leaving: list[PrinterThread] = field(default_factory=list)
    _printers_lock: threading.Lock = field(default_factory=threading.Lock)
    failure: Exception | None = None

    def run(self) -> None:
        """Settle what an earlier run left, then watch the printers and print until stopped."""
        roster = threading.Thread(target=self._keep_roster, name="roster", daemon=True)
        try:
            self.recover()
            roster.start()
            while not self.stop.is_set():
                began_at = time.monotonic()
                job = self.claim(wait_s=CLAIM_WAIT_S)
                if job:
                    self._thread_of(job.printer, job.url).put(job)
                elif time.monotonic() - began_at < CLAIM_PAUSE_S:
                    self.stop.wait(CLAIM_PAUSE_S)
        except ServerUnreachable:
            pass  # only when stopped: there is no end to our patience
        finally:
            self.stop.set()
            with self._printers_lock:
                threads = [*self._printers.values(), *self._leaving]
            for thread in threads:
                thread.end()
            for thread in threads:
                thread.join()
        if self.failure:
            raise self.failure

    def recover(self) -> None:
        """Report what an earlier run left open: by what is known, never by printing."""
        for claim in self.journal.open_claims():
            if claim.step is Step.CLAIMING:
                # The answer may be lost: the same id is asked again and gets the same job. Nobody
                # knows for how long that job has been ours, so it will go back.
                self._claim_id, self._unanswered_since_s = claim.claim_id, -math.inf
            elif claim.report:
                # How the printer was then is no news any more: it will be asked again.
                self._send(claim.job_id or "", {**claim.report, "printer_state": None})
            else:
                self._report(claim.claim_id, claim.job_id or "", left_open(claim))

    def claim(self, *, wait_s: int) -> Job | None:
        """Ask once for the next job; the id stays the same until it has an answer.

        Raises:
            ServerRefusal: The token may not print.
            ServerUnreachable: Stopped.
        """
        if self._claim_id is None:
            self._claim_id = str(uuid.uuid4())
            self.journal.record(self._claim_id, Step.CLAIMING)
        began_at_s = time.monotonic()
        try:
            answer = self._ask_for_job(self._claim_id, wait_s)
        except ServerUnreachable as error:
            if self.stop.is_set():
                raise
            if self._unanswered_since_s is None:
                self._unanswered_since_s = began_at_s
                self.say(f"{error.message} Trying again.")
            return None
        unanswered_since_s, self._unanswered_since_s = self._unanswered_since_s, None
        if answer is None:
            self._forget_claim()
            return None
        claimed_at_s = time.monotonic() if unanswered_since_s is None else unanswered_since_s
        job = job_of(answer, claim_id=self._claim_id, claimed_at_s=claimed_at_s)
        self.journal.record(job.claim_id, Step.CLAIMED, job_id=job.id)
        self._claim_id = None
        return job

    def carry_out(self, job: Job) -> Outcome:
        """Print a claimed job and report what became of it.

        Raises:
            ServerUnreachable: Stopped; the journal knows how far it came.
            OSError: The journal can't be written.
        """
        if self.stop.is_set() or time.monotonic() - job.claimed_at_s > FRESH_S:
            outcome = Outcome(QUEUED)
        else:
            outcome = self._printed(job)
        self.say(f"{job.prints} {job.id} on {job.printer}: {outcome.error or outcome.state}")
        self._report(job.claim_id, job.id, outcome)
        return outcome

    def look_up_printers(self) -> None:
        """Ask the server which printers are ours, and watch those; one taken away is left alone.

        Raises:
            ServerRefusal, ServerUnreachable: Nothing is changed then.
        """
        told = self.link.get("/api/v1/printers", patience_s=0)
        ours = {str(each["name"]): each for each in told["printers"]}
        for name, known in ours.items():
            url = str(known["url"])
            self._thread_of(name, url).is_known(url=url, state=str(known["state"]))
        with self._printers_lock:
            gone = [self._printers.pop(name) for name in set(self._printers) - set(ours)]
            self._leaving += gone
        for thread in gone:
            thread.end()

    def post_state(self, name: str, state: printers.State, *, can_answer: bool) -> bool:
        """Tell the server what a printer says of itself; False when it could not be told."""
        try:
            self.link.post(
                f"/api/v1/printers/{quote(name, safe='')}/state",
                {"state": str(state), "can_answer": can_answer},
                patience_s=0,
            )
        except (ServerRefusal, ServerUnreachable) as error:
            self.say(f"The state of {name} could not be told: {error.message}")
            return False
        return True

    def fail(self, error: Exception) -> None:
        """End the agent because of an error in one of its threads."""
        self.failure = self.failure or error
        self.stop.set()

    def _ask_for_job(self, claim_id: str, wait_s: int) -> dict[str, Any] | None:
        body = {"claim_id": claim_id, "wait": wait_s}
        try:
            answer = self.link.post(
                "/api/v1/print-jobs/claim", body, patience_s=0, answer_timeout_s=wait_s + 10
            )
        except ServerRefusal as refusal:
            if refusal.status not in FORGOTTEN_CLAIM:
                raise
            return None  # such as one of another event's journal
        job: dict[str, Any] | None = answer.get("job")
        return job

    def _forget_claim(self) -> None:
        """Begin anew after a plain no: only a claim without an answer may hide a job."""
        if self._claim_id is not None:
            self.journal.record(self._claim_id, Step.DONE)
            self._claim_id = None

    def _thread_of(self, printer: str, url: str) -> PrinterThread:
        with self._printers_lock:
            if printer not in self._printers:
                self._printers[printer] = PrinterThread(
                    self, name=printer, url=url, open_printer=self.open_printer, stop=self.stop
                )
            return self._printers[printer]

    def _keep_roster(self) -> None:
        while not self.stop.is_set():
            try:
                self.look_up_printers()
            except (ServerRefusal, ServerUnreachable):
                pass  # the claims say what is wrong, and end us where they must
            except Exception as error:  # noqa: BLE001 - a thread's top: the agent ends with it
                self.fail(error)
            self.stop.wait(ROSTER_S)

    def _printed(self, job: Job) -> Outcome:
        try:
            printer = self.open_printer(job.url)
            pages = self._pages(job, printer.page)
        except ServerUnreachable:
            return Outcome(QUEUED)
        except (printers.PrinterError, ServerRefusal) as error:
            return Outcome(FAILED, error=error.message)
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
            return Outcome(FAILED, error=f"The page can't be read ({error}); draw it again.")
        if time.monotonic() - job.claimed_at_s > FRESH_S:
            return Outcome(QUEUED)
        self.journal.record(job.claim_id, Step.SENDING)
        outcome = print_all(job, printer, pages)
        if outcome.state == PRINTED:
            self.journal.record(job.claim_id, Step.SENT, is_confirmed=outcome.is_confirmed)
        if job.opens_drawer and outcome.state in (PRINTED, UNCONFIRMED):
            self._open_drawer(job, printer)
        return outcome

    def _open_drawer(self, job: Job, printer: printers.Printer) -> None:
        """Open the cash drawer; what became of the page stands, whatever the drawer does."""
        if not isinstance(printer, printers.OpensDrawer):
            self.say(f"{job.printer} has no cash drawer to open for {job.prints} {job.id}.")
            return
        try:
            printer.open_drawer()
        except printers.PrinterError as error:
            self.say(error.message)

    def _pages(self, job: Job, wanted: printers.PageSpec) -> list[Image.Image]:
        """Fetch every page before the first byte of any leaves."""
        params: dict[str, str | int | float] = {
            "width_dots": wanted.width_dots,
            "dpi": wanted.dpi,
            "one_bit": str(wanted.one_bit).lower(),
        }
        if wanted.height_dots is not None:  # a sheet or a label; a roll has no end
            params["height_dots"] = wanted.height_dots
        found: list[Image.Image] = []
        for number in range(1, job.pages + 1):
            which = {"number": number} if number > 1 else {}
            content = self.link.get_bytes(
                job.page, params={**params, **which}, patience_s=PAGE_PATIENCE_S
            )
            image = Image.open(io.BytesIO(content))
            image.load()
            found.append(image)
        return found

    def _report(self, claim_id: str, job_id: str, outcome: Outcome) -> None:
        report = Report(
            report_id=str(uuid.uuid4()),
            claim_id=claim_id,
            state=outcome.state,
            confirmed=outcome.is_confirmed,
            error=outcome.error,
            printer_state=outcome.printer_state,
            pages=outcome.pages,
        )
        self.journal.record(claim_id, Step.REPORTING, report=report)
        self._send(job_id, report)

    def _send(self, job_id: str, report: Report) -> None:
        try:
            self.link.post(f"/api/v1/print-jobs/{job_id}/reports", dict(report))
        except ServerRefusal as refusal:
            if refusal.is_about_token:
                raise
            # A person or a lease has settled the job meanwhile; what they said stands.
            self.say(f"The report on {job_id} was not taken: {refusal.message}")
        self.journal.record(report["claim_id"], Step.DONE)
