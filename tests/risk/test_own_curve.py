import pytest
from tests.risk.families import FREE, ONE_COPY, family, man, woman

from rarekin.api.family.risk import family_risk, read_curve
from rarekin.errors import FormatError, InputError
from rarekin.model.case import Sex, State
from rarekin.model.person import Phenotype


def child(curve, model="ad", sex=man, age=None, **more):
    said = {} if age is None else {"affected": Phenotype(State.EXCLUDED, age)}
    people = (man("f", tests=FREE), woman("m", tests=ONE_COPY), sex("c", "f", "m", said))
    parameters = {"mutation_rate_father": 0.0, "mutation_rate_mother": 0.0, **more}
    return family_risk(
        family(*people), model, parameters=parameters, curves={"": read_curve(curve)}
    )


def test_own_curve__takes_the_place_of_the_models():
    risk = child("20 0\n40 30 %\n60 60 %")
    assert risk.person("c").phenotypes[0].p_lifetime == pytest.approx(0.3, abs=1e-6)
    assert risk.chance_by("c", "disease", 50) == pytest.approx(0.5 * 0.45, abs=1e-6)
    well = child("20 0\n40 30 %\n60 60 %", age=40).person("c").p_carrier
    assert well == pytest.approx(0.7 / 1.7, abs=1e-6)


def test_own_curve__women_and_men_apart():
    text = "age;women;men\n0;0;0\n50;0.4;0.1"
    assert child(text, sex=woman, age=60).person("c").p_carrier == pytest.approx(0.6 / 1.6)
    assert child(text, sex=man, age=60).person("c").p_carrier == pytest.approx(0.9 / 1.9)


def test_own_curve__on_the_x_leaves_women_with_one_copy_their_share():
    alone = child("5 100%", "xr", woman).person("c")
    assert alone.phenotypes[0].p_lifetime == pytest.approx(0.5 * 0.05, abs=1e-4)
    hers = child("age women men\n40 0.3 1", "xr", woman).person("c")
    assert hers.phenotypes[0].p_lifetime == pytest.approx(0.15, abs=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "40",
        "forty ten",
        "age;horses\n1;2",
        "40 30%\n30 40%",
        "30 40%\n40 30%",
        "40 30",
        "40 -0.1",
        "200 0.1",
        "40 0",
        "age women men\n40 0.3",
    ],
)
def test_read_curve__refuses_what_is_no_curve(text):
    with pytest.raises(FormatError):
        read_curve(text)


def test_read_curve__names_the_lines():
    with pytest.raises(FormatError, match="2, 4"):
        read_curve("10 0.1\nx y\n20 0.2\n30")


@pytest.mark.parametrize("mark", [",", ";", "\t", " "])
def test_read_curve__any_separator(mark):
    assert read_curve(f"10{mark}10%").points[Sex.UNKNOWN] == ((10.0, 0.1),)


def test_own_curve__refuses_an_unknown_phenotype_and_a_part():
    for name, model in (("gout", "ad"), ("congenital", "myotonic-dystrophy-1"), ("", "lynch")):
        with pytest.raises(InputError):
            family_risk(family(man("a")), model, curves={name: read_curve("40 0.5")})
