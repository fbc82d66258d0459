"""Routes of one step across rooms: a check-in with its badge, a person with all that concerns her."""

from typing import Annotated

from flask import Response
from sqlalchemy.orm import Session

from onsite.access.rules import DESKS, KIOSKS
from onsite.asking import LOCAL
from onsite.badges.queries import badge_of
from onsite.badges.service import queue_badge
from onsite.errors import OnsiteError
from onsite.registration import queries, service, views
from onsite.registration.bodies import CheckInBody, LookupBody
from onsite.registration.rules import decide_check_in
from onsite.registration.shapes import Card, CheckInAnswer, DeskLookup, KioskLookup
from onsite.web import Api, Call

api = Api("desks")


@api.post("/check-ins", stations=DESKS | KIOSKS, body=CheckInBody)
def post_check_in(call: Call, body: CheckInBody) -> Annotated[Response, CheckInAnswer]:
    """Check a delegate in, and print the badge if asked."""
    if (body.credential is None) == (body.reg_no is None):
        raise OnsiteError("malformed", "Send either credential or reg_no.", field="credential")
    if not (body.credential or body.reg_no or "").strip():
        field = "reg_no" if body.credential is None else "credential"
        raise OnsiteError("malformed", f"The {field} is empty.", field=field)
    return call.write(service.check_in, body, queue_badge=queue_badge)


@api.get("/delegates/<path:reg_no>", stations=DESKS)
def get_delegate(call: Call, reg_no: str) -> Card:
    """Show one delegate's card."""
    with call.database.read() as session:
        return desk_card(session, reg_no)


@api.post("/lookups", stations=DESKS | KIOSKS, body=LookupBody)
def post_lookup(call: Call, body: LookupBody) -> DeskLookup | KioskLookup:
    """Tell whose credential this is: the card at a desk, masked at a kiosk."""
    with call.database.read() as session:
        person = queries.person_by_credential(session, body.credential)
        if person is None:
            return {"reason": "unknown_credential", "delegate": None}
        _, reason = decide_check_in(person.standing)
        if call.station.role in DESKS | {LOCAL}:
            return {"reason": reason, "delegate": desk_card(session, person.reg_no)}
        return {"reason": reason, "delegate": views.masked(person)}


def desk_card(session: Session, reg_no: str) -> Card:
    """Join a person's card with her badge's print jobs."""
    return views.card(session, reg_no, badge=badge_of(session, reg_no=reg_no))
