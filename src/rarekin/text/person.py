"""Whom a text speaks of: age, sex, and since when, as far as the words say it.

Read from the English words that `rarekin.text.tongues` leads other languages to, so that one set
of patterns serves every language. What is read is for showing and correcting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rarekin.model.ages import STAGE_OF_TERM, STAGE_YEARS
from rarekin.model.case import Sex
from rarekin.model.identifiers import Curie
from rarekin.text.relatives import RELATIVES
from rarekin.text.words import Token, word_set

_UP_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty"
_NUMBERS = {word: i for i, word in enumerate(_UP_TO_TWENTY.split(), 1)}
_NUMBERS |= {word: 10 * i for i, word in enumerate(_TENS.split(), 3)}
_PER_YEAR = {"year": 1.0, "month": 12.0, "week": 52.1775, "day": 365.25}
_OLDEST = 120

_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})(?P<half> and (?:a )?half| half)?"
_UNIT = r"(?P<unit>year|month|week|day)s?"
_WHO = r"(?:son|daughter|child|baby|boy|girl|patient|man|woman|infant|toddler|person|male|female)"
_AGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_N} {_UNIT} old\b",
        rf"\b{_N} ?(?:yo|yrs?|y o)\b",
        rf"\b{_WHO} (?:of|aged?) {_N} {_UNIT}\b",
        rf"\b(?:my|our) {_WHO} {_N}\b(?= has\b| is\b|$)",
        rf"\b(?:has|have|i have|is) (?:the )?{_N} {_UNIT}\b(?! (?:of|with|that|ago))",
        rf"\b(?:i am|i'm|im) {_N}\b(?! (?:week|month|day|hour|time|kg|cm|pound|stone|percent))",
        rf"\b(?:is|aged?|turned|turning|just) {_N}\b(?=$| and\b| now\b| years?\b| but\b| with\b)",
    )
)
_ONSETS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:since|from|at|around|until)(?: about)? (?:the |his |her )?age (?:of |about )*{_N}"
        rf"(?: {_UNIT})?\b",
        rf"\b(?:since|from|at|until)(?: about| around)? (?:the |his |her |about )?{_N} {_UNIT}\b"
        r"(?! (?:ago|pregnant|of pregnancy))",
        rf"\b(?:since|when|until) (?:he|she|i|they) (?:was|were|had|turned) (?:about )?{_N}"
        rf"(?: {_UNIT})?\b",
    )
)
_DURATION = re.compile(rf"\bsince {_N} {_UNIT}\b(?! (?:of age|old))")
"""*Depuis 3 ans* says for how long, not from which age on."""
_CLASSES = (
    (re.compile(r"\b(?:since|from|at|with) (?:the |his |her |my )?birth\b|\bborn "), "HP:0003577"),
    (re.compile(r"\bsince (?:he|she|i|they) (?:was|were) (?:a |an |of )*(?:baby|infant|newborn)\b"
                r"|\bsince (?:a )?baby\b|\bas a baby\b|\bfrom infancy\b"), "HP:0003593"),
    (re.compile(r"\bsince (?:his |her |my |the |early )*childhood\b|\bas a child\b"
                r"|\bsince (?:he|she|i) (?:was|were) (?:little|small|a child|a toddler)\b"),
     "HP:0011463"),
)  # fmt: skip
_MALE = word_set("son boy man male husband brother father grandfather uncle nephew dad")
_FEMALE = word_set("daughter girl woman female wife sister mother grandmother aunt niece mum mom")
_ADULT_KIN = word_set(
    "husband wife brother sister mother father mum mom dad grandmother grandfather uncle aunt "
    "cousin niece nephew partner"
)
_AGE_WORDS = word_set("year years month months week weeks old")
_OTHERS = word_set("son daughter child baby boy girl patient infant i")


@dataclass(frozen=True, slots=True)
class Person:
    """What a text says about the person it speaks of; nothing of it is a finding.

    Attributes
    ----------
    sex
        Unknown where nothing is said.
    age_years
        None where nothing is said.
    onset_years, onset_term
        Since when, as an age or as an HPO onset class; None where nothing is said.
    """

    sex: Sex = Sex.UNKNOWN
    age_years: float | None = None
    onset_years: float | None = None
    onset_term: Curie | None = None


NOBODY = Person()
"""Of whom nothing is known."""


def hero_of(sentences: Sequence[Sequence[Token]]) -> str:
    """Return the relative a text is about, where the writer speaks of nobody else.

    Parameters
    ----------
    sentences
        Of the whole text.

    Returns
    -------
    relative
        Such as ``husband``; empty where the text is about the writer or a child.

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> hero_of(sentences("My husband has burning feet. He cannot sweat."))
    'husband'
    >>> hero_of(sentences("My husband has gout. Our son cannot sweat."))
    ''
    """
    if not sentences:
        return ""
    begun = (t.raw for t in sentences[0][:8])
    opening = [w for w in begun if not (w.isdigit() or w in _AGE_WORDS or w in _NUMBERS)][:4]
    own = opening[:1] in (["my"], ["our"])
    named = next((w for w in opening[1:] if w in _ADULT_KIN), "") if own else ""
    rest = [t.raw for s in sentences for t in s]
    if not named or _OTHERS.intersection(rest):
        return ""
    told_on = any(s[0].raw in {"he", "she"} for s in sentences[1:])
    joined = bool(word_set("husband wife partner") & {named})
    only_kin = sum(word in RELATIVES for word in rest) == 1
    return named if only_kin and (joined or told_on) else ""


def with_patient(sentences: Sequence[Sequence[Token]], hero: str) -> list[list[Token]]:
    """Write *patient* for the relative a text is about, so that the findings are that person's."""
    return [
        [t._replace(word="patient", raw="patient") if t.raw == hero else t for t in sentence]
        for sentence in sentences
    ]


