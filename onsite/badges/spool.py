"""The spool: print jobs claimed by agents, reported on, resolved by people.

Nothing here prints. A job changes its state only from one that was seen, and every change is a row.
How jobs come into it is `service`'s.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import Principal
from onsite.badges import queries
from onsite.badges.job_events import PrintersChanged, note
from onsite.badges.models import PrinterRow, PrintJobEvent, PrintJobRow
from onsite.badges.rules import (
    LEASE,
    MAY_BE_REPORTED,
    REPORTED,
    USES_PAPER,
    State,
    left_after,
    noted_state,
    resolved_state,
)
from onsite.errors import OnsiteError, id_reused
from onsite.once import fingerprint

DEAD_AT_ONCE = 20  # dead badges cancelled in one claim, so that none takes long
DIED = "The badge was lost or the registration cancelled while this waited; print a new one."


@dataclass(frozen=True)
class Report:
    """What an agent says became of a job."""

    report_id: str
    claim_id: str
    state: str
    is_confirmed: bool
    error: str | None
    printer_state: str | None = None
    pages: int = 1


def claim(
    session: Session, *, claim_id: str, agent: str, is_own_agent: bool, now: datetime
) -> PrintJobRow | None:
    """Give an agent the next job that one of its idle printers may print: a desk's, then the oldest.

    A badge that died while it waited is cancelled instead. The same claim id gets the same job again,
    for as long as it is being printed.
    """
    held = queries.job_of_claim(session, claim_id)
    if held is not None:
        return held if held.state == State.PRINTING and held.claimed_by == agent else None
    for _ in range(DEAD_AT_ONCE):
        chosen = claimable(session, agent=agent, is_own_agent=is_own_agent)
        if chosen is None:
            return None
        row, printer = chosen
        if not queries.is_dead(session, row):
            return _given(session, row, printer, claim_id=claim_id, agent=agent, now=now)
        row.state, row.error = State.CANCELLED.value, DIED
        note(session, row, kind="died", station=agent, now=now)
    events.record(session, PrintersChanged())  # the rest of them at the next claim
    return None


def _given(
    session: Session,
    row: PrintJobRow,
    printer: PrinterRow,
    *,
    claim_id: str,
    agent: str,
    now: datetime,
) -> PrintJobRow:
    instead = queries.fleet(session).instead_of(row, printer)
    row.instead_of = dict(instead) if instead else None  # type: ignore[arg-type] # all words
    row.state, row.printer, row.attempts = State.PRINTING.value, printer.name, row.attempts + 1
    row.claim_id, row.claimed_by, row.lease_ends_at = claim_id, agent, now + LEASE
    row.error = None
    if printer.checked_at is not None:
        printer.checked_at = now  # its agent is heard of again only after the page
    note(session, row, kind="claimed", station=agent, now=now)
    return row


def claimable(
    session: Session, *, agent: str, is_own_agent: bool
) -> tuple[PrintJobRow, PrinterRow] | None:
    """Find the next job for an agent, and the printer it goes to: idle, and not in trouble."""
    fleet = queries.fleet(session)
    mine = {
        row.name
        for row in fleet.printers
        if serves(row, agent, is_own_agent=is_own_agent) and fleet.trouble(row) is None
    }
    idle = mine - queries.busy_printers(session) if mine else mine
    for row in queries.next_jobs(session) if idle else ():
        able = fleet.able(prints=row.prints, station=row.station, wanted=row.wanted_printer)
        for printer in able:
            if printer.name in idle:
                return row, printer
    return None


def serves(printer: PrinterRow, agent: str, *, is_own_agent: bool) -> bool:
    """Tell whether a printer is this agent's; one without an agent is the event's own agent's."""
    return printer.agent == agent or (printer.agent is None and is_own_agent)


