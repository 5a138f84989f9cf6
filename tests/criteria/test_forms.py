"""Every form of rule that published sets use, each on a small set of its own."""

import pytest
from tests.criteria.toys import answers, check, outcome, toy

from rarekin.model.case import Case, Sex, State

STICKLER = "cleft face vitreous hearing ear hip joints spine family"
NOONAN = "face_a face_b heart_a heart_b height_a height_b chest_a chest_b"


def test_forms__entry_criterion_then_points_with_a_maximum_per_domain():
    rule = "entry and sum(max(2*a1, 6*a2), max(4*b1, 8*b2, 10*b3), 3*c) >= 10"
    lupus_like = toy(rule, listed="entry a1 a2 b1 b2 b3 c")
    some = {"a1": False, "a2": True, "b1": True, "b2": False, "b3": False, "c": False}
    assert outcome(lupus_like, entry=True, **some) == "met"
    assert outcome(lupus_like, entry=False, **some) == "not_met"
    assert outcome(lupus_like, **some) == "undetermined"
    assert outcome(lupus_like, entry=True, a1=True, a2=False, b2=True, b3=False) == "met"
    assert outcome(lupus_like, entry=True, a1=False, a2=False, b2=True, b3=False) == "undetermined"


def test_forms__at_most_two_points_per_category_and_one_two_point_item():
    rule = (
        "sum(cap(2, 2*cleft, 1*face), cap(2, 2*vitreous), cap(2, 2*hearing, 1*ear), "
        "cap(2, 1*hip, 1*joints, 1*spine), 1*family) >= 5 and (cleft or vitreous or hearing)"
    )
    stickler_like = toy(rule, listed=STICKLER)
    none = dict.fromkeys(STICKLER.split(), False)
    assert outcome(stickler_like, **{**none, "cleft": True, "face": True, "vitreous": True}) == (
        "not_met"
    )
    full = {**none, "cleft": True, "vitreous": True, "family": True}
    assert outcome(stickler_like, **full) == "met"
    ones = dict.fromkeys(("face", "ear", "hip", "joints", "spine", "family"), True)
    assert outcome(stickler_like, **{**none, **ones}) == "not_met"


def test_forms__tiered_rows_count_once():
    majors = "heart_a, height_a, chest_a"
    minors = "heart_a or heart_b, height_a or height_b, chest_a or chest_b"
    rule = (
        f"(face_a and (at_least(1, {majors}) or at_least(2, {minors}))) or "
        f"(face_b and (at_least(2, {majors}) or at_least(3, {minors})))"
    )
    noonan_like = toy(rule, listed=NOONAN)
    none = dict.fromkeys(NOONAN.split(), False)
    assert outcome(noonan_like, **{**none, "face_a": True, "heart_a": True}) == "met"
    assert outcome(noonan_like, **{**none, "face_a": True, "heart_b": True}) == "not_met"
    both_forms = {**none, "face_b": True, "heart_a": True, "heart_b": True, "height_b": True}
    assert outcome(noonan_like, **both_forms) == "not_met"
    assert outcome(noonan_like, **{**both_forms, "chest_b": True}) == "met"


def test_forms__nested_count_inside_a_point_and_branch_on_family_history():
    rule = "branch(family, lens or score, root and (lens or variant or score))"
    score = (
        '[rule.score]\ntitle = "Score"\nwhen = "sum(max(3*(wrist and thumb), '
        '1*(wrist or thumb)), at_least(3, f1, f2, f3, f4, f5), 2*dura, 1*eye) >= 5"\n'
    )
    marfan_like = toy(
        rule,
        score,
        listed="family lens root variant wrist thumb f1 f2 f3 f4 f5 dura eye",
    )
    strong = {"wrist": True, "thumb": True, "f1": True, "f2": True, "f3": True, "dura": True}
    assert outcome(marfan_like, family=True, **strong) == "met"
    assert outcome(marfan_like, family=False, root=False, **strong) == "not_met"
    assert outcome(marfan_like, root=True, **strong) == "met"
    assert outcome(marfan_like, root=False, **strong) == "undetermined"


