"""What is composed where nobody wrote: the kind, the onset, the course."""

import re
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.web.atlas.telling.pages_made import annotated, page, texts

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import AnnotatedFinding, DiseaseRef
from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import Annotation, Fact, Level, Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling import compose
from rarekin.web.atlas.telling.words import COURSE, DEATHS, INHERITANCE, ONSET

LEFT_OVER = re.compile(r"\bNone\b|%\(|\(\)|  | ,|,\.|:\.|: \.|\b(and|or|of|by|the)[.,]|\.\.$|\{|\}")
terms = st.sampled_from([*ONSET, *COURSE, *DEATHS, *INHERITANCE, "HP:0009999"])
annotations = st.lists(
    st.builds(annotated, terms, st.sampled_from(["Rare course", "x"]), st.booleans()), max_size=5
).map(tuple)


def everything(page):
    said = compose.what_kind(page) + compose.what_it_belongs_to(page)
    said += compose.when_it_begins(page) + compose.how_it_is_inherited(page)
    return texts(said + compose.how_it_goes_on(page) + compose.which_genes(page))


def test_what_kind__says_the_kind_of_entry():
    parent = DiseaseRef(Curie("MONDO:0000002"), "wide disease", Level.GROUP)
    assert texts(compose.what_kind(page())) == ["Toy disease is a disease."]
    group = "Toy disease is a name for a group of related diseases."
    bare = page(level=Level.GROUP, children=(parent,))
    assert texts(compose.what_kind(bare)) == [f"{group} 1 form of it has a page."]
    # How many entries there are is not told where anything else is known of it.
    told = replace(bare, children=(parent, parent), form_genes=(("KRT16", 2),))
    assert texts(compose.what_kind(told)) == [group]
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


def test_outlook__deaths_come_last_and_with_care():
    course = (annotated("HP:0001522"), annotated("HP:0003676"))
    said = texts(compose.how_it_goes_on(page(course=course)))
    assert said[0].startswith("It gets worse over time.")
    assert said[1].startswith("Deaths in the first year of life have been described.")
    assert "the record does not say" in said[1]


# HPO files the history of a pregnancy beside the course, and what makes a disease worse.
def test_outlook__what_was_before_or_brings_it_on_is_no_outlook():
    row = Annotation(Curie("OMIM:1"), Curie("HP:0009800"), "hpoa", aspect="H")
    diabetes = AnnotatedFinding(
        row.term, "Maternal diabetes", (), None, None, None, False, False, (row,)
    )
    smoking = annotated("HP:0032500", "Exacerbated by tobacco use")
    assert compose.how_it_goes_on(page(course=(diabetes, smoking))) == []


def test_outlook__of_a_written_page_is_left_to_whoever_wrote_it():
    wrote = Fact(Curie("MONDO:0000001"), Section.SUMMARY, "minute", "curated", "It is a disease.")
    written = replace(page(course=(annotated("HP:0001522"),)), facts={Section.SUMMARY: (wrote,)})
    assert compose.how_it_goes_on(written) == []


def test_deaths__before_the_first_signs_are_those_of_another_disease():
    adult = Annotation(Curie("OMIM:1"), Curie("HP:0003581"), "hpoa", aspect="C")
    onset = (
        AnnotatedFinding(adult.term, "Adult onset", (), None, None, None, False, False, (adult,)),
    )
    infant, later = annotated("HP:0001522"), annotated("HP:0100613")
    assert compose.how_it_goes_on(page(course=(infant,), onset=onset)) == []
    (said,) = texts(compose.how_it_goes_on(page(course=(infant, later), onset=onset)))
    assert said.startswith("Deaths in early adult life have been described.")


def test_deaths__a_sign_that_is_lethal_by_definition_is_not_kept_quiet():
    row = annotated("HP:0008909", "Lethal short-limbed short stature")
    lethal = replace(row, frequency=0.9)
    (said,) = texts(compose.how_it_goes_on(page(findings=(lethal,))))
    assert said == "By what is on record, most babies with it die before birth or soon after it."


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
        ([(4, 5), (1, 5)], "In the few people whose age is on record"),
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


def of_systems(term, *systems):
    named = tuple((Curie(system), system) for system in systems)
    return replace(annotated(term), systems=named)


def test_affected_systems__one_sign_is_no_system_and_a_rash_is_of_the_skin(full_release):
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
    assert compose.how_it_goes_on(page(course=(lost,))) == []


def test_affected_systems__those_that_weigh_the_same_stand_in_one_order(full_release):
    brain, blood = "HP:0000707", "HP:0001871"
    signs = [of_systems(f"HP:900000{i}", one) for i, one in enumerate([brain, blood] * 4)]
    turned = [of_systems(f"HP:900000{i}", one) for i, one in enumerate([blood, brain] * 4)]
    one, other = (compose.affected_systems(page(findings=tuple(s))) for s in (signs, turned))
    assert one == other
    assert len(one) == 2


def dated(*counted, classes=()):
    """Return a page with ages counted in a few people and those of a list."""
    onset = tuple(
        AnnotatedFinding(
            Curie(term), "x", (), n / of, n, of, False, False,
            (Annotation(Curie("OMIM:1"), Curie(term), "hpoa", numerator=n, denominator=of),),
        )
        for term, n, of in counted
    )  # fmt: skip
    told = Fact(Curie("ORPHA:1"), Section.SIGNS, "onset", "list", value={"classes": list(classes)})
    return replace(page(onset=onset), facts={Section.SIGNS: (told,)})


# Spinocerebellar ataxia 6 has a late onset by its definition (ORPHA:98758); a report on five
# people has it between 5 and 40 years.
def test_when_it_begins__a_list_goes_before_what_a_handful_of_people_had():
    made = dated(("HP:0003621", 4, 5), ("HP:0011462", 1, 5), classes=("Adult", "Elderly"))
    (said,) = texts(compose.when_it_begins(made))
    assert said == (
        "By one source, the first signs can appear between the ages of 19 and 65 or after the age"
        " of 65."
    )
    assert compose.tells_a_list(made)


def test_when_it_begins__a_baby_among_the_few_is_told_beside_the_list():
    made = dated(("HP:0003623", 1, 2), classes=("Childhood",))
    few, listed = texts(compose.when_it_begins(made))
    assert few.startswith("In the few people")
    assert listed.endswith("between the ages of 2 and 11.")


def test_when_it_begins__most_of_life_is_told_by_its_first_age():
    made = dated(classes=("Neonatal", "Infancy", "Childhood", "Adolescent", "Adult"))
    (said,) = texts(compose.when_it_begins(made))
    assert said.endswith("in the first four weeks of life or at any later age.")
