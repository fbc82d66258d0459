"""Routes of templates: listed, read, kept, tried on people; and the pictures on them.

A page of control looks at them without anyone signed in; names are told to who may see persons, and only
who may set up printers keeps a template.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, TypeVar, cast
from weakref import WeakKeyDictionary

import gevent
import msgspec
from flask import Response, request

from onsite import web
from onsite.access.rules import CONTROLS, may_see_persons
from onsite.badges import queries, template_checks
from onsite.badges.expressions import FIELDS
from onsite.badges.sheets import badge_values
from onsite.badges.template_checks import Person, Trouble
from onsite.badges.template_previews import CANT_BE_DRAWN, preview
from onsite.badges.template_shapes import (
    Checked,
    MisfitShape,
    Pictures,
    PictureShape,
    ProblemShape,
    Samples,
    TemplateLine,
    TemplateList,
    TemplateShape,
)
from onsite.badges.template_store import (
    LARGEST_PICTURE_BYTES,
    Stored,
    TemplatesRefusedError,
    TemplateStore,
    document_of,
)
from onsite.badges.template_use import uses
from onsite.badges.values import BadgeValues
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.registration.queries import delegate
from onsite.web import Api, Call

api = Api("templates")

MISFITS_SHOWN = 300
READ_LASTS = timedelta(seconds=20)
NEW = "new"
T = TypeVar("T")
_READ: WeakKeyDictionary[Database, tuple[datetime, list[Person]]] = WeakKeyDictionary()


class TemplateBody(msgspec.Struct, forbid_unknown_fields=True):
    """A template to keep: what stands in its file, or the file's text; and what it replaces."""

    document: dict[str, Any] | None = None
    source: str | None = None
    etag: str | None = None


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


@api.get("/templates", stations=CONTROLS)
def get_templates(call: Call) -> TemplateList:
    """List the templates, the event's own and the shipped ones, and which printers take them."""
    store = _store(call)
    with call.database.read() as session:
        printers = queries.printers(session)
        taken = [use for use in uses(printers, store.templates()) if use.template]
    lines = [_line(stored) for stored in store.all()]
    for line in lines:
        line["printers"] = [
            use.printer for use in taken if use.template and use.template.name == line["name"]
        ]
    return {"templates": lines, "fields": FIELDS}


@api.get("/templates/samples", stations=CONTROLS)
def get_samples(call: Call) -> Samples:
    """Name the delegates whose names are the hardest, to try a template on."""
    if not _sees_persons(call):
        found = template_checks.made_up_samples()
    else:
        with call.database.read() as session:
            found = template_checks.samples(session) or template_checks.made_up_samples()
    return {
        "samples": [{"kind": each.kind, "name": each.name, "reg_no": each.reg_no} for each in found]
    }


@api.get("/templates/<name>.toml", stations=CONTROLS)
def get_template_file(call: Call, name: str) -> Annotated[Response, "application/toml"]:
    """Give a template's file as it is kept."""
    return Response(_store(call).get(name).source, mimetype="application/toml")


@api.get("/templates/<name>", stations=CONTROLS)
def get_template(call: Call, name: str) -> TemplateShape:
    """Read one template."""
    return _shape(_store(call).get(name))


@api.put("/templates/<name>", stations=CONTROLS, operator="printers", body=TemplateBody)
def put_template(call: Call, body: TemplateBody, name: str) -> Annotated[Response, TemplateShape]:
    """Keep a template, new or in the place of the one with this etag; one with problems is refused."""
    store = _store(call)
    try:
        source = _source(store, name, body)
        kept = _off_hub(lambda: store.put(name, source, etag=body.etag))
    except TemplatesRefusedError as error:
        return _refused(error, error.problems)
    return web.answer(_shape(kept))


@api.delete("/templates/<name>", stations=CONTROLS, operator="printers")
def delete_template(call: Call, name: str) -> None:
    """Take one of the event's own templates away; with If-Match, only as it was seen."""
    _store(call).remove(name, etag=request.headers.get("If-Match"))


