"""Damaged and hostile input: every answer is a refusal in the one shape, never a 5xx."""

import copy
import json
import math

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FAMILY = {
    "people": [
        {"id": "gm", "sex": "female", "age_years": 80},
        {"id": "gf", "sex": "male", "deceased": True},
        {"id": "m", "sex": "female", "mother": "gm", "father": "gf", "twin_group": "t",
         "phenotypes": {"poh": {"state": "excluded", "age_years": 40}}},
        {"id": "f", "sex": "male", "tests": [{"result": "negative", "sensitivity": 0.9}]},
        {"id": "c", "mother": "m", "father": "f", "phenotypes": {"poh": "present"},
         "tests": [{"result": "positive", "origin": "paternal", "copies": 1}], "proband": True},
        {"id": "u", "mother": "m", "father": "f", "unborn": True},
    ]
}  # fmt: skip
PACKET = {
    "id": "p",
    "subject": {
        "id": "s",
        "sex": "FEMALE",
        "timeAtLastEncounter": {"age": {"iso8601duration": "P4Y"}},
    },
    "phenotypicFeatures": [
        {"type": {"id": "HP:0025027"}, "onset": {"age": {"iso8601duration": "P3M"}}},
        {"type": {"id": "HP:0001513"}, "excluded": True},
    ],
    "interpretations": [
        {
            "diagnosis": {
                "genomicInterpretations": [
                    {
                        "variantInterpretation": {
                            "acmgPathogenicityClassification": "PATHOGENIC",
                            "variationDescriptor": {"geneContext": {"symbol": "GNAS"}},
                        }
                    }
                ]
            }
        }
    ],
    "metaData": {"resources": []},
}
CASE = {
    "findings": [{"term": "HP:0025027", "state": "present", "onset_years": 1.0}],
    "answers": {"superficial": "present"},
    "variants": [{"gene": "GNAS", "significance": "P", "origin": "paternal"}],
}
TEMPLATES = {
    "risk/gnas": {"family": FAMILY, "parameters": {"transmission_mother": 0.5}},
    "risk/sma": {"family": FAMILY},
    "criteria/poh": {"phenopacket": PACKET},
    "criteria/poh/gard-2020": {"case": CASE},
    "rank": {"phenopacket": PACKET},
    "terms": {"text": "She has an osteoma cutis."},
}
DEEP = json.loads("[" * 400 + "]" * 400)
ODD = st.sampled_from(
    [
        None,
        True,
        "",
        "m",
        "u",
        "c",
        "male",
        "present",
        "HP:0000118",
        "HP:99",
        "\x00",
        "\ud800",
        "ḧ́" * 300,
        -1,
        0,
        1.5,
        1e308,
        -1e308,
        10**40,
        10**400,
        math.nan,
        math.inf,
        [],
        {},
        [[]],
        {"a": {"b": {}}},
        DEEP,
        "P-1Y",
        "P99999999999Y",
        "9" * 5000,
    ]
)  # fmt: skip


def places(value, path=()):
    yield path
    if len(path) > 12:
        return
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in inner:
        yield from places(part, (*path, key))


def damaged(draw, template):
    document = copy.deepcopy(template)
    for _ in range(draw(st.integers(1, 4))):
        found = [p for p in places(document) if p]
        if not found:
            break
        place = draw(st.sampled_from(found))
        parent = document
        for key in place[:-1]:
            parent = parent[key]
        how = draw(st.sampled_from(["replace", "replace", "drop", "double", "add"]))
        if how == "drop":
            del parent[place[-1]]
        elif how == "double" and isinstance(parent, list):
            parent.append(copy.deepcopy(parent[place[-1]]))
        elif how == "add" and isinstance(parent, dict):
            parent[draw(st.text(max_size=5))] = copy.deepcopy(draw(ODD))
        else:
            parent[place[-1]] = copy.deepcopy(draw(ODD))
    return document


def checked(response):
    assert response.status_code < 500, response.content[:500]
    body = json.loads(response.content)
    if response.status_code >= 400:
        assert set(body["error"]) == {"code", "message", "hint", "where"}
        assert body["error"]["message"].strip()
        assert "Traceback" not in body["error"]["message"]
        assert len(response.content) < 20_000
    assert response["Access-Control-Allow-Origin"] == "*"
    return body


def post(path, document):
    data = document if isinstance(document, bytes) else json.dumps(document)
    return Client().post(f"/api/v1/{path}", data=data, content_type="application/json")


@pytest.mark.parametrize("path", TEMPLATES)
def test_template__is_answered(toy_release, path):
    if path != "rank":
        assert post(path, TEMPLATES[path]).status_code == 200


