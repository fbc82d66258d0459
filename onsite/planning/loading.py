"""A checked plan becomes the event's first rows. Reading and checking the workbook is elsewhere."""

import secrets
import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from onsite.access.models import Event, OperatorRow
from onsite.planning.budget_loading import load_budget
from onsite.planning.plan import Delegate as PlannedDelegate
from onsite.planning.plan import Plan
from onsite.registration.credentials import mark_of, new_secret
from onsite.registration.identities import identity_hash, masked_identity
from onsite.registration.models import (
    Category,
    CheckInCount,
    Credential,
    Delegate,
    Guest,
    Item,
    ProgrammeSession,
    Zone,
)
from onsite.registration.walk_ins import add_search_keys
from onsite.scanner.models import CheckpointRow, Hall

ACCENT = "#0b5fa5"
EXPECTED_RATE, VIP_RATE = 0.95, 0.90  # where the workbook names no targets
# Told apart also by those who don't see red and green alike.
COLOURS = (
    "#9a6700", "#6f42c1", "#0a7ea4", "#1f6feb", "#2da44e", "#bf3989", "#bc4c00", "#57606a", "#1b7c83",
    "#8250df", "#953800", "#116329",
)  # fmt: skip
ROWS_AT_ONCE = 5000
LOW_STOCK_SHARE = 10  # a tenth of the stock left is short


def load(session: Session, plan: Plan, *, address: str, now: datetime) -> None:
    """Write a plan into an empty database: the event, its set-up, its people, their credentials.

    ``address`` says where the planners keep it: a path, or a database's.
    """
    event = _event(plan, address)
    session.add(event)
    _load_set_up(session, plan)
    session.flush()
    ids = {row.reg_no: number for number, row in enumerate(plan.delegates, start=1)}
    _insert(
        session, Delegate, (delegate_values(row, ids, event.identity_key) for row in plan.delegates)
    )
    _load_guests(session, plan, ids)
    _insert(session, Credential, credential_values(plan.delegates, ids, event.mark, now))
    add_search_keys(
        session,
        (
            (ids[row.reg_no], row.reg_no, row.name, row.latin_name, row.phone)
            for row in plan.delegates
        ),
        organisations={row.organisation for row in plan.delegates},
    )
    _load_counts(session, plan)
    _load_staff(session, plan)
    load_budget(session, plan.budget)


def _event(plan: Plan, address: str) -> Event:
    facts = plan.event
    return Event(
        id=1,
        uid=str(uuid.uuid4()),
        code=facts.code,
        mark=mark_of(facts.code),
        name=facts.name,
        name_en=facts.name_en,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        time_zone=facts.time_zone,
        place=facts.place,
        capacity=facts.capacity,
        currency=facts.currency,
        languages=list(facts.languages),
        expected_rate=EXPECTED_RATE if facts.expected_rate is None else facts.expected_rate,
        vip_rate=VIP_RATE if facts.expected_vip_rate is None else facts.expected_vip_rate,
        accent=ACCENT,
        plan_path=address,
        set_up_mark=secrets.token_hex(8),
        identity_key=secrets.token_hex(16),
    )


def _load_set_up(session: Session, plan: Plan) -> None:
    session.add_all(
        Zone(
            code=row.code,
            position=position,
            name=row.name,
            name_en=row.name_en,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            desk_count=row.desk_count,
            place=row.place,
        )
        for position, row in enumerate(plan.zones)
    )
    session.flush()
    session.add_all(
        Category(
            code=row.code,
            position=position,
            name=row.name,
            name_en=row.name_en,
            zone=row.zone,
            fee_fen=row.fee_fen,
            on_site_fee_fen=row.on_site_fee_fen,
            colour=COLOURS[position % len(COLOURS)],
        )
        for position, row in enumerate(plan.categories)
    )
    session.add_all(
        Hall(
            code=row.code,
            position=position,
            name=row.name,
            name_en=row.name_en,
            capacity=row.capacity,
        )
        for position, row in enumerate(plan.halls)
    )
    session.flush()
    session.add_all(
        CheckpointRow(
            code=row.code,
            position=position,
            name=row.name,
            name_en=row.name_en,
            hall=row.hall,
            direction=row.direction,
            categories=list(row.categories),
        )
        for position, row in enumerate(plan.checkpoints)
    )
    session.add_all(
        ProgrammeSession(
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            hall=row.hall,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            categories=list(row.categories),
            credit=float(row.credits or 0),
        )
        for row in plan.sessions
    )
    _load_items(session, plan)


