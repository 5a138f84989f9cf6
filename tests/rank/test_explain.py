import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rank.toys import knowledge, term_id

from rarekin.model.case import Sex
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.rank.engine import Profiles, finding_rows, log_likelihood_ratios
from rarekin.rank.explain import explain
from rarekin.rank.profiles import compile_profiles

BONE, SPINE, NECK, EYE, LENS, SKIN = range(1, 7)


@given(knowledge(), st.data())
def test_parts__add_up_to_the_score(known, data) -> None:
    ontology, rows = known
    profiles = Profiles.load(compile_profiles(ontology, rows, {}).__getitem__)
    terms = st.integers(0, len(ontology) - 1)
    present = data.draw(st.lists(terms, min_size=1, max_size=6))
    excluded = data.draw(st.lists(terms, max_size=6))
    sex = data.draw(st.sampled_from(list(Sex)))
    log_lr = log_likelihood_ratios(profiles, finding_rows(profiles, present), sex)
    diseases = list(range(profiles.n_diseases))
    explained = explain(profiles, ontology, present, diseases, excluded=excluded, sex=sex)
    for i_disease, parts in zip(diseases, explained, strict=True):
        assert sum(part.log_lr for part in parts) == pytest.approx(log_lr[i_disease], abs=1e-3)


@given(knowledge(), st.data())
def test_parts__say_exact_only_where_the_disease_is_annotated_with_the_term(known, data) -> None:
    ontology, rows = known
    profiles = Profiles.load(compile_profiles(ontology, rows, {}).__getitem__)
    term = data.draw(st.integers(0, len(ontology) - 1))
    pairs = {(row.disease, row.term) for row in rows}
    diseases = list(range(profiles.n_diseases))
    for i, parts in enumerate(explain(profiles, ontology, [term], diseases)):
        part = next(p for p in parts if p.how != "expected_missing")
        if part.how == "exact":
            assert (profiles.diseases[i].decode(), ontology.ids[term]) in pairs
            assert part.i_via == part.i_term == term
        if part.how == "narrower":
            assert ontology.is_a(ontology.ids[part.i_via], ontology.ids[term])
        if part.how == "broader":
            assert ontology.is_a(ontology.ids[term], ontology.ids[part.i_via])


@pytest.fixture
def tree() -> Ontology:
    parents = {BONE: 0, SPINE: BONE, NECK: SPINE, EYE: 0, LENS: EYE, SKIN: 0}
    root = Term(term_id(0), "Phenotypic abnormality", "toy")
    return Ontology.from_terms(
        [
            root,
            *(Term(term_id(i), str(i), "toy", parents=(term_id(p),)) for i, p in parents.items()),
        ]
    )


@pytest.fixture
def profiles(tree) -> Profiles:
    spine = Annotation(Curie("OMIM:1"), term_id(SPINE), "toy", numerator=9, denominator=10)
    lens = Annotation(Curie("OMIM:1"), term_id(LENS), "toy", numerator=8, denominator=10)
    others = [Annotation(Curie(f"OMIM:{i}"), term_id(SKIN), "toy") for i in range(2, 60)]
    no_skin = Annotation(Curie("OMIM:1"), term_id(SKIN), "toy", excluded=True)
    return Profiles.load(compile_profiles(tree, [spine, lens, no_skin, *others], {}).__getitem__)


def part_of(profiles, tree, term, excluded=()):
    index = tree.index_of
    parts = explain(
        profiles, tree, [index[term_id(term)]], [0], excluded=[index[term_id(e)] for e in excluded]
    )[0]
    return parts, tree.ids


@pytest.mark.parametrize(
    ("term", "how", "via"),
    [(SPINE, "exact", SPINE), (BONE, "narrower", SPINE), (NECK, "exact", SPINE)],
)
def test_how__names_the_relation(profiles, tree, term, how, via) -> None:
    parts, ids = part_of(profiles, tree, term)
    expected = "broader" if term == NECK else how
    assert (parts[0].how, ids[parts[0].i_via]) == (expected, term_id(via))


def test_a_finding_without_counterpart__is_unexplained_and_costs(profiles, tree) -> None:
    part = part_of(profiles, tree, SKIN)[0][0]
    assert part.how == "unexplained"
    assert part.i_via == -1
    assert part.log_lr < 0


def test_frequent_findings_not_mentioned__are_listed_with_their_cost(profiles, tree) -> None:
    parts, ids = part_of(profiles, tree, SPINE)
    missing = [p for p in parts if p.how == "expected_missing"]
    assert [ids[p.i_term] for p in missing if p.i_term >= 0] == [term_id(LENS)]
    assert missing[0].log_lr < 0


def test_excluded_findings__are_remarked_on_and_count_nothing(profiles, tree) -> None:
    parts, _ = part_of(profiles, tree, SPINE, excluded=(LENS, SKIN))
    remarks = {p.how: p.log_lr for p in parts if p.how.startswith("excluded")}
    assert remarks == {"excluded_conflicts": 0.0, "excluded_agrees": 0.0}
    assert not [p for p in parts if p.how == "expected_missing" and p.i_term >= 0]


def test_what_similar_diseases_are_known_for__is_told_apart(tree) -> None:
    # Ten diseases of the same two findings; one of them lacks the third that all others have.
    rows = [
        Annotation(Curie(f"OMIM:{i}"), term_id(t), "toy", numerator=9, denominator=10)
        for i in range(1, 11)
        for t in (SPINE, LENS, SKIN)
        if (i, t) != (1, SKIN)
    ]
    rows += [Annotation(Curie(f"OMIM:{i}"), term_id(NECK), "toy") for i in range(11, 400)]
    known = Profiles.load(compile_profiles(tree, rows, {}).__getitem__)
    first = known.diseases.tolist().index(b"OMIM:1")
    part = explain(known, tree, [tree.index_of[term_id(SKIN)]], [first])[0][0]
    assert (part.how, part.i_via) == ("lookalikes", -1)
    assert part.log_lr > 0
