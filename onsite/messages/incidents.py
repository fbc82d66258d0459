"""The log of incidents and complaints: noted, sorted, given to someone, solved, checked, reopened."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from onsite import events
from onsite.errors import OnsiteError, not_found
from onsite.messages.bodies import IncidentBody, IncidentStepBody
from onsite.messages.models import Incident, IncidentStep
from onsite.messages.rules import STEPS
from onsite.once import Asked, once
from onsite.registration.queries import delegate

CHANGED = "incidents"
# What a step can't be taken without.
_NEEDED = {
    "assigned": ("given_to", "Say who takes care of it."),
    "solved": ("note", "Say what was done."),
    "reopened": ("note", "Say why it is open again."),
}


@once(Incident)
def note(session: Session, body: IncidentBody, asking: Asked) -> bytes:
    """Note an incident or a complaint. Events: `Changed`.

    Raises:
        OnsiteError: ``words_needed``, ``unknown_registration`` 404, ``id_reused``.
    """
    if not body.words.strip():
        raise OnsiteError("words_needed", "Say in a few words what happened.", field="words")
    reg_no = (body.reg_no or "").strip()
    person = delegate(session, reg_no, field="reg_no") if reg_no else None
    number = (session.scalar(select(func.max(Incident.number))) or 0) + 1
    events.record(session, events.Changed(CHANGED))
    return asking.keep(
        {"number": number},
        number=number,
        kind=body.kind,
        words=body.words.strip(),
        place=body.place.strip(),
        delegate_id=person.id if person else None,
        gravity=body.gravity,
        state="open",
        sort=None,
        given_to=None,
    )


@once(IncidentStep)
def step(session: Session, body: IncidentStepBody, asking: Asked) -> bytes:
    """Take the next step; it stays on record with who and when. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_incident`` 404, ``detail_missing``, ``incident_moved_on`` 409 where the
            step does not follow on where it stands, ``id_reused``.
    """
    incident_id = str(body.incident_id)
    if session.get(Incident, incident_id) is None:
        raise not_found("incident", incident_id, field="incident_id")
    _refuse_incomplete(body)
    state = _moved(session, incident_id, body)
    events.record(session, events.Changed(CHANGED))
    return asking.keep(
        {"incident_id": incident_id, "state": state},
        incident_id=incident_id,
        step=body.step,
        sort=body.sort,
        gravity=body.gravity,
        given_to=(body.given_to or "").strip() or None,
        note=body.note.strip(),
    )


def _refuse_incomplete(body: IncidentStepBody) -> None:
    if body.step == "sorted" and body.sort is None and body.gravity is None:
        raise OnsiteError(
            "detail_missing", "Sorting needs to know of what sort, or how grave.", field="sort"
        )
    field, wanted = _NEEDED.get(body.step, ("", ""))
    if field and not (getattr(body, field) or "").strip():
        raise OnsiteError("detail_missing", wanted, field=field)


def _moved(session: Session, incident_id: str, body: IncidentStepBody) -> str:
    """Bring the incident's row to where the step leads; its state then."""
    before, after = STEPS[body.step]
    values: dict[str, object] = {"state": after} if after else {}
    if body.step == "sorted":
        values |= {k: v for k, v in (("sort", body.sort), ("gravity", body.gravity)) if v}
    if body.step == "assigned":
        values["given_to"] = (body.given_to or "").strip()
    if not values:
        values = {"state": Incident.state}
    moved = session.execute(
        update(Incident)
        .where(Incident.id == incident_id, Incident.state.in_(before))
        .values(**values)
        .returning(Incident.state),
        execution_options={"synchronize_session": False},
    ).scalar_one_or_none()
    if moved is None:
        raise OnsiteError(
            "incident_moved_on",
            "Somebody else was there first: this step does not follow on where it stands now; "
            "look at it again.",
            status=409,
            field="step",
        )
    return moved
