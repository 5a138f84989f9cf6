# ruff: noqa: E501
"""Trees in JSON, YAML and FHIR as programs really write them, each as its standard documents it."""

import json

import pytest

from rarekin.api.family.families import open_families, read_family, write_as
from rarekin.errors import InputError
from rarekin.model.family import Family
from rarekin.model.partnership import Partnership
from rarekin.model.person import Person

# The forms in which the standard's own documents and its implementations print one trio with a donor.
PLAIN = """
id: FAM4
narrative: an egg donor, a gestational carrier and a biological father
individuals:
  - id: DONOR
    sex_assigned_at_birth: assigned female
  - id: CARRIER
    sex_assigned_at_birth: assigned female
  - id: FATHER
    sex_assigned_at_birth: assigned male
  - id: CHILD
relationships:
  - individual: DONOR
    relative: CHILD
    biological_relationship:
      - {id: "KIN:038", label: isOvumDonorOf}
  - individual: CARRIER
    relative: CHILD
    biological_relationship:
      - {id: "KIN:005", label: isGestationalCarrierOf}
  - individual: FATHER
    relative: CHILD
    biological_relationship:
      - {id: "KIN:028", label: isBiologicalFatherOf}
index_patients:
  - CHILD
"""


def packets(individual, relative, relation, wrap):
    people = [
        ("DONOR", "FEMALE"),
        ("CARRIER", "FEMALE"),
        ("FATHER", "MALE"),
        ("CHILD", "UNKNOWN_SEX"),
    ]
    links = [("DONOR", "KIN:038"), ("CARRIER", "KIN:005"), ("FATHER", "KIN:028")]
    return json.dumps({
        "id": "FAM4",
        "individuals": [wrap({"id": i, "sex": sex}) for i, sex in people],
        "relationships": [{individual: one, relation: {"id": code}, relative: "CHILD"} for one, code in links],
        "indexPatients": ["CHILD"],
    })  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        packets(
            "individualId", "relativeId", "relation", lambda s: {"id": f"p-{s['id']}", "subject": s}
        ),
        packets(
            "individual_id",
            "relative_id",
            "relation",
            lambda s: {"id": f"p-{s['id']}", "subject": s},
        ),
        packets("individual", "relative", "relationship", lambda s: {"individual": s}),
        packets("individual", "relative", "relation", lambda s: s),
    ],
)
def test_ga4gh__every_form_it_has_had(text):
    family, issues = read_family(text.encode())
    child = family.person("CHILD")
    assert (child.mother, child.father, child.carried_by, child.proband) == (
        "DONOR",
        "FATHER",
        "CARRIER",
        True,
    )
    assert [p.role for p in family.people] == ["donor", "surrogate", "", ""]
    assert [i for i in issues if i.level.value == "error"] == []


def test_ga4gh__relations_told_from_the_child_and_twins():
    links = [
        ("k", "KIN:040", "f"),
        ("k", "KIN:041", "m"),
        ("l", "KIN:034", "f"),
        ("m", "KIN:033", "l"),
        ("k", "KIN:011", "l"),
        ("m", "KIN:022", "a"),
        ("m", "KIN:050", "f"),
    ]
    people = [
        {"id": i, "sex": s}
        for i, s in (("f", "male"), ("m", "female"), ("k", "male"), ("l", "female"), ("a", "male"))
    ]
    family, issues = read_family(
        {
            "individuals": people,
            "relationships": [
                {"individual": a, "relation": {"id": c}, "relative": b} for a, c, b in links
            ],
        }
    )
    assert [(p.id, p.father, p.mother) for p in family.people[2:4]] == [
        ("k", "f", "m"),
        ("l", "f", "m"),
    ]
    assert {p.fraternal for p in family.people[2:4]} == {True}
    assert family.person("a").raised_by == ("m",)
    assert (family.partners, issues) == ((Partnership("m", "f", separated=True),), ())


