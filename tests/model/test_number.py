"""One symbol for n people: as n people in every chance, one symbol with a number in the picture."""

import json

import pytest
from tests.risk.families import CARRIER, ILL, family, man, woman
from validation.pedigree_geometry import check

from rarekin.api.family.families import STANDARDS, read_family, write_as
from rarekin.api.family.risk import draw_family, family_risk
from rarekin.model.case import State
from rarekin.model.person import Phenotype

EARLY = {"carrier_frequency": 1e-6, "penetrance": 1.0, "onset_until_years": 5.0}
WELL = {"affected": Phenotype(State.EXCLUDED, 60.0)}


def brothers(number, each=False):
    mother = woman("mother", "gf", "gm")
    sons = [man("sons", "father", "mother", WELL, number=number)]
    if each:
        sons = [man(f"son {n}", "father", "mother", WELL) for n in range(number)]
    return family(man("gf"), woman("gm"), man("ill", "gf", "gm", ILL), mother, man("father"), *sons)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_risk__n_brothers_count_as_often(number):
    one = family_risk(brothers(number), "xr", parameters=EARLY).person("mother").p_carrier
    each = (
        family_risk(brothers(number, each=True), "xr", parameters=EARLY).person("mother").p_carrier
    )
    assert one == pytest.approx(each, rel=1e-12)


def test_risk__carrier_mother_of_n_healthy_sons_by_algebra():
    # A known carrier's daughter with n healthy sons: 1 / (1 + 2^n).
    people = family(
        man("gf"), woman("gm", tests=CARRIER), man("father"),
        man("ill 1", "gf", "gm", ILL), man("ill 2", "gf", "gm", ILL),
        woman("mother", "gf", "gm"), man("sons", "father", "mother", WELL, number=3),
    )  # fmt: skip
    found = family_risk(people, "xr", parameters=EARLY)
    assert found.person("mother").p_carrier == pytest.approx(1 / 9, abs=1e-4)
    assert [p.person for p in found.people] == [p.id for p in people.people]


def test_risk__nobody_knows_how_many_counts_as_one():
    assert family_risk(brothers(0), "xr", parameters=EARLY).person(
        "mother"
    ).p_carrier == pytest.approx(
        family_risk(brothers(1), "xr", parameters=EARLY).person("mother").p_carrier
    )


@pytest.mark.parametrize(("number", "written"), [(5, "5"), (0, "n"), (12, "12")])
def test_draw__the_number_stands_in_the_symbol(number, written):
    svg = draw_family(brothers(number))
    assert f">{written}</text>" in svg
    assert check(brothers(number)) == (True, [])


@pytest.mark.parametrize("slug", [s.slug for s in STANDARDS])
def test_write__all_of_them_are_there_in_every_format(slug):
    data, issues = write_as(brothers(3), slug)
    again, _ = read_family(data)
    assert len(again.one_by_one()) == 8
    assert ("one-by-one" in {i.code for i in issues}) == (slug not in ("rarekin", "open-pedigree"))


def test_read__json_and_tables():
    data = json.dumps({"people": [{"id": "a", "number": 4}, {"id": "b", "number": 0}]})
    assert [p.number for p in read_family(data.encode())[0].people] == [4, 0]
    table = "id,father,mother,sex,affected,number\na,,,M,no,4\nb,,,F,no,n\nc,,,F,no,many\n"
    people, issues = read_family(table.encode())
    assert [p.number for p in people.people] == [4, 0, 1]
    assert [i.level.value for i in issues] == ["error"]


@pytest.mark.parametrize("field", [{"proband": True}, {"twin_group": "t"}, {"number": 51}])
def test_family__who_is_singled_out_stands_for_one(field):
    assert family(man("a", **({"number": 2} | field))).errors
    assert family(woman("m", number=2), man("a", None, "m")).errors
