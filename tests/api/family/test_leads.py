from types import SimpleNamespace

import pytest

from rarekin.api.diseases import lookup
from rarekin.api.family.leads import leads_of, models_of
from rarekin.model.disease import Level, Section, Seldom

DOMINANT, RECESSIVE, MITOCHONDRIAL = "HP:0000006", "HP:0000007", "HP:0001427"


def ref(id_="MONDO:9", label="some disease", level=Level.DISORDER):
    return SimpleNamespace(id=id_, label=label, english=label, level=level)


def page(
    *modes,
    genes=(),
    parents=(),
    children=(),
    causes=(),
    chromosome="",
    is_new=False,
    seldom=None,
    many=False,
    leading=None,
    form_modes=None,
    form_genes=(),
    text="",
    is_rare=None,
    **told,
):
    stated = [term for term, excluded in modes if not excluded]
    only = stated[0] if len(set(stated)) == 1 else None
    return SimpleNamespace(
        ref=ref(**told),
        inheritance=[SimpleNamespace(term=term, excluded=excluded) for term, excluded in modes],
        genes=[SimpleNamespace(symbol=symbol, relation="") for symbol in genes],
        parents=[ref(id_=id_, label=label) for id_, label in dict(parents).items()],
        children=[ref(id_=id_) for id_ in children],
        causal_genes=causes,
        modes=SimpleNamespace(
            depends_on_the_gene=lambda _n: False,
            is_mostly_new=is_new,
            seldom=seldom,
            leading=SimpleNamespace(term=leading or only) if leading or only else None,
            gives_no_chance=False,
            is_recessive_or_new=False,
            qualifiers=(),
            others=[SimpleNamespace(term=term) for term in stated],
        ),
        sons=None,
        only_sex_ill="",
        rests_on_families=False,
        many_genes_take_part=many,
        chromosome=chromosome,
        chromosome_in_some="",
        form_modes=form_modes or {},
        form_genes=form_genes,
        main_genes=(),
        is_rare=is_rare,
        facts={Section.CAUSES: [SimpleNamespace(quoted=False, text=text)]},
    )


def slugs(*modes, **told):
    return [model.slug for model in models_of(page(*modes, **told))]


def test_models_of__a_model_made_for_the_disease_comes_before_general_ones():
    assert slugs((DOMINANT, False), id_="MONDO:0008153") == ["gnas"]


@pytest.mark.parametrize(
    ("term", "slug"),
    [(DOMINANT, "ad"), (RECESSIVE, "ar"), ("HP:0001419", "xr"), ("HP:0001423", "xd")],
)
def test_models_of__the_mode_on_record_leads_to_its_model(term, slug):
    assert slugs((term, False), (term, False)) == [slug]


def test_models_of__a_mode_that_one_source_names_besides_the_leading_one_has_no_model():
    named = ((DOMINANT, False), (RECESSIVE, False))
    assert slugs(*named, leading=RECESSIVE) == ["ar"]
    assert slugs(*named) == []  # of equal ways none is that of everybody


def test_models_of__what_is_excluded_or_has_no_model_leads_nowhere():
    assert slugs((DOMINANT, True), (MITOCHONDRIAL, False)) == []


def queries(*modes, **told):
    return [lead.query for lead in leads_of(page(*modes, **told))]


@pytest.mark.parametrize(
    ("gene", "slug"),
    [("SDHD", "sdhd"), ("SDHAF2", "sdhaf2"), ("SGCE", "sgce"), ("MAGEL2", "magel2"),
     ("UBE3A", "ube3a"), ("KCNK9", "kcnk9"), ("GNAS", "gnas")],
)  # fmt: skip
def test_leads_of__a_dominant_disease_of_such_a_gene_depends_on_the_parent(gene, slug):
    assert slug in slugs((DOMINANT, False), genes=(gene,))
    assert "ad" not in slugs((DOMINANT, False), genes=(gene,))


