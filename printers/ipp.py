"""Printers that speak the Internet Printing Protocol: AirPrint, IPP Everywhere, queues of CUPS.

They queue what they are given, so a page is followed as a job, and a job that can't be printed now is
cancelled: one that has never begun is safe to print elsewhere. How messages, papers and states look
is the modules' beside this one. Passwords, drivers and finishing are not here.

Source: RFC 8011, sections 4.2.1 (Print-Job), 5.3.14 (time-at-processing), appendix B (status).
"""

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult

from PIL import Image

from printers import ipp_documents, ipp_requests
from printers.composed import BLOCKED
from printers.device import PageSpec, Printer, PrinterError, Sent, State
from printers.ipp_channel import Channel, RefusedError, UnreachableError
from printers.ipp_documents import FORMATS
from printers.ipp_messages import Answer
from printers.ipp_states import JOB_ABORTED, JOB_CANCELED, JOB_COMPLETED, printer_state
from printers.kinds import Device
from printers.options import Options
from printers.pages import checked_name, fitting, one_bit
from printers.sizes import dots

REFUSED = 0x0100  # and above: it did not do what it was asked
BUSY, NOT_ACCEPTING = 0x0507, 0x0506
MISTAKES = range(0x0400, 0x0500)  # ours: the same again is refused again
ENDED = (JOB_CANCELED, JOB_ABORTED, JOB_COMPLETED)
PORT = 631
A4_MM = (210.0, 297.0)
DPI = 300.0
CONFIRM_S = 30.0  # laser printers warm up
PAGE_S = 20.0  # to hand over a page
BUSY_S = 10.0  # to be let in
FAULT_S = 1.5  # a fault that lasts longer than this is none of a page just coming out
POLL_S = 0.25
CANCEL_S = 2.0
MEDIA_TOLD = 12