def fhir(**member):
    base = {
        "resourceType": "FamilyMemberHistory",
        "status": "completed",
        "patient": {"reference": "Patient/p"},
    }
    return {
        "resourceType": "Bundle",
        "entry": [
            {
                "resource": {
                    **base,
                    "id": "x",
                    "relationship": {"coding": [{"code": "MTH"}]},
                    **member,
                }
            }
        ],
    }


@pytest.mark.parametrize(
    ("member", "dead", "age"),
    [
        ({"deceasedBoolean": True}, True, None),
        ({"deceasedAge": {"value": 70, "code": "a"}}, True, 70.0),
        ({"deceasedDate": "2001-02-03"}, True, None),
        ({"deceasedString": "in the war"}, True, None),
        ({"deceasedBoolean": False, "ageString": "41 years"}, False, 41.0),
        ({"deceasedRange": {"low": {"value": 60}}}, True, None),
        ({"ageAge": {"value": 18, "unit": "mo"}}, False, 1.5),
    ],
)
def test_fhir__every_way_of_saying_that_somebody_died(member, dead, age):
    mother = read_family(fhir(**member))[0].person("x")
    assert (mother.deceased, mother.age_years) == (dead, age)


def test_fhir__what_was_entered_in_error_is_not_there_and_who_is_not_placed_is_named():
    with pytest.raises(InputError, match="entered in error"):
        read_family(fhir(status="entered-in-error"))
    _, issues = read_family(fhir(relationship={"text": "somebody"}))
    assert [i.where for i in issues if i.level.value == "warning"] == ["FamilyMemberHistory x"]


def test_open_pedigree__losses_twins_adoption_childless_and_parted_couples():
    graph = [
        {"id": 0, "prop": {"gender": "F", "twinGroup": 0, "monozygotic": True}},
        {"id": 1, "prop": {"gender": "M"}, "outedges": [{"to": 3}]},
        {"id": 2, "prop": {"gender": "F"}, "outedges": [{"to": 3}, {"to": 8}]},
        {"id": 3, "rel": True, "prop": {"broken": True, "consangr": "Y"}, "outedges": [{"to": 4}]},
        {"id": 4, "chhub": True, "outedges": [{"to": 0}, {"to": 5}, {"to": 6}, {"to": 7}]},
        {"id": 5, "prop": {"gender": "F", "twinGroup": 0, "monozygotic": True}},
        {"id": 6, "prop": {"gender": "M", "lifeStatus": "stillborn"}},
        {"id": 7, "prop": {"gender": "U", "adoptedStatus": "adoptedIn"}},
        {"id": 8, "rel": True, "prop": {"childlessStatus": "infertile"}},
        {"id": 9, "prop": {"gender": "M"}, "outedges": [{"to": 8}]},
    ]
    for document in ({"GG": graph}, graph):
        file = open_families(json.dumps(document).encode())
        family = file.family()
        assert file.standard.slug == "open-pedigree"
        assert family.person("0").twin_group == family.person("5").twin_group != ""
        assert (family.person("6").loss, family.person("6").father) == ("stillbirth", "1")
        assert (family.person("7").raised_by, family.person("7").father) == (("1", "2"), None)
        assert set(family.partners) == {
            Partnership("1", "2", separated=True, related="relatives"), Partnership("2", "9", childless="infertility"),
        }  # fmt: skip


def test_pedigreejs__twins_losses_and_adoption_come_back():
    people = (
        Person("f", sex=Person("x").sex.MALE), Person("m", sex=Person("x").sex.FEMALE),
        Person("a", father="f", mother="m", birth_group="b", fraternal=True),
        Person("b", father="f", mother="m", birth_group="b", fraternal=True),
        Person("c", father="f", mother="m", unborn=True, deceased=True, loss="termination"),
        Person("d", raised_by=("f", "m"), adopted="in"),
    )  # fmt: skip
    data, lost = write_as(Family(people), "pedigreejs")
    again, issues = read_family(data)
    assert (again.people[2:], lost, issues) == (tuple(people[2:]), (), ())
