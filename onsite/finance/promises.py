"""Promises: a transfer slip photographed at the desk lets a person in; the money is chased until seen."""

import base64
import binascii
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.errors import OnsiteError, not_found
from onsite.finance import queries
from onsite.finance.bodies import PromiseBody
from onsite.finance.ledger import locked
from onsite.finance.models import Promise
from onsite.once import Asked, once
from onsite.registration.bodies import OverrideBody
from onsite.registration.corrections import override
from onsite.registration.models import Delegate
from onsite.registration.names import masked_phone
from onsite.units import rfc3339, yuan

BEGINNINGS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
LARGEST = 600_000  # bytes of a picture


@once(Promise)
def promise(session: Session, body: PromiseBody, asking: Asked) -> bytes:
    """Let a person in on the picture of her transfer slip: an override, with the slip as its reason.

    Raises:
        OnsiteError: ``bad_picture``; ``nothing_owed`` (409); ``promised_already`` (409) while another
            slip for it waits to be seen; ``over_payment`` for more than is owed; ``payer_needed``;
            ``unknown_registration``.
    """
    person = locked(session, body.reg_no)
    picture, mime = _picture(body.picture)
    payer = body.payer.strip()
    if not payer:
        raise OnsiteError("payer_needed", "Say who transferred the money.", field="payer")
    _must_be_owed(person, body.amount_fen)
    _must_be_the_only_one(session, person)
    answer = asking.keep(
        {"reg_no": person.reg_no, "amount_fen": body.amount_fen, "released": True},
        delegate_id=person.id,
        amount_fen=body.amount_fen,
        payer=payer,
        picture=picture,
        mime=mime,
    )
    reason = f"转账凭证 Transfer slip: {payer}, ¥{yuan(body.amount_fen)}"
    told = OverrideBody(override_id=body.promise_id, reg_no=person.reg_no, reason=reason)
    override(session, told, asking)
    return answer


def to_chase(session: Session, *, is_all: bool) -> list[dict[str, Any]]:
    """List what was promised and not yet seen, the oldest first; with ``is_all`` the settled too."""
    rows = session.execute(
        select(Promise, Delegate)
        .join(Delegate, Delegate.id == Promise.delegate_id)
        .order_by(Promise.at, Promise.id)
    )
    shown = [_shown(session, row, person) for row, person in rows]
    return [row for row in shown if is_all or not row["settled"]]


def picture_of(session: Session, promise_id: str) -> tuple[bytes, str]:
    """Read a slip's picture and its media type, or raise ``unknown_promise``."""
    row = session.get(Promise, promise_id)
    if row is None:
        raise not_found("promise", promise_id)
    return row.picture, row.mime


def _shown(session: Session, row: Promise, person: Delegate) -> dict[str, Any]:
    return {
        "id": row.id,
        "reg_no": person.reg_no,
        "name": person.name,
        "organisation": person.organisation,
        "phone_masked": masked_phone(person.phone),
        "amount_fen": row.amount_fen,
        "payer": row.payer,
        "at": rfc3339(row.at),
        "owes_fen": max(0, person.balance_fen),
        "settled": queries.is_settled(session, row, person),
    }


def _must_be_owed(person: Delegate, amount_fen: int) -> None:
    owed = max(0, person.balance_fen)
    if owed == 0:
        raise OnsiteError(
            "nothing_owed",
            "She owes nothing; no promise is needed to let her in.",
            status=409,
            field="reg_no",
        )
    if amount_fen > owed:
        raise OnsiteError(
            "over_payment",
            f"{person.reg_no} owes ¥{yuan(owed)}; promise no more than that.",
            field="amount_fen",
        )


def _must_be_the_only_one(session: Session, person: Delegate) -> None:
    waiting = queries.open_promise(session, person)
    if waiting is not None:
        raise OnsiteError(
            "promised_already",
            f"{waiting.payer} promised ¥{yuan(waiting.amount_fen)} for {person.reg_no} already, at "
            f"{rfc3339(waiting.at)}; she is let in. Enter the transfer when it is seen.",
            status=409,
            field="reg_no",
        )


def _picture(encoded: str) -> tuple[bytes, str]:
    """Decode a picture; what it is its first bytes say."""
    try:
        picture = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise _bad_picture() from error
    mime = next((mime for mark, mime in BEGINNINGS.items() if picture.startswith(mark)), None)
    if mime is None or len(picture) > LARGEST:
        raise _bad_picture()
    return picture, mime


def _bad_picture() -> OnsiteError:
    return OnsiteError(
        "bad_picture",
        f"The picture is a JPEG or PNG in base64 of at most {LARGEST // 1000} kB; take it again.",
        field="picture",
    )
