"""Proving at a kiosk who one is, without a code."""

from datetime import timedelta

from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.once import answered_before, fingerprint, keep
from onsite.registration import names, persons, queries, search
from onsite.registration.models import (
    Challenge,
    Delegate,
)
from onsite.registration.views import masked

CHALLENGE_TRIES = 3
CHALLENGE_PAUSE = timedelta(minutes=2)


def challenge(
    session: Session, *, challenge_id: str, phone_tail: str, fact: str, asking: Asking
) -> bytes:
    """Let someone without a code prove who she is by two facts; never tells more than her own data.

    Two people whom the facts fit are sent to the desk like a third wrong try.
    """
    asked = fingerprint([phone_tail, fact])
    before = answered_before(session, Challenge, challenge_id, asked)
    if before is not None:
        return before
    failed = queries.failed_challenges(
        session, station=asking.station, since=asking.now - CHALLENGE_PAUSE
    )
    fitting = [] if failed >= CHALLENGE_TRIES else _fitting(session, phone_tail, fact)
    person = persons.person_by_reg_no(session, fitting[0].reg_no) if len(fitting) == 1 else None
    left = 0 if len(fitting) > 1 else max(0, CHALLENGE_TRIES - failed - 1)
    outcome = "passed" if person else ("failed" if left else "escalated")
    answer = {
        "challenge_id": challenge_id,
        "outcome": outcome,
        "left": left,
        "reg_no": person.reg_no if person else None,
        "delegate": masked(session, person) if person else None,
    }
    return keep(
        session,
        Challenge,
        challenge_id,
        asked,
        answer,
        station=asking.station,
        delegate_id=person.id if person else None,
        outcome=outcome,
        at=asking.now,
    )


def _fitting(session: Session, phone_tail: str, fact: str) -> list[Delegate]:
    return [
        row
        for row in search.with_phone_tail(session, phone_tail)
        if names.proves(
            fact, name=row.name, latin_name=row.latin_name, organisation=row.organisation
        )
    ]
