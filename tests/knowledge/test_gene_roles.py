from rarekin.knowledge.gene_roles import named_genes
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
