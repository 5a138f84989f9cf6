"""The JSON of pedigreejs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from rarekin.formats.family_gathering import Gathering, Read, by_word, id_or_none, said
from rarekin.formats.family_losses import Written, losses
from rarekin.formats.open_pedigree import named_in
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, GeneticTest, Person, Phenotype, TestResult
from rarekin.model.sentences import sentence

Object = Mapping[str, object]
_ONSET = "_diagnosis_age"
_LISTS = ("conditions", "diseases", "disorders")
_LOSSES = {
    "miscarriage": "miscarriage",
    "termination": "termination",
    "ectopic": "ectopic",
    "stillbirth": "stillbirth",
}
_DRAWN = frozenset(_LOSSES) | frozenset(
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
        Adoptive parents pass nothing on.

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
    raised_by: tuple[str, ...] = ()
    if adopted == "in" and (father or mother):
        raised_by = tuple(p for p in (father, mother) if p is not None)
        father = mother = None
    loss = next((word for key, word in _LOSSES.items() if entry.get(key)), "")
    for key in ("divorced", "yob"):
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
        deceased=str(entry.get("status", "0")) == "1" or bool(loss),
        phenotypes=_diseases(entry, where, found),
        tests=_gene_tests(entry, where, found),
        twin_group=str(entry.get("mztwin") or ""),
        proband=entry.get("proband") in (True, 1, "1", "true"),
        label="" if label == id_ else label,
        unborn=bool(loss),
        adopted=adopted,
        raised_by=raised_by,
        loss=loss,
        birth_group=str(entry.get("dztwin") or ""),
        fraternal=bool(entry.get("dztwin")),
    )


def _diseases(entry: Object, where: str, found: Gathering) -> dict[str, Phenotype]:
    had = {} if "affected" not in entry else said(found.state(entry["affected"], where))
    for key in _LISTS:
        had |= {name: Phenotype(State.PRESENT) for name in named_in(entry.get(key))}
    for key, value in entry.items():
        is_known = key in _DRAWN or key in _LISTS or key.startswith("_") or value is True
        if not is_known and not key.endswith((_ONSET, "_gene_test")) and value:
            found.leave_out(sentence("the field %(key)s", key=key), where)
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
    whole = family.everybody()
    entries = []
    for p in whole.people:
        entry: dict[str, object] = {"name": p.id, "famid": family.id}
        entry["sex"] = {Sex.MALE: "M", Sex.FEMALE: "F"}.get(p.sex, "U")
        entry |= {"display_name": p.label} if p.label else {}
        parents = {"mother": p.mother, "father": p.father}
        if p.is_founder and len(p.raised_by) == 2:
            mother, father = sorted(p.raised_by, key=lambda i: whole.by_id[i].sex is Sex.MALE)
            parents = {"mother": mother, "father": father}
        entry |= {"top_level": True} if None in parents.values() else parents
        entry |= {"proband": True} if p.proband else {}
        entry |= {} if p.age_years is None else {"age": p.age_years}
        entry |= {"status": "1" if p.deceased else "0"}
        entry |= {"mztwin": p.twin_group} if p.twin_group else {}
        entry |= {"dztwin": p.birth_group} if p.birth_group and p.fraternal else {}
        entry |= {f"adopted_{p.adopted}": True} if p.adopted else {}
        entry |= {p.loss: True} if p.loss in _LOSSES else {}
        entries.append(entry | _written_diseases(p) | _written_test(p))
    cannot = (
        *("who is free of the disease", "the accuracy, copy or count of a test", "a single parent"),
        *(["pregnancies"] if any(p.unborn and not p.loss for p in family.people) else []),
    )
    known = all(p.fraternal for p in family.people if p.birth_group)
    both = all(len(p.raised_by) in (0, 2) for p in family.people)
    carries = ["who was adopted", "how a pregnancy ended"]
    carries += ["who was born together"] if known else []
    carries += ["adoptive parents"] if both else []
    data = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    return data.encode(), losses(family, "pedigreejs", cannot, carries=carries)


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
