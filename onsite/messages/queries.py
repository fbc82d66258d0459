"""Reading the log of incidents: for control, for the report, and how many are open."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.messages.models import Incident, IncidentStep
from onsite.messages.shapes import Incidents, IncidentShape, IncidentStepShape
from onsite.registration.models import Delegate
from onsite.units import rfc3339

_STATES = case({"open": 0, "solved": 1, "checked": 2}, value=Incident.state, else_=3)
_GRAVITIES = case({"grave": 0, "serious": 1, "minor": 2}, value=Incident.gravity, else_=3)


class IncidentTold(TypedDict):
    """An incident for the report. `by` is who noted it; None where it has not come so far."""

    number: int
    kind: str
    gravity: str
    sort: str | None
    state: str
    words: str
    place: str
    reg_no: str | None
    name: str | None
    given_to: str | None
    at: datetime
    by: str
    solution: str
    solved_at: datetime | None
    solved_by: str | None
    checked_at: datetime | None
    checked_by: str | None
    reopened_count: int


def incidents_told(session: Session) -> list[IncidentTold]:
    """List every incident for the report, in the order in which they were noted."""
    rows = session.execute(_incidents().order_by(Incident.number)).all()
    steps = _steps(session)
    return [_told(row, delegate, name, steps[row.id]) for row, delegate, name in rows]


def open_incident_count(session: Session) -> int:
    """Count what nobody has solved yet."""
    return session.scalar(select(func.count()).where(Incident.state == "open")) or 0


def incidents(
    session: Session,
    *,
    state: str | None = None,
    kind: str | None = None,
    gravity: str | None = None,
    shows_persons: bool,
) -> Incidents:
    """List the log: open ones first, among them the graver and then the older.

    Args:
        session: A reading session.
        state: Only those that stand there.
        kind: Only these.
        gravity: Only those so grave.
        shows_persons: Whether names are told; what is said about a named person is left out else.
    """
    chosen = _incidents().order_by(_STATES, _GRAVITIES, Incident.number)
    for column, wanted in (
        (Incident.state, state),
        (Incident.kind, kind),
        (Incident.gravity, gravity),
    ):
        if wanted is not None:
            chosen = chosen.where(column == wanted)
    steps = _steps(session)
    return {
        "incidents": [
            _shape(row, delegate, name, steps[row.id], shows_persons=shows_persons)
            for row, delegate, name in session.execute(chosen)
        ],
        "open_count": open_incident_count(session),
    }


def _incidents() -> Select[Incident, Delegate, str]:
    return (
        select(Incident, Delegate, StationRow.name)
        .outerjoin(Delegate, Delegate.id == Incident.delegate_id)
        .outerjoin(StationRow, StationRow.id == Incident.station)
    )


def _steps(session: Session) -> dict[str, list[IncidentStep]]:
    found: dict[str, list[IncidentStep]] = defaultdict(list)
    for row in session.scalars(select(IncidentStep).order_by(IncidentStep.at, IncidentStep.id)):
        found[row.incident_id].append(row)
    return found


def _told(
    row: Incident, delegate: Delegate | None, station: str | None, steps: list[IncidentStep]
) -> IncidentTold:
    solved = _last(steps, "solved") if row.state != "open" else None
    checked = _last(steps, "checked") if row.state == "checked" else None
    return {
        "number": row.number,
        "kind": row.kind,
        "gravity": row.gravity,
        "sort": row.sort,
        "state": row.state,
        "words": row.words,
        "place": row.place,
        "reg_no": delegate.reg_no if delegate else None,
        "name": delegate.name if delegate else None,
        "given_to": row.given_to,
        "at": row.at,
        "by": row.operator or station or row.station,
        "solution": solved.note if solved else "",
        "solved_at": solved.at if solved else None,
        "solved_by": (solved.operator or solved.station) if solved else None,
        "checked_at": checked.at if checked else None,
        "checked_by": (checked.operator or checked.station) if checked else None,
        "reopened_count": sum(each.step == "reopened" for each in steps),
    }


def _last(steps: Iterable[IncidentStep], step: str) -> IncidentStep | None:
    return next((each for each in reversed(list(steps)) if each.step == step), None)


def _shape(
    row: Incident,
    delegate: Delegate | None,
    station: str | None,
    steps: list[IncidentStep],
    *,
    shows_persons: bool,
) -> IncidentShape:
    hides = delegate is not None and not shows_persons
    return {
        "id": row.id,
        "number": row.number,
        "kind": row.kind,
        "words": None if hides else row.words,
        "place": row.place,
        "reg_no": delegate.reg_no if delegate and not hides else None,
        "name": delegate.name if delegate and not hides else None,
        "has_person": delegate is not None,
        "gravity": row.gravity,
        "state": row.state,
        "sort": row.sort,
        "given_to": row.given_to,
        "at": rfc3339(row.at),
        "station": row.station,
        "station_name": station or row.station,
        "operator": row.operator,
        "steps": [_step(each, hides=hides) for each in steps],
    }


def _step(row: IncidentStep, *, hides: bool) -> IncidentStepShape:
    return {
        "step": row.step,
        "sort": row.sort,
        "gravity": row.gravity,
        "given_to": row.given_to,
        "note": "" if hides else row.note,
        "at": rfc3339(row.at),
        "operator": row.operator,
        "station": row.station,
    }
