"""One claimed print job: what the server asks for, and what became of it on the device.

Claiming, keeping the journal and reporting are `print_agent`'s work.
"""

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
    opens_drawer: bool
    claimed_at_s: float

    @property
    def name(self) -> str:
        """Names the page for the device: one name per attempt, so that none is overwritten."""
        return f"{self.prints}-{self.id}" + (f"-{self.attempts}" if self.attempts > 1 else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job, in the words of a report."""

    state: str
    is_confirmed: bool = False
    error: str | None = None


def print_copies(job: Job, printer: printers.Printer, page: Image.Image) -> Outcome:
    """Print every copy; the device asks its own state before and after each."""
    is_confirmed = True
    for copy in range(1, job.copies + 1):
        name = job.name if job.copies == 1 else f"{job.name}-copy{copy}"
        try:
            is_confirmed &= printer.print_page(page, name=name).confirmed
        except printers.PrinterError as error:
            is_known = not error.sent and copy == 1
            return Outcome(FAILED if is_known else UNCONFIRMED, error=error.message)
        except Exception as error:  # noqa: BLE001 - bytes may have left, whatever went wrong
            return Outcome(UNCONFIRMED, error=f"{type(error).__name__}: {error}")
    return Outcome(PRINTED, is_confirmed=is_confirmed)


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
            opens_drawer=bool(given.get("opens_drawer")),
            claimed_at_s=claimed_at_s,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise OnsiteError(
            "bad_answer", f"The server's print job can't be read ({error!r}); update this agent."
        ) from error
