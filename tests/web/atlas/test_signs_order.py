from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.marks import Marks
from rarekin.web.atlas.signs import by_system

NERVES = ((Curie("HP:0000707"), "Abnormality of the nervous system"),)
VERY_FREQUENT, FREQUENT = Curie("HP:0040281"), Curie("HP:0040282")
COUNTED, BACKED, ALONE, DOUBTED = (Curie(f"HP:900000{i}") for i in range(4))


def finding(term, **row):
    made = Annotation(Curie("ORPHA:1"), term, "hpoa", **row)
    return pool_rows(term, str(term), NERVES, [made])


def test_by_system__counted_then_backed_then_alone_then_doubted():
    findings = [
        finding(DOUBTED, frequency_term=VERY_FREQUENT),
        finding(ALONE, frequency_term=VERY_FREQUENT),
        finding(BACKED, frequency_term=FREQUENT),
        finding(COUNTED, numerator=8, denominator=40),
    ]
    (group,) = by_system(findings, Marks(()), {BACKED}, {DOUBTED})
    assert [sign.term for sign in group.shown] == [COUNTED, BACKED, ALONE, DOUBTED]