def _load_items(session: Session, plan: Plan) -> None:
    booked = {code for row in plan.delegates for code in row.booked_items}
    session.add_all(
        Item(
            code=row.code,
            position=position,
            name=row.name,
            name_en=row.name_en,
            kind=row.kind,
            categories=list(row.categories),
            per_person_count=row.per_person or 1,
            is_signed_for=row.needs_signature,
            stock_count=row.stock,
            low_stock_count=None if row.stock is None else row.stock // LOW_STOCK_SHARE,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            place=row.place,
            is_booked=row.code in booked,
        )
        for position, row in enumerate(plan.items)
    )


def delegate_values(row: PlannedDelegate, ids: dict[str, int], identity_key: str) -> dict[str, Any]:
    """Give the columns of a planned person; ``ids`` are by reg_no."""
    return {
        "id": ids[row.reg_no],
        "reg_no": row.reg_no,
        "name": row.name,
        "latin_name": row.latin_name,
        "organisation": row.organisation,
        "position": row.position,
        "category": row.category,
        "phone": row.phone,
        "email": row.email,
        "identity_hash": identity_hash(row.id_number, key=identity_key),
        "identity_masked": masked_identity(row.id_number),
        "hotel": row.hotel,
        "room": row.hotel_room,
        "diet": row.diet,
        "table_no": row.table_no,
        "due_fen": row.due_fen,
        "paid_fen": row.paid_fen,
        "pay_method": row.payment_means,
        "invoice_title": row.invoice_title,
        "tax_number": row.tax_number,
        "invoice_state": row.invoice_state,
        "note": row.note,
        "is_cancelled": row.status == "cancelled",
        "is_walk_in": False,
        "booked_sessions": list(row.booked_sessions),
        "booked_items": list(row.booked_items),
        "invoice_bag": row.invoice_bag,
    }


def _load_guests(session: Session, plan: Plan, ids: dict[str, int]) -> None:
    session.add_all(
        Guest(
            delegate_id=ids[row.reg_no],
            level=row.level,
            host=row.host,
            host_phone=row.host_phone,
            lecture_fee_fen=row.lecture_fee_fen,
            gift=row.gift,
            session=",".join(row.sessions),
            arrives_at=row.arrives_at,
            lounge=row.lounge,
        )
        for row in plan.guests
    )
    session.flush()


def credential_values(
    rows: Iterable[PlannedDelegate], ids: dict[str, int], mark: str, now: datetime
) -> Iterable[dict[str, Any]]:
    """Issue everyone a credential of ours, and accept the code a workbook brings beside it."""
    for row in rows:
        secrets_of_row = [(new_secret(mark), False)]
        if row.credential:
            secrets_of_row.append((row.credential, True))
        for secret, is_imported in secrets_of_row:
            yield {
                "secret": secret,
                "delegate_id": ids[row.reg_no],
                "is_imported": is_imported,
                "issued_at": now,
            }


def _load_counts(session: Session, plan: Plan) -> None:
    coming = {row.reg_no: row.category for row in plan.delegates if row.status != "cancelled"}
    registered = Counter(coming.values())
    guests = Counter(coming[row.reg_no] for row in plan.guests if row.reg_no in coming)
    session.add_all(
        CheckInCount(
            category=row.code,
            registered=registered[row.code],
            checked_in=0,
            guests_registered=guests[row.code],
            guests_checked_in=0,
        )
        for row in plan.categories
    )


def _load_staff(session: Session, plan: Plan) -> None:
    """Make operators of the staff; none can sign in until she has a PIN."""
    session.add_all(
        OperatorRow(
            name=row.name,
            roles=list(row.roles),
            zone=row.zone or None,
            phone=row.phone or None,
            shift=row.shift,
            on_duty_at=row.on_duty_at,
        )
        for row in {row.name: row for row in plan.staff}.values()
    )


def _insert(session: Session, rows: Any, values: Iterable[dict[str, Any]]) -> None:
    part: list[dict[str, Any]] = []
    for value in values:
        part.append(value)
        if len(part) == ROWS_AT_ONCE:
            session.execute(insert(rows), part)
            part = []
    if part:
        session.execute(insert(rows), part)
