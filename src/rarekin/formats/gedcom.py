"""GEDCOM 5.5.1 and 7 read: the families of genealogy programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rarekin.errors import FormatError
from rarekin.formats.family_gathering import Gathering, Read
from rarekin.formats.family_text import text_of
from rarekin.formats.gedcom_records import Record, age_of, is_span, records_of, year_of
from rarekin.formats.life_dates import check_dates
from rarekin.model.case import Sex, State
from rarekin.model.partnership import Partnership
from rarekin.model.person import Person, Phenotype
from rarekin.model.sentences import sentence

FACT = "Phenotype "
"""Start of the type of a fact that tells a disease; its value is present or excluded."""
OWN_ID = "Rarekin id"
"""Type of a reference number that holds an id which GEDCOM cannot."""


def looks_like_gedcom(text: str) -> bool:
    """Tell whether text is GEDCOM.

    Examples
    --------
    >>> looks_like_gedcom("0 HEAD"), looks_like_gedcom("f a 0 0 1 2")
    (True, False)
    """
    return re.match(r"\s*0\s+(HEAD\b|@[^@]+@\s+(INDI|FAM)\b)", text, re.I) is not None


def read_gedcom(data: bytes) -> Read:
    r"""Read the people of a GEDCOM file; names of living people are not kept.

    Parameters
    ----------
    data
        Version 5.5.1 or 7.

    Returns
    -------
    families, issues
        One family for all who are linked; adoptive parents pass nothing on. Ages come from dates,
        of the living at the date of the file.

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
    records = records_of(text, found)
    head = next((r for r in records if r.tag == "HEAD"), Record("HEAD"))
    individuals = [r for r in records if r.tag == "INDI"]
    _rename(records, individuals)
    people = {r.id: _person(r, year_of(head.text("DATE")), found) for r in individuals}
    if not people:
        raise FormatError(
            sentence("This GEDCOM file lists nobody."), hint=sentence("Export the family again.")
        )
    unions = Unions(people, _adopted(individuals), found)
    families = [r for r in records if r.tag == "FAM"]
    _complete(individuals, families)
    for union in families:
        unions.read(union)
    dates = {
        event: {r.id: y for r in individuals if (y := year_of(r.text(event, "DATE"))) is not None}
        for event in ("BIRT", "DEAT")
    }
    check_dates(people, dates["BIRT"], dates["DEAT"], found)
    for name, members in _linked(people, families):
        ids = {person.id for person in members}
        found.partners[name] = [tie for tie in unions.partners if tie.one in ids]
        for person in members:
            found.add(name, person)
    return found.read()


def _rename(records: Sequence[Record], individuals: Sequence[Record]) -> None:
    """Give people the ids they had before we wrote them, everywhere in the file."""
    own = {
        r.id: number.value
        for r in individuals
        for number in r.all("REFN")
        if number.text("TYPE") == OWN_ID and number.value
    }
    for record in records:
        record.id = own.get(record.id, record.id)
        for line in record.below:
            inner = line.value.strip("@")
            if line.tag in ("HUSB", "WIFE", "CHIL") and inner in own:
                line.value = own[inner]


def _complete(individuals: Iterable[Record], families: Sequence[Record]) -> None:
    """Add to every family whom only their own entry tells as its child or partner."""
    by_id = {union.id: union for union in families}
    for person in individuals:
        for link in (*person.all("FAMC"), *person.all("FAMS")):
            union = by_id.get(link.value.strip("@"))
            tags = ("CHIL",) if link.tag == "FAMC" else ("HUSB", "WIFE")
            if union is None or any(
                r.value.strip("@") == person.id for tag in tags for r in union.all(tag)
            ):
                continue
            tag = "WIFE" if person.text("SEX") == "F" else "HUSB"
            new = Record("CHIL" if link.tag == "FAMC" else tag, f"@{person.id}@", "", link.line)
            if new.tag == "CHIL" or not union.text(new.tag):
                union.below.append(new)


def _person(record: Record, today: float | None, found: Gathering) -> Person:
    where = f"line {record.line}"
    death = next(record.all("DEAT"), None)
    born, died = year_of(record.text("BIRT", "DATE")), year_of(record.text("DEAT", "DATE"))
    end = died if death is not None else today
    age = None if born is None or end is None else end - born
    for event in ("BIRT", "DEAT"):
        date = record.text(event, "DATE")
        if date and year_of(date) is None and not is_span(date):
            found.leave_out(sentence("the date %(date)s", date=repr(date[:30])), where)
    at_death = record.text("DEAT", "AGE")
    if death is not None and age is None:
        age = age_of(at_death)
    is_stillborn = at_death.strip().upper() == "STILLBORN"
    phenotypes = {}
    for fact in record.all("FACT"):
        kind = fact.text("TYPE")
        if kind.startswith(FACT) and fact.value in {"present", "excluded"}:
            told = fact.text("AGE")
            years = age_of(told)
            years = found.number(told or None, where, sentence("age")) if years is None else years
            phenotypes[kind.removeprefix(FACT)] = Phenotype(State(fact.value), years)
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
        unborn=is_stillborn,
        loss="stillbirth" if is_stillborn else "",
    )


