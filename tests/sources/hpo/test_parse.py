from pathlib import Path

import rarekin.sources.hpo as package
from rarekin.sources.hpo.parse import parse

SAMPLE = {"hp.obo": (Path(package.__path__[0]) / "sample" / "hp.obo").read_bytes()}


def _terms():
    return {term.id: term for term in parse(SAMPLE)}


def test_parse__reads_definition_with_escaped_quotes():
    assert _terms()["HP:0001166"].definition == 'Long, "spider-like" fingers.'


def test_parse__marks_layperson_synonyms_and_scope():
    assert ("Spider fingers", "exact", True) in _terms()["HP:0001166"].synonyms
    assert ("Tall and thin", "related", True) in _terms()["HP:0001519"].synonyms


def test_parse__keeps_obsolete_terms_with_their_successor():
    term = _terms()["HP:0000057"]
    assert term.obsolete
    assert term.replaced_by == "HP:0000118"
    assert term.parents == ()


def test_parse__skips_typedefs_and_the_header():
    assert all(id_.startswith("HP:") for id_ in _terms())
    assert len(_terms()) == SAMPLE["hp.obo"].count(b"[Term]")


def test_parse__keeps_alternative_ids_and_parents():
    term = _terms()["HP:0001166"]
    assert term.alt_ids == ("HP:0001505",)
    assert term.parents == ("HP:0001238",)
