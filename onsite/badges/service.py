"""Print jobs written with the fact they belong to: badges, test pages, receipts and other papers.

Nothing here prints: what becomes of a job is `spool`'s.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import Asking, Principal
from onsite.badges import queries
from onsite.badges.job_events import PrintersChanged, note
from onsite.badges.models import PrintJobRow
from onsite.badges.papers import Paper
from onsite.badges.rules import Priority, State
from onsite.errors import OnsiteError, id_reused
from onsite.once import fingerprint
from onsite.registration.persons import person_by_reg_no
from onsite.registration.queries import delegate, last_revoked_at
from onsite.registration.rules import decide_check_in
from onsite.registration.service import PrePrinted, QueuedJob
from onsite.registration.shapes import LyingBadge

AFTER = timedelta(microseconds=1)  # a badge stands when it is younger than what killed the last one
SAME_STEP = timedelta(
    seconds=1
)  # jobs of one use case have one time, and print in the order written

TAKEN_OUT_KIND = "taken_out"  # of what happened to a job
TAKEN_OUT = "It was taken out of its batch and printed where its owner stood."


def queue_badge(
    session: Session, *, reg_no: str, principal: Principal, now: datetime, is_batch: bool = False
) -> QueuedJob:
    """Write the print job of a first badge in the caller's transaction. Events: `PrintersChanged`.

    A badge that stands already (checked in, undone, checked in again) is told and not printed twice;
    where it was printed beforehand, so is the place where it lies. One that died with its credential
    does not stand, and one that still waits in its batch comes out of it: it prints here and now.
    ``is_batch``: whoever stands at a desk goes first.
    """
    delegate_id = delegate(session, reg_no).id
    taken_out = _take_out(session, delegate_id, principal=principal, now=now)
    standing = _standing(session, delegate_id)
    spoilt = [job for job in taken_out if standing and job.reprint_of == standing.id]
    if standing is not None and not spoilt:
        return QueuedJob(standing.id, has_printer=True, pre_printed=_lies(standing))
    row = _queue(
        session,
        job_id=str(uuid.uuid4()),
        prints="badge",
        delegate_id=delegate_id,
        principal=principal,
        now=_after_loss(session, delegate_id, now),
        asked="",
        priority=_priority(is_batch=is_batch),
        reprint_of=standing.id if standing else None,
        reason=spoilt[0].reason if spoilt else None,
    )
    return _queued(session, row)


def reprint_badge(
    session: Session, reg_no: str, *, reason: str, asking: Asking
) -> QueuedJob | None:
    """Print a person's badge as she is now, the first or another one; None when it is not released.

    One that still waits in the queue is drawn when its turn comes, so it is not printed twice. It
    comes out where it was asked for now.
    """
    row = delegate(session, reg_no)
    if _refusal(session, row.reg_no) is not None:
        return None
    now = _after_loss(session, row.id, asking.now)
    _take_out(session, row.id, principal=asking.principal, now=asking.now)
    standing = queries.standing_badge_job(session, row.id)
    if standing is not None and standing.state == State.QUEUED:
        standing.created_at, standing.priority = now, Priority.DESK
        standing.station, standing.reason = _comes_out_for(asking.principal), reason
        events.record(session, PrintersChanged())
        return _queued(session, standing)
    job = _queue(
        session,
        job_id=str(uuid.uuid4()),
        prints="badge",
        delegate_id=row.id,
        principal=asking.principal,
        now=now,
        asked="",
        reason=reason,
        reprint_of=standing.id if standing else None,
    )
    return _queued(session, job)


def badge_lies_in(session: Session, delegate_id: int) -> LyingBadge | None:
    """Tell where a badge printed beforehand lies, and whether that is sure; None where none does."""
    standing = _standing(session, delegate_id)
    if standing is None or standing.state in (State.HELD, State.QUEUED):
        return None
    lies = _lies(standing)
    return None if lies is None else {"box": lies.box, "is_sure": lies.is_sure}


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
    _take_out(session, row.id, principal=principal, now=now)
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
        now=_after_loss(session, row.id, now),
        asked=asked,
        reason=reason,
        reprint_of=standing.id if standing else None,
    )


def _must_be_released(session: Session, reg_no: str) -> None:
    """A badge opens doors: whoever would be refused at check-in gets none."""
    reason = _refusal(session, reg_no)
    if reason is not None:
        raise OnsiteError(
            "not_released",
            f"This badge is not released ({reason.replace('_', ' ')}); "
            "settle that first, or let a supervisor override it.",
            status=409,
            field="reg_no",
        )


def _refusal(session: Session, reg_no: str) -> str | None:
    person = person_by_reg_no(session, reg_no)
    return decide_check_in(person.standing)[1] if person else "unknown_credential"


def _standing(session: Session, delegate_id: int) -> PrintJobRow | None:
    """Find the badge that was printed, or will be, and did not die with its credential."""
    job = queries.standing_badge_job(session, delegate_id)
    lost_at = last_revoked_at(session, delegate_id)
    return job if job is not None and (lost_at is None or lost_at < job.created_at) else None


def _take_out(
    session: Session, delegate_id: int, *, principal: Principal, now: datetime
) -> list[PrintJobRow]:
    """Take a badge out of the batch it waits in, or failed in: its owner stands here."""
    waiting = queries.waiting_in_batch(session, delegate_id)
    for job in waiting:
        job.state, job.error = State.CANCELLED.value, TAKEN_OUT
        note(
            session,
            job,
            kind=TAKEN_OUT_KIND,
            station=principal.station.id,
            operator=principal.operator_name,
            now=now,
        )
    return waiting


def _lies(job: PrintJobRow) -> PrePrinted | None:
    """Tell where a badge of a batch lies, or will in a moment; None where it came out at a desk."""
    if job.batch is None:
        return None
    return PrePrinted(job.box, is_sure=job.state == State.PRINTED)


def _after_loss(session: Session, delegate_id: int, now: datetime) -> datetime:
    """Date a badge later than the loss it replaces, also when both happen in one step."""
    lost_at = last_revoked_at(session, delegate_id)
    return now if lost_at is None else max(now, lost_at + AFTER)


def _priority(*, is_batch: bool) -> int:
    return Priority.BATCH if is_batch else Priority.DESK


def _queued(session: Session, row: PrintJobRow) -> QueuedJob:
    able = queries.fleet(session).able(prints=row.prints, station=row.station)
    return QueuedJob(row.id, bool(able))


def _comes_out_for(principal: Principal) -> str:
    """Name the station whose printer it is: a kiosk's, for a phone that goes on for it."""
    return principal.station.parent or principal.station.id


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
    is_batch: bool = False,
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
        is_batch: One of many: whoever stands at a desk goes first.
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
        priority=_priority(is_batch=is_batch),
    )
    return _queued(session, row)


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
        station=_comes_out_for(principal),
        operator=principal.operator_name,
        created_at=_in_order(session, now),
        fingerprint=asked,
        **more,
    )
    session.add(row)
    session.flush()
    events.record(session, PrintersChanged())
    return row


def _in_order(session: Session, now: datetime) -> datetime:
    last = queries.youngest_queued_at(session, since=now, until=now + SAME_STEP)
    return now if last is None else last + AFTER
