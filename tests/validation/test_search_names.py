"""A part of `validation/search_names.py` small enough for every run."""

from itertools import islice

import pytest

from validation import search_names


def test_sets__have_names_lay_names_and_mistakes_in_three_languages():
    for language in search_names.LANGUAGES:
        kinds = {query.kind for query in search_names.queries(language)}
        assert {"name", "lay", "former", "hurtful", "phrase", "misspelt"} <= kinds


@pytest.mark.parametrize("language", search_names.LANGUAGES)
def test_search__the_disease_meant_is_first_for_95_of_100_names(full_release, language):
    asked = list(islice(search_names.queries(language), 0, None, 9))
    wrong = [q.text for q in asked if not search_names.is_right(q)]
    near = [q for q in asked if search_names.is_right(q) or search_names.is_kin_of_that_name(q)]
    assert len(near) >= 0.95 * len(asked), wrong


@pytest.mark.parametrize(
    ("language", "text"), [("en", "seizures"), ("es", "convulsiones"), ("en", "muscle weakness")]
)
def test_search__a_sign_leads_with_signs(full_release, language, text):
    found = search_names.search_all(text, 5, language=language)
    assert found.is_sign
    assert found.findings
    assert not search_names.search_all("Marfan syndrome", 5, language=language).is_sign


@pytest.mark.parametrize(
    ("language", "phrase", "expected"),
    [
        ("en", "butterfly skin", "MONDO:0006541"),
        ("es", "piel de mariposa", "MONDO:0006541"),
        ("fr", "enfants papillons", "MONDO:0006541"),
        ("en", "glass bones", "MONDO:0019019"),
        ("es", "huesos de cristal", "MONDO:0019019"),
        ("fr", "os de verre", "MONDO:0019019"),
        ("en", "bubble boy", "MONDO:0015974"),
        ("es", "nino burbuja", "MONDO:0015974"),
        ("fr", "bebe bulle", "MONDO:0015974"),
        ("en", "elephant man", "MONDO:0008318"),
        ("es", "hombre elefante", "MONDO:0008318"),
        ("fr", "homme elephant", "MONDO:0008318"),
    ],
)
def test_search__what_people_say_leads_to_the_page(full_release, language, phrase, expected):
    hits = search_names.search_all(phrase, 3, language=language).diseases
    assert expected in [hit.ref.id for hit in hits[:2]]
