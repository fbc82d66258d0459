"""A lost badge: every code dies, the event's fee is charged, and the new badge prints."""

from dataclasses import replace

from sqlalchemy.orm import Session

from onsite.asking import need_reason
from onsite.badges.service import AFTER
from onsite.desks.reprints import reprint
from onsite.finance import queries as money
from onsite.finance import service as finance
from onsite.once import Asked, once
from onsite.registration import corrections, queries
from onsite.registration.bodies import RevocationBody
from onsite.registration.models import Revocation
from onsite.registration.standings import must_not_be_merged


@once(Revocation)
def replace_lost_badge(session: Session, body: RevocationBody, asking: Asked) -> bytes:
    """Kill every credential of a person whose badge is lost, and issue a new one.

    Raises:
        OnsiteError: ``merged`` (409), ``reason_needed``, ``unknown_registration``, ``id_reused``.
    """
    need_reason(body.reason)
    row = queries.held_delegate(session, body.reg_no, field="reg_no")
    must_not_be_merged(session, row)
    died = corrections.living_credentials(session, row)
    fee = money.policy(session).lost_badge_fee_fen
    if fee:
        finance.charge(
            session,
            row.id,
            kind="lost_badge",
            amount_fen=fee,
            reason=body.reason,
            asking=asking,
            fact_id=str(body.revocation_id),
        )
    # Younger than the loss, which is written with this answer: what is older died with it.
    after = replace(asking, now=asking.now + AFTER)
    printed = reprint(session, row, wanted=body.print, reason=body.reason, asking=after)
    answer = asking.keep(
        {
            "reg_no": row.reg_no,
            "revoked": died,
            "print_job": printed.job,
            "fee_fen": fee,
            "notes": printed.notes,
        },
        delegate_id=row.id,
        reason=body.reason,
    )
    corrections.replace_credentials(
        session, row, revocation_id=str(body.revocation_id), now=asking.now
    )
    return answer