@dataclass(frozen=True)
class IppPrinter:
    """A printer at an IPP address.

    Args:
        channel: Where it is.
        uri: Its own name in every message.
        page: The page it wants: one sheet of its paper.
        confirm_s: Longest wait until a page is through.
        document: One of ``FORMATS``, or ``auto`` for the first that the printer takes.
    """

    channel: Channel
    uri: str
    page: PageSpec
    confirm_s: float
    document: str = "auto"

    @property
    def answers(self) -> bool:
        """Always: that is what the protocol is for."""
        return True

    def state(self) -> State:
        """Ask the printer now; see ``printers.device.Printer``."""
        try:
            return printer_state(self._about_printer())
        except RefusedError:
            return State.ERROR
        except UnreachableError:
            return State.OFFLINE
        except OSError:
            return State.UNKNOWN

    def print_page(self, image: Image.Image, *, name: str) -> Sent:
        """Print one page; see ``printers.device.Printer``."""
        checked_name(name)
        drawn = one_bit(image, page=self.page) if self.page.one_bit else image
        sheet = ipp_documents.sheet(fitting(drawn, page=self.page), page=self.page)
        message = self._job_message(sheet, name=name, printer=self._ready())
        return self._followed(self._sent(message, name=name), name=name)

    def _ready(self) -> Answer:
        """Ask the printer what it takes, or refuse to send it anything."""
        try:
            printer = self._about_printer()
        except RefusedError as error:
            raise self._refused(str(error), permanent=True, state=State.ERROR) from error
        except OSError as error:
            raise PrinterError(
                f"No printer at {self.channel.place} ({_reason(error)}); check its power, cable "
                "and address. Nothing was sent.",
                state=State.OFFLINE if isinstance(error, UnreachableError) else State.UNKNOWN,
            ) from error
        state = printer_state(printer)
        if not state.may_print:
            raise self._refused(BLOCKED[state], state=state)
        return printer

    def _job_message(self, sheet: Image.Image, *, name: str, printer: Answer) -> bytes:
        kind = self._document_kind(printer)
        message = ipp_requests.print_job(
            self.uri,
            name=name,
            kind=kind,
            size=self._paper(printer),
            is_scaling_told="none" in printer.texts("print-scaling-supported"),
        )
        return message + ipp_documents.document(sheet, kind=kind, page=self.page, printer=printer)

    def _document_kind(self, printer: Answer) -> str:
        taken = printer.texts("document-format-supported")
        wanted = [FORMATS[self.document]] if self.document in FORMATS else list(FORMATS.values())
        kind = next((each for each in wanted if each in taken), None)
        if kind is None:
            raise self._refused(
                f"takes {', '.join(taken) or 'no format we know of'}, and none of "
                f"{', '.join(wanted)}",
                permanent=True,
            )
        return kind

    def _paper(self, printer: Answer) -> ipp_documents.Size | None:
        if "media-size" not in printer.texts("media-col-supported"):
            return None
        size = ipp_documents.paper(self.page, printer=printer)
        if size is None:
            offered = ", ".join(printer.texts("media-supported")[:MEDIA_TOLD])
            raise self._refused(
                f"has no paper of {self.page.width_mm:.0f} x {self.page.height_mm or 0:.0f} mm; it "
                f"takes {offered}. Load it, or set width_mm and height_mm in the address",
                permanent=True,
            )
        return size

    def _sent(self, message: bytes, *, name: str) -> int:
        """Hand the page over, and again while the printer is too busy to take any."""
        ends_at = time.monotonic() + BUSY_S
        try:
            answer = self.channel.ask(message, within_s=PAGE_S)
            while answer.status == BUSY and time.monotonic() < ends_at:
                time.sleep(POLL_S)
                answer = self.channel.ask(message, within_s=PAGE_S)
        except UnreachableError as error:
            raise self._refused(f"is gone ({_reason(error)})", state=State.OFFLINE) from error
        except RefusedError as error:
            raise self._refused(str(error), permanent=True, state=State.ERROR) from error
        except OSError as error:
            raise self._unclear(name, f"the connection broke ({_reason(error)})") from error
        if answer.status >= REFUSED:
            raise self._not_taken(answer)
        job = answer.number("job-id")
        if job is None:
            raise self._unclear(name, "the printer did not number its job")
        return job

    def _not_taken(self, answer: Answer) -> PrinterError:
        if answer.status in (BUSY, NOT_ACCEPTING):
            return self._refused("takes no pages now; try again", state=State.ERROR)
        said = " ".join(answer.texts("status-message")) or "no reason told"
        return self._refused(
            f"refused the page (status {answer.status:#06x}: {said})",
            permanent=answer.status in MISTAKES,
            state=State.ERROR,
        )

    def _followed(self, job: int, *, name: str) -> Sent:
        """Wait until a job has ended; when it can't be printed now, take it back."""
        well_at = time.monotonic()
        ends_at = well_at + self.confirm_s
        state = State.UNKNOWN
        while time.monotonic() < min(ends_at, well_at + FAULT_S):
            told = self._about_job(job)
            if told is not None and told.number("job-state") in ENDED:
                return self._ended(told, name=name)
            state = self.state()
            if state.may_print or state is State.UNKNOWN:
                well_at = time.monotonic()
            time.sleep(POLL_S)
        return self._taken_back(job, name=name, state=state)

    def _ended(self, job: Answer, *, name: str) -> Sent:
        state = self.state()
        if job.number("job-state") == JOB_COMPLETED:
            return Sent(confirmed=True, state=state)
        said = ", ".join(job.texts("job-state-reasons")) or "no reason told"
        raise self._unclear(name, f"the printer gave the page up ({said})", state=state)

    def _taken_back(self, job: int, *, name: str, state: State) -> Sent:
        with contextlib.suppress(OSError, RefusedError):  # what became of it is asked below
            self.channel.ask(ipp_requests.cancel(self.uri, job))
        ends_at = time.monotonic() + CANCEL_S
        while time.monotonic() < ends_at:
            told = self._about_job(job)
            if told is not None and told.number("job-state") in ENDED:
                return self._after_cancel(told, name=name, state=state)
            time.sleep(POLL_S)
        raise self._unclear(name, f"the printer did not finish it (it says: {state})", state=state)

    def _after_cancel(self, job: Answer, *, name: str, state: State) -> Sent:
        if job.number("job-state") == JOB_COMPLETED:
            return self._ended(job, name=name)
        # Told, and no number: it has never begun, so nothing of it can have come out.
        began = job.attributes.get("time-at-processing")
        if began and job.number("time-at-processing") is None:
            why = BLOCKED.get(state, "did not begin the page in time")
            raise PrinterError(
                f"The printer at {self.channel.place} {why}. The page was taken back before it "
                "began.",
                state=state,
            )
        raise self._unclear(
            name, f"the printer stopped (it says: {state}) and the rest was cancelled", state=state
        )

    def _about_printer(self) -> Answer:
        answer = self.channel.ask(ipp_requests.about_printer(self.uri))
        if answer.status >= REFUSED and answer.status != BUSY:
            raise RefusedError(f"says no to questions (status {answer.status:#06x})")
        return answer

    def _about_job(self, job: int) -> Answer | None:
        try:
            return self.channel.ask(ipp_requests.about_job(self.uri, job))
        except (OSError, RefusedError):  # asked again until the time is over
            return None

    def _refused(
        self, why: str, *, permanent: bool = False, state: State = State.UNKNOWN
    ) -> PrinterError:
        return PrinterError(
            f"The printer at {self.channel.place} {why}. Nothing was sent.",
            permanent=permanent,
            state=state,
        )

    def _unclear(self, name: str, why: str, *, state: State = State.UNKNOWN) -> PrinterError:
        return PrinterError(
            f"{name} was sent to {self.channel.place}, but {why}. Look whether it came out before "
            "printing it again.",
            sent=True,
            state=state,
        )


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__


def _open(
    split: SplitResult, options: Options, *, outbox: Path | None, timeout_s: float
) -> Printer:
    del outbox
    if not split.hostname:
        raise options.refused("it names no host; write ipp://HOST:631/ipp/print")
    try:
        port = split.port or PORT
    except ValueError as error:
        raise options.refused(f"its port can't be read ({error})") from error
    path = split.path if split.path not in ("", "/") else "/ipp/print"
    host = f"[{split.hostname}]" if ":" in split.hostname else split.hostname
    return IppPrinter(
        channel=Channel(
            host=split.hostname,
            port=port,
            path=path,
            is_encrypted=split.scheme == "ipps",
            timeout_s=timeout_s,
        ),
        uri=f"{split.scheme}://{host}:{port}{path}",
        page=_page(options),
        confirm_s=options.number("confirm_s", default=CONFIRM_S, high=600),
        document=options.one_of("document", ("auto", *FORMATS), default="auto"),
    )


def _page(options: Options) -> PageSpec:
    dpi = options.number("dpi", default=DPI)
    width_mm, height_mm = (
        options.number(key, default=side)
        for key, side in zip(("width_mm", "height_mm"), A4_MM, strict=True)
    )
    return PageSpec(
        width_dots=dots(width_mm, dpi),
        height_dots=dots(height_mm, dpi),
        dpi=dpi,
        one_bit=options.flag("one_bit", default=False),
    )


DEVICE = Device(
    options=("width_mm", "height_mm", "dpi", "one_bit", "document", "confirm_s"), open=_open
)
