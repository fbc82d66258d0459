"""Reading printers and print jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from onsite import clock
from onsite.access.models import StationRow
from onsite.access.queries import station_name
from onsite.badges.fleet import Fleet
from onsite.badges.models import PrinterRow, PrintJobEvent, PrintJobRow
from onsite.badges.rules import CANCELLABLE, NEEDS_A_PERSON, State
from onsite.badges.shapes import PrintJob
from onsite.errors import not_found
from onsite.registration.models import Delegate, Revocation
from onsite.units import rfc3339


def fleet(session: Session) -> Fleet:
    """Read the printers, what stations chose among them, and which were taken out of a pool."""
    chosen = select(StationRow.id, StationRow.printer).where(StationRow.printer.is_not(None))
    removed = select(PrinterRow).where(
        PrinterRow.removed_at.is_not(None),
        PrinterRow.pool.is_not(None),
        PrinterRow.station.is_not(None),
    )
    return Fleet(
        printers(session),
        {station: name for station, name in session.execute(chosen).tuples() if name},
        clock.now(),
        list(session.scalars(removed.order_by(PrinterRow.name))),
    )


def printers(session: Session) -> list[PrinterRow]:
    """List the printers there are, by name."""
    return list(
        session.scalars(
            select(PrinterRow).where(PrinterRow.removed_at.is_(None)).order_by(PrinterRow.name)
        )
    )


def printer(session: Session, name: str) -> PrinterRow:
    """Read one printer, or raise ``unknown_printer``."""
    row = session.get(PrinterRow, name)
    if row is None or row.removed_at is not None:
        raise not_found("printer", name)
    return row


def job(session: Session, job_id: str) -> PrintJobRow:
    """Read one print job, or raise ``unknown_print_job``."""
    row = session.get(PrintJobRow, job_id)
    if row is None:
        raise not_found("print job", job_id)
    return row


def job_of_claim(session: Session, claim_id: str) -> PrintJobRow | None:
    """Read the job that was given out under a claim id."""
    return session.scalars(
        select(PrintJobRow).where(PrintJobRow.claim_id == claim_id)
    ).one_or_none()


def next_jobs(session: Session) -> list[PrintJobRow]:
    """List the first waiting job of each station, kind and wanted printer, whose turn is next first.

    That is what somebody waits for, then the oldest. However many wait behind them, few are read.
    """
    group = (
        select(PrintJobRow.station, PrintJobRow.prints, PrintJobRow.wanted_printer)
        .where(PrintJobRow.state == State.QUEUED)
        .distinct()
        .subquery()
    )
    waiting = aliased(PrintJobRow)
    first = (
        select(waiting.id)
        .where(
            waiting.state == State.QUEUED,
            waiting.station == group.c.station,
            waiting.prints == group.c.prints,
            waiting.wanted_printer.is_not_distinct_from(group.c.wanted_printer),
        )
        .order_by(waiting.priority, waiting.created_at, waiting.id)
        .limit(1)
        .scalar_subquery()
    )
    return list(
        session.scalars(
            select(PrintJobRow)
            .where(PrintJobRow.id.in_(select(first).select_from(group)))
            .order_by(PrintJobRow.priority, PrintJobRow.created_at, PrintJobRow.id)
        )
    )


def youngest_queued_at(session: Session, *, since: datetime, until: datetime) -> datetime | None:
    """Tell when the last of the waiting jobs of this span was written; None where there is none."""
    return session.scalars(
        select(PrintJobRow.created_at)
        .where(PrintJobRow.state == State.QUEUED, PrintJobRow.created_at.between(since, until))
        .order_by(PrintJobRow.created_at.desc())
        .limit(1)
    ).one_or_none()


def is_dead(session: Session, row: PrintJobRow) -> bool:
    """Tell whether a badge's code died, or its registration was cancelled, while it waited."""
    if row.prints != "badge" or row.paper is not None or row.delegate_id is None:
        return False
    lost = exists().where(
        Revocation.delegate_id == row.delegate_id, Revocation.at >= row.created_at
    )
    return bool(
        session.scalar(
            select(Delegate.id).where(
                Delegate.id == row.delegate_id, or_(lost, Delegate.is_cancelled)
            )
        )
    )


def open_jobs_wanting(session: Session, printer: str) -> list[PrintJobRow]:
    """List the jobs that only this printer may print, and that a person could still cancel."""
    return list(
        session.scalars(
            select(PrintJobRow).where(
                PrintJobRow.wanted_printer == printer,
                PrintJobRow.state.in_(CANCELLABLE),
            )
        )
    )


def opens_drawer(session: Session, row: PrintJobRow) -> bool:
    """Tell whether a job's page opens the cash drawer: once, not when it may have come out before."""
    if not (row.paper or {}).get("opens_drawer"):
        return False
    sent = (State.PRINTED, State.UNCONFIRMED)
    earlier = select(func.count()).where(
        PrintJobEvent.job_id == row.id, PrintJobEvent.state.in_(sent)
    )
    return not session.scalar(earlier)


def busy_printers(session: Session) -> set[str]:
    """Name the printers that have a job in hand."""
    return set(
        session.scalars(
            select(PrintJobRow.printer).where(
                PrintJobRow.state == State.PRINTING, PrintJobRow.printer.is_not(None)
            )
        )
    )


