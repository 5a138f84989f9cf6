import json

import pytest
from django.test import Client
from django.urls import reverse

from rarekin.web.http_api.examples import address_of, example_of
from rarekin.web.http_api.routes import ROUTES

FAMILY = example_of("POST", "families").body["family"]
BODIES = {r.path: example_of(r.method, r.path).body for r in ROUTES if r.method == "POST"}
GETS = [r for r in ROUTES if r.method == "GET"]
POSTS = [r for r in ROUTES if r.method == "POST"]


def address(route, subject=None):
    known = address_of(route.method, route.path)
    if subject is None:
        return known
    query = known.partition("?")[2]
    path = f"/api/v1/{route.path.replace('{id}', subject)}"
    return f"{path}?{query}" if query else path


def post(client, url, body, content_type="application/json"):
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(url, data=data, content_type=content_type)


def refusal(response, status):
    assert response.status_code == status, response.content
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "hint", "where"}
    assert body["error"]["message"]
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    return body["error"]


def answer(client, route):
    if route.method == "GET":
        return client.get(address(route))
    return post(client, address(route), BODIES[route.path])


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method} {r.path}")
def test_every_route__answers_in_the_published_shape(client, route):
    response = answer(client, route)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies
    properties = route.answers.model_json_schema(mode="serialization")["properties"]
    assert set(response.json()) == set(properties)


@pytest.mark.parametrize("route", GETS, ids=lambda r: r.path)
def test_every_get__is_tagged_by_release_and_not_sent_twice(client, route):
    first = client.get(address(route))
    assert first["Cache-Control"] == "public, max-age=300"
    again = client.get(address(route), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]


@pytest.mark.parametrize("route", GETS, ids=lambda r: r.path)
def test_every_get__refuses_parameters_it_does_not_know(client, route):
    url = address(route)
    error = refusal(client.get(f"{url}{'&' if '?' in url else '?'}colour=red"), 400)
    assert error["where"] == "colour"


@pytest.mark.parametrize("route", POSTS, ids=lambda r: r.path)
def test_every_post__is_never_stored(client, route):
    assert answer(client, route)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("route", POSTS, ids=lambda r: r.path)
@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"", "application/json", 415),
        (b"{", "application/json", 400),
        (b"null", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "application/json", 400),
        (b'{"colour": 1}', "application/json", 400),
        (b" " * (1024 * 1024 + 1), "application/json", 413),
    ],
    ids=["text", "form", "empty", "cut", "null", "list", "bytes", "deep", "deep2", "key", "big"],
)
def test_every_post__refuses_damaged_bodies(client, route, body, content_type, status):
    refusal(post(client, address(route), body, content_type), status)


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method} {r.path}")
def test_every_address__refuses_other_methods(client, route):
    response = client.delete(address(route))
    assert refusal(response, 405)["code"] == "HTTP-405"
    assert route.method in response["Allow"]


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method} {r.path}")
def test_every_address__answers_preflight_without_credentials(client, route):
    response = client.options(address(route), headers={"Origin": "https://other.example"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert route.method in response["Access-Control-Allow-Methods"]
    assert "Content-Type" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "route", [r for r in ROUTES if "{id}" in r.path], ids=lambda r: f"{r.method} {r.path}"
)
def test_every_id__that_is_unknown_is_not_found(client, route):
    url = address(route, "no such thing")
    response = client.get(url) if route.method == "GET" else post(client, url, BODIES[route.path])
    refusal(response, 404)


def test_unknown_address__is_refused_in_the_same_shape(client):
    refusal(client.get("/api/v1/nothing"), 404)
    refusal(client.get("/api/v1/"), 404)


def test_head__has_the_headers_of_get(client):
    response = client.head("/api/v1/sources")
    assert response.status_code == 200
    assert response["ETag"]


@pytest.mark.parametrize("alias", ["POH", "OMIM:166350", "Orphanet_2762", "GARD:0000109"])
def test_disease__by_alias_redirects_to_the_canonical_id(client, alias):
    response = client.get(f"/api/v1/diseases/{alias}")
    assert response.status_code == 308
    assert response["Location"] == "/api/v1/diseases/MONDO:0008153"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(response["Location"]).json()["ref"]["id"] == "MONDO:0008153"


def test_search__limits_the_length_of_the_query(client):
    assert refusal(client.get("/api/v1/search", {"q": "a" * 10_000}), 400)["where"] == "q"
    assert refusal(client.get("/api/v1/search"), 400)["where"] == "q"
    assert refusal(client.get("/api/v1/search", {"q": "a", "limit": "many"}), 400)["where"] == (
        "limit"
    )


def test_finding_diseases__parts_join_to_the_whole(client):
    url = "/api/v1/findings/HP:0025027/diseases"
    whole = client.get(url).json()
    ids, after = [], ""
    for _ in range(whole["n_diseases"] + 1):
        part = client.get(url, {"limit": 1, "after": after}).json()
        ids += [row["disease"]["id"] for row in part["diseases"]]
        after = part["next"]
        if after is None:
            break
    assert ids == [row["disease"]["id"] for row in whole["diseases"]]
    assert len(ids) == whole["n_diseases"]
    assert refusal(client.get(url, {"after": "MONDO:9999999"}), 400)["where"] == "after"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"terms": ["not an id"]}, "terms[0]"),
        ({"terms": "HP:0025027"}, "terms"),
        ({"terms": [5]}, "terms[0]"),
        ({"terms": [], "top": "5"}, "top"),
        ({"terms": [], "top": 0}, "top"),
        ({"case": {"findings": [{"term": "HP:1", "state": "maybe"}]}}, "case.findings[0].state"),
        ({"case": {"findings": [{"term": "x"}]}}, "case.findings[0].term"),
        ({"case": {"age_years": -1}}, "case.age_years"),
        ({"case": {"name": "Ada"}}, "case.name"),
        ({"terms": [], "phenopacket": {}}, ""),
        ({}, ""),
        ({"excluded": ["HP:0004322"], "case": {}}, ""),
    ],
)
def test_rank__says_where_the_body_is_wrong(client, body, where):
    assert refusal(post(client, "/api/v1/rank", body), 400)["where"] == where


