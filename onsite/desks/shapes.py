"""What desks are told of steps across rooms, as JSON; one shape a payload."""

from typing import Any, TypedDict

from onsite.registration.directory_shapes import CardDirectory
from onsite.registration.shapes import CheckInAnswer, Hit, Masked, PersonCard, PrePrintedBadge
from onsite.units import Time


class Card(PersonCard):
    """All a desk needs of one person: with her account, what she is given, her slides, the directory."""

    account: dict[str, Any]
    checklist: list[dict[str, Any]]
    slides: dict[str, str]
    directory: CardDirectory | None


class DeskLookup(TypedDict):
    """Whose code this is, and why she would be refused."""

    reason: str | None
    delegate: Card | None


class KioskLookup(TypedDict):
    """The same at a kiosk."""

    reason: str | None
    delegate: Masked | None


class Printed(TypedDict):
    """The badge that was queued, if one was, and what is worth a note about it."""

    reg_no: str
    print_job: str | None
    notes: list[str]


class NameFixAnswer(Printed):
    """A name put right."""

    name_fix_id: str


class CategoryChangeAnswer(Printed):
    """Another category, by how much that costs more (below zero: less), and what is owed now."""

    category_change_id: str
    difference_fen: int
    owes_fen: int


class SubstitutionAnswer(Printed):
    """A colleague instead, and how many codes died."""

    substitution_id: str
    revoked: int


class RevocationAnswer(Printed):
    """How many codes died with a lost badge, and the fee charged for it."""

    revocation_id: str
    revoked: int
    fee_fen: int


class MergeAnswer(TypedDict):
    """One registration where there were two."""

    merge_id: str
    reg_no: str
    gone: str
    owes_fen: int


class GroupPerson(Hit):
    """One of a group, and how often her badge was printed."""

    printed_count: int


class Group(TypedDict):
    """Who comes from one organisation, sorted as names are spoken."""

    organisation: str
    people: list[GroupPerson]


class GroupCheckInPerson(CheckInAnswer):
    """What became of one of a group."""

    reg_no: str


class GroupCheckInAnswer(TypedDict):
    """What became of each, in the order asked."""

    group_check_in_id: str
    people: list[GroupCheckInPerson]


class PickedUp(TypedDict):
    """What was taken for one person; with a reason nothing was.

    ``pre_printed``: her badge was printed beforehand, and lies there.
    """

    reg_no: str
    name: str
    reason: str | None
    print_job: str | None
    pre_printed: PrePrintedBadge | None
    had_badge: bool
    handed_out: list[str]
    given_before: list[str]


class PickUpAnswer(TypedDict):
    """What one person took for several, in the order asked."""

    pick_up_id: str
    people: list[PickedUp]


class TrailEntry(TypedDict):
    """Something that was done, as a person reads it."""

    id: str
    at: Time
    kind: str
    reg_no: str | None
    name: str | None
    station: str
    operator: str | None
    what: str


class Trail(TypedDict):
    """What was done, the newest first; ``next`` is the ``before`` of the next page."""

    trail: list[TrailEntry]
    next: str | None
