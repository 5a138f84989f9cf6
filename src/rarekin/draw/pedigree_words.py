"""A family tree in words, for who does not see it: everything the picture tells."""

from __future__ import annotations

from rarekin.draw.pedigree_chart import Chart
from rarekin.draw.pedigree_marks import PedigreeMarks, born_as
from rarekin.draw.pedigree_rows import Couple, is_passing, person_of
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.person import Person
from rarekin.model.sentences import Sentence, joined, sentence

_ADOPTED = (sentence("adopted by another family"), sentence("adopted into the family"))
_SEX = {
    Sex.FEMALE: sentence("female"),
    Sex.MALE: sentence("male"),
    Sex.UNKNOWN: sentence("sex unknown"),
}
_GENDER = {"man": sentence("man"), "woman": sentence("woman"), "other": sentence("gender-diverse")}
_LOSS = {
    "": sentence("pregnancy that ended"),
    "miscarriage": sentence("miscarriage"),
    "termination": sentence("pregnancy ended by choice"),
    "ectopic": sentence("ectopic pregnancy"),
    "stillbirth": sentence("stillbirth"),
}
_ROLE = {
    "donor": sentence("gave an egg or sperm"),
    "surrogate": sentence("carried a child of others"),
}
_CHILDLESS = {
    "choice": sentence("no children"),
    "infertility": sentence("cannot have children together"),
}


def in_words(family: Family, chart: Chart) -> str:
    """Say a family row by row, then what is to be said of its couples.

    Parameters
    ----------
    family
        With both parents or none for everybody.
    chart
        Where everybody stands.

    Returns
    -------
    text
        In the reader's language, a line a generation.
    """
    say = chart.marks.say
    rows = [
        say(
            sentence(
                "%(title)s: %(people)s in %(generations)s.",
                title=chart.marks.title,
                people=_people(len(family)),
                generations=_generations(len(chart.rows)),
            )
        )
    ]
    for row in range(len(chart.rows)):
        here = [p for p in family.people if chart.layout.row[p.id] == row]
        here.sort(key=lambda p: chart.x[p.id])
        told = joined(_one_in_words(family, p, chart.marks) for p in here)
        rows.append(say(sentence("Generation %(n)s: %(people)s.", n=row + 1, people=told)))
    couples = [
        pair
        for c in chart.layout.couples
        if not is_passing(c.father) and (pair := _couple(family, c, chart))
    ]
    if couples:
        rows.append(say(sentence("Couples: %(couples)s.", couples=joined(couples))))
    return "\n".join(rows)


def _people(n: int) -> Sentence:
    return sentence("1 person") if n == 1 else sentence("%(n)s people", n=n)


def _generations(n: int) -> Sentence:
    return sentence("1 generation") if n == 1 else sentence("%(n)s generations", n=n)


def _couple(family: Family, couple: Couple, chart: Chart) -> Sentence | None:
    """Say of a couple what its children do not tell; None where there is nothing to say."""
    facts: list[str] = []
    if couple.separated:
        facts.append(sentence("separated"))
    if couple.childless:
        facts.append(_CHILDLESS[couple.childless])
    degree = chart.degrees.get(couple)
    if degree is not None:
        facts.append(degree)
    if not facts and not couple.children:
        facts.append(sentence("a couple"))
    if not facts:
        return None
    names = [family.by_id[person_of(s)].name for s in (couple.father, couple.mother)]
    pair = sentence("%(one)s and %(other)s", one=names[0], other=names[1])
    return sentence("%(label)s: %(value)s", label=pair, value=joined(facts, ", "))


def _standing(family: Family, person: Person) -> list[Sentence]:
    """Return the sex, and whether born, dead, adopted, a donor or born with somebody."""
    facts = [_SEX[person.sex]]
    if born_as(person):
        facts.insert(0, _GENDER[person.gender])
    if person.unborn:
        ended = _LOSS.get(person.loss, _LOSS[""])
        facts.append(ended if person.deceased else sentence("not born yet"))
    elif person.deceased:
        facts.append(sentence("died"))
    facts += _several(person.number)
    if person.adopted:
        facts.append(_ADOPTED[person.adopted == "in"])
    if person.role in _ROLE:
        facts.append(_ROLE[person.role])
    if person.raised_by:
        names = joined((_name(family, id_) for id_ in person.raised_by), ", ")
        facts.append(sentence("raised by %(people)s", people=names))
    if person.carried_by:
        facts.append(sentence("carried by %(person)s", person=_name(family, person.carried_by)))
    return [*facts, *_born_with(family, person)]


def _several(n: int) -> list[Sentence]:
    """Say for how many people somebody stands."""
    if n == 1:
        return []
    return [sentence("%(n)s people", n=n) if n else sentence("several people")]


def _name(family: Family, id_: str) -> str:
    return family.by_id[id_].name if id_ in family.by_id else id_


def _born_with(family: Family, person: Person) -> list[Sentence]:
    facts = []
    for other in family.people:
        if other.id == person.id or not person.born_with or other.born_with != person.born_with:
            continue
        if person.twin_group and other.twin_group == person.twin_group:
            facts.append(sentence("identical twin of %(person)s", person=other.name))
        elif person.fraternal or other.fraternal:
            facts.append(sentence("fraternal twin of %(person)s", person=other.name))
        else:
            facts.append(sentence("twin of %(person)s, not known whether identical", person=other.name))  # fmt: skip  # noqa: E501
    return facts


def _one_in_words(family: Family, person: Person, marks: PedigreeMarks) -> Sentence:
    facts = _standing(family, person)
    if person.age_years is not None:
        facts.append(sentence("%(n)s years", n=float(person.age_years)))
    if person.father is not None and person.mother is not None:
        father, mother = family.by_id[person.father].name, family.by_id[person.mother].name
        facts.append(sentence("child of %(father)s and %(mother)s", father=father, mother=mother))
    told = joined(facts, ", ")
    if person.consultand:
        told = joined((told, sentence("consultand")))
    if person.proband:
        told = joined((told, sentence("proband")))
    mine = marks.people.get(person.id)
    text = sentence("%(person)s (%(told)s)", person=person.name, told=told)
    if not mine or not mine.description:
        return text
    return sentence("%(label)s: %(value)s", label=text, value=mine.description)
