"""A check-in with its badge and its bag: one step, one transaction."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from onsite.asking import Asking, Principal
from onsite.badges.service import queue_badge
from onsite.errors import OnsiteError
from onsite.handouts.service import give_all
from onsite.once import Asked, once
from onsite.registration import service
from onsite.registration.bodies import CheckInBody, GroupCheckInBody
from onsite.registration.models import GroupCheckIn
from onsite.registration.service import QueuedJob, Steps

IN_ORDER = timedelta(microseconds=1)  # between the badges of a group: jobs print by their time


def check_in(
    session: Session, body: CheckInBody, asking: Asking, *, noted_at: datetime | None = None
) -> bytes:
    """Check a person in, print her badge and hand out what is due, as far as asked.

    Args:
        session: The use case's session.
        body: Whom, and what besides.
        asking: Who asks, and the instant the check-in is as of.
        noted_at: When it was typed from paper; None on the screen.
    """
    steps = Steps(queue_badge, hand_out=give_all, noted_at=noted_at)
    return service.check_in(session, body, asking, steps=steps)


@once(GroupCheckIn)
def check_in_group(session: Session, body: GroupCheckInBody, asking: Asked) -> bytes:
    """Check several people in at once; their badges print in the order given.

    Who can't be checked in is told why and keeps nobody from it.

    Raises:
        OnsiteError: ``named_twice``, ``other_zone`` (403), ``id_reused``.
    """
    numbers = distinct(body.reg_nos)
    people = [_one(session, body, reg_no, nth, asking) for nth, reg_no in enumerate(numbers)]
    return asking.keep({"people": people}, reg_nos=numbers)


def distinct(reg_nos: list[str]) -> list[str]:
    """Strip a list of numbers; raises ``named_twice`` where one stands twice."""
    numbers = [reg_no.strip() for reg_no in reg_nos]
    for nth, reg_no in enumerate(numbers):
        if reg_no in numbers[:nth]:
            raise OnsiteError(
                "named_twice",
                f"{reg_no[:40]!r} stands twice in the list; name everyone once.",
                field=f"reg_nos[{nth}]",
            )
    return numbers


def _one(
    session: Session, body: GroupCheckInBody, reg_no: str, nth: int, asking: Asking
) -> dict[str, Any]:
    def queue_in_order(
        session: Session, *, reg_no: str, principal: Principal, now: datetime
    ) -> QueuedJob:
        at = now + nth * IN_ORDER
        is_batch = len(body.reg_nos) > 1
        return queue_badge(session, reg_no=reg_no, principal=principal, now=at, is_batch=is_batch)

    one = CheckInBody(
        check_in_id=uuid.uuid5(body.group_check_in_id, reg_no),
        reg_no=reg_no,
        print=body.print,
        hand_out=body.hand_out,
    )
    steps = Steps(queue_in_order, hand_out=give_all)
    answer: dict[str, Any] = msgspec.json.decode(
        service.check_in(session, one, asking, steps=steps)
    )
    return {"reg_no": reg_no, **answer}
