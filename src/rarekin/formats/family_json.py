"""A family as JSON: our own small document, described in docs/family-file.md."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rarekin.errors import FormatError, TooLarge
from rarekin.formats.json_fields import Fields
from rarekin.model.case import ParentalOrigin, Sex, State
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.partnership import CHILDLESS, Partnership
from rarekin.model.person import GeneticTest, Person, Phenotype, TestResult
from rarekin.model.sentences import sentence

FAMILY_VERSION = 1
MAX_BYTES = 20_000_000
_PERSON_KEYS = frozenset(Person.__dataclass_fields__)
# Fields that others write and that, left out, would make it another family.
_ADOPTED = (
    sentence("Parents here count as biological, and adoptive parents would change every number."),
    sentence('Write "adopted": "in" and leave mother and father out, or name the biological ones.'),
)
_CHANGES_EVERYTHING = dict.fromkeys(("is_adopted", "adoption", "adopted_in", "donor"), _ADOPTED)


def read_family_json(data: bytes | Mapping[str, object]) -> tuple[Family, tuple[Issue, ...]]:
    """Read a family document; what is wrong inside is collected, person by person.

    Parameters
    ----------
    data
        The file, or the document already parsed.

    Returns
    -------
    family, issues
        Everybody who could be read, and everything that could not, in order.

    Raises
    ------
    FormatError
        If the document is not JSON or has no list of people.
    TooLarge
        If it is larger than 20 MB.

    Examples
    --------
    >>> family, issues = read_family_json(b'{"people": [{"id": "I-1", "sex": "female"}]}')
    >>> family.people[0].sex, issues
    (<Sex.FEMALE: 'female'>, ())
    """
    document = _document(data)
    people = document.get("people")
    if not isinstance(people, list):
        raise FormatError(
            sentence("This document has no list called 'people'."),
            hint=sentence(
                'A family file looks like {"rarekin_family": 1, "people": [{"id": "I-1"}]}.'
            ),
        )
    issues: list[Issue] = []
    version = document.get("rarekin_family", FAMILY_VERSION)
    if version != FAMILY_VERSION:
        raise FormatError(
            sentence(
                "This family file has version %(version)s; we read version %(family_version)s.",
                version=repr(version),
                family_version=FAMILY_VERSION,
            ),
            hint=sentence("Save it again with this version of Rarekin."),
        )
    read = [_person(entry, f"people[{i}]", issues) for i, entry in enumerate(people)]
    name = document.get("id", "family")
    partners = _partners(document.get("partners", []), issues)
    family = Family(tuple(p for p in read if p is not None), str(name), partners)
    return family, (*issues, *family.issues)


def write_family_json(family: Family) -> bytes:
    """Write a family so that `read_family_json` reads the same family again.

    Parameters
    ----------
    family
        Any family.

    Returns
    -------
    data
        UTF-8 JSON; values that equal their default are left out.

    Examples
    --------
    >>> family = Family((Person("I-1", Sex.MALE, deceased=True),), id="f")
    >>> read_family_json(write_family_json(family))[0] == family
    True
    """
    document = {
        "rarekin_family": FAMILY_VERSION,
        "id": family.id,
        "people": [_entry(person) for person in family.people],
    }
    if family.partners:
        document["partners"] = [_couple(couple) for couple in family.partners]
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _entry(person: Person) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": person.id,
        "sex": person.sex.value,
        "mother": person.mother,
        "father": person.father,
        "age_years": person.age_years,
        "deceased": person.deceased,
        "phenotypes": {
            key: {"state": p.state.value, "age_years": p.age_years}
            if p.age_years is not None
            else p.state.value
            for key, p in person.phenotypes.items()
        },
        "tests": [
            {
                "result": t.result.value,
                "sensitivity": t.sensitivity,
                "specificity": t.specificity,
                "origin": t.origin.value,
                **_more(t),
            }
            for t in person.tests
        ],
        "twin_group": person.twin_group,
        "proband": person.proband,
        "label": person.label,
        "unborn": person.unborn,
        "adopted": person.adopted,
        "consultand": person.consultand,
        "carrier_frequency": person.carrier_frequency,
        "ancestry": person.ancestry,
        "gender": person.gender,
        "birth_group": person.birth_group,
        "fraternal": person.fraternal,
        "loss": person.loss,
        "role": person.role,
        "carried_by": person.carried_by,
        "raised_by": list(person.raised_by),
        "number": None if person.number == 1 else person.number,
    }
    # An age of 0 is a newborn, not an empty field.
    return {k: v for k, v in entry.items() if v or (v == 0 and v is not False)}


def _couple(couple: Partnership) -> dict[str, object]:
    entry = {
        "people": list(couple.people),
        "separated": couple.separated,
        "childless": couple.childless,
        "related": couple.related,
    }
    return {k: v for k, v in entry.items() if v}


def _more(test: GeneticTest) -> dict[str, object]:
    entry = {
        "copies": test.copies,
        "variant": test.variant or None,
        "gene": test.gene or None,
        "marker": test.marker or None,
        "load": test.load,
        "repeats": test.repeats,
    }
    return {k: v for k, v in entry.items() if v is not None}


def _document(data: bytes | Mapping[str, object]) -> Mapping[str, object]:
    if isinstance(data, Mapping):
        return data
    if len(data) > MAX_BYTES:
        raise TooLarge(
            sentence(
                "This family file has %(n)s bytes; we read up to %(max_bytes)s.",
                n=len(data),
                max_bytes=MAX_BYTES,
            ),
            hint=sentence("Leave out relatives who say nothing about the question."),
        )
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormatError(
            sentence("This is not JSON: %(error)s.", error=str(error)),
            hint=sentence("Save the file again, as UTF-8 text."),
        ) from error
    if not isinstance(document, dict):
        raise FormatError(
            sentence("This JSON is not an object."),
            hint=sentence(
                'A family file looks like {"rarekin_family": 1, "people": [{"id": "I-1"}]}.'
            ),
        )
    return document


def _person(entry: object, where: str, issues: list[Issue]) -> Person | None:
    if not isinstance(entry, Mapping):
        issues.append(
            Issue(
                "person-unusable",
                IssueLevel.ERROR,
                where,
                sentence("%(entry)s is not a person.", entry=f"{entry!r:.60}"),
                sentence('Write a person as {"id": "I-1", "sex": "female"}.'),
            )
        )
        return None
    fields = Fields(entry, where, issues)
    id_ = fields.text("id")
    if not id_:
        issues.append(
            Issue(
                "person-unusable",
                IssueLevel.ERROR,
                where,
                sentence("This person has no id."),
                sentence("Give every person an id of their own, such as II-3."),
            )
        )
        return None
    for key in entry:
        if key in _CHANGES_EVERYTHING and entry[key]:
            fields.problem(str(key), *_CHANGES_EVERYTHING[key], IssueLevel.ERROR)
        elif key not in _PERSON_KEYS:
            fields.problem(
                str(key),
                sentence("We do not know the field %(key)s.", key=f"{key!r:.60}"),
                sentence("It was left out; compare it with docs/family-file.md."),
                IssueLevel.WARNING,
            )
    return Person(
        id=id_,
        sex=fields.word("sex", Sex.UNKNOWN),
        mother=fields.text("mother") or None,
        father=fields.text("father") or None,
        age_years=fields.number("age_years"),
        deceased=fields.flag("deceased"),
        phenotypes=_phenotypes(fields),
        tests=_tests(fields),
        twin_group=fields.text("twin_group"),
        proband=fields.flag("proband"),
        label=fields.text("label"),
        unborn=fields.flag("unborn"),
        adopted=_adopted(fields),
        consultand=fields.flag("consultand"),
        carrier_frequency=fields.number("carrier_frequency"),
        ancestry=fields.text("ancestry"),
        gender=fields.text("gender").lower(),
        birth_group=fields.text("birth_group"),
        fraternal=fields.flag("fraternal"),
        loss=fields.text("loss").lower(),
        role=fields.text("role").lower(),
        carried_by=fields.text("carried_by") or None,
        raised_by=fields.ids("raised_by"),
        number=_number(fields),
    )


def _number(fields: Fields) -> int:
    number = fields.count("number")
    return 1 if number is None else number


def _partners(raw: object, issues: list[Issue]) -> tuple[Partnership, ...]:
    if not isinstance(raw, list):
        _bad_couple("partners", raw, issues)
        return ()
    found = []
    for i_couple, entry in enumerate(raw):
        where = f"partners[{i_couple}]"
        fields = Fields(entry if isinstance(entry, Mapping) else {}, where, issues)
        ids = fields.ids("people")
        childless = fields.text("childless").lower()
        if len(ids) != 2 or childless not in ("", *CHILDLESS):
            _bad_couple(where, entry, issues)
            continue
        found.append(Partnership(*ids, fields.flag("separated"), childless, fields.text("related")))
    return tuple(found)


def _bad_couple(where: str, raw: object, issues: list[Issue]) -> None:
    message = sentence("%(what)s is no couple.", what=f"{raw!r:.60}")
    hint = sentence("Write one as %(example)s; childless is choice or infertility.",
                    example='{"people": ["I-1", "I-2"]}')  # fmt: skip
    issues.append(Issue("couple-unusable", IssueLevel.WARNING, where, message, hint))


def _adopted(fields: Fields) -> str:
    value = fields.raw.get("adopted")
    if value in (None, False, ""):
        return ""
    # A bare "true" says neither in nor out, nor whose the parents are.
    word = str(value).strip().lower()
    if word not in ("in", "out"):
        fields.problem("adopted", *_ADOPTED, IssueLevel.ERROR)
        return ""
    return word


def _phenotypes(fields: Fields) -> dict[str, Phenotype]:
    raw = fields.raw.get("phenotypes", {})
    if not isinstance(raw, Mapping):
        fields.problem(
            "phenotypes",
            sentence("phenotypes is %(raw)s.", raw=f"{raw!r:.60}"),
            sentence('Write it as {"poh": "present"}.'),
            IssueLevel.ERROR,
        )
        return {}
    phenotypes = {}
    for key, value in raw.items():
        inner = value if isinstance(value, Mapping) else {"state": value}
        of = Fields(inner, f"{fields.where}.phenotypes.{key}", fields.issues)
        phenotypes[str(key)] = Phenotype(of.word("state", State.UNKNOWN), of.number("age_years"))
    return phenotypes


def _tests(fields: Fields) -> tuple[GeneticTest, ...]:
    raw = fields.raw.get("tests", [])
    if not isinstance(raw, list):
        raw = [raw]
    tests = []
    for i_test, value in enumerate(raw):
        inner = value if isinstance(value, Mapping) else {"result": value}
        of = Fields(inner, f"{fields.where}.tests[{i_test}]", fields.issues)
        tests.append(
            GeneticTest(
                of.word("result", TestResult.UNKNOWN),
                of.share("sensitivity", 1.0),
                of.share("specificity", 1.0),
                of.word("origin", ParentalOrigin.UNKNOWN),
                of.count("copies"),
                of.text("variant"),
                of.text("gene"),
                of.text("marker"),
                of.number("load"),
                of.count("repeats"),
            )
        )
    return tuple(tests)
