"""What desks and kiosks send, as JSON; one shape a request."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from onsite.registration.signatures import SignatureBody

Line = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Reason = Annotated[str, msgspec.Meta(max_length=500)]
Several = Annotated[list[str], msgspec.Meta(min_length=1, max_length=100)]


class CheckInBody(msgspec.Struct, forbid_unknown_fields=True):
    """An attempt to check in, by credential or by number."""

    check_in_id: UUID
    credential: str | None = None
    reg_no: str | None = None
    challenge_id: UUID | None = None
    print: bool = False
    hand_out: bool = False


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
    print: bool = False


class NameFixBody(msgspec.Struct, forbid_unknown_fields=True):
    """What stands on a badge, put right; a field that is absent stays as it is."""

    name_fix_id: UUID
    reg_no: str
    reason: Reason
    name: Line | None = None
    latin_name: Line | None = None
    organisation: Line | None = None
    position: Line | None = None
    print: bool = False


class CategoryChangeBody(msgspec.Struct, forbid_unknown_fields=True):
    """A person who belongs to another category."""

    category_change_id: UUID
    reg_no: str
    category: str
    reason: Reason
    print: bool = False


class SubstitutionBody(msgspec.Struct, forbid_unknown_fields=True):
    """A colleague who comes instead; she has the organisation of before unless told."""

    substitution_id: UUID
    reg_no: str
    name: Line
    reason: Reason
    latin_name: Line = ""
    organisation: Line | None = None
    position: Line = ""
    phone: Line = ""
    email: Line = ""
    print: bool = False


class MergeBody(msgspec.Struct, forbid_unknown_fields=True):
    """Two registrations of one person: the number that stays, and the one that goes."""

    merge_id: UUID
    keep: str
    gone: str
    reason: Reason


class CancellationBody(msgspec.Struct, forbid_unknown_fields=True):
    """A registration to cancel, or to take up again."""

    cancellation_id: UUID
    reg_no: str
    reason: Reason
    cancelled: bool


class EscalationBody(msgspec.Struct, forbid_unknown_fields=True):
    """A person for a supervisor to look at first, or the supervisor's word that she did."""

    escalation_id: UUID
    reg_no: str
    reason: Reason
    cleared: bool = False


class AttentionNoteBody(msgspec.Struct, forbid_unknown_fields=True):
    """What every desk should see of a person, or that the same text is done with."""

    attention_note_id: UUID
    reg_no: str
    text: Reason
    done: bool = False


class IdentityNoteBody(msgspec.Struct, forbid_unknown_fields=True):
    """The document a person showed."""

    identity_note_id: UUID
    reg_no: str
    document: Line
    number: Line = ""
    outlet: Line = ""


class GroupCheckInBody(msgspec.Struct, forbid_unknown_fields=True):
    """Several people at once, in the order in which their badges should print."""

    group_check_in_id: UUID
    reg_nos: Several
    print: bool = False
    hand_out: bool = False


class PickUpBody(msgspec.Struct, forbid_unknown_fields=True):
    """One person who takes the badges and things of several, and signs."""

    pick_up_id: UUID
    reg_nos: Several
    by: Line
    phone: Line
    signature: SignatureBody | None = None
    hand_out: bool = False
