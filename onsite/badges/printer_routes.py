"""Routes of printers: added, changed, tested, chosen by a station, heard of."""

from typing import Annotated
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from onsite import clock
from onsite.access.queries import station
from onsite.access.rules import CONTROLS, DESKS, KIOSKS, PRINT_AGENTS
from onsite.badges import queries, service, set_up, spool
from onsite.badges.models import PrinterRow
from onsite.badges.routes import PRINTER_STATES
from onsite.badges.rules import is_low, trouble_of
from onsite.badges.shapes import (
    AddedPrinter,
    ChosenPrinter,
    Printers,
    PrinterShape,
    PrinterWarning,
    PrintJob,
)
from onsite.badges.template import Templates
from onsite.badges.template_use import uses
from onsite.errors import OnsiteError
from onsite.units import rfc3339
from onsite.web import Api, Call

api = Api("printers")


COUNT = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class PrinterBody(msgspec.Struct, forbid_unknown_fields=True):
    """A printer to add."""

    name: str
    url: str
    prints: list[str]
    station: str | None = None
    agent: str | None = None
    place: Annotated[str, msgspec.Meta(max_length=80)] = ""
    pool: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    template: Annotated[str, msgspec.Meta(max_length=80)] | None = None


class PrinterTestBody(msgspec.Struct, forbid_unknown_fields=True):
    """A test page to print."""

    job_id: UUID


class PrinterStateBody(msgspec.Struct, forbid_unknown_fields=True):
    """How a printer says it is, whether it says so at all, and its trouble in words."""

    state: PRINTER_STATES
    can_answer: bool | None = None
    error: str | None = None


class SupplyBody(msgspec.Struct, forbid_unknown_fields=True):
    """How many pages a printer holds, and at how many left somebody is warned; null: not counted."""

    pages_left: COUNT | None
    warn_at: COUNT | None


class ChosenPrinterBody(msgspec.Struct, forbid_unknown_fields=True):
    """The printer this station's badges and papers come out of; null for the usual one."""

    printer: str | None


@api.get("/printers", stations=DESKS | KIOSKS | CONTROLS | PRINT_AGENTS)
def get_printers(call: Call) -> Printers:
    """List the printers; an agent is told those it reaches."""
    with call.database.read() as session:
        rows = [row for row in queries.printers(session) if _may_see(call, row)]
        return {"printers": [_printer(row) for row in rows]}


def _may_see(call: Call, row: PrinterRow) -> bool:
    return call.station.role not in PRINT_AGENTS or _is_reached(call, row)


def _is_reached(call: Call, row: PrinterRow) -> bool:
    agent = call.station.id
    return spool.serves(row, agent, is_own_agent=agent == call.wiring.own_agent)


@api.post("/printers", stations=CONTROLS, operator="printers", body=PrinterBody)
def post_printer(call: Call, body: PrinterBody) -> AddedPrinter:
    """Add a printer, or change the one of that name; says what will be missing there."""
    holds = call.wiring.describe_printer(body.url)
    with call.database.read() as session:
        known = call.wiring.places(session).stations
    for field, wanted in (("station", body.station), ("agent", body.agent)):
        if wanted is not None and wanted not in known:
            raise OnsiteError(
                "unknown_station", f"There is no station {wanted[:40]!r}.", field=field
            )
    given = set_up.NewPrinter(**msgspec.structs.asdict(body))
    templates = call.wiring.templates.templates()

    def add(session: Session) -> AddedPrinter:
        row = set_up.add_printer(session, given, now=call.now, holds=holds)
        return {**_printer(row), "warnings": _warnings(row, templates)}

    return call.database.write(add)


def _warnings(row: PrinterRow, templates: Templates) -> list[PrinterWarning]:
    return [
        {"code": "no_template", "detail": use.trouble}
        for use in uses([row], templates)
        if use.template is None
    ]


@api.delete("/printers/<name>", stations=CONTROLS, operator="printers")
def delete_printer(call: Call, name: str) -> None:
    """Take a printer away; its jobs stay, its open test pages are cancelled."""
    call.database.write(
        lambda session: set_up.remove_printer(
            session, name=name, principal=call.principal, now=call.now
        )
    )


@api.post("/printers/<name>/tests", stations=CONTROLS, operator="printers", body=PrinterTestBody)
def post_printer_test(call: Call, body: PrinterTestBody, name: str) -> PrintJob:
    """Print a test page."""
    return call.database.write(
        lambda session: queries.shown(
            session,
            service.print_test(
                session,
                job_id=str(body.job_id),
                printer=name,
                principal=call.principal,
                now=call.now,
            ),
        )
    )


@api.get("/stations/current/printer", stations=DESKS)
def get_chosen_printer(call: Call) -> ChosenPrinter:
    """Tell which printer this station chose."""
    with call.database.read() as session:
        return {"printer": station(session, call.station.id).printer}


@api.put("/stations/current/printer", stations=DESKS, body=ChosenPrinterBody)
def put_chosen_printer(call: Call, body: ChosenPrinterBody) -> ChosenPrinter:
    """Choose the printer that this station's badges and papers come out of, while it is able."""
    call.database.write(
        lambda session: set_up.choose_printer(session, body.printer, principal=call.principal)
    )
    return {"printer": body.printer}


@api.post("/printers/<name>/state", stations=PRINT_AGENTS, body=PrinterStateBody)
def post_printer_state(call: Call, body: PrinterStateBody, name: str) -> None:
    """Note how a printer says it is."""

    def note(session: Session) -> None:
        if not _is_reached(call, queries.printer(session, name)):
            raise OnsiteError(
                "not_this_agent", f"{name!r} is another agent's printer.", status=403, field="name"
            )
        set_up.note_state(
            session,
            name=name,
            state=body.state,
            can_answer=body.can_answer,
            error=body.error,
            now=call.now,
        )

    call.database.write(note)


@api.put("/printers/<name>/supply", stations=CONTROLS | DESKS, body=SupplyBody)
def put_supply(call: Call, body: SupplyBody, name: str) -> PrinterShape:
    """Note how many pages a printer holds since its roll was changed, and when to warn."""
    return call.database.write(
        lambda session: _printer(
            set_up.put_supply(
                session,
                name=name,
                pages_left=body.pages_left,
                warn_at=body.warn_at,
                principal=call.principal,
            )
        )
    )


def _printer(row: PrinterRow) -> PrinterShape:
    return {
        "name": row.name,
        "url": row.url,
        "prints": row.prints,
        "station": row.station,
        "agent": row.agent,
        "place": row.place,
        "pool": row.pool,
        "width_mm": row.width_mm,
        "height_mm": row.height_mm,
        "template": row.template,
        "state": row.state,
        "trouble": trouble_of(
            row.state, can_answer=row.can_answer, heard_at=row.checked_at, now=clock.now()
        ),
        "error": row.error,
        "can_answer": row.can_answer,
        "pages_left": row.pages_left,
        "warn_at": row.warn_at,
        "is_low": is_low(row.pages_left, row.warn_at),
        "checked_at": rfc3339(row.checked_at) if row.checked_at else None,
    }
