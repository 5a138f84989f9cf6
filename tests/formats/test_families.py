"""Families in the formats of other programs: read, and carried there and back."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rarekin.api.family.families import STANDARDS, open_families, read_family, write_as
from rarekin.errors import FormatError, RarekinError, UnknownId
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.partnership import Partnership
from rarekin.model.person import GeneticTest, Person, Phenotype, TestResult

GEDCOM = """0 HEAD
1 GEDC
2 VERS 5.5.1
1 DATE 1 JAN 2020
0 @I1@ INDI
1 NAME Ann /Lee/
1 SEX M
1 BIRT
2 DATE 1 JAN 1950
1 DEAT
2 DATE 1 JAN 1990
1 FAMS @F1@
0 @I2@ INDI
1 SEX F
1 FAMS @F1@
0 @I3@ INDI
1 SEX M
1 BIRT
2 DATE 1 JAN 1980
1 FAMC @F1@
0 @I4@ INDI
1 SEX F
1 FAMC @F1@
2 PEDI adopted
0 @F1@ FAM
1 HUSB @I1@
1 WIFE @I2@
1 CHIL @I3@
1 CHIL @I4@
0 TRLR
"""
# ruff: noqa: E501
GENES = ["0:0"] * 9
CANRISK = "##CanRisk 3.0\n##menarche=12\n" + "\n".join(
    "\t".join(row)
    for row in (
        ["F", "pa", "0", "m1", "0", "0", "M", "0", "1", "66", "1959", *"00000", "0", *GENES, "0:0:0:0:0"],
        ["F", "ma", "0", "f1", "0", "0", "F", "0", "0", "64", "1961", "45", *"0000", "0", "S:P", *GENES[1:], "0:0:0:0:0"],
        ["F", "me", "1", "c1", "m1", "f1", "F", "0", "0", "35", "1990", *"00000", "0", "T:N", "S:N", *GENES[2:], "0:0:0:0:0"],
    )
)  # fmt: skip
BOADICEA = """BOADICEA import pedigree file format 4.0
FamID Name Target IndivID FathID MothID Sex MZtwin Dead Age Yob 1stBrCa 2ndBrCa OvCa ProCa PanCa Gtest Mutn Ashkn ER PR HER2 CK14 CK56
F pa 0 1 0 0 M 0 0 60 1960 0 0 0 0 0 0 0 0 0 0 0 0 0
F ma 0 2 0 0 F 0 0 60 1960 AU 0 50 0 0 S BRCA1 0 0 0 0 0 0
F me 1 3 1 2 F 0 0 30 1990 0 0 0 0 0 0 0 0 0 0 0 0 0
"""
OPEN = {
    "GG": [
        {"id": 0, "prop": {"gender": "F"}},
        {"id": 1, "prop": {"gender": "M", "lifeStatus": "deceased"}, "outedges": [{"to": 3}]},
        {"id": 2, "prop": {"gender": "F", "carrierStatus": "carrier"}, "outedges": [{"to": 3}]},
        {"id": 3, "rel": True, "outedges": [{"to": 4}]},
        {"id": 4, "chhub": True, "outedges": [{"to": 0}, {"to": 5}]},
        {"id": 5, "virt": True, "outedges": [{"to": 6}]},
        {"id": 6, "prop": {"gender": "M", "disorders": ["113100"]}},
    ]
}
JS = [
    {"name": "m", "sex": "M", "top_level": True, "status": "1"},
    {"name": "f", "sex": "F", "top_level": True},
    {"name": "c", "sex": "F", "mother": "f", "father": "m", "proband": True, "age": "41",
     "breast_cancer_diagnosis_age": "40", "brca1_gene_test": {"type": "T", "result": "P"}},
    {"name": "a", "sex": "M", "mother": "f", "father": "m", "adopted_in": True},
]  # fmt: skip


def links(family):
    return {p.id: (p.father, p.mother) for p in family.people if not p.is_founder}


def test_gedcom__ages_come_from_dates_and_adoptive_parents_pass_nothing_on():
    family, issues = read_family(GEDCOM.encode())
    assert links(family) == {"I3": ("I1", "I2")}
    assert [(p.age_years, p.deceased) for p in family.people] == [
        (40.0, True),
        (None, False),
        (40.0, False),
        (None, False),
    ]
    assert issues == ()
    assert [(p.adopted, p.raised_by) for p in family.people[3:]] == [("in", ("I1", "I2"))]
    assert "Ann" not in repr(family)


def test_gedcom__a_damaged_file_tells_every_line():
    text = GEDCOM.replace("1 CHIL @I4@", "1 CHIL @I9@").replace("0 TRLR", "7 NOTE lost\n0 TRLR")
    _, issues = read_family(text.encode())
    assert [i.where for i in issues if i.level.value == "error"] == ["line 30", "line 29"]


def test_canrisk__cancers_tests_and_what_is_left_out():
    family, issues = read_family(CANRISK.encode())
    assert links(family) == {"c1": ("m1", "f1")}
    mother, me = family.person("f1"), family.person("c1")
    free = Phenotype(State.EXCLUDED)
    assert mother.phenotypes == {
        "breast cancer": Phenotype(State.PRESENT, 45.0),
        "ovarian cancer": free,
        "pancreatic cancer": free,
    }
    assert [t.result for t in mother.tests] == [TestResult.POSITIVE]
    assert [t.result for t in me.tests] == [TestResult.NEGATIVE]
    assert (me.proband, family.person("m1").deceased) == (True, True)
    assert set(me.phenotypes.values()) == {free}
    assert "ovarian cancer" not in family.person("m1").phenotypes
    assert {i.message for i in issues} == {
        "We do not read menarche (a risk factor).",
        "We do not read years of birth.",
        "We do not read tests of BRCA2, only those of BRCA1.",
    }


def test_boadicea__its_own_columns():
    family, _ = read_family(BOADICEA.encode())
    mother = family.person("2")
    assert mother.phenotypes == {
        "breast cancer": Phenotype(State.PRESENT, None),
        "ovarian cancer": Phenotype(State.PRESENT, 50.0),
        "pancreatic cancer": Phenotype(State.EXCLUDED),
    }
    assert mother.tests == (GeneticTest(TestResult.POSITIVE),)


def test_open_pedigree__points_of_a_graph():
    family, _ = read_family(json.dumps(OPEN).encode())
    assert links(family) == {"0": ("1", "2"), "6": ("1", "2")}
    assert family.person("0").proband
    assert family.person("1").deceased
    assert family.person("2").tests == (GeneticTest(TestResult.HETEROZYGOUS),)
    assert "113100" in family.person("6").phenotypes


def test_pedigreejs__adopted_people_have_no_parents_here():
    family, issues = read_family(json.dumps(JS).encode())
    assert links(family) == {"c": ("m", "f")}
    assert family.person("c").phenotypes["breast cancer"].age_years == 40.0
    assert family.person("c").tests == (GeneticTest(TestResult.POSITIVE),)
    assert family.person("a").raised_by == ("m", "f")
    assert issues == ()


def fhir(*relatives):
    return {
        "resourceType": "Bundle",
        "entry": [
            {"resource": {"resourceType": "FamilyMemberHistory", "id": id_,
                          "relationship": {"coding": [{"code": code}]}}}
            for id_, code in relatives
        ],
    }  # fmt: skip


def test_fhir__codes_say_who_the_parents_are():
    family, issues = read_family(
        fhir(("m", "MTH"), ("gm", "MGRMTH"), ("gf", "MGRFTH"), ("u", "MUNCLE"), ("s", "SIS"))
    )
    assert links(family) == {
        "m": ("gf", "gm"), "patient": (None, "m"), "u": ("gf", "gm"), "s": (None, "m"),
    }  # fmt: skip
    assert family.person("patient").proband
    assert {i.code for i in issues} == {"parent-missing"}


def test_fhir__a_place_that_cannot_be_told_is_an_error():
    _, issues = read_family(fhir(("m", "MTH"), ("c", "COUSN")))
    assert [i.where for i in issues if i.level.value == "error"] == ["FamilyMemberHistory c"]


def test_ga4gh__relations_without_descent_are_named():
    document = {
        "individuals": [{"id": "a"}, {"id": "b"}, {"id": "c", "affected": True}],
        "relationships": [
            {"individual": "a", "relation": {"id": "KIN:028"}, "relative": "c"},
            {"individual": "b", "relation": "KIN:027", "relative": "c"},
            {"individual": "b", "relation": "KIN:030", "relative": "a"},
            {"individual": "b", "relation": "KIN:014", "relative": "a"},
            {"individual": "x", "relation": "KIN:028", "relative": "c"},
        ],
    }
    family, issues = read_family(document)
    assert links(family) == {"c": ("a", "b")}
    assert [(i.where, i.level.value) for i in issues] == [
        ("relationships[3]", "warning"),
        ("relationships[4]", "error"),
        ("partners[0]", "notice"),
    ]
    assert family.partners == (Partnership("b", "a", related="relatives"),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04aaaa", "ZIP"),
        (b"%PDF-1.4", "PDF"),
        (b"<html>", "HTML"),
        (b"\x89PNG\r\n", "picture"),
        (b"{]", "cannot be read"),
        (b"3", "do not know"),
        (b"hello", "do not know"),
    ],
)
def test_read_families__says_what_a_file_is_not(data, words):
    with pytest.raises(FormatError, match=words):
        open_families(data)


def test_write_as__refuses_what_is_no_standard():
    with pytest.raises(UnknownId):
        write_as(Family((Person("a"),)), "word")


@st.composite
def rich(draw):
    """A family of two or three generations with everything a person can have."""
    people = [Person("I-1", Sex.MALE), Person("I-2", Sex.FEMALE)]
    for n in range(draw(st.integers(1, 4))):
        sex = draw(st.sampled_from(list(Sex)))
        people.append(Person(f"II-{n}", sex, father="I-1", mother="I-2"))
    n_half = draw(st.integers(0, 2))
    people += [Person(f"III-{n}", Sex.FEMALE, father="I-1") for n in range(n_half)]
    proband = draw(st.integers(0, len(people) - 1))
    twins = draw(st.booleans()) and any(p.id == "II-1" for p in people)
    done = []
    for i, person in enumerate(people):
        keys = draw(st.sets(st.sampled_from(["affected", "breast cancer", "MONDO:0000001"])))
        ages = st.none() | st.integers(0, 90).map(float)
        states = st.sampled_from([State.PRESENT, State.EXCLUDED])
        results = st.sampled_from([TestResult.POSITIVE, TestResult.NEGATIVE])
        same = twins and person.id in ("II-0", "II-1")
        done.append(
            replace(
                person,
                sex=Sex.FEMALE if same else person.sex,
                age_years=draw(st.none() | st.integers(1, 90).map(float)),
                deceased=draw(st.booleans()),
                proband=i == proband,
                twin_group="t" if same else "",
                label=draw(st.sampled_from(["", "our aunt"])),
                unborn=draw(st.sampled_from([False, False, True])),
                phenotypes={k: Phenotype(draw(states), draw(ages)) for k in sorted(keys)},
                tests=draw(st.sampled_from([(), (GeneticTest(draw(results)),)])),
            )
        )
    return Family(tuple(done))


# What each format is known to lose; all else must come back as it was.
def people_without(family, lost):
    kept = []
    for p in family.people:
        said = dict(p.phenotypes)
        if "which disease" in lost:
            states = {s.state for s in said.values()}
            general = said.get("affected")
            said = {"affected": Phenotype(State.PRESENT)} if State.PRESENT in states else (
                {"affected": Phenotype(general.state)} if general else {}
            )  # fmt: skip
        if "who is free of the disease" in lost:
            said = {k: s for k, s in said.items() if s.state is not State.EXCLUDED}
        if "affected, not known by what" in lost:
            said.pop("affected", None)
        if "ages at onset" in lost:
            said = {key: Phenotype(s.state) for key, s in said.items()}
        others = {k for k, s in said.items() if s.state is State.PRESENT} - {"affected"}
        if "affected beside a named disease" in lost and others:
            said.pop("affected", None)
        changes = {"phenotypes": said}
        fields = {
            "ages": ("age_years", None),
            "who has died": ("deceased", False),
            "gene tests": ("tests", ()),
            "identical twins": ("twin_group", ""),
            "the proband": ("proband", False),
            "labels": ("label", ""),
            "pregnancies": ("unborn", False),
        }
        changes |= dict(pair for what, pair in fields.items() if what in lost)
        if "a pregnancy that ended, not known how" in lost and p.deceased:
            changes["unborn"] = False
        kept.append(replace(p, **changes))
    return kept


def alike(people):
    """People without the names of twin groups and the order of diseases."""
    names = {}
    return [
        replace(
            p,
            twin_group=names.setdefault(p.twin_group, str(len(names))) if p.twin_group else "",
            phenotypes=dict(sorted(p.phenotypes.items())),
        )
        for p in people
    ]


EXACT = ("rarekin", "ped", "csv", "tsv", "madeline", "ga4gh", "fhir", "gedcom", "gedcom7", "open-pedigree")  # fmt: skip


@pytest.mark.parametrize("slug", EXACT)
@settings(max_examples=40)
@given(family=rich())
def test_write_as__comes_back_but_for_what_was_named(slug, family):
    data, issues = write_as(family, slug)
    lost = {i.message.partition("no room for ")[2].rstrip(".") for i in issues}
    again, _ = read_family(data)
    assert alike(again.people) == alike(people_without(family, lost))


@pytest.mark.parametrize("slug", [s.slug for s in STANDARDS])
@settings(max_examples=20)
@given(family=rich())
def test_write_as__descent_sex_and_order_come_back_from_every_format(slug, family):
    data, _ = write_as(family, slug)
    opened = open_families(data)
    whole = family if slug in EXACT or slug == "phenopacket" else family.with_both_parents()
    again = opened.family()
    number = {p.id: i for i, p in enumerate(again.people)}
    before = {p.id: i for i, p in enumerate(whole.people)}
    assert opened.standard.slug in {slug, *({"gedcom", "ped"} if slug in "gedcom7 csv tsv madeline" else ())}  # fmt: skip
    assert [(number.get(p.father), number.get(p.mother)) for p in again.people] == [
        (before.get(p.father), before.get(p.mother)) for p in whole.people
    ]
    assert [p.sex for p in again.people] == [p.sex for p in whole.people]


def test_write_as__ids_a_format_cannot_carry_are_changed_and_said():
    family = Family((Person("my dad", Sex.MALE), Person("0", Sex.FEMALE), Person("P1", father="my dad", mother="0")))  # fmt: skip
    data, issues = write_as(family, "ped")
    assert links(read_family(data)[0]) == {"P1": ("P2", "P3")}
    assert [i.code for i in issues] == ["id-changed"]


JUNK = (None, True, 0, -1, 3.5, "", "x", [], {}, [1], {"a": 1}, [[]], 1e99)


def damaged(draw, document):
    """Put something else in one to three places of a document."""
    document = json.loads(json.dumps(document))
    for _ in range(draw.randint(1, 3)):
        node, holder = document, None
        while isinstance(node, dict | list) and node and draw.random() < 0.85:
            key = draw.choice(list(node) if isinstance(node, dict) else range(len(node)))
            holder, place, node = node, key, node[key]
        if holder is not None:
            holder[place] = json.loads(json.dumps(draw.choice(JUNK)))
    return document


SOUND = Family((
    Person("a", Sex.MALE, age_years=3.0, deceased=True), Person("b", Sex.FEMALE),
    Person("c", Sex.MALE, "b", "a", twin_group="t", phenotypes={"x": Phenotype(State.PRESENT, 3.0)}),
    Person("d", Sex.MALE, "b", "a", twin_group="t", proband=True),
))  # fmt: skip
WRITTEN = ("rarekin", "ga4gh", "phenopacket", "fhir", "pedigreejs")


@settings(max_examples=400)
@given(st.randoms(use_true_random=False))
def test_read_families__a_damaged_document_is_read_or_refused_in_words(draw):
    documents = [OPEN, JS, fhir(("m", "MTH"), ("u", "MUNCLE"))]
    documents += [json.loads(write_as(SOUND, slug)[0]) for slug in WRITTEN]
    text = json.dumps(damaged(draw, draw.choice(documents)))
    with suppress(RarekinError):
        read_family(text.encode())


@settings(max_examples=200)
@given(st.randoms(use_true_random=False))
def test_read_families__a_damaged_text_is_read_or_refused_in_words(draw):
    texts = [GEDCOM, CANRISK, BOADICEA]
    texts += [write_as(SOUND, s)[0].decode() for s in ("ped", "csv", "madeline", "gedcom7")]
    letters = list(draw.choice(texts))
    for _ in range(draw.randint(1, 5)):
        at = draw.randrange(len(letters))
        letters[at : at + draw.randint(0, 6)] = draw.choice(
            ["", "\n", "\t", " ", "@", "0", '"', ":"]
        )
    with suppress(RarekinError):
        read_family("".join(letters).encode())
