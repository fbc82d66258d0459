"""The list of guests for hosts, desks and control: who is where, and what she was given and paid."""

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.rules import CONTROLS, DESKS, HOSTS, sees_persons
from onsite.errors import OnsiteError
from onsite.finance.models import PayOut, Reversal
from onsite.handouts.models import HandOut, HandOutUndo
from onsite.reception.guests import guests
from onsite.reception.shapes import Guests
from onsite.registration.models import Guest, Item
from onsite.web import Api, Call

api = Api("guest-list")


@api.get("/guests", stations=HOSTS | DESKS | CONTROLS, query=("missing",))
def get_guests(call: Call) -> Guests:
    """List the guests: a host her own, a desk all; at control only with an organiser or her like."""
    if not sees_persons(call.principal):
        raise OnsiteError(
            "names_hidden",
            "Names are shown at control to an operator who is more than a technician; "
            "let one sign in with name and PIN.",
            status=403,
        )
    role = call.station.role
    with call.database.read() as session:
        found = guests(
            session,
            now=call.now,
            host=call.station.name if role in HOSTS else None,
            shows_phone=role not in CONTROLS,
            with_gift=_given(session, "gift"),
            with_fee=_given(session, "fee") | _paid_out(session),
        )
    if request.args.get("missing", "").lower() in ("1", "true"):
        found = [guest for guest in found if guest["is_missing"]]
    return {"guests": found}


def _given(session: Session, kind: str) -> set[int]:
    """Name the guests who were given an item of a kind, and from whom it was not taken back."""
    rows = session.scalars(
        select(HandOut.delegate_id)
        .join(Item, Item.code == HandOut.item)
        .join(Guest, Guest.delegate_id == HandOut.delegate_id)
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .where(Item.kind == kind, HandOutUndo.id.is_(None))
    )
    return {delegate_id for delegate_id in rows if delegate_id is not None}


def _paid_out(session: Session) -> set[int]:
    rows = session.scalars(
        select(PayOut.delegate_id)
        .outerjoin(Reversal, Reversal.of_fact == PayOut.id)
        .where(PayOut.kind == "lecture_fee", Reversal.id.is_(None))
    )
    return {delegate_id for delegate_id in rows if delegate_id is not None}
