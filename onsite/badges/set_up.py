"""Which printers there are, and which one a station prints on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from onsite import events
from onsite.access.queries import station
from onsite.access.rules import DESKS
from onsite.asking import Principal
from onsite.badges import queries
from onsite.badges.job_events import PrintersChanged, note
from onsite.badges.models import PrinterRow
from onsite.badges.rules import KINDS, UNKNOWN, State, trouble_of
from onsite.errors import OnsiteError


class Holds(Protocol):
    """What a printer's address says without asking it: its stock in mm, and whether it answers."""

    @property
    def width_mm(self) -> float: ...
    @property
    def height_mm(self) -> float | None: ...
    @property
    def answers(self) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class NewPrinter:
    """A printer as somebody names it.

    Attributes:
        name: What people call it.
        url: Its address.
        prints: One or more of ``KINDS``.
        station: The one it serves; all when None.
        agent: The print agent that reaches it; the event's own when None.
        place: Where what it prints is collected.
        pool: The printers that stand in for each other, where they hold the same stock.
        template: Of its badges; the largest one that fits its stock when None.
    """

    name: str
    url: str
    prints: Sequence[str]
    station: str | None = None
    agent: str | None = None
    place: str = ""
    pool: str | None = None
    template: str | None = None


def add_printer(
    session: Session, given: NewPrinter, *, now: datetime, holds: Holds | None = None
) -> PrinterRow:
    """Add a printer, or change the one of that name; what it holds is told by its address.

    Raises:
        OnsiteError: ``no_name``, ``unknown_kind``.
    """
    name = given.name.strip()
    if not name or "/" in name:
        raise OnsiteError("no_name", "A printer needs a name, without a slash.", field="name")
    unknown = [kind for kind in given.prints if kind not in KINDS]
    if unknown or not given.prints:
        raise OnsiteError(
            "unknown_kind",
            f"A printer prints one or more of {', '.join(KINDS)}.",
            field="prints",
        )
    row = session.get(PrinterRow, name) or PrinterRow(name=name, added_at=now)
    row.url, row.prints, row.station, row.agent = (
        given.url,
        list(given.prints),
        given.station,
        given.agent,
    )
    row.place, row.pool, row.template = (
        given.place.strip(),
        _word(given.pool),
        _word(given.template),
    )
    if holds is not None:
        row.width_mm, row.height_mm = holds.width_mm, holds.height_mm
    row.can_answer = None if holds is None or holds.answers else False
    row.state, row.error, row.checked_at, row.removed_at = UNKNOWN, None, None, None
    session.add(row)
    session.flush()
    events.record(session, PrintersChanged())
    return row


def learn_stocks(session: Session, describe: Callable[[str], Holds]) -> None:
    """Ask the addresses of printers that were added before their stock was known what they hold."""
    for row in queries.printers(session):
        if row.width_mm is not None:
            continue
        try:
            holds = describe(row.url)
        except OnsiteError:
            continue  # its jobs say what is wrong with the address
        row.width_mm, row.height_mm = holds.width_mm, holds.height_mm
        row.can_answer = row.can_answer if holds.answers else False


def _word(text: str | None) -> str | None:
    return (text or "").strip() or None


def remove_printer(session: Session, *, name: str, principal: Principal, now: datetime) -> None:
    """Take a printer away; its jobs stay, and go to those that stand in for it, or the usual ones.

    Its own test pages are cancelled: nobody waits for them elsewhere.
    """
    queries.printer(session, name).removed_at = now
    for row in queries.open_jobs_wanting(session, name):
        if row.delegate_id is None and row.paper is None:
            row.state = State.CANCELLED.value
        else:
            row.wanted_printer = None
        note(
            session,
            row,
            kind="printer_removed",
            station=principal.station.id,
            operator=principal.operator_name,
            now=now,
        )
    events.record(session, PrintersChanged())


def note_state(
    session: Session,
    *,
    name: str,
    state: str,
    can_answer: bool | None,
    error: str | None,
    now: datetime,
) -> None:
    """Note how a printer says it is, and wake whoever waits for it or now goes elsewhere."""
    row = queries.printer(session, name)
    before = trouble_of(row.state, can_answer=row.can_answer, heard_at=row.checked_at, now=now)
    row.state, row.checked_at = state, now
    if can_answer is not None:
        row.can_answer = can_answer
    after = trouble_of(row.state, can_answer=row.can_answer, heard_at=now, now=now)
    row.error = error or (row.error if after and after == before else None)
    if after != before:
        events.record(session, PrintersChanged())
        events.record(session, events.Changed("printers", name))


def put_supply(
    session: Session,
    *,
    name: str,
    pages_left: int | None,
    warn_at: int | None,
    principal: Principal,
) -> PrinterRow:
    """Note how many pages a printer holds, and at how many left it is said; None: nobody counts.

    Raises:
        OnsiteError: ``unknown_printer``; ``not_this_station`` (403) for another desk's printer.
    """
    row = queries.printer(session, name)
    asked_at = station(session, principal.station.id) if principal.station.role in DESKS else None
    if asked_at and row.station not in (None, asked_at.id) and asked_at.printer != row.name:
        raise OnsiteError(
            "not_this_station",
            f"{name!r} is another desk's printer; change its roll there, or at control.",
            status=403,
            field="name",
        )
    row.pages_left, row.warn_at = pages_left, warn_at
    return row


def choose_printer(session: Session, name: str | None, *, principal: Principal) -> None:
    """Let a station's badges and papers come out of a printer of its choice; None takes it back.

    Raises:
        OnsiteError: ``unknown_printer`` (404).
    """
    if name is not None:
        queries.printer(session, name)
    station(session, principal.station.id).printer = name
    events.record(session, PrintersChanged())
