import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.knowledge.natural_history import FEWEST_CASES, natural_history, wilson_interval
from rarekin.model.case import Case, Finding, State
from rarekin.model.disease import Section
from rarekin.model.ontology import Ontology, Term

EMPTY = Ontology.from_terms([])


def _case(i, *, years=None, term=None, findings=(), disease="OMIM:1", paper="PMID:1"):
    return (
        "toy",
        Case(
            str(i),
            findings=tuple(findings),
            onset_years=years,
            onset_term=term,
            diseases=(disease,),
            references=(paper,),
        ),
    )


def _one(cases, canonical=None, ontology=EMPTY):
    (fact,) = natural_history(cases, canonical or {}, ontology)
    return fact


def _stages(fact):
    return {row["stage"]: row["count"] for row in fact.value["stages"]}


def test_wilson_interval__agrees_with_published_values():
    # Newcombe RG. Stat Med 1998;17:857-872 (PMID 9595616), table I, method 3.
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0000, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (n_with, n_of), expected in published.items():
        assert wilson_interval(n_with, n_of) == pytest.approx(expected, abs=5e-5)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval__holds_the_share_and_mirrors(counts):
    n_with, n_of = counts
    low, high = wilson_interval(n_with, n_of)
    assert 0 <= low <= n_with / n_of <= high <= 1
    mirrored = wilson_interval(n_of - n_with, n_of)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(st.integers(1, 50), st.integers(2, 9))
def test_wilson_interval__narrows_with_more_people(n_with, times):
    few, many = (
        wilson_interval(n_with, 2 * n_with),
        wilson_interval(times * n_with, 2 * times * n_with),
    )
    assert many[1] - many[0] < few[1] - few[0]


def test_natural_history__says_nothing_of_few_cases():
    cases = [_case(i, years=1.0) for i in range(FEWEST_CASES - 1)]
    assert list(natural_history(cases, {}, EMPTY)) == []


def test_natural_history__a_case_without_a_date_is_no_case_with_one():
    cases = [_case(i, years=1.0) for i in range(5)] + [_case(i) for i in range(5, 9)]
    fact = _one(cases)
    assert (fact.value["n_cases"], fact.value["n_dated"]) == (9, 5)
    assert fact.section is Section.OUTLOOK


def test_natural_history__ages_and_classes_count_together():
    cases = [_case(i, years=years) for i, years in enumerate((0.0, 0.01, 0.99, 15.9, 70.0))]
    cases += [_case("t", term="HP:0003593"), _case("u", term="HP:0034198")]
    assert _stages(_one(cases)) == {
        "antenatal": 1, "congenital": 1, "neonatal": 1, "infantile": 2, "juvenile": 1, "late": 1,
    }  # fmt: skip


def test_natural_history__adult_onset_counts_below_the_line():
    cases = [_case(i, years=20.0) for i in range(5)] + [_case("a", term="HP:0003581")]
    fact = _one(cases)
    assert (fact.value["n_dated"], fact.value["n_other"]) == (6, 1)
    assert _stages(fact) == {"young_adult": 5}
    assert fact.value["stages"][0]["high"] < 1


def test_natural_history__joins_ids_of_one_disease_and_counts_papers():
    cases = [_case(i, years=1.0, disease=f"OMIM:{i % 2}", paper=f"PMID:{i % 3}") for i in range(6)]
    fact = _one(cases, {"OMIM:0": "MONDO:0000005", "OMIM:1": "MONDO:0000005"})
    assert (fact.disease, fact.value["n_publications"]) == ("MONDO:0000005", 3)


def test_natural_history__a_case_with_two_diseases_belongs_to_neither():
    both = [("toy", Case(str(i), onset_years=1.0, diseases=("OMIM:1", "OMIM:2"))) for i in range(9)]
    assert list(natural_history(both, {}, EMPTY)) == []


def test_natural_history__an_excluded_finding_never_began():
    absent = Finding("HP:0001166", State.EXCLUDED, onset_years=1.0)
    cases = [_case(i, findings=[absent]) for i in range(9)]
    assert list(natural_history(cases, {}, EMPTY)) == []


def test_natural_history__counts_findings_under_their_current_term():
    ontology = Ontology.from_terms([Term("HP:0000002", "New", "toy", alt_ids=("HP:0000003",))])
    cases = [
        _case(i, findings=[Finding(f"HP:000000{2 + i % 2}", onset_years=float(i))])
        for i in range(6)
    ]
    fact = _one(cases, ontology=ontology)
    assert (fact.value["term"], fact.section) == ("HP:0000002", Section.SIGNS)
    assert fact.value["n_cases"] == 6


_AGES = st.lists(st.floats(0, 120) | st.none(), max_size=40)


@given(_AGES)
def test_natural_history__no_case_is_lost_or_counted_twice(ages):
    facts = list(natural_history([_case(i, years=y) for i, y in enumerate(ages)], {}, EMPTY))
    n_dated = sum(years is not None for years in ages)
    assert len(facts) == (n_dated >= FEWEST_CASES)
    for fact in facts:
        assert sum(_stages(fact).values()) + fact.value["n_other"] == n_dated
        assert all(math.isfinite(r["low"]) and r["low"] < r["high"] for r in fact.value["stages"])