def test_rank__refuses_numbers_that_are_none(client):
    body = b'{"case": {"age_years": NaN}}'
    assert refusal(post(client, "/api/v1/rank", body), 400)["where"] == "case.age_years"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_rank__refuses_them_inside_a_phenopacket(client, number):
    body = b'{"phenopacket": {"id": "a", "phenotypicFeatures": [], "x": NUMBER}}'
    data = body.replace(b"NUMBER", number.encode())
    response = client.post("/api/v1/rank", data, content_type="application/json")
    assert refusal(response, 400)["where"].startswith("phenopacket")


def test_rank__reads_the_same_case_in_three_forms(client):
    forms = [
        {"terms": ["HP:0025027"], "excluded": ["HP:0004322"]},
        {
            "case": {
                "findings": [{"term": "HP:0025027"}, {"term": "HP:0004322", "state": "excluded"}]
            }
        },
        {
            "phenopacket": {
                "id": "a",
                "subject": {"id": "a"},
                "phenotypicFeatures": [
                    {"type": {"id": "HP:0025027", "label": ""}},
                    {"type": {"id": "HP:0004322", "label": ""}, "excluded": True},
                ],
                "metaData": {},
            }
        },
    ]
    answers = [post(client, "/api/v1/rank", form).json()["diseases"] for form in forms]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]


def test_criteria__refuses_an_item_the_set_does_not_have(client):
    body = {"answers": {"superficial": "present", "colour": "present"}}
    error = refusal(post(client, "/api/v1/criteria/poh", body), 400)
    assert error["where"] == "answers.colour"
    assert "superficial" in error["hint"]


def test_criteria__unknown_is_not_absent(client):
    answers = dict.fromkeys(("superficial", "deep", "progressed"), "present")
    reply = post(client, "/api/v1/criteria/poh", {"answers": answers}).json()
    assert reply["outcome"] == "undetermined"
    assert reply["missing"]


def test_families__text_of_any_standard_is_checked_drawn_and_written_in_another(client):
    ped = "F kid dad mum 1 2\n"
    reply = post(client, "/api/v1/families", {"family": ped}).json()
    assert reply["standard"] == "ped"
    assert {i["code"] for i in reply["issues"]} == {"parent-unknown", "parents-offered"}
    assert reply["written"] == ""
    body = {"family": ped, "add_parents": True, "to": "gedcom", "draw": True}
    reply = post(client, "/api/v1/families", body).json()
    assert "1 CHIL @kid@" in reply["written"]
    assert reply["svg"].startswith("<svg")
    assert reply["words"].startswith("Family tree: 3 people")
    risk = {"family": ped, "add_parents": True}
    people = post(client, "/api/v1/risk/ar", risk).json()["people"]
    assert [p["person"] for p in people] == ["kid", "dad", "mum"]


