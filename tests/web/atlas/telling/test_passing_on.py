"""How a disease is inherited, in sentences."""

from dataclasses import replace

import pytest
from tests.web.atlas.telling.pages_made import annotated, page, texts

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import DiseaseRef
from rarekin.api.family.leads import models_of
from rarekin.model.disease import Fact, GeneLink, Level, Section, Seldom
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling import compose
from rarekin.web.atlas.telling.passing_on import family_of

RAISING = "Major susceptibility factor in"
SOME_CELLS = annotated("HP:0001442", "Typified by somatic mosaicism")


def test_inheritance__one_mode_leads_and_the_rest_is_said_as_such():
    said = texts(
        compose.how_it_is_inherited(
            page(
                inheritance=(
                    annotated("HP:0000006", "Autosomal dominant inheritance"),
                    annotated("HP:0001419", "X-linked recessive inheritance", evidence="PCS"),
                )
            )
        )
    )
    assert "X-linked recessive" in said[0]
    assert said[1].startswith("A source also names: Autosomal dominant inheritance.")


def test_inheritance__no_chance_for_children_where_the_change_is_new():
    dominant = annotated("HP:0000006", "Autosomal dominant inheritance")
    sporadic = annotated("HP:0003745", "Sporadic")
    newborns_die = annotated("HP:0003811", "Neonatal death")
    for made in (
        page(inheritance=(dominant, sporadic)),
        page(inheritance=(dominant,), chromosome="missing"),
        page(inheritance=(dominant,), course=(newborns_die,)),
    ):
        assert not any("1 in 2" in text for text in texts(compose.how_it_is_inherited(made)))


# Lupus, and cancers that whole lists of genes are named with, are not handed on 1 in 2.
@pytest.mark.parametrize(
    "genes",
    [
        [GeneLink(Curie("OMIM:1"), f"G{i}", "hpoa") for i in range(5)],
        [GeneLink(Curie("ORPHA:1"), f"G{i}", "orphanet", relation=RAISING) for i in range(2)],
    ],
)
@pytest.mark.parametrize("new", [(), (annotated("HP:0001442", "Typified by somatic mosaicism"),)])
def test_inheritance__where_many_genes_take_part_one_gene_is_a_matter_of_some_families(genes, new):
    dominant = annotated("HP:0000006", "Autosomal dominant inheritance")
    said = texts(compose.how_it_is_inherited(page(genes=genes, inheritance=(dominant, *new))))
    assert said[0].startswith("In some families one changed copy")
    assert "nobody can give such a chance" in said[0]


def test_inheritance__many_genes_named_with_a_recessive_disease_say_nothing():
    genes = [GeneLink(Curie("OMIM:1"), f"G{i}", "hpoa") for i in range(20)]
    recessive = annotated("HP:0000007", "Autosomal recessive inheritance")
    said = texts(compose.how_it_is_inherited(page(genes=genes, inheritance=(recessive,))))
    assert said[0].startswith("Both copies")


def test_inheritance__of_forms_counts_forms_and_one_form_speaks_for_itself(full_release):
    modes = {Curie("OMIM:2"): (Curie("HP:0000006"),), Curie("OMIM:3"): (Curie("HP:0000007"),)}
    (said,) = texts(compose.how_it_is_inherited(page(form_modes=modes)))
    assert said.endswith("This counts forms, not people.")
    (said,) = texts(
        compose.how_it_is_inherited(page(form_modes={Curie("OMIM:2"): (Curie("HP:0000006"),)}))
    )
    assert said.endswith("That need not hold for everybody who has it.")


def test_inheritance__a_mode_said_not_to_hold_is_never_stated_as_holding():
    said = texts(
        compose.how_it_is_inherited(
            page(inheritance=(annotated("HP:0000006", "Autosomal dominant", excluded=True),))
        )
    )
    assert said == ["A source says that this does not hold: Autosomal dominant."]