def _adopted(records: Iterable[Record]) -> set[tuple[str, str]]:
    """Return who is no biological child of which union."""
    by_link = {
        (person.id, link.value.strip("@"))
        for person in records
        for link in person.all("FAMC")
        if link.text("PEDI").lower() in {"adopted", "foster", "sealing", "step"}
    }
    by_event = {
        (person.id, event.text("FAMC").strip("@"))
        for person in records
        for event in person.all("ADOP")
        if event.text("FAMC")
    }
    return by_link | by_event


class Unions:
    """Parents and partners, as the families of a file tell them.

    Attributes
    ----------
    partners
        Couples who have no child here, who parted, or who cannot both be parents by birth.
    """

    def __init__(
        self, people: dict[str, Person], adopted: set[tuple[str, str]], found: Gathering
    ) -> None:
        self.people, self.adopted, self.found = people, adopted, found
        self.partners: list[Partnership] = []

    def read(self, union: Record) -> None:
        """Take one family of the file in."""
        father, mother = self._parents(union)
        couple = [p for p in (father, mother) if p in self.people]
        sexes = {self.people[p].sex for p in couple} - {Sex.UNKNOWN}
        is_same = (
            len(couple) == 2
            and len(sexes) == 1
            and father != mother
            and all(self.people[p].sex is not Sex.UNKNOWN for p in couple)
        )
        children = list(union.all("CHIL"))
        for link in children:
            self._child(union.id, link, father, mother, is_same)
        parted = any(r.tag == "DIV" or "separat" in r.text("TYPE").lower() for r in union.below)
        hang = [self.people[c] for link in children if (c := link.value.strip("@")) in self.people]
        is_seen = any(set(couple) == {p.father, p.mother} for p in hang)
        if len(couple) == 2 and father != mother and (parted or is_same or not is_seen):
            self.partners.append(Partnership(couple[0], couple[1], separated=parted))

    def _parents(self, union: Record) -> tuple[str, str]:
        father, mother = union.text("HUSB").strip("@"), union.text("WIFE").strip("@")
        for tag in ("HUSB", "WIFE"):
            for more in list(union.all(tag))[1:]:
                self.found.warning(
                    f"line {more.line}",
                    sentence("A family has two entries %(tag)s; the first counts.", tag=tag),
                    sentence("Give every couple a family of its own."),
                )
        both = [self.people.get(father), self.people.get(mother)]
        if both[0] and both[1] and both[0].sex is Sex.FEMALE and both[1].sex is Sex.MALE:
            father, mother = mother, father
        for parent, sex in ((father, Sex.MALE), (mother, Sex.FEMALE)):
            if parent in self.people and self.people[parent].sex is Sex.UNKNOWN:
                self.people[parent] = replace(self.people[parent], sex=sex)
        return father, mother

    def _child(self, union: str, link: Record, father: str, mother: str, is_same: bool) -> None:
        child, where = link.value.strip("@"), f"line {link.line}"
        by_adoption = {tag for tag in ("_FREL", "_MREL") if _is_adoptive(link.text(tag))}
        if child not in self.people:
            self.found.error(
                where,
                sentence("The child %(child)s has no entry.", child=repr(child)),
                sentence("Export the file again."),
            )
        elif is_same or (child, union) in self.adopted or len(by_adoption) == 2:
            self._raise(child, where, [father, mother], is_same=is_same)
        elif not self.people[child].is_founder:
            self.found.warning(
                where,
                sentence(
                    "%(child)s has two pairs of parents; the first counts.", child=repr(child)
                ),
                sentence("Mark the others as adoptive."),
            )
        else:
            self.people[child] = replace(
                self.people[child],
                father=None if "_FREL" in by_adoption else father or None,
                mother=None if "_MREL" in by_adoption else mother or None,
            )

    def _raise(self, child: str, where: str, parents: list[str], *, is_same: bool) -> None:
        raised_by = tuple(p for p in parents if p in self.people)
        adopted = "" if is_same else "in"
        self.people[child] = replace(self.people[child], adopted=adopted, raised_by=raised_by)
        if is_same:
            self.found.warning(
                where,
                sentence(
                    "%(child)s is the child of two women or two men here; who gave the egg and "
                    "who the sperm is not said.",
                    child=repr(child),
                ),
                sentence("Name the genetic mother and father, as far as they are known."),
            )


def _is_adoptive(word: str) -> bool:
    return any(kind in word.lower() for kind in ("adopt", "foster", "step", "guardian"))


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
