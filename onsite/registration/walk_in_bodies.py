"""What is sent about people who were not planned, as JSON; one shape a request."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from onsite.registration.bodies import Line

# While a batch is written nobody else is: each is done in well under a second.
MOST_LINES = 100
MOST_NAMELESS = 200
MOST_BLANKS = 500
MOST_PASTED = 50_000  # characters

FieldName = Literal[
    "name",
    "category",
    "phone",
    "organisation",
    "position",
    "latin_name",
    "email",
    "identity_number",
    "diet",
    "table_no",
]
Notice = Annotated[str, msgspec.Meta(max_length=5000)]


class PayBody(msgspec.Struct, forbid_unknown_fields=True):
    """How the whole fee is paid, in the same step."""

    method: Literal["cash", "wechat", "alipay", "card", "transfer"]
    tendered_fen: Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)] | None = None
    reference: Line = ""


class WalkInBody(msgspec.Struct, forbid_unknown_fields=True):
    """Someone who was not planned; `notice_version` is that of the notice she was shown."""

    walk_in_id: UUID
    name: Line
    category: str
    latin_name: Line = ""
    organisation: Line = ""
    position: Line = ""
    phone: Line = ""
    email: Line = ""
    identity_number: Line = ""
    diet: Line = ""
    table_no: Line = ""
    identity_reading_id: UUID | None = None  # the card that was read beside this station
    consent: bool = False
    notice_version: int | None = None
    directory: bool = False  # whether she ticked that she may stand in it
    directory_words_version: int | None = None
    pay: PayBody | None = None
    print: bool = False
    check_in: bool = False
    hand_out: bool = False


class DuplicatesBody(msgspec.Struct, forbid_unknown_fields=True):
    """What a form says so far of who it is."""

    name: Line = ""
    phone: Line = ""
    identity_number: Line = ""


class WalkInFormsBody(msgspec.Struct, forbid_unknown_fields=True):
    """The forms by category, the notice in both languages, and whom a kiosk may register.

    What is left out stays as it is.
    """

    forms: dict[str, list[FieldName]] = {}
    notice: Notice | None = None
    notice_en: Notice | None = None
    kiosk_categories: list[str] | None = None


class PastedBody(msgspec.Struct, forbid_unknown_fields=True):
    """A list of people as it was written in a chat."""

    text: Annotated[str, msgspec.Meta(max_length=MOST_PASTED)]


class BatchLine(msgspec.Struct, forbid_unknown_fields=True):
    """One person of a pasted list."""

    name: Line
    organisation: Line = ""
    phone: Line = ""
    position: Line = ""


class WalkInBatchBody(msgspec.Struct, forbid_unknown_fields=True):
    """Several walk-ins of one category."""

    walk_in_batch_id: UUID
    category: str
    lines: Annotated[list[BatchLine], msgspec.Meta(min_length=1, max_length=MOST_LINES)]
    print: bool = False


class QuotaBatchBody(msgspec.Struct, forbid_unknown_fields=True):
    """Badges without names: whose quota it is, and what stands on them before the number."""

    quota_batch_id: UUID
    holder: Line
    category: str
    label: Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
    count: Annotated[int, msgspec.Meta(ge=1, le=MOST_NAMELESS)]
    print: bool = False


class BlankBatchBody(msgspec.Struct, forbid_unknown_fields=True):
    """Blank badges to make, for anyone or for one category."""

    blank_batch_id: UUID
    count: Annotated[int, msgspec.Meta(ge=1, le=MOST_BLANKS)]
    category: str | None = None


class BindingBody(msgspec.Struct, forbid_unknown_fields=True):
    """A blank badge for a person: its code as scanned, or its printed number."""

    binding_id: UUID
    reg_no: str
    credential: str
