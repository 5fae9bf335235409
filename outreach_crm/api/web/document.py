"""What there is, as a document of OpenAPI 3.1, made of the very classes that come in and go out."""

from functools import partial
from pkgutil import resolve_name
from typing import Any

import msgspec

from outreach_crm import __version__
from outreach_crm.api.model import MOST, USUAL
from outreach_crm.api.web import asked
from outreach_crm.app import App
from outreach_crm.model import Resource

LARGEST = 2**63 - 1
"""No record has a higher number: none fits into a database."""
_REF = "#/components/schemas/{name}"
_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for people."},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "sentence"],
                "properties": {"field": {"type": "string"}, "sentence": {"type": "string"}},
            },
        },
    },
}
_TOLD = {
    "400": "It was not understood.",
    "401": "No token that is good now was shown.",
    "403": "The account may not do this, or the token does not leave it.",
    "404": "There is none, or the account may not see it.",
    "409": "It contradicts what is there, or the same request is still being done.",
    "412": "Somebody else changed it meanwhile.",
    "413": "It is more than a request may have.",
    "415": "It is not JSON.",
    "422": "Something in it cannot be right.",
    "428": "If-Match is missing.",
    "429": "Too many tokens that are not good came from there.",
}
_READING, _WRITING = ("400", "401", "403", "404", "422", "429"), ("409", "413", "415")
_TAG = {"ETag": {"description": "Tells this state of the record from others.", "schema": {"type": "string"}}}
_NUMBER = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 0, "maximum": LARGEST},
}


def document(app: App, place: str) -> dict[str, Any]:
    """Return the document for the resources of an App, which stand below a place."""
    resources = app.plugins.resources()
    named = [name for one in resources for name in (one.record, one.draft, one.change) if name]
    classes = [resolve_name(name) for name in named]
    references, schemas = msgspec.json.schema_components(classes, ref_template=_REF)
    known = dict(zip(named, references, strict=True))
    for name in _all_within([known[name] for one in resources for name in (one.draft, one.change) if name], schemas):
        schemas[name]["additionalProperties"] = False
    paths: dict[str, Any] = {}
    for one in resources:
        paths[f"/{one.name}"] = _collection(one, known)
        paths[f"/{one.name}/{{id}}"] = _single(one, known)
    return {
        "openapi": "3.1.0",
        "info": {"title": "outreach-crm", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": place}],
        "security": [{"token": []}],
        "tags": [{"name": one.name, "description": one.title} for one in resources],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": _PROBLEM},
            "responses": {status: _problem(said) for status, said in _TOLD.items()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _collection(resource: Resource, known: dict[str, Any]) -> dict[str, Any]:
    items = {"type": "array", "items": known[resource.record]}
    listed = {"type": "object", "required": ["items"], "properties": {"items": items}}
    link = {"Link": {"description": "The next page, rel=next (RFC 8288).", "schema": {"type": "string"}}}
    operation = partial(_operation, resource)
    page = {"200": _good(listed, "A page of them.", link)}
    found: dict[str, Any] = {"get": operation("list", f"List {resource.name}", page, parameters=_asked(resource))}
    if resource.adds:
        key = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 255}}
        place = {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}
        made = _good(known[resource.record], "It was added.", {**_TAG, **place})
        found["post"] = operation(
            "add", f"Add {resource.one}", {"201": made}, _WRITING, parameters=[key], body=known[resource.draft]
        )
    return found


def _single(resource: Resource, known: dict[str, Any]) -> dict[str, Any]:
    record = known[resource.record]
    operation = partial(_operation, resource)
    condition = {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string", "minLength": 1}}
    found: dict[str, Any] = {
        "parameters": [_NUMBER],
        "get": operation(
            "get",
            f"Get {resource.one}",
            {"200": _good(record, "The record.", _TAG), "304": {"description": "You have it as it is."}},
            parameters=[{"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}],
        ),
    }
    conditional = (*_WRITING, "412", "428")
    if resource.edits:
        found["patch"] = operation(
            "edit",
            f"Edit {resource.one}; what is left out or null stays",
            {
                "200": _good(record, "It was edited.", _TAG),
                "204": {"description": "It was, and is not yours to look at."},
            },
            conditional,
            parameters=[condition],
            body=known[resource.change],
        )
    if resource.drops:
        gone = {"204": {"description": "It is in the trash."}}
        found["delete"] = operation("trash", f"Trash {resource.one}", gone, conditional, parameters=[condition])
    return found


def _operation(
    resource: Resource,
    verb: str,
    summary: str,
    responses: dict[str, Any],
    also: tuple[str, ...] = (),
    *,
    parameters: list[dict[str, Any]],
    body: dict[str, Any] | None = None,
) -> dict[str, Any]:
    told = {status: {"$ref": f"#/components/responses/{status}"} for status in sorted((*_READING, *also))}
    found: dict[str, Any] = {
        "operationId": f"{verb}_{resource.name.replace('-', '_')}",
        "summary": summary,
        "tags": [resource.name],
        "parameters": parameters,
        "responses": {**responses, **told},
    }
    if body is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return found


def _asked(resource: Resource) -> list[dict[str, Any]]:
    """Return what a list can be asked for."""
    text = {"type": "string"}
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    moment = {"type": "string", "format": "date-time"}
    told = {asked.LIMIT: limit, asked.AFTER: text, asked.SINCE: moment, **dict.fromkeys(resource.filters, text)}
    return [{"name": name, "in": "query", "schema": schema} for name, schema in told.items()]


def _good(schema: dict[str, Any], description: str, headers: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "headers": headers, "content": {"application/json": {"schema": schema}}}


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": _REF.format(name="Problem")}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


def _all_within(references: list[dict[str, Any]], schemas: dict[str, Any]) -> set[str]:
    """Return the names of the objects that some schemas lead to, they themselves included."""
    found: set[str] = set()
    left: list[Any] = [*references]
    while left:
        one = left.pop()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            left += one.values()
            name = str(one.get("$ref", "")).removeprefix(_REF.format(name=""))
            if name and name not in found:
                found.add(name)
                left.append(schemas[name])
    return {name for name in found if schemas[name].get("type") == "object"}
