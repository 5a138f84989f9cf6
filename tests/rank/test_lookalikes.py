import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.diseases import lookup
from rarekin.api.telling import lookalikes
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.rank.engine import Profiles
from rarekin.rank.lookalikes import Pairer, information
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


def compiled(diseases):
    rows = [
        Annotation(Curie(f"OMIM:{i + 1}"), t, "toy", frequency=f)
        for i, findings in enumerate(diseases)
        for t, f in findings.items()
    ]
    arrays = compile_profiles(TREE, rows, {})
    return Profiles.load(arrays.__getitem__)


shares = st.dictionaries(
    st.integers(0, len(TREE) - 1), st.one_of(st.none(), st.floats(0.01, 1.0)), max_size=8
)


@given(shares, shares)
def test_pair__swapping_the_diseases_turns_the_signs(a, b):
    weight = np.ones(len(TREE))
    there = {p.i_term: -p.difference for p in Pairer(TREE, weight).pair(b, a)}
    here = {p.i_term: p.difference for p in Pairer(TREE, weight).pair(a, b)}
    assert here == there


def test_pair__a_narrower_finding_counts_for_the_broader_one():
    broad, narrow = TREE.index_of[Curie("HP:0000001")], TREE.index_of[LEAVES[0]]
    weight = np.ones(len(TREE))
    found = Pairer(TREE, weight).pair({broad: 0.8}, {narrow: 0.7})
    assert [(p.i_term, p.in_a, p.in_b) for p in found] == [(broad, True, True)]
    assert found[0].difference == pytest.approx(0.1)


def test_pair__unknown_frequency_stays_unknown():
    (found,) = Pairer(TREE, np.ones(len(TREE))).pair({3: None}, {})
    assert (found.share_a, found.share_b, found.in_a, found.in_b) == (None, 0.0, True, False)


def test_information__is_zero_for_what_is_no_finding():
    profiles = compiled([dict.fromkeys(LEAVES[:4], 0.5)] * 2)
    weight = information(profiles, len(TREE))
    assert (weight >= 0).all()
    assert weight[TREE.index_of[LEAVES[0]]] > 0


def test_look_alikes__are_other_diseases_and_never_parts_or_wholes(full_release):
    page = lookup.disease("Marfan syndrome")
    found = lookalikes.look_alikes(page)
    near = {ref.id for ref in (*page.parents, *page.children, page.ref)}
    assert 1 <= len(found) <= 5
    assert not near & {alike.ref.id for alike in found}
    # Loeys-Dietz syndrome is the first differential diagnosis the revised Ghent nosology names
    # (Loeys et al. 2010, doi 10.1136/jmg.2009.072785).
    assert any("Loeys-Dietz" in alike.ref.label for alike in found)


def test_compare__turned_round_tells_the_same(full_release):
    a, b = lookup.disease("POH"), lookup.disease("fibrodysplasia ossificans progressiva")
    here, there = lookalikes.compare(a, b), lookalikes.compare(b, a)
    assert [f.term for f in here.for_a] == [f.term for f in there.for_b]
    assert {f.term for f in here.shared} == {f.term for f in there.shared}