def test_risk__textbook_and_measured_stand_side_by_side(client):
    family = {
        "people": [
            {
                "id": "m",
                "sex": "female",
                "phenotypes": {"poh": "present"},
                "tests": [{"result": "positive"}],
            },
            {"id": "f", "sex": "male"},
            {"id": "c", "mother": "m", "father": "f", "unborn": True},
        ]
    }
    reply = post(client, "/api/v1/risk/gnas", {"family": family}).json()
    child = next(p for p in reply["people"] if p["person"] == "c")
    assert child["p_carrier"] == pytest.approx(0.5, abs=0.01)
    assert child["p_carrier_compared"][0]["p"] == pytest.approx(0.59, abs=0.01)


@pytest.mark.parametrize(
    "body",
    [
        {"family": {"people": "nobody"}},
        {"family": {}},
        {"family": FAMILY, "parameters": {"colour": 1.0}},
        {"family": FAMILY, "parameters": {"penetrance_paternal": 2.0}},
        {"family": {"people": [{"id": "a", "mother": "a", "father": "a"}]}},
        {"family": {"people": [{"id": "m", "sex": "male"}, {"id": "c", "mother": "m"}]}},
    ],
)
def test_risk__refuses_families_and_numbers_it_cannot_use(client, body):
    refusal(post(client, "/api/v1/risk/gnas", body), 400)


def test_no_release__says_when_to_try_again(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    response = Client().get("/api/v1/sources")
    assert refusal(response, 503)["code"] == "RAREKIN-201"
    assert response["Retry-After"] == "30"


def test_unforeseen__tells_nothing_of_the_input(client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("secret signs")

    monkeypatch.setattr("rarekin.api.ranking.rank.rank_case", fail)
    response = post(client, "/api/v1/rank", {"terms": ["HP:0025027"]})
    assert refusal(response, 500)["code"] == "RAREKIN-500"
    assert b"secret" not in response.content


def test_requests__leave_no_log_line(client, capfd):
    post(client, "/api/v1/terms", {"text": "purple elephants"})
    post(client, "/api/v1/terms", {"words": "purple elephants"})
    client.get("/api/v1/diseases/purple elephants")
    assert capfd.readouterr() == ("", "")


def test_openapi__describes_every_route_and_nothing_else(client):
    response = client.get(reverse("http_api:openapi"))
    document = response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert document["openapi"].startswith("3.1")
    described = {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
    }
    assert described == {(r.method, f"/api/v1/{r.path}") for r in ROUTES}
    operations = [o for path in document["paths"].values() for o in path.values()]
    assert len({o["operationId"] for o in operations}) == len(ROUTES)
    refusal(client.post(reverse("http_api:openapi")), 405)


def test_openapi__has_no_dangling_reference(client):
    document = client.get(reverse("http_api:openapi")).json()
    text = json.dumps(document)
    names = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names <= set(document["components"]["schemas"])
    assert names


def test_openapi__parameters_are_those_of_the_query(client):
    document = client.get(reverse("http_api:openapi")).json()
    search = document["paths"]["/api/v1/search"]["get"]["parameters"]
    assert [(p["name"], p["required"]) for p in search] == [
        ("language", False),
        ("q", True),
        ("limit", False),
    ]


def test_rank__filters_genes_and_what_is_hidden_travel(client):
    body = {"terms": ["HP:0025027"]}
    whole = post(client, "/api/v1/rank", body).json()
    assert whole["p_hidden"] == 0
    only = {**body, "filters": {"genes": ["NOSUCH"]}}
    nothing = post(client, "/api/v1/rank", only).json()
    assert (nothing["diseases"], nothing["genes"]) == ([], [])
    assert nothing["p_hidden"] == pytest.approx(1 - whole["p_other"], abs=1e-4)
    wrong = {**body, "filters": {"onset": "HP:0001250"}}
    assert refusal(post(client, "/api/v1/rank", wrong), 400)["hint"]