@pytest.mark.parametrize("path", TEMPLATES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_documents__are_refused_or_answered(toy_release, path, data):
    checked(post(path, damaged(data.draw, TEMPLATES[path])))


@pytest.mark.parametrize("path", TEMPLATES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 400), junk=st.binary(max_size=20))
def test_broken_bytes__are_refused_or_answered(toy_release, path, cut, junk):
    whole = json.dumps(TEMPLATES[path]).encode()
    checked(post(path, whole[:cut] + junk + whole[cut + 3 :]))


def people(*rows):
    return {"family": {"people": [dict(row) for row in rows]}}


FAMILIES = {
    "circle": people({"id": "a", "mother": "b"}, {"id": "b", "mother": "a"}),
    "own mother": people({"id": "a", "mother": "a"}),
    "twice": people({"id": "a"}, {"id": "a"}),
    "missing parent": people({"id": "a", "mother": "nobody"}),
    "male mother": people({"id": "a", "sex": "male"}, {"id": "b", "mother": "a"}),
    "same parents": people({"id": "a"}, {"id": "b", "mother": "a", "father": "a"}),
    "two fathers": people({"id": "a", "father": ["b", "c"]}, {"id": "b"}, {"id": "c"}),
    "huge age": people({"id": "a", "age_years": 1e300}),
    "not a number": people({"id": "a", "age_years": math.nan}),
    "nobody": people(),
    "text": {"family": {"people": "all"}},
    "impossible": people(
        {"id": "m", "sex": "female", "tests": [{"result": "homozygous"}]},
        {"id": "f", "sex": "male"},
        {"id": "c", "mother": "m", "father": "f", "tests": [{"result": "negative"}]},
    ),
    "twins of other parents": people(
        {"id": "a", "twin_group": "t", "mother": "b"}, {"id": "b"}, {"id": "c", "twin_group": "t"}
    ),
    "accuracy": people({"id": "a", "tests": [{"result": "positive", "sensitivity": 7}]}),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_wrong_family__is_refused_with_what_to_do(toy_release, name):
    response = post("risk/ar", FAMILIES[name])
    body = checked(response)
    assert 400 <= response.status_code < 500
    assert body["error"]["hint"]


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"penetrance": 2}, 400),
        ({"penetrance": -1}, 400),
        ({"penetrance": math.nan}, 400),
        ({"unheard": 0.5}, 400),
        ({"penetrance": 1e-308}, 200),
    ],
)
def test_parameters__outside_their_range_are_refused(toy_release, parameters, status):
    document = {"family": {"people": [{"id": "a"}]}, "parameters": parameters}
    response = post("risk/ar", document)
    checked(response)
    assert response.status_code == status


def test_large_families__are_answered_or_refused_before_they_are_computed(toy_release):
    crowd = [{"id": f"p{i}", "sex": "male" if i % 2 else "female"} for i in range(60)]
    tangled = [
        {"id": f"k{i}-{j}", "father": f"p{2 * i + 1}", "mother": f"p{2 * j}"}
        for i in range(12)
        for j in range(12)
    ]
    response = post("risk/ar", {"family": {"people": [*crowd, *tangled]}})
    checked(response)
    assert response.status_code in {400, 413, 422}


def test_a_megabyte__is_refused(toy_release):
    response = post("terms", {"text": "a" * 1_100_000})
    checked(response)
    assert response.status_code == 413


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "(" * 2000, "no " * 3000, "é" * 9000, "- " * 5000, "1,2," * 2000]
)
def test_long_words__are_read_or_refused(toy_release, text):
    checked(post("terms", {"text": text}))


@pytest.mark.parametrize(
    "address",
    [
        "diseases/MONDO:9999999",
        "diseases/" + "x" * 10_000,
        "diseases/%00",
        "diseases/..%2F..%2Fetc",
        "findings/HP:0000000",
        "findings/HP:abc",
        "genes/%F0%9F%92%A9",
        "ids/OMIM:0",
        "ids/GARD:99999999999999999999",
        "criteria/poh/unheard-2020",
        "risk/../../x",
        "search?q=" + "a" * 10_000,
        "search?q=%00",
        "search?q=a&limit=99999999999999999999",
        "search?q=%22%22%22%20OR%20*",
        "releases/../x",
    ],
)
def test_wrong_addresses__are_refused_in_the_one_shape(toy_release, address):
    response = Client().get(f"/api/v1/{address}")
    checked(response)
    if not address.startswith(("search?q=%22", "search?q=%00")):
        assert response.status_code in {301, 400, 404, 409, 414}


def test_openapi__is_also_found_at_the_root(toy_release):
    client = Client()
    at_root = client.get("/openapi.json")
    assert at_root.status_code == 200
    assert at_root.json() == client.get("/api/v1/openapi.json").json()
    assert at_root["Access-Control-Allow-Origin"] == "*"
