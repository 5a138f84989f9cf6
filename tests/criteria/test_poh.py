from importlib.resources import files
from itertools import product

import pytest
from tests.criteria.toys import answers

from rarekin.criteria.checking import evaluate
from rarekin.criteria.expression import truth
from rarekin.criteria.reading import read_set
from rarekin.model.case import Case, Finding, ParentalOrigin, State, Variant
from rarekin.model.identifiers import Curie

POH = read_set((files("rarekin.criteria") / "catalog/poh/gard-2020.toml").read_text("utf-8"))
AHO = ("short_stature", "obesity", "round_face", "short_bones", "learning")
MAJOR2 = next(rule.when for rule in POH.rules if rule.name == "major2")
NO_AHO = dict.fromkeys(AHO, False)
BONE = {"superficial": True, "deep": True, "progressed": True}


def hp(number: str) -> Curie:
    return Curie(f"HP:{number}")


def check(hpo, present=(), excluded=(), findings=(), variants=(), **given):
    listed = (
        *findings,
        *(Finding(hp(n)) for n in present),
        *(Finding(hp(n), State.EXCLUDED) for n in excluded),
    )
    case = Case("me", findings=listed, variants=tuple(variants), answers=answers(**given))
    return evaluate(POH, case, hpo)


TRUTH_TABLE = {
    0: "met met met undetermined undetermined undetermined",
    1: "met met undetermined undetermined undetermined",
    2: "met undetermined undetermined undetermined",
    3: "not_met not_met not_met",
    4: "not_met not_met",
    5: "not_met",
}


@pytest.mark.parametrize(
    ("p", "u", "expected"),
    [(p, u, word) for p, row in TRUTH_TABLE.items() for u, word in enumerate(row.split())],
)
def test_major2__follows_the_table_of_21_combinations(p, u, expected):
    words = {True: "met", False: "not_met", None: "undetermined"}
    for states in product((True, False, None), repeat=5):
        if states.count(True) == p and states.count(None) == u:
            assert words[truth(MAJOR2, dict(zip(AHO, states, strict=True)))] == expected


def test_major2__has_6_met_9_undetermined_6_failed():
    words = " ".join(TRUTH_TABLE.values()).split()
    assert [words.count(w) for w in ("met", "undetermined", "not_met")] == [6, 9, 6]


@pytest.mark.parametrize(
    ("label", "present", "item", "state"),
    [
        (
            "osteoma cutis is no ectopic ossification",
            "0025027",
            "superficial",
            "present",
        ),
        ("osteoma cutis is not deep", "0025027", "deep", "unknown"),
        ("ectopic ossification of unknown depth", "0011986", "superficial", "unknown"),
        ("ectopic ossification of unknown depth", "0011986", "deep", "unknown"),
        ("short metacarpal is no brachydactyly", "0010049", "short_bones", "present"),
        ("short metatarsal is no brachydactyly", "0010743", "short_bones", "present"),
        ("short 4th metacarpal lies below", "0010044", "short_bones", "present"),
        ("type E lies below brachydactyly", "0005863", "short_bones", "present"),
        ("intellectual disability is no cognitive impairment", "0001249", "learning", "present"),
        ("mild intellectual disability lies below", "0001256", "learning", "present"),
        ("slender build lies under tall stature", "0001533", "lean", "unknown"),
        ("pseudohypoparathyroidism is no raised PTH", "0000852", "raised_pth", "unknown"),
        ("pseudohypoparathyroidism is resistance", "0000852", "pth_resistance", "present"),
        ("raised PTH is no resistance", "0003165", "pth_resistance", "unsettled"),
        ("calcification is no ossification", "0007618", "superficial", "unsettled"),
        ("calcification is no ossification", "0010766", "deep", "unsettled"),
        ("TSH resistance is no PTH resistance", "0008227", "pth_resistance", "unknown"),
        ("small for gestational age is no leanness", "0001518", "lean", "unknown"),
        ("small for gestational age", "0001518", "iugr", "present"),
        ("growth retardation before birth", "0001511", "iugr", "present"),
        ("childhood-onset truncal obesity", "0008915", "obesity", "present"),
    ],
)
def test_poh__terms_that_look_alike(hpo, label, present, item, state):
    assert check(hpo, present=[present]).item(item).state.value == state, label


def test_poh__brachydactyly_excluded_leaves_short_metacarpal_open(hpo):
    assert check(hpo, excluded=["0001156"]).item("short_bones").state.value == "unknown"
    every = ["0001156", "0010049", "0010743"]
    assert check(hpo, excluded=every).item("short_bones").state.value == "excluded"


