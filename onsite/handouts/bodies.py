"""What desks and dining halls send, as JSON; one shape a request."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from onsite.registration.bodies import Line, Reason
from onsite.registration.signatures import SignatureBody

Count = Annotated[int, msgspec.Meta(ge=1, le=100_000)]
Security = Literal["none", "badge", "deposit"]


class HandOutBody(msgspec.Struct, forbid_unknown_fields=True):
    """Something to give or lend to a delegate, or to one of the staff by name."""

    hand_out_id: UUID
    item: str
    reg_no: str | None = None
    staff: Line | None = None
    count: Count = 1
    number: Line | None = None
    security: Security = "none"
    deposit_id: str | None = None
    signature: SignatureBody | None = None
    pick_up_by: Line = ""


class HandOutUndoBody(msgspec.Struct, forbid_unknown_fields=True):
    """A hand-out to take back."""

    hand_out_undo_id: UUID
    hand_out_id: UUID
    reason: Reason


class LoanReturnBody(msgspec.Struct, forbid_unknown_fields=True):
    """A loan that ends: by its hand-out, or by the number on the thing."""

    loan_return_id: UUID
    hand_out_id: UUID | None = None
    item: str | None = None
    number: Line | None = None
    state: Literal["ok", "damaged", "lost"] = "ok"
    handed_back_by: Line = ""
    received_by: Line = ""
    reason: Reason = ""


class StockMoveBody(msgspec.Struct, forbid_unknown_fields=True):
    """Stock to carry: a station's id, "" for the store, null for outside."""

    stock_move_id: UUID
    item: str
    count: Count
    source: str | None = msgspec.field(name="from")
    target: str | None = msgspec.field(name="to")
    reason: Reason = ""


class RedemptionBody(msgspec.Struct, forbid_unknown_fields=True):
    """A code read at the dining hall: a badge's, or a voucher's in either field."""

    redemption_id: UUID
    credential: str | None = None
    voucher: str | None = None
    item: str | None = None
    checkpoint: str | None = None


class KeepingBody(msgspec.Struct, forbid_unknown_fields=True):
    """A thing to keep; without a tag it gets the next one."""

    keeping_id: UUID
    kind: Literal["cloakroom", "lost_property"]
    description: Line = ""
    tag: Line = ""
    place: Line = ""
    reg_no: str | None = None
    print: bool = True


class KeepingReturnBody(msgspec.Struct, forbid_unknown_fields=True):
    """A kept thing to give back: by its id, or by the tag on it."""

    keeping_return_id: UUID
    keeping_id: UUID | None = None
    tag: Line | None = None
    to_whom: Line = ""
    reg_no: str | None = None
