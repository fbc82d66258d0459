"""Routes of the sign-for sheets: which there are, and each as PDF."""

from typing import Annotated

from flask import Response

from onsite.access.rules import CONTROLS, DESKS
from onsite.badges.documents import write
from onsite.desks.sign_for import told_of
from onsite.handouts.shapes import SignForSheets
from onsite.handouts.sheet_layout import sheet
from onsite.handouts.sheets import sheets
from onsite.off_hub import off_hub
from onsite.web import Api, Call

api = Api("sign-for-sheets")


@api.get("/sign-for-sheets", stations=DESKS | CONTROLS, operator="exports")
def get_sign_for_sheets(call: Call) -> SignForSheets:
    """List the sign-for sheets, each with how many signed."""
    with call.database.read() as session:
        return {"sheets": sheets(session)}


@api.get("/sign-for-sheets/<path:purpose>.pdf", stations=DESKS | CONTROLS, operator="exports")
def get_sign_for_sheet(call: Call, purpose: str) -> Annotated[Response, "application/pdf"]:
    """Write one sign-for sheet, with every signature, as PDF."""
    with call.database.read() as session:
        told = told_of(session, purpose)
        document = sheet(session, purpose, told=told, now=call.now)
    templates = call.wiring.templates.templates()
    # A thousand signatures take a second to draw: off the hub, so that no scan waits for it.
    drawn = off_hub(lambda: write(document, templates))
    return Response(drawn, mimetype="application/pdf")
