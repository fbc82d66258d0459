"""Routes of print jobs: desks ask, agents claim, people resolve. Printers are `printer_routes`'."""

import math
import time
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from flask import Response, request
from gevent.event import Event
from sqlalchemy.orm import Session

from onsite import clock
from onsite.access.rules import CONTROLS, DESKS, KIOSKS, PRINT_AGENTS, sees_persons
from onsite.asking import asked_count
from onsite.badges import queries, service, sheets, spool
from onsite.badges.drawing import DrawingError
from onsite.badges.job_events import PrintersChanged
from onsite.badges.models import PrinterRow, PrintJobRow
from onsite.badges.qr import QrError
from onsite.badges.rules import State
from onsite.badges.shapes import Claimed, ClaimedJob, PrintJob, PrintJobs
from onsite.badges.spool import Report
from onsite.badges.template import MM_PER_INCH, TemplateError, Templates
from onsite.errors import OnsiteError
from onsite.events import Bus
from onsite.off_hub import off_hub
from onsite.registration.queries import delegate
from onsite.web import Api, Call

api = Api("badges")

JOBS = 100
JOBS_AT_MOST = 1000
LONGEST_WAIT_S = 25
PRINTER_STATES = Literal[
    "ready", "busy", "paper_low", "paper_out", "cover_open", "offline", "error", "unknown"
]
DOTS = (1, 20_000)
DPI = (72, 1200)
USUAL_DPI = 203.0  # of receipt and label printers


class PrintJobBody(msgspec.Struct, forbid_unknown_fields=True):
    """A badge to print."""

    job_id: UUID
    reg_no: str
    prints: Literal["badge"] = "badge"
    reason: str | None = None


class ResolutionBody(msgspec.Struct, forbid_unknown_fields=True):
    """A person's decision about a job; `printer`: where it moves to."""

    resolution_id: UUID
    action: Literal["retry", "printed", "cancel", "hold", "release", "move"]
    printer: str | None = None


class ClaimBody(msgspec.Struct, forbid_unknown_fields=True):
    """An agent asks for a job, and how many seconds it will wait for one."""

    claim_id: UUID
    wait: Annotated[float, msgspec.Meta(ge=0)] = 0


class ReportBody(msgspec.Struct, forbid_unknown_fields=True):
    """What became of a claimed job, how its printer said it was, and how many pages were sent."""

    report_id: UUID
    claim_id: UUID
    state: str
    confirmed: bool = False
    error: str | None = None
    printer_state: PRINTER_STATES | None = None
    pages: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 1


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
        rows, fleet = queries.jobs(session, state=state, limit=limit), queries.fleet(session)
        return {
            "print_jobs": [_as_seen(call, queries.shown(session, row, fleet)) for row in rows],
            "counts": queries.counts_by_state(session),
        }


@api.get("/print-jobs/<job_id>", stations=DESKS | KIOSKS | CONTROLS | PRINT_AGENTS)
def get_print_job(call: Call, job_id: str) -> PrintJob:
    """Tell how a print job is doing."""
    with call.database.read() as session:
        return _as_seen(call, queries.shown(session, _own_job(session, call, job_id)))


def _as_seen(call: Call, job: PrintJob) -> PrintJob:
    """Leave out whose it is where the station, or who is signed in there, has no business with it."""
    if call.station.role in KIOSKS or not sees_persons(call.principal):
        job["name"] = job["reg_no"] = None
    return job


@api.get(
    "/print-jobs/<job_id>/page.png",
    stations=CONTROLS | DESKS | PRINT_AGENTS,
    query=("width_dots", "height_dots", "dpi", "one_bit", "number"),
)
def get_page(call: Call, job_id: str) -> Annotated[Response, "image/png"]:
    """Draw a job's page, for a printer's dots when it says them."""
    paper = _paper()
    with call.database.read() as session:
        row = _own_job(session, call, job_id)
        if row.delegate_id or row.paper:  # a test page is nobody's
            _must_see_persons(call)
        content = sheets.content_of(session, row)
        printer = session.get(PrinterRow, row.printer or row.wanted_printer or "")
    templates = call.wiring.templates.templates(printer.template if printer else None)
    return _drawn(content, paper, templates, number=int(_asked_number("number", 1, 2) or 1))


