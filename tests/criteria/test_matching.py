import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.criteria.toys import TREE, c, check, toy

from rarekin.criteria.evaluation import ItemState
from rarekin.criteria.matching import Matcher
from rarekin.criteria.sets import (
    Item,
    OnsetEvidence,
    OrderEvidence,
    PinnedTerm,
    Threshold,
    VariantEvidence,
)
from rarekin.model.case import Case, Finding, ParentalOrigin, State, Variant

YES, NO = State.PRESENT, State.EXCLUDED


def item(name="x", **given):
    for field in ("terms", "except_terms", "suggests", "against"):
        if field in given:
            given[field] = tuple(PinnedTerm(c(n), str(n)) for n in given[field])
    return Item(name, name, f"{name}?", f"{name}.", **given)


def state(wanted, *findings, others=None, **case):
    listed = tuple(f if isinstance(f, Finding) else Finding(c(f[0]), f[1]) for f in findings)
    return Matcher(Case("me", findings=listed, **case), TREE).state_of(wanted, others)


@pytest.mark.parametrize(
    ("terms", "findings", "expected"),
    [
        ([4], [(4, YES)], "present"),
        ([4], [(5, YES)], "present"),
        ([4], [(2, YES)], "unknown"),
        ([4], [(4, NO)], "excluded"),
        ([4], [(2, NO)], "excluded"),
        ([4], [(5, NO)], "unknown"),
        ([3, 4], [(3, NO)], "unknown"),
        ([3, 4], [(3, NO), (4, NO)], "excluded"),
        ([3, 4], [(2, NO)], "excluded"),
        ([4], [(4, State.UNKNOWN)], "unknown"),
        ([4], [], "unknown"),
    ],
)
def test_state_of__terms_count_with_what_lies_below(terms, findings, expected):
    assert state(item(terms=terms), *findings).state.value == expected


@pytest.mark.parametrize(
    ("finding", "expected"), [((4, YES), "present"), ((4, NO), "unknown"), ((2, NO), "unknown")]
)
def test_state_of__absence_of_a_part_is_not_absence_of_the_whole(finding, expected):
    assert state(item(terms=[4], partial=True), finding).state.value == expected


@pytest.mark.parametrize("findings", [[(3, YES), (4, NO)], [(3, YES), (2, NO)]])
def test_state_of__present_wins_over_excluded_and_is_flagged(findings):
    found = state(item(terms=[3, 4]), *findings)
    assert found.state is ItemState.PRESENT
    assert found.conflict


def test_state_of__an_excluded_child_of_a_present_term_is_no_conflict():
    assert not state(item(terms=[4]), (4, YES), (5, NO)).conflict


def test_state_of__an_answer_against_a_present_term_is_flagged():
    found = state(item(terms=[4]), (4, YES), answers={"x": NO})
    assert (found.state, found.conflict) == (ItemState.PRESENT, True)


def test_state_of__an_answer_decides_where_no_term_does():
    assert state(item(terms=[3, 4]), (3, NO), answers={"x": NO}).state is ItemState.EXCLUDED
    assert state(item(), answers={"x": YES}).because == ("Answered yes.",)
    assert state(item(), answers={"x": State.UNKNOWN}).state is ItemState.UNKNOWN


def test_state_of__an_excepted_branch_does_not_count():
    assert state(item(terms=[2], except_terms=[4]), (5, YES)).state is ItemState.UNKNOWN
    assert state(item(terms=[2], except_terms=[4]), (3, YES)).state is ItemState.PRESENT


def test_state_of__a_suggesting_term_leaves_the_item_unsettled():
    wanted = item(terms=[4], suggests=[2])
    assert state(wanted, (2, YES)).state is ItemState.UNSETTLED
    assert state(wanted, (5, YES)).state is ItemState.PRESENT
    assert state(wanted, (2, YES), (4, NO)).state is ItemState.EXCLUDED


def test_state_of__a_term_against_excludes_and_does_not_suggest():
    assert state(item(suggests=[2], against=[3]), (3, YES)).state is ItemState.EXCLUDED


def test_state_of__a_term_against_and_one_that_suggests_settle_nothing():
    found = state(item(suggests=[2], against=[3]), (3, YES), (4, YES))
    assert found.state is ItemState.UNSETTLED


def test_state_of__retired_ids_lead_to_their_successor():
    assert state(item(terms=[4]), (44, YES)).state is ItemState.PRESENT


def test_matcher__names_findings_it_does_not_know():
    matcher = Matcher(Case("me", findings=(Finding(c(999)),)), TREE)
    assert [(i.code, i.where) for i in matcher.issues] == [("term-unknown", "findings[0]")]


@pytest.mark.parametrize(
    ("variant", "gene_state", "paternal_state"),
    [
        (Variant("GNAS", "P", origin=ParentalOrigin.PATERNAL), "present", "present"),
        (Variant("GNAS", "LP", origin=ParentalOrigin.MATERNAL), "present", "excluded"),
        (Variant("GNAS", "P"), "present", "unknown"),
        (Variant("GNAS", "none"), "excluded", "unknown"),
        (Variant("GNAS", "VUS"), "unsettled", "unknown"),
        (Variant("GNAS", "P", "mosaic"), "excluded", "unknown"),
        (Variant("NF1", "P"), "unknown", "unknown"),
    ],
)
def test_state_of__reads_genetic_tests(variant, gene_state, paternal_state):
    gene = item(variant=VariantEvidence(("GNAS",), excluded_zygosity=("mosaic",)))
    paternal = item(
        variant=VariantEvidence(
            ("GNAS",), origin=ParentalOrigin.PATERNAL, excluded_zygosity=("mosaic",)
        )
    )
    assert state(gene, variants=(variant,)).state.value == gene_state
    assert state(paternal, variants=(variant,)).state.value == paternal_state


