"""GEDCOM 5.5.1 and 7: the families of genealogy programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rarekin.errors import FormatError
from rarekin.formats.family_gathering import Gathering, Read
from rarekin.formats.family_losses import Written, losses, plain_ids
from rarekin.formats.family_text import text_of
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import Person, Phenotype
from rarekin.model.sentences import sentence

_LINE = re.compile(r"\s*(\d{1,2})\s+(?:@([^@]+)@\s+)?([A-Za-z_][A-Za-z0-9_]*)(?: (.*))?$")
_YEAR = re.compile(r"(?:(\d{1,2}) )?(?:([A-Z]{3}) )?(\d{3,4})$")
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_FACT = "Phenotype "


@dataclass
class Record:
    """One line with the lines below it."""

    tag: str
    value: str = ""
    id: str = ""
    line: int = 0
    below: list[Record] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Record]:
        """Yield the lines below with one tag."""
        return (r for r in self.below if r.tag == tag)

    def text(self, *path: str) -> str:
        """Return the value at the end of a path; empty where it is not there."""
        here: Record | None = self
        for tag in path:
            here = next(here.all(tag), None) if here is not None else None
        return "" if here is None else here.value


def looks_like_gedcom(text: str) -> bool:
    """Tell whether text is GEDCOM.

    Examples
    --------
    >>> looks_like_gedcom("0 HEAD"), looks_like_gedcom("f a 0 0 1 2")
    (True, False)
    """
    return re.match(r"\s*0\s+HEAD\b", text) is not None


def read_gedcom(data: bytes) -> Read:
    r"""Read the people of a GEDCOM file; names of living people are not kept.

    Parameters
    ----------
    data
        Version 5.5.1 or 7.

    Returns
    -------
    families, issues
        One family for all who are linked; an adopted child has no parents here, for adoptive
        parents pass nothing on. Ages come from dates, of the living at the date of the file.

    Raises
    ------
    FormatError
        If it lists nobody.

    Examples
    --------
    >>> text = b"0 HEAD\n0 @I1@ INDI\n1 SEX F\n0 TRLR\n"
    >>> read_gedcom(text)[0][0].people[0].sex
    <Sex.FEMALE: 'female'>
    """
    text, noticed = text_of(data)
    found = Gathering(list(noticed))
    records = _records(text, found)
    head = next((r for r in records if r.tag == "HEAD"), Record("HEAD"))
    unions = {r.id: r for r in records if r.tag == "FAM"}
    people = {r.id: _person(r, _date(head.text("DATE")), found) for r in records if r.tag == "INDI"}
    if not people:
        raise FormatError(
            sentence("This GEDCOM file lists nobody."), hint=sentence("Export the family again.")
        )
    adopted = _adopted(r for r in records if r.tag == "INDI")
    for id_, union in unions.items():
        _children(id_, union, people, adopted, found)
    for name, members in _linked(people, unions.values()):
        for person in members:
            found.add(name, person)
    return found.read()


def _records(text: str, found: Gathering) -> list[Record]:
    top: list[Record] = []
    stack: list[Record] = []
    for n_line, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.match(line)
        level = int(match[1]) if match else 0
        if match is None or level > len(stack):
            if not (stack and match is None):  # a broken long text goes on over several lines
                found.error(
                    f"line {n_line}",
                    sentence("This is no GEDCOM line: %(line)s.", line=repr(line[:40])),
                    sentence("Export the file again."),
                )
            continue
        record = Record(match[3].upper(), (match[4] or "").strip(), match[2] or "", n_line)
        del stack[level:]
        (stack[-1].below if stack else top).append(record)
        stack.append(record)
    return top


def _date(text: str) -> float | None:
    match = _YEAR.search(text.upper().strip())
    if match is None or text.upper().startswith(("BEF", "AFT", "FROM", "BET")):
        return None
    month = _MONTHS.index(match[2]) if match[2] in _MONTHS else 6
    day = int(match[1]) if match[1] and match[2] in _MONTHS else 1
    return int(match[3]) + month / 12 + (day - 1) / 365.25


def _person(record: Record, today: float | None, found: Gathering) -> Person:
    where = f"line {record.line}"
    death = next(record.all("DEAT"), None)
    born, died = _date(record.text("BIRT", "DATE")), _date(record.text("DEAT", "DATE"))
    end = died if death is not None else today
    age = None if born is None or end is None else end - born
    phenotypes = {}
    for fact in record.all("FACT"):
        kind = fact.text("TYPE")
        if kind.startswith(_FACT) and fact.value in {"present", "excluded"}:
            years = found.number(fact.text("AGE").rstrip("y") or None, where, sentence("age"))
            phenotypes[kind.removeprefix(_FACT)] = Phenotype(State(fact.value), years)
        else:
            found.leave_out(sentence("facts and notes: read them yourself"), where)
    if any(True for _ in record.all("NOTE")):
        found.leave_out(sentence("facts and notes: read them yourself"), where)
    return Person(
        record.id,
        found.sex(record.text("SEX"), where),
        deceased=death is not None,
        age_years=round(age, 2) if age is not None and 0 <= age <= 120 else None,
        phenotypes=phenotypes,
    )


def _adopted(records: Iterable[Record]) -> set[tuple[str, str]]:
    """Return who is no biological child of which union."""
    return {
        (person.id, link.value.strip("@"))
        for person in records
        for link in person.all("FAMC")
        if link.text("PEDI").lower() in {"adopted", "foster", "sealing"}
    }


def _children(
    id_: str,
    union: Record,
    people: dict[str, Person],
    adopted: set[tuple[str, str]],
    found: Gathering,
) -> None:
    father, mother = union.text("HUSB").strip("@"), union.text("WIFE").strip("@")
    both = [people.get(father), people.get(mother)]
    if both[0] and both[1] and both[0].sex is Sex.FEMALE and both[1].sex is Sex.MALE:
        father, mother = mother, father
    for parent, sex in ((father, Sex.MALE), (mother, Sex.FEMALE)):
        if parent in people and people[parent].sex is Sex.UNKNOWN:
            people[parent] = replace(people[parent], sex=sex)
    for link in union.all("CHIL"):
        child, where = link.value.strip("@"), f"line {link.line}"
        if child not in people:
            found.error(
                where,
                sentence("The child %(child)s has no entry.", child=repr(child)),
                sentence("Export the file again."),
            )
        elif (child, id_) in adopted or _is_adopted(link):
            found.leave_out(sentence("adoptive parents: they pass nothing on"), where)
            people[child] = replace(people[child], adopted="in")
        elif not people[child].is_founder:
            found.warning(
                where,
                sentence(
                    "%(child)s has two pairs of parents; the first counts.", child=repr(child)
                ),
                sentence("Mark the others as adoptive."),
            )
        else:
            people[child] = replace(people[child], father=father or None, mother=mother or None)


def _is_adopted(link: Record) -> bool:
    return any("adopt" in r.value.lower() for r in link.below if r.tag in {"_FREL", "_MREL"})


def _linked(
    people: Mapping[str, Person], unions: Iterable[Record]
) -> list[tuple[str, list[Person]]]:
    """Part the people of a file into those who are linked, the most first."""
    root = {id_: id_ for id_ in people}

    def find(id_: str) -> str:
        while root[id_] != id_:
            root[id_] = root[root[id_]]
            id_ = root[id_]
        return id_

    for union in unions:
        ids = [r.value.strip("@") for tag in ("HUSB", "WIFE", "CHIL") for r in union.all(tag)]
        inside = [i for i in ids if i in people]
        for other in inside[1:]:
            root[find(other)] = find(inside[0])
    groups: dict[str, list[Person]] = {}
    for id_, person in people.items():
        groups.setdefault(find(id_), []).append(person)
    ordered = sorted(groups.values(), key=len, reverse=True)
    return [
        (f"family of {members[0].id}" if len(ordered) > 1 else "family", members)
        for members in ordered
    ]


def write_gedcom(family: Family, version: str = "5.5.1") -> Written:
    """Write a family as GEDCOM.

    Parameters
    ----------
    family
        Any family.
    version
        ``5.5.1`` or ``7.0``.

    Returns
    -------
    data, issues
        And what GEDCOM has no room for.

    Examples
    --------
    >>> write_gedcom(Family((Person("a", Sex.MALE),)))[0].decode().splitlines()[-3:]
    ['0 @a@ INDI', '1 SEX M', '0 TRLR']
    """
    ids, changed = plain_ids(family, "GEDCOM", allowed=r"[A-Za-z0-9][A-Za-z0-9_-]*", most=20)
    lines = ["0 HEAD", "1 SOUR RAREKIN", "1 GEDC", f"2 VERS {version}"]
    if version.startswith("5"):
        lines += ["2 FORM LINEAGE-LINKED", "1 CHAR UTF-8"]
    unions: dict[tuple[str | None, str | None], list[str]] = {}
    for p in family.people:
        if not p.is_founder:
            unions.setdefault((p.father, p.mother), []).append(p.id)
    names = {pair: f"F-{n}" for n, pair in enumerate(unions, 1)}
    for p in family.people:
        lines += _written(p, ids)
        if not p.is_founder:
            lines.append(f"1 FAMC @{names[p.father, p.mother]}@")
        lines += [f"1 FAMS @{names[pair]}@" for pair in unions if p.id in pair]
    for (father, mother), children in unions.items():
        lines.append(f"0 @{names[father, mother]}@ FAM")
        lines += [f"1 HUSB @{ids[father]}@"] if father else []
        lines += [f"1 WIFE @{ids[mother]}@"] if mother else []
        lines += [f"1 CHIL @{ids[c]}@" for c in children]
    cannot = ("ages", "gene tests", "identical twins", "the proband", "labels", "pregnancies")
    data = "\n".join([*lines, "0 TRLR"]) + "\n"
    return data.encode(), (*losses(family, "GEDCOM", cannot), *changed)


def _written(p: Person, ids: Mapping[str, str]) -> list[str]:
    lines = [f"0 @{ids[p.id]}@ INDI", f"1 SEX {_SEX[p.sex]}"]
    lines += ["1 DEAT Y"] if p.deceased else []
    for key, told in p.phenotypes.items():
        if told.state is not State.UNKNOWN:
            lines += [f"1 FACT {told.state.value}", f"2 TYPE {_FACT}{' '.join(key.split())}"]
            lines += [] if told.age_years is None else [f"2 AGE {told.age_years:g}y"]
    return lines


_SEX = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.UNKNOWN: "U"}
