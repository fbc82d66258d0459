"""Blank badges with a code printed before anyone has it: for when printers die.

A blank's code is unknown at every desk and door until it is bound to a person, once. Its sheet is drawn by
`desks.paper_fallback`.
"""

from dataclasses import dataclass

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.errors import OnsiteError, not_found
from onsite.once import Asked, once
from onsite.registration import queries
from onsite.registration.blank_badge_rows import Binding, BlankBadge, BlankBatch
from onsite.registration.credentials import as_ours, new_secret
from onsite.registration.models import Credential
from onsite.registration.releasing import must_be_released
from onsite.registration.walk_in_bodies import BindingBody, BlankBatchBody
from onsite.registration.walk_in_forms import category_of


@dataclass(frozen=True)
class Blanks:
    """The blank badges of a batch, each with number and code, and whom they are for."""

    category: str | None
    badges: tuple[tuple[int, str], ...]


@once(BlankBatch, "blank_batch_id")
def make_blanks(session: Session, body: BlankBatchBody, asking: Asked) -> bytes:
    """Make codes that are nobody's yet, numbered on through the event.

    Raises:
        OnsiteError: ``unknown_category``, ``id_reused``.
    """
    category = category_of(session, body.category).code if body.category is not None else None
    batch_id = str(body.blank_batch_id)
    first = (session.scalar(select(func.max(BlankBadge.number))) or 0) + 1
    last = first + body.count - 1
    kept = asking.keep(
        {
            "count": body.count,
            "category": category,
            "first_number": first,
            "last_number": last,
            "pdf": pdf_path(batch_id),
        },
        category=category,
        count=body.count,
    )
    mark = the_event(session).mark
    session.execute(
        insert(BlankBadge),
        [
            {"secret": new_secret(mark), "number": number, "batch_id": batch_id, "bound_by": None}
            for number in range(first, last + 1)
        ],
    )
    return kept


@once(Binding)
def bind(session: Session, body: BindingBody, asking: Asked) -> bytes:
    """Give a blank badge to a person: its code opens her doors at once, and is nobody else's ever.

    Raises:
        OnsiteError: ``unknown_blank`` (404), ``blank_used`` (409), ``blank_of_category`` (409),
            ``not_released`` (409) for whom check-in would refuse, ``unknown_registration``, ``id_reused``.
    """
    row = queries.delegate(session, body.reg_no, field="reg_no")
    blank, category = _blank(session, body.credential)
    must_be_released(session, row)
    if category is not None and category != row.category:
        raise OnsiteError(
            "blank_of_category",
            f"This blank badge was printed for {category}; take one of {row.category}, "
            "or one for anyone.",
            status=409,
            field="credential",
        )
    kept = asking.keep(
        {"reg_no": row.reg_no, "name": row.name, "number": blank.number},
        delegate_id=row.id,
        number=blank.number,
    )
    bound = session.execute(
        update(BlankBadge)
        .where(BlankBadge.secret == blank.secret, BlankBadge.bound_by.is_(None))
        .values(bound_by=str(body.binding_id))
        .returning(BlankBadge.number)
    ).one_or_none()
    if bound is None:
        raise OnsiteError(
            "blank_used",
            "This blank badge is someone's already; take the next one.",
            status=409,
            field="credential",
        )
    session.add(
        Credential(secret=blank.secret, delegate_id=row.id, is_imported=False, issued_at=asking.now)
    )
    session.flush()
    return kept


def batches(session: Session) -> list[tuple[BlankBatch, int, int, int]]:
    """List the batches, newest first: each with its first and last number, and how many are bound."""
    rows = session.execute(
        select(
            BlankBatch,
            func.min(BlankBadge.number),
            func.max(BlankBadge.number),
            func.count(BlankBadge.bound_by),
        )
        .join(BlankBadge, BlankBadge.batch_id == BlankBatch.id)
        .group_by(BlankBatch.id)
        .order_by(func.max(BlankBadge.number).desc())
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def pdf_path(batch_id: str) -> str:
    """Say where a batch's sheets are drawn."""
    return f"/api/v1/blank-batches/{batch_id}.pdf"


def blanks_of(session: Session, batch_id: str) -> Blanks:
    """List a batch's blank badges by number; raises ``unknown_blank_batch``."""
    batch = session.get(BlankBatch, batch_id)
    if batch is None:
        raise not_found("blank batch", batch_id)
    rows = session.execute(
        select(BlankBadge.number, BlankBadge.secret)
        .where(BlankBadge.batch_id == batch_id)
        .order_by(BlankBadge.number)
    ).tuples()
    return Blanks(batch.category, tuple((number, secret) for number, secret in rows))


def _blank(session: Session, text: str) -> tuple[BlankBadge, str | None]:
    """Find a blank by its code, or by the number printed beside it: "空白 7" is typed 7."""
    plain = text.strip().lstrip("#")
    is_number = plain.isascii() and plain.isdigit() and len(plain) < 10  # noqa: PLR2004 - no code is so short
    wanted = (
        BlankBadge.number == int(plain) if is_number else BlankBadge.secret == as_ours(text.strip())
    )
    found = session.execute(
        select(BlankBadge, BlankBatch.category)
        .join(BlankBatch, BlankBatch.id == BlankBadge.batch_id)
        .where(wanted)
    ).one_or_none()
    if found is None:
        raise OnsiteError(
            "unknown_blank",
            "This is no blank badge of this event; scan the code of one, or type its number.",
            status=404,
            field="credential",
        )
    return found[0], found[1]
