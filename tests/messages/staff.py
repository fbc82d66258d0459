"""Requests of staff to each other, for the tests of messages."""

from tests.served_event import new_id


def call(event, token, to, *, operator=None, **more):
    """Call stations; "text" unless another kind is named."""
    words = {"text": "请来一下"} if "kind" not in more else {}
    body = {"station_call_id": new_id(), "to": to, **words, **more}
    return event.post("/station-calls", body, token, operator=operator)


def hear(event, token, call_id, *, operator=None):
    """Say that a call was heard."""
    body = {"station_call_answer_id": new_id(), "station_call_id": call_id}
    return event.post("/station-call-answers", body, token, operator=operator)


def shown(event, token, **more):
    """List the calls a page shows."""
    return event.get("/station-calls", token, **more).json["calls"]


def sent(event, token, **more):
    """List the calls a page sent."""
    return event.get("/station-calls", token, **more).json["sent"]


def remind(event, token, operator, **more):
    """Switch a reminder on, for every staffed page unless told otherwise."""
    body = {"reminder_id": new_id(), "to": {"all": True}, **more}
    return event.post("/reminders", body, token, operator=operator)


def note(event, token, *, words="投影仪不亮", **more):
    """Note an incident."""
    body = {"incident_id": new_id(), "kind": "incident", "words": words, **more}
    return event.post("/incidents", body, token)


def take(event, token, operator, incident_id, step, **more):
    """Take an incident's next step."""
    body = {"incident_step_id": new_id(), "incident_id": incident_id, "step": step, **more}
    return event.post("/incident-steps", body, token, operator=operator)
