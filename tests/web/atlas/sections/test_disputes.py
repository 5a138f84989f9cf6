import pytest

from rarekin.api.diseases.ids import Disagreement
from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage, DiseaseRef
from rarekin.model.disease import Annotation, Level
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections import disputes
from rarekin.web.atlas.sections.marks import Marks

ONE = DiseaseRef(Curie("MONDO:0000001"), "one disease", Level.DISORDER)
OTHER = DiseaseRef(Curie("MONDO:0000002"), "other disease", Level.DISORDER)


def page(findings=()):
    names = ["names", "ids", "parents", "children", "relatives", "inheritance", "onset"]
    empty = dict.fromkeys([*names, "course", "genes", "organisations", "sources"], ())
    return DiseasePage(
        ref=ONE, facts={}, release="r", updated=None, findings=tuple(findings), **empty
    )


@pytest.mark.parametrize(
    ("predicate", "words"),
    [("skos:exactMatch", "one and the same"), ("oboInOwl:hasDbXref", "under one number")],
)
def test_disputes__name_who_says_so_and_the_other_disease(monkeypatch, predicate, words):
    said = [
        Disagreement(Curie("ORPHA:1"), predicate, Curie(f"GARD:{n}"), "orphanet", ONE, OTHER)
        for n in (7, 8)
    ]
    monkeypatch.setattr(disputes, "disagreements", lambda id_: tuple(said))
    (told,) = disputes.disputes_of(page(), Marks(()))
    assert words in told.text
    assert "“other disease”" in told.text
    assert "(GARD:7, GARD:8, ORPHA:1)" in told.text


def test_disputes__signs_that_sources_contradict_each_other_about_are_named(monkeypatch):
    monkeypatch.setattr(disputes, "disagreements", lambda id_: ())
    row = Annotation(Curie("OMIM:1"), Curie("HP:0000002"), "hpoa")
    found = [
        AnnotatedFinding(row.term, label, (), None, None, None, False, is_disputed, (row,))
        for label, is_disputed in (("Fever", True), ("Cough", False))
    ]
    (told,) = disputes.disputes_of(page(found), Marks(()))
    assert "About 1 sign" in told.text
    assert "Fever" in told.text
    assert "Cough" not in told.text


def test_disputes__nobody_disagrees(monkeypatch):
    monkeypatch.setattr(disputes, "disagreements", lambda id_: ())
    assert disputes.disputes_of(page(), Marks(())) == []
