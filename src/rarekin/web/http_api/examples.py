"""One example for each address: shown to people, published in OpenAPI, and run by the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_FAMILY: Mapping[str, Any] = {
    "people": [
        {"id": "mother", "sex": "female"},
        {"id": "father", "sex": "male", "phenotypes": {"poh": "present"}},
        {"id": "child", "mother": "mother", "father": "father", "unborn": True},
    ]
}
_TESTED: Mapping[str, Any] = {
    "people": [
        {"id": "mother", "sex": "female"},
        {"id": "father", "sex": "male", "phenotypes": {"poh": "present"}, "tests": ["positive"]},
        {"id": "child", "mother": "mother", "father": "father", "tests": ["positive"]},
    ]
}
_CASE: Mapping[str, Any] = {
    "id": "case-1",
    "subject": {"id": "s", "sex": "FEMALE"},
    "phenotypicFeatures": [
        {"type": {"id": "HP:0025027", "label": "Osteoma cutis"}},
        {"type": {"id": "HP:0001513", "label": "Obesity"}, "excluded": True},
    ],
}


@dataclass(frozen=True, slots=True)
class Example:
    """What to ask at one address.

    Attributes
    ----------
    subject
        The variable part of the address.
    query
        For GET.
    body
        For POST.
    """

    subject: str = ""
    query: str = ""
    body: Mapping[str, Any] | None = None


EXAMPLES: Mapping[tuple[str, str], Example] = {
    ("GET", "search"): Example(query="q=POH"),
    ("GET", "diseases"): Example(query="limit=5&language=es"),
    ("GET", "diseases/{id}"): Example("MONDO:0008153"),
    ("GET", "ids/{id}"): Example("GARD:0000109"),
    ("GET", "findings/{id}"): Example("HP:0025027"),
    ("GET", "findings/{id}/diseases"): Example("HP:0025027", "limit=5"),
    ("GET", "genes"): Example(query="limit=5"),
    ("GET", "genes/{id}"): Example("GNAS"),
    ("GET", "releases/{id}"): Example("current"),
    ("GET", "criteria/{id}"): Example("poh"),
    ("GET", "criteria/{id}/export"): Example("poh/gard-2020", "to=fhir"),
    ("GET", "risk/{id}"): Example("gnas"),
    ("POST", "terms"): Example(body={"text": "hard lumps under the skin, no seizures"}),
    ("POST", "rank"): Example(body={"terms": ["HP:0025027"], "top": 5}),
    ("POST", "rank/alike"): Example(body={"terms": ["HP:0025027"], "most": 3}),
    ("POST", "rank/batch"): Example(body={"cases": [_CASE], "top": 3, "genes": True}),
    ("POST", "criteria"): Example(body={"phenopacket": _CASE}),
    ("POST", "criteria/{id}"): Example("poh", body={"answers": {"superficial": "present"}}),
    ("POST", "risk/{id}"): Example("gnas", body={"family": _FAMILY}),
    **{
        ("POST", f"risk/{{id}}/{question}"): Example(
            "gnas", body={"family": _FAMILY, "person": "child"}
        )
        for question in ("tests", "by-hand", "letter")
    },
    ("POST", "risk/{id}/bayes-factor"): Example(
        "gnas", body={"family": _TESTED, "person": "child"}
    ),
    ("POST", "risk/{id}/what-if"): Example(
        "gnas", body={"family": _FAMILY, "variants": ["", "child=positive", "child=negative"]}
    ),
    ("POST", "families"): Example(body={"family": _FAMILY, "to": "ped"}),
    ("POST", "families/kinship"): Example(body={"family": _FAMILY}),
}


def example_of(method: str, path: str) -> Example:
    """Return the example of a route; without a variable part and a query none is needed.

    Parameters
    ----------
    method, path
        As the table of routes has them.

    Returns
    -------
    example
        Empty where the address alone is enough.

    Examples
    --------
    >>> example_of("GET", "search").query, example_of("GET", "sources")
    ('q=POH', Example(subject='', query='', body=None))
    """
    return EXAMPLES.get((method, path), Example())


def address_of(method: str, path: str) -> str:
    """Return the address of a route's example, from the root of the site.

    Parameters
    ----------
    method, path
        As the table of routes has them.

    Returns
    -------
    address
        With its query.

    Examples
    --------
    >>> address_of("GET", "findings/{id}/diseases")
    '/api/v1/findings/HP:0025027/diseases?limit=5'
    """
    example = example_of(method, path)
    address = f"/api/v1/{path.replace('{id}', example.subject)}"
    return f"{address}?{example.query}" if example.query else address


def curl_of(method: str, path: str, site: str) -> str:
    """Return a command line that asks a route's example.

    Parameters
    ----------
    method, path
        As the table of routes has them.
    site
        Such as ``https://example.org``.

    Returns
    -------
    command
        For a shell.

    Examples
    --------
    >>> curl_of("GET", "search", "https://example.org")
    "curl --compressed 'https://example.org/api/v1/search?q=POH'"
    """
    command = f"curl --compressed '{site}{address_of(method, path)}'"
    body = example_of(method, path).body
    if body is None:
        return command
    return f"{command} -H 'Content-Type: application/json' -d '{json.dumps(body)}'"
