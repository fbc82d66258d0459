"""Several walk-ins in one step: the twenty names that came in a chat. Reading those is `pasted_names`'."""

from typing import Any

from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.registration import duplicates, identities, walk_in_forms
from onsite.registration.releasing import print_if_released, printing_notes
from onsite.registration.service import QueueBadge, QueuedJob, hours_notes
from onsite.registration.walk_in_bodies import BatchLine, WalkInBatchBody
from onsite.registration.walk_in_rows import WalkInBatch
from onsite.registration.walk_ins import Entry, PriceOf, add_person, free_numbers, keep_one_of_batch


@once(WalkInBatch, "walk_in_batch_id")
def register_batch(
    session: Session,
    body: WalkInBatchBody,
    asking: Asked,
    *,
    price: PriceOf,
    queue_badge: QueueBadge,
) -> bytes:
    """Add all people of a list, or none; badges of those who owe nothing print in the list's order.

    Raises:
        OnsiteError: ``field_required`` and ``bad_phone`` at the line's field, ``unknown_category``,
            ``id_reused``.
    """
    category = walk_in_forms.category_of(session, body.category)
    for place, line in enumerate(body.lines):
        _check(line, f"lines[{place}]")
    due_fen = price(session, category)
    numbers = free_numbers(session)
    people: list[dict[str, Any]] = []
    jobs: list[QueuedJob] = []
    rows = []
    for nth, line in enumerate(body.lines):
        entry = _entry(line)
        alike = duplicates.alike(session, name=entry.name, phone=entry.phone)
        row = add_person(
            session, entry, category=category, due_fen=due_fen, numbers=numbers, now=asking.now
        )
        rows.append(row)
        job = print_if_released(session, row, asking, queue_badge, nth=nth) if body.print else None
        jobs += [job] if job else []
        people.append(
            {
                "reg_no": row.reg_no,
                "name": row.name,
                "due_fen": row.due_fen,
                "duplicate_count": len(alike),
                "print_job": job.id if job else None,
            }
        )
    total_fen = due_fen * len(rows)
    answer = {
        "people": people,
        "due_fen": total_fen,
        "notes": [
            *hours_notes(session, category.code, asking),
            *printing_notes(jobs, owes_fen=total_fen if body.print else 0, asking=asking),
        ],
    }
    kept = asking.keep(answer, category=category.code, count=len(rows))
    for place, row in enumerate(rows):
        keep_one_of_batch(session, row, batch_id=body.walk_in_batch_id, place=place, asking=asking)
    return kept


def _check(line: BatchLine, place: str) -> None:
    if not line.name.strip():
        raise OnsiteError(
            "field_required",
            "Every line needs a name; type it or leave the line out.",
            field=f"{place}.name",
        )
    walk_in_forms.check_phone(line.phone, field=f"{place}.phone")


def _entry(line: BatchLine) -> Entry:
    return Entry(
        name=line.name.strip(),
        organisation=line.organisation.strip(),
        position=line.position.strip(),
        phone=identities.dialled(line.phone) or "",
    )
