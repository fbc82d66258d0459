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
from onsite.badges.rules import LEASE, MAY_BE_REPORTED, REPORTED, State, resolved_state
from onsite.errors import OnsiteError, id_reused
from onsite.once import fingerprint

DIED = "The badge was lost or the registration cancelled while this waited; print a new one."


@dataclass(frozen=True)
class Report:
    """What an agent says became of a job."""

    report_id: str
    claim_id: str
    state: str
    is_confirmed: bool
    error: str | None


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
    _cancel_dead(session, agent=agent, now=now)
    chosen = claimable(session, agent=agent, is_own_agent=is_own_agent)
    if chosen is None:
        return None
    row, printer = chosen
    row.state, row.printer, row.attempts = State.PRINTING.value, printer.name, row.attempts + 1
    row.claim_id, row.claimed_by, row.lease_ends_at = claim_id, agent, now + LEASE
    row.error = None
    note(session, row, kind="claimed", station=agent, now=now)
    return row


def _cancel_dead(session: Session, *, agent: str, now: datetime) -> None:
    for row in queries.dead_badges(session):
        row.state, row.error = State.CANCELLED.value, DIED
        note(session, row, kind="died", station=agent, now=now)


def claimable(
    session: Session, *, agent: str, is_own_agent: bool
) -> tuple[PrintJobRow, PrinterRow] | None:
    """Find the next job for an agent, and the printer it goes to."""
    fleet = queries.fleet(session)
    busy = queries.busy_printers(session)
    for row in queries.queued_jobs(session):
        able = fleet.able(prints=row.prints, station=row.station, wanted=row.wanted_printer)
        for printer in able:
            is_mine = serves(printer, agent, is_own_agent=is_own_agent)
            if is_mine and printer.name not in busy:
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
    if said.state == State.QUEUED:
        row.claim_id = row.claimed_by = row.lease_ends_at = row.printer = None
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


def resolve(
    session: Session,
    *,
    job_id: str,
    resolution_id: str,
    action: str,
    principal: Principal,
    now: datetime,
) -> PrintJobRow:
    """Let a person decide about a job: try again, count as printed, or cancel.

    Raises:
        OnsiteError: ``not_now`` (409) when the action does not apply to the job's state;
            ``unknown_print_job``; ``id_reused``.
    """
    row = queries.job(session, job_id)
    asked = fingerprint([job_id, action])
    known = session.get(PrintJobEvent, resolution_id)
    if known is not None:
        if known.fingerprint != asked:
            raise id_reused("resolution_id")
        return row
    target = resolved_state(action, row.state)
    if target is None:
        raise OnsiteError(
            "not_now",
            f"This job is {row.state}; {action!r} does not apply to it now.",
            status=409,
            field="action",
        )
    row.state = target.value
    row.claim_id = row.claimed_by = row.lease_ends_at = None
    if target is State.QUEUED:
        row.printer = row.error = None
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


def end_leases(session: Session, *, now: datetime) -> int:
    """Call unconfirmed every job whose agent fell silent; how many there were."""
    rows = queries.run_out(session, now=now)
    for row in rows:
        row.state = State.UNCONFIRMED.value
        row.error = "The print agent was not heard of in time."
        note(session, row, kind="lease_ended", station=row.claimed_by or "", now=now)
        events.record(session, PrintersChanged())
    return len(rows)
