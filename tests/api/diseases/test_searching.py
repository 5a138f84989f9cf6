import pytest

from rarekin.api.diseases.searching import search_all
from rarekin.errors import TooLarge


def test_search_all__groups_findings_and_genes(toy_release):
    found = search_all("gna")
    assert [hit.id for hit in found.genes] == ["GNAS"]
    assert all(hit.kind == "gene" and hit.label == hit.id for hit in found.genes)


def test_search_all__an_hpo_id_in_any_notation_finds_its_term(toy_release):
    term = toy_release.ontology.ids[-1]
    for text in (term, term.lower(), term.replace(":", "_")):
        assert [hit.id for hit in search_all(text).findings] == [term]


@pytest.mark.parametrize("text", ["", " ", "g", '"', "\x00", "%", "💥💥", "a\x00b" * 90])
def test_search_all__hostile_text_is_harmless(toy_release, text):
    found = search_all(text, 5, 2)
    assert len(found.diseases) <= 5
    assert len(found.findings) <= 2
    assert len(found.genes) <= 2


def test_search_all__refuses_floods(toy_release):
    with pytest.raises(TooLarge):
        search_all("ab " * 4000)
