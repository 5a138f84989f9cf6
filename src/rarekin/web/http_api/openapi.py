"""The OpenAPI 3.1 document, made from the table of routes and the pydantic models."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, JsonResponse
from pydantic import TypeAdapter

import rarekin
from rarekin.web.http_api.dispatch import refuse
from rarekin.web.http_api.examples import example_of
from rarekin.web.http_api.refusals import HttpProblem, RefusalReply
from rarekin.web.http_api.routes import ROUTES, Route

_Mode = Literal["validation", "serialization"]
_REF = "#/components/schemas/{model}"
_REFUSALS = {
    "400": "The query or the body is wrong; ``where`` says at which place.",
    "404": "There is nothing by this name.",
    "405": "The method is not served here.",
    "409": "The name fits several entries; ``hint`` lists them.",
    "413": "The body is larger than 1 MiB, or more than can be computed exactly.",
    "415": "The body is not ``application/json``.",
    "429": "Too many requests from one address; ask again after ``Retry-After`` seconds.",
    "500": "Our fault.",
    "503": "No knowledge release is ready; try again after ``Retry-After`` seconds.",
}


def document(request: HttpRequest) -> HttpResponse:
    """Serve the OpenAPI document."""
    if request.method not in {"GET", "HEAD"}:
        response = refuse(HttpProblem(405, "This document is only read.", hint="Use GET."))
        response["Allow"] = "GET, HEAD"
        return response
    return JsonResponse(
        describe(),
        headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"},
    )


@cache
def describe() -> dict[str, Any]:
    """Return the document as a mapping.

    Returns
    -------
    document
        OpenAPI 3.1; the schemas are those the program itself reads and writes with.
    """
    adapters = _adapters()
    schemas, shared = TypeAdapter.json_schemas(
        [(key, mode, adapter) for (key, mode), adapter in adapters.items()], ref_template=_REF
    )
    components = dict(shared.get("$defs", {}))
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        operation = _operation(route, {key: schemas[key] for key in adapters}, components)
        paths.setdefault(f"/api/v1/{route.path}", {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rarekin",
            "version": rarekin.__version__,
            "summary": "Knowledge of rare diseases that computes.",
            "description": (
                "Stateless: nothing that is sent is kept or logged, no cookie is set, every"
                " answer may be read from any site. Nothing here is a diagnosis."
            ),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": components},
    }


def _adapters() -> dict[tuple[str, _Mode], TypeAdapter[Any]]:
    adapters: dict[tuple[str, _Mode], TypeAdapter[Any]] = {}
    for shape in (*(route.answers for route in ROUTES), RefusalReply):
        adapters[shape.__name__, "serialization"] = TypeAdapter(shape)
    for route in ROUTES:
        adapters[route.takes.__name__, "validation"] = TypeAdapter(route.takes)
    return adapters


def _operation(
    route: Route, schemas: dict[tuple[str, _Mode], Any], components: dict[str, Any]
) -> dict[str, Any]:
    takes = schemas[route.takes.__name__, "validation"]
    parameters = [_path_parameter()] if "{id}" in route.path else []
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()}_{route.handle.__name__}",
        "summary": route.summary,
        "parameters": parameters,
        "responses": {
            "200": _content("The answer.", schemas[route.answers.__name__, "serialization"]),
            **{
                status: _content(why, schemas["RefusalReply", "serialization"])
                for status, why in _REFUSALS.items()
                if route.method == "POST" or status != "415"
            },
        },
    }
    example = example_of(route.method, route.path)
    if parameters:
        parameters[0]["example"] = example.subject
    if route.method == "POST":
        operation["requestBody"] = {"required": True, **_content("", takes)}
        operation["requestBody"]["content"]["application/json"]["example"] = example.body
        del operation["requestBody"]["description"]
    else:
        parameters += _query_parameters(takes, components)
        operation["responses"]["304"] = {"description": "The release has not changed."}
    if route.path == "diseases/{id}":
        operation["responses"]["308"] = {"description": "An alias; the canonical address follows."}
    return operation


def _path_parameter() -> dict[str, Any]:
    return {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def _query_parameters(takes: dict[str, Any], components: dict[str, Any]) -> list[dict[str, Any]]:
    shape = components[takes["$ref"].rpartition("/")[2]] if "$ref" in takes else takes
    required = shape.get("required", ())
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": schema.get("description", ""),
            "schema": {key: value for key, value in schema.items() if key != "description"},
        }
        for name, schema in shape.get("properties", {}).items()
    ]


def _content(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}