def test_poh__no_ectopic_ossification_leaves_osteoma_cutis_open(hpo):
    found = check(hpo, excluded=["0011986"])
    assert found.item("deep").state.value == "excluded"
    assert found.item("superficial").state.value == "unknown"
    assert found.group("major1").outcome.value == "not_met"


def test_poh__supporting_findings_never_decide(hpo):
    paternal = Variant("GNAS", "P", "heterozygous", ParentalOrigin.PATERNAL)
    all_of_them = check(
        hpo,
        findings=[Finding(hp("0025027"), onset_years=0.2)],
        present=["0001511", "0045082"],
        variants=[paternal],
        xray_pattern=True,
    )
    assert (all_of_them.supporting.n_present, all_of_them.supporting.n_unknown) == (6, 0)
    assert all_of_them.outcome.value == "undetermined"
    none = check(hpo, **BONE, **NO_AHO, pth_resistance=False, gnas=False, paternal=False)
    assert (none.supporting.n_present, none.supporting.n_unknown) == (0, 4)
    assert none.outcome.value == "met"


def test_poh__says_what_each_answer_would_change(hpo):
    found = check(
        hpo, **BONE, pth_resistance=False, short_stature=True, learning=False, short_bones=False
    )
    assert [m.name for m in found.missing] == ["obesity", "round_face"]
    assert found.missing[0].if_excluded.outcome.value == "met"
    assert found.missing[0].if_present.outcome.value == "undetermined"
    third = check(hpo, **BONE, pth_resistance=False, short_stature=True, learning=True)
    assert third.missing[0].if_present.outcome.value == "not_met"
    assert "Overlap of POH and AHO would fit" in third.missing[0].if_present.text


def test_poh__when_settled_asks_what_tells_the_lookalikes_apart(hpo):
    found = check(hpo, deep=True, superficial=False)
    assert found.outcome.value == "not_met"
    missing = {m.name: m for m in found.missing}
    assert {"great_toe", "acvr1", "pth_resistance", "obesity"} <= set(missing)
    assert ("fop", "met") in [(n, o.value) for n, o in missing["great_toe"].if_present.changes]


@pytest.mark.parametrize(
    ("given", "n_alerts"),
    [
        ({"great_toe": True, "deep": True}, 1),
        ({"great_toe": True, "superficial": True}, 1),
        ({"great_toe": True}, 0),
        ({"deep": True}, 1),
        ({"superficial": True}, 1),
        ({"deep": True, "great_toe": False}, 0),
        ({"deep": True, "great_toe": False, "acvr1": True}, 1),
        ({"acvr1": True}, 1),
    ],
)
def test_poh__warns_at_every_suspicion_of_fop(hpo, given, n_alerts):
    found = check(hpo, **given)
    assert len(found.alerts) == n_alerts
    assert all("biopsy" in alert for alert in found.alerts)


def test_poh__both_major2_and_major3_failed_is_no_named_overlap(hpo):
    found = check(hpo, **BONE, **dict.fromkeys(AHO, True), pth_resistance=True)
    assert found.outcome.value == "not_met"
    assert found.hints == ()


def test_poh__a_normal_pth_settles_the_pth_item(hpo):
    by_term = check(hpo, excluded=["0003165"], **BONE, **NO_AHO)
    assert by_term.item("pth_resistance").state.value == "excluded"
    assert by_term.outcome.value == "met"
    assert check(hpo, **BONE, **NO_AHO, raised_pth=False).outcome.value == "met"
    stated = check(hpo, excluded=["0003165"], pth_resistance=True)
    assert stated.item("pth_resistance").state.value == "present"
    assert stated.item("pth_resistance").conflict


def test_poh__bone_in_the_depth_first_is_no_progression_from_the_skin(hpo):
    skin = Finding(hp("0025027"), onset_years=8.0)
    muscle = Finding(hp("0011987"), onset_years=2.0)
    found = check(hpo, findings=[skin, muscle])
    assert found.item("progressed").state.value == "excluded"
    assert found.group("major1").outcome.value == "not_met"
    assert found.alerts


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({**BONE, **NO_AHO, "pth_resistance": True}, "overlap_php1a"),
        ({"superficial": True, "deep": False, "obesity": True, "pth_resistance": True}, "php1a"),
        ({"deep": False, **dict.fromkeys(AHO, True), "pth_resistance": False}, "pphp"),
        ({"acvr1": True}, "fop_gene"),
        ({"deep": True, "great_toe": True, "superficial": False}, "fop"),
    ],
)
def test_poh__names_what_else_the_bone_and_the_gnas_findings_point_to(hpo, given, hint):
    assert hint in [h.name for h in check(hpo, **given).hints]
