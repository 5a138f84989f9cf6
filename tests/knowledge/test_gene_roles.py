from rarekin.knowledge.gene_roles import named_genes, settled_by_kin
from rarekin.model.disease import GeneLink
from rarekin.model.genes import VALIDITY, GeneRole

CAUSING = "Disease-causing germline mutation(s) in"


def _roles(*links):
    return {gene.symbol: gene.role for gene in named_genes(links)}


def test_named_genes__who_classed_the_evidence_settles_the_role():
    links = (
        GeneLink("ORPHA:1", "A", "orphanet", relation=CAUSING),
        GeneLink("MONDO:1", "A", "gencc", relation=f"{VALIDITY}Refuted Evidence (Toy lab)"),
    )
    assert _roles(*links) == {"A": GeneRole.DISPUTED}
    assert _roles(links[0]) == {"A": GeneRole.CAUSE}


def test_named_genes__an_expert_panel_goes_before_single_laboratories():
    links = (
        GeneLink("MONDO:1", "A", "gencc", relation=f"{VALIDITY}Strong (Toy lab)"),
        GeneLink("MONDO:1", "A", "clingen", relation=f"{VALIDITY}Limited"),
    )
    assert _roles(*links) == {"A": GeneRole.CANDIDATE}


def test_named_genes__an_unclassed_link_stays_as_it_was():
    links = (
        GeneLink("OMIM:1", "A", "hpoa"),
        GeneLink("MONDO:1", "B", "clingen", relation=f"{VALIDITY}Definitive"),
    )
    assert _roles(*links) == {"A": GeneRole.CAUSE, "B": GeneRole.CAUSE}


def test_named_genes__what_somebody_looked_up_goes_before_every_list():
    links = (
        GeneLink("ORPHA:480", "RRM2B", "orphanet", relation=CAUSING),
        GeneLink("ORPHA:480", "RRM2B", "curated", relation="disease-causing in a few people"),
        GeneLink("MONDO:1", "RRM2B", "clingen", relation=f"{VALIDITY}Definitive"),
    )
    assert _roles(*links) == {"RRM2B": GeneRole.SELDOM}


# OMIM:613254 names TSC2 and its modifier IFNG; Orphanet calls TSC1 and TSC2 causes of the whole.
def test_settled_by_kin__the_gene_that_causes_the_whole_disease_causes_its_form():
    form = named_genes([GeneLink("OMIM:613254", s, "hpoa") for s in ("IFNG", "TSC2")])
    whole = named_genes(
        [GeneLink("ORPHA:805", s, "orphanet", relation=CAUSING) for s in ("TSC1", "TSC2")]
    )
    settled = settled_by_kin(form, "tuberous sclerosis 2", whole)
    assert [(g.symbol, g.role) for g in settled] == [
        ("TSC2", GeneRole.CAUSE),
        ("IFNG", GeneRole.UNSTATED),
    ]
    both = named_genes([GeneLink("OMIM:1", s, "hpoa") for s in ("TSC1", "TSC2")])
    assert settled_by_kin(both, "tuberous sclerosis", whole) == both


def test_settled_by_kin__a_gene_in_the_title_is_the_cause_unless_one_is_known():
    links = [GeneLink("ORPHA:247806", s, "hpoa") for s in ("APC", "MUTYH")]
    title = "APC-related attenuated familial adenomatous polyposis"
    settled = settled_by_kin(named_genes(links), title, ())
    assert [g.symbol for g in settled if g.role is GeneRole.CAUSE] == ["APC"]
    known = [*links[:1], GeneLink("ORPHA:1", "MUTYH", "orphanet", relation=CAUSING)]
    assert settled_by_kin(named_genes(known), title, ()) == named_genes(known)