def test_forms__a_combination_that_does_not_count():
    rule = (
        "at_least(2, lungs, kidneys, skin, brain) and "
        "not (lungs and kidneys and at_most(0, skin, brain))"
    )
    tsc_like = toy(rule, listed="lungs kidneys skin brain")
    assert outcome(tsc_like, lungs=True, kidneys=True, skin=False, brain=False) == "not_met"
    assert outcome(tsc_like, lungs=True, kidneys=True, brain=False) == "undetermined"
    assert outcome(tsc_like, lungs=True, kidneys=True, skin=True) == "met"


def test_forms__an_optional_test_not_done_is_not_negative():
    behcet_like = toy("sum(2*eye, 2*mouth, 1*skin, 1*needle) >= 4", listed="eye mouth skin needle")
    assert outcome(behcet_like, eye=True, mouth=False, skin=True) == "undetermined"
    assert outcome(behcet_like, eye=True, mouth=False, skin=True, needle=False) == "not_met"
    assert outcome(behcet_like, eye=True, mouth=True) == "met"


@pytest.mark.parametrize(
    ("age", "points", "expected"),
    [(10.0, 5, "not_met"), (30.0, 5, "met"), (60.0, 4, "met"), (None, 5, "undetermined")],
)
def test_forms__a_limit_on_a_score_can_depend_on_the_age(age, points, expected):
    item = (
        '[item.beighton]\ntitle = "B"\nask = "B?"\nexplain = "B."\nunit = "of 9 points"\n'
        "threshold = [{value = 6, age_below_years = 14}, "
        "{value = 5, age_from_years = 14, age_below_years = 50}, "
        "{value = 4, age_from_years = 50}]\n"
    )
    case = Case("me", age_years=age, quantities={"beighton": float(points)})
    assert outcome(toy("beighton", item), case) == expected


@pytest.mark.parametrize(
    ("sex", "age", "expected"),
    [
        (Sex.FEMALE, 30.0, "met"),
        (Sex.FEMALE, 60.0, "not_met"),
        (Sex.MALE, 30.0, "not_met"),
        (Sex.UNKNOWN, 30.0, "undetermined"),
        (Sex.FEMALE, None, "undetermined"),
    ],
)
def test_forms__rules_may_ask_for_sex_and_age(sex, age, expected):
    criteria_set = toy("sign and branch(female, age < 50, other)", listed="sign other")
    case = Case("me", sex=sex, age_years=age, answers=answers(sign=True, other=False))
    assert outcome(criteria_set, case) == expected


def test_forms__levels_go_from_sure_to_unsure():
    levels = toy(
        "at_least(3, a, b, c, d)",
        more='[[verdict]]\nname = "possible"\ntitle = "Possible"\nrole = "level"\n'
        'when = "at_least(2, a, b, c, d)"\n',
        listed="a b c d",
    )
    assert check(levels, a=True, b=True, c=True).level.name == "toy"
    assert check(levels, a=True, b=True, c=False).level.name == "possible"
    assert check(levels, a=True, b=True, c=False).outcome.value == "undetermined"
    assert check(levels, a=True).level is None


def test_forms__alternatives_with_a_subtype_as_output():
    subtype = (
        '[[verdict]]\nname = "classic"\ntitle = "Classic"\n'
        'role = "subtype"\nwhen = "toe and bone"\n'
    )
    fop_like = toy(
        "(toe and bone) or ((toe or bone) and gene)", more=subtype, listed="toe bone gene"
    )
    early = check(fop_like, toe=True, gene=True)
    assert early.outcome.value == "met"
    assert early.verdict("classic").outcome.value == "undetermined"
    assert [m.name for m in early.missing] == ["bone"]
    assert outcome(fop_like, gene=True, toe=False) == "undetermined"
    assert outcome(fop_like, toe=True, bone=True) == "met"


def test_forms__unknown_answers_are_the_same_as_none():
    criteria_set = toy("a and b", listed="a b")
    asked = Case("me", answers={"a": State.UNKNOWN, "b": State.UNKNOWN})
    assert check(criteria_set, asked).items == check(criteria_set).items
