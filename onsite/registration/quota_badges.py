"""Badges without a name: an exhibitor's six, drivers, companions, a build crew.

They open the doors and get the meals of their category, count as registered, and are nobody's duplicate.
They owe nothing, so in a category that charges they are let in without paying: a supervisor's word, as a
waiver is.
"""

from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.registration.models import Category
from onsite.registration.releasing import print_if_released, printing_notes
from onsite.registration.service import QueueBadge
from onsite.registration.walk_in_bodies import QuotaBatchBody
from onsite.registration.walk_in_forms import category_of
from onsite.registration.walk_in_rows import QuotaBatch
from onsite.registration.walk_ins import Entry, PriceOf, add_person, free_numbers, keep_one_of_batch


@once(QuotaBatch, "quota_batch_id")
def make_quota(
    session: Session,
    body: QuotaBatchBody,
    asking: Asked,
    *,
    price: PriceOf,
    queue_badge: QueueBadge,
) -> bytes:
    """Make a quota's badges, "LABEL 1/6" to "LABEL 6/6", each with a credential of its own.

    Raises:
        OnsiteError: ``field_required``, ``unknown_category``, ``id_reused``; ``charged_category`` (403)
            for one with a fee, without the right to override.
    """
    holder, label = body.holder.strip(), body.label.strip()
    for field, text in (("holder", holder), ("label", label)):
        if not text:
            raise OnsiteError(
                "field_required",
                f"Say whose badges these are and what stands on them; {field} is empty.",
                field=field,
            )
    category = category_of(session, body.category)
    if price(session, category) > 0:
        _must_be_let_in_unpaid(category, asking)
    numbers = free_numbers(session)
    rows = [
        add_person(
            session,
            Entry(name=f"{label} {number}/{body.count}", organisation=holder, is_nameless=True),
            category=category,
            due_fen=0,  # the holder's contract pays for them
            numbers=numbers,
            now=asking.now,
        )
        for number in range(1, body.count + 1)
    ]
    jobs = [
        print_if_released(session, row, asking, queue_badge, nth=nth) if body.print else None
        for nth, row in enumerate(rows)
    ]
    kept = asking.keep(
        {
            "badges": [
                {"reg_no": row.reg_no, "name": row.name, "print_job": job.id if job else None}
                for row, job in zip(rows, jobs, strict=True)
            ],
            "notes": printing_notes([job for job in jobs if job], owes_fen=0, asking=asking),
        },
        holder=holder,
        category=category.code,
        label=label,
        count=body.count,
    )
    for place, row in enumerate(rows):
        keep_one_of_batch(session, row, batch_id=body.quota_batch_id, place=place, asking=asking)
    return kept


def _must_be_let_in_unpaid(category: Category, asking: Asked) -> None:
    operator = asking.principal.operator
    if operator is None or "override" not in operator.rights:
        raise OnsiteError(
            "charged_category",
            f"{category.name} costs a fee, and badges of a quota owe nothing; "
            "choose a category without a fee, or let a supervisor sign in and do it.",
            status=403,
            field="category",
        )
