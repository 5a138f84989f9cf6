"""Text that names a type stands on the page of no other type."""

import pytest

from rarekin.api.diseases import lookup
from rarekin.api.diseases.types_named import is_for_others, is_of_an_age
from rarekin.api.diseases.wider import wider_text
from rarekin.model.disease import Section

TYPE_2 = ["myotonic dystrophy type 2", "DM2"]
VON_WILLEBRAND = ["von Willebrand disease type 2A"]
NEWBORN = ["congenital-onset Steinert myotonic dystrophy"]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Type 1: no succinylcholine; avoid neostigmine.", TYPE_2, True),
        ("Fainting: hospital now. In type 1 this is frequent.", TYPE_2, False),
        ("In type 1 this is frequent, in type 2 less so.", TYPE_2, False),
        ("Types 1 and 3 start early.", TYPE_2, True),
        ("Type 1: no succinylcholine.", ["myotonic dystrophy"], False),
        ("Desmopressin must not be used in type 3 or in type 2B.", VON_WILLEBRAND, True),
        ("Type 2 leads to death by about 2 years.", ["Gaucher disease type II"], False),
        ("Type A is early.", ["Niemann-Pick disease type B"], True),
        ("The mild form does not shorten life.", NEWBORN, True),
        ("The mild form does not shorten life.", TYPE_2, False),
        ("Others get type 1 diabetes.", TYPE_2, False),
        ("In severe forms tablets help.", NEWBORN, True),
        ("Baths and, in severe forms, tablets help.", NEWBORN, False),
        ("", TYPE_2, False),
    ],
)  # fmt: skip
def test_is_for_others__only_where_every_sentence_is_bound_to_another(text, names, expected):
    assert is_for_others(text, names) is expected


def test_is_of_an_age__a_title_says_so():
    assert is_of_an_age("juvenile-onset Steinert myotonic dystrophy")
    assert not is_of_an_age("congenital myasthenic syndrome 10")


@pytest.mark.parametrize(
    ("form", "foreign"),
    [
        ("MONDO:0009287", "Type Ib with fever"),  # glycogen storage disease Ia
        ("MONDO:0009266", "given into a vein"),  # Gaucher 2: it does not reach the brain
        ("MONDO:0035646", "does not shorten life"),  # newborns with myotonic dystrophy
    ],
)
def test_wider_text__is_bound_to_no_other_type(full_release, form, foreign):
    text = wider_text(lookup.disease(form))
    assert text.facts
    told = [fact.text for facts in text.facts.values() for fact in facts]
    lines = [
        str(line) for fact in text.facts[Section.SAFETY] for line in fact.value.get("lines", ())
    ]
    assert not [one for one in (*told, *lines) if foreign.casefold() in one.casefold()]