@pytest.mark.parametrize(
    ("label", "about"),
    [
        ("paternal uniparental disomy of chromosome 7", "uniparental"),
        ("mosaic variegated something", "mosaic"),
        ("2q37 microdeletion syndrome", "chromosome"),
        ("16p11.2 duplication syndrome", "chromosome"),
    ],
)
def test_leads_of__where_no_allele_is_handed_on_it_tells_what_is_published(label, about):
    assert queries((DOMINANT, False), label=label) == [f"?about={about}"]


def test_leads_of__a_whole_chromosome_leads_nowhere():
    above = {"MONDO:1": "chromosome 21 disorder"}
    told = {"label": "Down syndrome", "parents": above, "chromosome": "extra"}
    assert queries((DOMINANT, False), **told) == []
    assert queries((DOMINANT, False), label="trisomy 13") == []


def test_leads_of__mitochondria_follow_the_mother():
    assert queries((MITOCHONDRIAL, False)) == ["?about=mitochondrial"]


def test_leads_of__angelman_tells_the_causes_before_the_model():
    assert queries((DOMINANT, False), id_="MONDO:0007113") == ["?about=angelman", "?model=ube3a"]
    # The form with the deletion has nothing to compute.
    assert queries((DOMINANT, False), id_="MONDO:0020302") == ["?about=angelman"]


def test_leads_of__forms_in_which_the_parent_counts_are_offered_beside_the_general_model():
    told = queries(
        (DOMINANT, False), genes=("SDHB", "SDHD"), children=("MONDO:0008192", "MONDO:0007273")
    )
    assert told == ["?model=sdhd", "?model=ad"]


# A duplication that is handed on like any dominant allele, filed below a piece of a chromosome.
def test_leads_of__a_known_gene_counts_for_more_than_the_name_of_a_group_above():
    above = {"MONDO:1": "partial duplication of the short arm of chromosome 17"}
    told = {"parents": above, "causes": ("PMP22",)}
    assert queries((DOMINANT, False), **told) == ["?model=ad"]
    assert queries((DOMINANT, False), is_new=True, **told) == ["?about=chromosome"]
    assert queries((DOMINANT, False), parents=above) == ["?about=chromosome"]


def test_leads_of__what_is_new_in_most_tells_the_small_chance_first():
    told = {"seldom": Seldom.NEW}
    assert queries((DOMINANT, False), **told) == ["?about=new-change"]
    assert queries(("HP:0001423", False), **told) == ["?about=new-change"]
    # A model or a statement made for the disease knows more.
    assert queries((DOMINANT, False), id_="MONDO:0007037", **told) == ["?model=achondroplasia"]
    assert queries((DOMINANT, False), id_="MONDO:0100135", **told) == ["?about=dravet"]


def test_leads_of__a_single_deletion_of_mitochondria_is_not_what_every_child_gets():
    assert queries((MITOCHONDRIAL, False), id_="MONDO:0010797") == ["?about=mtdna-deletion"]


def test_leads_of__what_can_lie_in_mitochondria_or_the_nucleus_follows_no_one_rule():
    told = {"leading": RECESSIVE, "form_genes": (("MT-CYB", 1), ("BCS1L", 1))}
    assert queries((RECESSIVE, False), (MITOCHONDRIAL, False), **told) == []


def test_leads_of__a_raised_chance_is_no_rule_of_one_gene():
    assert queries((DOMINANT, False), label="sarcoidosis, susceptibility to, 1") == []
    weak = "Mendelian susceptibility to mycobacterial diseases due to partial STAT1 deficiency"
    assert queries((DOMINANT, False), label=weak) == ["?model=ad"]


def test_leads_of__where_many_genes_take_part_no_rule_of_one_gene_is_offered():
    assert queries((DOMINANT, False), many=True) == []


