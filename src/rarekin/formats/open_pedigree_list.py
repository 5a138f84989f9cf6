"""The list of people that open-pedigree (PhenoTips) imports as "Simple JSON", read and written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rarekin.formats.family_gathering import Gathering, Read, id_or_none
from rarekin.formats.family_losses import Written, losses
from rarekin.formats.open_pedigree import drawn_person
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, GeneticTest, Person, TestResult
from rarekin.model.sentences import sentence

Object = Mapping[str, object]
_OWN = frozenset(
    ["lifestatus", "carrierstatus", "disorders", "adoptedstatus", "isadopted", "twingroup",
     "monozygotic", "externalid", "firstname", "numpersons", "childlessstatus"]
)  # fmt: skip
_NAMES = {"lifestatus": "lifeStatus", "carrierstatus": "carrierStatus", "twingroup": "twinGroup",
          "adoptedstatus": "adoptedStatus", "isadopted": "isAdopted", "externalid": "externalID",
          "numpersons": "numPersons", "birthdate": "dob", "deathdate": "dod",
          "genes": "candidateGenes", "hpoterms": "hpoTerms"}  # fmt: skip
_LIVES = {"miscarriage": "miscarriage", "termination": "aborted", "stillbirth": "stillborn"}


def looks_like_list(entries: Iterable[object]) -> bool:
    """Tell whether a list of people is one of open-pedigree, not of pedigreejs.

    Examples
    --------
    >>> looks_like_list([{"name": "a", "lifeStatus": "deceased"}])
    True
    """
    told = [e for e in entries if isinstance(e, Mapping)]
    words = {str(e.get("sex")).lower() for e in told}
    return bool(words & {"male", "female"}) or any(_OWN & {k.lower() for k in e} for e in told)


def read_open_list(entries: Sequence[object]) -> Read:
    """Read a list of people as open-pedigree imports it.

    Parameters
    ----------
    entries
        One object a person; parents are named by id or name.

    Returns
    -------
    families, issues
        The first who is marked is the proband.

    Examples
    --------
    >>> (family,), _ = read_open_list([{"name": "a", "sex": "female", "disorders": ["gout"]}])
    >>> family.people[0].id, list(family.people[0].phenotypes)
    ('a', ['gout'])
    """
    found = Gathering()
    known: dict[str, Person] = {}
    parents: dict[str, tuple[str | None, ...]] = {}
    called: dict[str, str] = {}
    for n_entry, entry in enumerate(entries):
        where = f"[{n_entry}]"
        told = {k.lower(): v for k, v in entry.items()} if isinstance(entry, Mapping) else {}
        names = [told.get(k) for k in ("id", "externalid", "name", "firstname")]
        id_ = next((str(n) for n in names if n not in (None, "")), None)
        if "relationshipid" in told:
            continue
        if id_ is None or id_ in known:
            found.error(
                where,
                sentence("This entry names no person, or one who is there already."),
                sentence("Give every person an id of their own."),
            )
            continue
        called |= {str(n): id_ for n in reversed(names) if n not in (None, "")}
        person = drawn_person(id_, {"prop": {_NAMES.get(k, k): v for k, v in told.items()}},
                              where, found)  # fmt: skip
        is_first = not any(p.proband for p in known.values())
        label = "" if person.label == id_ else person.label
        known[id_] = replace(person, proband="proband" in told and is_first, label=label)
        parents[id_] = id_or_none(told.get("mother")), id_or_none(told.get("father"))
    for id_, person in known.items():
        mother, father = (called.get(p, p) if p else None for p in parents[id_])
        pair = tuple(p for p in (father, mother) if p)
        if person.adopted == "in":
            found.add("family", replace(person, raised_by=pair))
        else:
            below = person.twin_group or person.birth_group
            group = f"{'-'.join(pair)}-{below}" if below else ""
            twins = {"twin_group": group} if person.twin_group else {"birth_group": group}
            found.add("family", replace(person, mother=mother, father=father, **twins))  # type: ignore[arg-type]
    return found.read()


def write_open_list(family: Family) -> Written:
    """Write a family as the list that open-pedigree imports as "Simple JSON".

    Parameters
    ----------
    family
        Any family.

    Returns
    -------
    data, issues
        And what open-pedigree has no room for.

    Examples
    --------
    >>> json.loads(write_open_list(Family((Person("a", Sex.MALE),)))[0])
    [{'id': 'a', 'sex': 'male'}]
    """
    groups: dict[str, int] = {}
    first = next((p.id for p in family.people if p.proband), None)
    entries = [_entry(p, p.id == first, groups) for p in family.people]
    data = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    # What a carrier's mark tells is carried; of the rest of the tests nothing is.
    rest = replace(
        family,
        people=tuple(replace(p, tests=()) if _carries(p) else p for p in family.people),
    )
    cannot = [
        *("ages", "ages at onset", "who is free of the disease", "gene tests"),
        *(["the proband"] if sum(p.proband for p in family.people) > 1 else []),
        "affected beside a named disease",
        "a pregnancy that ended, not known how",
    ]  # fmt: skip
    carries = ["adoptive parents"]
    if all(p.adopted != "in" or p.is_founder for p in family.people):
        carries.append("who was adopted")
    if not any(p.fraternal for p in family.people):
        carries.append("who was born together")
    if all(p.loss in ("", *_LIVES) for p in family.people):
        carries.append("how a pregnancy ended")
    return data.encode(), losses(rest, "open-pedigree", cannot, carries=carries)


def _entry(p: Person, is_proband: bool, groups: dict[str, int]) -> dict[str, object]:
    entry: dict[str, object] = {"id": p.id}
    entry["sex"] = {Sex.MALE: "male", Sex.FEMALE: "female"}.get(p.sex, "unknown")
    mother, father = p.mother, p.father
    if p.raised_by and p.is_founder:
        mother, father = (*p.raised_by[1:], None)[0], p.raised_by[0]
    entry |= {k: v for k, v in (("mother", mother), ("father", father)) if v}
    entry |= {"externalId": p.label} if p.label and p.label != p.id else {}
    entry |= {"proband": True} if is_proband else {}
    life = "deceased" if p.deceased else "unborn" if p.unborn else ""
    if p.loss:
        life = _LIVES.get(p.loss, "miscarriage")
    entry |= {"lifeStatus": life} if life else {}
    is_in = p.is_founder and (p.adopted == "in" or p.raised_by)
    entry |= {"adoptedStatus": "adoptedIn"} if is_in else {}
    entry |= {"adoptedStatus": "adoptedOut"} if p.adopted == "out" else {}
    if p.born_with:
        entry["twinGroup"] = groups.setdefault(p.born_with, len(groups))
        entry["monozygotic"] = bool(p.twin_group)
    entry |= {"numPersons": p.number} if p.number > 1 else {}
    had = [k for k, s in p.phenotypes.items() if s.state is State.PRESENT and k != AFFECTED]
    entry |= {"disorders": had} if had else {}
    is_ill = AFFECTED in p.phenotypes and p.phenotypes[AFFECTED].state is State.PRESENT
    status = "affected" if is_ill and not had else "carrier" if _carries(p) else ""
    return entry | ({"carrierStatus": status} if status else {})


def _carries(p: Person) -> bool:
    is_ill = AFFECTED in p.phenotypes and p.phenotypes[AFFECTED].state is State.PRESENT
    return p.tests == (GeneticTest(TestResult.HETEROZYGOUS),) and not is_ill
