"""The OpenAPI document, made from the declared routes. Nothing is described by hand here."""

import re
from typing import Any, get_args, get_type_hints

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
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in re.findall(r"<(?:\w+:)?(\w+)>", route.path)
        ],
        "responses": _responses(_answer_type(route), schema_of),
    }
    if route.operator:
        operation["x-operator-right"] = route.operator
    if route.body:
        schemas = [schema_of[kind] for kind in _bodies(route)]
        operation["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {
                    "schema": schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
                }
            },
        }
    return operation


def _types(route: Route) -> list[Any]:
    return [kind for kind in (*_bodies(route), _answer_type(route)) if kind]


def _bodies(route: Route) -> tuple[Any, ...]:
    if route.shows is not None:
        return get_args(route.shows)
    return (route.body,) if route.body else ()


def _responses(kind: Any, schema_of: dict[Any, Any]) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "done"}
    if kind:
        good["content"] = {"application/json": {"schema": schema_of[kind]}}
    refused = {
        "description": "refused",
        "content": {
            "application/problem+json": {"schema": {"$ref": REF.format(name="Problem")}},
        },
    }
    return {"200" if kind else "204": good, "default": refused}


def _answer_type(route: Route) -> Any:
    found = get_type_hints(route.view).get("return")
    return None if found in (None, type(None)) or not _is_schema(found) else found


def _is_schema(kind: Any) -> bool:
    try:
        msgspec.json.schema(kind)
    except TypeError:
        return False
    return True


def _problem_schema() -> dict[str, Any]:
    texts = {name: {"type": "string"} for name in ("type", "title", "code", "detail", "field")}
    return {
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {**texts, "status": {"type": "integer"}},
    }
