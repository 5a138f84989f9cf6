import math

import numpy as np
import pytest
from tests.rank.toys import term_id

from rarekin.model.case import Case, Finding
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.rank.engine import Profiles, finding_rows, log_likelihood_ratios
from rarekin.rank.explain import explain
from rarekin.rank.parameters import FITTED
from rarekin.rank.profiles import compile_profiles

MANY = range(1, 60)
RICH, POOR = Curie("OMIM:1"), Curie("OMIM:2")


@pytest.fixture
def tree() -> Ontology:
    root = Term(term_id(0), "Phenotypic abnormality", "toy")
    return Ontology.from_terms(
        [root, *(Term(term_id(i), f"Term {i}", "toy", parents=(root.id,)) for i in MANY)]
    )


def compiled(tree: Ontology, rows, cases=()) -> Profiles:
    return Profiles.load(compile_profiles(tree, rows, {}, cases=cases).__getitem__)


def patient(number: int, terms, disease: Curie = RICH, paper: str = "PMID:1") -> Case:
    return Case(
        str(number),
        tuple(Finding(term_id(i)) for i in terms),
        diseases=(disease,),
        references=(paper,),
    )


def test_a_much_published_disease__still_fits_its_textbook_child(tree) -> None:
    # Every case names the hallmark and one sign of its own; none of these is in every child.
    rows = [
        Annotation(RICH, term_id(1), "hpoa", frequency=0.9),
        *(Annotation(RICH, term_id(i), "hpoa") for i in MANY if i > 1),
        Annotation(POOR, term_id(1), "hpoa", frequency=0.9),
    ]
    cases = [patient(i, (1, i)) for i in MANY if i > 1]
    child = finding_rows(compiled(tree, rows), [tree.index_of[term_id(1)]])
    before, after = (
        log_likelihood_ratios(compiled(tree, rows, some), child)[0] for some in ([], cases)
    )
    assert after > before
    # What its 58 other signs cost unmentioned: each is reported once in 58 cases.
    silence = compiled(tree, rows, cases)
    cost = np.log1p(-FITTED.p_mention * silence.direct_frequency[silence.direct_frequency < 0.5])
    assert cost.sum() > 58 * math.log1p(-FITTED.p_mention * 0.12)


def test_a_paper_read_by_two_sources__counts_once(tree) -> None:
    counts = Annotation(
        RICH, term_id(1), "hpoa", numerator=4, denominator=4, references=("PMID:1",)
    )
    other = Annotation(RICH, term_id(2), "hpoa", frequency=0.5)
    cases = [patient(i, (1,)) for i in range(4)]
    both = compiled(tree, [counts, other], cases)
    held = dict(zip(both.profile_row.tolist(), both.profile_frequency.tolist(), strict=True))
    row = int(both.row_of[tree.index_of[term_id(1)]])
    n = 4
    # Only the cases speak: n / (n + 5) of n / (n + 1), and nothing of the annotation's 4 of 4.
    assert held[row] == pytest.approx(n / (n + FITTED.case_weight) * n / (n + 1) * 0.99)
    [annotated] = both.profile_annotated[both.profile_row == row]
    assert annotated == pytest.approx(5 / 6)


def test_what_only_cases_report__is_shown_without_a_frequency(tree) -> None:
    rows = [Annotation(RICH, term_id(1), "hpoa"), Annotation(POOR, term_id(2), "hpoa")]
    profiles = compiled(tree, rows, [patient(i, (1, 2)) for i in range(9)])
    [parts] = explain(profiles, tree, [tree.index_of[term_id(2)]], [0])
    [part] = [p for p in parts if p.how == "exact"]
    assert part.log_lr > 0
    assert part.frequency is None


def test_a_finding_nobody_counted__is_shown_without_a_frequency(tree) -> None:
    profiles = compiled(tree, [Annotation(RICH, term_id(1), "hpoa")])
    [parts] = explain(profiles, tree, [tree.index_of[term_id(1)]], [0])
    assert [p.frequency for p in parts if p.how == "exact"] == [None]
    [missing] = explain(profiles, tree, [tree.index_of[term_id(0)]], [0])
    assert {p.frequency for p in missing if p.how == "expected_missing"} == {None}


def test_a_case_with_two_diseases__says_nothing_about_either(tree) -> None:
    rows = [Annotation(RICH, term_id(1), "hpoa"), Annotation(POOR, term_id(1), "hpoa")]
    two = Case("a", (Finding(term_id(1)),), diseases=(RICH, POOR), references=("PMID:1",))
    arrays = compile_profiles(tree, rows, {}, cases=[two])
    assert arrays["rank_n_cases"].tolist() == [0, 0]
