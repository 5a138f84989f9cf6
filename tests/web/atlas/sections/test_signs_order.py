from dataclasses import replace

from rarekin.api.telling.voices import Against, Standing
from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.signs import by_system, doubted

HEART = ((Curie("HP:0001626"), "Abnormality of the cardiovascular system"),)
NERVES = ((Curie("HP:0000707"), "Abnormality of the nervous system"),)
VERY_FREQUENT, FREQUENT = Curie("HP:0040281"), Curie("HP:0040282")
COUNTED, BACKED, ALONE, DOUBTED = (Curie(f"HP:900000{i}") for i in range(4))


def finding(term, systems=NERVES, **row):
    made = Annotation(Curie("ORPHA:1"), term, "hpoa", **row)
    return pool_rows(term, str(term), systems, [made])


def test_by_system__counted_then_backed_then_alone_and_what_is_doubted_apart():
    findings = [
        finding(DOUBTED, frequency_term=VERY_FREQUENT),
        finding(ALONE, frequency_term=VERY_FREQUENT),
        finding(BACKED, frequency_term=FREQUENT),
        finding(COUNTED, numerator=8, denominator=40),
    ]
    standing = Standing(
        frozenset({COUNTED, BACKED}), frozenset({ALONE, DOUBTED}), {DOUBTED: Against.TUMOUR}
    )
    (group,) = by_system(findings, Marks(()), standing)
    assert [sign.term for sign in group.shown] == [COUNTED, BACKED, ALONE]
    apart = doubted(findings, Marks(()), standing)
    assert [sign.term for sign in apart] == [DOUBTED]
    for one in (group.shown[2], *apart):
        assert (one.words, one.low, one.share) == ("named by one list", None, None)
    assert (group.shown[1].words, group.shown[1].low) == ("often", None)


def test_by_system__what_a_definition_names_goes_before_counts_unless_it_is_seldom():
    findings = [
        finding(COUNTED, numerator=39, denominator=40),
        finding(BACKED, frequency_term=FREQUENT),
        finding(ALONE, numerator=1, denominator=80),
    ]
    standing = Standing(frozenset({COUNTED, BACKED}), defining=frozenset({BACKED, ALONE}))
    (group,) = by_system(findings, Marks(()), standing)
    assert [sign.term for sign in group.shown] == [BACKED, COUNTED, ALONE]


def test_by_system__of_two_grades_of_one_sign_neither_is_frequent():
    # Aicardi syndrome: a list has moderate and severe disability, each in 80 to 99 of 100.
    grades = ("Disability, moderate", "Disability, severe")
    findings = [
        replace(finding(term, frequency_term=VERY_FREQUENT), label=label)
        for term, label in zip((COUNTED, BACKED), grades, strict=True)
    ]
    (group,) = by_system(findings, Marks(()), Standing(frozenset({COUNTED, BACKED})))
    assert [sign.words for sign in group.shown] == ["in some people"] * 2


def test_by_system__the_part_of_the_body_a_disease_is_known_by_comes_first():
    findings = [
        finding(ALONE, frequency_term=FREQUENT),
        finding(BACKED, frequency_term=FREQUENT),
        finding(COUNTED, HEART, numerator=8, denominator=40),
    ]
    terms = [
        [sign.term for sign in group.shown]
        for group in by_system(findings, Marks(()), Standing(), {COUNTED})
    ]
    assert terms == [[COUNTED], [BACKED, ALONE]]
    largest = by_system(findings, Marks(()), Standing())[0]
    assert [sign.term for sign in largest.shown] == terms[1]