# WAGR syndrome and ADA deficiency were said to arise after conception "as a rule".
@pytest.mark.parametrize("mode", ["HP:0000006", "HP:0000007", "HP:0001423"])
def test_inheritance__what_is_passed_on_can_also_arise_after_conception(mode):
    said = texts(compose.how_it_is_inherited(page(inheritance=(annotated(mode), SOME_CELLS))))
    assert said[1].startswith("The change can also arise after conception")


def test_inheritance__what_is_found_in_some_cells_alone_arises_after_conception_as_a_rule():
    (said,) = texts(compose.how_it_is_inherited(page(inheritance=(SOME_CELLS,))))
    assert said.startswith("As a rule the change arises after conception")


@pytest.mark.parametrize("why", [Seldom.SINGLE, Seldom.UNEXPLAINED])
@pytest.mark.parametrize("mode", ["HP:0000006", "HP:0000007", "HP:0001423", "HP:0001427"])
def test_inheritance__nobody_gets_a_chance_from_single_families(why, mode):
    gene = GeneLink(Curie("OMIM:1"), "MT-A", "hpoa")
    seldom = page(inheritance=(annotated(mode, "the mode"),), genes=(gene,), seldom_inherited=why)
    (said,) = texts(compose.how_it_is_inherited(seldom))
    assert "the mode" in said
    assert said.endswith("No chance for a family follows from it.")
    assert " in 2" not in said
    assert family_of(seldom) == ""
    assert models_of(seldom) == ()
    assert texts(compose.which_genes(seldom)) == [
        "In some people changes in one gene cause it: MT-A."
    ]


def test_inheritance__what_is_seldom_inherited_and_has_no_mode_says_only_that():
    alone = page(seldom_inherited=Seldom.SINGLE)
    assert texts(compose.how_it_is_inherited(alone)) == [
        "Most people who have it are the only one in their family."
    ]


def test_inheritance__a_change_that_is_nearly_always_new_is_dominant_and_new():
    gene = GeneLink(Curie("OMIM:1"), "A", "hpoa")
    rows = (annotated("HP:0000006"),)
    new = page(inheritance=rows, genes=(gene,), seldom_inherited=Seldom.NEW)
    assert "Often the change is new" in compose.how_it_is_inherited(new)[0].text
    assert family_of(new) == "new"


# GARD: prune belly syndrome, "the underlying cause is unknown"; OMIM:100100 is filed as recessive.
@pytest.mark.parametrize(
    "disease", ["MONDO:0007032", "MONDO:0007921", "MONDO:0009175", "MONDO:0010787"]
)
def test_inheritance__prune_belly_and_others_promise_no_chance(full_release, disease):
    found = lookup.disease(disease)
    assert found.modes.gives_no_chance
    assert " in 4" not in " ".join(texts(compose.how_it_is_inherited(found)))
    assert models_of(found) == ()


# Antibodies of the mother (PMID 27741190): above 90 % of further pregnancies, and no allele.
def test_inheritance__neonatal_hemochromatosis_is_not_told_as_recessive(full_release):
    found = lookup.disease("MONDO:0009275")
    assert found.modes.leading is None
    told = " ".join(f.text for f in found.facts[Section.INHERITANCE])
    assert "more than 9 of 10 further pregnancies" in told
    assert models_of(found) == ()


# Schizophrenia is not rare, and no gene is known for the family filed as schizophrenia 1.
def test_inheritance__a_place_on_a_chromosome_gives_nobody_a_chance_in_a_common_disease(
    full_release,
):
    found = lookup.disease("schizophrenia 1")
    assert found.modes.gives_no_chance
    assert models_of(found) == ()


@pytest.mark.parametrize(
    ("name", "promises"),
    [("bent bones, perinatal lethal", False), ("bent bones", True), ("nonlethal dwarfism", True)],
)
def test_inheritance__of_what_newborns_die_of_no_chance_for_their_children(name, promises):
    ref = DiseaseRef(Curie("MONDO:1"), name, Level.DISORDER)
    found = replace(page(inheritance=(annotated("HP:0000006"),)), ref=ref)
    assert ("1 in 2" in compose.how_it_is_inherited(found)[0].text) == promises


