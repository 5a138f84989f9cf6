"""The key of a family tree, and what the standard writes beneath a symbol."""

from __future__ import annotations

from collections.abc import Mapping

from rarekin.draw.pedigree_layout import Layout
from rarekin.draw.pedigree_marks import PedigreeMarks, born_as, is_small
from rarekin.draw.pedigree_rows import Couple, person_of
from rarekin.draw.relationship import relationship
from rarekin.draw.svg import wrap
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.person import Person
from rarekin.model.sentences import Sentence, sentence

_MOST_COUPLES = 8  # told in the key; the text version tells all

_SEX_BENEATH = {Sex.MALE: sentence("male"), Sex.FEMALE: sentence("female")}
_BORN_AS = {
    "AFAB": sentence("AFAB: assigned female at birth"),
    "AMAB": sentence("AMAB: assigned male at birth"),
    "UAAB": sentence("UAAB: unassigned at birth"),
}
_ROLES = {
    "donor": sentence("D: gave an egg or sperm"),
    "surrogate": sentence("S: carried a child of others"),
}
_LOSSES = {"ectopic": "ECT", "stillbirth": "SB"}
_LOSSES_TOLD = {
    "ectopic": sentence("ECT: ectopic pregnancy"),
    "stillbirth": sentence("SB: stillbirth"),
}


def standard_notes(person: Person) -> list[str]:
    """Return what the standard writes beneath a symbol, after the name.

    Examples
    --------
    >>> standard_notes(Person("a", Sex.MALE, unborn=True, deceased=True, loss="ectopic"))
    ['male', 'ECT']
    """
    notes: list[str] = []
    if is_small(person) and person.sex is not Sex.UNKNOWN:
        notes.append(_SEX_BENEATH[person.sex])
    if person.loss in _LOSSES:
        notes.append(_LOSSES[person.loss])
    if born_as(person):
        notes.append(born_as(person))
    return notes


def degrees_of(family: Family, layout: Layout) -> dict[Couple, str]:
    """Return what the partners of every related couple are to each other."""
    found: dict[Couple, str] = {}
    for couple in layout.couples:
        pair = person_of(couple.father), person_of(couple.mother)
        words = couple.said or (relationship(family.by_id, *pair) if couple.related else None)
        if words:
            found[couple] = words
    return found


def legend_of(
    family: Family,
    marks: PedigreeMarks,
    letters: Mapping[str, str],
    degrees: Mapping[Couple, str],
    width: float,
) -> tuple[tuple[int | None, str], ...]:
    """Return the lines of the key, each with the number of the filling it explains.

    Parameters
    ----------
    family, marks
        What is drawn.
    letters
        Of those who are drawn twice.
    degrees
        Of related couples.
    width
        Room for a line.

    Returns
    -------
    lines
        Only what this picture shows; fillings first.
    """
    told: list[tuple[int | None, str]] = list(enumerate(marks.phenotypes))
    notes: list[Sentence] = []
    for couple, degree in list(degrees.items())[:_MOST_COUPLES]:
        names = [family.by_id[person_of(s)].name for s in (couple.father, couple.mother)]
        notes.append(
            sentence("═ %(one)s and %(other)s: %(degree)s", one=names[0], other=names[1],
                     degree=degree)
        )  # fmt: skip
    words = {note for p in family.people for note in standard_notes(p)}
    notes += [text for role, text in _ROLES.items() if any(p.role == role for p in family.people)]
    notes += [text for word, text in _BORN_AS.items() if word in words]
    notes += [_LOSSES_TOLD[loss] for loss, word in _LOSSES.items() if word in words]
    if letters:
        notes.append(sentence("↔ and a letter: the same person, drawn twice"))
    told += [(None, marks.say(note)) for note in notes]
    return tuple(
        (number if n == 0 else None, row)
        for number, text in told
        for n, row in enumerate(wrap(text, width - 28, lines=4))
    )
