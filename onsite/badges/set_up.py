"""Which printers there are, and which one a station prints on."""

from datetime import datetime

from sqlalchemy.orm import Session

from onsite import events
from onsite.access.queries import station
from onsite.asking import Principal
from onsite.badges import queries
from onsite.badges.job_events import PrintersChanged, note
from onsite.badges.models import PrinterRow
from onsite.badges.rules import KINDS, State
from onsite.errors import OnsiteError


def add_printer(
    session: Session,
    *,
    name: str,
    url: str,
    prints: list[str],
    station: str | None,
    agent: str | None,
    now: datetime,
    place: str = "",
) -> PrinterRow:
    """Add a printer, or change the one of that name.

    Args:
        session: The use case's session.
        name: What people call it.
        url: Its address.
        prints: One or more of ``KINDS``.
        station: The one it serves; all when None.
        agent: The print agent that reaches it; the event's own when None.
        now: When.
        place: Where what it prints is collected.

    Raises:
        OnsiteError: ``no_name``, ``unknown_kind``.
    """
    if not name.strip() or "/" in name:
        raise OnsiteError("no_name", "A printer needs a name, without a slash.", field="name")
    unknown = [kind for kind in prints if kind not in KINDS]
    if unknown or not prints:
        raise OnsiteError(
            "unknown_kind",
            f"A printer prints one or more of {', '.join(KINDS)}.",
            field="prints",
        )
    row = session.get(PrinterRow, name.strip()) or PrinterRow(name=name.strip(), added_at=now)
    row.url, row.prints, row.station, row.agent = url, list(prints), station, agent
    row.place = place.strip()
    row.state, row.checked_at, row.removed_at = "unknown", None, None
    session.add(row)
    session.flush()
    events.record(session, PrintersChanged())
    return row


def remove_printer(session: Session, *, name: str, principal: Principal, now: datetime) -> None:
    """Take a printer away; its jobs stay, but what only it could print is cancelled."""
    queries.printer(session, name).removed_at = now
    for row in queries.open_jobs_wanting(session, name):
        row.state = State.CANCELLED.value
        note(
            session,
            row,
            kind="printer_removed",
            station=principal.station.id,
            operator=principal.operator_name,
            now=now,
        )


def choose_printer(session: Session, name: str | None, *, principal: Principal) -> None:
    """Let a station's badges and papers come out of a printer of its choice; None takes it back.

    Raises:
        OnsiteError: ``unknown_printer`` (404).
    """
    if name is not None:
        queries.printer(session, name)
    station(session, principal.station.id).printer = name
    events.record(session, PrintersChanged())
