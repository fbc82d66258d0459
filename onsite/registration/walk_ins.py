"""People who were not planned, and making anyone findable and scannable."""

import itertools
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.db import Base
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.registration import names, queries
from onsite.registration.bodies import WalkInBody
from onsite.registration.counting import count
from onsite.registration.credentials import new_secret
from onsite.registration.models import (
    Category,
    Credential,
    Delegate,
    OrganisationKey,
    SearchKey,
    WalkIn,
)
from onsite.registration.views import hit

KEYS_AT_ONCE = 10_000
SEARCH_KEYS = Base.metadata.tables[SearchKey.__tablename__]


@once(WalkIn)
def register_walk_in(session: Session, body: WalkInBody, asking: Asked) -> bytes:
    """Add an unplanned delegate with a number, a credential, and what she owes.

    Raises:
        OnsiteError: ``no_name``, ``unknown_category``, ``id_reused``.
    """
    name = body.name.strip()
    if not name:
        raise OnsiteError("no_name", "A badge needs a name; type one.", field="name")
    category = session.get(Category, body.category)
    if category is None:
        raise OnsiteError(
            "unknown_category",
            f"There is no category {body.category[:40]!r}; choose one of the list.",
            field="category",
        )
    alike = queries.duplicates(session, name=name, phone=body.phone.strip())
    row = _new_delegate(session, body, category)
    answer = asking.keep(
        {
            "reg_no": row.reg_no,
            "due_fen": row.due_fen,
            "duplicates": [hit(found, arrived_at) for found, arrived_at in alike],
        },
        delegate_id=row.id,
    )
    issue_credential(session, row.id, now=asking.now)
    add_search_keys(
        session,
        [(row.id, row.reg_no, row.name, row.latin_name, row.phone)],
        organisations={row.organisation},
    )
    count(session, row.category, registered=1)
    return answer


def _new_delegate(session: Session, form: WalkInBody, category: Category) -> Delegate:
    fee = category.fee_fen if category.on_site_fee_fen is None else category.on_site_fee_fen
    texts = dict.fromkeys(
        (
            "position", "identity_hash", "identity_masked", "hotel", "room", "diet", "table_no",
            "pay_method", "invoice_title", "tax_number", "invoice_state", "note", "invoice_bag",
        ),
        "",
    )  # fmt: skip
    row = Delegate(
        **texts,
        reg_no=_next_walk_in_number(session),
        name=form.name.strip(),
        latin_name=form.latin_name.strip(),
        organisation=form.organisation.strip(),
        category=category.code,
        phone=form.phone.strip(),
        email=form.email.strip(),
        due_fen=fee,
        paid_fen=0,
        is_cancelled=False,
        is_walk_in=True,
        booked_sessions=[],
        booked_items=[],
    )
    session.add(row)
    session.flush()
    return row


def _next_walk_in_number(session: Session) -> str:
    """Number walk-ins in the writer's order; the unique constraint settles what the plan may hold."""
    prefix = f"{the_event(session).mark}-W"
    taken = set(session.scalars(select(Delegate.reg_no).where(Delegate.reg_no.startswith(prefix))))
    number = len(taken) + 1
    while f"{prefix}{number:04d}" in taken:
        number += 1
    return f"{prefix}{number:04d}"


def issue_credential(session: Session, delegate_id: int, *, now: datetime) -> str:
    """Issue a credential of ours; its text."""
    secret = new_secret(the_event(session).mark)
    session.add(
        Credential(secret=secret, delegate_id=delegate_id, is_imported=False, issued_at=now)
    )
    return secret


def add_search_keys(
    session: Session,
    people: Iterable[tuple[int, str, str, str, str]],
    *,
    organisations: set[str],
) -> None:
    """Make delegates findable.

    Args:
        session: The use case's session.
        people: Id, registration number, name, Latin name and phone of each.
        organisations: Theirs; one that is new gets its keys once.
    """
    keys = (
        {"key": key, "delegate_id": delegate_id}
        for delegate_id, reg_no, name, latin_name, phone in people
        for key in sorted(
            names.person_keys(reg_no=reg_no, name=name, latin_name=latin_name, phone=phone)
        )
    )
    while part := list(itertools.islice(keys, KEYS_AT_ONCE)):
        session.connection().execute(SEARCH_KEYS.insert(), part)  # a third of the ORM's time
    known = set(
        session.scalars(
            select(OrganisationKey.organisation).where(
                OrganisationKey.organisation.in_(organisations)
            )
        )
        if len(organisations) == 1
        else session.scalars(select(OrganisationKey.organisation).distinct())
    )
    fresh = [
        {"key": key, "organisation": organisation}
        for organisation in sorted(organisations - known - {""})
        for key in sorted(names.text_keys(organisation))
    ]
    if fresh:
        session.execute(insert(OrganisationKey), fresh)
