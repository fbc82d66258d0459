"""Routes of what staff tell each other: calls, reminders, incidents, the contact sheet."""

from typing import Annotated, Literal

import msgspec
from flask import Response, request

from onsite.access.rules import BOARDS, CONTROLS, DESKS, sees_persons
from onsite.badges import documents
from onsite.messages import (
    addressing,
    calls,
    contact_paper,
    contacts,
    incidents,
    queries,
    reminders,
)
from onsite.messages.addressing import STAFFED
from onsite.messages.bodies import (
    ContactSheetBody,
    IncidentBody,
    IncidentStepBody,
    ReminderBody,
    ReminderEndBody,
    StationCallAnswerBody,
    StationCallBody,
)
from onsite.messages.shapes import (
    CallPlaces,
    Contacts,
    ContactSheetKept,
    IncidentNoted,
    Incidents,
    IncidentStepTaken,
    ReminderOff,
    ReminderOn,
    Reminders,
    StationCallAnswered,
    StationCalls,
    StationCallSent,
)
from onsite.off_hub import off_hub
from onsite.web import Api, Call, convert

api = Api("messages")


class _Filter(msgspec.Struct):
    state: Literal["open", "solved", "checked"] | None = None
    kind: Literal["incident", "complaint"] | None = None
    gravity: Literal["minor", "serious", "grave"] | None = None


@api.post("/station-calls", stations=STAFFED, body=StationCallBody)
def post_station_call(call: Call, body: StationCallBody) -> Annotated[Response, StationCallSent]:
    """Call other stations: shown there at once, until somebody has heard it."""
    return call.write(calls.call, body)


@api.post("/station-call-answers", stations=STAFFED, body=StationCallAnswerBody)
def post_station_call_answer(
    call: Call, body: StationCallAnswerBody
) -> Annotated[Response, StationCallAnswered]:
    """Say that this station has heard a call."""
    return call.write(calls.answer_call, body)


@api.get("/station-calls", stations=STAFFED | BOARDS)
def get_station_calls(call: Call) -> StationCalls:
    """List what this station is called for, and what it sent; at control, what anyone sent."""
    station = call.station
    with call.database.read() as session:
        return calls.calls(
            session,
            station=station.id,
            role=station.role,
            now=call.now,
            shows_persons=sees_persons(call.principal),
            every=station.role in CONTROLS,
        )


@api.get("/station-call-places", stations=STAFFED)
def get_station_call_places(call: Call) -> CallPlaces:
    """List the stations that may be called from here."""
    with call.database.read() as session:
        return {"stations": addressing.call_places(session, now=call.now, but=call.station.id)}


@api.get("/reminders", stations=CONTROLS)
def get_reminders(call: Call) -> Reminders:
    """List the reminders, and what else one might want to be reminded of."""
    with call.database.read() as session:
        return reminders.reminders(
            session, now=call.now, shows_persons=sees_persons(call.principal)
        )


@api.post("/reminders", stations=CONTROLS, operator="messages", body=ReminderBody)
def post_reminder(call: Call, body: ReminderBody) -> Annotated[Response, ReminderOn]:
    """Switch a reminder on: told as a call when it is due."""
    return call.write(reminders.switch_on, body)


@api.post("/reminder-ends", stations=CONTROLS, operator="messages", body=ReminderEndBody)
def post_reminder_end(call: Call, body: ReminderEndBody) -> Annotated[Response, ReminderOff]:
    """Switch a reminder off."""
    return call.write(reminders.switch_off, body)


@api.post("/incidents", stations=STAFFED, body=IncidentBody)
def post_incident(call: Call, body: IncidentBody) -> Annotated[Response, IncidentNoted]:
    """Note an incident or a complaint."""
    return call.write(incidents.note, body)


@api.post("/incident-steps", stations=CONTROLS | DESKS, operator="messages", body=IncidentStepBody)
def post_incident_step(
    call: Call, body: IncidentStepBody
) -> Annotated[Response, IncidentStepTaken]:
    """Sort an incident, give it to someone, solve it, check that, or open it again."""
    return call.write(incidents.step, body)


@api.get("/incidents", stations=CONTROLS, query=("state", "kind", "gravity"))
def get_incidents(call: Call) -> Incidents:
    """List incidents and complaints, open ones first."""
    wanted = convert(dict(request.args), _Filter)
    with call.database.read() as session:
        return queries.incidents(
            session,
            state=wanted.state,
            kind=wanted.kind,
            gravity=wanted.gravity,
            shows_persons=sees_persons(call.principal),
        )


@api.get("/contacts", stations=STAFFED)
def get_contacts(call: Call) -> Contacts:
    """Tell whom to ring: the lines control added, staff, the guests' hosts."""
    with call.database.read() as session:
        return contacts.contacts(session, now=call.now)


@api.get("/contacts.pdf", stations=STAFFED)
def get_contacts_pdf(call: Call) -> Annotated[Response, "application/pdf"]:
    """Print the contact sheet on A4."""
    with call.database.read() as session:
        document = contact_paper.document(session, now=call.now)
    templates = call.wiring.templates.templates()
    drawn = off_hub(lambda: documents.write(document, templates))
    return Response(drawn, mimetype="application/pdf")


@api.post("/contact-sheets", stations=CONTROLS, operator="messages", body=ContactSheetBody)
def post_contact_sheet(call: Call, body: ContactSheetBody) -> Annotated[Response, ContactSheetKept]:
    """Write the own lines of the contact sheet anew, in their order."""
    return call.write(contacts.write_lines, body)