# Orphanet: EEC syndrome, dominant (OMIM's first family was filed as recessive); sepiapterin
# reductase deficiency, recessive; central core disease, mostly dominant.
@pytest.mark.parametrize(
    ("disease", "mode"),
    [("ORPHA:1896", "HP:0000006"), ("ORPHA:70594", "HP:0000007"), ("ORPHA:811", "HP:0000007")],
)
def test_inheritance__a_fresh_machine_knows_the_modes_of_orphanet(full_release, disease, mode):
    leading = lookup.disease(disease).modes.leading
    assert leading is not None
    assert leading.term == mode


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("As a rule it is not inherited.", ""),
        ("When both parents carry it, the chance is 1 in 4.", "recessive"),
        ("", "recessive"),
    ],
)
def test_family_of__no_chance_is_drawn_beside_a_text_that_does_not_speak_of_it(text, family):
    written = Fact(Curie("MONDO:1"), Section.INHERITANCE, "text", "curated", text)
    gene = GeneLink(Curie("OMIM:1"), "A", "hpoa")
    found = page(inheritance=(annotated("HP:0000007"),), genes=(gene,))
    assert family_of(replace(found, facts={Section.INHERITANCE: (written,)})) == family


def test_inheritance__what_is_called_recessive_and_yet_sporadic_promises_no_chance():
    # Fine-Lubinsky syndrome: lists say recessive; it is Aymé-Gripp syndrome, a new dominant change.
    modes = (annotated("HP:0000007", "recessive"), annotated("HP:0003745", "Sporadic"))
    made = page(inheritance=modes, genes=[GeneLink(Curie("OMIM:1"), "MAF", "hpoa")])
    assert not any("1 in 4" in text for text in texts(compose.how_it_is_inherited(made)))
    assert family_of(made) == ""
    assert models_of(made) == ()


def test_inheritance__sons_lost_before_birth_are_not_like_daughters():
    x_dominant = (annotated("HP:0001423", "X-linked dominant inheritance"),)
    ref = DiseaseRef(Curie("MONDO:0010592"), "focal dermal hypoplasia", Level.DISORDER)
    whole = replace(page(inheritance=x_dominant), ref=ref)
    form = page(inheritance=x_dominant, parents=(ref,))
    for made in (whole, form):
        (said,) = texts(compose.how_it_is_inherited(made))
        assert "most sons with the change are lost before birth" in said
        assert family_of(made) == ""
        assert models_of(made) == ()
    other = page(inheritance=x_dominant)
    assert family_of(other) == "x_dominant"
    assert [model.slug for model in models_of(other)] == ["xd"]


def test_inheritance__x_linked_and_nearly_always_new_draws_no_mother_who_has_it():
    x_dominant = (annotated("HP:0001423", "X-linked dominant inheritance"),)
    made = replace(page(inheritance=x_dominant), seldom_inherited=Seldom.NEW)
    (said,) = texts(compose.how_it_is_inherited(made))
    assert "new in the child" in said
    assert family_of(made) == ""


def test_inheritance__a_group_with_other_modes_among_its_forms_has_none_that_leads():
    x_linked = (annotated("HP:0001419", "X-linked recessive inheritance"),)
    forms = {Curie("MONDO:2"): (Curie("HP:0001419"),), Curie("MONDO:3"): (Curie("HP:0000007"),)}
    group = replace(page(inheritance=x_linked, level=Level.GROUP), form_modes=forms)
    assert group.modes.leading is None
    assert dict(group.modes.of_forms) == {"HP:0001419": 1, "HP:0000007": 1}
    assert group.modes.others == ()
    same = replace(group, form_modes={Curie("MONDO:2"): (Curie("HP:0001419"),)})
    assert "X-linked recessive" in texts(compose.how_it_is_inherited(same))[0]


