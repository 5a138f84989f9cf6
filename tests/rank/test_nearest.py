import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.rank.engine import Profiles
from rarekin.rank.nearest import likeness, nearest, row_weights
from rarekin.rank.profiles import compile_profiles

ROOT = Curie("HP:0000118")


def term(n, *parents):
    return Term(Curie(f"HP:{n:07d}"), f"sign {n}", "toy", parents=parents or (ROOT,))


TREE = Ontology.from_terms(
    [Term(ROOT, "Phenotypic abnormality", "toy")]
    + [term(n) for n in range(1, 9)]
    + [term(10 + n, Curie(f"HP:{n:07d}")) for n in range(1, 9)]
)
LEAVES = [Curie(f"HP:{10 + n:07d}") for n in range(1, 9)]

profile = st.dictionaries(
    st.sampled_from(LEAVES), st.sampled_from([0.1, 0.5, 0.9]), min_size=4, max_size=8
)


def compiled(diseases):
    rows = [
        Annotation(Curie(f"OMIM:{i + 1}"), t, "toy", frequency=f)
        for i, findings in enumerate(diseases)
        for t, f in findings.items()
    ]
    arrays = compile_profiles(TREE, rows, {})
    return Profiles.load(arrays.__getitem__)


def slow_likeness(profiles, weight, i, j):
    def row(k):
        part = slice(profiles.profile_indptr[k], profiles.profile_indptr[k + 1])
        return dict(
            zip(
                profiles.profile_row[part].tolist(),
                profiles.profile_frequency[part].tolist(),
                strict=True,
            )
        )

    a, b = row(i), row(j)
    shared = sum(weight[r] * min(a[r], b[r]) for r in a.keys() & b.keys())
    whole = sum(weight[r] * max(a.get(r, 0), b.get(r, 0)) for r in a.keys() | b.keys())
    return shared / whole if whole else 0.0


@given(st.lists(profile, min_size=2, max_size=6))
def test_likeness__equals_its_definition(diseases):
    profiles = compiled(diseases)
    weight = row_weights(profiles)
    everybody = np.arange(len(diseases))
    for i in everybody:
        expected = [slow_likeness(profiles, weight, i, j) for j in everybody]
        assert likeness(profiles, weight, i, everybody) == pytest.approx(expected, abs=1e-5)


@given(st.lists(profile, min_size=2, max_size=6))
def test_nearest__are_the_most_alike_of_all_in_order(diseases):
    profiles = compiled(diseases)
    weight = row_weights(profiles)
    disease, alike = nearest(profiles, 3)
    for i in range(len(diseases)):
        others = [slow_likeness(profiles, weight, i, j) for j in range(len(diseases)) if j != i]
        best = sorted((x for x in others if x > 0), reverse=True)[:3]
        assert alike[i].tolist()[: len(best)] == pytest.approx(best, abs=1e-5)
        assert (disease[i] >= 0).sum() == len(best)
        assert i not in disease[i]


def test_nearest__equal_profiles_are_as_alike_as_can_be():
    same = dict.fromkeys(LEAVES[:4], 0.5)
    other = dict.fromkeys(LEAVES[4:], 0.5)
    disease, alike = nearest(compiled([same, other, same]), 1)
    assert (disease[0, 0], disease[2, 0]) == (2, 0)
    assert alike[0, 0] == pytest.approx(1.0)


def test_nearest__too_few_findings_are_no_ground_to_judge():
    few = dict.fromkeys(LEAVES[:3], 0.5)
    disease, alike = nearest(compiled([dict.fromkeys(LEAVES[:5], 0.5), few]), 2)
    assert (disease == -1).all()
    assert not alike.any()