def run_out(session: Session, *, now: datetime) -> list[PrintJobRow]:
    """List the jobs whose agent has not been heard of in time."""
    return list(
        session.scalars(
            select(PrintJobRow).where(
                PrintJobRow.state == State.PRINTING, PrintJobRow.lease_ends_at < now
            )
        )
    )


def jobs(session: Session, *, state: str | None, limit: int) -> list[PrintJobRow]:
    """List print jobs: what needs a person first, then the newest."""
    newest = select(PrintJobRow).order_by(PrintJobRow.created_at.desc(), PrintJobRow.id)
    if state is not None:
        return list(session.scalars(newest.where(PrintJobRow.state == state).limit(limit)))
    first = session.scalars(newest.where(PrintJobRow.state.in_(NEEDS_A_PERSON)).limit(limit)).all()
    # Most of the others do not need a person: read on by time, without sorting all there are.
    others = session.scalars(newest.where(PrintJobRow.state.not_in(NEEDS_A_PERSON)).limit(limit))
    return [*first, *others][:limit]


def counts_by_state(session: Session) -> dict[str, int]:
    """Count the print jobs in each state."""
    found = dict(
        session.execute(select(PrintJobRow.state, func.count()).group_by(PrintJobRow.state))
        .tuples()
        .all()
    )
    return {state.value: found.get(state.value, 0) for state in State}


def last_badge_job(session: Session, delegate_id: int) -> PrintJobRow | None:
    """Read a delegate's newest badge job."""
    return session.scalars(_badge_jobs(delegate_id).limit(1)).one_or_none()


def standing_badge_job(session: Session, delegate_id: int) -> PrintJobRow | None:
    """Read the newest badge job that printed a badge, or may have, or will."""
    return session.scalars(
        _badge_jobs(delegate_id)
        .where(PrintJobRow.state.not_in((State.CANCELLED, State.FAILED)))
        .limit(1)
    ).one_or_none()


def waiting_in_batch(session: Session, delegate_id: int) -> list[PrintJobRow]:
    """List the badges of a person that a batch would still print, or failed to."""
    waiting = (State.HELD, State.QUEUED, State.FAILED)
    return list(
        session.scalars(
            _badge_jobs(delegate_id).where(
                PrintJobRow.batch.is_not(None), PrintJobRow.state.in_(waiting)
            )
        )
    )


def _badge_jobs(delegate_id: int) -> Select[PrintJobRow]:
    return (
        select(PrintJobRow)
        .where(PrintJobRow.delegate_id == delegate_id, PrintJobRow.prints == "badge")
        .order_by(PrintJobRow.created_at.desc(), PrintJobRow.id)
    )


def was_given_to(session: Session, row: PrintJobRow, agent: str) -> bool:
    """Tell whether an agent has, or once had, this job in hand."""
    return row.claimed_by == agent or bool(
        session.scalar(
            select(func.count()).where(
                PrintJobEvent.job_id == row.id,
                PrintJobEvent.kind == "claimed",
                PrintJobEvent.station == agent,
            )
        )
    )


def badges_printed(session: Session) -> dict[int, int]:
    """Count the printed badges of every delegate that has one."""
    rows = session.execute(
        select(PrintJobRow.delegate_id, func.count())
        .where(PrintJobRow.state == State.PRINTED, PrintJobRow.prints == "badge")
        .group_by(PrintJobRow.delegate_id)
    ).tuples()
    return {delegate_id: count for delegate_id, count in rows if delegate_id is not None}


def badge_of(session: Session, *, reg_no: str) -> dict[str, Any]:
    """Tell how often a delegate's badge was printed, and its last job."""
    delegate_id = session.scalar(select(Delegate.id).where(Delegate.reg_no == reg_no))
    if delegate_id is None:
        return {"printed_count": 0, "last_job": None}
    last = last_badge_job(session, delegate_id)
    count = session.scalar(
        select(func.count()).where(
            PrintJobRow.delegate_id == delegate_id,
            PrintJobRow.prints == "badge",
            PrintJobRow.state == State.PRINTED,
        )
    )
    return {"printed_count": count or 0, "last_job": shown(session, last) if last else None}


def shown(session: Session, row: PrintJobRow, known: Fleet | None = None) -> PrintJob:
    """Show a print job as the contract says, and what a person tells it by.

    Args:
        session: Read only.
        row: The job.
        known: The printers, where they were read already.
    """
    delegate = session.get(Delegate, row.delegate_id) if row.delegate_id else None
    known = known or fleet(session)
    return {
        "id": row.id,
        "prints": row.prints,
        "reg_no": delegate.reg_no if delegate else None,
        "name": delegate.name if delegate else None,
        "state": State(row.state),
        "confirmed": row.is_confirmed,
        "printer": row.printer,
        "printer_place": known.place_of(row),
        "instead_of": known.goes_instead_of(row),
        "waits_for": known.waits_for(row),
        "batch": row.batch,
        "box": row.box,
        "attempts": row.attempts,
        "reprint_of": row.reprint_of,
        "reason": row.reason,
        "error": row.error,
        "station": row.station,
        "station_name": station_name(session, row.station),
        "created_at": rfc3339(row.created_at),
    }
