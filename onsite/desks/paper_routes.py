"""Routes of the paper fallback: rosters, evacuation lists, blank badges; entries afterwards."""

from typing import Annotated

from flask import Response

from onsite.access.queries import the_event
from onsite.access.rules import CONTROLS, DESKS
from onsite.badges import documents, pdf
from onsite.badges.layout import BadgeValues
from onsite.desks import evacuation_paper, rosters
from onsite.desks.blank_sheets import blank_sheets
from onsite.desks.paper_fallback import BackEntryBody, enter_back
from onsite.finance.receipts import words_of_event
from onsite.off_hub import off_hub
from onsite.registration.blank_badges import blanks_of
from onsite.registration.models import Category
from onsite.registration.walk_in_shapes import BackEntryAnswer
from onsite.web import Api, Call

api = Api("paper")

PDF = "application/pdf"


@api.get("/rosters/<path:zone>.pdf", stations=DESKS | CONTROLS, operator="exports")
def get_roster(call: Call, zone: str) -> Annotated[Response, "application/pdf"]:
    """Print a zone's roster on A4; the zone `all` is everyone."""
    with call.database.read() as session:
        document = rosters.document(session, zone, now=call.now)
    # A thousand rows take seconds to lay out; check-ins go on meanwhile.
    own = call.wiring.templates.templates()
    drawn = off_hub(lambda: documents.write(rosters.indexed(document, own), own))
    return Response(drawn, mimetype=PDF)


@api.get("/evacuations/<evacuation_id>/list.pdf", stations=DESKS | CONTROLS, operator="evacuate")
def get_evacuation_list(call: Call, evacuation_id: str) -> Annotated[Response, "application/pdf"]:
    """Print an evacuation's list on A4, by hall, with boxes to tick."""
    with call.database.read() as session:
        document = evacuation_paper.document(session, evacuation_id, now=call.now)
    own = call.wiring.templates.templates()
    drawn = off_hub(lambda: documents.write(document, own))
    return Response(drawn, mimetype=PDF)


@api.get("/blank-batches/<path:batch_id>.pdf", stations=DESKS | CONTROLS, operator="exports")
def get_blank_batch(call: Call, batch_id: str) -> Annotated[Response, "application/pdf"]:
    """Print a batch's blank badges on A4, four a sheet."""
    with call.database.read() as session:
        event = the_event(session)
        words = words_of_event(session)
        blanks = blanks_of(session, batch_id)
        category = session.get(Category, blanks.category) if blanks.category else None
        values = [
            BadgeValues(
                event_name=event.name,
                event_name_en=event.name_en,
                category_name=category.name if category else "",
                category_name_en=category.name_en if category else "",
                category_colour=category.colour if category else "",
                reg_no=words("paper.blank.number", number=number),
                credential=secret,
            )
            for number, secret in blanks.badges
        ]
    drawn = off_hub(lambda: pdf.pdf_of(blank_sheets(values)))
    return Response(drawn, mimetype=PDF)


@api.post("/back-entries", stations=DESKS, operator="sign", body=BackEntryBody)
def post_back_entry(call: Call, body: BackEntryBody) -> Annotated[Response, BackEntryAnswer]:
    """Type in the lines of a paper roster, with the times that stand on it."""
    return call.write(enter_back, body)
