"""Routes of reconciliation: the list of conflicts, and what a person decides about them."""

from functools import partial
from typing import Annotated, Any, cast, get_args

import msgspec
from flask import Response, request
from sqlalchemy.orm import Session

from onsite.access.rules import CONTROLS, sees_persons
from onsite.asking import asked_count
from onsite.errors import OnsiteError
from onsite.scanner import reconciling
from onsite.scanner.reconciling import Wanted
from onsite.scanner.reconciling_shapes import (
    ConflictResolutionAnswer,
    ConflictResolutionAnswers,
    ConflictResolutionBatch,
    ConflictResolutionBody,
    Conflicts,
)
from onsite.scanner.shapes import ConflictKind
from onsite.web import Api, Call, convert, problem_body, told

api = Api("reconciling")

CONFLICTS_AT_MOST = 10_000
RESOLUTIONS_AT_MOST = 500
RESOLUTIONS_A_COMMIT = 10  # each counts someone anew, and scans wait meanwhile
_STATES = {"open": False, "resolved": True}


@api.get("/conflicts", stations=CONTROLS, query=("state", "kind", "limit"))
def get_conflicts(call: Call) -> Conflicts:
    """List scans whose door told the person something else than the event says."""
    state, kind = request.args.get("state"), request.args.get("kind")
    _refuse_unknown("state", state, tuple(_STATES))
    _refuse_unknown("kind", kind, get_args(ConflictKind))
    wanted = Wanted(
        is_resolved=_STATES[state] if state else None,
        kind=cast("ConflictKind | None", kind),
        limit=asked_count(
            request.args.get("limit"), default=CONFLICTS_AT_MOST, most=CONFLICTS_AT_MOST
        ),
    )
    with call.database.read() as session:
        return reconciling.conflicts(
            session,
            wanted,
            shows_names=sees_persons(call.principal),
        )


@api.post(
    "/conflict-resolutions",
    stations=CONTROLS,
    operator="undo",
    body=dict[str, Any],
    shows=ConflictResolutionBody | ConflictResolutionBatch,
)
def post_conflict_resolutions(
    call: Call, body: dict[str, Any]
) -> Annotated[Response, ConflictResolutionAnswer | ConflictResolutionAnswers]:
    """Resolve one conflict, or up to 500, each once."""
    if "conflict_resolutions" not in body:
        return call.write(reconciling.resolve, convert(body, ConflictResolutionBody))
    asked = body["conflict_resolutions"]
    if set(body) != {"conflict_resolutions"} or not isinstance(asked, list):
        raise OnsiteError(
            "malformed",
            "Send a list of conflict_resolutions, and nothing beside it.",
            field="conflict_resolutions",
        )
    if len(asked) > RESOLUTIONS_AT_MOST:
        raise OnsiteError(
            "too_many_resolutions",
            f"Send at most {RESOLUTIONS_AT_MOST} at a time; these are {len(asked)}.",
            status=413,
            field="conflict_resolutions",
        )
    answers: list[bytes] = []
    for start in range(0, len(asked), RESOLUTIONS_A_COMMIT):
        part = asked[start : start + RESOLUTIONS_A_COMMIT]
        answers += call.database.write(partial(_resolve_all, asked=part, call=call))
    return told(b'{"conflict_resolutions":[' + b",".join(answers) + b"]}")


def _resolve_all(session: Session, *, asked: list[Any], call: Call) -> list[bytes]:
    """Resolve each in a savepoint of its own; a refused one gets its problem, the others go on."""
    answers = []
    for one in asked:
        try:
            body = convert(one, ConflictResolutionBody)
            with session.begin_nested():
                answers.append(reconciling.resolve(session, body, call.asking))
        except OnsiteError as error:
            sent = one.get("conflict_resolution_id") if isinstance(one, dict) else None
            problem = {"conflict_resolution_id": sent, **problem_body(error)}
            answers.append(msgspec.json.encode(problem))
    return answers


def _refuse_unknown(field: str, text: str | None, known: tuple[str, ...]) -> None:
    if text is not None and text not in known:
        raise OnsiteError("malformed", f"{field} is one of {', '.join(known)}.", field=field)
