from types import SimpleNamespace

import pytest

from rarekin.web.atlas.inheritance import models_of

DOMINANT, RECESSIVE, MITOCHONDRIAL = "HP:0000006", "HP:0000007", "HP:0001427"


def page(*modes, id_="MONDO:9"):
    told = [SimpleNamespace(term=term, excluded=excluded) for term, excluded in modes]
    return SimpleNamespace(ref=SimpleNamespace(id=id_), inheritance=told)


def slugs(*modes, **told):
    return [model.slug for model in models_of(page(*modes, **told))]


def test_models_of__a_model_made_for_the_disease_comes_before_general_ones():
    assert slugs((DOMINANT, False), id_="MONDO:0008153") == ["gnas"]


@pytest.mark.parametrize(
    ("term", "slug"),
    [(DOMINANT, "ad"), (RECESSIVE, "ar"), ("HP:0001419", "xr"), ("HP:0001423", "xd")],
)
def test_models_of__the_mode_on_record_leads_to_its_model(term, slug):
    assert slugs((term, False), (term, False)) == [slug]


def test_models_of__what_is_excluded_or_has_no_model_leads_nowhere():
    assert slugs((DOMINANT, True), (MITOCHONDRIAL, False)) == []