@pytest.mark.parametrize(
    ("age", "z", "expected"),
    [
        (10.0, 2.5, "excluded"),
        (10.0, 3.0, "present"),
        (20.0, 2.5, "present"),
        (None, 2.5, "unsettled"),
        (None, 3.5, "present"),
        (None, 1.0, "excluded"),
        (30.0, None, "unknown"),
    ],
)
def test_state_of__a_threshold_can_depend_on_the_age(age, z, expected):
    limits = (Threshold(3.0, age_below_years=20.0), Threshold(2.0, age_from_years=20.0))
    case = {"age_years": age, "quantities": {} if z is None else {"x": z}}
    assert state(item(thresholds=limits), **case).state.value == expected


@pytest.mark.parametrize(
    ("direction", "on_the_limit"),
    [("at_least", "present"), ("at_most", "present"), ("above", "excluded"), ("below", "excluded")],
)
def test_state_of__each_direction_says_whether_the_limit_counts(direction, on_the_limit):
    found = state(item(thresholds=(Threshold(4.0, direction),)), quantities={"x": 4.0})
    assert found.state.value == on_the_limit


@pytest.mark.parametrize(
    ("findings", "onset", "expected"),
    [
        ([Finding(c(3), onset_years=0.5)], None, "present"),
        ([Finding(c(3), onset_years=1.0)], None, "excluded"),
        ([Finding(c(3), onset_term=c(3593))], None, "present"),
        ([Finding(c(3), onset_term=c(3621))], None, "excluded"),
        ([Finding(c(3), onset_term=c(410280))], None, "unsettled"),
        ([Finding(c(3), onset_years=0.5), Finding(c(3))], None, "present"),
        ([Finding(c(3), onset_years=2.0), Finding(c(3))], None, "unsettled"),
        ([Finding(c(3))], None, "unknown"),
        ([Finding(c(7), onset_years=0.1)], None, "unknown"),
        ([], 0.4, "present"),
        ([], 7.0, "excluded"),
    ],
)
def test_state_of__onset_below_a_year(findings, onset, expected):
    wanted = item(onset=OnsetEvidence(1.0, ("skin",)))
    others = {"skin": item("skin", terms=[3])}
    assert state(wanted, *findings, others=others, onset_years=onset).state.value == expected


@pytest.mark.parametrize(
    ("skin", "muscle", "expected"),
    [
        (Finding(c(3), onset_years=1.0), Finding(c(4), onset_years=4.0), "present"),
        (Finding(c(3), onset_term=c(3593)), Finding(c(5), onset_term=c(3621)), "present"),
        (Finding(c(3), onset_years=4.0), Finding(c(4), onset_years=1.0), "excluded"),
        (Finding(c(3), onset_years=4.0), Finding(c(4), onset_years=4.0), "unsettled"),
        (Finding(c(3), onset_years=1.0), Finding(c(4)), "unknown"),
        (Finding(c(3), modifiers=(c(3676),)), Finding(c(4)), "present"),
        (Finding(c(3)), Finding(c(4), modifiers=(c(3676),)), "present"),
        (Finding(c(3)), Finding(c(7), modifiers=(c(3676),)), "unknown"),
        (Finding(c(3)), Finding(c(3676)), "present"),
    ],
)
def test_state_of__order_in_time(skin, muscle, expected):
    wanted = item(order=OrderEvidence("skin", "muscle", c(3676)))
    others = {"skin": item("skin", terms=[3]), "muscle": item("muscle", terms=[4])}
    assert state(wanted, skin, muscle, others=others).state.value == expected


def test_match__an_item_can_follow_from_others():
    criteria_set = toy(
        "resistance",
        '[item.resistance]\ntitle = "R"\nask = "R?"\nexplain = "R."\n'
        'also = "raised and not cause"\n',
        listed="raised cause",
    )
    assert check(criteria_set, raised=True, cause=False).outcome.value == "met"
    assert check(criteria_set, raised=True).outcome.value == "undetermined"
    assert check(criteria_set, raised=True, cause=True).outcome.value == "undetermined"
    stated = check(criteria_set, raised=True, cause=False, resistance=False)
    assert stated.outcome.value == "not_met"
    assert stated.item("resistance").conflict


term_numbers = st.sampled_from([1, 2, 3, 4, 5, 7])
findings = st.lists(st.tuples(term_numbers, st.sampled_from([YES, NO])), max_size=6)


@given(findings, st.sets(st.sampled_from([2, 3, 4, 5, 7]), min_size=1))
def test_state_of__equals_the_definition_spelled_out(given_findings, terms):
    ancestors = {1: {1}, 2: {1, 2}, 3: {1, 2, 3}, 4: {1, 2, 4}, 5: {1, 2, 4, 5}, 7: {1, 7}}
    present = {t for n, s in given_findings if s is YES for t in ancestors[n]}
    excluded = {n for n, s in given_findings if s is NO}
    found = state(item(terms=sorted(terms)), *given_findings)
    blocked = [t for t in terms if ancestors[t] & excluded]
    if terms & present:
        assert (found.state, found.conflict) == (ItemState.PRESENT, bool(blocked))
    elif len(blocked) == len(terms):
        assert found.state is ItemState.EXCLUDED
    else:
        assert found.state is ItemState.UNKNOWN
