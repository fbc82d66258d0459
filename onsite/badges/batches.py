"""Making a batch: badges printed before anyone stands there.

Every badge of a batch is a print job like any other: it is claimed, reported and resolved in `spool`.
Whose badges they are is chosen in `batch_choice`; what people do with a batch is `batch_acts`'.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import gevent
import msgspec
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from onsite import events
from onsite.badges import queries
from onsite.badges.batch_choice import BatchPlan, choose
from onsite.badges.batch_order import Sheet
from onsite.badges.batch_rows import PrintBatch
from onsite.badges.job_events import PrintersChanged
from onsite.badges.models import PrintJobRow
from onsite.badges.rules import Priority, State
from onsite.errors import OnsiteError, not_found
from onsite.once import Asked, once
from onsite.registration.models import Revocation

LONGEST_TITLE = 100
AFTER = timedelta(microseconds=1)  # between the jobs of a batch: they print in order
ROWS_AT_ONCE = 200


class PrintBatchBody(BatchPlan, kw_only=True, forbid_unknown_fields=True):
    """A batch to print; held, it begins when it is resumed. More badges than one need a reason."""

    batch_id: UUID
    title: Annotated[str, msgspec.Meta(max_length=LONGEST_TITLE)]
    printer: str | None = None
    is_held: bool = False
    reason: str = ""


@once(PrintBatch, "batch_id")
def make_batch(session: Session, body: PrintBatchBody, asking: Asked) -> bytes:
    """Write the print jobs of a batch, in its order, behind whoever stands at a desk.

    Events: `PrintersChanged`.

    Raises:
        OnsiteError: What `choose` raises; ``no_title``, ``unknown_printer`` (404),
            ``prints_no_badges``, ``nobody_to_print``, ``reason_needed``, ``id_reused``.
    """
    if not body.title.strip():
        raise OnsiteError("no_title", "Give the batch a name to know it by.", field="title")
    check_printer(session, body.printer)
    chosen = choose(session, body)
    if not chosen.count:
        raise OnsiteError(
            "nobody_to_print",
            "Nobody is left to print for: choose other people, or see who was left out and why.",
            field="wanted",
        )
    if chosen.again_count and not body.reason.strip():
        raise OnsiteError(
            "reason_needed", "Say why people get another badge; it stays on record.", field="reason"
        )
    separator_count = len(chosen.sheets) - chosen.count
    answer = asking.keep(
        {
            "count": chosen.count,
            "boxes": chosen.box_count,
            "separators": separator_count,
            "skipped": chosen.skipped_counts,
        },
        title=body.title.strip(),
        sort=body.sort,
        separators=body.separators,
        box_size=body.box_size,
        printer=body.printer,
        asked_for=msgspec.to_builtins(body.wanted),
        count=chosen.count,
        box_count=chosen.box_count,
        separator_count=separator_count,
        skipped=[list(pair) for pair in chosen.skipped],
        reason=body.reason.strip(),
    )
    _insert(session, chosen.sheets, body, asking)
    events.record(session, PrintersChanged())
    return answer


def check_printer(session: Session, name: str | None) -> None:
    """Refuse a printer that is not there, or prints no badges."""
    if name is None:
        return
    prints = {row.name: row.prints for row in queries.printers(session)}
    if name not in prints:
        raise not_found("printer", name, field="printer")
    if "badge" not in prints[name]:
        raise OnsiteError(
            "prints_no_badges", f"{name} prints no badges; choose another printer.", field="printer"
        )


def after_losses(session: Session, now: datetime) -> datetime:
    """Date a batch later than every loss: its badges carry the codes that are alive."""
    lost_at = session.scalar(select(func.max(Revocation.at)))
    return now if lost_at is None else max(now, lost_at + AFTER)


def _insert(session: Session, sheets: Sequence[Sheet], body: PrintBatchBody, asking: Asked) -> None:
    """Append the jobs past the unit of work: a thousand of them hold up whoever checks in."""
    gevent.sleep(0)
    rows = list(_rows(sheets, body, asking, after_losses(session, asking.now)))
    for is_separator in (False, True):
        some = [row for row in rows if ("paper" in row) is is_separator]
        for start in range(0, len(some), ROWS_AT_ONCE):
            gevent.sleep(0)  # whoever scans or asks is answered in between; nobody else writes
            session.execute(insert(PrintJobRow), some[start : start + ROWS_AT_ONCE])


def _rows(
    sheets: Sequence[Sheet], body: PrintBatchBody, asking: Asked, at: datetime
) -> Iterator[dict[str, Any]]:
    common = {
        "prints": "badge",
        "state": (State.HELD if body.is_held else State.QUEUED).value,
        "is_confirmed": False,
        "attempts": 0,
        "wanted_printer": body.printer,
        "batch": str(body.batch_id),
        "priority": Priority.BEFOREHAND.value,
        "station": asking.station,
        "operator": asking.principal.operator_name,
        "fingerprint": "",
    }
    for nth, sheet in enumerate(sheets):
        member = sheet.member
        reprint_of = member.reprint_of if member else None
        paper = {"paper": msgspec.to_builtins(sheet.separator)} if sheet.separator else {}
        yield (
            common
            | paper
            | {
                "id": str(uuid.uuid5(body.batch_id, str(nth))),
                "delegate_id": member.delegate_id if member else None,
                "batch_position": sheet.position,
                "box": sheet.box,
                "reprint_of": reprint_of,
                "reason": body.reason.strip() if reprint_of else None,
                "created_at": at + nth * AFTER,
            }
        )
