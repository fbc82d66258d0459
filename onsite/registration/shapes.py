"""What desks and kiosks are told, as JSON; one shape a payload."""

from typing import Any, TypedDict

from onsite.units import Time


class CheckInAnswer(TypedDict):
    """What became of an attempt to check in."""

    check_in_id: str
    outcome: str
    reason: str | None
    first_at: Time | None
    zone: str | None
    print_job: str | None
    notes: list[str]


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


class CardGuest(TypedDict):
    """What the sheet 嘉宾 says, as far as a desk needs it."""

    level: str
    host: str
    lounge: str
    session: str
    arrives_at: Time | None


class CardCheckIn(TypedDict):
    """The check-in that holds."""

    at: Time
    zone: str | None
    station: str
    operator: str | None


class CardBadge(TypedDict):
    """How often the badge was printed, and the last print job as `GET /print-jobs/ID` shows it."""

    printed_count: int
    last_job: dict[str, Any] | None


class Card(Hit):
    """All a desk needs of one person."""

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
    override: bool
    badge: CardBadge
    items: list[str]


class Masked(TypedDict):
    """What a kiosk may show a person of herself."""

    name: str
    organisation: str
    category: str


class DeskLookup(TypedDict):
    """Whose code this is, and why she would be refused."""

    reason: str | None
    delegate: Card | None


class KioskLookup(TypedDict):
    """The same at a kiosk."""

    reason: str | None
    delegate: Masked | None


class ChallengeAnswer(TypedDict):
    """Whether two facts held, and how many tries are left."""

    challenge_id: str
    outcome: str
    left: int
    reg_no: str | None
    delegate: Masked | None


class WalkInAnswer(TypedDict):
    """A new delegate, what she owes, and who may be the same person."""

    walk_in_id: str
    reg_no: str
    due_fen: int
    duplicates: list[Hit]


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


class RevocationAnswer(TypedDict):
    """How many codes died with a lost badge."""

    revocation_id: str
    reg_no: str
    revoked: int
