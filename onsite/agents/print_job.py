"""One claimed print job: what the server asks for, and what became of it on the device.

Claiming, keeping the journal and reporting are `print_agent`'s work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image

import printers
from onsite.agents.journal import Claim, Step
from onsite.errors import OnsiteError

PRINTED, UNCONFIRMED, FAILED, QUEUED = "printed", "unconfirmed", "failed", "queued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One claimed print job, as the server names it."""

    claim_id: str
    id: str
    prints: str
    copies: int
    attempts: int
    printer: str
    url: str
    page: str
    pages: int
    opens_drawer: bool
    claimed_at_s: float

    @property
    def name(self) -> str:
        """Names the page for the device: one name per attempt, so that none is overwritten."""
        return f"{self.prints}-{self.id}" + (f"-{self.attempts}" if self.attempts > 1 else "")

    def name_of(self, *, copy: int, page: int) -> str:
        """Name one page of one copy, each from 1."""
        which = f"-copy{copy}" if self.copies > 1 else ""
        return self.name + which + (f"-page{page}" if self.pages > 1 else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job, in the words of a report.

    Attributes:
        state: The job's.
        is_confirmed: The printer said so itself.
        error: What happened and what to do.
        printer_state: What the printer last said of itself; None when it was not asked.
        pages: How many left for the printer, wholly or in part.
    """

    state: str
    is_confirmed: bool = False
    error: str | None = None
    printer_state: str | None = None
    pages: int = 0


def print_all(job: Job, printer: printers.Printer, images: Sequence[Image.Image]) -> Outcome:
    """Print every page of every copy; the device asks its own state before and after each."""
    is_confirmed, state, count = True, printers.State.UNKNOWN, 0
    for copy in range(1, job.copies + 1):
        for page, image in enumerate(images, start=1):
            try:
                sent = printer.print_page(image, name=job.name_of(copy=copy, page=page))
            except printers.PrinterError as error:
                return _broken_off(error, before=count)
            except Exception as error:  # noqa: BLE001 - bytes may have left, whatever went wrong
                return Outcome(
                    UNCONFIRMED, error=f"{type(error).__name__}: {error}", pages=count + 1
                )
            is_confirmed &= sent.confirmed
            state, count = sent.state, count + 1
    return Outcome(PRINTED, is_confirmed=is_confirmed, printer_state=_said(state), pages=count)


def _broken_off(error: printers.PrinterError, *, before: int) -> Outcome:
    """Tell what is known of a job whose page did not come through, after so many that did.

    Nothing left for the printer: it waits, or goes to another printer, unless that would be the same
    again until somebody changes an address or a template.
    """
    if error.sent or before:
        return Outcome(
            UNCONFIRMED,
            error=error.message,
            printer_state=str(error.state),
            pages=before + error.sent,
        )
    if error.permanent:
        return Outcome(FAILED, error=error.message, printer_state=_said(error.state))
    return Outcome(QUEUED, error=error.message, printer_state=str(error.state))


def _said(state: printers.State) -> str | None:
    return None if state is printers.State.UNKNOWN else str(state)


def left_open(claim: Claim) -> Outcome:
    """Tell what is known of a claim that an earlier run left open."""
    if claim.step is Step.SENT:
        return Outcome(PRINTED, is_confirmed=claim.is_confirmed)
    if claim.step is Step.SENDING:
        return Outcome(
            UNCONFIRMED,
            error="The print agent stopped while the page was sent; look whether it came out.",
        )
    return Outcome(QUEUED)


def job_of(given: dict[str, Any], *, claim_id: str, claimed_at_s: float) -> Job:
    """Read the server's answer to a claim.

    Raises:
        OnsiteError: ``bad_answer``.
    """
    try:
        return Job(
            claim_id=claim_id,
            id=str(given["id"]),
            prints=str(given["prints"]),
            copies=int(given["copies"]),
            attempts=int(given["attempts"]),
            printer=str(given["printer"]["name"]),
            url=str(given["printer"]["url"]),
            page=str(given["page"]),
            pages=int(given.get("pages", 1)),
            opens_drawer=bool(given.get("opens_drawer")),
            claimed_at_s=claimed_at_s,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise OnsiteError(
            "bad_answer", f"The server's print job can't be read ({error!r}); update this agent."
        ) from error
