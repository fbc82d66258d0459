"""What is told about people who were not planned, as JSON; one shape a payload."""

from typing import Any, TypedDict

from onsite.registration.directory_shapes import DirectoryWordsShape
from onsite.registration.shapes import Hit
from onsite.units import Time


class Duplicates(TypedDict):
    """Who may be registered already; a kiosk is told only how many."""

    duplicates: list[Hit]
    duplicate_count: int


class WalkInAnswer(Duplicates):
    """A new delegate, what she owes, and what was done in the same step.

    ``print_job`` is the badge's, ``receipt`` the number of the receipt; both null where there is none.
    ``released`` says whether she may have her badge now.
    """

    walk_in_id: str
    reg_no: str
    due_fen: int
    owes_fen: int
    change_fen: int
    receipt: int | None
    receipt_job: str | None
    released: bool
    checked_in_at: Time | None
    handed_out: list[str]
    print_job: str | None
    notes: list[str]


class WalkInForms(TypedDict):
    """The required fields by category, the notice in force, whom a kiosk registers, today's prices.

    ``directory``: what is asked about standing in it; null where nobody is asked.
    """

    forms: dict[str, list[str]]
    fields: list[str]
    required_at_most: int
    notice: str
    notice_en: str
    notice_version: int
    kiosk_categories: list[str]
    prices_fen: dict[str, int]
    directory: DirectoryWordsShape | None


class PastedPerson(TypedDict):
    """A person read from a pasted list, from which lines of it, and who may be she.

    `repeats_line`: where on the list the same person may stand already.
    """

    line: int
    lines: list[int]
    name: str
    organisation: str
    phone: str
    position: str
    duplicates: list[Hit]
    repeats_line: int | None


class PastedProblem(TypedDict):
    """A line that is no person: ``heading``, ``no_name``, ``bad_phone`` or ``too_long``."""

    line: int
    text: str
    code: str
    detail: str


class PastedNames(TypedDict):
    """What a pasted list holds: every line of it is part of a person or a problem."""

    lines: list[PastedPerson]
    problems: list[PastedProblem]


class BatchPerson(TypedDict):
    """One walk-in of a batch."""

    reg_no: str
    name: str
    due_fen: int
    duplicate_count: int
    print_job: str | None


class WalkInBatchAnswer(TypedDict):
    """A batch registered; badges of those who owe wait until they have paid."""

    walk_in_batch_id: str
    people: list[BatchPerson]
    due_fen: int
    notes: list[str]


class QuotaBadge(TypedDict):
    """One nameless badge."""

    reg_no: str
    name: str
    print_job: str | None


class QuotaBatchAnswer(TypedDict):
    """Nameless badges made."""

    quota_batch_id: str
    badges: list[QuotaBadge]
    notes: list[str]


class BlankBatchAnswer(TypedDict):
    """Blank badges made, with the first and the last of their numbers, and where their sheets are."""

    blank_batch_id: str
    count: int
    category: str | None
    first_number: int
    last_number: int
    pdf: str


class BlankBatchLine(BlankBatchAnswer):
    """A batch of blank badges, and how many of them are someone's."""

    bound_count: int
    at: Time


class BlankBatches(TypedDict):
    """The batches of blank badges, newest first."""

    blank_batches: list[BlankBatchLine]


class BindingAnswer(TypedDict):
    """A blank badge is hers now."""

    binding_id: str
    reg_no: str
    name: str
    number: int


class BackEntryAnswer(TypedDict):
    """Paper lines typed in: an answer each, in the order sent; a bad one is its problem document."""

    back_entry_id: str
    entries: list[dict[str, Any]]