@pytest.mark.parametrize(
    ("disease", "said"),
    [
        ("MONDO:0010570", "girls and women with the change who are ill"),  # craniofrontonasal
        ("MONDO:0010650", "sons are as a rule much more severely ill"),  # Melnick-Needles
        ("MONDO:0010261", "most sons with the change are lost before birth"),  # OFCD
    ],
)
def test_inheritance__sons_fare_otherwise_than_daughters(disease, said):
    ref = DiseaseRef(Curie(disease), "an X-linked disease", Level.DISORDER)
    made = replace(page(inheritance=(annotated("HP:0001423", "X-linked dominant"),)), ref=ref)
    (told,) = texts(compose.how_it_is_inherited(made))
    assert said in told
    assert family_of(made) == ""
    assert models_of(made) == ()


def test_inheritance__new_and_lethal_in_boys_is_that_of_girls():
    ref = DiseaseRef(Curie("MONDO:0010568"), "Aicardi syndrome", Level.DISORDER)
    modes = (annotated("HP:0001423", "X-linked dominant"),)
    made = replace(page(inheritance=modes), ref=ref, seldom_inherited=Seldom.NEW)
    (told,) = texts(compose.how_it_is_inherited(made))
    assert "Nearly everybody born with it is a girl" in told


def test_inheritance__what_only_men_have_draws_no_family_of_ill_daughters():
    ref = DiseaseRef(Curie("MONDO:1"), "spermatogenic failure 16", Level.DISORDER)
    made = replace(page(inheritance=(annotated("HP:0000007", "recessive"),)), ref=ref)
    assert "boys and men only" in " ".join(texts(compose.how_it_is_inherited(made)))
    assert family_of(made) == ""
    assert models_of(made) == ()


def test_inheritance__a_gene_on_x_is_on_no_other_chromosome():
    # Haemophilia A: one old entry of a list calls it dominant.
    gene = (GeneLink(Curie("OMIM:1"), "F8", "hpoa"),)
    modes = (annotated("HP:0001419", evidence="PCS"), annotated("HP:0000006", "dominant"))
    told = texts(compose.how_it_is_inherited(page(inheritance=modes, genes=gene)))
    assert len(told) == 1
    assert "X chromosome" in told[0]


@pytest.mark.parametrize(("mode", "chance"), [("HP:0000006", "1 in 2"), ("HP:0000007", "1 in 4")])
def test_inheritance__without_a_gene_it_rests_on_families_described(mode, chance):
    # Raynaud disease, "autosomal dominant" by one old entry: nobody draws a family from that.
    made = page(inheritance=(annotated(mode),))
    (said,) = texts(compose.how_it_is_inherited(made))
    assert chance in said
    assert "families described" in said
    assert (family_of(made), models_of(made)) == ("", ())
    counted = page(inheritance=(annotated(mode, evidence="PCS"),))  # a place that was mapped
    assert family_of(counted)


def test_inheritance__a_tumour_is_handed_on_in_some_families_only():
    ref = DiseaseRef(Curie("MONDO:1"), "anal canal carcinoma", Level.DISORDER)
    gene = (GeneLink(Curie("OMIM:1"), "A", "hpoa"),)
    made = replace(page(inheritance=(annotated("HP:0000006"),), genes=gene), ref=ref)
    assert "In some families" in texts(compose.how_it_is_inherited(made))[0]
    assert (family_of(made), models_of(made)) == ("", ())


def test_inheritance__a_gene_of_the_nucleus_is_not_handed_on_with_mitochondria():
    # ORPHA:521305 is "mitochondrial" by Orphanet, and its gene CHKB lies in the nucleus.
    gene = (GeneLink(Curie("OMIM:1"), "CHKB", "hpoa"),)
    modes = (annotated("HP:0001427", evidence="PCS"), annotated("HP:0000007"))
    made = page(inheritance=modes, genes=gene)
    assert made.modes.leading.term == "HP:0000007"
    assert made.modes.others == ()


