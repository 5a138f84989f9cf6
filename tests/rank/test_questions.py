import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rank.toys import term_id

from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.rank.engine import Profiles
from rarekin.rank.families import compile_families
from rarekin.rank.profiles import compile_profiles
from rarekin.rank.questions import expected_information, next_questions

ONE, TWO, THREE, GROUP, SERIES = (Curie(f"MONDO:000000{i}") for i in range(1, 6))
SHARES = st.lists(st.floats(0, 1), min_size=4, max_size=4)


def slow(weight, family, share) -> float:
    def entropy(chances) -> float:
        return -sum(p * math.log2(p) for p in chances if p > 0)

    def by_family(values) -> list[float]:
        return [sum(v for v, f in zip(values, family, strict=True) if f == n) for n in set(family)]

    now, after = entropy(by_family(weight)), 0.0
    for answer in (share, [1 - s for s in share]):
        joint = by_family([w * s for w, s in zip(weight, answer, strict=True)])
        total = sum(joint)
        if total > 0:
            after += total * entropy([j / total for j in joint])
    return now - after


@given(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), SHARES)
def test_expected_information__is_entropy_less_what_is_left(weights, share) -> None:
    weight = np.array(weights) / sum(weights)
    family = [0, 0, 3, 7]
    [found] = expected_information(weight, np.array(family), np.array(share)[:, None])
    assert found == pytest.approx(max(slow(weight.tolist(), family, share), 0), abs=1e-9)


def test_a_sign_of_one_family_only__is_asked_first() -> None:
    root = Term(term_id(0), "Phenotypic abnormality", "toy")
    tree = Ontology.from_terms(
        [root, *(Term(term_id(i), str(i), "toy", parents=(root.id,)) for i in range(1, 5))]
    )
    told = {ONE: (1, 2), TWO: (1, 2), THREE: (1, 3)}
    rows = [Annotation(d, term_id(i), "toy", frequency=0.9) for d, own in told.items() for i in own]
    arrays = compile_profiles(tree, rows, {}, parents={ONE: [GROUP], TWO: [GROUP]})
    profiles = Profiles.load(arrays.__getitem__)
    above = [np.array([i]) for i in range(len(profiles.term_of))]
    asked = next_questions(profiles, np.array([0.3, 0.3, 0.3]), profiles.family, [], above)
    # What everybody has tells nothing; what one family has tells it from the other.
    terms = [tree.ids[profiles.term_of[q.row]] for q in asked]
    assert set(terms[:2]) == {term_id(2), term_id(3)}
    assert len(asked) <= 3
    alone = next_questions(profiles, np.array([0.5, 0.5, 0]), np.zeros(3, int), [], above)
    assert alone == []


def test_families__take_the_series_first_then_the_gene_then_the_group() -> None:
    parents = {ONE: [SERIES, GROUP], TWO: [SERIES], THREE: [GROUP]}
    genes = [GeneLink(d, "GNAS", "toy") for d in (ONE, TWO, THREE)]
    found = compile_families([ONE, TWO, THREE], genes, {}, parents, {SERIES})
    names = [found["rank_family_id"][i] for i in found["rank_family"]]
    assert names == [SERIES.encode(), SERIES.encode(), b"GNAS"]
