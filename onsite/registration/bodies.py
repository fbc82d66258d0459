"""What desks and kiosks send, as JSON; one shape a request."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

Line = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Reason = Annotated[str, msgspec.Meta(max_length=500)]


class CheckInBody(msgspec.Struct, forbid_unknown_fields=True):
    """An attempt to check in, by credential or by number."""

    check_in_id: UUID
    credential: str | None = None
    reg_no: str | None = None
    challenge_id: UUID | None = None
    print: bool = False


class LookupBody(msgspec.Struct, forbid_unknown_fields=True):
    """A scanned credential."""

    credential: str


class ChallengeBody(msgspec.Struct, forbid_unknown_fields=True):
    """Two facts only the delegate should know."""

    challenge_id: UUID
    phone_tail: str
    fact: str


class UndoBody(msgspec.Struct, forbid_unknown_fields=True):
    """A check-in to take back."""

    undo_id: UUID
    reg_no: str
    reason: Reason


class WalkInBody(msgspec.Struct, forbid_unknown_fields=True):
    """Someone who was not planned."""

    walk_in_id: UUID
    name: Line
    category: str
    latin_name: Line = ""
    organisation: Line = ""
    phone: Line = ""
    email: Line = ""


class OverrideBody(msgspec.Struct, forbid_unknown_fields=True):
    """A named person's word for a payment or against a block, or that she takes it back."""

    override_id: UUID
    reg_no: str
    reason: Reason
    kind: Literal["unpaid", "blocked"] = "unpaid"
    revoked: bool = False


class BlockBody(msgspec.Struct, forbid_unknown_fields=True):
    """A person to stop, or to let go."""

    block_id: UUID
    reg_no: str
    reason: Reason
    blocked: bool


class RevocationBody(msgspec.Struct, forbid_unknown_fields=True):
    """A lost badge."""

    revocation_id: UUID
    reg_no: str
    reason: Reason
