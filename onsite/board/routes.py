"""Routes of what screens are told."""

from typing import Any

from onsite.access.rules import BOARDS, CONTROLS, DESKS, DOORS, EVERYONE
from onsite.board import queries
from onsite.web import Api, Call

api = Api("board")

HEADCOUNT = BOARDS | CONTROLS | DESKS | DOORS


@api.get("/headcount", stations=HEADCOUNT)
def get_headcount(call: Call) -> dict[str, Any]:
    """Tell who is here, by category, hall and minute."""
    with call.database.read() as session:
        return queries.headcount(session, now=call.now)


@api.get("/me", stations=EVERYONE)
def get_me(call: Call) -> dict[str, Any]:
    """Tell a page what station it is and what it needs to start."""
    with call.database.read() as session:
        return queries.me(session, principal=call.principal, now=call.now)
