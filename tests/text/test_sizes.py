"""Heights and weights: set aside, or a finding where every range that may hold says so."""

from itertools import pairwise

import pytest

from rarekin.model.case import Sex
from rarekin.text.sizes import size_test, sizes

MALE, FEMALE, UNKNOWN = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN


@pytest.mark.parametrize(
    ("language", "text", "age", "sex", "verdict"),
    [
        ("en", "He is one metre fifty tall.", 30, MALE, "low"),
        ("en", "He is one metre fifty tall.", 6, MALE, "high"),
        ("en", "He is one metre fifty tall.", 12, MALE, "within"),
        ("en", "He is one metre fifty tall.", None, MALE, "person"),
        ("en", "six foot nine inches tall", 40, MALE, "high"),
        ("en", "4'10\" tall", 35, FEMALE, "low"),
        ("en", "My son is 3 and 120 cm tall.", 3, MALE, "high"),
        ("en", "His height is 98.", 12, MALE, "low"),
        ("en", "She weighs 11 lb 4 oz.", 0.5, FEMALE, "low"),
        ("en", "She weighs 12 kilos.", 30, FEMALE, "range"),
        ("en", "He weighed 1.2 kg at birth.", 4, MALE, "person"),
        ("es", "Mide un metro y medio.", 40, FEMALE, "low"),
        ("es", "Mide 1,30", 15, UNKNOWN, "low"),
        ("es", "pesa siete kilos y medio", 2, MALE, "low"),
        ("es", "mide dos metros", 20, MALE, "high"),
        ("fr", "Il mesure un mètre quarante-huit.", 40, MALE, "low"),
        ("fr", "elle fait 1m10", 10, FEMALE, "low"),
        ("fr", "Il pèse quatre-vingt-dix kilos.", 3, MALE, "high"),
    ],
)
def test_size__is_read_beside_its_age_and_sex(language, text, age, sex, verdict):
    (one,) = sizes(text, language, age, sex)
    assert one.verdict == verdict
    assert (one.term is not None) == (one.verdict in {"low", "high"})


@pytest.mark.parametrize(
    "text",
    ["a lump of 3 cm", "He lost 5 kilos.", "He is 3.", "He is tall.", "He is 12 years old.", "5 m"],
)
def test_size__needs_a_unit_and_a_body(text):
    assert sizes(text) == []


@pytest.mark.parametrize("text", ["His head measures 60 cm.", "El bulto mide 40 cm."])
def test_size__of_something_else_is_no_finding(text):
    assert all(m.term is None for m in sizes(text, "es" if "El" in text else "en", 30, MALE))


@pytest.mark.parametrize("kind", ["height", "weight"])
@pytest.mark.parametrize("sex", [MALE, FEMALE])
def test_ranges__grow_with_age(kind, sex):
    own = [r for r in size_test(kind).ranges if r.sex is sex]
    firsts = own[::2]
    assert all(a.low <= b.low and a.high <= b.high + 0.2 for a, b in pairwise(firsts))
    assert all(r.low < r.high for r in own)


def test_size__says_nothing_of_being_tall(toy, read):
    assert read("He is 120 cm tall.") == []
    assert read("His father is 2 m tall.") in ([], [("Tall stature", "unknown")])
    reading = toy.read("My son is 14 years old and 120 cm tall.")
    assert [(m.label, m.state.value) for m in reading.mentions] == [("Short stature", "present")]
    assert [i.code for i in reading.issues] == ["value-read"]
