"""Laboratory values: a finding only where every reading agrees; inside the range nothing."""

from itertools import pairwise

import pytest

from rarekin.model.case import Sex
from rarekin.model.identifiers import Curie
from rarekin.text.labs import lab_tests, sources
from rarekin.text.measured import measures
from rarekin.text.person import Person

EVERY = [(test, r) for test in lab_tests() for r in test.ranges]
SIDES = [(t, r, side) for t, r in EVERY for side in ("low", "high") if getattr(t, side)]
SIDES = [(t, r, side) for t, r, side in SIDES if getattr(r, side) is not None]


def name_of(one):
    test, r = one[0], one[1]
    return f"{test.name} from {r.start:g} {r.sex} {one[2] if len(one) > 2 else ''}"


def written(number):
    return f"{number:.6f}".rstrip("0").rstrip(".")


def read_one(test, r, value, name=None, unit=None, language="en"):
    text = f"{name or test.names['en'][-1]} {written(value)} {unit or test.unit}"
    (one,) = measures(text, language, r.start, r.sex)
    assert one.test is test
    return one


@pytest.mark.parametrize("one", SIDES, ids=name_of)
def test_value__outside_its_range_is_the_finding_of_that_side(one):
    test, r, side = one
    limit = getattr(r, side)
    value = limit * (0.8 if side == "low" else 1.25)
    value = min(max(value, test.possible[0]), test.possible[1])
    found = read_one(test, r, value)
    assert (found.verdict, found.term) == (side, getattr(test, side))


@pytest.mark.parametrize("one", SIDES, ids=name_of)
def test_value__at_the_limit_itself_is_usual(one):
    test, r, side = one
    if test.possible[0] <= getattr(r, side) <= test.possible[1]:
        found = read_one(test, r, getattr(r, side))
        assert (found.verdict, found.term) == ("within", None)


@pytest.mark.parametrize("one", SIDES, ids=name_of)
def test_value__says_the_same_in_every_unit(one):
    test, r, side = one
    value = getattr(r, side) * (0.5 if side == "low" else 2)
    if not test.possible[0] <= value <= test.possible[1]:
        pytest.skip("no number that somebody could have")
    for unit, factor in test.units.items():
        found = read_one(test, r, value / factor, unit=unit)
        assert found.verdict == side, (unit, value / factor)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("test", lab_tests(), ids=lambda t: t.name)
def test_value__is_met_under_every_name_of_its_language(test, language):
    r = test.ranges[-1]
    value = r.low * 0.8 if test.low and r.low else r.high * 2
    for name in test.names[language]:
        found = read_one(test, r, value, name.upper(), language=language)
        assert found.term in {test.low, test.high} - {None}, name


@pytest.mark.parametrize("test", lab_tests(), ids=lambda t: t.name)
def test_ranges__follow_one_another_for_each_sex_without_overlap_and_name_a_source(test):
    for sex in (Sex.FEMALE, Sex.MALE):
        own = sorted(test.ranges_for(None, sex), key=lambda r: r.start)
        assert own
        assert all(a.stop <= b.start for a, b in pairwise(own))
        assert all(r.low is None or r.high is None or r.low < r.high for r in own)
        assert all(source in sources() for r in own for source in r.sources)


def test_sources__each_has_a_title_an_address_and_the_day_it_was_read_and_is_used():
    used = {source for _, r in EVERY for source in r.sources}
    assert used == set(sources())
    assert all(
        s["title"] and s["url"].startswith("http") and s["checked"] for s in sources().values()
    )


