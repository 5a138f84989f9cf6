"""The JSON of two drawing programs: pedigreejs, and open-pedigree as PhenoTips keeps it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rarekin.formats.family_gathering import Gathering, Read, by_word, id_or_none, listed, said
from rarekin.formats.family_losses import Written, losses
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, GeneticTest, Person, Phenotype, TestResult
from rarekin.model.sentences import sentence

Object = Mapping[str, object]
_ONSET = "_diagnosis_age"
_DRAWN = frozenset(
    [
        "name",
        "display_name",
        "sex",
        "mother",
        "father",
        "proband",
        "age",
        "yob",
        "status",
        "top_level",
        "noparents",
        "mztwin",
        "dztwin",
        "level",
        "id",
        "parent",
        "children",
        "x",
        "y",
        "adopted_in",
        "adopted_out",
        "affected",
        "miscarriage",
        "termination",
        "divorced",
        "exclude",
        "hidden",
        "parent_node",
        "index",
        "famid",
    ]
)


def read_pedigreejs(entries: Sequence[object]) -> Read:
    """Read a family of pedigreejs.

    Parameters
    ----------
    entries
        One object a person.

    Returns
    -------
    families, issues
        Adoptive parents are left out, for they pass nothing on.

    Examples
    --------
    >>> (family,), _ = read_pedigreejs([{"name": "a", "sex": "F", "breast_cancer": True}])
    >>> family.people[0].phenotypes["breast cancer"].state
    <State.PRESENT: 'present'>
    """
    found = Gathering()
    for i_entry, entry in enumerate(entries):
        where = f"[{i_entry}]"
        name = entry.get("name", entry.get("id")) if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or name is None:
            found.error(
                where,
                sentence("This entry names no person."),
                sentence("Write it as {'name': 'a'}."),
            )
            continue
        found.add(str(entry.get("famid") or "family"), _person(str(name), entry, where, found))
    return found.read()


def _person(id_: str, entry: Object, where: str, found: Gathering) -> Person:
    father, mother = id_or_none(entry.get("father")), id_or_none(entry.get("mother"))
    if entry.get("noparents"):
        father = mother = None
    adopted = "in" if entry.get("adopted_in") else "out" if entry.get("adopted_out") else ""
    if adopted == "in" and (father or mother):
        found.leave_out(sentence("adoptive parents: they pass nothing on"), where)
        father = mother = None
    for key in ("dztwin", "divorced", "yob"):
        if entry.get(key):
            found.leave_out(sentence("the field %(key)s", key=key), where)
    age = entry.get("age")
    label = str(by_word(entry, "display_name") or "")
    return Person(
        id_,
        found.sex(entry.get("sex"), where),
        mother=mother,
        father=father,
        age_years=None if age in (None, "") else found.number(age, where, sentence("age")),
        deceased=str(entry.get("status", "0")) == "1"
        or bool(entry.get("miscarriage") or entry.get("termination")),
        phenotypes=_diseases(entry, where, found),
        tests=_gene_tests(entry, where, found),
        twin_group=str(entry.get("mztwin") or ""),
        proband=entry.get("proband") in (True, 1, "1", "true"),
        label="" if label == id_ else label,
        unborn=bool(entry.get("miscarriage") or entry.get("termination")),
        adopted=adopted,
    )


def _diseases(entry: Object, where: str, found: Gathering) -> dict[str, Phenotype]:
    had = {} if "affected" not in entry else said(found.state(entry["affected"], where))
    for key, value in entry.items():
        if key.endswith(_ONSET) and value not in (None, ""):
            name = key.removesuffix(_ONSET).replace("_", " ")
            had[name] = Phenotype(
                State.PRESENT,
                found.number(value, where, sentence("age at onset of %(disease)s", disease=name)),
            )
        elif value is True and key not in _DRAWN and not key.startswith("_"):
            had.setdefault(key.replace("_", " "), Phenotype(State.PRESENT))
    return had


def _gene_tests(entry: Object, where: str, found: Gathering) -> tuple[GeneticTest, ...]:
    words = {"P": TestResult.POSITIVE, "N": TestResult.NEGATIVE}
    tests = []
    for key, value in entry.items():
        result = str(value.get("result")) if isinstance(value, Mapping) else ""
        if key.endswith("_gene_test") and result in words:
            tests.append((key, GeneticTest(words[result])))
    if len({key for key, _ in tests}) > 1:
        genes = ", ".join(key.removesuffix("_gene_test") for key, _ in tests)
        found.leave_out(
            sentence(
                "tests of several genes (%(genes)s): say which gene is the family's", genes=genes
            ),
            where,
        )
        return ()
    return tuple(test for _, test in tests)


def write_pedigreejs(family: Family) -> Written:
    """Write a family for pedigreejs.

    Parameters
    ----------
    family
        Any family; a missing second parent gets a stand-in, which pedigreejs needs.

    Returns
    -------
    data, issues
        And what pedigreejs has no room for.

    Examples
    --------
    >>> json.loads(write_pedigreejs(Family((Person("a", Sex.MALE),)))[0])[0]["sex"]
    'M'
    """
    whole = family.with_both_parents()
    entries = []
    for p in whole.people:
        entry: dict[str, object] = {"name": p.id, "famid": family.id}
        entry["sex"] = {Sex.MALE: "M", Sex.FEMALE: "F"}.get(p.sex, "U")
        entry |= {"display_name": p.label} if p.label else {}
        parents = {"mother": p.mother, "father": p.father}
        entry |= {"top_level": True} if p.is_founder else parents
        entry |= {"proband": True} if p.proband else {}
        entry |= {} if p.age_years is None else {"age": p.age_years}
        entry |= {"status": "1" if p.deceased else "0"}
        entry |= {"mztwin": p.twin_group} if p.twin_group else {}
        entry |= {f"adopted_{p.adopted}": True} if p.adopted else {}
        entries.append(entry | _written_diseases(p) | _written_test(p))
    cannot = (
        *("who is free of the disease", "the accuracy, copy or count of a test", "pregnancies"),
        "a single parent",
    )
    data = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    return data.encode(), losses(family, "pedigreejs", cannot, carries=["who was adopted"])


def _written_diseases(p: Person) -> dict[str, object]:
    written: dict[str, object] = {}
    for key, told in p.phenotypes.items():
        if told.state is State.PRESENT:
            name = re.sub(r"\s", "_", key)
            if key == AFFECTED or told.age_years is None:
                written[name] = True
            else:
                written[name + _ONSET] = told.age_years
    return written


def _written_test(p: Person) -> dict[str, object]:
    for test in p.tests:
        if test.result in (TestResult.POSITIVE, TestResult.NEGATIVE):
            letter = "P" if test.result is TestResult.POSITIVE else "N"
            return {"family_gene_test": {"type": "T", "result": letter}}
    return {}


def read_open_pedigree(document: Object) -> Read:
    """Read a family of open-pedigree (PhenoTips).

    Parameters
    ----------
    document
        With ``GG``, the list of its points: people, partnerships and the children of each.

    Returns
    -------
    families, issues
        Person 0 is the proband.

    Examples
    --------
    >>> (family,), _ = read_open_pedigree({"GG": [{"id": 0, "prop": {"gender": "F"}}]})
    >>> family.people[0].sex, family.people[0].proband
    (<Sex.FEMALE: 'female'>, True)
    """
    found = Gathering()
    points = {str(p["id"]): p for p in listed(document, "GG") if "id" in p}
    to = {id_: [str(e.get("to")) for e in listed(p, "outedges")] for id_, p in points.items()}
    people = {
        id_: _drawn(id_, p, f"GG[{n}]", found)
        for n, (id_, p) in enumerate(points.items())
        if not {"rel", "chhub", "hub", "virt"} & p.keys()
    }
    for id_, point in points.items():
        if "rel" not in point:
            continue
        parents = [i for i in people if id_ in _reached(i, to, people)]
        for child in _reached(id_, to, people):
            if child in people:
                people[child] = _under(people[child], [people[i] for i in parents], found)
    for person in people.values():
        found.add("family", person)
    return found.read()


def _reached(start: str, to: Mapping[str, Sequence[str]], people: Mapping[str, Person]) -> set[str]:
    """Follow edges, through the points that only bend a line, to the next that mean something."""
    found: set[str] = set()
    queue = list(to.get(start, []))
    while queue:
        here = queue.pop()
        if here in found:
            continue
        found.add(here)
        if here not in people:
            queue += to.get(here, [])
    return found


def _drawn(id_: str, point: Object, where: str, found: Gathering) -> Person:
    prop = point.get("prop")
    said_of: Object = prop if isinstance(prop, Mapping) else {}
    life = str(said_of.get("lifeStatus") or "alive")
    for key in ("dob", "dod", "comments", "hpoTerms", "candidateGenes", "fName", "lName"):
        if said_of.get(key):
            found.leave_out(sentence("the field %(key)s", key=key), where)
    diseases = said_of.get("disorders")
    had = {str(d): Phenotype(State.PRESENT) for d in diseases} if isinstance(diseases, list) else {}
    carrier = str(said_of.get("carrierStatus") or "")
    had |= {AFFECTED: Phenotype(State.PRESENT)} if carrier == "affected" and not had else {}
    return Person(
        id_,
        found.sex(said_of.get("gender"), where),
        deceased=life in ("deceased", "stillborn", "aborted", "miscarriage"),
        unborn=life in ("unborn", "stillborn", "aborted", "miscarriage"),
        phenotypes=had,
        tests=(GeneticTest(TestResult.HETEROZYGOUS),) if carrier == "carrier" else (),
        twin_group=str(said_of.get("twinGroup", "")) if said_of.get("monozygotic") else "",
        proband=id_ == "0",
        label=str(said_of.get("externalID") or ""),
    )


def _under(child: Person, parents: Sequence[Person], found: Gathering) -> Person:
    father = next((p.id for p in parents if p.sex is Sex.MALE), None)
    mother = next((p.id for p in parents if p.sex is Sex.FEMALE), None)
    for p in parents:
        if p.sex is Sex.UNKNOWN:
            found.warning(
                f"GG {p.id}",
                sentence(
                    "The parent %(parent)s of %(child)s has no sex.",
                    parent=repr(p.id),
                    child=repr(child.id),
                ),
                sentence("Say whether it is the mother or the father."),
            )
    return replace(child, father=father, mother=mother)
