"""A letter to a relative in plain words: what runs in the family, and what they may want to do."""

from __future__ import annotations

from rarekin.model.sentences import Sentence, joined, sentence
from rarekin.risk.results import FamilyRisk, PersonRisk
from rarekin.risk.sentences import WORTH_TELLING, told_words


def letter(risk: FamilyRisk, person: str) -> tuple[str, ...]:
    """Write a letter that names nobody.

    Parameters
    ----------
    risk
        The family's chances.
    person
        Whom the letter is to.

    Returns
    -------
    paragraphs
        In plain words; the one who sends it adds what they wish.

    Raises
    ------
    UnknownId
        If nobody in the family has this id.
    """
    told = risk.person(person)
    paragraphs: list[str] = [
        sentence("Dear relative,"),
        _what(risk),
        risk.model.summary,
        _chance(told),
    ]
    if told.p_carrier + told.p_mosaic >= WORTH_TELLING:
        paragraphs += [
            sentence(
                "A gene test can tell for certain, if the change of our family is known. Whether "
                "and when you want to know is your own decision; nobody may press you."
            ),
            sentence(
                "A genetics service can explain what it means for you and your children, and test "
                "you if you wish. Take this letter with you."
            ),
        ]
    paragraphs += [
        sentence(
            "The chance is worked out from what is known of our family today. It can change with "
            "every new result."
        ),
        sentence("With kind regards"),
    ]
    return tuple(paragraphs)


def _what(risk: FamilyRisk) -> Sentence:
    model = risk.model
    if not model.genes:
        return sentence("In our family a change in a gene runs that can lead to a disease.")
    return sentence(
        "In our family a change in the gene %(genes)s runs. It can lead to: %(diseases)s.",
        genes="/".join(model.genes),
        diseases=joined((p.title for p in model.phenotypes if not p.part_of), ", "),
    )


def _chance(person: PersonRisk) -> Sentence:
    missing = person.p_carrier_between
    if missing is None and person.p_carrier == 0.0 and person.is_ruled_out_by_health:
        return sentence(
            "You were looked at and well at an age by which everybody with the change who was "
            "counted had shown the disease, so it is unlikely that you carry it. That is no "
            "promise: a gene test is surer."
        )
    if missing is None and person.p_carrier == 0.0:
        return sentence("As far as we know, you do not carry it.")
    return sentence(
        "Your own chance to carry it: %(chance)s.",
        chance=told_words(person.p_carrier, missing, person.p_carrier_within),
    )
