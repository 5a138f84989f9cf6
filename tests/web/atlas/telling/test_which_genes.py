"""Which genes cause a disease, in sentences."""

from dataclasses import replace

import pytest
from tests.web.atlas.telling.pages_made import page, texts

from rarekin.api.diseases import lookup
from rarekin.model.disease import GeneLink
from rarekin.model.genes import VALIDITY
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling import compose

RAISING = "Major susceptibility factor in"


def test_genes__each_is_named_once_and_many_are_counted():
    links = [GeneLink(Curie("OMIM:1"), symbol, "hpoa") for symbol in ("GNAS", "GNAS")]
    said = texts(compose.which_genes(page(genes=links)))
    assert said == ["Changes in one gene cause it: GNAS."]
    causal = "Disease-causing germline mutation(s) in"
    many = [GeneLink(Curie("ORPHA:1"), f"G{i}", "orphanet", relation=causal) for i in range(9)]
    said = texts(compose.which_genes(page(genes=many)))
    assert said == [
        "Changes in any of 9 genes can cause it. Among them are G0, G1, G2, G3, G4 and G5."
    ]


def test_genes__what_is_no_cause_is_never_called_one():
    links = [
        GeneLink(Curie("ORPHA:586"), "CFTR", "orphanet", relation="Disease-causing germline"),
        GeneLink(Curie("ORPHA:586"), "HFE", "orphanet", relation="Modifying germline mutation in"),
        GeneLink(Curie("ORPHA:586"), "MIF", "hpoa"),
    ]
    cause, modifiers, unstated = texts(compose.which_genes(page(genes=links)))
    assert "CFTR" in cause
    assert "do not cause it" in modifiers
    assert "HFE" in modifiers
    assert "without saying" in unstated
    assert "MIF" in unstated


def test_genes__an_entry_that_names_several_names_no_cause():
    links = [GeneLink(Curie("OMIM:1"), symbol, "hpoa") for symbol in ("IFNG", "TSC2")]
    (said,) = texts(compose.which_genes(page(genes=links)))
    assert "does not say which of them cause it" in said


def test_genes__one_cause_among_many_that_raise_the_chance_holds_for_some_people():
    links = [GeneLink(Curie("ORPHA:1"), f"G{i}", "orphanet", relation=RAISING) for i in range(9)]
    links.append(GeneLink(Curie("OMIM:2"), "TLR7", "hpoa"))
    said = texts(compose.which_genes(page(genes=links)))
    assert said[0] == "In some people changes in one gene cause it: TLR7."


def test_genes__each_the_cause_of_a_form_is_not_told_as_doubtful():
    genes = [GeneLink(Curie("ORPHA:1"), symbol, "hpoa") for symbol in ("KRT16", "KRT17")]
    forms = (("KRT16", 1), ("KRT17", 1))
    (said,) = texts(compose.which_genes(page(genes=genes, form_genes=forms)))
    assert said == "For its forms 2 genes are named: KRT16 and KRT17."


@pytest.mark.parametrize(
    ("disease", "causes"),
    [
        ("MONDO:0009833", {"DNAJC21", "EFL1", "SBDS"}),  # Shwachman-Diamond, ORPHA:811
        ("MONDO:0013199", {"TSC2"}),  # tuberous sclerosis 2, OMIM:613254
    ],
)
def test_genes__true_causes_are_told_as_causes_on_a_fresh_machine(full_release, disease, causes):
    found = lookup.disease(disease)
    assert causes <= {gene.symbol for gene in found.causal_genes}
    assert "IFNG" not in {gene.symbol for gene in found.causal_genes}


def test_genes__of_juvenile_polyposis_are_those_of_its_forms(full_release):
    found = lookup.disease("MONDO:0017380")
    said = " ".join(texts(compose.which_genes(found)))
    assert "BMPR1A" in said
    assert "SMAD4" in said
    assert "does not say" not in said


# GeneReviews and Orphanet: in TAR one copy is missing with its piece of 1q21, the other changed.
def test_genes__a_missing_piece_does_not_stand_instead_of_the_other_change(full_release):
    said = texts(compose.which_genes(lookup.disease("MONDO:0010121")))
    assert "A piece of a chromosome can be missing." in said
    assert "instead" not in " ".join(said)


def test_genes__a_gene_of_orphanet_alone_can_cause_the_disease_and_one_of_omim_does():
    causing = "Disease-causing germline mutation(s) in"
    alone = GeneLink(Curie("ORPHA:1"), "A", "orphanet", relation=causing)
    omim = GeneLink(Curie("OMIM:1"), "A", "hpoa")
    weighed = GeneLink(Curie("MONDO:1"), "A", "clingen", relation=f"{VALIDITY}Definitive")
    assert texts(compose.which_genes(page(genes=(alone,)))) == [
        "Changes in one gene can cause it: A."
    ]
    for other in (omim, weighed):
        said = texts(compose.which_genes(page(genes=(alone, other))))
        assert said == ["Changes in one gene cause it: A."]


def test_genes__one_gene_is_not_the_whole_cause_where_a_form_has_another():
    made = page(genes=[GeneLink(Curie("OMIM:605899"), "GLDC", "hpoa")])
    assert texts(compose.which_genes(made)) == ["Changes in one gene cause it: GLDC."]
    assert texts(compose.which_genes(replace(made, genes_of_forms_alone=("AMT",)))) == [
        "Changes in one gene can cause it: GLDC.",
        "For a form of it another gene is named: AMT.",
    ]


def test_genes__the_one_changed_most_often_is_named_first_and_said_so():
    causal = "Disease-causing germline mutation(s) in"
    symbols = ("GABRA1", "GABRG2", "SCN1A")
    links = [GeneLink(Curie("ORPHA:33069"), s, "orphanet", relation=causal) for s in symbols]
    dravet = page(genes=links, main_genes=("SCN1A",))
    assert dravet.causal_genes[0].symbol == "SCN1A"
    assert texts(compose.which_genes(dravet)) == [
        "The gene changed most often is SCN1A. Changes in any of 2 others can cause it too:"
        " GABRA1 and GABRG2."
    ]
    forms = (("HFE", 1), ("HAMP", 1), ("HJV", 1))
    assert texts(compose.which_genes(page(form_genes=forms, main_genes=("HFE",)))) == [
        "The gene changed most often is HFE. For its forms 2 other genes are named: HAMP and HJV."
    ]
