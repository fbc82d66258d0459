"""Routes of desks and kiosks."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from flask import Response, request

from onsite.access.rules import DESKS, KIOSKS
from onsite.errors import OnsiteError
from onsite.registration import challenges, corrections, queries, service, views, walk_ins
from onsite.registration.asking import Asking, asked_count
from onsite.registration.rules import decide_check_in
from onsite.registration.shapes import (
    BlockAnswer,
    Card,
    ChallengeAnswer,
    CheckInAnswer,
    DeskLookup,
    Hits,
    KioskLookup,
    OverrideAnswer,
    RevocationAnswer,
    UndoAnswer,
    WalkInAnswer,
)
from onsite.registration.walk_ins import WalkInForm
from onsite.web import LOCAL, Api, Call, told

api = Api("registration")

HITS = 20
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


def asking(call: Call) -> Asking:
    """Say who asks, for the service."""
    return Asking(call.principal, call.now, call.language)


@api.post("/check-ins", stations=DESKS | KIOSKS, body=CheckInBody)
def post_check_in(call: Call, body: CheckInBody) -> Annotated[Response, CheckInAnswer]:
    """Check a delegate in, and print the badge if asked."""
    if (body.credential is None) == (body.reg_no is None):
        raise OnsiteError("malformed", "Send either credential or reg_no.", field="credential")
    if not (body.credential or body.reg_no or "").strip():
        field = "reg_no" if body.credential is None else "credential"
        raise OnsiteError("malformed", f"The {field} is empty.", field=field)
    return told(
        call.database.write(
            lambda session: service.check_in(
                session,
                check_in_id=str(body.check_in_id),
                credential=body.credential,
                reg_no=body.reg_no,
                challenge_id=str(body.challenge_id) if body.challenge_id else None,
                wants_badge=body.print,
                asking=asking(call),
                queue_badge=call.wiring.queue_badge,
            )
        )
    )


@api.post("/check-in-undos", stations=DESKS, operator="undo", body=UndoBody)
def post_check_in_undo(call: Call, body: UndoBody) -> Annotated[Response, UndoAnswer]:
    """Take a check-in back."""
    return told(
        call.database.write(
            lambda session: service.undo_check_in(
                session,
                undo_id=str(body.undo_id),
                reg_no=body.reg_no,
                reason=body.reason,
                asking=asking(call),
            )
        )
    )


@api.get("/delegates", stations=DESKS, query=("q", "limit"))
def get_delegates(call: Call) -> Hits:
    """Find delegates by number, phone tail, name, pinyin, initials or organisation."""
    limit = asked_count(request.args.get("limit"), default=HITS, most=queries.HITS_AT_MOST)
    with call.database.read() as session:
        rows = queries.hits(session, request.args.get("q", ""), limit=limit + 1)
        found = [views.hit(row, arrived_at) for row, arrived_at in rows[:limit]]
    return {"delegates": found, "more": len(rows) > limit}


@api.get("/delegates/<path:reg_no>", stations=DESKS)
def get_delegate(call: Call, reg_no: str) -> Card:
    """Show one delegate's card."""
    with call.database.read() as session:
        return desk_card(call, session, reg_no)


@api.post("/lookups", stations=DESKS | KIOSKS, body=LookupBody)
def post_lookup(call: Call, body: LookupBody) -> DeskLookup | KioskLookup:
    """Tell whose credential this is: the card at a desk, masked at a kiosk."""
    with call.database.read() as session:
        person = queries.person_by_credential(session, body.credential)
        if person is None:
            return {"reason": "unknown_credential", "delegate": None}
        _, reason = decide_check_in(person.standing)
        if call.station.role in DESKS | {LOCAL}:
            return {"reason": reason, "delegate": desk_card(call, session, person.reg_no)}
        return {"reason": reason, "delegate": views.masked(person)}


def desk_card(call: Call, session: Any, reg_no: str) -> Card:
    """Join a person's card with her badge's print jobs."""
    return views.card(session, reg_no, badge=call.wiring.badge_of(session, reg_no=reg_no))


@api.post("/challenges", stations=KIOSKS, body=ChallengeBody)
def post_challenge(call: Call, body: ChallengeBody) -> Annotated[Response, ChallengeAnswer]:
    """Let someone without a code prove who she is."""
    tail = body.phone_tail.strip()
    if len(tail) != 4 or not (tail.isascii() and tail.isdigit()):  # noqa: PLR2004 - the last four digits
        raise OnsiteError(
            "malformed", "The phone's last four digits are four digits.", field="phone_tail"
        )
    return told(
        call.database.write(
            lambda session: challenges.challenge(
                session,
                challenge_id=str(body.challenge_id),
                phone_tail=tail,
                fact=body.fact[:80],
                asking=asking(call),
            )
        )
    )


@api.post("/walk-ins", stations=DESKS, body=WalkInBody)
def post_walk_in(call: Call, body: WalkInBody) -> Annotated[Response, WalkInAnswer]:
    """Register someone who was not planned."""
    form = WalkInForm(
        name=body.name,
        category=body.category,
        latin_name=body.latin_name,
        organisation=body.organisation,
        phone=body.phone,
        email=body.email,
    )
    return told(
        call.database.write(
            lambda session: walk_ins.register_walk_in(
                session, walk_in_id=str(body.walk_in_id), form=form, asking=asking(call)
            )
        )
    )


@api.post("/overrides", stations=DESKS, operator="override", body=OverrideBody)
def post_override(call: Call, body: OverrideBody) -> Annotated[Response, OverrideAnswer]:
    """Let a supervisor's word stand for a payment, or lift a block."""
    return told(
        call.database.write(
            lambda session: corrections.override(
                session,
                override_id=str(body.override_id),
                said=corrections.Word(body.kind, body.reg_no, body.reason, body.revoked),
                asking=asking(call),
            )
        )
    )


@api.post("/blocks", stations=DESKS, operator="block", body=BlockBody)
def post_block(call: Call, body: BlockBody) -> Annotated[Response, BlockAnswer]:
    """Stop a person everywhere, or let her go again."""
    return told(
        call.database.write(
            lambda session: corrections.block(
                session,
                block_id=str(body.block_id),
                reg_no=body.reg_no,
                reason=body.reason,
                is_blocked=body.blocked,
                asking=asking(call),
            )
        )
    )


@api.post("/revocations", stations=DESKS, operator="revoke", body=RevocationBody)
def post_revocation(call: Call, body: RevocationBody) -> Annotated[Response, RevocationAnswer]:
    """Kill a lost badge and issue a new credential."""
    return told(
        call.database.write(
            lambda session: corrections.revoke_credentials(
                session,
                revocation_id=str(body.revocation_id),
                reg_no=body.reg_no,
                reason=body.reason,
                asking=asking(call),
            )
        )
    )
