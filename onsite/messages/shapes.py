"""What stations are told about calls, reminders, incidents and contacts, as JSON."""

from typing import TypedDict

from onsite.units import Time


class CalledStation(TypedDict):
    """A station a call is for, and whether somebody there has heard it."""

    id: str
    name: str
    role: str
    answered_at: Time | None
    answered_by: str | None


class StationCallShape(TypedDict):
    """A call as it is shown; `station_name` is None for a reminder."""

    id: str
    kind: str
    text: str
    text_en: str
    at: Time
    station: str
    station_name: str | None
    operator: str | None
    needs_answer: bool
    due_at: Time | None
    is_late: bool


class SentCall(StationCallShape):
    """A call with who has heard it; a board never does."""

    stations: list[CalledStation]
    answered_count: int
    waiting_count: int


class StationCalls(TypedDict):
    """What this station is called for, the oldest first; and what it sent, the newest first."""

    calls: list[StationCallShape]
    sent: list[SentCall]


class CallPlace(TypedDict):
    """A station that may be called."""

    id: str
    name: str
    role: str
    zone: str | None
    hall: str | None


class CallPlaces(TypedDict):
    """Who may be called from here."""

    stations: list[CallPlace]


class StationCallSent(TypedDict):
    """A call that went out."""

    station_call_id: str
    text: str
    text_en: str
    stations: list[str]


class StationCallAnswered(TypedDict):
    """Heard."""

    station_call_answer_id: str
    station_call_id: str
    answered_by: str


class Addressed(TypedDict):
    """Whom a reminder is for, as it was asked for."""

    stations: list[str]
    roles: list[str]
    zones: list[str]
    halls: list[str]
    all: bool


class ReminderShape(TypedDict):
    """A reminder, with the time it is due now and what became of it."""

    id: str
    kind: str
    session: str | None
    item: str | None
    reg_no: str | None
    text: str
    text_en: str
    minutes_before: int
    due_at: Time | None
    to: Addressed
    needs_answer: bool
    outcome: str | None
    ended_at: Time | None
    by: str


class Proposal(TypedDict):
    """What one might want to be reminded of."""

    kind: str
    session: str | None
    item: str | None
    reg_no: str | None
    name: str
    name_en: str
    at: Time
    minutes_before: int
    reminder_id: str | None


class Reminders(TypedDict):
    """The reminders, those that are on first, and what else might be one."""

    reminders: list[ReminderShape]
    proposals: list[Proposal]


class ReminderOn(TypedDict):
    """A reminder that is on now."""

    reminder_id: str
    due_at: Time


class ReminderOff(TypedDict):
    """A reminder that was switched off."""

    reminder_end_id: str
    reminder_id: str


class IncidentNoted(TypedDict):
    """Noted, under this number."""

    incident_id: str
    number: int


class IncidentStepTaken(TypedDict):
    """The step, and where the incident stands now."""

    incident_step_id: str
    incident_id: str
    state: str


class IncidentStepShape(TypedDict):
    """What somebody did about an incident."""

    step: str
    sort: str | None
    gravity: str | None
    given_to: str | None
    note: str
    at: Time
    operator: str | None
    station: str


class IncidentShape(TypedDict):
    """An incident or complaint, with all that was done about it."""

    id: str
    number: int
    kind: str
    words: str | None
    place: str
    reg_no: str | None
    name: str | None
    has_person: bool
    gravity: str
    state: str
    sort: str | None
    given_to: str | None
    at: Time
    station: str
    station_name: str
    operator: str | None
    steps: list[IncidentStepShape]


class Incidents(TypedDict):
    """The log, open ones first; among them the graver and the older ones."""

    incidents: list[IncidentShape]
    open_count: int


class Contact(TypedDict):
    """Whom to ring; `kind` is own, staff or host, `roles` are those of staff."""

    kind: str
    name: str
    role: str
    roles: list[str]
    place: str
    zone: str | None
    phone: str


class Contacts(TypedDict):
    """The contact sheet; `version` is that of the lines control added."""

    contacts: list[Contact]
    version: int
    as_of: Time


class ContactSheetKept(TypedDict):
    """The lines as they are kept now."""

    contact_sheet_id: str
    version: int
