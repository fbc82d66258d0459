"""Routes of lists by which nobody is left behind: at a bus, and in an evacuation."""

from datetime import datetime
from typing import Annotated

import msgspec
from flask import Response, request

from onsite.access.rules import CONTROLS, DESKS, DOORS, HOSTS, sees_persons
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
from onsite.web import Api, Call, convert, in_utc

api = Api("leaving")


class _Since(msgspec.Struct):
    since: Annotated[datetime, msgspec.Meta(tz=True)]


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


@api.get("/evacuation", stations=STAFFED | HOSTS, query=("since",))
def get_evacuation(call: Call) -> RunningEvacuationShape:
    """Tell the evacuation that runs now, with its list, or who of it was marked `since`.

    Hosts are told the counts.
    """
    since = _asked_since(request.args.get("since"))
    with call.database.read() as session:
        known = evacuations.running(session)
        found = known and evacuation_lists.evacuation(
            session, known, shows_names=_sees_persons(call), since=since
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


def _asked_since(text: str | None) -> datetime | None:
    if text is None:
        return None
    return in_utc(convert({"since": text}, _Since).since, field="since")


def _sees_persons(call: Call) -> bool:
    """A host's page is told of its own guests only: here it gets no names."""
    return call.station.role not in HOSTS and sees_persons(call.principal)