def test_kind__a_form_is_one_of_the_disease_that_is_called_alike():
    # Pontocerebellar hypoplasia type 2 has bulbospinal muscular atrophy first by the alphabet.
    wider = [
        DiseaseRef(Curie(f"MONDO:{i}"), name, Level.DISORDER)
        for i, name in enumerate(("bulbospinal muscular atrophy", "pontocerebellar hypoplasia"))
    ]
    ref = DiseaseRef(Curie("MONDO:9"), "pontocerebellar hypoplasia type 2", Level.SUBTYPE)
    made = replace(page(level=Level.SUBTYPE), ref=ref, parents=tuple(wider))
    assert "one form of: pontocerebellar hypoplasia." in compose.what_kind(made)[0].text
    other = replace(made, ref=replace(ref, label="sialidosis", english="sialidosis"))
    assert "one form of" not in compose.what_kind(other)[0].text


def test_inheritance__of_a_group_of_tumours_no_form_speaks(full_release):
    # Hemangiopericytoma: one entry below it is called recessive.
    ref = DiseaseRef(Curie("MONDO:1"), "hemangiopericytoma", Level.GROUP)
    modes = {Curie("MONDO:2"): (Curie("HP:0000007"),)}
    made = replace(page(level=Level.GROUP), ref=ref, form_modes=modes)
    (said,) = texts(compose.how_it_is_inherited(made))
    assert said.endswith("Most tumours arise in one person and are not handed on.")
    other = replace(made, ref=replace(ref, label="a disease", english="a disease"))
    assert "One of its forms" in texts(compose.how_it_is_inherited(other))[0]


def test_inheritance__a_mode_that_only_forms_without_a_gene_have_is_none_of_the_group(full_release):
    # One report called a variant of thanatophoric dysplasia recessive; FGFR3 makes it dominant.
    said = " ".join(texts(compose.how_it_is_inherited(lookup.disease("MONDO:0017042"))))
    assert "dominant" in said
    assert "ecessive" not in said
    assert "1 in 2" not in said  # newborns die of it


def test_inheritance__what_each_form_can_do_does_not_depend_on_the_form(full_release):
    said = texts(compose.how_it_is_inherited(lookup.disease("MONDO:0000355")))  # Ullrich
    assert said[0].startswith("Each form of it can be inherited in more than one way")
    assert not any("form to form" in text for text in said)


def test_inheritance__repeats_that_grow_come_from_a_parent():
    dominant = annotated("HP:0000006", "Autosomal dominant inheritance")
    genes = (GeneLink(Curie("OMIM:602668"), "CNBP", "hpoa"),)
    said = texts(compose.how_it_is_inherited(page(inheritance=(dominant,), genes=genes)))
    assert "As a rule it comes from a parent" in said[0]
    assert "new in the person" not in said[0]
    earlier = annotated("HP:0003743", "Genetic anticipation")
    said = texts(compose.how_it_is_inherited(page(inheritance=(dominant, earlier))))
    assert "new in the person" not in said[0]


def test_inheritance__a_predisposition_is_a_raised_chance_not_a_tumour(full_release):
    said = texts(compose.how_it_is_inherited(lookup.disease("MONDO:0003582")))[0]
    assert "1 in 2" in said
    assert "a raised chance of tumours" in said


def test_onset__what_children_are_born_with_does_not_begin_when_a_doctor_saw_them(full_release):
    assert compose.when_it_begins(lookup.disease("MONDO:0010589")) == []  # Aarskog-Scott


def test_inheritance__of_several_genes_one_copy_or_both_decides_the_gene(full_release):
    made = lookup.disease("MONDO:0008147")  # osteogenesis imperfecta type 2: COL1A1, CRTAP ...
    said = texts(compose.how_it_is_inherited(made))
    assert said[0].startswith("It depends on the gene")
    assert not any("A source also names" in text for text in said)
    assert family_of(made) == ""
