"""A walk-in on one page: registered, paid, released, checked in and printed in one transaction."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.asking import Asking
from onsite.badges.service import queue_badge
from onsite.errors import OnsiteError
from onsite.finance import service as finance
from onsite.handouts.service import give_all
from onsite.reception.models import IdentityReading
from onsite.registration import queries, releasing, service
from onsite.registration.bodies import CheckInBody
from onsite.registration.identities import Identity
from onsite.registration.models import Category, Delegate
from onsite.registration.service import Steps
from onsite.registration.walk_in_bodies import PayBody, WalkInBody

CARD_LASTS = timedelta(minutes=30)  # a form is filled in meanwhile
NOTHING_PAID: Mapping[str, Any] = {"change_fen": 0, "receipt": None, "print_job": None}


def price_today(session: Session, category: Category, asking: Asking) -> int:
    """Tell what a category costs on this day at the venue, in fen."""
    today = asking.now.astimezone(ZoneInfo(the_event(session).time_zone)).date()
    return finance.price(session, category.code, today)


def card_read(session: Session, reading_id: UUID, asking: Asking) -> Identity:
    """Find the identity card read beside this station, for the form it fills in.

    Raises:
        OnsiteError: ``unknown_identity_reading`` (404): of another station, or too long ago.
    """
    row = session.get(IdentityReading, str(reading_id))
    if row is None or row.read_for != asking.station or row.at < asking.now - CARD_LASTS:
        raise OnsiteError(
            "unknown_identity_reading",
            "This card was not read here just now; lay it on the reader again.",
            status=404,
            field="identity_reading_id",
        )
    return Identity(row.identity_hash, row.identity_masked)


def settle(session: Session, row: Delegate, body: WalkInBody, asking: Asking) -> dict[str, Any]:
    """Take the money, check in, hand out and print, as far as the form asks and she is released.

    Raises:
        OnsiteError: ``not_this_station`` (403) for money at a kiosk, ``right_missing`` (403),
            ``free_of_charge`` (409), and what a payment refuses, at the field of ``pay``.
    """
    paid = _take_money(session, row, body, body.pay, asking) if body.pay else NOTHING_PAID
    session.refresh(row)
    is_released = releasing.refusal(session, row) is None
    came = _check_in(session, row, body, asking) if body.check_in and is_released else {}
    job = releasing.print_if_released(session, row, asking, queue_badge) if body.print else None
    owes_fen = max(0, row.balance_fen)
    return {
        "owes_fen": owes_fen,
        "change_fen": paid["change_fen"],
        "receipt": paid["receipt"],
        "receipt_job": paid["print_job"],
        "released": is_released,
        "checked_in_at": came.get("first_at"),
        "handed_out": came.get("handed_out", []),
        "print_job": job.id if job else None,
        "notes": [
            *service.hours_notes(session, row.category, asking),
            *releasing.printing_notes([job] if job else [], owes_fen=owes_fen, asking=asking),
        ],
    }


def _take_money(
    session: Session, row: Delegate, body: WalkInBody, pay: PayBody, asking: Asking
) -> dict[str, Any]:
    if asking.principal.station.role == "kiosk":
        raise OnsiteError(
            "not_this_station", "A kiosk takes no money; pay at the desk.", status=403, field="pay"
        )
    if row.due_fen == 0:
        raise OnsiteError(
            "free_of_charge",
            "This category costs nothing today; take no money.",
            status=409,
            field="pay",
        )
    try:
        return finance.pay(
            session,
            row.reg_no,
            amount_fen=row.due_fen,
            method=pay.method,
            asking=asking,
            fact_id=str(body.walk_in_id),
            tendered_fen=pay.tendered_fen,
            reference=pay.reference,
        )
    except OnsiteError as error:
        raise OnsiteError(
            error.code, error.message, status=error.status, field=_field_of(error)
        ) from error


def _field_of(error: OnsiteError) -> str:
    """Name the form's field for one of a payment: ``lines.0.tendered_fen`` is ``pay.tendered_fen``."""
    last = (error.field or "").replace("[", ".").replace("]", "").split(".")[-1]
    return f"pay.{last}" if last in PayBody.__struct_fields__ else "pay"


def _check_in(session: Session, row: Delegate, body: WalkInBody, asking: Asking) -> dict[str, Any]:
    """Check her in where she stands: no zone is the wrong one for who was not planned."""
    one = CheckInBody(
        check_in_id=uuid5(body.walk_in_id, "check-in"),
        credential=queries.our_credential(session, row.id),
        hand_out=body.hand_out,
    )
    steps = Steps(queue_badge, hand_out=give_all)
    answer: dict[str, Any] = msgspec.json.decode(
        service.check_in(session, one, asking, steps=steps)
    )
    return answer
