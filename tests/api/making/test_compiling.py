import numpy as np

from rarekin.api.diseases import lookup
from rarekin.api.making.compiling import compile_arrays
from rarekin.api.ranking.ranker import ranker
from rarekin.knowledge.identity import join
from rarekin.knowledge.records import Records
from rarekin.model.disease import Annotation, Disease, Level
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import ABNORMALITY, Ontology, Term


def test_compile_arrays__traits_and_raised_chances_are_not_ranked():
    records = Records()
    tall, freckles = Curie("HP:0000098"), Curie("HP:0001480")
    records.add(
        "toy",
        [
            Term(ABNORMALITY, "Phenotypic abnormality", "toy"),
            Term(tall, "Tall stature", "toy", parents=(ABNORMALITY,)),
            Term(freckles, "Freckling", "toy", parents=(ABNORMALITY,)),
            Disease("OMIM:1", "Marfan syndrome", "toy"),
            Disease("OMIM:2", "autism, susceptibility to, 10", "toy"),
            Disease("OMIM:3", "freesia flowers, inability to smell", "toy"),
            *(Annotation(Curie(f"OMIM:{i}"), tall, "toy") for i in (1, 2, 3)),
        ],
    )
    identity = join(records, {})
    ontology = Ontology.from_terms(records.terms)
    arrays = compile_arrays(records, identity, ontology)
    assert not identity.levels[Curie("OMIM:2")].is_disease
    ranked = [id_.decode() for id_ in np.asarray(arrays["rank_diseases"]).tolist()]
    assert "OMIM:1" in ranked
    assert "OMIM:2" not in ranked


def test_ranker__has_diseases_only(full_release):
    levels = {lookup.resolve(id_).level for id_ in ranker().ids}
    assert levels & {Level.TRAIT, Level.SUSCEPTIBILITY} == set()
