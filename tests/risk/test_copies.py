import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.risk.families import family, woman

from rarekin.api.family.risk import family_risk, read_family, write_family
from rarekin.model.person import GeneticTest, TestResult
from rarekin.risk.copies import COPIES, make_copies_locus

TWO = (GeneticTest(TestResult.UNKNOWN, copies=2),)


@given(*[st.floats(0, 0.3)] * 3, *[st.floats(0, 0.1)] * 2)
def test_locus__founders_and_children_are_somebody(f_0, f_1d, f_2, lost_father, lost_mother):
    locus = make_copies_locus(
        {
            "frequency_0": f_0,
            "frequency_1d": f_1d,
            "frequency_2": f_2,
            "deletion_rate_father": lost_father,
            "deletion_rate_mother": lost_mother,
        }
    )
    assert locus.founder.sum() == pytest.approx(1)
    np.testing.assert_allclose(locus.child.sum(axis=2), 1)


@given(st.floats(0, 0.1), st.floats(0, 0.3))
def test_locus__without_losses_copies_are_handed_on_on_average_by_half(f_0, f_2):
    locus = make_copies_locus({"frequency_0": f_0, "frequency_2": f_2})
    counts = np.array([g.copies for g in locus.genotypes], float)
    assert counts.tolist() == [float(a + b) for a in COPIES for b in COPIES]
    expected = np.add.outer(counts, counts) / 2
    np.testing.assert_allclose(locus.child @ counts, expected)


def test_count__says_nothing_in_a_model_that_does_not_count():
    risk = family_risk(family(woman("she", tests=TWO)), "ar")
    untested = family_risk(family(woman("she")), "ar")
    assert risk.person("she").p_carrier == untested.person("she").p_carrier
    assert [(i.code, i.where) for i in risk.issues] == [("test-not-in-model", "people[0].tests")]


def test_count__of_a_test_that_errs_lowers_less():
    p = {}
    for accuracy in (1.0, 0.95, 0.5):
        test = GeneticTest(TestResult.UNKNOWN, accuracy, accuracy, copies=2)
        risk = family_risk(family(woman("she", tests=(test,))), "sma")
        p[accuracy] = risk.person("she").p_carrier
    assert p[1.0] < p[0.95] < p[0.5]
    nothing = family_risk(family(woman("she")), "sma").person("she").p_carrier
    assert p[0.5] == pytest.approx(nothing)


def test_count__survives_being_saved():
    before = family(woman("she", tests=TWO))
    assert read_family(write_family(before))[0] == before


@pytest.mark.parametrize("copies", [-1, 5, 10**30])
def test_count__must_be_possible(copies):
    found, issues = read_family({"people": [{"id": "I-1", "tests": [{"copies": copies}]}]})
    assert [i.code for i in issues] == ["test-copies"]
    assert found.errors


@pytest.mark.parametrize("copies", ["two", True, 1.5, [2], float("nan")])
def test_count__must_be_a_whole_number(copies):
    found, issues = read_family({"people": [{"id": "I-1", "tests": [{"copies": copies}]}]})
    assert [i.where for i in issues] == ["people[0].tests[0].copies"]
    assert found.people[0].tests[0].copies is None
