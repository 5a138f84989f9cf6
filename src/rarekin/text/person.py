"""Whom a text speaks of: age, sex, and since when, as far as the words say it.

Read from the English words that `rarekin.text.tongues` leads other languages to, so that one set
of patterns serves every language. What is read is for showing and correcting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rarekin.model.ages import STAGE_OF_TERM, STAGE_YEARS
from rarekin.model.case import Sex
from rarekin.model.identifiers import Curie
from rarekin.text.relatives import RELATIVES
from rarekin.text.words import Token, word_set

_UP_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_UP_TO_NINE = "|".join(_UP_TO_TWENTY.split()[:9])
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: i for i, word in enumerate(_UP_TO_TWENTY.split(), 1)}
_NUMBERS |= {word: 10 * i for i, word in enumerate(_TENS.split(), 3)}
_PER_YEAR = {"year": 1.0, "month": 12.0, "week": 52.1775, "day": 365.25}
_PER_YEAR |= {"yr": 1.0, "mth": 12.0, "wk": 52.1775}
_OLDEST = 120

_WORDED = "|".join(_NUMBERS)
_N = (
    rf"(?P<n>\d{{1,3}}(?!\d)|(?:{_TENS.replace(' ', '|')}|twenty)(?: and)? (?:{_UP_TO_NINE})|"
    rf"{_WORDED})"
    r"(?P<half> and (?:a )?half| half)?"
)
_UNIT = r"(?P<unit>year|yr|month|mth|week|wk|day)s?"
_WHO = (
    r"(?:son|daughter|child|baby|boy|girl|patient|man|woman|infant|toddler|person|male|female|lad|"
    r"kid|teenager|grandson|granddaughter|guy|bloke|lady|little one|husband|wife|sister|brother|"
    r"niece|nephew|one)"
)
_ABOUT = r"(?:about|nearly|almost|just|now|only|already|going on|turned|turning)"
_IS = r"(?:is|was just|turned|just turned|has just turned|'s)"
_HE_IS = r"(?:he is|she is|he's|she's|hes|shes|he’s|she’s|they are|i am|i'm|im|i’m)"
_NO_AGE = (
    r"(?! ?(?:of|times?|kg|kilos?|cm|pounds?|stone|percent|foot|feet|metres?|meters?|hours?|weeks? "
    r"pregnant|pregnant|and a half (?:kilos?|metres?)|different|big|small|other|more|children|kids|"
    r"in|on|x"
    r"|years? (?:of|with|ago|later)|months? (?:of|ago|later)|words?|m|lb|lbs|st|ft|g)\b)"
)
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
_AGES_WITH_COMMAS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\b(?:{_HE_IS}|{_WHO} {_IS})) (?:{_ABOUT} ){{0,2}}{_N}(?: {_UNIT}\b)?{_NO_AGE}",
        rf"^(?:now )?{_N} {_UNIT}(?: old)?(?= ,|$| has\b| is\b| now\b)",
        rf"^{_N}(?= , | now\b|$)(?! , \d)",
        rf"\b{_WHO} , {_N}(?: {_UNIT}\b)?(?= ,|$)",
        rf"\b{_WHO} (?:of|aged?|who is) {_N}(?: {_UNIT}\b)?(?= ,|$| who\b| has\b| and\b)",
        rf"\b{_N} {_UNIT} (?:has|my|our) ",
        rf"^(?:he |she |i )?(?:has|have) {_N}(?=$| ,)",
    )
)
"""Read where a comma stands as a word of its own: *my niece , 17 , …*."""
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
_MALE = word_set(
    "son boy man male husband brother father grandfather uncle nephew dad lad grandson bloke guy "
    "stepson gentleman"
)
_FEMALE = word_set(
    "daughter girl woman female wife sister mother grandmother aunt niece mum mom granddaughter "
    "lady stepdaughter sis"
)
_ADULT_KIN = word_set(
    "sis husband wife brother sister mother father mum mom dad grandmother grandfather uncle aunt "
    "cousin niece nephew partner"
)
_BEFORE_KIN = word_set(
    "year years month months week weeks old dear own older younger little big elder poor"
) | set(_NUMBERS)
_CHILDREN = word_set(
    "son daughter child baby boy girl infant lad grandson granddaughter kid toddler teenager "
    "stepson stepdaughter"
)
_OTHERS = _CHILDREN | {"patient", "i"}
_FIRST = word_set("i i'm im i’m i've ive i’ve me myself")
_OWN_AGE = re.compile(
    r"(?:hi |hello )?(?:i am|i'm|im|i have) (?:an? )?"
    r"(?:\d{1,2} years?\b|\d{2}(?=$| ))"
    r"(?! (?:children|kids|sons|daughters|weeks|months|days|percent|kilos|kg))"
)
"""Who tells an age of one's own, and a child's besides, writes of himself."""
_HE_ALONE = word_set("he him he's hes he’s")
_HE, _SHE = word_set("he his him he's hes he’s"), word_set("she her hers she's shes she’s")


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
    said = [t.raw for s in sentences for t in s]
    early = said[: sum(len(s) for s in sentences[:2])]
    owned = (
        early[i + 1 + skipped]
        for i, word in enumerate(early)
        if word in {"my", "our"}
        for skipped in range(4)
        if i + 1 + skipped < len(early)
        and all(w.isdigit() or w in _BEFORE_KIN for w in early[i + 1 : i + 1 + skipped])
    )
    named = next((word for word in owned if word in _ADULT_KIN), "")
    if not named or _CHILDREN.intersection(said) or said[:1] == ["i"]:
        return ""
    first, third = _counts(said)
    joined = named in {"husband", "wife", "partner"}
    # A patient who writes speaks of himself more often than of a brother.
    return named if third >= first and (third or joined) else ""


def _counts(said: Sequence[str]) -> tuple[int, int]:
    """Return how often a writer speaks of himself, and how often of somebody else."""
    told = [w for w in said if not (w.isdigit() or w in _BEFORE_KIN)]  # my 40 year old husband
    own = sum(
        word == "my" and following not in RELATIVES | _CHILDREN
        for word, following in pairwise([*told, ""])
    )
    return own + sum(w in _FIRST for w in said), sum(w in _HE | _SHE for w in said)


def narrator_of(sentences: Sequence[Sequence[Token]], hero: str) -> str:
    """Tell whether a text speaks of its writer or of somebody else.

    Parameters
    ----------
    sentences
        Of the whole text.
    hero
        As `hero_of` returned.

    Returns
    -------
    narrator
        ``patient`` where the writer is, ``relative`` where what *I* have is a relative's; empty
        where neither is clear.

    Examples
    --------
    >>> from rarekin.text.tongues import tongue
    >>> def narrator(text):
    ...     return narrator_of(tongue("en").sentences(text), "")
    >>> narrator("My son is five. He has fits. I have fits too.")
    'relative'
    >>> narrator("I am 30 and I have fits. My brother is well.")
    'patient'
    """
    said = [t.raw for s in sentences for t in s]
    first, third = _counts(said)
    child = any(
        word in _CHILDREN and {"my", "our"} & set(said[max(0, i - 3) : i])
        for i, word in enumerate(said)
    )
    if not hero and any(_OWN_AGE.match(" ".join(t.raw for t in s)) for s in sentences):
        return "patient"
    if hero or (child and (first <= 3 or 2 * third >= first)) or third > first:
        return "relative"
    return "patient" if first and not child else ""


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
    spaced = [" ".join(f", {t.raw}" if t.comma else t.raw for t in s) for s in sentences]
    years, term = _earliest(lines)
    found = [_age(line, hero, _AGES) for line in lines]
    found += [_age(line, hero, _AGES_WITH_COMMAS) for line in spaced]
    return Person(
        _sex(sentences, hero),
        next((age for age in found if age is not None), None),
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


def _age(line: str, hero: str, patterns: Iterable[re.Pattern[str]]) -> float | None:
    for pattern in patterns:
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
    number = float(said) if said.isdigit() else _worded(said)
    number += 0.5 if found.groupdict().get("half") else 0
    years = number / _PER_YEAR[found.groupdict().get("unit") or "year"]
    return round(years, 4) if years <= _OLDEST else None


def _worded(said: str) -> float:
    """Return a number in words.

    >>> _worded("thirty and two"), _worded("twenty one"), _worded("eleven")
    (32.0, 21.0, 11.0)
    """
    return float(sum(_NUMBERS.get(word, 0) for word in said.split()))


def _sex(sentences: Sequence[Sequence[Token]], hero: str) -> Sex:
    for word in _named(sentences, hero):
        return Sex.MALE if word in _MALE else Sex.FEMALE
    if narrator_of(sentences, hero) == "patient":
        return Sex.UNKNOWN
    said = [t.raw for s in sentences for t in s]
    male, female = (sum(word in words for word in said) for words in (_HE_ALONE, _SHE))
    if any(RELATIVES.intersection(t.raw for t in s) for s in sentences):
        clear = max(male, female) > 2 * min(male, female) and max(male, female) > 1
    else:
        clear = (male > 0) != (female > 0)
    if not clear:
        return Sex.UNKNOWN
    return Sex.MALE if male > female else Sex.FEMALE


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
