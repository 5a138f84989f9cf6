"""Laboratory values in a text: *Hb 7.2 g/dl*, *TSH 12*, *plaquetas de 12.000*.

A number becomes a finding only where every reading of it says the same: every unit it may be in,
every range that may hold for the person. A value inside the range denies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rarekin.model.case import Sex
from rarekin.model.identifiers import Curie
from rarekin.text.labs import Bound, LabTest, Range, lab_tests, words_between

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_SPACES = re.compile(r"[ \u00a0\u202f]")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_POWER = re.compile(r"[x×*·]\s*10\s*(?:\^|\*\*)?\s*([³⁶⁹¹²\d]{1,2})")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SAME_UNIT = (
    ("µ", "u"), ("μ", "u"), ("per ", "/"), ("microliter", "ul"), ("microlitre", "ul"),
    ("mcl", "ul"), ("microl", "ul"), ("mcg", "ug"), ("mcmol", "umol"), ("micromol", "umol"),
    ("microg", "ug"), ("litre", "l"), ("liter", "l"), ("litro", "l"), ("mm³", "mm3"),
    ("cells", ""), ("células", ""), (" ", ""), ("\u00a0", ""), ("×", "x"),
)  # fmt: skip
_UNIT = re.compile(
    r"\s*(?P<unit>[x×*]\s*10\s*\^?\s*[³⁶⁹\d]{1,2}\s*/\s*(?:l|[µμu]l|mm[3³])"
    r"|(?:thousand|mille|mil|lakh|k)\b(?:\s*/\s*[µμu]l)?"
    r"|per (?:microlit(?:er|re))|percent|units?(?:\s*/\s*l)?"
    r"|(?:cells|células)?\s*/\s*(?:[µμu]l|mcl|mm[3³])"
    r"|g\s*%|%|(?:giga|[a-zµμ]{1,7})\s*/\s*(?:\d{1,3}\s*)?[a-zµμ]{1,5}[3³]?"
    r"|fl\b|[µμ]m[3³])",
    re.IGNORECASE,
)
_WORDS_TOO = frozenset({"na", "alt", "got", "pal", "fal"})
_INFANCY = 1.0
"""A range that begins later says nothing about somebody whose age is not known."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A laboratory value in a text.

    Attributes
    ----------
    test
        Which.
    start, end
        Offsets into the text.
    said
        The words, from the name to the unit.
    verdict
        ``low``, ``high``, ``within``; ``unit`` where the unit is missing or does not go with the
        number, ``person`` where age or sex decide, ``range`` where we have none, ``open`` where
        the words give only a bound.
    term
        The finding, where it is one.
    range
        Beside which it was read, where there is just one.
    unit, factor
        Unit as written, else the test's own, and what one of it is worth in the test's.
    """

    test: LabTest
    start: int
    end: int
    said: str
    verdict: str
    term: Curie | None = None
    range: Range | None = None
    unit: str = ""
    factor: float = 1.0


def measures(
    text: str, language: str = "en", age_years: float | None = None, sex: Sex = Sex.UNKNOWN
) -> list[Measure]:
    """Find laboratory values.

    Parameters
    ----------
    text
        As written.
    language
        Of the text.
    age_years, sex
        Of the person, where known: many ranges depend on them.

    Returns
    -------
    measures
        In the order of the text.

    Examples
    --------
    >>> [(m.test.name, m.said, m.verdict) for m in measures("Hb was 7.2 g/dl, glucose 35")]
    [('haemoglobin', 'Hb was 7.2 g/dl', 'low'), ('glucose', 'glucose 35', 'unit')]
    >>> measures("plaquetas de 12.000", "es")[0].verdict
    'low'
    """
    if not any(c.isdigit() for c in text):
        return []
    pattern, named = _pattern(language)
    found = []
    for match in pattern.finditer(text):
        test = named[" ".join(match["name"].lower().split())]
        if match["name"].lower() in _WORDS_TOO and match["name"] not in {
            "Na",
            match["name"].upper(),
        }:
            continue  # "Na 118" is sodium, "na 118" nothing
        unit = _UNIT.match(text, match.end())
        end = unit.end() if unit else match.end()
        written = unit["unit"].strip() if unit else ""
        factor = _factor(test, written)
        readings = (
            _values(test, number, written, factor) for number in _numbers(match["number"], language)
        )
        values = next(filter(None, readings), [])
        verdict, one = verdict_of(test, values, _bound(match["bound"]), age_years, sex)
        term = {"low": test.low, "high": test.high}.get(verdict)
        said = text[match.start() : end]
        shown = (written, factor) if factor else (test.unit, 1.0)
        found.append(Measure(test, match.start(), end, said, verdict, term, one, *shown))
    return found


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, LabTest]]:
    spoken = language if language in {"es", "fr"} else "en"
    named: dict[str, LabTest] = {}
    for test in lab_tests():
        for name in dict.fromkeys((*test.names[spoken], *test.names["en"])):
            named.setdefault(name, test)
    between = words_between()
    names = _one_of(named).replace(r"\ ", r"\s+")
    bounds = _one_of((*between["below"], *between["above"]))
    pattern = re.compile(
        rf"(?<![\w-])(?P<name>{names})(?:\s?\+)?(?![\w-])(?:\s*\([^()\d]{{1,30}}\))?"
        rf"(?:[\s:=]+(?:{_one_of(between[spoken].split())})\b){{0,5}}"
        rf"[\s:=~≈]*(?P<bound>{bounds})?\s*(?P<number>{_NUMBER})(?!\d)"
        r"(?!\s*(?:year|month|week|day|año|mes|semana|an\b|ans\b|mois))",
        re.IGNORECASE,
    )
    return pattern, named


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _bound(said: str | None) -> Bound:
    if not said:
        return "="
    return "<" if said.lower() in words_between()["below"] else ">"


def _numbers(said: str, language: str) -> Iterator[float]:
    """Yield what a number may be, the likeliest first.

    >>> [list(_numbers(n, "es")) for n in ("12.000", "7,2", "0.075")]
    [[12000.0, 12.0], [7.2], [0.075, 75.0]]
    """
    plain = _SPACES.sub("", said)
    whole = _THOUSANDS.sub("", plain).replace(",", ".")
    point = plain.replace(",", ".")
    decimal_first = plain[0] == "0" or (language == "en" and "," not in plain)
    readings = (point, whole) if decimal_first else (whole, point)
    yield from (float(one) for one in dict.fromkeys(readings) if one.count(".") < 2)


def _factor(test: LabTest, unit: str) -> float | None:
    plain = unit.lower()
    power = _POWER.search(plain)
    if power:
        plain = f"10^{power[1].translate(_RAISED)}" + plain[power.end() :]
    for said, written in _SAME_UNIT:
        plain = plain.replace(said, written)
    return test.units.get(plain, test.units.get(plain.rstrip("s")))


def _values(test: LabTest, number: float, unit: str, factor: float | None) -> list[float]:
    """Return what a number may be in the unit of the test."""
    if unit:
        found = [] if factor is None else [number * factor]
    else:
        fitting = (u for u, (least, most) in test.bare.items() if least <= number <= most)
        found = [number * test.units[u] for u in fitting]
    return [v for v in found if test.possible[0] <= v <= test.possible[1]]


def verdict_of(
    test: LabTest, values: list[float], bound: Bound, age_years: float | None, sex: Sex
) -> tuple[str, Range | None]:
    """Return the verdict on which all readings agree, and the range if there is one.

    Parameters
    ----------
    test
        Which.
    values
        What the number may be in its unit.
    bound
        Whether it is the value or a bound.
    age_years, sex
        Of the person, where known.
    """
    if not values:
        return "unit", None
    ranges = test.ranges_for(age_years, sex)
    if not ranges:
        return "range", None
    if age_years is None and min(r.start for r in ranges) > _INFANCY:
        return "person", None
    each = [test.verdicts(value, bound, ranges) for value in values]
    if len(set().union(*each)) == 1:
        return each[0].pop(), ranges[0] if len(ranges) == 1 else None
    return ("person" if len(each) == 1 else "unit"), None
