"""Calls for help from a kiosk, a door or a desk, and who goes."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.models import StationRow
from onsite.access.rules import KIOSKS
from onsite.errors import OnsiteError, not_found
from onsite.once import Asked, once
from onsite.reception.bodies import HelpCallAnswerBody, HelpCallBody
from onsite.reception.models import HelpCall, HelpCallAnswer
from onsite.reception.shapes import HelpCalls, HelpCallShape
from onsite.registration.models import Zone
from onsite.units import rfc3339

SHOWN_FOR = timedelta(hours=2)  # an answered call; an open one until someone goes


@once(HelpCall)
def call_help(session: Session, body: HelpCallBody, asking: Asked) -> bytes:
    """Call a person to this station. Events: `Changed`."""
    events.record(session, events.Changed("help_calls", str(body.help_call_id)))
    return asking.keep({"kind": body.kind}, kind=body.kind, note=body.note.strip())


@once(HelpCallAnswer)
def answer_call(session: Session, body: HelpCallAnswerBody, asking: Asked) -> bytes:
    """Say that one goes to a call; the first who says so does. Events: `Changed`.

    A kiosk answers its own call when the person there needs nobody any more.

    Raises:
        OnsiteError: ``unknown_help_call`` 404, ``not_this_station`` 403 for another kiosk's call,
            ``call_answered`` 409, ``id_reused``.
    """
    call_id = str(body.help_call_id)
    called = session.get(HelpCall, call_id)
    if called is None:
        raise not_found("help call", call_id, field="help_call_id")
    if asking.principal.station.role in KIOSKS and called.station != asking.station:
        raise OnsiteError(
            "not_this_station",
            "A kiosk takes back its own calls only; a desk answers the others.",
            status=403,
            field="help_call_id",
        )
    before = session.scalars(
        select(HelpCallAnswer).where(HelpCallAnswer.help_call_id == call_id)
    ).one_or_none()
    if before is not None:
        raise OnsiteError(
            "call_answered",
            f"{before.operator or _where_from(session, before.station, 'en')} is on the way already; "
            "nothing to do.",
            status=409,
            field="help_call_id",
        )
    events.record(session, events.Changed("help_calls", call_id))
    return asking.keep({"help_call_id": call_id}, help_call_id=call_id)


def calls(
    session: Session, *, now: datetime, language: str, station: str | None = None
) -> HelpCalls:
    """List the calls that are open or were answered lately, open ones and the oldest first.

    Args:
        session: A reading session.
        now: When.
        language: Of the names of zones.
        station: Only this station's own, as its public screen shows them: where the one who comes
            is from, and nobody's name. None for all, with names.
    """
    chosen = (
        select(HelpCall, HelpCallAnswer, StationRow.name, StationRow.zone)
        .outerjoin(HelpCallAnswer, HelpCallAnswer.help_call_id == HelpCall.id)
        .outerjoin(StationRow, StationRow.id == HelpCall.station)
        .where((HelpCallAnswer.id.is_(None)) | (HelpCallAnswer.at > now - SHOWN_FOR))
        .order_by(HelpCallAnswer.id.is_not(None), HelpCall.at)
    )
    if station is not None:
        chosen = chosen.where(HelpCall.station == station)
    found = [
        _shape(row, name, zone, answer, _comes(session, answer, language, names=station is None))
        for row, answer, name, zone in session.execute(chosen)
    ]
    return {
        "help_calls": found,
        "open_count": sum(row["answered_at"] is None for row in found),
    }


def _comes(
    session: Session, answer: HelpCallAnswer | None, language: str, *, names: bool
) -> str | None:
    if answer is None:
        return None
    return (names and answer.operator) or _where_from(session, answer.station, language)


def _where_from(session: Session, station: str, language: str) -> str:
    """Name a station for people: as it was called, else by its zone, and by its id at last."""
    row = session.get(StationRow, station)
    if row is None or row.name != row.id or row.zone is None:
        return row.name if row else station
    zone = session.get(Zone, row.zone)
    if zone is None:
        return row.name
    return (zone.name_en if language == "en" else "") or zone.name


def _shape(
    row: HelpCall,
    station_name: str | None,
    zone: str | None,
    answer: HelpCallAnswer | None,
    comes: str | None,
) -> HelpCallShape:
    return {
        "id": row.id,
        "kind": row.kind,
        "note": row.note,
        "station": row.station,
        "station_name": station_name or row.station,
        "zone": zone,
        "at": rfc3339(row.at),
        "answered_at": rfc3339(answer.at) if answer else None,
        "answered_by": comes,
    }
