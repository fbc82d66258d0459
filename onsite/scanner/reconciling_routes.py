"""Routes of reconciliation: the list of conflicts, and what a person decides about them."""

from typing import Annotated, Any, cast, get_args

from flask import Response, request

from onsite.access.rules import CONTROLS, sees_persons
from onsite.asking import asked_count
from onsite.errors import OnsiteError
from onsite.listed import Listed, write_listed
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
from onsite.web import Api, Call, convert

api = Api("reconciling")

CONFLICTS_AT_MOST = 10_000
RESOLUTIONS = Listed(
    name="conflict_resolutions",
    id_field="conflict_resolution_id",
    most=500,
    a_commit=10,  # each counts someone anew, and scans wait meanwhile
)
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
    return write_listed(
        call,
        body,
        lambda session, asked: reconciling.resolve(
            session, convert(asked, ConflictResolutionBody), call.asking
        ),
        listed=RESOLUTIONS,
    )


def _refuse_unknown(field: str, text: str | None, known: tuple[str, ...]) -> None:
    if text is not None and text not in known:
        raise OnsiteError("malformed", f"{field} is one of {', '.join(known)}.", field=field)
