import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.errors import FormatError, RarekinError, TooLarge
from rarekin.formats import family_json
from rarekin.formats.family_json import read_family_json, write_family_json
from rarekin.model.case import ParentalOrigin, Sex, State
from rarekin.model.family import Family
from rarekin.model.person import GeneticTest, Person, Phenotype, TestResult

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")), min_size=1)
ages = st.none() | st.floats(0, 120)
tests = st.builds(
    GeneticTest,
    st.sampled_from(TestResult),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from(ParentalOrigin),
)
people = st.builds(
    Person,
    words,
    st.sampled_from(Sex),
    st.none() | words,
    st.none() | words,
    ages,
    st.booleans(),
    st.dictionaries(words, st.builds(Phenotype, st.sampled_from(State), ages), max_size=2),
    st.lists(tests, max_size=2).map(tuple),
    words | st.just(""),
    st.booleans(),
    words | st.just(""),
    st.booleans(),
)


@given(st.lists(people, max_size=4), words)
def test_family_json__reads_back_what_it_wrote(listed, name):
    family = Family(tuple(listed), id=name)
    again, _ = read_family_json(write_family_json(family))
    assert again == family


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "people",
                    "id",
                    "sex",
                    "mother",
                    "age_years",
                    "phenotypes",
                    "tests",
                    "state",
                    "result",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(json_values)
def test_family_json__damaged_documents_give_issues_or_a_clear_error(document):
    data = json.dumps(document).encode()
    try:
        family, issues = read_family_json(data)
    except RarekinError as error:
        if not error.hint:
            pytest.fail("an error without a hint")
    else:
        assert isinstance(family, Family)
        assert all(i.where and i.message for i in issues)


@given(st.binary(max_size=60))
def test_family_json__any_bytes_give_a_clear_error(data):
    with pytest.raises(FormatError):
        read_family_json(data)


def test_family_json__tells_everything_at_once():
    document = {
        "people": [
            {"id": "a", "sex": "x", "age_years": "old", "colour": "red", "deceased": 1},
            {"id": "b", "phenotypes": ["poh"], "tests": {"result": "maybe", "sensitivity": "high"}},
            7,
            {"sex": "male"},
        ]
    }
    _, issues = read_family_json(document)
    assert [i.where for i in issues] == [
        "people[0].colour",
        "people[0].sex",
        "people[0].age_years",
        "people[0].deceased",
        "people[1].phenotypes",
        "people[1].tests[0].result",
        "people[1].tests[0].sensitivity",
        "people[2]",
        "people[3]",
    ]


def test_family_json__short_forms_are_read():
    family, issues = read_family_json(
        {"people": [{"id": 7, "phenotypes": {"poh": "Present"}, "tests": "positive"}]}
    )
    assert issues == ()
    person = family.person("7")
    assert person.phenotypes["poh"].state is State.PRESENT
    assert person.tests[0].result is TestResult.POSITIVE


def test_family_json__another_version_is_refused():
    with pytest.raises(FormatError, match="version 2"):
        read_family_json({"rarekin_family": 2, "people": []})


def test_family_json__too_large_is_refused(monkeypatch):
    monkeypatch.setattr(family_json, "MAX_BYTES", 5)
    with pytest.raises(TooLarge):
        read_family_json(b'{"people": []}')
