import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.sources.orphanet.prevalence import Estimate, mean_value, prevalence, references

CLASSES = [
    ("<1 / 1 000 000", "Fewer than 1 in 1,000,000 people have it (Europe)."),
    ("1-9 / 1 000 000", "Between 1 and 9 in 1,000,000 people have it (Europe)."),
    ("1-9 / 100 000", "Between 1 and 9 in 100,000 people have it (Europe)."),
    ("1-5 / 10 000", "Between 1 and 5 in 10,000 people have it (Europe)."),
    ("6-9 / 10 000", "Between 6 and 9 in 10,000 people have it (Europe)."),
    (">1 / 1000", "More than 1 in 1,000 people have it (Europe)."),
]


def _point(size_class="", place="Europe", **more):
    return Estimate("Point prevalence", "Class only", size_class, place, **more)


@pytest.mark.parametrize(("size_class", "said"), CLASSES)
def test_prevalence__says_each_class_in_plain_words(size_class, said):
    assert prevalence("ORPHA:1", [_point(size_class)], None).text == said


@pytest.mark.parametrize("size_class", ["", "no data", "Unknown", "Not yet documented"])
def test_prevalence__makes_nothing_of_an_unknown_class(size_class):
    assert prevalence("ORPHA:1", [_point(size_class)], None) is None


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("Prevalence at birth", "Between 1 and 5 in 10,000 newborn babies have it (worldwide)."),
        (
            "Annual incidence",
            "Each year it is newly found in between 1 and 5 in 10,000 people (worldwide).",
        ),
        (
            "Lifetime Prevalence",
            "Between 1 and 5 in 10,000 people have it at some time in their life (worldwide).",
        ),
    ],
)
def test_prevalence__keeps_what_was_counted_apart(measure, said):
    row = Estimate(measure, "Class only", "1-5 / 10 000", "Worldwide")
    assert prevalence("ORPHA:1", [row], None).text == said


@pytest.mark.parametrize(
    ("qualification", "mean", "said"),
    [
        ("Case(s)", 78.0, "78 people have been described (worldwide)."),
        ("Case(s)", 1.0, "1 person has been described (worldwide)."),
        ("Family(ies)", 3.0, "3 families have been described (worldwide)."),
        ("Family(ies)", 1.0, "1 family has been described (worldwide)."),
    ],
)
def test_prevalence__counts_people_and_families(qualification, mean, said):
    row = Estimate("Cases/families", qualification, "no data", "Worldwide", mean)
    assert prevalence("ORPHA:1", [row], None).text == said


def test_prevalence__puts_the_world_before_a_country_and_shows_all_in_a_table():
    rows = [
        _point("1-9 / 100 000", "Norway", cited="1[PMID]"),
        _point("<1 / 1 000 000", "Worldwide", cited="ORPHANET"),
    ]
    fact = prevalence("ORPHA:1", rows, None)
    assert fact.text == "Fewer than 1 in 1,000,000 people have it (worldwide)."
    assert [(row[0], row[3]) for row in fact.value["rows"]] == [
        ("worldwide", "Orphanet"),
        ("Norway", "PMID:1"),
    ]


def test_prevalence__says_what_orphanet_has_not_checked():
    checked = _point("1-9 / 100 000", "Norway", validated=True)
    unchecked = _point("<1 / 1 000 000", "Worldwide", validated=False)
    fact = prevalence("ORPHA:1", [unchecked, checked], None)
    assert "Norway" in fact.text
    assert "(not yet checked)" in fact.value["rows"][1][1]


def test_prevalence__prefers_the_value_to_the_class():
    fact = prevalence("ORPHA:1", [_point("1-9 / 100 000", mean=1.7241)], None)
    assert fact.text == "About 1.7241 in 100,000 people have it (Europe)."


@given(
    st.permutations([_point(c, p) for c, _ in CLASSES for p in ("Worldwide", "Europe", "Italy")])
)
def test_prevalence__does_not_depend_on_the_order_of_rows(rows):
    assert prevalence("ORPHA:1", rows, None) == prevalence("ORPHA:1", sorted(rows, key=str), None)


@pytest.mark.parametrize("text", ["", "no data", "0.0", "0", "nan", "inf", "-1", "x"])
def test_mean_value__is_nothing_where_the_publisher_has_none(text):
    assert mean_value(text) is None


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        ("", ()),
        ("ORPHANET", ()),
        ("1[PMID]_2[PMID]_", ("PMID:1", "PMID:2")),
        ("ORPHANET_1[PMID]", ("PMID:1",)),
        ("EUROCAT surveillance 2010[REG]_28687376[PMID]",
         ("EUROCAT surveillance 2010", "PMID:28687376")),
        ("ORPHANET_Dr A. B.[EXPERT]", ("expert opinion",)),
        ("[EXPERT]_ORPHANET", ("expert opinion",)),
    ],
)  # fmt: skip
def test_references__reads_works_and_names_no_person(cited, found):
    assert references(cited) == found
