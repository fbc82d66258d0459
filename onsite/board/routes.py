"""Routes of what screens are told."""

from onsite.access.rules import BOARDS, CONTROLS, DESKS, DOORS, EVERYONE
from onsite.board import queries
from onsite.board.shapes import Headcount, Me
from onsite.web import Api, Call

api = Api("board")

HEADCOUNT = BOARDS | CONTROLS | DESKS | DOORS


@api.get("/headcount", stations=HEADCOUNT)
def get_headcount(call: Call) -> Headcount:
    """Tell who is here, by category, hall and minute."""
    with call.database.read() as session:
        return queries.headcount(session, now=call.now)


@api.get("/me", stations=EVERYONE)
def get_me(call: Call) -> Me:
    """Tell a page what station it is and what it needs to start."""
    with call.database.read() as session:
        return queries.me(session, principal=call.principal, now=call.now)
