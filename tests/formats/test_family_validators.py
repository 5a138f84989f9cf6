"""What we write, read by programs of others, and what they make of it."""

import io
import json
from dataclasses import replace

import gedcom7
import pedigree_ga4gh
import pytest
from fhir.resources.bundle import Bundle
from fhir.resources.R4B.bundle import Bundle as BundleR4B
from ged4py import GedcomReader
from google.protobuf.json_format import ParseDict
from hypothesis import given, settings
from phenopackets import Family as PacketFamily
from tests.formats.test_families import rich
from validation.family_kinds import make

from rarekin.api.family.families import write_as
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.partnership import Partnership
from rarekin.model.person import Person

KINDS = ("every mark", "exchange marriages", "cousins", "patchwork")


def named(family):
    """The same family with ids every format can carry."""

    def new(id_):
        return id_ and f"N{id_}"

    people = (
        replace(p, id=new(p.id), father=new(p.father), mother=new(p.mother),
                raised_by=tuple(map(new, p.raised_by)))
        for p in family.people
    )  # fmt: skip
    ties = (replace(t, one=new(t.one), other=new(t.other)) for t in family.partners)
    return Family(tuple(people), partners=tuple(ties))


FAMILIES = [named(make(kind, seed)) for kind in KINDS for seed in range(6)]


def parents(family):
    return {p.id: {q for q in (p.father, p.mother) if q} for p in family.people if not p.is_founder}


def of_ged4py(data):
    with GedcomReader(io.BytesIO(data), errors="strict") as reader:
        people = list(reader.records0("INDI"))
        found = {}
        for person in people:
            pair = (person.sub_tag("FAMC/HUSB"), person.sub_tag("FAMC/WIFE"))
            link = person.sub_tag("FAMC", follow=False)
            adopted = link is not None and any(t.tag == "PEDI" for t in link.sub_records)
            ids = {q.xref_id.strip("@") for q in pair if q is not None}
            if ids and not adopted:
                found[person.xref_id.strip("@")] = ids
        return found, {p.xref_id.strip("@"): p.sub_tag_value("SEX") for p in people}


@pytest.mark.parametrize("family", FAMILIES)
def test_gedcom__ged4py_finds_the_same_parents_and_sexes(family):
    told, sexes = of_ged4py(write_as(family, "gedcom")[0])
    assert told == parents(family)
    letters = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.UNKNOWN: "U"}
    assert sexes == {p.id: letters[p.sex] for p in family.people}


@pytest.mark.parametrize("family", FAMILIES)
def test_gedcom7__gedcom7_finds_the_same_children(family):
    told = {}
    for union in gedcom7.loads(write_as(family, "gedcom7")[0].decode()):
        if union.tag != "FAM":
            continue
        ends = {c.tag: c.pointer or c.text for c in union.children if c.tag in ("HUSB", "WIFE")}
        for child in union.children:
            if child.tag == "CHIL":
                told.setdefault((child.pointer or child.text).strip("@"), []).append(
                    {end.strip("@") for end in ends.values()}
                )
    raised = {p.id: set(p.raised_by) for p in family.people if p.raised_by}
    assert told == {i: [pair] for i, pair in (parents(family) | raised).items()}


@pytest.mark.parametrize("family", FAMILIES)
def test_ga4gh__pedigree_ga4gh_finds_no_fault_and_the_same_relations(family):
    document = json.loads(write_as(family, "ga4gh")[0])
    findings = pedigree_ga4gh.validate(document)
    assert [f for f in findings if f.severity in ("error", "warning")] == []
    kindred = pedigree_ga4gh.from_document(document)
    kindred = kindred[0] if isinstance(kindred, tuple) else kindred
    told = {}
    for link in kindred.relations:
        if link.kin in ("KIN:027", "KIN:028", "KIN:038", "KIN:004"):
            told.setdefault(link.relative, set()).add(link.individual)
    assert told == parents(family)


@settings(max_examples=40)
@given(family=rich())
def test_fhir__r4_and_r5_take_every_family(family):
    document = json.loads(write_as(family, "fhir")[0])
    for kind in (BundleR4B, Bundle):
        bundle = kind.model_validate(document)
        assert len(bundle.entry) == len(family) + 1


def test_fhir__ids_are_those_fhir_allows():
    people = (Person("our aunt", Sex.FEMALE), Person("k_1", mother="our aunt"))
    document = json.loads(write_as(Family(people), "fhir")[0])
    BundleR4B.model_validate(document)
    assert "our aunt" not in json.dumps(document)


@settings(max_examples=40)
@given(family=rich())
def test_phenopacket__the_schema_of_phenopackets_takes_every_family(family):
    document = json.loads(write_as(family, "phenopacket")[0])
    parsed = ParseDict(document, PacketFamily())
    assert len(parsed.pedigree.persons) == len(family)


@pytest.mark.parametrize("family", FAMILIES[:6])
@pytest.mark.parametrize("slug", ["gedcom", "gedcom7", "ga4gh", "fhir", "csv"])
def test_write_as__says_of_every_mark_whether_it_is_carried(family, slug):
    """What comes back differs only where something was named as lost."""
    from rarekin.api.family.families import read_family

    data, lost = write_as(family, slug)
    again, _ = read_family(data)
    told = " ".join(i.message for i in lost)
    fields = {
        "raised_by": "adoptive parents", "birth_group": "who was born together",
        "fraternal": "who was born together", "loss": "how a pregnancy ended",
        "role": "donors and surrogates", "twin_group": "identical twins",
    }  # fmt: skip
    for before, after in zip(family.people, again.people, strict=True):
        for field, words in fields.items():
            same = bool(getattr(before, field)) == bool(getattr(after, field))
            assert same or words in told, (before.id, field)
    couples = {frozenset(t.people) for t in family.partners}
    assert couples <= {frozenset(t.people) for t in again.partners} or "couples" in told


def test_write_as__couples_a_format_cannot_say_are_named():
    pair = Family((Person("a"), Person("b")), partners=(Partnership("a", "b"),))
    for slug in ("ped", "canrisk", "madeline", "phenopacket"):
        where = [i.where for i in write_as(pair, slug)[1] if "couples" in i.message]
        assert where == ["a – b"]
