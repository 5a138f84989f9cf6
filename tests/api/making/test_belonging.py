import numpy as np

from rarekin.api.making.bearing import terms_by_words
from rarekin.api.making.belonging import compile_doubted_groups
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.records import Records
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term

ROOT = Curie("HP:0000118")
DISEASE, GROUP = Curie("MONDO:0000001"), Curie("MONDO:0000002")
NAMES = ["Thrombocytopenia", "Intellectual disability", *(f"Sign {n}" for n in range(10))]
TERMS = [Term(Curie(f"HP:{9000 + n:07d}"), name, "toy", parents=(ROOT,))
         for n, name in enumerate(NAMES)]  # fmt: skip
TREE = Ontology.from_terms([Term(ROOT, "Phenotypic abnormality", "toy"), *TERMS])
PLATELETS, LEARNING = (TREE.index_of[TERMS[n].id] for n in (0, 1))
OTHERS = [TREE.index_of[term.id] for term in TERMS[2:]]


def doubted(title, signs, *, own="Toy disease", mode=""):
    """Tell whether a group is doubted for a disease with signs and their shares."""
    terms = list(signs)
    arrays = {
        "rank_diseases": np.array([DISEASE.encode()]),
        "borne_indptr": np.array([0, len(terms)]),
        "borne_term": np.array(terms),
        "pooled_indptr": np.array([0, len(terms)]),
        "pooled_term": np.array(terms),
        "pooled_share": np.array(list(signs.values())),
        "pooled_excluded": np.zeros(len(terms), bool),
    }
    records = Records()
    if mode:
        records.add("toy", [Annotation(DISEASE, Curie(mode), "toy", aspect="I")])
    identity = Identity(labels={DISEASE: own, GROUP: title}, parents={DISEASE: (GROUP,)})
    weight = [0.0] + [5.0] * len(TERMS)
    labelled = terms_by_words(TERMS, TREE)
    found = compile_doubted_groups(arrays, records, identity, TREE, weight, labelled)
    return found["doubted_group"].tolist() == [GROUP.encode()]


DESCRIBED = dict.fromkeys(OTHERS, 0.9)


def test_doubted__a_group_named_for_a_sign_that_is_not_on_record_or_rare():
    assert doubted("syndromic thrombocytopenia", DESCRIBED)
    assert doubted("syndromic thrombocytopenia", DESCRIBED | {PLATELETS: 0.1})
    assert not doubted("syndromic thrombocytopenia", DESCRIBED | {PLATELETS: 0.8})
    assert not doubted("platelet disease", DESCRIBED)
    assert doubted("familial dilated cardiomyopathy", DESCRIBED)
    assert not doubted("familial cardiomyopathy", DESCRIBED, own="Dilated cardiomyopathy 1A")


def test_doubted__not_where_the_name_says_it_or_little_is_known():
    assert not doubted("thrombocytopenia", DESCRIBED, own="Thrombocytopenia 4")
    assert not doubted("syndromic thrombocytopenia", dict.fromkeys(OTHERS[:5], 0.9))


def test_doubted__a_group_that_denies_what_the_disease_has():
    title = "malformations without intellectual disability"
    assert not doubted(title, DESCRIBED)
    assert doubted(title, DESCRIBED | {LEARNING: 0.9})


def test_doubted__a_group_of_another_mode():
    assert doubted("autosomal dominant ataxia", DESCRIBED, mode="HP:0000007")
    assert not doubted("autosomal dominant ataxia", DESCRIBED, mode="HP:0000006")
    assert not doubted("autosomal dominant ataxia", DESCRIBED)
