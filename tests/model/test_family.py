import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.risk.families import family, man, woman

from rarekin.errors import UnknownId
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import GeneticTest, Person, Phenotype, TestResult

BROKEN = [
    (family(man("a"), woman("a")), "person-duplicate"),
    (family(man("a", "ghost")), "parent-unknown"),
    (family(woman("x"), man("a", "x")), "parent-sex"),
    (family(Person("x"), man("a", "x", "x")), "parent-same"),
    (family(man("a", "b", "c"), man("b", "a", "c"), woman("c")), "cycle"),
    (family(man("a", "a", "c"), woman("c")), "cycle"),
    (family(man("a", age_years=-1)), "age-impossible"),
    (family(man("a", phenotypes={"x": Phenotype(State.PRESENT, 200)})), "age-impossible"),
    (family(man("a", tests=(GeneticTest(TestResult.POSITIVE, 1.2),))), "test-accuracy"),
    (family(man("a", twin_group="t"), woman("b", twin_group="t")), "twin-sex"),
    (
        family(man("f"), woman("m"), man("a", "f", "m", twin_group="t"), man("b", twin_group="t")),
        "twin-parents",
    ),
]


@pytest.mark.parametrize(("people", "code"), BROKEN)
def test_family__names_what_is_wrong(people, code):
    assert code in [i.code for i in people.errors]
    assert all(i.message and i.hint for i in people.issues)


def test_family__tells_everything_at_once():
    people = family(man("a", "ghost", "a"), man("a", age_years=-3))
    assert {i.code for i in people.errors} >= {
        "person-duplicate",
        "parent-unknown",
        "parent-sex",
        "age-impossible",
        "cycle",
    }


def test_cycle__is_spelt_out():
    people = family(man("a", "b", "c"), man("b", "a", "c"), woman("c"))
    told = [i.message for i in people.errors if i.code == "cycle"]
    assert told == ["a → b → a: somebody is their own ancestor."]


def test_person__unknown_id_lists_the_others():
    with pytest.raises(UnknownId) as caught:
        family(man("a")).person("z")
    assert "a" in caught.value.hint


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=6))
def test_with_both_parents__leaves_nobody_with_one_parent(kids):
    people = [woman("m"), man("f")]
    people += [
        man(f"k{i}", "f" if a else None, "m" if b else None) for i, (a, b) in enumerate(kids)
    ]
    whole = Family(tuple(people)).with_both_parents()
    assert not whole.errors
    assert all((p.mother is None) == (p.father is None) for p in whole.people)
    assert {p.id for p in people} <= {p.id for p in whole.people}


def test_with_both_parents__keeps_a_complete_family_as_it_is():
    people = family(man("f"), woman("m"), man("c", "f", "m"))
    assert people.with_both_parents() is people
    assert people.with_child("d", mother="m", father="f", sex=Sex.MALE).children_of("m")[1].unborn
