import re
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage, DiseaseRef
from rarekin.api.family.leads import models_of
from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import Annotation, Fact, GeneLink, Level, Section, Seldom
from rarekin.model.genes import VALIDITY
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling import compose
from rarekin.web.atlas.telling.passing_on import family_of
from rarekin.web.atlas.telling.words import COURSE, DEATHS, INHERITANCE, ONSET

LEFT_OVER = re.compile(r"\bNone\b|%\(|\(\)|  | ,|,\.|:\.|: \.|\b(and|or|of|by|the)[.,]|\.\.$|\{|\}")


def annotated(term, label="x", excluded=False, evidence="IEA"):
    row = Annotation(Curie("OMIM:1"), Curie(term), "hpoa", excluded=excluded, evidence=evidence)
    return AnnotatedFinding(Curie(term), label, (), None, None, None, excluded, False, (row,))


def page(**parts):
    ref = DiseaseRef(Curie("MONDO:0000001"), "toy disease", parts.pop("level", Level.DISORDER))
    empty = dict.fromkeys(
        ["names", "ids", "parents", "children", "relatives", "findings", "inheritance"], ()
    )
    empty |= dict.fromkeys(["onset", "course", "genes", "organisations", "sources"], ())
    return DiseasePage(ref=ref, facts={}, release="r", updated=None, **{**empty, **parts})


def texts(sentences):
    return [sentence.text for sentence in sentences]


def everything(page):
    said = compose.what_kind(page) + compose.what_it_belongs_to(page)
    said += compose.when_it_begins(page) + compose.how_it_is_inherited(page)
    return texts(said + compose.how_it_goes_on(page) + compose.which_genes(page))


def test_what_kind__says_the_kind_of_entry():
    parent = DiseaseRef(Curie("MONDO:0000002"), "wide disease", Level.GROUP)
    assert texts(compose.what_kind(page())) == ["Toy disease is a disease."]
    assert texts(compose.what_kind(page(level=Level.GROUP, children=(parent,)))) == [
        "Toy disease is a name for a group of related diseases. Here it takes in 1 entry."
    ]
    # Sarcoidosis, below which somebody filed Blau syndrome, is a disease.
    alone = page(level=Level.GROUP, children=(parent,), findings=(annotated("HP:0012735"),))
    assert texts(compose.what_kind(alone)) == ["Toy disease is a disease. 1 form of it has a page."]
    assert texts(compose.what_kind(page(level=Level.SUBTYPE, parents=(parent,)))) == [
        "Toy disease is one form of: wide disease."
    ]


def test_when_it_begins__lists_ages_in_the_order_of_life():
    onset = (annotated("HP:0011463"), annotated("HP:0003577"), annotated("HP:9999999"))
    assert texts(compose.when_it_begins(page(onset=onset))) == [
        "The first signs can appear at birth or between the ages of 1 and 5."
    ]


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


RAISING = "Major susceptibility factor in"


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


def test_genes__one_cause_among_many_that_raise_the_chance_holds_for_some_people():
    links = [GeneLink(Curie("ORPHA:1"), f"G{i}", "orphanet", relation=RAISING) for i in range(9)]
    links.append(GeneLink(Curie("OMIM:2"), "TLR7", "hpoa"))
    said = texts(compose.which_genes(page(genes=links)))
    assert said[0] == "In some people changes in one gene cause it: TLR7."


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


def test_outlook__deaths_come_last_and_with_care():
    course = (annotated("HP:0001522"), annotated("HP:0003676"))
    said = texts(compose.how_it_goes_on(page(course=course)))
    assert said[0].startswith("It gets worse over time.")
    assert said[1].startswith("Deaths in the first year of life have been described.")
    assert "says nothing about one person" in said[1]


# HPO files the history of a pregnancy beside the course.
def test_outlook__what_was_before_is_not_told_as_the_course():
    row = Annotation(Curie("OMIM:1"), Curie("HP:0009800"), "hpoa", aspect="H")
    diabetes = AnnotatedFinding(
        row.term, "Maternal diabetes", (), None, None, None, False, False, (row,)
    )
    heading = annotated("HP:0002686", "Pregnancy history")
    (said,) = texts(compose.how_it_goes_on(page(course=(diabetes, heading))))
    assert said == "On record before it, or in the pregnancy of the mother: Maternal diabetes."


terms = st.sampled_from([*ONSET, *COURSE, *DEATHS, *INHERITANCE, "HP:0009999"])
annotations = st.lists(
    st.builds(annotated, terms, st.sampled_from(["Rare course", "x"]), st.booleans()), max_size=5
).map(tuple)


