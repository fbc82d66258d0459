"""Printers that speak the Internet Printing Protocol: AirPrint, IPP Everywhere, queues of CUPS.

They queue what they are given, so a page is followed as a job, and a job that can't be printed now is
cancelled: one that has never begun is safe to print elsewhere. How messages, papers and states look
is the modules' beside this one. Passwords, drivers and finishing are not here.

Source: RFC 8011, sections 4.2.1 (Print-Job), 4.2.5 (Get-Printer-Attributes), 4.3.3, 4.3.4 and
5.3.14 (time-at-processing); PWG 5100.7, "media-col".
"""

import itertools
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult

from PIL import Image

from printers import ipp_documents
from printers.composed import BLOCKED
from printers.device import PageSpec, Printer, PrinterError, Sent, State
from printers.ipp_channel import Channel, RefusedError, UnreachableError
from printers.ipp_documents import FORMATS
from printers.ipp_messages import BEGIN, INTEGER, KEYWORD, MIME, NAME, URI, Answer, Tagged, encoded
from printers.ipp_states import JOB_ABORTED, JOB_CANCELED, JOB_COMPLETED, printer_state
from printers.kinds import Device
from printers.options import Options
from printers.sizes import dots

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B
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
POLL_S = 0.3
CANCEL_S = 2.0
USER = "printers"
ABOUT_PRINTER = (
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "document-format-supported",
    "media-col-supported",
    "media-size-supported",
    "media-supported",
    "print-scaling-supported",
    "pwg-raster-document-resolution-supported",
    "pwg-raster-document-type-supported",
)
ABOUT_JOB = ("job-state", "job-state-reasons", "time-at-processing")


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
    _numbers: "itertools.count[int]" = itertools.count(1)

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
        place = self.channel.place
        try:
            printer = self._about_printer()
        except RefusedError as error:
            raise PrinterError(
                f"The printer at {place} {error}. Nothing was sent.",
                permanent=True,
                state=State.ERROR,
            ) from error
        except OSError as error:
            raise PrinterError(
                f"No printer at {place} ({_reason(error)}); check its power, cable and address. "
                "Nothing was sent.",
                state=State.OFFLINE if isinstance(error, UnreachableError) else State.UNKNOWN,
            ) from error
        state = printer_state(printer)
        if not state.may_print:
            raise PrinterError(
                f"The printer at {place} {BLOCKED[state]}. Nothing was sent.", state=state
            )
        return printer
