import pytest
from tests.risk.families import family, man, woman

from rarekin.formats.family_json import read_family_json
from rarekin.model.case import Sex, State
from rarekin.model.person import Phenotype
from rarekin.risk.evidence import free_until


def codes(*people):
    return [i.code for i in family(*people).issues]


def test_a_child_older_than_its_mother__is_told():
    assert codes(
        woman("m", age_years=20), man("f", age_years=50), man("k", "f", "m", age_years=18)
    ) == ["parent-age"]


def test_the_age_at_death__says_nothing_about_a_difference():
    assert (
        codes(woman("m", age_years=20, deceased=True), man("f"), man("k", "f", "m", age_years=44))
        == []
    )


def test_health_after_today__is_told_and_counts_until_today_only():
    said = {"affected": Phenotype(State.EXCLUDED, 60.0)}
    person = man("a", phenotypes=said, age_years=20)
    assert codes(person) == ["age-after-now"]
    assert free_until(person, said["affected"]) == 20


@pytest.mark.parametrize(
    ("ages", "told"), [((30, 20), ["twin-age"]), ((30, 30.5), []), ((30, None), [])]
)
def test_identical_twins__are_of_one_age(ages, told):
    twins = [man(f"t{i}", "f", "m", twin_group="1", age_years=age) for i, age in enumerate(ages)]
    assert codes(man("f"), woman("m"), *twins) == told


def test_two_mothers__are_refused_with_what_to_do():
    two = family(woman("m1"), woman("m2"), man("k", "m2", "m1"))
    assert "the couple in partners" in two.errors[0].hint


@pytest.mark.parametrize(
    ("word", "sex"), [("M", Sex.MALE), ("f", Sex.FEMALE), ("Female", Sex.FEMALE)]
)
def test_sex__is_read_as_a_letter_too(word, sex):
    read, issues = read_family_json({"people": [{"id": "a", "sex": word}]})
    assert (read.people[0].sex, issues) == (sex, ())
