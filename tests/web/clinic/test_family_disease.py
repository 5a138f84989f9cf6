"""The family page takes a disease's name and goes on with how it is inherited."""

import re

import pytest
from django.test import Client

from rarekin.api.diseases import lookup
from rarekin.api.family.leads import leads_of
from rarekin.api.family.risk import models
from rarekin.web.clinic.family_disease import by_disease


@pytest.fixture
def client(full_release):
    return Client(raise_request_exception=False)


def ask(client, name, status=200, language=""):
    response = client.get(f"{language}/family", {"disease": name})
    assert response.status_code == status, response.content.decode()[:2000]
    return response


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("von Hippel-Lindau disease", "vhl"),
        ("cystic fibrosis", "cystic-fibrosis"),
        ("MONDO:0010679", "duchenne"),
        ("OMIM:166350", "gnas"),
        ("neurofibromatosis type 1", "nf1"),
        ("POH", "gnas"),
    ],
)
def test_a_name__goes_on_with_the_model_made_for_it(client, name, model):
    assert ask(client, name, 302)["Location"] == f"/family?model={model}"


@pytest.mark.parametrize("language", ["/es", "/fr"])
def test_a_name__stays_in_the_readers_language(client, language):
    assert ask(client, "cystic fibrosis", 302, language)["Location"].startswith(language)


def test_a_name_of_several_rules__asks_which_fits_the_family(client):
    html = ask(client, "hereditary breast ovarian cancer syndrome").content.decode()
    assert re.findall(r'href="/family\?model=(brca\d)"', html) == ["brca1", "brca2"]
    told = ask(client, "Angelman syndrome").content.decode()
    assert 'href="/family?about=angelman"' in told
    assert 'href="/family?model=ube3a"' in told


def test_a_name_without_a_rule__says_so_and_claims_none(client):
    html = ask(client, "Down syndrome").content.decode()
    assert "We have no rule for how this disease is inherited." in html
    assert 'href="/disease/' in html


def test_a_misspelt_name__offers_what_it_comes_near(client):
    html = ask(client, "huntingtn").content.decode()
    assert "Did you mean one of these?" in html
    assert re.search(r'href="/family\?disease=MONDO%3A0007739"', html)


@pytest.mark.parametrize("name", ["qqqqzzzz", "<script>alert(1)</script>", "'; --", "x" * 500])
def test_a_name_nobody_knows__is_said_and_kept_harmless(client, name):
    html = ask(client, name).content.decode()
    assert "no disease by" in html
    assert "<script>alert" not in html


def test_every_disease_with_a_model__leads_there_by_its_id(full_release):
    for model in models():
        for id_ in model.diseases:
            found = by_disease(id_)
            if found.disease is not None:
                assert f"?model={model.slug}" in {lead.query for lead in found.leads}, id_
                assert found.leads == leads_of(lookup.disease(found.disease.id))


def test_no_name__asks_as_before(client):
    html = client.get("/family?disease=").content.decode()
    assert 'id="disease"' in html
    assert "disease-found" not in html
