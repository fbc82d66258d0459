"""What stations are told by the reception, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.registration.shapes import Masked
from onsite.units import Time


class ZoneStation(TypedDict):
    """A kiosk or desk of a zone."""

    id: str
    name: str


class ZoneShape(TypedDict):
    """A zone, and how its queue stands: waits in seconds, arrivals a minute."""

    code: str
    name: str
    name_en: str
    place: str
    opens_at: Time | None
    closes_at: Time | None
    is_open: bool
    is_strict: bool
    categories: list[str]
    stations: list[ZoneStation]
    expected: int
    arrived: int
    served_per_minute: float
    service_s: int | None
    wait_s: int | None
    wait_by: str | None
    stations_needed: int | None
    slips_out: int
    alarm: bool


class Zones(TypedDict):
    """Every zone, in the planners' order."""

    zones: list[ZoneShape]


class SettingsShape(TypedDict):
    """What the reception watches for, in minutes."""

    speaker_minutes: int
    wait_alarm_minutes: int


class QueueSlipAnswer(TypedDict):
    """A slip given; its code stands on it as a QR code."""

    queue_slip_id: str
    zone: str
    number: int
    code: str
    print_job: str
    has_printer: bool


class QueueSlipScanAnswer(TypedDict):
    """How long the holder of a slip waited."""

    queue_slip_scan_id: str
    zone: str
    number: int
    waited_s: int


class HelpCallAnswered(TypedDict):
    """A call for help, as it was taken."""

    help_call_id: str
    kind: str


class HelpCallAnswerAnswer(TypedDict):
    """Who goes to a call."""

    help_call_answer_id: str
    help_call_id: str


class HelpCallShape(TypedDict):
    """A call for help, and who goes."""

    id: str
    kind: str
    note: str
    station: str
    station_name: str
    zone: str | None
    at: Time
    answered_at: Time | None
    answered_by: str | None


class HelpCalls(TypedDict):
    """Calls of the last hours, open ones first."""

    help_calls: list[HelpCallShape]
    open_count: int


class HandOverAnswer(TypedDict):
    """The address a phone goes on at, once."""

    hand_over_id: str
    station: str
    url: str
    qr_svg: str
    ends_at: Time


class IdentityReadingAnswer(TypedDict):
    """What a reading came to, as the reader's agent is told it."""

    identity_reading_id: str
    outcome: str


class ReadingShape(TypedDict):
    """The last card read beside a station."""

    id: str
    at: Time
    outcome: str
    reg_no: str | None
    delegate: Masked | None
    name: str
    identity_masked: str


class LatestReading(TypedDict):
    """The last reading, if there is one newer than asked, and whether a reader stands here at all."""

    has_reader: bool
    reading: ReadingShape | None


class GuestSession(TypedDict):
    """A session a guest speaks in."""

    code: str
    name: str
    name_en: str
    hall: str
    starts_at: Time
    ends_at: Time


class GuestShape(TypedDict):
    """A guest with all that receiving her needs."""

    reg_no: str
    name: str
    latin_name: str
    organisation: str
    position: str
    category: str
    level: str
    host: str
    host_phone: str | None
    lounge: str
    sessions: list[GuestSession]
    arrives_at: Time | None
    hotel: str
    room: str
    table_no: str
    checked_in_at: Time | None
    checked_in_place: str
    reception: str | None
    slides: dict[str, str]
    is_missing: bool
    minutes_to_session: int | None
    gift: str
    gift_given: bool
    fee_fen: int | None
    fee_paid: bool


class Guests(TypedDict):
    """The guests: who is missing first, then by the next session."""

    guests: list[GuestShape]


class ReceptionAnswer(TypedDict):
    """A host's word, taken."""

    reception_id: str
    reg_no: str
    state: str


class SlideCheckAnswer(TypedDict):
    """Slides, ticked."""

    slide_check_id: str
    reg_no: str
    session: str
    state: str


class PlaceCardAnswer(TypedDict):
    """Table cards on their way."""

    place_card_id: str
    print_jobs: list[str]
    has_printer: bool


class StaffShape(TypedDict):
    """A member of staff, and whether she is there today."""

    name: str
    roles: list[str]
    zone: str | None
    shift: str
    on_duty_at: str
    state: str | None
    at: Time | None


class ShiftShape(TypedDict):
    """A shift as the plan words it, and who belongs to it."""

    shift: str
    staff: list[StaffShape]
    here: int


class Shifts(TypedDict):
    """Every shift."""

    shifts: list[ShiftShape]


class ShiftSignInAnswer(TypedDict):
    """Someone came to her shift, or went."""

    shift_sign_in_id: str
    staff: str
    direction: str
    shift: str
