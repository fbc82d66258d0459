"""Routes about people who were not planned; those that touch money and printing are in `onsite.desks`."""

from typing import Annotated, cast

from flask import Response

from onsite.access.queries import the_event
from onsite.access.rules import CONTROLS, DESKS, KIOSKS
from onsite.registration import blank_badges, duplicates, identities, pasted_names
from onsite.registration.views import hit
from onsite.registration.walk_in_bodies import (
    BindingBody,
    BlankBatchBody,
    DuplicatesBody,
    PastedBody,
)
from onsite.registration.walk_in_shapes import (
    BindingAnswer,
    BlankBatchAnswer,
    BlankBatches,
    Duplicates,
    PastedNames,
    PastedPerson,
    PastedProblem,
)
from onsite.registration.walk_ins import told_duplicates
from onsite.units import rfc3339
from onsite.web import Api, Call

api = Api("walk-ins")

PROBLEMS = {
    "heading": "This line looks like a heading; leave it out.",
    "no_name": "There is no name in this line; write it first.",
    "bad_phone": "This phone number lacks digits, or has too many; compare it.",
    "several_people": "This line seems to name several people; give each a line.",
    "too_long": "This line is too long for a person; part it.",
}


@api.post("/duplicates", stations=DESKS | KIOSKS, body=DuplicatesBody)
def post_duplicates(call: Call, body: DuplicatesBody) -> Duplicates:
    """Tell who may be registered already, before the form is sent."""
    with call.database.read() as session:
        number = identities.plain_number(body.identity_number)
        hashed = identities.identity_hash(number, key=the_event(session).identity_key)
        alike = duplicates.alike(session, name=body.name, phone=body.phone, identity_hash=hashed)
        return cast("Duplicates", told_duplicates(alike, call.asking))


@api.post("/pasted-names", stations=DESKS, body=PastedBody)
def post_pasted_names(call: Call, body: PastedBody) -> PastedNames:
    """Read a pasted list, for a look before it is registered; nothing is kept."""
    pasted = pasted_names.parse(body.text)
    with call.database.read() as session:
        people: list[PastedPerson] = [
            {
                "line": person.lines[0],
                "lines": person.lines,
                "name": person.name,
                "organisation": person.organisation,
                "phone": person.phone,
                "position": person.position,
                "repeats_line": repeats_line,
                "duplicates": [
                    hit(row, arrived_at)
                    for row, arrived_at in duplicates.alike(
                        session, name=person.name, phone=person.phone
                    )
                ],
            }
            for person, repeats_line in zip(
                pasted.people, pasted_names.repeated(pasted.people), strict=True
            )
        ]
    problems: list[PastedProblem] = [
        {
            "line": problem.line,
            "text": problem.text,
            "code": problem.code,
            "detail": PROBLEMS[problem.code],
        }
        for problem in pasted.problems
    ]
    return {"lines": people, "problems": problems}


@api.post("/blank-batches", stations=DESKS | CONTROLS, operator="exports", body=BlankBatchBody)
def post_blank_batch(call: Call, body: BlankBatchBody) -> Annotated[Response, BlankBatchAnswer]:
    """Make blank badges with codes that are nobody's yet."""
    return call.write(blank_badges.make_blanks, body)


@api.get("/blank-batches", stations=DESKS | CONTROLS, operator="exports")
def get_blank_batches(call: Call) -> BlankBatches:
    """List the batches of blank badges, to print a sheet again or to see how many are left."""
    with call.database.read() as session:
        rows = blank_badges.batches(session)
    return {
        "blank_batches": [
            {
                "blank_batch_id": row.id,
                "count": row.count,
                "category": row.category,
                "first_number": first,
                "last_number": last,
                "pdf": blank_badges.pdf_path(row.id),
                "bound_count": bound,
                "at": rfc3339(row.at),
            }
            for row, first, last, bound in rows
        ]
    }


@api.post("/bindings", stations=DESKS, body=BindingBody)
def post_binding(call: Call, body: BindingBody) -> Annotated[Response, BindingAnswer]:
    """Give a blank badge to a person."""
    return call.write(blank_badges.bind, body)
