"""What stations and agents are told of print jobs and printers, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.badges.rules import State
from onsite.units import Time


class PrintJob(TypedDict):
    """A print job; a kiosk is told neither number nor name."""

    id: str
    prints: str
    reg_no: str | None
    name: str | None
    state: State
    confirmed: bool
    printer: str | None
    printer_place: str | None
    attempts: int
    reprint_of: str | None
    reason: str | None
    error: str | None
    station: str
    station_name: str
    created_at: Time


class PrintJobs(TypedDict):
    """Print jobs, those that need a person first, and how many there are in each state."""

    print_jobs: list[PrintJob]
    counts: dict[str, int]


class ClaimedPrinter(TypedDict):
    """The printer a claimed job goes to."""

    name: str
    url: str


class ClaimedJob(TypedDict):
    """A job given to an agent; ``page`` is the address of its picture."""

    id: str
    prints: str
    copies: int
    attempts: int
    printer: ClaimedPrinter
    page: str
    opens_drawer: bool


class Claimed(TypedDict):
    """The answer to a claim; no job when none came in time."""

    job: ClaimedJob | None


class PrinterShape(TypedDict):
    """A printer, and how it was when it was last asked."""

    name: str
    url: str
    prints: list[str]
    station: str | None
    agent: str | None
    place: str
    state: str
    checked_at: Time | None


class ChosenPrinter(TypedDict):
    """The printer a station chose by name; none for its own, or whichever serves all."""

    printer: str | None


class Printers(TypedDict):
    """All printers, by name."""

    printers: list[PrinterShape]
