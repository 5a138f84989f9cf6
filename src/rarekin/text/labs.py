"""Ranges of laboratory values, and what a number says beside them.

The ranges are data, each with where it was read: `lay/labs.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from rarekin.errors import FormatError
from rarekin.model.case import Sex
from rarekin.model.identifiers import Curie
from rarekin.text.plainwords import FOLDER

Bound = Literal["=", "<", ">"]
_OLDEST = 150.0


@dataclass(frozen=True, slots=True)
class Range:
    """What is usual for some people.

    Attributes
    ----------
    start, stop
        Years of age, the second not included.
    sex
        Unknown where it holds for both.
    low, high
        None where that side is no finding or has no source.
    sources
        Names of sources, which the table lists with their address.
    """

    start: float
    stop: float
    sex: Sex
    low: float | None
    high: float | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabTest:
    """A test of the laboratory.

    Attributes
    ----------
    name, unit
        As we write them.
    names
        What people call it, by language.
    units
        What one of each unit is worth in `unit`.
    bare
        Units that a number without one may be in, each with the numbers that may be.
    possible
        Values that somebody can have.
    low, high
        Findings that a value below or above the range is.
    ranges
        Each with where it was read.
    """

    name: str
    unit: str
    names: Mapping[str, tuple[str, ...]]
    units: Mapping[str, float]
    bare: Mapping[str, tuple[float, float]]
    possible: tuple[float, float]
    low: Curie | None
    high: Curie | None
    ranges: tuple[Range, ...]

    def ranges_for(self, age_years: float | None, sex: Sex) -> tuple[Range, ...]:
        """Return the ranges that may hold for somebody.

        Examples
        --------
        >>> hb = lab_tests()[0]
        >>> [r.low for r in hb.ranges_for(40, Sex.MALE)], len(hb.ranges_for(40, Sex.UNKNOWN))
        ([130], 2)
        """
        return tuple(
            r
            for r in self.ranges
            if (age_years is None or r.start <= age_years < r.stop)
            and (Sex.UNKNOWN in {sex, r.sex} or sex is r.sex)
        )

    def verdicts(self, value: float, bound: Bound, ranges: Iterable[Range]) -> set[str]:
        """Return what a value is beside ranges: ``low``, ``high``, ``within`` or ``open``.

        Parameters
        ----------
        value
            In the unit of the test.
        bound
            ``<`` where only *less than* it is known, ``>`` where only *more than*.
        ranges
            Of `ranges_for`.

        Examples
        --------
        >>> hb = lab_tests()[0]
        >>> sorted(hb.verdicts(72, "=", hb.ranges)), sorted(hb.verdicts(125, "=", hb.ranges))
        (['low'], ['low', 'within'])
        """
        return {self._beside(value, bound, one) for one in ranges}

    def _beside(self, value: float, bound: Bound, one: Range) -> str:
        if self.low and one.low is not None and bound != ">" and value < one.low:
            return "low"
        if self.high and one.high is not None and bound != "<" and value > one.high:
            return "high"
        return "within" if bound == "=" else "open"


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "labs.toml").read_text(encoding="utf-8"))


def words_between() -> Mapping[str, Any]:
    """Return the words that may stand between a test and its number, and those that bound it.

    Examples
    --------
    >>> "was" in words_between()["en"].split()
    True
    """
    words: Mapping[str, Any] = _table()["words"]
    return words


def sources() -> Mapping[str, Mapping[str, Any]]:
    """Return where ranges were read, by name.

    Examples
    --------
    >>> sources()["pathwest-tsh"]["title"]
    'PathWest: Thyroid Stimulating Hormone'
    """
    found: Mapping[str, Mapping[str, Any]] = _table()["sources"]
    return found


@cache
def lab_tests() -> tuple[LabTest, ...]:
    """Read the tests and their ranges.

    Returns
    -------
    tests
        In the order of the table.

    Raises
    ------
    FormatError
        If a range names no source of the table.

    Examples
    --------
    >>> lab_tests()[0].name
    'haemoglobin'
    """
    return tuple(_test(row) for row in _table()["tests"])


def _test(row: Mapping[str, Any]) -> LabTest:
    ranges = tuple(_range(one, row["name"]) for one in row["ranges"])
    least, most = row["possible"]
    return LabTest(
        row["name"],
        row["unit"],
        {code: tuple(row[code]) for code in ("en", "es", "fr")},
        row["units"],
        {unit: (float(low), float(high)) for unit, (low, high) in row["bare"].items()},
        (float(least), float(most)),
        Curie(row["low"]) if "low" in row else None,
        Curie(row["high"]) if "high" in row else None,
        ranges,
    )


def _range(row: Mapping[str, Any], test: str) -> Range:
    if not row.get("sources") or not set(row["sources"]) <= set(sources()):
        raise FormatError(
            f"labs.toml: a range of {test} names no source of the table.",
            hint="Give each range the source it was read in.",
        )
    return Range(
        float(row.get("from", 0)),
        float(row.get("to", _OLDEST)),
        Sex(row.get("sex", "unknown")),
        row.get("low"),
        row.get("high"),
        tuple(row["sources"]),
    )
