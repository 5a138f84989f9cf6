"""Carriers of spinal muscular atrophy whose two SMN1 copies lie on one chromosome."""

import pytest
from tests.risk.families import GROWN, ILL, family, man, woman

from rarekin.api.family.risk import family_risk
from rarekin.model.person import GeneticTest, TestResult

NO_LOSS = {"deletion_rate_father": 0.0, "deletion_rate_mother": 0.0}
OGINO = {"0": 0.013, "1D": 0.00024, "1": 1 - 0.013 - 0.00024 - 0.038, "2": 0.038}


def counted(copies):
    return (GeneticTest(TestResult.UNKNOWN, copies=copies),)


def sma(people, p=None, **more):
    p = p or OGINO
    frequencies = {"frequency_0": p["0"], "frequency_1d": p["1D"], "frequency_2": p["2"]}
    return family_risk(family(*people), "sma", parameters={**frequencies, **NO_LOSS, **more})


@pytest.mark.parametrize(
    ("p", "before", "after"),
    [
        ({"0": 0.0121, "1": 0.9072, "2": 0.0825, "1D": 0.0002}, 41, 350),
        ({"0": 0.0077, "1": 0.7188, "2": 0.2691, "1D": 0.0001}, 66, 121),
    ],
    ids=["Ashkenazi Jewish", "African American"],
)
def test_carrier_after_two_copies_are_counted(p, before, after):
    hidden = 2 * p["2"] * p["0"] + 2 * p["1"] * p["1D"]
    assert 1 / (hidden / (hidden + p["1"] ** 2)) == pytest.approx(after, abs=0.55)
    untested = sma((woman("she", phenotypes=GROWN),), p).person("she").p_carrier
    tested = sma((woman("she", phenotypes=GROWN, tests=counted(2)),), p).person("she").p_carrier
    # The printed frequencies do not add up to 1; what is missing counts here as one copy.
    assert 1 / untested == pytest.approx(before, rel=0.03)
    assert 1 / tested == pytest.approx(after, rel=0.02)


@pytest.mark.parametrize(("copies", "p_carrier"), [(1, 1.0), (3, None), (4, 0.0)])
def test_carrier_after_another_count(copies, p_carrier):
    q = OGINO
    if p_carrier is None:
        hidden = 2 * q["1D"] * q["2"]
        p_carrier = hidden / (hidden + 2 * q["1"] * q["2"])
    she = sma((woman("she", phenotypes=GROWN, tests=counted(copies)),)).person("she")
    assert she.p_carrier == pytest.approx(p_carrier, abs=1e-12)


def test_sister_of_a_proven_carrier_with_two_copies():
    people = (
        man("I-1", phenotypes=GROWN),
        woman("I-2", phenotypes=GROWN),
        man("II-1", phenotypes=GROWN),
        woman("II-2", "I-1", "I-2", GROWN, counted(1)),
        woman("II-3", "I-1", "I-2", GROWN, counted(2)),
        man("III-1", "II-1", "II-2", ILL, counted(0)),
    )
    assert sma(people).person("II-3").p_carrier == pytest.approx(0.0202, abs=1e-4)


def test_father_with_two_copies_of_a_child_with_none():
    loss = {"deletion_rate_father": 2.11e-4, "deletion_rate_mother": 4.15e-5}
    people = (
        man("dad", phenotypes=GROWN, tests=counted(2)),
        woman("mum", phenotypes=GROWN, tests=counted(1)),
        man("child", "dad", "mum", ILL, counted(0)),
        man("next", "dad", "mum"),
    )
    risk = sma(people, **loss)
    q, mu = OGINO, loss["deletion_rate_father"]
    hidden = 2 * q["2"] * q["0"] * (1 / 2)  # 2+0 hands on its empty chromosome
    broken = 2 * q["1"] * q["1D"] * mu  # 1+1D: whichever is handed on must be lost
    new = q["1"] ** 2 * mu
    p = (hidden + broken) / (hidden + broken + new)
    assert risk.person("dad").p_carrier == pytest.approx(p, rel=1e-12)
    assert risk.person("child").p_carrier == pytest.approx(1.0)
    assert 0.17 < risk.person("next").phenotypes[0].p_lifetime < 0.19


def test_two_one_copy_carriers_have_one_affected_child_in_four():
    people = (
        man("dad", phenotypes=GROWN, tests=counted(1)),
        woman("mum", phenotypes=GROWN, tests=counted(1)),
        man("child", "dad", "mum"),
    )
    assert sma(people).person("child").phenotypes[0].p_lifetime == pytest.approx(1 / 4)
