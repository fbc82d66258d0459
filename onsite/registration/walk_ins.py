"""People who were not planned, and making anyone findable and scannable."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid5

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.asking import Asking
from onsite.db import Base
from onsite.once import Asked, fingerprint, keep, once
from onsite.registration import directory, duplicates, identities, names, walk_in_forms
from onsite.registration.counting import count
from onsite.registration.credentials import new_secret
from onsite.registration.identities import NO_IDENTITY, Identity
from onsite.registration.models import Category, Credential, Delegate, OrganisationKey, SearchKey
from onsite.registration.views import hit
from onsite.registration.walk_in_bodies import WalkInBody
from onsite.registration.walk_in_rows import WalkIn

KEYS_AT_ONCE = 10_000
SEARCH_KEYS = Base.metadata.tables[SearchKey.__tablename__]


@dataclass(frozen=True)
class Entry:
    """What is kept of a person who was not planned."""

    name: str
    latin_name: str = ""
    organisation: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""
    identity: Identity = NO_IDENTITY
    diet: str = ""
    table_no: str = ""
    note: str = ""
    is_nameless: bool = False


class PriceOf(Protocol):
    """Tells what a category costs today, in fen."""

    def __call__(self, session: Session, category: Category) -> int: ...


class Settle(Protocol):
    """Takes the money, prints and checks in as the form asks; what the answer tells of it."""

    def __call__(
        self, session: Session, row: Delegate, body: WalkInBody, asking: Asking
    ) -> Mapping[str, Any]: ...


class CardRead(Protocol):
    """Finds the identity card that was read for the station that asks."""

    def __call__(self, session: Session, reading_id: UUID, asking: Asking) -> Identity: ...


@once(WalkIn)
def register_walk_in(
    session: Session,
    body: WalkInBody,
    asking: Asked,
    *,
    price: PriceOf,
    settle: Settle,
    card_read: CardRead,
) -> bytes:
    """Add an unplanned delegate with a number, a credential and what she owes, and settle that.

    Raises:
        OnsiteError: What `walk_in_forms.check`, ``card_read`` and ``settle`` refuse; ``id_reused``.
    """
    agreed = walk_in_forms.check(session, body, asking)
    category = walk_in_forms.category_of(session, body.category)
    identity = (
        card_read(session, body.identity_reading_id, asking)
        if body.identity_reading_id is not None
        else identities.identity_of(
            identities.plain_number(body.identity_number), key=the_event(session).identity_key
        )
    )
    entry = _entry(body, identity)
    alike = duplicates.alike(
        session, name=entry.name, phone=entry.phone, identity_hash=identity.hash
    )
    row = add_person(
        session,
        entry,
        category=category,
        due_fen=price(session, category),
        numbers=free_numbers(session),
        now=asking.now,
    )
    if body.directory:
        directory.agree_by_form(
            session,
            row,
            words_version=body.directory_words_version,
            fact_id=body.walk_in_id,
            asking=asking,
        )
    settled = settle(session, row, body, asking)
    return asking.keep(
        {
            "reg_no": row.reg_no,
            "due_fen": row.due_fen,
            **told_duplicates(alike, asking),
            **settled,
        },
        delegate_id=row.id,
        notice_version=walk_in_forms.kept_notice(session, agreed, asking),
        consented_at=asking.now,
    )


def told_duplicates(alike: list[duplicates.Found], asking: Asking) -> dict[str, Any]:
    """Tell who may be the same person; a kiosk learns only how many."""
    is_kiosk = asking.principal.station.role == "kiosk"
    shown = [] if is_kiosk else [hit(row, arrived_at) for row, arrived_at in alike]
    return {"duplicates": shown, "duplicate_count": len(alike)}


def add_person(
    session: Session,
    entry: Entry,
    *,
    category: Category,
    due_fen: int,
    numbers: Iterator[str],
    now: datetime,
) -> Delegate:
    """Add a delegate who was not planned: registered, findable, with a credential valid at once."""
    row = _new_delegate(
        session, entry, category=category.code, due_fen=due_fen, reg_no=next(numbers)
    )
    issue_credential(session, row.id, now=now)
    # A nameless badge is found by its number and by who it is for, never among persons' names.
    name = "" if entry.is_nameless else row.name
    add_search_keys(
        session,
        [(row.id, row.reg_no, name, row.latin_name, row.phone)],
        organisations={row.organisation},
    )
    count(session, row.category, registered=1)
    return row


def keep_one_of_batch(
    session: Session, row: Delegate, *, batch_id: UUID, place: int, asking: Asking
) -> None:
    """Append the fact of one person of a batch, under an id that follows from the batch's."""
    walk_in_id = str(uuid5(batch_id, str(place)))
    keep(
        session,
        WalkIn,
        walk_in_id,
        fingerprint([str(batch_id), place]),
        {"walk_in_id": walk_in_id, "reg_no": row.reg_no},
        delegate_id=row.id,
        batch_id=str(batch_id),
        **asking.by,
    )


def free_numbers(session: Session) -> Iterator[str]:
    """Number walk-ins in the writer's order, past those the plan may hold.

    There is one writer; where there are several, the unique constraint settles it.
    """
    prefix = f"{the_event(session).mark}-W"
    used = session.scalar(
        select(func.count()).where(Delegate.reg_no >= prefix, Delegate.reg_no < f"{prefix}X")
    )
    for number in itertools.count((used or 0) + 1):
        reg_no = f"{prefix}{number:04d}"
        if session.scalar(select(Delegate.id).where(Delegate.reg_no == reg_no)) is None:
            yield reg_no


def _entry(body: WalkInBody, identity: Identity) -> Entry:
    return Entry(
        name=body.name.strip(),
        latin_name=body.latin_name.strip(),
        organisation=body.organisation.strip(),
        position=body.position.strip(),
        phone=identities.dialled(body.phone) or "",
        email=identities.address(body.email) or "",
        identity=identity,
        diet=body.diet.strip(),
        table_no=body.table_no.strip(),
    )


def _new_delegate(
    session: Session, entry: Entry, *, category: str, due_fen: int, reg_no: str
) -> Delegate:
    texts = dict.fromkeys(
        (
            "hotel", "room", "pay_method", "invoice_title", "tax_number", "invoice_state",
            "invoice_bag",
        ),
        "",
    )  # fmt: skip
    row = Delegate(
        **texts,
        reg_no=reg_no,
        name=entry.name,
        latin_name=entry.latin_name,
        organisation=entry.organisation,
        position=entry.position,
        category=category,
        phone=entry.phone,
        email=entry.email,
        identity_hash=entry.identity.hash,
        identity_masked=entry.identity.masked,
        diet=entry.diet,
        table_no=entry.table_no,
        note=entry.note,
        due_fen=due_fen,
        paid_fen=0,
        is_cancelled=False,
        is_walk_in=True,
        is_nameless=entry.is_nameless,
        booked_sessions=[],
        booked_items=[],
    )
    session.add(row)
    session.flush()
    return row


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
