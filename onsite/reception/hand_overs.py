"""A kiosk's turn goes on at the delegate's own phone, which is a kiosk for twenty minutes."""

import base64
import hashlib
import hmac
from datetime import timedelta

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.access.service import lend_to_phone
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.reception.bodies import HandOverBody
from onsite.reception.models import HandOver
from onsite.units import rfc3339

LASTS = timedelta(minutes=20)


@once(HandOver)
def hand_over(session: Session, body: HandOverBody, asking: Asked) -> bytes:
    """Make a kiosk of a phone; the answer lacks the address, which is nowhere kept.

    Raises:
        OnsiteError: ``phone_already`` (409) at a phone that was itself handed over; ``id_reused``.
    """
    kiosk = asking.principal.station
    if kiosk.parent is not None:
        raise OnsiteError(
            "phone_already",
            "This phone goes on for a kiosk already; finish here, or scan the kiosk's code again.",
            status=409,
            field="hand_over_id",
        )
    ends_at = asking.now + LASTS
    phone = lend_to_phone(
        session,
        kiosk=kiosk,
        link=link_of(session, str(body.hand_over_id)),
        now=asking.now,
        ends_at=ends_at,
    )
    return asking.keep(
        {"station": phone, "ends_at": rfc3339(ends_at)}, phone=phone, ends_at=ends_at
    )


def link_of(session: Session, hand_over_id: str) -> str:
    """Make the secret of a hand-over's address from the event's key: told twice, and kept never."""
    key = the_event(session).identity_key.encode()
    digest = hmac.new(key, f"hand-over {hand_over_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()