def person_of(sentences: Sequence[Sequence[Token]], hero: str = "") -> Person:
    """Read age, sex and onset.

    Parameters
    ----------
    sentences
        Of the whole text.
    hero
        As `hero_of` returned.

    Returns
    -------
    person
        As far as it is said.

    Examples
    --------
    >>> from rarekin.text.tongues import tongue
    >>> person_of(tongue("en").sentences("My 5 year old son has fits since he was a baby."))
    Person(sex=<Sex.MALE: 'male'>, age_years=5.0, onset_years=None, onset_term='HP:0003593')
    >>> person_of(tongue("es").sentences("Mi hija de 4 años tose desde los 6 meses.")).onset_years
    0.5
    """
    lines = [" ".join(t.raw for t in sentence) for sentence in sentences]
    years, term = _earliest(lines)
    return Person(
        _sex(sentences, hero),
        next((age for line in lines if (age := _age(line, hero)) is not None), None),
        years,
        term,
    )


def _earliest(lines: Sequence[str]) -> tuple[float | None, Curie | None]:
    """Return the earliest beginning that is told: signs come one after the other."""
    ages = [years for line in lines for years in _onsets(line)]
    classes = [
        (STAGE_YEARS[STAGE_OF_TERM[Curie(id_)]][0], Curie(id_))
        for line in lines
        for pattern, id_ in _CLASSES
        if pattern.search(line) and not RELATIVES.intersection(line.split())
    ]
    first = min(classes, default=None)
    if ages and (first is None or min(ages) <= first[0]):
        return min(ages), None
    return None, first[1] if first else None


def _age(line: str, hero: str) -> float | None:
    for pattern in _AGES:
        for found in pattern.finditer(line):
            before = line[: found.start()].split()
            relatives = [w for w in before if w in RELATIVES and w != hero]
            dated = bool(word_set("since at until when from") & set(before[-4:]))
            if not relatives and not dated:
                return _years(found)
    return None


def _onsets(line: str) -> Iterator[float]:
    if RELATIVES.intersection(line.split()):
        return
    line = _DURATION.sub(" ", line)
    for pattern in _ONSETS:
        for found in pattern.finditer(line):
            years = None if found[0].startswith("until") else _years(found)
            if years is not None:
                yield years


def _years(found: re.Match[str]) -> float | None:
    said = found["n"]
    number = float(_NUMBERS.get(said, 0) or said)
    number += 0.5 if found.groupdict().get("half") else 0
    years = number / _PER_YEAR[found.groupdict().get("unit") or "year"]
    return round(years, 4) if years <= _OLDEST else None


def _sex(sentences: Sequence[Sequence[Token]], hero: str) -> Sex:
    for word in _named(sentences, hero):
        return Sex.MALE if word in _MALE else Sex.FEMALE
    pronouns = {t.raw for s in sentences for t in s if t.raw in {"he", "she", "him"}}
    if any(RELATIVES.intersection(t.raw for t in s) for s in sentences):
        return Sex.UNKNOWN
    male, female = bool(pronouns & {"he", "him"}), "she" in pronouns
    if male == female:
        return Sex.UNKNOWN
    return Sex.MALE if male else Sex.FEMALE


def _named(sentences: Sequence[Sequence[Token]], hero: str) -> Iterator[str]:
    if hero in _MALE | _FEMALE:
        yield hero
    for sentence in sentences:
        said = [t.raw for t in sentence]
        for place, word in enumerate(said):
            if word in RELATIVES or word not in _MALE | _FEMALE:
                continue
            owned = said[max(0, place - 3) : place]
            if not RELATIVES.intersection(owned) and not {"his", "her"} & set(owned):
                yield word
