"""Routes of desks and kiosks about persons; those that touch other rooms too are in `onsite.desks`."""

from typing import Annotated

from flask import Response, request

from onsite.access.rules import DESKS, KIOSKS
from onsite.asking import asked_count
from onsite.errors import OnsiteError
from onsite.registration import challenges, corrections, queries, service, views, walk_ins
from onsite.registration.bodies import (
    BlockBody,
    ChallengeBody,
    OverrideBody,
    RevocationBody,
    UndoBody,
    WalkInBody,
)
from onsite.registration.shapes import (
    BlockAnswer,
    ChallengeAnswer,
    Hits,
    OverrideAnswer,
    RevocationAnswer,
    UndoAnswer,
    WalkInAnswer,
)
from onsite.web import Api, Call, told

api = Api("registration")

HITS = 20


@api.post("/check-in-undos", stations=DESKS, operator="undo", body=UndoBody)
def post_check_in_undo(call: Call, body: UndoBody) -> Annotated[Response, UndoAnswer]:
    """Take a check-in back."""
    return call.write(service.undo_check_in, body)


@api.get("/delegates", stations=DESKS, query=("q", "limit"))
def get_delegates(call: Call) -> Hits:
    """Find delegates by number, phone tail, name, pinyin, initials or organisation."""
    limit = asked_count(request.args.get("limit"), default=HITS, most=queries.HITS_AT_MOST)
    with call.database.read() as session:
        rows = queries.hits(session, request.args.get("q", ""), limit=limit + 1)
        found = [views.hit(row, arrived_at) for row, arrived_at in rows[:limit]]
    return {"delegates": found, "more": len(rows) > limit}


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
                asking=call.asking,
            )
        )
    )


@api.post("/walk-ins", stations=DESKS, body=WalkInBody)
def post_walk_in(call: Call, body: WalkInBody) -> Annotated[Response, WalkInAnswer]:
    """Register someone who was not planned."""
    return call.write(walk_ins.register_walk_in, body)


@api.post("/overrides", stations=DESKS, operator="override", body=OverrideBody)
def post_override(call: Call, body: OverrideBody) -> Annotated[Response, OverrideAnswer]:
    """Let a supervisor's word stand for a payment, or lift a block."""
    return call.write(corrections.override, body)


@api.post("/blocks", stations=DESKS, operator="block", body=BlockBody)
def post_block(call: Call, body: BlockBody) -> Annotated[Response, BlockAnswer]:
    """Stop a person everywhere, or let her go again."""
    return call.write(corrections.block, body)


@api.post("/revocations", stations=DESKS, operator="revoke", body=RevocationBody)
def post_revocation(call: Call, body: RevocationBody) -> Annotated[Response, RevocationAnswer]:
    """Kill a lost badge and issue a new credential."""
    return call.write(corrections.revoke_credentials, body)
