"""How far a batch is: which page each position has now, what is done, what needs a person.

A position printed again has more than one job; the newest of them is the page that counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import station_name
from onsite.badges import queries
from onsite.badges.batch_rows import PrintBatch
from onsite.badges.models import PrintJobEvent, PrintJobRow
from onsite.badges.rules import NEEDS_A_PERSON, State
from onsite.badges.service import TAKEN_OUT_KIND
from onsite.badges.shapes import InTrouble
from onsite.errors import not_found
from onsite.registration.models import Delegate
from onsite.units import Time, rfc3339

TAKEN_OUT = "taken_out"  # besides the states of a job: it printed where its owner stood
WAITING = (State.QUEUED, State.PRINTING)


@dataclass(frozen=True)
class Placed:
    """The page a position has now."""

    id: str
    delegate_id: int | None  # None: a separator
    position: int
    box: int | None
    state: str  # of the job, or `TAKEN_OUT`
    error: str | None
    created_at: datetime


class Trouble(TypedDict):
    """A page of a batch that a person must look at; without a number and name: a separator."""

    print_job: str
    position: int
    box: int | None
    state: str
    error: str | None
    reg_no: str | None
    name: str | None


class Skipped(TypedDict):
    """Someone left out of a batch, and why."""

    reg_no: str
    name: str
    reason: str


class PrintBatchShape(TypedDict):
    """A batch and how far it is; ``counts`` are of badges, by state.

    ``stands``: ``paused printing needs_a_person done cancelled``. ``next_position``: the badge that
    comes next; none when all came. ``waits_for``: the printer it waits for.
    """

    batch_id: str
    title: str
    at: Time
    station: str
    operator: str | None
    sort: str
    separators: str
    box_size: int | None
    boxes: int
    printer: str | None
    count: int
    counts: dict[str, int]
    stands: str
    next_position: int | None
    waits_for: InTrouble | None
    skipped: dict[str, int]


class PrintBatchCard(PrintBatchShape):
    """A batch with what needs a person, and who was left out of it."""

    troubles: list[Trouble]
    left_out: list[Skipped]


class PrintBatches(TypedDict):
    """Batches, the newest first."""

    print_batches: list[PrintBatchShape]


def batch(session: Session, batch_id: str) -> PrintBatch:
    """Read one batch, or raise ``unknown_print_batch``."""
    row = session.get(PrintBatch, batch_id)
    if row is None:
        raise not_found("print batch", batch_id)
    return row


def batches(session: Session, *, limit: int) -> list[PrintBatch]:
    """List batches, the newest first."""
    return list(
        session.scalars(
            select(PrintBatch).order_by(PrintBatch.at.desc(), PrintBatch.id).limit(limit)
        )
    )


def placed(session: Session, batch_id: str) -> list[Placed]:
    """List the pages of a batch as they are now, in its order: each separator before its badge."""
    taken = set(
        session.scalars(
            select(PrintJobEvent.job_id)
            .join(PrintJobRow, PrintJobRow.id == PrintJobEvent.job_id)
            .where(
                PrintJobRow.batch == batch_id,
                PrintJobRow.state == State.CANCELLED,
                PrintJobEvent.kind == TAKEN_OUT_KIND,
            )
        )
    )
    rows = session.execute(
        select(
            PrintJobRow.id,
            PrintJobRow.delegate_id,
            PrintJobRow.batch_position,
            PrintJobRow.box,
            PrintJobRow.state,
            PrintJobRow.error,
            PrintJobRow.created_at,
        )
        .where(PrintJobRow.batch == batch_id)
        .order_by(PrintJobRow.batch_position, PrintJobRow.created_at)
    ).tuples()
    newest: dict[tuple[int, bool], Placed] = {}
    for job_id, delegate_id, position, box, state, error, created_at in rows:
        key = (position or 0, delegate_id is not None)
        seen = TAKEN_OUT if job_id in taken else state
        newest[key] = Placed(job_id, delegate_id, position or 0, box, seen, error, created_at)
    return [newest[key] for key in sorted(newest)]


def shown(session: Session, row: PrintBatch, pages: Sequence[Placed]) -> PrintBatchShape:
    """Show a batch with how far it is."""
    counts = _counts(page for page in pages if page.delegate_id is not None)
    coming = [page for page in pages if page.state in (State.HELD, *WAITING)]
    waiting = next((page for page in coming if page.state == State.QUEUED), None)
    return {
        "batch_id": row.id,
        "title": row.title,
        "at": rfc3339(row.at),
        "station": station_name(session, row.station),
        "operator": row.operator,
        "sort": row.sort,
        "separators": row.separators,
        "box_size": row.box_size,
        "boxes": row.box_count,
        "printer": row.printer,
        "count": row.count,
        "counts": counts,
        "stands": stands(pages),
        "next_position": coming[0].position if coming else None,
        "waits_for": _waits_for(session, waiting),
        "skipped": _counts_of(reason for _, reason in row.skipped),
    }


def card(session: Session, row: PrintBatch, *, sees_persons: bool) -> PrintBatchCard:
    """Show a batch with what needs a person and who was left out; names to whom may see them."""
    pages = placed(session, row.id)
    return {
        **shown(session, row, pages),
        "troubles": [
            _trouble(session, page, sees_persons=sees_persons)
            for page in pages
            if page.state in NEEDS_A_PERSON
        ],
        "left_out": _left_out(session, row) if sees_persons else [],
    }


def stands(pages: Sequence[Placed]) -> str:
    """Sum up how a batch is in one word."""
    states = {page.state for page in pages}
    if State.HELD in states:
        return "paused"
    if states & set(WAITING):
        return "printing"
    if states & set(NEEDS_A_PERSON):
        return "needs_a_person"
    return "cancelled" if states <= {State.CANCELLED.value} else "done"


def _counts(pages: Iterable[Placed]) -> dict[str, int]:
    found = _counts_of(page.state for page in pages)
    return {state: found.get(state, 0) for state in (*(each.value for each in State), TAKEN_OUT)}


def _counts_of(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return found


def _waits_for(session: Session, page: Placed | None) -> InTrouble | None:
    if page is None:
        return None
    return queries.shown(session, queries.job(session, page.id))["waits_for"]


def _trouble(session: Session, page: Placed, *, sees_persons: bool) -> Trouble:
    person = session.get(Delegate, page.delegate_id) if page.delegate_id and sees_persons else None
    return {
        "print_job": page.id,
        "position": page.position,
        "box": page.box,
        "state": page.state,
        "error": page.error,
        "reg_no": person.reg_no if person else None,
        "name": person.name if person else None,
    }


def _left_out(session: Session, row: PrintBatch) -> list[Skipped]:
    names = dict(session.execute(select(Delegate.reg_no, Delegate.name)).tuples().all())
    return [
        {"reg_no": reg_no, "name": names.get(reg_no, ""), "reason": reason}
        for reg_no, reason in row.skipped
    ]