@given(annotations, annotations, annotations, st.sampled_from(list(Level)))
def test_composed_sentences__are_whole_whatever_is_on_record(onset, course, inheritance, level):
    made = page(onset=onset, course=course, inheritance=inheritance, level=level)
    for text in everything(made):
        assert text.endswith(".")
        assert not LEFT_OVER.search(text), text


@pytest.mark.slow
def test_composed_sentences__are_whole_for_a_sample_of_all_diseases(full_release):
    for id_ in lookup.disease_ids()[::137]:
        for text in everything(lookup.disease(id_)):
            assert text[:1].isupper() or text[:1].isdigit(), text
            assert text.endswith("."), text
            assert not LEFT_OVER.search(text), text


@pytest.mark.parametrize(
    ("last", "joined"),
    [
        ("infancia", "piel e infancia"),
        ("hígado", "piel e hígado"),
        ("hierro", "piel y hierro"),
        ("ojos", "piel y ojos"),
    ],
)
def test_listed__spanish_changes_the_word_before_the_sound_i(last, joined):
    with translation.override("es"):
        assert compose.listed(["piel", last]) == joined


@pytest.mark.parametrize(
    ("last", "joined"),
    [("ojos", "piel u ojos"), ("huesos", "piel o huesos"), ("hoy", "piel u hoy")],
)
def test_alternatives__spanish_changes_the_word_before_the_sound_o(last, joined):
    with translation.override("es"):
        assert compose.alternatives(["piel", last]) == joined


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([(8, 23), (2, 23)], "between the ages of 1 and 5."),
        ([(1, 1)], "In the few people whose age is on record"),
        ([(None, None)], "The first signs can appear between the ages of 1 and 5."),
    ],
)
def test_when_it_begins__an_age_of_very_few_is_not_said_of_all(counts, words):
    terms = (Curie("HP:0011463"), Curie("HP:0011462"))
    onset = tuple(
        pool_rows(term, "", (), [Annotation("OMIM:1", term, "hpoa", numerator=n, denominator=of)])
        for term, (n, of) in zip(terms, counts, strict=False)
    )
    (text,) = texts(compose.when_it_begins(page(onset=onset)))
    assert words in text


SOME_CELLS = annotated("HP:0001442", "Typified by somatic mosaicism")


# WAGR syndrome and ADA deficiency were said to arise after conception "as a rule".
@pytest.mark.parametrize("mode", ["HP:0000006", "HP:0000007", "HP:0001423"])
def test_inheritance__what_is_passed_on_can_also_arise_after_conception(mode):
    said = texts(compose.how_it_is_inherited(page(inheritance=(annotated(mode), SOME_CELLS))))
    assert said[1].startswith("The change can also arise after conception")


def test_inheritance__what_is_found_in_some_cells_alone_arises_after_conception_as_a_rule():
    (said,) = texts(compose.how_it_is_inherited(page(inheritance=(SOME_CELLS,))))
    assert said.startswith("As a rule the change arises after conception")


def test_genes__each_the_cause_of_a_form_is_not_told_as_doubtful():
    genes = [GeneLink(Curie("ORPHA:1"), symbol, "hpoa") for symbol in ("KRT16", "KRT17")]
    forms = (("KRT16", 1), ("KRT17", 1))
    (said,) = texts(compose.which_genes(page(genes=genes, form_genes=forms)))
    assert said == "For its forms 2 genes are named: KRT16 (1 form) and KRT17 (1 form)."


@pytest.mark.parametrize("why", [Seldom.SINGLE, Seldom.UNEXPLAINED])
@pytest.mark.parametrize("mode", ["HP:0000006", "HP:0000007", "HP:0001423", "HP:0001427"])
def test_inheritance__nobody_gets_a_chance_from_single_families(why, mode):
    gene = GeneLink(Curie("OMIM:1"), "A", "hpoa")
    seldom = page(inheritance=(annotated(mode, "the mode"),), genes=(gene,), seldom_inherited=why)
    (said,) = texts(compose.how_it_is_inherited(seldom))
    assert "the mode" in said
    assert said.endswith("Nobody can give a chance.")
    assert " in 2" not in said
    assert family_of(seldom) == ""
    assert models_of(seldom) == ()
    assert texts(compose.which_genes(seldom)) == ["In some people changes in one gene cause it: A."]


def test_inheritance__what_is_seldom_inherited_and_has_no_mode_says_only_that():
    alone = page(seldom_inherited=Seldom.SINGLE)
    assert texts(compose.how_it_is_inherited(alone)) == [
        "Most people who have it are the only one in their family."
    ]


