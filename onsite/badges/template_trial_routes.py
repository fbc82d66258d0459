"""Routes that try a template, kept or not: on one person as a picture, on everyone before the event.

Names are told to who may see persons; others see made-up ones.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from weakref import WeakKeyDictionary

import gevent
import msgspec
from flask import Response

from onsite.access.rules import CONTROLS, sees_persons
from onsite.badges import template_checks
from onsite.badges.sheets import badge_values
from onsite.badges.template_checks import Person, Trouble
from onsite.badges.template_previews import CANT_BE_DRAWN, preview
from onsite.badges.template_routes import problems_of, refused, store_of
from onsite.badges.template_shapes import Checked, MisfitShape, Samples
from onsite.badges.template_store import Stored, TemplatesRefusedError, TemplateStore
from onsite.badges.values import BadgeValues
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.off_hub import off_hub
from onsite.registration.queries import delegate
from onsite.web import Api, Call

api = Api("template_trials")

MISFITS_SHOWN = 300
READ_LASTS = timedelta(seconds=20)
NEW = "new"
_READ: WeakKeyDictionary[Database, tuple[datetime, list[Person]]] = WeakKeyDictionary()


class TriedBody(msgspec.Struct, forbid_unknown_fields=True):
    """A template to look at: one that is kept, by name, or one that is not kept yet."""

    name: str | None = None
    document: dict[str, Any] | None = None
    source: str | None = None


class CheckBody(TriedBody, forbid_unknown_fields=True):
    """A template to check; alone, or on everyone."""

    only_problems: bool = False


class PreviewBody(TriedBody, forbid_unknown_fields=True):
    """A template to draw, for a delegate or for nobody; how fine, and as which printer."""

    reg_no: str | None = None
    sample: str | None = None
    side: Literal["front", "back"] = "front"
    dpi: Annotated[float, msgspec.Meta(ge=36, le=600)] = 150
    one_bit: bool = False


@api.get("/templates/samples", stations=CONTROLS)
def get_samples(call: Call) -> Samples:
    """Name the delegates whose names are the hardest, to try a template on."""
    if not sees_persons(call.principal):
        found = template_checks.made_up_samples()
    else:
        with call.database.read() as session:
            found = template_checks.samples(session) or template_checks.made_up_samples()
    return {
        "samples": [{"kind": each.kind, "name": each.name, "reg_no": each.reg_no} for each in found]
    }


@api.post("/templates/preview", stations=CONTROLS, body=PreviewBody)
def post_preview(call: Call, body: PreviewBody) -> Annotated[Response, "image/png"]:
    """Draw a template, kept or not, with a delegate's words or made-up ones."""
    store = store_of(call)
    stored = _tried(store, body)
    template, values = stored.template, _values(call, body)
    if template is None:
        return refused(TemplatesRefusedError(list(stored.problems)), list(stored.problems))
    try:
        drawn = off_hub(
            lambda: preview(
                template,
                values,
                store.templates(),
                side=body.side,
                dpi=body.dpi,
                one_bit=body.one_bit,
            )
        )
    except CANT_BE_DRAWN as error:
        return refused(_cant_be_drawn(stored, error), list(stored.problems))
    return Response(drawn, mimetype="image/png")


@api.post("/templates/check", stations=CONTROLS, body=CheckBody)
def post_check(call: Call, body: CheckBody) -> Checked:
    """Try a template on everyone: whose name has no glyph, whose is set too small to read."""
    stored = _tried(store_of(call), body)
    template = stored.template
    if template is None or body.only_problems:
        return {**_nothing_checked(), "problems": problems_of(stored)}
    people = _everyone(call)
    try:
        found = template_checks.troubles_off_hub(template, people)
    except CANT_BE_DRAWN:  # a text with an unknown field, which its problems name
        return {**_nothing_checked(), "problems": problems_of(stored)}
    sees = sees_persons(call.principal)
    return {
        "checked": len(people),
        "misfits": [_misfit(each, sees_persons=sees) for each in found[:MISFITS_SHOWN]],
        "misfit_count": len(found),
        "people_count": len({each.person.reg_no for each in found}),
        "problems": problems_of(stored),
    }


def _everyone(call: Call) -> list[Person]:
    """Read whom a template is tried on; while it is drawn, many times a minute, not each time anew."""
    kept = _READ.get(call.database)
    if kept is not None and call.now - kept[0] < READ_LASTS:
        return kept[1]
    with call.database.read() as session:
        people = list(template_checks.people(session, pause=lambda: gevent.sleep(0)))
    _READ[call.database] = (call.now, people)
    return people


def _tried(store: TemplateStore, body: TriedBody) -> Stored:
    given = body.document if body.document is not None else body.source
    if given is not None:
        return store.understood(body.name or NEW, given)
    if body.name is None:
        raise OnsiteError(
            "malformed", "Send the name of a template, or a document or source.", field="name"
        )
    return store.get(body.name)


def _values(call: Call, body: PreviewBody) -> BadgeValues:
    if body.reg_no is not None:
        if not sees_persons(call.principal):
            raise OnsiteError(
                "names_hidden",
                "This page names a person; let an operator who is more than a technician sign in.",
                status=403,
            )
        with call.database.read() as session:
            return badge_values(session, delegate(session, body.reg_no))
    kind = body.sample or next(iter(template_checks.MADE_UP))
    with call.database.read() as session:
        values = template_checks.made_up(session, kind)
    if values is None:
        known = ", ".join(template_checks.MADE_UP)
        raise OnsiteError(
            "unknown_sample",
            f"There is no sample {kind[:40]!r}; there are {known}.",
            field="sample",
        )
    return values


def _cant_be_drawn(stored: Stored, error: Exception) -> OnsiteError:
    said = "; ".join(map(str, stored.problems[:5])) or str(error)
    return OnsiteError(
        "template_problems", f"This template can't be drawn: {said}.", field="document"
    )


def _nothing_checked() -> Checked:
    return {"checked": 0, "misfits": [], "misfit_count": 0, "people_count": 0, "problems": []}


def _misfit(trouble: Trouble, *, sees_persons: bool) -> MisfitShape:
    person: Person | None = trouble.person if sees_persons else None
    return {
        "reg_no": person.reg_no if person else None,
        "name": person.name if person else None,
        "place": trouble.misfit.place,
        "why": trouble.misfit.why,
        "text": trouble.misfit.text if person else None,
        "characters": list(trouble.misfit.characters),
    }
