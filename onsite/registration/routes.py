"""Routes of desks and kiosks about persons; those that touch other rooms too are in `onsite.desks`."""

from typing import Annotated

from flask import Response, request

from onsite.access.rules import CONTROLS, DESKS, KIOSKS, sees_persons
from onsite.asking import asked_count
from onsite.errors import OnsiteError
from onsite.registration import (
    attention,
    cancellations,
    challenges,
    corrections,
    escalations,
    recent,
    search,
    service,
    views,
)
from onsite.registration.bodies import (
    AttentionNoteBody,
    BlockBody,
    CancellationBody,
    ChallengeBody,
    EscalationBody,
    IdentityNoteBody,
    OverrideBody,
    UndoBody,
)
from onsite.registration.shapes import (
    AttentionNoteAnswer,
    BlockAnswer,
    CancellationAnswer,
    ChallengeAnswer,
    EscalationAnswer,
    Hits,
    IdentityNoteAnswer,
    OpenEscalations,
    OverrideAnswer,
    UndoAnswer,
)
from onsite.web import Api, Call, told

api = Api("registration")

HITS = 20


@api.post("/check-in-undos", stations=DESKS, operator="undo", body=UndoBody)
def post_check_in_undo(call: Call, body: UndoBody) -> Annotated[Response, UndoAnswer]:
    """Take a check-in back."""
    return call.write(service.undo_check_in, body)


@api.get("/recent-check-ins", stations=DESKS)
def get_recent_check_ins(call: Call) -> recent.RecentCheckIns:
    """Tell whom this station served last, so that its page knows after a reload."""
    with call.database.read() as session:
        return recent.recent_check_ins(session, station=call.station.id)


@api.get("/delegates", stations=DESKS, query=("q", "limit"))
def get_delegates(call: Call) -> Hits:
    """Find delegates by number, phone tail, name, pinyin, initials or organisation."""
    limit = asked_count(request.args.get("limit"), default=HITS, most=search.HITS_AT_MOST)
    with call.database.read() as session:
        rows = search.hits(session, request.args.get("q", ""), limit=limit + 1)
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


@api.post("/overrides", stations=DESKS, operator="override", body=OverrideBody)
def post_override(call: Call, body: OverrideBody) -> Annotated[Response, OverrideAnswer]:
    """Let a supervisor's word stand for a payment, or lift a block."""
    return call.write(corrections.override, body)


@api.post("/blocks", stations=DESKS, operator="block", body=BlockBody)
def post_block(call: Call, body: BlockBody) -> Annotated[Response, BlockAnswer]:
    """Stop a person everywhere, or let her go again."""
    return call.write(corrections.block, body)


@api.post("/cancellations", stations=DESKS, operator="cancel", body=CancellationBody)
def post_cancellation(
    call: Call, body: CancellationBody
) -> Annotated[Response, CancellationAnswer]:
    """Cancel a registration, or take it up again."""
    return call.write(cancellations.cancel, body)


@api.post("/escalations", stations=DESKS, body=EscalationBody)
def post_escalation(call: Call, body: EscalationBody) -> Annotated[Response, EscalationAnswer]:
    """Send a person to a supervisor; who may override clears her again."""
    return call.write(escalations.escalate, body)


@api.get("/escalations", stations=DESKS | CONTROLS)
def get_escalations(call: Call) -> OpenEscalations:
    """List who waits for a supervisor; at control with names only for more than a technician."""
    shows_persons = sees_persons(call.principal)
    with call.database.read() as session:
        return {"escalations": escalations.open_escalations(session, shows_persons=shows_persons)}


@api.post("/attention-notes", stations=DESKS, body=AttentionNoteBody)
def post_attention_note(
    call: Call, body: AttentionNoteBody
) -> Annotated[Response, AttentionNoteAnswer]:
    """Tell every desk something about a person, or be done with it."""
    return call.write(attention.note_attention, body)


@api.post("/identity-notes", stations=DESKS, body=IdentityNoteBody)
def post_identity_note(
    call: Call, body: IdentityNoteBody
) -> Annotated[Response, IdentityNoteAnswer]:
    """Note which document a person showed, as the media desk does."""
    return call.write(attention.note_identity, body)
