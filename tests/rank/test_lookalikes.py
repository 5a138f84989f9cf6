import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.diseases import lookup
from rarekin.api.telling import lookalikes
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.rank.engine import Profiles
from rarekin.rank.lookalikes import Account, Pairer, Sign, information
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


def sign(share, width=0.05, *, is_sure=True):
    return Sign(share, max(0.0, share - width), min(1.0, share + width), is_sure, is_sure)


shares = st.dictionaries(
    st.integers(0, len(TREE) - 1), st.builds(sign, st.floats(0.01, 1.0)), max_size=8
)
PAIRER = Pairer(TREE, np.full(len(TREE), 2.0))


@given(shares, shares)
def test_shared__is_the_same_whichever_comes_first(a, b):
    here, there = (PAIRER.shared(*map(Account, pair)) for pair in ((a, b), (b, a)))
    assert [(p.i_term, p.told_a, p.told_b) for p in here] == [
        (p.i_term, p.told_b, p.told_a) for p in there
    ]


@given(shares, shares)
def test_more_often__never_holds_both_ways(a, b):
    one, other = Account(a), Account(b)
    here = {p.i_term for p in PAIRER.more_often(one, other)}
    assert not here & {p.i_term for p in PAIRER.more_often(other, one)}


@given(shares, shares)
def test_more_often__ranges_do_not_overlap(a, b):
    for p in PAIRER.more_often(Account(a), Account(b)):
        if p.told_b is not None:
            assert a[p.i_term].low >= b[p.told_b].high


def test_more_often__a_narrower_finding_counts_for_the_broader_one():
    broad, narrow = TREE.index_of[Curie("HP:0000001")], TREE.index_of[LEAVES[0]]
    often, seldom = Account({broad: sign(0.8)}), Account({narrow: sign(0.1)})
    assert [(p.i_term, p.told_b) for p in PAIRER.more_often(often, seldom)] == [(broad, narrow)]
    assert not PAIRER.more_often(often, Account({narrow: sign(0.7)}))


def test_more_often__neither_an_unsure_sign_nor_an_unknown_share_bears_it():
    seldom = Account({3: sign(0.1)})
    assert PAIRER.more_often(Account({3: sign(0.9)}), seldom)
    assert not PAIRER.more_often(Account({3: sign(0.9, is_sure=False)}), seldom)
    assert not PAIRER.more_often(Account({3: Sign(None)}), seldom)
    assert not PAIRER.more_often(Account({3: sign(0.9)}), Account({3: Sign(None)}))


def test_more_often__what_a_list_leaves_out_tells_nothing_and_what_it_denies_does():
    others = {i: sign(0.5) for i in range(1, 9) if i != 3}
    assert not PAIRER.more_often(Account({3: sign(0.9)}), Account(others))
    assert PAIRER.more_often(Account({3: sign(0.9)}), Account(others, denied={3}))


def test_more_often__counts_are_held_against_counts_of_many_people_only():
    def counted(share, people):
        return Sign(share, max(0.0, share - 0.05), min(1.0, share + 0.05), people=people)

    assert PAIRER.more_often(Account({3: counted(0.9, 40)}), Account({3: counted(0.2, 30)}))
    assert not PAIRER.more_often(Account({3: counted(0.9, 40)}), Account({3: counted(0.2, 29)}))
    assert not PAIRER.more_often(Account({3: counted(0.9, 40)}), Account({3: sign(0.2)}))


def test_more_often__classes_told_in_the_same_word_are_no_difference():
    nearly_all, many, some = Sign(0.9, 0.8, 0.99), Sign(0.5, 0.3, 0.79), Sign(0.15, 0.05, 0.29)
    assert not PAIRER.more_often(Account({3: nearly_all}), Account({3: many}))
    assert PAIRER.more_often(Account({3: many}), Account({3: some}))


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
