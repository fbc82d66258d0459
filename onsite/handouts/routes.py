"""Routes of the hand-outs room: what a person gets, loans, stock, meals, the cloakroom."""

from typing import Annotated

from flask import Response, request

from onsite.access.queries import operator
from onsite.access.rules import BOARDS, CONTROLS, DESKS, DOORS, sees_persons
from onsite.errors import OnsiteError
from onsite.handouts import (
    keeping,
    lending,
    meal_counts,
    meals,
    piles,
    queries,
    service,
)
from onsite.handouts.bodies import (
    HandOutUndoBody,
    KeepingBody,
    KeepingReturnBody,
    LoanReturnBody,
    RedemptionBody,
    StockMoveBody,
)
from onsite.handouts.rules import TAG_MARKS
from onsite.handouts.shapes import (
    Checklist,
    HandOutUndone,
    KeepingAnswer,
    KeepingReturned,
    Keepings,
    LoanReturned,
    Loans,
    Meals,
    Moved,
    RedemptionAnswer,
    StockList,
)
from onsite.registration.queries import delegate
from onsite.web import Api, Call

api = Api("handouts")


@api.get("/checklists/<path:reg_no>", stations=DESKS)
def get_checklist(call: Call, reg_no: str) -> Checklist:
    """Tell what a delegate gets, has and is still due."""
    with call.database.read() as session:
        row = delegate(session, reg_no)
        return queries.checklist(session, row, station=call.station.id)


@api.get("/staff-checklists/<path:name>", stations=DESKS)
def get_staff_checklist(call: Call, name: str) -> Checklist:
    """Tell what one of the staff has and may get."""
    with call.database.read() as session:
        row = operator(session, name)
        return queries.staff_checklist(session, row.name, station=call.station.id)


@api.post("/hand-out-undos", stations=DESKS, body=HandOutUndoBody)
def post_hand_out_undo(call: Call, body: HandOutUndoBody) -> Annotated[Response, HandOutUndone]:
    """Take a hand-out back."""
    return call.write(service.undo_hand_out, body)


@api.post("/loan-returns", stations=DESKS, body=LoanReturnBody)
def post_loan_return(call: Call, body: LoanReturnBody) -> Annotated[Response, LoanReturned]:
    """End a loan by its number: back, damaged, or lost."""
    return call.write(lending.return_loan, body)


@api.get("/loans", stations=DESKS | CONTROLS, query=("item", "number", "missing"))
def get_loans(call: Call) -> Loans:
    """List the numbered things that went out; at control with names only for more than a technician."""
    with call.database.read() as session:
        lines, counts = queries.loans(
            session,
            shows_persons=sees_persons(call.principal),
            item=request.args.get("item"),
            number=request.args.get("number", "").strip(),
            is_missing=_asked("missing"),
        )
    return {"loans": lines, "counts": counts}


@api.get("/stock", stations=DESKS | CONTROLS)
def get_stock(call: Call) -> StockList:
    """List every pile, and which are short."""
    with call.database.read() as session:
        return {"stock": piles.stock(session)}


@api.post("/stock-moves", stations=DESKS | CONTROLS, operator="stock", body=StockMoveBody)
def post_stock_move(call: Call, body: StockMoveBody) -> Annotated[Response, Moved]:
    """Carry stock from one pile to another."""
    return call.write(piles.move_stock, body)


@api.post("/redemptions", stations=DESKS | DOORS, body=RedemptionBody)
def post_redemption(call: Call, body: RedemptionBody) -> Annotated[Response, RedemptionAnswer]:
    """Redeem a meal by voucher or badge; a refusal is a verdict."""
    return call.write(meals.redeem, body)


@api.get("/meals", stations=DESKS | CONTROLS | BOARDS | DOORS, query=("checkpoint",))
def get_meals(call: Call) -> Meals:
    """Count every meal: booked, given and eaten, by diet."""
    checkpoint = call.station.checkpoint or request.args.get("checkpoint") or None
    with call.database.read() as session:
        return {"meals": meal_counts.meal_lines(session, at=call.now, checkpoint=checkpoint)}


@api.post("/keepings", stations=DESKS, body=KeepingBody)
def post_keeping(call: Call, body: KeepingBody) -> Annotated[Response, KeepingAnswer]:
    """Take a coat, or a thing that was found; its tag slip prints."""
    return call.write(keeping.keep_thing, body)


@api.post("/keeping-returns", stations=DESKS, body=KeepingReturnBody)
def post_keeping_return(
    call: Call, body: KeepingReturnBody
) -> Annotated[Response, KeepingReturned]:
    """Give a kept thing back."""
    return call.write(keeping.give_back, body)


@api.get("/keepings", stations=DESKS, query=("kind", "q", "here"))
def get_keepings(call: Call) -> Keepings:
    """List what is or was kept, newest first."""
    kind = request.args.get("kind") or None
    if kind is not None and kind not in TAG_MARKS:
        raise OnsiteError(
            "malformed", f"The kind is one of {' and '.join(TAG_MARKS)}.", field="kind"
        )
    with call.database.read() as session:
        lines, counts = keeping.keepings(
            session, kind=kind, query=request.args.get("q", "").strip(), is_here=_asked("here")
        )
    return {"keepings": lines, "counts": counts}


def _asked(name: str) -> bool:
    """Tell whether a switch like ``missing=1`` stands after the question mark."""
    return request.args.get(name, "") in ("1", "true", "yes")