def test_inheritance__a_change_that_is_nearly_always_new_is_dominant_and_new():
    new = page(inheritance=(annotated("HP:0000006"),), seldom_inherited=Seldom.NEW)
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


# GARD: glycogen storage disease III is one of liver and muscle; its list of facial signs is long.
@pytest.mark.parametrize(
    ("disease", "system"),
    [("MONDO:0009291", "muscles"), ("MONDO:0010645", "eyes"), ("MONDO:0018864", "immune")],
)
def test_affected_systems__what_definitions_name_weighs_more_than_a_long_list(
    full_release, disease, system
):
    systems = compose.affected_systems(lookup.disease(disease))
    assert system in " ".join(map(str, systems))
    assert "face" not in str(systems[0])


def test_affected_systems__too_few_signs_speak_of_no_part_of_the_body():
    few = page(findings=tuple(annotated(f"HP:000000{i}") for i in range(4)))
    assert compose.affected_systems(few) == []


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


# Genetics Home Reference: the isochromosome 12p mostly comes from the egg; some cells have it.
def test_inheritance__of_a_chromosome_in_some_cells_no_origin_is_told(full_release):
    said = texts(compose.how_it_is_inherited(lookup.disease("MONDO:0011146")))
    assert any("only some cells of the body" in text for text in said)
    assert not any("after conception" in text for text in said)


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
    found = page(inheritance=(annotated("HP:0000007"),))
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


@pytest.mark.parametrize(("chromosome", "is_said"), [("missing", "lost"), ("doubled", "doubled")])
def test_inheritance__a_deletion_is_lost_and_a_duplication_doubled(chromosome, is_said):
    modes = (annotated("HP:0000006", "dominant"), annotated("HP:0001466", "contiguous"))
    said = texts(compose.how_it_is_inherited(page(inheritance=modes, chromosome=chromosome)))
    assert f"neighbouring genes is {is_said}." in said[-1]
    assert "lost or doubled" in texts(compose.how_it_is_inherited(page(inheritance=modes)))[-1]


def test_genes__one_gene_is_not_the_whole_cause_where_a_form_has_another():
    made = page(genes=[GeneLink(Curie("OMIM:605899"), "GLDC", "hpoa")])
    assert texts(compose.which_genes(made)) == ["Changes in one gene cause it: GLDC."]
    assert texts(compose.which_genes(replace(made, genes_of_forms_alone=("AMT",)))) == [
        "Changes in one gene can cause it: GLDC.",
        "For a form of it another gene is named: AMT.",
    ]


def of_systems(term, *systems):
    named = tuple((Curie(system), system) for system in systems)
    return replace(annotated(term), systems=named)


def test_affected_systems__one_sign_is_no_system_and_a_rash_is_of_the_skin():
    muscle, skin, vessels, brain = "HP:0033127", "HP:0001574", "HP:0001626", "HP:0000707"
    signs = [of_systems(f"HP:000000{i}", skin, vessels) for i in range(4)]
    signs += [of_systems(f"HP:000001{i}", muscle) for i in range(3)]
    signs += [of_systems("HP:0000020", brain), of_systems("HP:0000021", "HP:0025142")]
    told = [str(system) for system in compose.affected_systems(page(findings=tuple(signs)))]
    assert told == ["skin, hair and nails", "bones, joints and muscles"]


def test_deaths__where_most_die_so_nothing_is_hedged():
    early = replace(annotated("HP:0003811", "Neonatal death"), numerator=19, denominator=20)
    (said,) = texts(compose.how_it_goes_on(page(course=(early,))))
    assert said == "By what is on record, most people with it die in the first four weeks of life."
    (said,) = texts(compose.how_it_goes_on(page(course=(annotated("HP:0003811"),))))
    assert "have been described" in said


def test_deaths__one_list_few_people_or_a_disease_with_forms_make_no_rule():
    early = replace(annotated("HP:0003811", "Neonatal death"), numerator=19, denominator=20)
    few = replace(early, numerator=4, denominator=4)
    form = DiseaseRef(Curie("MONDO:0000002"), "late form", Level.SUBTYPE)
    for one in (
        page(course=(few,)),
        page(course=(early,), children=(form,)),
    ):
        (said,) = texts(compose.how_it_goes_on(one))
        assert "have been described" in said


def test_deaths__pregnancies_lost_by_mothers_who_have_it_are_no_rule():
    # Lassa fever, afibrinogenaemia: most pregnancies are lost, and the disease is the mother's.
    lost = replace(annotated("HP:0005268", "Miscarriage"), numerator=19, denominator=20)
    (said,) = texts(compose.how_it_goes_on(page(course=(lost,))))
    assert "have been described" in said