@api.post("/templates/preview", stations=CONTROLS, body=PreviewBody)
def post_preview(call: Call, body: PreviewBody) -> Annotated[Response, "image/png"]:
    """Draw a template, kept or not, with a delegate's words or made-up ones."""
    store = _store(call)
    stored = _tried(store, body)
    template, values = stored.template, _values(call, body)
    if template is None:
        return _refused(TemplatesRefusedError(list(stored.problems)), list(stored.problems))
    try:
        drawn = _off_hub(
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
        return _refused(_cant_be_drawn(stored, error), list(stored.problems))
    return Response(drawn, mimetype="image/png")


@api.post("/templates/check", stations=CONTROLS, body=CheckBody)
def post_check(call: Call, body: CheckBody) -> Checked:
    """Try a template on everyone: whose name has no glyph, whose is set too small to read."""
    stored = _tried(_store(call), body)
    template = stored.template
    if template is None or body.only_problems:
        return {**_nothing_checked(), "problems": _problems(stored)}
    people = _everyone(call)
    try:
        found = template_checks.troubles_off_hub(template, people)
    except CANT_BE_DRAWN:  # a text with an unknown field, which its problems name
        return {**_nothing_checked(), "problems": _problems(stored)}
    sees = _sees_persons(call)
    return {
        "checked": len(people),
        "misfits": [_misfit(each, sees_persons=sees) for each in found[:MISFITS_SHOWN]],
        "misfit_count": len(found),
        "people_count": len({each.person.reg_no for each in found}),
        "problems": _problems(stored),
    }


@api.get("/template-pictures", stations=CONTROLS)
def get_pictures(call: Call) -> Pictures:
    """List the event's own pictures for templates."""
    return {
        "pictures": [
            {"name": path.name, "bytes": path.stat().st_size} for path in _store(call).pictures()
        ]
    }


@api.put("/template-pictures/<name>", stations=CONTROLS, operator="printers", body=None)
def put_picture(call: Call, name: str) -> PictureShape:
    """Keep a picture for templates: the file itself as body, PNG or JPEG of at most 2 MB."""
    request.max_content_length = LARGEST_PICTURE_BYTES + 1
    content = request.get_data(cache=False)
    path = _off_hub(lambda: _store(call).put_picture(name, content))
    return {"name": path.name, "bytes": path.stat().st_size}


def _everyone(call: Call) -> list[Person]:
    """Read whom a template is tried on; while it is drawn, many times a minute, not each time anew."""
    kept = _READ.get(call.database)
    if kept is not None and call.now - kept[0] < READ_LASTS:
        return kept[1]
    with call.database.read() as session:
        people = list(template_checks.people(session, pause=lambda: gevent.sleep(0)))
    _READ[call.database] = (call.now, people)
    return people


def _store(call: Call) -> TemplateStore:
    return cast("TemplateStore", call.wiring.templates)


def _off_hub(work: Callable[[], T]) -> T:
    """Do what takes tens of milliseconds in the thread pool, so that no scan waits for it."""

    def attempt() -> tuple[T | None, Exception | None]:
        try:
            return work(), None
        except Exception as error:  # noqa: BLE001 - raised where it was asked for, not logged there
            return None, error

    done, error = gevent.get_hub().threadpool.apply(attempt)
    if error is not None:
        raise error
    return cast("T", done)


def _sees_persons(call: Call) -> bool:
    operator = call.principal.operator
    return may_see_persons(call.station.role, operator.roles if operator else ())


def _source(store: TemplateStore, name: str, body: TemplateBody) -> str:
    if (body.document is None) == (body.source is None):
        raise OnsiteError(
            "malformed", "Send either the document or the source of a template.", field="document"
        )
    if body.source is not None:
        return body.source
    understood = store.understood(name, body.document or {})
    if understood.problems:
        raise TemplatesRefusedError(list(understood.problems))
    return understood.source


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
        if not _sees_persons(call):
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


def _refused(error: OnsiteError, problems: list[Any]) -> Response:
    """Answer with a problem document that lists a template's problems one by one."""
    told = {"problems": [_problem(each) for each in problems]}
    return Response(
        msgspec.json.encode(web.problem_body(error) | told),
        status=error.status,
        mimetype="application/problem+json",
    )


def _line(stored: Stored) -> TemplateLine:
    template = stored.template
    return {
        "name": stored.name,
        "title": template.title if template else "",
        "title_en": template.title_en if template else "",
        "prints": template.prints if template else "badge",
        "width_mm": template.width_mm if template else None,
        "height_mm": template.height_mm if template else None,
        "has_boxes": bool(template and template.boxes),
        "has_back": bool(template and template.has_back),
        "for_categories": list(template.for_categories) if template else [],
        "is_own": stored.is_own,
        "is_shipped": stored.is_shipped,
        "etag": stored.etag,
        "problems": _problems(stored),
        "printers": [],
    }


def _shape(stored: Stored) -> TemplateShape:
    return {
        "name": stored.name,
        "document": document_of(stored),
        "source": stored.source,
        "etag": stored.etag,
        "is_own": stored.is_own,
        "is_shipped": stored.is_shipped,
        "problems": _problems(stored),
    }


def _problems(stored: Stored) -> list[ProblemShape]:
    return [_problem(each) for each in stored.problems]


def _problem(problem: Any) -> ProblemShape:
    return {"place": problem.place, "message": problem.message}


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
