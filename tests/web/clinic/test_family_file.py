import io
import json
import re

import pytest
from django.http import QueryDict
from django.test import Client

from rarekin.api.family.risk import model, read_family
from rarekin.web.clinic.family_file import KEPT, edited, form_of, rows_of
from rarekin.web.clinic.family_form import example_form

GNAS = model("gnas")
COUSINS = {
    "people": [
        {"id": "I-1", "sex": "male", "age_years": 70},
        {"id": "I-2", "sex": "female"},
        {"id": "II-1", "sex": "male", "mother": "I-2", "father": "I-1", "twin_group": "t"},
        {"id": "II-2", "sex": "male", "mother": "I-2", "father": "I-1", "twin_group": "t"},
        {"id": "II-3", "sex": "female", "phenotypes": {"poh": "present"}, "proband": True},
        {
            "id": "III-1",
            "sex": "female",
            "mother": "II-3",
            "father": "II-1",
            "phenotypes": {"poh": {"state": "excluded", "age_years": 3}, "pphp": "present"},
            "tests": [{"result": "positive", "sensitivity": 0.9}],
        },
    ]
}


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


def post_file(client, document, **more):
    file = io.BytesIO(json.dumps(document).encode())
    return client.post("/family/open", {"model": "gnas", "file": file, **more})


def hidden(html):
    text = re.search(r'name="opened" value="([^"]*)"', html)[1]
    return text.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")


def fields(rows):
    data = {}
    for row in rows:
        for name in ("sex", "mother", "father", "has", "test"):
            data[f"row-{row.number}-{name}"] = getattr(row, name)
        data[f"row-{row.number}-age"] = row.age_text
    return data


def as_post(data):
    query = QueryDict(mutable=True)
    query.update(data)
    return query


def tree(html):
    return re.search(r'class="tree".*?(<svg.*?</svg>)', html, re.DOTALL)[1]


def test_edited__untouched_boxes_change_nothing():
    family, _ = read_family(COUSINS)
    rows = rows_of(family, GNAS)
    assert edited(family, GNAS, as_post(fields(rows))) == (family, ())
    assert edited(family, GNAS, QueryDict("")) == (family, ())
    assert (rows[5].has, rows[5].test) == (KEPT, KEPT)


def test_edited__changes_what_was_changed_and_keeps_the_rest():
    family, _ = read_family(COUSINS)
    data = fields(rows_of(family, GNAS))
    data |= {"row-0-age": "71", "row-4-has": "healthy", "row-5-test": "not-found"}
    data |= {"row-2-sex": "robot", "row-5-mother": "nobody"}
    after, problems = edited(family, GNAS, as_post(data))
    assert not problems
    assert after.person("I-1").age_years == 71
    assert after.person("II-3").phenotypes["affected"].state.value == "excluded"
    assert after.person("III-1").tests[0].result.value == "negative"
    assert after.person("III-1").phenotypes == family.person("III-1").phenotypes
    assert after.person("III-1").mother == "II-3"
    assert after.person("II-1") == family.person("II-1")


def test_edited__a_parent_who_leaves_leaves_the_children_without():
    family, _ = read_family(COUSINS)
    after, _ = edited(family, GNAS, QueryDict("row-1-leave=on"))
    assert [p.id for p in after.people] == ["I-1", "II-1", "II-2", "II-3", "III-1"]
    assert after.person("II-1").mother is None
    assert not after.errors


def test_edited__a_person_is_added_under_an_id_of_its_own():
    family, _ = read_family({"people": [{"id": "P1"}, {"id": "P2"}]})
    after, _ = edited(family, GNAS, QueryDict("do=add-person"))
    assert [p.id for p in after.people] == ["P1", "P2", "P3"]


@pytest.mark.parametrize("age", ["old", "-1", "200", "nan"])
def test_edited__an_impossible_age_is_said(age):
    family, _ = read_family(COUSINS)
    after, problems = edited(family, GNAS, as_post({"row-0-age": age}))
    assert after.person("I-1").age_years == 70
    assert len(problems) == 1


def test_form__of_a_file_that_the_page_saved_is_the_same_form():
    form = example_form(GNAS)
    assert form_of(form.family(), GNAS) == form


def test_form__of_another_family_is_none():
    assert form_of(read_family(COUSINS)[0], GNAS) is None
    beyond = {"people": [{"id": "me", "twin_group": "a"}, {"id": "mother"}, {"id": "father"}]}
    assert form_of(read_family(beyond)[0], GNAS) is None


def test_page__a_file_can_be_changed_and_draws_the_same_tree(client):
    html = post_file(client, COUSINS).content.decode()
    document = hidden(html)
    assert read_family(document.encode())[0].people == read_family(COUSINS)[0].people
    rows = rows_of(read_family(COUSINS)[0], GNAS)
    same = {"model": "gnas", "opened": document, **fields(rows), "do": "compute"}
    assert tree(client.post("/family", same).content.decode()) == tree(html)
    older = client.post("/family", {**same, "row-0-age": "99"}).content.decode()
    assert "99" in tree(older)
    assert tree(older) != tree(html)
    saved = client.post("/family/save", {**same, "row-0-age": "99"})
    assert read_family(saved.content)[0].person("I-1").age_years == 99


def test_page__a_wrong_parent_can_be_mended(client):
    circle = {"people": [{"id": "a", "mother": "b"}, {"id": "b", "mother": "a"}]}
    html = post_file(client, circle)
    assert html.status_code == 400
    document = hidden(html.content.decode())
    mended = {"model": "gnas", "opened": document, "row-1-mother": ""}
    assert client.post("/family", mended).status_code == 200


SISTERS = {
    "people": [
        {"id": "ma", "sex": "female", "phenotypes": {"breast cancer": "present"}},
        {"id": "pa", "sex": "male"},
        {"id": "me", "sex": "female", "mother": "ma", "father": "pa", "proband": True},
    ]
}


@pytest.mark.parametrize(
    ("said", "slugs"),
    [
        ({"phenotypes": {"breast cancer": "present"}}, ["brca1", "brca2"]),
        (
            {"phenotypes": {"Huntington disease": "present"}},
            ["huntington", "huntington-intermediate"],
        ),
        ({"tests": [{"result": "positive", "gene": "PKD2"}]}, ["pkd2", "polycystic-kidney"]),
        ({"phenotypes": {"affected": "present"}}, []),
        ({"phenotypes": {"gout": "present"}}, []),
    ],
)
def test_open__a_file_without_a_model_offers_first_what_it_speaks_of(client, said, slugs):
    people = [{"id": "ma", "sex": "female", **said}, *SISTERS["people"][1:]]
    file = io.BytesIO(json.dumps({"people": people}).encode())
    html = client.post("/family/open", {"file": file}).content.decode()
    group = re.search(r'<optgroup label="Made for what the file speaks of">(.*?)</optgroup>', html)
    found = [] if group is None else re.findall(r'value="([\w-]+)"', group[1])
    assert found == slugs
