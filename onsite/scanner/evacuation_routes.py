"""Routes of lists by which nobody is left behind: at a bus, and in an evacuation."""

from typing import Annotated

from flask import Response

from onsite.access.rules import CONTROLS, DESKS, DOORS, HOSTS, may_see_persons
from onsite.errors import OnsiteError
from onsite.scanner import boarding, evacuation_lists, evacuations
from onsite.scanner.boarding_shapes import Boarding
from onsite.scanner.evacuation_bodies import EvacuationBody, EvacuationEndBody, EvacuationMarkBody
from onsite.scanner.evacuation_shapes import (
    EvacuationAnswer,
    EvacuationEndAnswer,
    EvacuationMarkAnswer,
    Evacuations,
    RunningEvacuationShape,
)
from onsite.units import rfc3339
from onsite.web import Api, Call

api = Api("leaving")

STAFFED = CONTROLS | DESKS | DOORS


@api.get("/checkpoints/<code>/boarding", stations=STAFFED)
def get_boarding(call: Call, code: str) -> Boarding:
    """List who booked this bus, trip, meal or lounge and is not there yet."""
    own = call.station.checkpoint
    if own is not None and own != code:
        raise OnsiteError(
            "not_this_checkpoint",
            f"This station stands at {own}; ask for its list, or pair one for {code[:40]}.",
            status=403,
            field="checkpoint",
        )
    sees, operator = _sees_persons(call), call.principal.operator
    knows_who = operator is not None and bool(set(operator.roles) - {"technician"})
    shown = boarding.Shown(has_names=sees, has_phones=sees and knows_who)
    with call.database.read() as session:
        return boarding.boarding(session, code, at=call.now, shown=shown)


@api.post("/evacuations", stations=STAFFED, operator="evacuate", body=EvacuationBody)
def post_evacuation(call: Call, body: EvacuationBody) -> Annotated[Response, EvacuationAnswer]:
    """Order everyone out: who is inside now stands on a list."""
    return call.write(evacuations.begin, body)


@api.get("/evacuation", stations=STAFFED | HOSTS)
def get_evacuation(call: Call) -> RunningEvacuationShape:
    """Tell the evacuation that runs now, with everyone on its list; hosts are told the counts."""
    with call.database.read() as session:
        known = evacuations.running(session)
        found = known and evacuation_lists.evacuation(
            session, known, shows_names=_sees_persons(call)
        )
    return {"evacuation": found or None, "as_of": rfc3339(call.now)}


@api.post("/evacuation-marks", stations=STAFFED, body=EvacuationMarkBody)
def post_evacuation_mark(
    call: Call, body: EvacuationMarkBody
) -> Annotated[Response, EvacuationMarkAnswer]:
    """Mark a person as outside, or take it back; no operator is needed, there is no time for it."""
    if not _sees_persons(call):
        raise OnsiteError(
            "names_hidden",
            "This page names a person; let an operator who is more than a technician sign in.",
            status=403,
        )
    return call.write(evacuations.mark, body)


@api.post("/evacuation-ends", stations=STAFFED, operator="evacuate", body=EvacuationEndBody)
def post_evacuation_end(
    call: Call, body: EvacuationEndBody
) -> Annotated[Response, EvacuationEndAnswer]:
    """Say that the evacuation is over."""
    return call.write(evacuations.end, body)


@api.get("/evacuations", stations=CONTROLS)
def get_evacuations(call: Call) -> Evacuations:
    """List the evacuations there were, the latest first."""
    with call.database.read() as session:
        return {"evacuations": evacuation_lists.history(session)}


def _sees_persons(call: Call) -> bool:
    """A host's page is told of its own guests only: here it gets no names."""
    operator = call.principal.operator
    if call.station.role in HOSTS:
        return False
    return may_see_persons(call.station.role, operator.roles if operator else ())
