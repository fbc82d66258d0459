"""The OpenAPI document, made from the declared routes. Nothing is described by hand here."""

import re
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from onsite.web import PREFIX, Api, Route

REF = "#/components/schemas/{name}"


def document(apis: list[Api], *, title: str, version: str) -> dict[str, Any]:
    """Describe the routes of some Apis as an OpenAPI 3.1 document."""
    routes = [(api.name, route) for api in apis for route in api.routes]
    types = [kind for _, route in routes for kind in _types(route)]
    kinds = list(dict.fromkeys(types))
    schemas, components = msgspec.json.schema_components(kinds, ref_template=REF)
    schema_of = dict(zip(kinds, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for room, route in routes:
        path = PREFIX + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(room, route, schema_of)
    components["Problem"] = _problem_schema()
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"station": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"station": []}],
    }


def _operation(room: str, route: Route, schema_of: dict[Any, Any]) -> dict[str, Any]:
    doc = (route.view.__doc__ or "").strip()
    operation: dict[str, Any] = {
        "operationId": f"{room}.{route.view.__name__}",
        "tags": [room],
        "summary": doc.split("\n", maxsplit=1)[0],
        "x-stations": sorted(route.stations),
        "parameters": [
            *(_parameter(name, "path") for name in re.findall(r"<(?:\w+:)?(\w+)>", route.path)),
            *(_parameter(name, "query") for name in route.query),
        ],
        "responses": _responses(_answers(route), schema_of),
    }
    if route.operator:
        operation["x-operator-right"] = route.operator
    if route.body:
        content = _json(_bodies(route), schema_of)
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _parameter(name: str, place: str) -> dict[str, Any]:
    is_required = place == "path"
    return {"name": name, "in": place, "required": is_required, "schema": {"type": "string"}}


def _types(route: Route) -> list[Any]:
    return [kind for kind in (*_bodies(route), *_answers(route)) if not isinstance(kind, str)]


def _bodies(route: Route) -> tuple[Any, ...]:
    if route.shows is not None:
        return _members(route.shows)
    return (route.body,) if route.body else ()


def _answers(route: Route) -> tuple[Any, ...]:
    """Tell what a route answers: types, or a media type; nothing for a 204.

    A view whose answer was encoded with its fact says so: `Annotated[Response, ScanAnswer]`.
    """
    found = get_type_hints(route.view, include_extras=True)["return"]
    if get_origin(found) is Annotated:
        found = get_args(found)[1]
    return () if found in (None, type(None)) else _members(found)


def _members(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _responses(kinds: tuple[Any, ...], schema_of: dict[Any, Any]) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "done"}
    if kinds and isinstance(kinds[0], str):
        good["content"] = {kinds[0]: {"schema": {"type": "string", "format": "binary"}}}
    elif kinds:
        good["content"] = _json(kinds, schema_of)
    problem = {"schema": {"$ref": REF.format(name="Problem")}}
    refused = {"description": "refused", "content": {"application/problem+json": problem}}
    return {"200" if kinds else "204": good, "default": refused}


def _json(kinds: tuple[Any, ...], schema_of: dict[Any, Any]) -> dict[str, Any]:
    schemas = [schema_of[kind] for kind in kinds]
    return {"application/json": {"schema": schemas[0] if len(schemas) == 1 else {"anyOf": schemas}}}


def _problem_schema() -> dict[str, Any]:
    texts = {name: {"type": "string"} for name in ("type", "title", "code", "detail", "field")}
    return {
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {**texts, "status": {"type": "integer"}},
    }