def test_findings__are_live_terms_of_hpo(real):
    for test in lab_tests():
        for term in (test.low, test.high):
            assert term is None or real.lexicon.place_of(term) >= 0, (test.name, term)


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "Hb was 7.2 g/dl", "low"),
        ("en", "Hb 7.2", "low"),
        ("en", "Hb 72", "low"),
        ("en", "neutrophils 3", "within"),
        ("en", "neutrophils 300", "low"),
        ("es", "leucocitos 7,200/mm3", "within"),
        ("en", "his haemoglobin came back at 72 g/L", "low"),
        ("en", "CK 5,000", "high"),
        ("en", "CK over 5,000", "high"),
        ("en", "platelets 12,000", "low"),
        ("en", "platelets of 12 x 10^9/L", "low"),
        ("en", "platelets 25k", "low"),
        ("en", "platelets 12 ×10⁹/L", "low"),
        ("en", "Na 118", "low"),
        ("en", "glucose 35 mg/dl", "low"),
        ("en", "blood sugar was 1.9 mmol/L", "low"),
        ("en", "ALT 300", "high"),
        ("en", "TSH: 120 mIU/L", "high"),
        ("en", "IgG (serum) 0.9 g/l", "low"),
        ("es", "hemoglobina de 7,2 g/dl", "low"),
        ("es", "plaquetas de 12.000", "low"),
        ("es", "CPK 5.000", "high"),
        ("es", "CPK de 5,000 U/L", "high"),
        ("es", "el sodio en 118", "low"),
        ("fr", "plaquettes à 12 000/mm3", "low"),
        ("fr", "hémoglobine à 7,2 g/dl", "low"),
        ("fr", "glycémie à 0,35 g/L", "low"),
        ("fr", "des CPK à 5000 UI/L", "high"),
        ("en", "glucose 35", "unit"),
        ("en", "Hb 7.2 mg/kg", "unit"),
        ("en", "Hb 12000 g/dl", "unit"),
        ("en", "Hb 12.5 g/dl", "person"),
        ("en", "lactate 8 mmol/l", "person"),
        ("en", "platelets > 100", "open"),
        ("en", "platelets 250", "within"),
    ],
)
def test_value__is_read_as_people_write_it(language, text, verdict):
    assert [m.verdict for m in measures(text, language)] == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "alt 3 years", "she got 5 fits", "a potassium tablet", "na 3", "sugar free for 3 weeks",
        "glucose tolerance test in 2019 x", "he is 12", "HbA1c", "calcium in 3 kidneys of 4",
    ],
)  # fmt: skip
def test_value__is_not_seen_where_there_is_none(text):
    assert not [m for m in measures(text) if m.term]


def test_age_and_sex__decide_where_ranges_differ():
    text = "Hb 125 g/L"
    assert measures(text, age_years=40, sex=Sex.MALE)[0].verdict == "low"
    assert measures(text, age_years=40, sex=Sex.FEMALE)[0].verdict == "within"
    assert measures(text, age_years=40)[0].verdict == "person"
    assert measures("lactate 8 mmol/l", age_years=5)[0].verdict == "range"


def test_reading__takes_a_value_up_beside_the_age_the_words_tell(real):
    text = "My 5 year old son: TSH 12, CK 5,000."
    found = {m.term: (m.state.value, text[m.start : m.end]) for m in real.read(text).mentions}
    assert found[Curie("HP:0002925")] == ("present", "TSH 12")
    assert found[Curie("HP:0003236")] == ("present", "CK 5,000")
    assert "value-person" in [i.code for i in real.read("TSH 4.2").issues]
    assert real.read("TSH 4.2", Person(Sex.MALE, 40)).mentions[0].term == "HP:0002925"


def test_reading__a_relatives_value_is_nobodys_finding(real):
    assert [m.state.value for m in real.read("His father's Hb was 7.2 g/dl.").mentions] == [
        "unknown"
    ]


@pytest.mark.parametrize("text", ["If his Hb falls below 7 g/dl he gets blood.", "No Hb below 5."])
def test_reading__a_condition_or_a_denial_affirms_no_value(real, text):
    assert not [
        m for m in real.read(text).mentions if m.term == "HP:0001903" and m.state == "present"
    ]


def test_reading__a_usual_value_denies_nothing_and_is_said(real):
    reading = real.read("My 40 year old husband has Hb 14 g/dl and platelets 250.")
    assert not reading.mentions
    assert [i.code for i in reading.issues] == ["value-within", "value-within"]
