"""Routes of templates: listed, read, kept, taken away; and the pictures on them.

A page of control looks at them without anyone signed in; only who may set up printers keeps one. Trying them
on people is `template_trial_routes`'.
"""

from typing import Annotated, Any, TypeVar, cast

import msgspec
from flask import Response, request

from onsite import web
from onsite.access.rules import CONTROLS
from onsite.badges import queries
from onsite.badges.expressions import FIELDS
from onsite.badges.template import shipped_names
from onsite.badges.template_shapes import (
    Pictures,
    PictureShape,
    ProblemShape,
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
from onsite.errors import OnsiteError
from onsite.off_hub import off_hub
from onsite.web import Api, Call

api = Api("templates")

T = TypeVar("T")


class TemplateBody(msgspec.Struct, forbid_unknown_fields=True):
    """A template to keep: what stands in its file, or the file's text; and what it replaces."""

    document: dict[str, Any] | None = None
    source: str | None = None
    etag: str | None = None


@api.get("/templates", stations=CONTROLS)
def get_templates(call: Call) -> TemplateList:
    """List the templates, the event's own and the shipped ones, and which printers take them."""
    store = store_of(call)
    with call.database.read() as session:
        printers = queries.printers(session)
        taken = [use for use in uses(printers, store.templates()) if use.template]
    lines = [_line(stored) for stored in store.all()]
    for line in lines:
        line["printers"] = [
            use.printer for use in taken if use.template and use.template.name == line["name"]
        ]
    return {"templates": lines, "fields": FIELDS}


@api.get("/templates/<name>.toml", stations=CONTROLS)
def get_template_file(call: Call, name: str) -> Annotated[Response, "application/toml"]:
    """Give a template's file as it is kept."""
    return Response(store_of(call).get(name).source, mimetype="application/toml")


@api.get("/templates/<name>", stations=CONTROLS)
def get_template(call: Call, name: str) -> TemplateShape:
    """Read one template."""
    return _shape(store_of(call).get(name))


@api.put("/templates/<name>", stations=CONTROLS, operator="printers", body=TemplateBody)
def put_template(call: Call, body: TemplateBody, name: str) -> Annotated[Response, TemplateShape]:
    """Keep a template, new or in the place of the one with this etag; one with problems is refused."""
    store = store_of(call)
    try:
        source = _source(store, name, body)
        kept = off_hub(lambda: store.put(name, source, etag=body.etag))
    except TemplatesRefusedError as error:
        return refused(error, error.problems)
    return web.answer(_shape(kept))


@api.delete("/templates/<name>", stations=CONTROLS, operator="printers")
def delete_template(call: Call, name: str) -> None:
    """Take one of the event's own templates away; with If-Match, only as it was seen."""
    if name not in shipped_names():
        _must_be_unused(call, name)
    store_of(call).remove(name, etag=request.headers.get("If-Match"))


@api.get("/template-pictures", stations=CONTROLS)
def get_pictures(call: Call) -> Pictures:
    """List the event's own pictures for templates."""
    return {
        "pictures": [
            {"name": path.name, "bytes": path.stat().st_size} for path in store_of(call).pictures()
        ]
    }


@api.put("/template-pictures/<name>", stations=CONTROLS, operator="printers", body=None)
def put_picture(call: Call, name: str) -> PictureShape:
    """Keep a picture for templates: the file itself as body, PNG or JPEG of at most 2 MB."""
    request.max_content_length = LARGEST_PICTURE_BYTES + 1
    content = request.get_data(cache=False)
    path = off_hub(lambda: store_of(call).put_picture(name, content))
    return {"name": path.name, "bytes": path.stat().st_size}


def _must_be_unused(call: Call, name: str) -> None:
    with call.database.read() as session:
        users = [row.name for row in queries.printers(session) if row.template == name]
    if users:
        raise OnsiteError(
            "template_in_use",
            f"{', '.join(users)} prints with {name!r}; set it to another template first.",
            status=409,
            field="name",
        )


def store_of(call: Call) -> TemplateStore:
    """Give the event's templates."""
    return cast("TemplateStore", call.wiring.templates)


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


def refused(error: OnsiteError, problems: list[Any]) -> Response:
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
        "has_back": bool(template and template.has_back),
        "for_categories": list(template.for_categories) if template else [],
        "is_own": stored.is_own,
        "is_shipped": stored.is_shipped,
        "etag": stored.etag,
        "problems": problems_of(stored),
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
        "problems": problems_of(stored),
    }


def problems_of(stored: Stored) -> list[ProblemShape]:
    """Tell what is wrong with a template."""
    return [_problem(each) for each in stored.problems]


def _problem(problem: Any) -> ProblemShape:
    return {"place": problem.place, "message": problem.message}
