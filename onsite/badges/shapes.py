"""What stations and agents are told of print jobs and printers, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.badges.rules import State
from onsite.units import Time


class InTrouble(TypedDict):
    """A printer at which nothing can be printed, and why: a state's word, or ``removed``."""

    printer: str
    place: str
    state: str


class PrintJob(TypedDict):
    """A print job; a kiosk is told neither number nor name.

    ``instead_of``: the printer it is meant for, when it goes or went elsewhere; ``waits_for``: the one
    it waits for, when nothing can be printed there and nothing stands in.
    """

    id: str
    prints: str
    reg_no: str | None
    name: str | None
    state: State
    confirmed: bool
    printer: str | None
    printer_place: str | None
    instead_of: InTrouble | None
    waits_for: InTrouble | None
    batch: str | None
    box: int | None
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
    """A job given to an agent; ``page`` is the address of its picture, ``pages`` how many it has."""

    id: str
    prints: str
    copies: int
    attempts: int
    printer: ClaimedPrinter
    page: str
    pages: int
    opens_drawer: bool


class Claimed(TypedDict):
    """The answer to a claim; no job when none came in time."""

    job: ClaimedJob | None


class PrinterShape(TypedDict):
    """A printer, and how it was when it was last asked.

    ``trouble``: the state in which it can print nothing now; ``width_mm`` x ``height_mm``: its stock,
    without a height on a roll; ``is_low``: ``pages_left`` is down to ``warn_at``.
    """

    name: str
    url: str
    prints: list[str]
    station: str | None
    agent: str | None
    place: str
    pool: str | None
    width_mm: float | None
    height_mm: float | None
    template: str | None
    state: str
    trouble: str | None
    error: str | None
    can_answer: bool | None
    pages_left: int | None
    warn_at: int | None
    is_low: bool
    checked_at: Time | None


class PrinterWarning(TypedDict):
    """What will be missing at a printer: ``no_template`` when no badge fits its stock."""

    code: str
    detail: str


class AddedPrinter(PrinterShape):
    """A printer as it was added or changed, and what will be missing there."""

    warnings: list[PrinterWarning]


class ChosenPrinter(TypedDict):
    """The printer a station chose by name; none for its own, or whichever serves all."""

    printer: str | None


class Printers(TypedDict):
    """All printers, by name."""

    printers: list[PrinterShape]
