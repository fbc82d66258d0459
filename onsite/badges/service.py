"""The spool: print jobs written with the fact they belong to, claimed by agents, resolved by people.

Nothing here prints. A job changes its state only from one that was seen, and every change is a row.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import Principal
from onsite.badges import queries
from onsite.badges.models import PrinterRow, PrintJobEvent, PrintJobRow
from onsite.badges.papers import Paper
from onsite.badges.rules import (
    KINDS,
    LEASE,
    MAY_BE_REPORTED,
    REPORTED,
    State,
    resolved_state,
)
from onsite.errors import OnsiteError, id_reused
from onsite.once import fingerprint
from onsite.registration.queries import delegate, last_revoked_at, person_by_reg_no
from onsite.registration.rules import decide_check_in
from onsite.registration.service import QueuedJob


@dataclass(frozen=True)
class PrintersChanged:
    """A job waits for an agent, or a printer is free for the next."""


@dataclass(frozen=True)
class Report:
    """What an agent says became of a job."""

    report_id: str
    claim_id: str
    state: str
    is_confirmed: bool
    error: str | None


def queue_badge(session: Session, *, reg_no: str, principal: Principal, now: datetime) -> QueuedJob:
    """Write the print job of a first badge in the caller's transaction. Events: `PrintersChanged`.

    A badge that stands already (checked in, undone, checked in again) is told and not printed twice;
    one that died with its credential does not stand.
    """
    delegate_id = delegate(session, reg_no).id
    standing = queries.standing_badge_job(session, delegate_id)
    lost_at = last_revoked_at(session, delegate_id)
    if standing is not None and (lost_at is None or lost_at < standing.created_at):
        return QueuedJob(standing.id, has_printer=True)
    row = _queue(
        session,
        job_id=str(uuid.uuid4()),
        prints="badge",
        delegate_id=delegate_id,
        principal=principal,
        now=now,
        asked="",
    )
    printers = queries.printers_for(
        queries.printers(session), prints="badge", station=row.station, wanted=None
    )
    return QueuedJob(row.id, bool(printers))


def print_badge(
    session: Session,
    *,
    job_id: str,
    reg_no: str,
    reason: str | None,
    principal: Principal,
    now: datetime,
) -> PrintJobRow:
    """Queue a badge from a desk; a second one needs a reason. The same id gives the same job.

    Raises:
        OnsiteError: ``already_printed`` (409), ``not_released`` (409) for someone who may not be
            checked in, ``unknown_registration``, ``id_reused``.
    """
    asked = fingerprint([reg_no, reason])
    known = session.get(PrintJobRow, job_id)
    if known is not None:
        if known.fingerprint != asked:
            raise id_reused("job_id")
        return known
    row = delegate(session, reg_no)
    _must_be_released(session, row.reg_no)
    standing = queries.standing_badge_job(session, row.id)
    if standing is not None and not (reason or "").strip():
        raise OnsiteError(
            "already_printed",
            "A badge of this delegate was printed or is on its way; say why another one is needed.",
            status=409,
            field="reason",
        )
    return _queue(
        session,
        job_id=job_id,
        prints="badge",
        delegate_id=row.id,
        principal=principal,
        now=now,
        asked=asked,
        reason=reason,
        reprint_of=standing.id if standing else None,
    )


def _must_be_released(session: Session, reg_no: str) -> None:
    """A badge opens doors: whoever would be refused at check-in gets none."""
    person = person_by_reg_no(session, reg_no)
    reason = decide_check_in(person.standing)[1] if person else "unknown_credential"
    if reason is not None:
        raise OnsiteError(
            "not_released",
            f"This badge is not released ({reason.replace('_', ' ')}); "
            "settle that first, or let a supervisor override it.",
            status=409,
            field="reg_no",
        )


def print_test(
    session: Session, *, job_id: str, printer: str, principal: Principal, now: datetime
) -> PrintJobRow:
    """Queue a test badge for one printer."""
    asked = fingerprint(["test", printer])
    known = session.get(PrintJobRow, job_id)
    if known is not None:
        if known.fingerprint != asked:
            raise id_reused("job_id")
        return known
    row = queries.printer(session, printer)
    return _queue(
        session,
        job_id=job_id,
        prints=row.prints[0],
        delegate_id=None,
        principal=principal,
        now=now,
        asked=asked,
        wanted_printer=row.name,
    )


def queue_paper(
    session: Session,
    paper: Paper,
    *,
    prints: str,
    principal: Principal,
    now: datetime,
    delegate_id: int | None = None,
    reprint_of: str | None = None,
) -> QueuedJob:
    """Write the print job of a receipt, voucher, slip or card in the caller's transaction.

    Args:
        session: The use case's session.
        paper: What stands on it, as it is now.
        prints: ``receipt``, ``voucher`` or ``label``.
        principal: Whose station's printer it comes out of.
        now: When.
        delegate_id: Whom it is about.
        reprint_of: The job it is a copy of.
    """
    row = _queue(
        session,
        job_id=str(uuid.uuid4()),
        prints=prints,
        delegate_id=delegate_id,
        principal=principal,
        now=now,
        asked="",
        reprint_of=reprint_of,
        paper=msgspec.to_builtins(paper),
    )
    able = queries.printers_for(
        queries.printers(session), prints=prints, station=row.station, wanted=None
    )
    return QueuedJob(row.id, bool(able))


def _queue(
    session: Session,
    *,
    job_id: str,
    prints: str,
    delegate_id: int | None,
    principal: Principal,
    now: datetime,
    asked: str,
    **more: Any,
) -> PrintJobRow:
    row = PrintJobRow(
        id=job_id,
        prints=prints,
        delegate_id=delegate_id,
        state=State.QUEUED.value,
        is_confirmed=False,
        attempts=0,
        station=principal.station.parent or principal.station.id,
        operator=principal.operator_name,
        created_at=now,
        fingerprint=asked,
        **more,
    )
    session.add(row)
    session.flush()
    events.record(session, PrintersChanged())
    return row


def claim(
    session: Session, *, claim_id: str, agent: str, is_own_agent: bool, now: datetime
) -> PrintJobRow | None:
    """Give an agent the oldest job that one of its idle printers may print.

    The same claim id gets the same job again, for as long as it is being printed.
    """
    held = queries.job_of_claim(session, claim_id)
    if held is not None:
        return held if held.state == State.PRINTING and held.claimed_by == agent else None
    chosen = claimable(session, agent=agent, is_own_agent=is_own_agent)
    if chosen is None:
        return None
    row, printer = chosen
    row.state, row.printer, row.attempts = State.PRINTING.value, printer.name, row.attempts + 1
    row.claim_id, row.claimed_by, row.lease_ends_at = claim_id, agent, now + LEASE
    row.error = None
    _note(session, row, kind="claimed", station=agent, now=now)
    return row


def claimable(
    session: Session, *, agent: str, is_own_agent: bool
) -> tuple[PrintJobRow, PrinterRow] | None:
    """Find the next job for an agent, and the printer it goes to."""
    everywhere = queries.printers(session)
    busy = queries.busy_printers(session)
    for row in queries.queued_jobs(session):
        able = queries.printers_for(
            everywhere, prints=row.prints, station=row.station, wanted=row.wanted_printer
        )
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
    _note(
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
    _note(
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
        _note(session, row, kind="lease_ended", station=row.claimed_by or "", now=now)
        events.record(session, PrintersChanged())
    return len(rows)


def add_printer(
    session: Session,
    *,
    name: str,
    url: str,
    prints: list[str],
    station: str | None,
    agent: str | None,
    now: datetime,
) -> PrinterRow:
    """Add a printer, or change the one of that name.

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
    row.state, row.checked_at, row.removed_at = "unknown", None, None
    session.add(row)
    session.flush()
    events.record(session, PrintersChanged())
    return row


def remove_printer(session: Session, *, name: str, now: datetime) -> None:
    """Take a printer away; its jobs stay."""
    queries.printer(session, name).removed_at = now


def _note(
    session: Session,
    row: PrintJobRow,
    *,
    kind: str,
    station: str,
    now: datetime,
    operator: str | None = None,
    event_id: str | None = None,
    asked: str = "",
) -> None:
    session.add(
        PrintJobEvent(
            id=event_id or str(uuid.uuid4()),
            job_id=row.id,
            kind=kind,
            state=row.state,
            error=row.error,
            station=station,
            operator=operator,
            at=now,
            fingerprint=asked,
        )
    )
    session.flush()
