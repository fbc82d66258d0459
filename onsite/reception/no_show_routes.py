"""Routes of the call sheet. Nobody's number is told without a person signed in who works with people."""

from typing import Annotated, Final

import msgspec
from flask import Response, request

from onsite.access.rules import DESKS
from onsite.asking import asked_count
from onsite.reception import no_show_calls, no_show_list
from onsite.reception.no_show_shapes import (
    ClaimAnswer,
    NoShowCallAnswer,
    NoShowCallBody,
    NoShows,
)
from onsite.web import Api, Call

TOLD, MOST = 200, 500  # rows of the sheet at once
RIGHT: Final = "call"

api = Api("no-shows")


class NoShowClaimBody(msgspec.Struct, forbid_unknown_fields=True):
    """Whom this station calls now."""

    reg_no: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


@api.get("/no-shows", stations=DESKS, operator=RIGHT, query=("category", "status", "limit"))
def get_no_shows(call: Call) -> NoShows:
    """List who has not come, with the number to call and what was said last."""
    limit = asked_count(request.args.get("limit"), default=TOLD, most=MOST)
    with call.database.read() as session:
        return no_show_list.no_shows(
            session,
            station=call.station.id,
            now=call.now,
            category=request.args.get("category") or None,
            status=request.args.get("status") or None,
            limit=limit,
        )


@api.post("/no-show-calls", stations=DESKS, operator=RIGHT, body=NoShowCallBody)
def post_no_show_call(call: Call, body: NoShowCallBody) -> Annotated[Response, NoShowCallAnswer]:
    """Note what came of calling someone who has not come."""
    return call.write(no_show_calls.note_call, body)


@api.put("/no-show-claims/current", stations=DESKS, operator=RIGHT, body=NoShowClaimBody)
def put_no_show_claim(call: Call, body: NoShowClaimBody) -> ClaimAnswer:
    """Take someone to call, for three minutes; nobody else can meanwhile."""
    return call.database.write(
        lambda session: no_show_calls.claim(session, body.reg_no, call.asking)
    )


@api.delete("/no-show-claims/current", stations=DESKS, operator=RIGHT)
def delete_no_show_claim(call: Call) -> None:
    """Give back whom this station had taken to call."""
    call.database.write(lambda session: no_show_calls.give_back(session, call.asking))
