"""Requests drawn from the published document; every answer must be one it describes."""

import json
import re
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from rarekin.web.http_api.openapi import describe

DOCUMENT = describe()
OPERATIONS = [
    (path, method, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
KNOWN = st.sampled_from(["MONDO:0008153", "HP:0025027", "GNAS", "poh", "gnas", "current", "POH"])


def resolved(schema):
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def values(schema, depth=0):
    """Values a schema allows, and now and then anything at all."""
    schema = resolved(schema)
    if depth > 4 or not schema:
        return SCALARS
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return st.one_of([values(choice, depth + 1) for choice in choices])
    if schema.get("type") == "array":
        return st.lists(values(schema.get("items", {}), depth + 1), max_size=3)
    if schema.get("type") == "object":
        needed = set(schema.get("required", ()))
        parts = {k: values(v, depth + 1) for k, v in schema.get("properties", {}).items()}
        return st.fixed_dictionaries(
            {k: v for k, v in parts.items() if k in needed},
            optional={k: v for k, v in parts.items() if k not in needed},
        )
    plain = {"string": KNOWN | st.text(max_size=20), "integer": st.integers(-3, 600),
             "number": st.floats(0, 120), "boolean": st.booleans()}  # fmt: skip
    return plain.get(schema.get("type"), SCALARS)


@pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=[f"{m} {p}" for p, m, _o in OPERATIONS]
)
@settings(max_examples=15)
@given(data=st.data())
def test_every_operation__answers_only_as_published(toy_release, path, method, operation, data):
    subject = data.draw(KNOWN | st.text(min_size=1, max_size=15), "id")
    address = re.sub(r"\{id\}", lambda _: quote(subject, safe=""), path)
    if method == "get":
        query = {
            p["name"]: data.draw(values(p["schema"]), p["name"])
            for p in operation["parameters"]
            if p["in"] == "query"
        }
        # What is null in the document is left out of an address.
        sent = {name: value for name, value in query.items() if value is not None}
        response = Client().get(address, sent)
    else:
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        sent = data.draw(values(body) | ANYTHING, "body")
        response = Client().post(address, json.dumps(sent), content_type="application/json")
    published = set(operation["responses"]) - {"500"}
    assert str(response.status_code) in published, (address, response.content[:300])
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    if response.status_code == 200:
        shape = resolved(operation["responses"]["200"]["content"]["application/json"]["schema"])
        assert set(shape.get("required", ())) <= set(response.json())