# Chance PF, et al. Cell 1993;72:143: a deletion of PMP22 that families hand on as dominant.
def test_leads_of__a_piece_that_families_hand_on_is_computed_as_dominant(full_release):
    leads = leads_of(lookup.disease("MONDO:0008087"))
    assert [lead.query for lead in leads] == ["?model=ad"]


# Orphanet calls the first multigenic, the others not inherited (ORPHApackets of 2025-12-09).
@pytest.mark.parametrize(
    "disease",
    ["autoimmune hemolytic anemia", "Sjogren syndrome", "subacute sclerosing panencephalitis"],
)
def test_leads_of__no_chance_where_a_catalogue_only_filed_single_families(full_release, disease):
    assert leads_of(lookup.disease(disease)) == ()


def test_models_of__a_disease_of_several_genes_leads_to_the_models_of_its_forms_first():
    told = {"genes": ("BRCA1", "BRCA2", "PALB2"), "children": ("MONDO:0011450", "MONDO:0012933")}
    assert slugs((DOMINANT, False), **told) == ["brca1", "brca2", "ad"]
    # Neither without the gene, nor without the form, nor for a whole group.
    assert slugs((DOMINANT, False), **(told | {"genes": ("PALB2",)})) == ["ad"]
    assert slugs((DOMINANT, False), **(told | {"children": ()})) == ["ad"]
    assert "brca1" not in slugs((DOMINANT, False), **told, level=Level.GROUP)


# Both types of myotonic dystrophy are dominant; only the first has a model of its own.
def test_models_of__a_group_whose_forms_are_all_handed_on_alike_leads_to_them():
    dm1, dm2 = "MONDO:0008056", "MONDO:0011266"
    told = {"children": (dm1, dm2), "form_genes": (("DMPK", 1), ("CNBP", 1)), "level": Level.GROUP}
    alike = {dm1: (DOMINANT,), dm2: (DOMINANT,)}
    assert slugs(form_modes=alike, **told) == ["myotonic-dystrophy-1", "ad"]
    # One form that is handed on otherwise, or of which it is not known, and no rule holds.
    assert slugs(form_modes=alike | {dm2: (RECESSIVE,)}, **told) == []
    assert slugs(form_modes=alike | {dm2: (DOMINANT, RECESSIVE)}, **told) == []
    assert slugs(form_modes={dm1: (DOMINANT,)}, **told) == []
    assert slugs(form_modes=alike, **(told | {"children": (dm1,)})) == []


def test_models_of__a_rule_of_one_in_two_needs_a_gene_in_the_name_of_a_group():
    told = {"children": ("MONDO:1", "MONDO:2"), "form_genes": (("PAX6", 2),), "level": Level.GROUP}
    alike = dict.fromkeys(told["children"], (DOMINANT,))
    assert slugs(form_modes=alike, label="PAX6-related ocular dysgenesis", **told) == ["ad"]
    assert slugs(form_modes=alike, label="coronary artery disorder", **told) == []
    recessive = dict.fromkeys(told["children"], (RECESSIVE,))
    assert slugs(form_modes=recessive, label="mucolipidosis", **told) == ["ar"]


def test_models_of__a_group_whose_page_is_written_about_one_gene_leads_to_its_model():
    told = {"children": ("MONDO:0019079", "MONDO:9"), "level": Level.GROUP}
    assert slugs(text="Most people lack the gene SMN1.", **told) == ["sma"]
    assert slugs(text="Many genes can be the cause.", **told) == []


def test_leads_of__the_page_on_spinal_muscular_atrophy_leads_to_its_model(full_release):
    leads = leads_of(lookup.disease("MONDO:0001516"))
    assert [lead.query for lead in leads] == ["?model=sma"]


def test_models_of__what_is_not_rare_has_more_carriers_than_the_general_recessive_model_knows():
    assert slugs((RECESSIVE, False), is_rare=False) == []
    assert slugs((RECESSIVE, False), is_rare=True) == ["ar"]
    assert slugs((DOMINANT, False), is_rare=False) == ["ad"]
