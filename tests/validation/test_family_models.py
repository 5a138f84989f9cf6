"""The quick part of validation/family_models.py: every model on six families."""

import importlib.util
from pathlib import Path

import pytest

from rarekin.api.diseases import lookup
from rarekin.api.family.leads import leads_of
from rarekin.api.family.risk import models
from rarekin.errors import UnknownId

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scan():
    path = ROOT / "validation" / "family_models.py"
    spec = importlib.util.spec_from_file_location("family_models", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_model__answers_six_families_in_the_right_order_of_magnitude(scan):
    assert list(scan.check_models()) == []


def test_pages__of_the_small_release_contradict_no_model(scan, toy_release):
    _leads, wrong, listed = scan.scan_pages()
    assert not wrong, listed


def around(id_):
    """A disease, what it is a form of, and its forms."""
    try:
        page = lookup.disease(id_)
    except UnknownId:
        return {}
    near = [page, *(lookup.disease(other.id) for other in (*page.parents, *page.children))]
    return {one.ref.id: one for one in near}


def test_pages__of_every_disease_with_a_model_and_those_beside_it_lead_there(scan, full_release):
    pages = {}
    for model in models():
        for id_ in model.diseases:
            pages |= around(id_)
    assert len(pages) > 200
    missed = {(one.ref.label, kind) for one in pages.values() for kind in scan.unled(one)}
    wrong = {(one.ref.label, kind) for one in pages.values() for kind in scan.contradictions(one)}
    assert (missed, wrong) == (set(), set())


def test_pages__hereditary_breast_and_ovarian_cancer_leads_to_both_genes(full_release):
    leads = [lead.query for lead in leads_of(lookup.disease("MONDO:0003582"))]
    assert leads == ["?model=brca1", "?model=brca2"]
    for gene in ("MONDO:0011450", "MONDO:0012933"):
        assert len(leads_of(lookup.disease(gene))) == 1
