"""What people do with a batch under way: pause, resume, cancel, move, print positions again.

A jam at badge 437: pause, clear the printer, print 430 to 437 once more with the reason, resume.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from sqlalchemy import CursorResult, Select, insert, literal, select, update
from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import need_reason
from onsite.badges.batch_choice import HAS_BADGE, standing_badges
from onsite.badges.batch_progress import Placed, batch, placed
from onsite.badges.batch_rows import PrintBatch, PrintBatchAct
from onsite.badges.batches import AFTER, after_losses, check_printer
from onsite.badges.job_events import PrintersChanged, note
from onsite.badges.models import PrintJobEvent, PrintJobRow
from onsite.badges.rules import NEEDS_A_PERSON, Priority, State
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.registration.persons import people
from onsite.registration.rules import decide_check_in

WAITING = (State.HELD, State.QUEUED)
NOT_PRINTED = (*WAITING, State.FAILED)
# What an action takes a batch's jobs from, and to.
MOVES: dict[str, tuple[tuple[State, ...], State]] = {
    "pause": ((State.QUEUED,), State.HELD),
    "resume": ((State.HELD,), State.QUEUED),
    "cancel": (NOT_PRINTED, State.CANCELLED),
}
MAY_COME_AGAIN = (State.PRINTED, *NEEDS_A_PERSON)
LOST, MERGED = "lost", "merged"
SPOILT = "It was printed once more in its batch."


class BatchActBody(msgspec.Struct, forbid_unknown_fields=True):
    """What to do with a batch; positions are for `again`, a printer is for `move`."""

    batch_act_id: UUID
    action: Literal["pause", "resume", "cancel", "move", "again"]
    from_position: Annotated[int, msgspec.Meta(ge=1)] | None = None
    to_position: Annotated[int, msgspec.Meta(ge=1)] | None = None
    printer: str | None = None
    reason: str = ""


class BatchAct(BatchActBody):
    """The same with the batch it is about."""

    batch_id: str = ""


@once(PrintBatchAct, "batch_act_id")
def act_on_batch(session: Session, body: BatchAct, asking: Asked) -> bytes:
    """Pause a batch, resume, cancel or move what is left of it, or print positions once more.

    What an agent has in hand comes out in any case. Events: `PrintersChanged`.

    Raises:
        OnsiteError: ``unknown_print_batch``, ``not_now`` (409) where nothing is left to do it to,
            ``malformed`` for positions, ``reason_needed``, ``unknown_printer`` (404),
            ``prints_no_badges``, ``id_reused``.
    """
    row = batch(session, body.batch_id)
    if body.action == "again":
        count, skipped = _again(session, row, body, asking)
    else:
        count, skipped = _move(session, row, body, asking), []
    if not count:
        raise OnsiteError(
            "not_now",
            f"Nothing of this batch is left to {body.action}; look how far it is.",
            status=409,
            field="action",
        )
    events.record(session, PrintersChanged())
    return asking.keep(
        {"batch_id": row.id, "action": body.action, "jobs": count, "skipped": skipped},
        batch_id=row.id,
        action=body.action,
        from_position=body.from_position,
        to_position=body.to_position or body.from_position,
        printer=body.printer,
        reason=body.reason.strip(),
        count=count,
    )


def _move(session: Session, row: PrintBatch, body: BatchAct, asking: Asked) -> int:
    """Change what is in the right state now, in one statement each for the rows and their story."""
    before: tuple[State, ...]
    after: State | None
    if body.action == "move":
        check_printer(session, body.printer)
        before, after = WAITING, None
        changes: dict[str, str | None] = {"wanted_printer": body.printer}
    else:
        before, after = MOVES[body.action]
        changes = {"state": after.value}
    these = [PrintJobRow.batch == row.id, PrintJobRow.state.in_(before)]
    _note_all(session, select(PrintJobRow).where(*these), body, asking, after)
    changed = session.execute(
        update(PrintJobRow)
        .where(*these)
        .values(changes)
        .execution_options(synchronize_session=False)
    )
    return changed.rowcount if isinstance(changed, CursorResult) else 0


def _note_all(
    session: Session,
    these: Select[PrintJobRow],
    body: BatchAct,
    asking: Asked,
    after: State | None,
) -> None:
    """Append what happens to each job, from the jobs themselves."""
    story = these.with_only_columns(
        literal(f"{body.batch_act_id}:").op("||")(PrintJobRow.id),
        PrintJobRow.id,
        literal(f"batch:{body.action}"),
        literal(after.value) if after else PrintJobRow.state,
        literal(asking.station),
        literal(asking.principal.operator_name),
        literal(asking.now, type_=PrintJobEvent.at.type),
        literal(""),
    )
    columns = ["id", "job_id", "kind", "state", "station", "operator", "at", "fingerprint"]
    session.execute(insert(PrintJobEvent).from_select(columns, story))


def _again(
    session: Session, row: PrintBatch, body: BatchAct, asking: Asked
) -> tuple[int, list[dict[str, int | str]]]:
    need_reason(body.reason)
    first, last = _positions(row, body)
    pages = [page for page in placed(session, row.id) if first <= page.position <= last]
    keeps_from = _Obstacles(
        standing={key: badge.id for key, badge in standing_badges(session).items()},
        refusals={each.id: decide_check_in(each.standing)[1] for each in people(session)},
    )
    jobs = _jobs(session, row, first, last)
    at = max([after_losses(session, asking.now), *(page.created_at + AFTER for page in pages)])
    skipped: list[dict[str, int | str]] = []
    count = 0
    for page in pages:
        why = keeps_from(page)
        if why is None:
            _print_again(session, jobs[page.id], body, asking, at=at + count * AFTER)
            count += 1
        elif page.delegate_id is not None:
            skipped.append({"position": page.position, "reason": why})
    return count, skipped


def _positions(row: PrintBatch, body: BatchAct) -> tuple[int, int]:
    first = body.from_position
    last = body.to_position if body.to_position is not None else first
    if first is None or last is None or not first <= last <= row.count:
        raise OnsiteError(
            "malformed",
            f"Positions are from 1 to {row.count}, the first not behind the last.",
            field="to_position" if first is not None and last != first else "from_position",
        )
    return first, last


def _jobs(session: Session, row: PrintBatch, first: int, last: int) -> dict[str, PrintJobRow]:
    found = session.scalars(
        select(PrintJobRow).where(
            PrintJobRow.batch == row.id, PrintJobRow.batch_position.between(first, last)
        )
    )
    return {job.id: job for job in found}


@dataclass(frozen=True)
class _Obstacles:
    """What keeps pages from printing again, read for all of them at once.

    Attributes:
        standing: Everyone's badge that did not die.
        refusals: Why check-in would refuse someone; who was merged away is not in it.
    """

    standing: Mapping[int, str]
    refusals: Mapping[int, str | None]

    def __call__(self, page: Placed) -> str | None:
        """Say why a page does not print again: it comes anyway, was taken out, is not hers any more."""
        if page.state not in MAY_COME_AGAIN:
            return page.state
        if page.delegate_id is None:
            return None
        reason = self.refusals.get(page.delegate_id, MERGED)
        if reason is not None:
            return reason
        stands = self.standing.get(page.delegate_id)
        if stands is None and page.state != State.FAILED:
            return LOST
        return None if stands in (None, page.id) else HAS_BADGE


def _print_again(
    session: Session, spoilt: PrintJobRow, body: BatchAct, asking: Asked, *, at: datetime
) -> None:
    session.add(
        PrintJobRow(
            id=str(uuid.uuid5(body.batch_act_id, spoilt.id)),
            prints=spoilt.prints,
            delegate_id=spoilt.delegate_id,
            state=State.QUEUED.value,
            wanted_printer=spoilt.wanted_printer,
            reprint_of=spoilt.id,
            batch=spoilt.batch,
            batch_position=spoilt.batch_position,
            box=spoilt.box,
            **({"paper": spoilt.paper} if spoilt.paper else {}),
            priority=Priority.BATCH_AGAIN,
            reason=body.reason.strip(),
            station=asking.station,
            operator=asking.principal.operator_name,
            created_at=at,
            fingerprint="",
        )
    )
    if spoilt.state in NEEDS_A_PERSON:
        spoilt.state, spoilt.error = State.CANCELLED.value, SPOILT
        note(
            session,
            spoilt,
            kind="batch:again",
            station=asking.station,
            operator=asking.principal.operator_name,
            now=asking.now,
        )
