"""The route of name lists: people on A4, in the columns of a template."""

from typing import Annotated

from flask import Response, request

from onsite.access.rules import CONTROLS, DESKS
from onsite.badges import documents, name_lists, sheets
from onsite.badges.template import TemplateError
from onsite.errors import OnsiteError, not_found
from onsite.off_hub import off_hub
from onsite.web import Api, Call

api = Api("name-lists")


@api.get(
    "/name-lists/<path:name>.pdf",
    stations=DESKS | CONTROLS,
    operator="exports",
    query=("category", "zone"),
)
def get_name_list(call: Call, name: str) -> Annotated[Response, "application/pdf"]:
    """Print a list of people on A4 by the template of that name; of a category or a zone if told."""
    templates = call.wiring.templates.templates()
    chosen = next((template for template in templates.all() if template.name == name), None)
    if chosen is None:
        raise not_found("template", name)
    category, zone = request.args.get("category"), request.args.get("zone")
    with call.database.read() as session:
        people = name_lists.people(session, category=category, zone=zone)
        letterhead = sheets.letterhead(session, call.now)
    try:
        document = name_lists.name_list(chosen, people, letterhead, subtitle=category or zone or "")
    except TemplateError as error:
        raise OnsiteError("not_a_list", str(error), field="name") from error
    # A thousand rows take seconds to lay out; check-ins go on meanwhile.
    drawn = off_hub(lambda: documents.write(document, templates, measures=name))
    return Response(drawn, mimetype="application/pdf")
