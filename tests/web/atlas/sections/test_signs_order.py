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
        frozenset({COUNTED, BACKED}), frozenset({ALONE, DOUBTED}), {DOUBTED: Against.UNNAMED}
    )
    (group,) = by_system(findings, Marks(()), standing)
    assert [sign.term for sign in group.shown] == [COUNTED, BACKED, ALONE]
    apart = doubted(findings, Marks(()), standing)
    assert [sign.term for sign in apart] == [DOUBTED]
    for one in (group.shown[2], *apart):
        assert (one.words, one.low, one.share) == ("one list says: very frequent", None, None)
    assert (group.shown[1].low, group.shown[1].high) == (30, 79)


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
