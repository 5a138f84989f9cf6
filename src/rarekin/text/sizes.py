"""Heights and weights in a text: *one metre fifty tall*, *pesa 12 kilos*, *1m50*, *5 foot 2*.

A number of centimetres or kilograms says nothing by itself: *150 cm tall* is short for a man and
tall for a child of six. It becomes a finding only beside a range for the age and sex
(``lay/sizes.toml``), and only where every range that may hold says the same.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from rarekin.model.case import Sex
from rarekin.model.identifiers import Curie
from rarekin.text.labs import LabTest, Range
from rarekin.text.measured import Measure, verdict_of
from rarekin.text.plainwords import FOLDER
from rarekin.text.words import Token

_MONTHS = 12
_LYING_YEARS = 24
"""From this month on an age is told in whole years and may be eleven months more."""
_FACTORS = {
    "cm": 1.0, "m": 100.0, "ft": 30.48, "in": 2.54,
    "kg": 1.0, "g": 0.001, "lb": 0.45359, "st": 6.35029, "oz": 0.02835,
}  # fmt: skip
_SMALLER = {"m": "cm", "ft": "in", "kg": "g", "lb": "oz", "st": "lb"}
_TALLEST_IN_METRES = 3
_SIZES = ("height", "weight")
_DIGITS = r"\d{1,4}(?:[.,]\d{1,3})?"
_NEAR = 60
"""So many characters before and behind tell what a number is about."""


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "sizes.toml").read_text(encoding="utf-8"))


@cache
def size_test(kind: str) -> LabTest:
    """Return the ranges of a size as those of a laboratory test.

    Parameters
    ----------
    kind
        ``height`` or ``weight``.

    Examples
    --------
    >>> [(r.low, r.high) for r in size_test("height").ranges_for(30, Sex.MALE)]
    [(161.9, 191.1)]
    """
    row = _table()[kind]
    ranges = tuple(one for sex in (Sex.MALE, Sex.FEMALE) for one in _ranges(row, sex))
    low, high = row["possible"]
    return LabTest(
        kind,
        row["unit"],
        {},
        {row["unit"]: 1.0},
        {},
        (float(low), float(high)),
        Curie(row["low"]),
        Curie(row["high"]),
        ranges,
    )


def _ranges(row: Mapping[str, Any], sex: Sex) -> Iterator[Range]:
    """Yield for each stretch of ages the range at its beginning and at its end."""
    own = row[sex.value]
    rows = list(zip(row["months"], own["low"], own["high"], strict=True))
    for here, there in pairwise(rows):
        end = there
        if here[0] == _MONTHS:  # "one year old" may be 23 months
            end = next(r for r in rows if r[0] == _LYING_YEARS)
        for _, low, high in (here, end):
            yield Range(here[0] / 12, there[0] / 12, sex, low, high, ("who-growth",))
    if row["unit"] == "cm":
        last = rows[-1]
        yield Range(last[0] / 12, 150.0, sex, last[1], last[2], ("who-growth",))


def sizes(
    text: str, language: str = "en", age_years: float | None = None, sex: Sex = Sex.UNKNOWN
) -> list[Measure]:
    """Find heights and weights.

    Parameters
    ----------
    text
        As written.
    language
        Of the text.
    age_years, sex
        Of the person, where known.

    Returns
    -------
    measures
        In the order of the text.

    Examples
    --------
    >>> [(m.said, m.verdict) for m in sizes("He is one metre fifty tall.", "en", 30, Sex.MALE)]
    [('is one metre fifty tall', 'low')]
    >>> [(m.said, m.verdict) for m in sizes("Mide un metro y medio.", "es")]
    [('Mide un metro y medio', 'person')]
    """
    spoken = language if language in _table()["words"] else "en"
    found: list[Measure] = []
    if not _telling(spoken).search(text):
        return found
    for kind in _SIZES:
        for match in _pattern(kind, spoken).finditer(text):
            value = _value(match, kind, spoken)
            test = size_test(kind)
            if value is None or not test.possible[0] <= value <= test.possible[1]:
                continue
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            found.append(_measure(match, test, value, text, age_years, sex))
    return sorted(found, key=lambda m: m.start)


def is_said_by_size(words: Sequence[Token], measures: Iterable[Measure]) -> bool:
    """Whether words are part of a height or weight and name no finding: *1.50 m tall*.

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> line = "He is 120 cm tall"
    >>> is_said_by_size(sentences(line)[0][4:], sizes(line))
    True
    """
    if not words:
        return False
    start, end = words[0].start, words[-1].end
    spans = [(m.start, m.end) for m in measures if m.test.name in _SIZES]
    if not any(s <= start and end <= e for s, e in spans):
        return False
    judging = {word for row in _table()["words"].values() for word in row["judging"]}
    return not any(word.word in judging or word.raw in judging for word in words)


def _measure(
    match: re.Match[str],
    test: LabTest,
    value: float,
    text: str,
    age_years: float | None,
    sex: Sex,
) -> Measure:
    verdict, one = verdict_of(test, [value], "=", age_years, sex)
    if _is_elsewhere(text, match.start(), match.end()):
        verdict, one = "person", None
    term = {"low": test.low, "high": test.high}.get(verdict)
    return Measure(test, match.start(), match.end(), match[0], verdict, term, one, test.unit)


def _is_elsewhere(text: str, start: int, end: int) -> bool:
    before = re.split(r"[.;!?\n]", text[max(0, start - _NEAR) : start])[-1]
    behind = re.split(r"[.;!?\n]", text[end : end + _NEAR])[0]
    said = set(re.findall(r"[^\W\d_]+", f"{before} {behind}".lower()))
    return bool(said & set(_table()["elsewhere"]["words"]))


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _numbers(language: str) -> Mapping[str, float]:
    words = _table()["words"][language]
    named = {word: float(i) for i, word in enumerate(words["units"], 1)}
    named |= dict.fromkeys(words["one"], 1.0)
    return named | {word: float(n) for word, n in words["tens"].items()}


@cache
def _telling(language: str) -> re.Pattern[str]:
    """Return what a text with a size holds: a unit, or a verb that measures."""
    table = _table()
    written = [u for kind in table["units"].values() for row in kind.values() for u in row]
    verbs = (*table["words"][language]["measures"], *table["words"][language]["weighs"])
    return re.compile(
        rf"\d\s*(?:{_one_of(written)})|(?<!\w)(?:{_one_of(w for w in written if len(w) > 3)})(?!\w)"
        rf"|(?<!\w)(?:{_one_of(verbs)})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _pattern(kind: str, language: str) -> re.Pattern[str]:
    words = _table()["words"][language]
    named = _one_of(_numbers(language))
    joint = rf"(?:(?:{_one_of(words['joints'])})\s+)?"
    number = rf"(?:{_DIGITS}|(?:{named})(?:[\s-]+{joint}(?:{named}))*)(?![^\W_])"
    glued = rf"(?:{_DIGITS}|{number})"  # 1m50, 12kg
    units = _one_of(u for written in _table()["units"][kind].values() for u in written)
    unit = rf"(?:{units})(?![^\W\d_])"
    verbs = _one_of((*words["measures" if kind == "height" else "weighs"], *words["copulas"]))
    filler = rf"(?:(?:{_one_of(words['filler'])})\s+){{0,2}}"
    tall = _one_of(words["tall"]) if kind == "height" else "$^"
    return re.compile(
        rf"(?:(?<!\w)(?P<lead>{verbs})[\s:=]+{filler})?(?<![\w.,/])"
        rf"(?P<n>{glued})(?:\s*(?P<unit>{unit})(?:\s+(?P<half>{_one_of(words['half'])})(?!\w)"
        rf"|\s*{joint}(?P<n2>{glued})(?:\s*(?P<unit2>{unit}))?)?)?(?P<tall>\s+(?:{tall})(?!\w))?",
        re.IGNORECASE,
    )


def _value(match: re.Match[str], kind: str, language: str) -> float | None:
    """Return centimetres or kilograms; None where the number is of something else."""
    words = _table()["words"][language]
    lead = (match["lead"] or "").lower()
    if not lead and not match["tall"]:
        return None
    is_measured = bool(lead) and lead not in words["copulas"]
    unit = _unit(match["unit"], kind)
    number = _number(match["n"], language) + (0.5 if match["half"] else 0)
    if not unit:
        return _bare(number, kind) if is_measured and not match["n2"] else None
    if unit == "cm" and not (is_measured or match["tall"]):
        return None  # a lump of 3 cm
    return number * _FACTORS[unit] + _rest(match, unit, kind, language)


def _bare(number: float, kind: str) -> float | None:
    """Read *mide 1,50* and *height 150*; a weight without its unit says nothing."""
    if kind == "weight":
        return None
    return number * 100 if number < _TALLEST_IN_METRES else number


def _rest(match: re.Match[str], unit: str, kind: str, language: str) -> float:
    """Return what *fifty* adds to *one metre*, and *2* to *5 foot*."""
    smaller = _unit(match["unit2"], kind) or _SMALLER.get(unit)
    if not match["n2"] or smaller is None:
        return 0.0
    return _number(match["n2"], language) * _FACTORS[smaller]


def _unit(said: str | None, kind: str) -> str | None:
    units = _table()["units"][kind].items()
    return next((unit for unit, names in units if said and said.lower() in names), None)


def _number(said: str, language: str) -> float:
    """Return a number in digits or words.

    >>> _number("1,50", "es"), _number("quatre-vingt-dix-huit", "fr"), _number("cien", "es")
    (1.5, 98.0, 100.0)
    """
    if said[0].isdigit():
        return float(said.replace(",", "."))
    named, total = _numbers(language), 0.0
    rest = said.lower()
    while rest:
        word = next((w for w in sorted(named, key=len, reverse=True) if rest.startswith(w)), "")
        total += named.get(word, 0.0)
        rest = rest[len(word) :].lstrip(" -") if word else rest.partition(" ")[2]
    return total
