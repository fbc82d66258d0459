"""Routes of printing: desks ask, agents claim, people resolve."""

import math
import time
from typing import Annotated, Any, Literal
from uuid import UUID

import gevent
import msgspec
from flask import Response, request
from gevent.event import Event
from sqlalchemy.orm import Session

from onsite import clock
from onsite.access.rules import CONTROLS, DESKS, KIOSKS, PRINT_AGENTS
from onsite.asking import asked_count
from onsite.badges import queries, service, sheets
from onsite.badges.drawing import DrawingError
from onsite.badges.models import PrinterRow, PrintJobRow
from onsite.badges.qr import QrError
from onsite.badges.rules import State
from onsite.badges.service import PrintersChanged, Report
from onsite.badges.shapes import (
    Claimed,
    ClaimedJob,
    Printers,
    PrinterShape,
    PrintJob,
    PrintJobs,
)
from onsite.badges.template import TemplateError
from onsite.errors import OnsiteError
from onsite.events import Bus
from onsite.units import rfc3339
from onsite.web import Api, Call

api = Api("badges")

JOBS = 100
JOBS_AT_MOST = 1000
LONGEST_WAIT_S = 25
DOTS = (1, 20_000)
DPI = (72, 1200)
USUAL_DPI = 203.0  # of receipt and label printers
PRINTER_STATES = Literal[
    "ready", "busy", "paper_low", "paper_out", "cover_open", "offline", "error", "unknown"
]


class PrintJobBody(msgspec.Struct, forbid_unknown_fields=True):
    """A badge to print."""

    job_id: UUID
    reg_no: str
    prints: Literal["badge"] = "badge"
    reason: str | None = None


class ResolutionBody(msgspec.Struct, forbid_unknown_fields=True):
    """A person's decision about a job."""

    resolution_id: UUID
    action: Literal["retry", "printed", "cancel"]


class ClaimBody(msgspec.Struct, forbid_unknown_fields=True):
    """An agent asks for a job, and how many seconds it will wait for one."""

    claim_id: UUID
    wait: Annotated[float, msgspec.Meta(ge=0)] = 0


class ReportBody(msgspec.Struct, forbid_unknown_fields=True):
    """What became of a claimed job."""

    report_id: UUID
    claim_id: UUID
    state: str
    confirmed: bool = False
    error: str | None = None


class PrinterBody(msgspec.Struct, forbid_unknown_fields=True):
    """A printer to add."""

    name: str
    url: str
    prints: list[str]
    station: str | None = None
    agent: str | None = None


class PrinterTestBody(msgspec.Struct, forbid_unknown_fields=True):
    """A test page to print."""

    job_id: UUID


class PrinterStateBody(msgspec.Struct, forbid_unknown_fields=True):
    """How a printer says it is."""

    state: PRINTER_STATES


class WaitingAgents:
    """Wakes the agents' long polls when a job is queued or a printer is free again."""

    def __init__(self, bus: Bus) -> None:
        self._changed = Event()
        bus.listen(PrintersChanged, lambda _: self.wake())

    def wake(self) -> None:
        """Let every waiting agent look again."""
        self._changed.set()
        self._changed = Event()

    def wait(self, seconds: float) -> None:
        """Wait until something changed, or the time is over."""
        self._changed.wait(timeout=seconds)


@api.post("/print-jobs", stations=DESKS, body=PrintJobBody)
def post_print_job(call: Call, body: PrintJobBody) -> PrintJob:
    """Print a badge; a second one needs a reason."""
    return call.database.write(
        lambda session: queries.shown(
            session,
            service.print_badge(
                session,
                job_id=str(body.job_id),
                reg_no=body.reg_no,
                reason=body.reason,
                principal=call.principal,
                now=call.now,
            ),
        )
    )


@api.get("/print-jobs", stations=DESKS | CONTROLS, query=("state", "limit"))
def get_print_jobs(call: Call) -> PrintJobs:
    """List print jobs: what needs a person first, then the newest."""
    limit = asked_count(request.args.get("limit"), default=JOBS, most=JOBS_AT_MOST)
    state = request.args.get("state")
    if state is not None and state not in list(State):
        raise OnsiteError(
            "malformed", f"A job's state is one of {', '.join(State)}.", field="state"
        )
    with call.database.read() as session:
        rows = queries.jobs(session, state=state, limit=limit)
        return {
            "print_jobs": [queries.shown(session, row) for row in rows],
            "counts": queries.counts_by_state(session),
        }


@api.get("/print-jobs/<job_id>", stations=DESKS | KIOSKS | CONTROLS | PRINT_AGENTS)
def get_print_job(call: Call, job_id: str) -> PrintJob:
    """Tell how a print job is doing."""
    with call.database.read() as session:
        shown = queries.shown(session, _own_job(session, call, job_id))
    if call.station.role in KIOSKS:
        shown["name"] = shown["reg_no"] = None
    return shown


