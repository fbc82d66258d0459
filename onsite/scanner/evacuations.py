"""An evacuation: everyone inside when it begins is listed, and marked off by whoever sees her outside.

One runs at a time. Doors go on counting as they did; the list is of the moment it began. Reading it is
`evacuation_lists`' work.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.queries import the_event
from onsite.asking import need_reason
from onsite.errors import OnsiteError, not_found
from onsite.once import Asked, once
from onsite.registration.models import Delegate
from onsite.scanner import queries
from onsite.scanner.evacuation_bodies import EvacuationBody, EvacuationEndBody, EvacuationMarkBody
from onsite.scanner.evacuation_rows import (
    Evacuation,
    EvacuationEnd,
    EvacuationHall,
    EvacuationMark,
    EvacuationPerson,
    RunningEvacuation,
)
from onsite.scanner.let_in_alone import let_in_alone
from onsite.scanner.whereabouts import by_name, each_once, insiders, unnamed_count
from onsite.units import rfc3339

CHANGED = "evacuation"
_ONLY = 1  # the key of the one that runs


@once(Evacuation)
def begin(session: Session, body: EvacuationBody, asking: Asked) -> bytes:
    """Order everyone out, and list who is inside now, by the event's word or a door's. Events: `Changed`.

    Raises:
        OnsiteError: ``reason_needed``, ``evacuation_running`` (409, saying which), ``id_reused``.
    """
    need_reason(body.reason)
    evacuation_id = str(body.evacuation_id)
    _refuse_a_second(session)
    zone = ZoneInfo(the_event(session).time_zone)
    halls = [hall.code for hall in queries.halls(session)]
    alone = let_in_alone(session, at=asking.now, zone=zone)
    counted = [
        insider
        for hall in halls
        for insider in insiders(session, hall=hall, at=asking.now, zone=zone)
    ]
    found = each_once([*counted, *by_name(alone)])
    unnamed = {
        hall: unnamed_count(session, hall=hall, at=asking.now, zone=zone, alone=alone)
        for hall in halls
    }
    answer = asking.keep(
        {
            "reason": body.reason.strip(),
            "at": rfc3339(asking.now),
            "people": len(found),
            "unnamed": sum(unnamed.values()),
        },
        reason=body.reason.strip(),
    )
    take_place(session, evacuation_id)
    if found:
        session.execute(
            insert(EvacuationPerson),
            [
                {
                    "evacuation_id": evacuation_id,
                    "delegate_id": each.delegate_id,
                    "hall": each.hall,
                    "since": each.first_at,
                    "mark_id": None,
                    "is_out": False,
                }
                for each in found
            ],
        )
    session.add_all(
        EvacuationHall(evacuation_id=evacuation_id, hall=hall, unnamed_count=count)
        for hall, count in unnamed.items()
        if count
    )
    events.record(session, events.Changed(CHANGED, evacuation_id))
    return answer


@once(EvacuationMark)
def mark(session: Session, body: EvacuationMarkBody, asking: Asked) -> bytes:
    """Mark one person as outside, or take that back; the last word holds. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_evacuation`` 404, ``evacuation_over`` 409, ``not_on_list`` 404,
            ``id_reused``.
    """
    evacuation_id = str(body.evacuation_id)
    _refuse_when_over(session, evacuation_id)
    delegate_id = _on_list(session, evacuation_id, body.reg_no)
    answer = asking.keep(
        {
            "evacuation_id": evacuation_id,
            "reg_no": body.reg_no,
            "is_out": body.is_out,
            "marked_by": asking.principal.station.name,
            "at": rfc3339(asking.now),
        },
        evacuation_id=evacuation_id,
        delegate_id=delegate_id,
        is_out=body.is_out,
    )
    session.execute(
        update(EvacuationPerson)
        .where(
            EvacuationPerson.evacuation_id == evacuation_id,
            EvacuationPerson.delegate_id == delegate_id,
        )
        .values(mark_id=str(body.evacuation_mark_id), is_out=body.is_out)
    )
    events.record(session, events.Changed(CHANGED, evacuation_id))
    return answer


@once(EvacuationEnd)
def end(session: Session, body: EvacuationEndBody, asking: Asked) -> bytes:
    """Say that it is over; the list stays. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_evacuation`` 404, ``evacuation_over`` 409, ``id_reused``.
    """
    evacuation_id = str(body.evacuation_id)
    _refuse_when_over(session, evacuation_id)
    answer = asking.keep(
        {"evacuation_id": evacuation_id, "at": rfc3339(asking.now)}, evacuation_id=evacuation_id
    )
    session.delete(session.get_one(RunningEvacuation, _ONLY))
    events.record(session, events.Changed(CHANGED, evacuation_id))
    return answer


def running(session: Session) -> str | None:
    """Name the evacuation that runs now."""
    found = session.get(RunningEvacuation, _ONLY)
    return found.evacuation_id if found else None


def take_place(session: Session, evacuation_id: str) -> None:
    """Take the one place of the evacuation that runs.

    Raises:
        OnsiteError: ``evacuation_running`` (409): another began at the same moment.
    """
    try:
        with session.begin_nested():
            session.execute(
                insert(RunningEvacuation), {"id": _ONLY, "evacuation_id": evacuation_id}
            )
    except IntegrityError as error:
        raise _is_running(None) from error


def _refuse_a_second(session: Session) -> None:
    known = running(session)
    if known is not None:
        raise _is_running(session.get_one(Evacuation, known))


def _is_running(found: Evacuation | None) -> OnsiteError:
    which = f" {found.id} since {rfc3339(found.at)} ({found.reason})" if found else ""
    return OnsiteError(
        "evacuation_running",
        f"An evacuation runs already:{which or ' it began this moment'}; go on with that one.",
        status=409,
        field="evacuation_id",
    )


def _refuse_when_over(session: Session, evacuation_id: str) -> None:
    if session.get(Evacuation, evacuation_id) is None:
        raise not_found("evacuation", evacuation_id, field="evacuation_id")
    if running(session) != evacuation_id:
        raise OnsiteError(
            "evacuation_over",
            f"This evacuation ended at {_ended_at(session, evacuation_id)}; its list stays as it is.",
            status=409,
            field="evacuation_id",
        )


def _ended_at(session: Session, evacuation_id: str) -> str:
    found: datetime = session.scalars(
        select(EvacuationEnd.at).where(EvacuationEnd.evacuation_id == evacuation_id)
    ).one()
    return rfc3339(found)


def _on_list(session: Session, evacuation_id: str, reg_no: str) -> int:
    found = session.scalar(
        select(EvacuationPerson.delegate_id)
        .join(Delegate, Delegate.id == EvacuationPerson.delegate_id)
        .where(EvacuationPerson.evacuation_id == evacuation_id, Delegate.reg_no == reg_no)
    )
    if found is None:
        raise OnsiteError(
            "not_on_list",
            f"{reg_no[:40]!r} is not on this evacuation's list: she was in no hall when it began.",
            status=404,
            field="reg_no",
        )
    return found
