import json

import pytest

from rarekin.api.diseases.terms import find_terms, read_case, suggest_terms
from rarekin.errors import FormatError, TooLarge
from rarekin.model.case import State


def test_find_terms__reads_with_the_current_release(full_release):
    reading = find_terms("There is bone growing in the muscles of his leg. No seizures.")
    assert [(m.term, m.state) for m in reading.mentions] == [
        ("HP:0011987", State.PRESENT),
        ("HP:0001250", State.EXCLUDED),
    ]
    assert all(full_release.ontology.label(m.term) == m.label for m in reading.mentions)


def test_find_terms__refuses_books(full_release):
    with pytest.raises(TooLarge):
        find_terms("word " * 30_000)


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("seiz", "HP:0001250"),
        ("bone in mus", "HP:0011987"),
        ("microcefaly", "HP:0000252"),
        ("she is small for her age", "HP:0004322"),
    ],
)
def test_suggest_terms__completes_and_understands(full_release, words, term):
    assert term in [id_ for id_, _, _ in suggest_terms(words)]


def test_suggest_terms__keeps_the_limit(full_release):
    assert len(suggest_terms("short", limit=3)) == 3


def test_read_case__follows_retired_ids_and_names_unknown_ones(full_release):
    ontology = full_release.ontology
    retired, successor = next(
        (old, new) for old, new in sorted(ontology.successors.items()) if new in ontology.findings
    )
    features = [{"type": {"id": id_}} for id_ in (retired, "HP:9999999", "HP:0001250")]
    case, issues = read_case(json.dumps({"id": "a", "phenotypicFeatures": features}).encode())
    assert case.present == (successor, "HP:0001250")
    assert [i.code for i in issues] == ["term-retired", "term-unknown"]
    assert [i.where for i in issues] == ["findings[0]", "findings[1]"]


def test_read_case__passes_damage_on(full_release):
    with pytest.raises(FormatError):
        read_case(b"{")
