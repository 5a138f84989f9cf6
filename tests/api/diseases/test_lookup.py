import pytest

from rarekin.api.diseases import lookup
from rarekin.errors import UnknownId
from rarekin.model.disease import Level

pytestmark = pytest.mark.usefixtures("toy_release")


def _finding(disease, term):
    page = lookup.disease(disease)
    return next(f for f in page.findings if f.term == term)


def test_disease__joins_the_rows_of_all_its_ids():
    finding = _finding("POH", "HP:0025027")
    assert {row.disease for row in finding.rows} == {"OMIM:166350", "ORPHA:2762"}
    assert finding.frequency == 0.895


def test_disease__pools_rows_of_a_retired_term_with_its_successor():
    finding = _finding("Marfan syndrome", "HP:0001166")
    assert (finding.numerator, finding.denominator) == (9, 12)
    assert {row.term for row in finding.rows} == {"HP:0001166", "HP:0001505"}


def test_disease__sources_that_disagree_are_both_shown():
    finding = _finding("PPHP", "HP:0002901")
    assert finding.conflicting
    assert {row.excluded for row in finding.rows} == {True, False}


def test_disease__repeats_with_other_references_stay_one_finding():
    finding = _finding("FOP", "HP:0001822")
    assert sorted(row.references for row in finding.rows) == [("PMID:6",), ("PMID:7",)]


def test_disease__sorts_rows_by_aspect():
    page = lookup.disease("POH")
    assert [f.label for f in page.inheritance] == ["Autosomal dominant inheritance"]
    assert [f.label for f in page.onset] == ["Infantile onset"]
    assert [f.label for f in page.course] == ["Progressive"]


def test_disease__names_body_systems():
    finding = _finding("POH", "HP:0011987")
    assert finding.systems == (("HP:0000924", "Abnormality of the skeletal system"),)


def test_disease__relatives_share_a_gene():
    labels = {ref.label for ref in lookup.disease("POH").relatives}
    assert {"pseudohypoparathyroidism type 1A", "pseudopseudohypoparathyroidism"} <= labels
    assert "progressive osseous heteroplasia" not in labels


def test_disease__knows_parents_and_children():
    group = lookup.disease("disorder of GNAS inactivation")
    assert group.ref.level is Level.GROUP
    assert lookup.disease("POH").ref in group.children
    assert group.ref in lookup.disease("POH").parents


def test_disease__names_what_speaks_and_when():
    page = lookup.disease("POH")
    assert {"hpoa", "identity"} <= {source.name for source in page.sources}
    assert page.updated == max(source.date for source in page.sources if source.date)
    assert page.names[0].text == page.ref.label


def test_disease__an_entry_without_mondo_keeps_its_id_and_stops_shouting():
    ref = lookup.resolve("OMIM:999999")
    assert (ref.id, ref.label) == ("OMIM:999999", "Toy disease with no other id, type II")


@pytest.mark.parametrize("text", ["HP:0001166", "hp 1166", "HP:0001505", "Arachnodactyly"])
def test_finding__any_notation_finds_the_term(text):
    page = lookup.finding(text)
    assert page.term.label == "Arachnodactyly"
    assert next(ref.label for ref, _ in page.diseases) == "Marfan syndrome"
    assert page.parents == (("HP:0001238", "Slender finger"),)


def test_finding__excluded_diseases_come_last():
    found = lookup.finding("HP:0002901").diseases
    assert [f.excluded for _, f in found] == sorted(f.excluded for _, f in found)


@pytest.mark.parametrize("text", ["HP:9999999", "no such finding", "", "OMIM:166350"])
def test_finding__unknown_ones_are_refused(text):
    with pytest.raises(UnknownId):
        lookup.finding(text)


def test_gene__lists_its_diseases_in_any_case():
    page = lookup.gene("gnas")
    assert page.symbol == "GNAS"
    assert lookup.resolve("POH") in [ref for ref, _ in page.diseases]
    with pytest.raises(UnknownId, match="NOSUCH"):
        lookup.gene("NOSUCH")


def test_label_of__follows_retired_ids():
    assert lookup.label_of("HP:0001505") == "Arachnodactyly"
    assert lookup.label_of("HP:0000057") == "Phenotypic abnormality"


def test_disease_ids__each_resolves_to_itself():
    assert all(lookup.resolve(id_).id == id_ for id_ in lookup.disease_ids())


@pytest.mark.slow
def test_disease__real_poh_is_whole(full_release):
    page = lookup.disease("POH")
    assert page.ref.id == "MONDO:0008153"
    assert len([r for f in page.findings for r in f.rows if r.disease == "ORPHA:2762"]) == 12
    assert next(link.symbol for link in page.genes) == "GNAS"
    assert {"skos:exactMatch", "oboInOwl:hasDbXref"} <= {m.predicate for m in page.ids}


@pytest.mark.slow
def test_disease__real_conflict_of_pphp_is_shown(full_release):
    page = lookup.disease("PPHP")
    excluded = {f.term for f in page.findings if f.excluded}
    assert {"HP:0002901", "HP:0002905", "HP:0003165"} <= excluded
    assert "HP:0000852" not in excluded
