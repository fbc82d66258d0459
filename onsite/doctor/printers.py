"""Printers: how they are, what is left in them, who reaches them, and whether a badge fits their stock."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.badges.models import PrinterRow
from onsite.badges.queries import counts_by_state
from onsite.badges.queries import printers as all_printers
from onsite.badges.rules import NEEDS_A_PERSON, State
from onsite.doctor.findings import Finding, Level

TROUBLES = {
    "paper_out": ("is out of paper", "Put in paper, and print a test page."),
    "cover_open": ("has its cover open", "Close the cover, and print a test page."),
    "offline": ("does not answer", "Switch it on, check its cable and address, print a test page."),
    "error": ("reports an error", "Look at its display, switch it off and on, print a test page."),
}
ADD = "Add one on the control page, or with: onsite printer DIR add NAME --url URL"


def printers(session: Session) -> Iterator[Finding]:
    """Look at every printer, and at the pages that wait for a person."""
    rows = all_printers(session)
    counts = counts_by_state(session)
    found = [*_jobs(counts, rows), *(each for row in rows for each in _printer(session, row))]
    if not rows:
        waiting = counts[State.QUEUED]
        level = Level.ACT if waiting else Level.LOOK
        said = f"There is no printer, and {waiting} pages wait." if waiting else "There is none."
        found.append(Finding("printers", level, said, ADD))
    elif not any("badge" in row.prints for row in rows):
        found.append(Finding("printers", Level.LOOK, "None of them prints badges.", ADD))
    yield from found
    if not found:
        yield Finding("printers", Level.FINE, f"{_count(len(rows), 'printer')} in order.")


def _jobs(counts: dict[str, int], rows: Sequence[PrinterRow]) -> Iterator[Finding]:
    needy = sum(counts[state] for state in NEEDS_A_PERSON)
    if needy and rows:
        yield Finding(
            "printers",
            Level.ACT,
            f"{_count(needy, 'page')} failed, or may not have come out.",
            "Decide about them on the control page, under print jobs.",
        )


def _printer(session: Session, row: PrinterRow) -> Iterator[Finding]:
    def find(level: Level, what: str, todo: str) -> Finding:
        return Finding("printers", level, f"{row.name} {what}", todo, row.name)

    if row.state in TROUBLES:
        what, todo = TROUBLES[row.state]
        since = f" ({row.error})" if row.error else ""
        yield find(Level.ACT, f"{what}{since}.", todo)
    elif row.state == "paper_low":
        yield find(Level.LOOK, "is low on paper.", "Lay a new roll beside it.")
    elif row.checked_at is None and row.can_answer is not False:
        yield find(
            Level.LOOK, "was never asked how it is.", "Serve the event and print a test page."
        )
    if row.pages_left == 0:
        yield find(Level.ACT, "has no page left by its counter.", "Change the roll, set the count.")
    elif row.pages_left is not None and row.warn_at is not None and row.pages_left <= row.warn_at:
        yield find(
            Level.LOOK, f"has {_count(row.pages_left, 'page')} left.", "Lay a new roll beside it."
        )
    for column, does in (("agent", "prints through"), ("station", "serves only")):
        known = session.get(StationRow, getattr(row, column) or "")
        if known is not None and known.revoked_at is not None:
            yield find(
                Level.ACT,
                f"{does} {known.name}, whose pairing was revoked.",
                "Choose another for it on the control page, or take the printer away.",
            )


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
