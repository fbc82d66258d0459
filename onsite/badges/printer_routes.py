"""Routes of printers: added, changed, tested, chosen by a station, heard of."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from onsite.access.queries import station
from onsite.access.rules import CONTROLS, DESKS, KIOSKS, PRINT_AGENTS
from onsite.badges import queries, service, set_up, spool
from onsite.badges.models import PrinterRow
from onsite.badges.shapes import ChosenPrinter, Printers, PrinterShape, PrintJob
from onsite.errors import OnsiteError
from onsite.units import rfc3339
from onsite.web import Api, Call

api = Api("printers")

PRINTER_STATES = Literal[
    "ready", "busy", "paper_low", "paper_out", "cover_open", "offline", "error", "unknown"
]


class PrinterBody(msgspec.Struct, forbid_unknown_fields=True):
    """A printer to add."""

    name: str
    url: str
    prints: list[str]
    station: str | None = None
    agent: str | None = None
    place: Annotated[str, msgspec.Meta(max_length=80)] = ""


class PrinterTestBody(msgspec.Struct, forbid_unknown_fields=True):
    """A test page to print."""

    job_id: UUID


class PrinterStateBody(msgspec.Struct, forbid_unknown_fields=True):
    """How a printer says it is."""

    state: PRINTER_STATES


class ChosenPrinterBody(msgspec.Struct, forbid_unknown_fields=True):
    """The printer this station's badges and papers come out of; null for the usual one."""

    printer: str | None


@api.get("/printers", stations=DESKS | KIOSKS | CONTROLS | PRINT_AGENTS)
def get_printers(call: Call) -> Printers:
    """List the printers."""
    with call.database.read() as session:
        return {"printers": [_printer(row) for row in queries.printers(session)]}


@api.post("/printers", stations=CONTROLS, operator="printers", body=PrinterBody)
def post_printer(call: Call, body: PrinterBody) -> PrinterShape:
    """Add a printer, or change the one of that name."""
    call.wiring.check_printer_url(body.url)
    with call.database.read() as session:
        known = call.wiring.places(session).stations
    for field, wanted in (("station", body.station), ("agent", body.agent)):
        if wanted is not None and wanted not in known:
            raise OnsiteError(
                "unknown_station", f"There is no station {wanted[:40]!r}.", field=field
            )
    return call.database.write(
        lambda session: _printer(
            set_up.add_printer(
                session,
                name=body.name,
                url=body.url,
                prints=body.prints,
                station=body.station,
                agent=body.agent,
                now=call.now,
                place=body.place,
            )
        )
    )


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
    agent = call.station.id
    is_own_agent = agent == call.wiring.own_agent

    def note(session: Any) -> None:
        row = queries.printer(session, name)
        if not spool.serves(row, agent, is_own_agent=is_own_agent):
            raise OnsiteError(
                "not_this_agent", f"{name!r} is another agent's printer.", status=403, field="name"
            )
        row.state, row.checked_at = body.state, call.now

    call.database.write(note)


def _printer(row: PrinterRow) -> PrinterShape:
    return {
        "name": row.name,
        "url": row.url,
        "prints": row.prints,
        "station": row.station,
        "agent": row.agent,
        "place": row.place,
        "state": row.state,
        "checked_at": rfc3339(row.checked_at) if row.checked_at else None,
    }
