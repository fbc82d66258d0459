"""Routes of badges printed before anyone stands there: batches, what is done with them, pick-lists."""

from typing import Annotated, TypedDict

import msgspec
from flask import Response

from onsite.access.rules import CONTROLS, sees_persons
from onsite.badges import batch_order, documents, pick_lists
from onsite.badges.batch_acts import BatchAct, BatchActBody, act_on_batch
from onsite.badges.batch_choice import BatchPlan, choose
from onsite.badges.batch_progress import (
    PrintBatchCard,
    PrintBatches,
    batch,
    batches,
    card,
    placed,
    shown,
)
from onsite.badges.batches import PrintBatchBody, make_batch
from onsite.off_hub import off_hub
from onsite.registration.persons import people
from onsite.web import Api, Call

api = Api("batches")

BATCHES = 50


class Foreseen(TypedDict):
    """What a batch would have; ``skipped`` counts who would be left out, by reason."""

    count: int
    boxes: int
    separators: int
    again: int
    skipped: dict[str, int]


class MadeBatch(TypedDict):
    """A batch as it was made."""

    batch_id: str
    count: int
    boxes: int
    separators: int
    skipped: dict[str, int]


class NotAgain(TypedDict):
    """A position that does not print again, and why."""

    position: int
    reason: str


class BatchActAnswer(TypedDict):
    """What was done to a batch: to how many pages, and to which not."""

    batch_act_id: str
    batch_id: str
    action: str
    jobs: int
    skipped: list[NotAgain]


class OrganisationCount(TypedDict):
    """How many are expected from an organisation."""

    name: str
    count: int


class BatchChoices(TypedDict):
    """The organisations a batch may be of, as they are spoken."""

    organisations: list[OrganisationCount]


@api.get("/print-batch-choices", stations=CONTROLS, operator="pre_print")
def get_choices(call: Call) -> BatchChoices:
    """List the organisations there are, and how many are expected from each."""
    counts: dict[str, int] = {}
    with call.database.read() as session:
        for person in people(session):
            if not person.standing.is_cancelled and person.organisation:
                counts[person.organisation] = counts.get(person.organisation, 0) + 1
    named = off_hub(lambda: sorted(counts, key=batch_order.organisation))
    return {"organisations": [{"name": name, "count": counts[name]} for name in named]}


@api.post("/print-batch-previews", stations=CONTROLS, operator="pre_print", body=BatchPlan)
def post_preview(call: Call, body: BatchPlan) -> Foreseen:
    """Count what a batch would have; nothing is printed."""
    _hear_names(call)
    with call.database.read() as session:
        chosen = choose(session, body)
    return {
        "count": chosen.count,
        "boxes": chosen.box_count,
        "separators": len(chosen.sheets) - chosen.count,
        "again": chosen.again_count,
        "skipped": chosen.skipped_counts,
    }


@api.post("/print-batches", stations=CONTROLS, operator="pre_print", body=PrintBatchBody)
def post_batch(call: Call, body: PrintBatchBody) -> Annotated[Response, MadeBatch]:
    """Print many badges before anyone stands there, in order."""
    _hear_names(call)
    return call.write(make_batch, body)


@api.get("/print-batches", stations=CONTROLS)
def get_batches(call: Call) -> PrintBatches:
    """List the batches, the newest first, and how far each is."""
    with call.database.read() as session:
        return {
            "print_batches": [
                shown(session, row, placed(session, row.id))
                for row in batches(session, limit=BATCHES)
            ]
        }


@api.get("/print-batches/<batch_id>", stations=CONTROLS)
def get_batch(call: Call, batch_id: str) -> PrintBatchCard:
    """Show one batch: how far it is, what needs a person, who was left out."""
    with call.database.read() as session:
        sees = sees_persons(call.principal)
        return card(session, batch(session, batch_id), sees_persons=sees)


@api.post(
    "/print-batches/<batch_id>/acts", stations=CONTROLS, operator="batches", body=BatchActBody
)
def post_act(call: Call, body: BatchActBody, batch_id: str) -> Annotated[Response, BatchActAnswer]:
    """Pause, resume, cancel or move a batch, or print some of its positions again."""
    return call.write(act_on_batch, BatchAct(**msgspec.structs.asdict(body), batch_id=batch_id))


@api.get("/print-batches/<batch_id>/pick-list.pdf", stations=CONTROLS, operator="pre_print")
def get_pick_list(call: Call, batch_id: str) -> Annotated[Response, "application/pdf"]:
    """Print a batch's pick-list on A4."""
    with call.database.read() as session:
        document = pick_lists.document(session, batch(session, batch_id), now=call.now)
    templates = call.wiring.templates.templates()
    # A thousand rows take seconds to lay out; check-ins go on meanwhile.
    drawn = off_hub(lambda: documents.write(document, templates))
    return Response(drawn, mimetype="application/pdf")


def _hear_names(call: Call) -> None:
    """Read how names are spoken beside the hub: of a thousand the first time takes a while."""
    with call.database.read() as session:
        said = [(person.name, person.organisation) for person in people(session)]
    off_hub(lambda: batch_order.hear(said))