@api.get("/badges/<path:reg_no>/page.png", stations=CONTROLS | DESKS)
def get_badge(call: Call, reg_no: str) -> Annotated[Response, "image/png"]:
    """Draw a delegate's badge as it would print now; no job is made of it."""
    _must_see_persons(call)
    with call.database.read() as session:
        content = sheets.badge_values(session, delegate(session, reg_no))
    return _drawn(content, None, call.wiring.templates.templates())


def _must_see_persons(call: Call) -> None:
    if not sees_persons(call.principal):
        raise OnsiteError(
            "names_hidden",
            "This page names a person; let an operator who is more than a technician sign in.",
            status=403,
        )


def _drawn(
    content: sheets.Content,
    paper: sheets.Paper | None,
    templates: Templates,
    *,
    number: int = 1,
) -> Response:
    try:
        # Drawing takes tens of milliseconds: off the hub, so that no scan waits for it.
        drawn = off_hub(lambda: sheets.picture(content, paper, number=number, templates=templates))
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


def _paper() -> sheets.Paper | None:
    width = _asked_number("width_dots", *DOTS)
    if width is None:
        return None
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
    resolved = call.database.write(
        lambda session: queries.shown(
            session,
            spool.resolve(
                session,
                job_id=job_id,
                resolution_id=str(body.resolution_id),
                action=body.action,
                principal=call.principal,
                now=call.now,
                printer=body.printer,
            ),
        )
    )
    return _as_seen(call, resolved)


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

    def take(session: Session) -> ClaimedJob | None:
        row = spool.claim(
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
            "pages": 1,
            "opens_drawer": queries.opens_drawer(session, row),
        }

    with call.database.read() as session:
        known = queries.job_of_claim(session, claim_id)
        next_job = spool.claimable(session, agent=agent, is_own_agent=is_own_agent)
    given = call.database.write(take) if known or next_job else None
    return {**given, "pages": _page_count(call, given)} if given else None


def _page_count(call: Call, given: ClaimedJob) -> int:
    """Count a claimed job's pages, beside the writer; one that can't be laid out is said by its page."""
    with call.database.read() as session:
        printer = session.get_one(PrinterRow, given["printer"]["name"])
        paper = _stock_of(printer)
        if paper is None:
            return 1
        try:
            content = sheets.content_of(session, queries.job(session, given["id"]))
            templates = call.wiring.templates.templates(printer.template)
            return sheets.page_count(content, paper, templates=templates)
        except (TemplateError, OnsiteError, msgspec.ValidationError):
            return 1


def _stock_of(printer: PrinterRow) -> sheets.Paper | None:
    if printer.width_mm is None:
        return None
    dots = [
        None if length is None else round(length * USUAL_DPI / MM_PER_INCH)
        for length in (printer.width_mm, printer.height_mm)
    ]
    return sheets.Paper(width_dots=dots[0] or 1, height_dots=dots[1], dpi=USUAL_DPI, one_bit=True)


@api.post("/print-jobs/<job_id>/reports", stations=PRINT_AGENTS, body=ReportBody)
def post_report(call: Call, body: ReportBody, job_id: str) -> PrintJob:
    """Take an agent's word for what became of its job."""
    said = Report(
        str(body.report_id),
        str(body.claim_id),
        body.state,
        body.confirmed,
        body.error,
        body.printer_state,
        body.pages,
    )
    return call.database.write(
        lambda session: queries.shown(
            session,
            spool.report(session, job_id=job_id, said=said, agent=call.station.id, now=call.now),
        )
    )
