"""Routes of what screens are told."""

from typing import Annotated

import msgspec
from flask import Response

from onsite.access.rules import BOARDS, CONTROLS, DESKS, DOORS, EVERYONE, sees_persons
from onsite.board import doors
from onsite.board.doors import DoorStateBody
from onsite.board.headcount import headcount
from onsite.board.me import me
from onsite.board.overview_shapes import DoorStateShape, Overview
from onsite.board.shapes import Headcount, Me
from onsite.web import Api, Call, told

api = Api("board")

HEADCOUNT = BOARDS | CONTROLS | DESKS | DOORS


@api.get("/headcount", stations=HEADCOUNT)
def get_headcount(call: Call) -> Headcount:
    """Tell who is here, by category, hall and minute."""
    with call.database.read() as session:
        return headcount(session, now=call.now)


@api.get("/overview", stations=BOARDS | CONTROLS)
def get_overview(call: Call) -> Annotated[Response, Overview]:
    """Tell how zones, meals, speakers, doors and devices stand, and how many will come.

    A board is told counts only; control names the speakers who are missing to who may see persons.
    """
    book = call.wiring.overviews
    if call.station.role in CONTROLS and sees_persons(call.principal):
        with call.database.read() as session:
            return told(msgspec.json.encode(book.composed(session, now=call.now, names=True)))
    return told(msgspec.json.encode(book.document()))


@api.put("/door-state", stations=DOORS, body=DoorStateBody)
def put_door_state(call: Call, body: DoorStateBody) -> DoorStateShape:
    """Take a door's word about the scans it keeps, which wait for the event's answer."""
    call.database.write(lambda session: doors.tell_state(session, body, call.asking))
    return {"waiting": body.waiting, "aside": body.aside}


@api.get("/me", stations=EVERYONE)
def get_me(call: Call) -> Me:
    """Tell a page what station it is and what it needs to start."""
    with call.database.read() as session:
        return me(session, principal=call.principal, now=call.now)