@api.get(
    "/print-jobs/<job_id>/page.png",
    stations=CONTROLS | DESKS | PRINT_AGENTS,
    query=("width_dots", "height_dots", "dpi", "one_bit"),
)
def get_page(call: Call, job_id: str) -> Annotated[Response, "image/png"]:
    """Draw a job's page, for a printer's dots when it says them."""
    paper = _paper()
    with call.database.read() as session:
        content = sheets.content_of(session, _own_job(session, call, job_id))
    try:
        # Drawing takes tens of milliseconds: off the hub, so that no scan waits for it.
        drawn = gevent.get_hub().threadpool.apply(sheets.picture, (content, paper))
    except (TemplateError, DrawingError) as error:
        raise OnsiteError("page_too_small", str(error), field="width_dots") from error
    except QrError as error:
        raise OnsiteError("no_code", str(error)) from error
    return Response(drawn, mimetype="image/png")


def _own_job(session: Session, call: Call, job_id: str) -> PrintJobRow:
    """Read a job; an agent sees those that were given to it, and no others."""
    row = queries.job(session, job_id)
    if call.station.role in PRINT_AGENTS and not queries.was_given_to(
        session, row, call.station.id
    ):
        raise OnsiteError(
            "not_this_agent", "This job was not given to this agent; claim one first.", status=403
        )
    return row


def _paper() -> sheets.Paper:
    width = _asked_number("width_dots", *DOTS)
    if width is None:
        return sheets.SCREEN
    height = _asked_number("height_dots", *DOTS)
    return sheets.Paper(
        width_dots=int(width),
        height_dots=None if height is None else int(height),
        dpi=_asked_number("dpi", *DPI) or USUAL_DPI,
        one_bit=request.args.get("one_bit", "").lower() in ("1", "true"),
    )


def _asked_number(name: str, least: int, most: int) -> float | None:
    """Read a number of the query; None where it is not given."""
    text = request.args.get(name)
    if text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise OnsiteError("malformed", f"{name} is a number from {least} to {most}.", field=name)
    return number


@api.post("/print-jobs/<job_id>/resolutions", stations=DESKS | CONTROLS, body=ResolutionBody)
def post_resolution(call: Call, body: ResolutionBody, job_id: str) -> PrintJob:
    """Decide about a job that needs a person."""
    return call.database.write(
        lambda session: queries.shown(
            session,
            service.resolve(
                session,
                job_id=job_id,
                resolution_id=str(body.resolution_id),
                action=body.action,
                principal=call.principal,
                now=call.now,
            ),
        )
    )


@api.post("/print-jobs/claim", stations=PRINT_AGENTS, body=ClaimBody)
def post_claim(call: Call, body: ClaimBody) -> Claimed:
    """Give the agent its next job, waiting for one a while."""
    ends = time.monotonic() + min(body.wait, LONGEST_WAIT_S)
    while True:
        job = _claim(call, str(body.claim_id))
        left = ends - time.monotonic()
        if job is not None or left <= 0:
            return {"job": job}
        call.wiring.waiting_agents.wait(min(left, 5))


def _claim(call: Call, claim_id: str) -> ClaimedJob | None:
    agent = call.station.id
    is_own_agent = agent == call.wiring.own_agent

    def take(session: Any) -> ClaimedJob | None:
        row = service.claim(
            session,
            claim_id=claim_id,
            agent=agent,
            is_own_agent=is_own_agent,
            now=clock.now(),  # the lease begins when the job is given, not when it was asked for
        )
        if row is None:
            return None
        printer = session.get_one(PrinterRow, row.printer)
        return {
            "id": row.id,
            "prints": row.prints,
            "copies": 1,
            "attempts": row.attempts,
            "printer": {"name": printer.name, "url": printer.url},
            "page": f"/api/v1/print-jobs/{row.id}/page.png",
        }

    with call.database.read() as session:
        known = queries.job_of_claim(session, claim_id)
        next_job = service.claimable(session, agent=agent, is_own_agent=is_own_agent)
    return call.database.write(take) if known or next_job else None


@api.post("/print-jobs/<job_id>/reports", stations=PRINT_AGENTS, body=ReportBody)
def post_report(call: Call, body: ReportBody, job_id: str) -> PrintJob:
    """Take an agent's word for what became of its job."""
    said = Report(str(body.report_id), str(body.claim_id), body.state, body.confirmed, body.error)
    return call.database.write(
        lambda session: queries.shown(
            session,
            service.report(session, job_id=job_id, said=said, agent=call.station.id, now=call.now),
        )
    )


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
            service.add_printer(
                session,
                name=body.name,
                url=body.url,
                prints=body.prints,
                station=body.station,
                agent=body.agent,
                now=call.now,
            )
        )
    )


@api.delete("/printers/<name>", stations=CONTROLS, operator="printers")
def delete_printer(call: Call, name: str) -> None:
    """Take a printer away; its jobs stay."""
    call.database.write(lambda session: service.remove_printer(session, name=name, now=call.now))


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


@api.post("/printers/<name>/state", stations=PRINT_AGENTS, body=PrinterStateBody)
def post_printer_state(call: Call, body: PrinterStateBody, name: str) -> None:
    """Note how a printer says it is."""
    agent = call.station.id
    is_own_agent = agent == call.wiring.own_agent

    def note(session: Any) -> None:
        row = queries.printer(session, name)
        if not service.serves(row, agent, is_own_agent=is_own_agent):
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
        "state": row.state,
        "checked_at": rfc3339(row.checked_at) if row.checked_at else None,
    }
