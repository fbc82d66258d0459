"""What stations send the reception, as JSON; one shape a request."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

Line = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
When = Annotated[datetime, msgspec.Meta(tz=True)]


class ZoneBody(msgspec.Struct, forbid_unknown_fields=True):
    """A zone's hours, place and strictness; what is left out stays, no hours mean always open."""

    opens_at: When | UnsetType | None = UNSET
    closes_at: When | UnsetType | None = UNSET
    place: Line | UnsetType = UNSET
    is_strict: bool | UnsetType = UNSET


class SettingsBody(msgspec.Struct, forbid_unknown_fields=True):
    """What the reception watches for; what is left out stays."""

    speaker_minutes: Annotated[int, msgspec.Meta(ge=1, le=480)] | UnsetType = UNSET
    wait_alarm_minutes: Annotated[int, msgspec.Meta(ge=1, le=120)] | UnsetType = UNSET


class QueueSlipBody(msgspec.Struct, forbid_unknown_fields=True):
    """Someone joins a zone's queue."""

    queue_slip_id: UUID
    zone: str


class QueueSlipScanBody(msgspec.Struct, forbid_unknown_fields=True):
    """A slip reached the desk."""

    queue_slip_scan_id: UUID
    code: Line


class HelpCallBody(msgspec.Struct, forbid_unknown_fields=True):
    """Someone is needed here."""

    help_call_id: UUID
    kind: Literal["help", "printer", "payment", "medical", "other"] = "help"
    note: Line = ""


class HelpCallAnswerBody(msgspec.Struct, forbid_unknown_fields=True):
    """I am going."""

    help_call_answer_id: UUID
    help_call_id: UUID


class HandOverBody(msgspec.Struct, forbid_unknown_fields=True):
    """The delegate goes on at her own phone."""

    hand_over_id: UUID


class IdentityReadingBody(msgspec.Struct, forbid_unknown_fields=True):
    """A card as the reader read it."""

    identity_reading_id: UUID
    number: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    name: Line = ""


class ReceptionBody(msgspec.Struct, forbid_unknown_fields=True):
    """A host's word about a guest."""

    reception_id: UUID
    reg_no: str
    state: Literal["coming", "received"]


class SlideCheckBody(msgspec.Struct, forbid_unknown_fields=True):
    """How far a speaker's slides are."""

    slide_check_id: UUID
    reg_no: str
    session: str
    state: Literal["received", "tested", "taken_back"]


class PlaceCardBody(msgspec.Struct, forbid_unknown_fields=True):
    """Whose table cards to print."""

    place_card_id: UUID
    reg_nos: Annotated[list[str], msgspec.Meta(min_length=1, max_length=200)]


class ShiftSignInBody(msgspec.Struct, forbid_unknown_fields=True):
    """A member of staff comes or goes."""

    shift_sign_in_id: UUID
    staff: str
    direction: Literal["in", "out"]