def report(
    session: Session, *, job_id: str, said: Report, agent: str, now: datetime
) -> PrintJobRow:
    """Take an agent's word for what became of its job.

    A late word counts while no person has resolved the job; later it changes nothing.

    Raises:
        OnsiteError: ``unknown_print_job``, ``other_claim`` (409), ``malformed``, ``id_reused``.
    """
    if said.state not in REPORTED:
        raise OnsiteError(
            "malformed", f"An agent reports one of {', '.join(sorted(REPORTED))}.", field="state"
        )
    row = queries.job(session, job_id)
    if not queries.was_given_to(session, row, agent):
        # Not 403: an agent with an old journal goes on to its next job.
        raise OnsiteError("other_claim", "This job was not given under this claim.", status=409)
    asked = fingerprint([job_id, said.claim_id, said.state, said.is_confirmed])
    known = session.get(PrintJobEvent, said.report_id)
    if known is not None:
        if known.fingerprint != asked:
            raise id_reused("report_id")
        return row
    if row.claim_id != said.claim_id or row.state not in MAY_BE_REPORTED:
        return row
    row.state, row.error = said.state, said.error
    row.is_confirmed = said.is_confirmed and said.state == State.PRINTED
    if row.printer is not None:
        _note_printer(session, row.printer, said, now=now)
    if said.state == State.QUEUED:
        row.claim_id = row.claimed_by = row.lease_ends_at = row.printer = row.instead_of = None
    events.record(session, PrintersChanged())
    note(
        session,
        row,
        kind="reported",
        station=agent,
        now=now,
        event_id=said.report_id,
        asked=asked,
    )
    return row


def _note_printer(session: Session, name: str, said: Report, *, now: datetime) -> None:
    """Note what a report says of the printer: how it is, and what the page took of its paper."""
    printer = session.get_one(PrinterRow, name)
    if said.state in USES_PAPER:
        printer.pages_left = left_after(printer.pages_left, said.pages)
    if said.printer_state is not None:
        is_refusal = said.state in (State.QUEUED, State.UNCONFIRMED)
        before = printer.state
        printer.state = noted_state(said.printer_state) if is_refusal else said.printer_state
        printer.error = said.error if is_refusal else None
        printer.checked_at = now
        if printer.state != before:
            events.record(session, events.Changed("printers", name))


def resolve(
    session: Session,
    *,
    job_id: str,
    resolution_id: str,
    action: str,
    principal: Principal,
    now: datetime,
    printer: str | None = None,
) -> PrintJobRow:
    """Let a person decide about a job: try again, count as printed, cancel, hold, release, or move.

    Args:
        session: The use case's session.
        job_id: Which.
        resolution_id: The client's id of this decision.
        action: One of ``RESOLUTIONS``.
        principal: Who decides.
        now: When.
        printer: Where a moved job goes.

    Raises:
        OnsiteError: ``not_now`` (409) when the action does not apply to the job's state;
            ``unknown_print_job``; ``unknown_printer``; ``wrong_printer``; ``id_reused``.
    """
    row = queries.job(session, job_id)
    asked = fingerprint([job_id, action, printer] if printer else [job_id, action])
    known = session.get(PrintJobEvent, resolution_id)
    if known is not None:
        if known.fingerprint != asked:
            raise id_reused("resolution_id")
        return row
    target = resolved_state(action, row.state)
    if target is None:
        raise OnsiteError("not_now", _why_not(row, action), status=409, field="action")
    if action == "move":
        row.wanted_printer = _checked_move(session, row, printer).name
    row.state = target.value
    row.claim_id = row.claimed_by = row.lease_ends_at = None
    if target in (State.QUEUED, State.HELD):
        row.printer = row.error = row.instead_of = None
        events.record(session, PrintersChanged())
    note(
        session,
        row,
        kind=f"resolved:{action}",
        station=principal.station.id,
        operator=principal.operator_name,
        now=now,
        event_id=resolution_id,
        asked=asked,
    )
    return row


def _why_not(row: PrintJobRow, action: str) -> str:
    if row.state == State.PRINTING:
        return "This job is being printed; wait until it is known what became of it."
    return f"This job is {row.state}; {action!r} does not apply to it now."


def _checked_move(session: Session, row: PrintJobRow, printer: str | None) -> PrinterRow:
    if printer is None:
        raise OnsiteError("malformed", "Say which printer the job moves to.", field="printer")
    found = queries.printer(session, printer)
    if row.prints not in found.prints:
        raise OnsiteError(
            "wrong_printer",
            f"{found.name!r} prints no {row.prints}; choose one that does.",
            field="printer",
        )
    return found


def end_leases(session: Session, *, now: datetime) -> int:
    """Call unconfirmed every job whose agent fell silent; how many there were."""
    rows = queries.run_out(session, now=now)
    for row in rows:
        row.state = State.UNCONFIRMED.value
        row.error = "The print agent was not heard of in time."
        note(session, row, kind="lease_ended", station=row.claimed_by or "", now=now)
        events.record(session, PrintersChanged())
    return len(rows)
