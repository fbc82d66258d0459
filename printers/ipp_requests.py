"""What is asked of an IPP printer, as messages. Pure; answers are read by whoever asked.

Source: RFC 8011, sections 4.2.1 (Print-Job), 4.2.5 (Get-Printer-Attributes), 4.3.3 (Cancel-Job),
4.3.4 (Get-Job-Attributes); PWG 5100.7 ("media-col").
"""

from collections.abc import Mapping, Sequence

from printers.ipp_documents import Size
from printers.ipp_messages import BEGIN, INTEGER, KEYWORD, MIME, NAME, URI, Tagged, encoded

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B
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
ABOUT_STOCK = ("printer-make-and-model", "media-col-default")
ABOUT_JOB = ("job-state", "job-state-reasons", "time-at-processing")
More = Mapping[str, Tagged | Sequence[Tagged]]


def about_printer(uri: str) -> bytes:
    """Ask how the printer is and what it takes."""
    return _message(GET_PRINTER, uri, rest={"requested-attributes": _keywords(ABOUT_PRINTER)})


def about_stock(uri: str) -> bytes:
    """Ask what make the printer is and what paper it holds."""
    return _message(GET_PRINTER, uri, rest={"requested-attributes": _keywords(ABOUT_STOCK)})


def about_job(uri: str, job: int) -> bytes:
    """Ask how a job is."""
    wanted = {"requested-attributes": _keywords(ABOUT_JOB)}
    return _message(GET_JOB, uri, job=job, rest=wanted)


def cancel(uri: str, job: int) -> bytes:
    """Ask to cancel a job."""
    return _message(CANCEL_JOB, uri, job=job)


def print_job(uri: str, *, name: str, kind: str, size: Size | None, is_scaling_told: bool) -> bytes:
    """Ask to print the document that follows.

    Args:
        uri: The printer's.
        name: Of the job.
        kind: The document's media type.
        size: Of the paper in 1/100 mm; None where the printer can't be told.
        is_scaling_told: The printer understands that it must not scale.
    """
    wishes = {}
    if is_scaling_told:
        wishes["print-scaling"] = Tagged(KEYWORD, "none")
    if size is not None:
        across, down = (Tagged(INTEGER, side) for side in size)
        sides = Tagged(BEGIN, {"x-dimension": across, "y-dimension": down})
        wishes["media-col"] = Tagged(BEGIN, {"media-size": sides})
    about = {"job-name": Tagged(NAME, name), "document-format": Tagged(MIME, kind)}
    return _message(PRINT_JOB, uri, rest=about, wishes=wishes)


def _message(
    operation: int,
    uri: str,
    *,
    job: int | None = None,
    rest: More | None = None,
    wishes: Mapping[str, Tagged] | None = None,
) -> bytes:
    # In this order: which printer, which of its jobs, who asks, and then the rest.
    about: dict[str, Tagged | Sequence[Tagged]] = {"printer-uri": Tagged(URI, uri)}
    if job is not None:
        about["job-id"] = Tagged(INTEGER, job)
    about["requesting-user-name"] = Tagged(NAME, USER)
    return encoded(operation, about={**about, **(rest or {})}, job=wishes or {})


def _keywords(names: Sequence[str]) -> list[Tagged]:
    return [Tagged(KEYWORD, name) for name in names]
