"""What stations send about calls, reminders, incidents and contacts, as JSON; one shape a request."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from onsite.messages.rules import SAID

Line = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Short = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
Words = Annotated[str, msgspec.Meta(max_length=2000, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]
Codes = Annotated[list[Line], msgspec.Meta(max_length=500)]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=480)]
When = Annotated[datetime, msgspec.Meta(tz=True)]
RoleName = Literal["desk", "finance", "door", "host", "control", "board"]
Gravity = Literal["minor", "serious", "grave"]
Sort = Literal[
    "registration", "hall", "catering", "technology", "safety", "medical", "service", "other"
]


class To(msgspec.Struct, forbid_unknown_fields=True):
    """Whom a call is for: the sum of all that is named. ``all`` is every staffed page, boards not."""

    stations: Codes = []
    roles: Annotated[list[RoleName], msgspec.Meta(max_length=10)] = []
    zones: Codes = []
    halls: Codes = []
    all: bool = False


class StationCallBody(msgspec.Struct, forbid_unknown_fields=True):
    """Tell other stations something: a prepared sentence by its kind, or words of one's own."""

    station_call_id: UUID
    to: To
    kind: SAID = "text"
    text: Line = ""
    text_en: Line = ""
    station: Line | None = None
    zone: Line | None = None
    session: Line | None = None
    hall: Line | None = None
    item: Line | None = None
    reg_no: Line | None = None
    minutes: Minutes | None = None
    needs_answer: bool = True


class StationCallAnswerBody(msgspec.Struct, forbid_unknown_fields=True):
    """Heard."""

    station_call_answer_id: UUID
    station_call_id: UUID


class ReminderBody(msgspec.Struct, forbid_unknown_fields=True):
    """Tell this when its time comes: so long before what it is about, or at a time of one's own."""

    reminder_id: UUID
    kind: Literal["back_to_hall", "meal_begins", "guest_on_the_way", "text"]
    to: To
    session: Line | None = None
    item: Line | None = None
    reg_no: Line | None = None
    minutes_before: Minutes = 0
    due_at: When | None = None
    text: Line = ""
    text_en: Line = ""
    needs_answer: bool = False


class ReminderEndBody(msgspec.Struct, forbid_unknown_fields=True):
    """Don't tell it."""

    reminder_end_id: UUID
    reminder_id: UUID


class IncidentBody(msgspec.Struct, forbid_unknown_fields=True):
    """Something happened."""

    incident_id: UUID
    kind: Literal["incident", "complaint"]
    words: Words
    place: Line = ""
    reg_no: Line | None = None
    gravity: Gravity = "minor"


class IncidentStepBody(msgspec.Struct, forbid_unknown_fields=True):
    """What was done about it."""

    incident_step_id: UUID
    incident_id: UUID
    step: Literal["sorted", "assigned", "solved", "checked", "reopened"]
    sort: Sort | None = None
    gravity: Gravity | None = None
    given_to: Short | None = None
    note: Words = ""


class ContactLine(msgspec.Struct, forbid_unknown_fields=True):
    """Whom to ring."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
    phone: Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$")]
    role: Short = ""
    place: Short = ""


class ContactSheetBody(msgspec.Struct, forbid_unknown_fields=True):
    """The own lines as they shall be, in their order; ``version`` is the one they were made from."""

    contact_sheet_id: UUID
    version: Annotated[int, msgspec.Meta(ge=0)]
    lines: Annotated[list[ContactLine], msgspec.Meta(max_length=100)]
