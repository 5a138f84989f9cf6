"""Pages made up for a test: what a release would say of one disease."""

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage, DiseaseRef
from rarekin.model.disease import Annotation, Level
from rarekin.model.identifiers import Curie


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
