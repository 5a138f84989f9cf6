import pytest
from django.utils import translation

from rarekin.web.atlas.keeping.frame import framed

pytestmark = pytest.mark.django_db

VALUES = {
    "id": "MONDO:0000001", "label": "A &amp; B", "linked_data": "{}", "article": "<p>Said</p>",
}  # fmt: skip


def test_framed__fills_every_place_and_nothing_a_source_says():
    html = framed("atlas/disease.html", VALUES | {"article": "<p>xxRAREKINxxlabelxx</p>"})
    assert "<title>A &amp; B ·" in html
    assert "<p>xxRAREKINxxlabelxx</p>" in html
    assert html.count("xxRAREKINxx") == 1


def test_framed__speaks_the_language_and_links_to_the_others():
    with translation.override("fr"):
        html = framed("atlas/disease.html", VALUES)
    assert '<html lang="fr"' in html
    assert 'href="/es/disease/MONDO:0000001"' in html
    assert 'href="/disease/MONDO:0000001"' in html
