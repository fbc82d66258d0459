"""What desks and kiosks are told, as JSON; one shape a payload."""

from typing import Any, NotRequired, TypedDict

from onsite.units import Time


class Welcome(TypedDict):
    """Who receives a guest, and where she may wait; empty where the plan does not say."""

    host: str
    lounge: str


class PrePrintedBadge(TypedDict):
    """A badge printed beforehand; the box it lies in, if there are boxes."""

    box: int | None


class CheckInAnswer(TypedDict):
    """What became of an attempt to check in; ``handed_out`` only when that was asked.

    ``pre_printed`` only where the badge lies ready: then nothing prints.
    """

    check_in_id: str
    outcome: str
    reason: str | None
    first_at: Time | None
    zone: str | None
    print_job: str | None
    notes: list[str]
    pre_printed: NotRequired[PrePrintedBadge]
    handed_out: NotRequired[list[str]]


class UndoAnswer(TypedDict):
    """A check-in taken back."""

    undo_id: str
    reg_no: str


class Hit(TypedDict):
    """What tells two people of one name apart."""

    reg_no: str
    name: str
    latin_name: str
    organisation: str
    position: str
    category: str
    phone_masked: str
    status: str
    checked_in_at: Time | None
    owes_fen: int


class Hits(TypedDict):
    """Who fits a search, the closest first; ``more`` says that there are others."""

    delegates: list[Hit]
    more: bool


class CardSession(TypedDict):
    """A session of a guest, and the hall it is in."""

    code: str
    name: str
    name_en: str
    hall: str
    starts_at: Time


class CardGuest(TypedDict):
    """What the sheet 嘉宾 says, as far as a desk needs it."""

    level: str
    host: str
    host_phone: str
    lounge: str
    session: str
    sessions: list[CardSession]
    arrives_at: Time | None
    gift: str


class CardCheckIn(TypedDict):
    """The check-in that holds."""

    at: Time
    zone: str | None
    station: str
    operator: str | None


class LyingBadge(PrePrintedBadge):
    """The same; ``is_sure``: it is known to have come out."""

    is_sure: bool


class CardBadge(TypedDict):
    """How often the badge was printed, and the last print job as `GET /print-jobs/ID` shows it."""

    printed_count: int
    last_job: dict[str, Any] | None
    lies_in: LyingBadge | None


class Attention(TypedDict):
    """What a desk should not overlook; ``kind`` is ``note`` (the planners') or ``desk``."""

    kind: str
    text: str
    operator: str | None
    at: Time | None


class CardIdentity(TypedDict):
    """The document that a desk looked at last, as the media desk does."""

    document: str
    number_masked: str
    outlet: str
    operator: str | None
    at: Time


class RightZone(TypedDict):
    """Where a category is served, when this station is of another zone."""

    code: str
    name: str
    name_en: str
    place: str


class CardGroup(TypedDict):
    """How many come from a person's organisation, she among them."""

    organisation: str
    count: int


class CardPlace(TypedDict):
    """Seat and, for guests, hotel room."""

    table_no: str
    hotel: str
    hotel_room: str


class PersonCard(Hit):
    """All that registration knows of one person."""

    zone: str
    note: str
    diet: str
    table_no: str
    due_fen: int
    paid_fen: int
    is_walk_in: bool
    guest: CardGuest | None
    checked_in: CardCheckIn | None
    blocked: str | None
    escalated: str | None
    merged_into: str | None
    override: bool
    badge: CardBadge
    items: list[str]
    attention: list[Attention]
    identity: CardIdentity | None
    right_zone: RightZone | None
    group: CardGroup | None
    place: CardPlace
    duplicates: list[Hit]


class Masked(TypedDict):
    """What a kiosk may show a person of herself; ``guest`` of those on the sheet 嘉宾 only."""

    name: str
    organisation: str
    category: str
    guest: NotRequired[Welcome]


class ChallengeAnswer(TypedDict):
    """Whether two facts held, and how many tries are left."""

    challenge_id: str
    outcome: str
    left: int
    reg_no: str | None
    delegate: Masked | None


class OverrideAnswer(TypedDict):
    """An override given, or revoked."""

    override_id: str
    reg_no: str
    revoked: bool


class BlockAnswer(TypedDict):
    """A person stopped, or let go."""

    block_id: str
    reg_no: str
    blocked: bool


class CancellationAnswer(TypedDict):
    """A registration cancelled, or taken up again."""

    cancellation_id: str
    reg_no: str
    cancelled: bool


class EscalationAnswer(TypedDict):
    """A person sent to a supervisor, or cleared."""

    escalation_id: str
    reg_no: str
    cleared: bool


class OpenEscalation(TypedDict):
    """A person whom a supervisor has not cleared, and why; both left out where no names are shown."""

    reg_no: str | None
    name: str | None
    organisation: str
    category: str | None
    reason: str
    at: Time
    station: str
    operator: str | None


class OpenEscalations(TypedDict):
    """Who waits for a supervisor, the longest wait first."""

    escalations: list[OpenEscalation]


class AttentionNoteAnswer(TypedDict):
    """A note added, or done with."""

    attention_note_id: str
    reg_no: str
    done: bool


class IdentityNoteAnswer(TypedDict):
    """An identity noted; the number as it is kept."""

    identity_note_id: str
    reg_no: str
    number_masked: str
