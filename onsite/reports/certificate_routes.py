"""Routes of the credit certificates: everyone's for who may export, one person's at a desk."""

from collections.abc import Callable
from typing import Annotated, Any

from flask import Response
from sqlalchemy.orm import Session

from onsite.access.rules import CONTROLS, DESKS
from onsite.off_hub import off_hub
from onsite.reports.certificates import certificate, certificates
from onsite.reports.report_rows import ReportExport
from onsite.web import Api, Call

api = Api("certificates")


@api.get("/certificates.pdf", stations=DESKS | CONTROLS, operator="exports")
def get_certificates(call: Call) -> Annotated[Response, "application/pdf"]:
    """Write the certificates of all who earned credits, a page each, as PDF; who took them is kept."""
    templates, now = call.wiring.templates.templates(), call.now
    written = _written(call, lambda session: certificates(session, now=now, templates=templates))
    by: dict[str, Any] = call.asking.by
    call.database.write(lambda session: session.add(ReportExport(file="certificates.pdf", **by)))
    return written


@api.get("/certificates/<path:reg_no>.pdf", stations=DESKS | CONTROLS, operator="sign")
def get_certificate(call: Call, reg_no: str) -> Annotated[Response, "application/pdf"]:
    """Write the certificate of one person, who stands at the desk, as PDF."""
    templates, now = call.wiring.templates.templates(), call.now
    return _written(
        call, lambda session: certificate(session, reg_no, now=now, templates=templates)
    )


def _written(call: Call, write: Callable[[Session], bytes]) -> Response:
    """Read and draw in a native thread: everyone's presence is counted, and scans go on meanwhile."""
    with call.database.read() as session:
        session.connection()  # taken here; what follows is another thread's
        drawn = off_hub(lambda: write(session))
    return Response(drawn, mimetype="application/pdf")
