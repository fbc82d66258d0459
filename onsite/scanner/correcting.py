"""Counting a hall by hand: what a person says is inside holds from then on, whatever the scans say."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite import events
from onsite.access.queries import the_event
from onsite.asking import need_reason
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.scanner import presences, queries
from onsite.scanner.door_bodies import HallCorrectionBody
from onsite.scanner.door_rows import HallCorrection
from onsite.scanner.models import Hall

COUNTED_AT_MOST = 100_000
TIMES_THE_CAPACITY = 10  # more is a slip of the finger


@once(HallCorrection)
def correct_hall(session: Session, body: HallCorrectionBody, asking: Asked) -> bytes:
    """Set how many are inside a hall now; who is in there by her scans stays as it is. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_hall`` 404, ``not_this_hall`` 403 at a door of another one,
            ``impossible_count``, ``reason_needed``, ``id_reused``.
    """
    need_reason(body.reason)
    hall = queries.hall(session, body.hall)
    _check_own(session, hall, asking)
    _check_possible(hall, body.inside)
    zone = ZoneInfo(the_event(session).time_zone)
    period = queries.period_of_hall(session, hall.code, at=asking.now, zone=zone)
    counted = queries.counted(session, hall=hall.code, period=period)
    presences.correct(
        session,
        hall=hall.code,
        period=period,
        difference=body.inside - counted.inside,
        at=asking.now,
    )
    events.record(session, events.Changed("roster"))  # doors that go on alone count on from it
    difference = body.inside - counted.shown
    return asking.keep(
        {"hall": hall.code, "inside": body.inside, "difference": difference},
        hall=hall.code,
        inside=body.inside,
        difference=difference,
        reason=body.reason.strip(),
    )


def _check_own(session: Session, hall: Hall, asking: Asked) -> None:
    own = asking.principal.station.checkpoint
    if own is not None and queries.checkpoint(session, own).hall != hall.code:
        raise OnsiteError(
            "not_this_hall",
            f"This station is a door of another hall; count {hall.code} at its own door.",
            status=403,
            field="hall",
        )


def _check_possible(hall: Hall, count: int) -> None:
    if count < 0:
        raise OnsiteError(
            "impossible_count", "Nobody inside is 0; say how many there are.", field="inside"
        )
    most = min(COUNTED_AT_MOST, TIMES_THE_CAPACITY * (hall.capacity or COUNTED_AT_MOST))
    if count > most:
        raise OnsiteError(
            "impossible_count",
            f"{hall.code} can't hold so many: {most} is the most that is believed. Count again.",
            field="inside",
        )
