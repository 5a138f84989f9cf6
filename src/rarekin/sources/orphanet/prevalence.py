"""Say Orphanet's prevalence rows in plain sentences, the broadest first, the rest as a table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.sources.orphanet.wording import NO_DATA, SOURCE

_CLASS = re.compile(
    r"^(?P<sign>[<>]?)\s*(?P<low>\d+)(?:\s*-\s*(?P<high>\d+))?\s*/\s*(?P<of>[\d ]+)$"
)
_CITED = re.compile(r"(?P<what>[^\[\]]*)\[(?P<kind>[A-Za-z]+)\]_?")
_CASES = "Cases/families"
_MEASURES = {
    "Point prevalence": ("{many} people have it", "people with it at one time"),
    "Prevalence at birth": ("{many} newborn babies have it", "newborn babies with it"),
    "Annual incidence": ("each year it is newly found in {many} people", "newly found in a year"),
    "Lifetime Prevalence": (
        "{many} people have it at some time in their life", "people with it at some time of life",
    ),
    _CASES: ("{many} have been described", "described"),
}  # fmt: skip
_ORDER = tuple(_MEASURES)
_PLACES = ("Worldwide", "Europe")
_COLUMNS = ["Where", "What was counted", "How many", "Who says so"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """One row of Orphanet's prevalence table.

    Attributes
    ----------
    measure, qualification, size_class, place
        Orphanet's words; ``size_class`` such as ``1-9 / 100 000``.
    mean
        Per 100,000, or the number of cases or families; None where the publisher gives none
        (it writes "no data", or 0.0 where there is only a class).
    cited
        Orphanet's source line, such as ``18553568[PMID]_ORPHANET``.
    validated
        Whether Orphanet has checked it; None where the file does not say.
    """

    measure: str
    qualification: str
    size_class: str
    place: str
    mean: float | None = None
    cited: str = ""
    validated: bool | None = None


def mean_value(text: str) -> float | None:
    """Read ``ValMoy``; "no data" and 0.0 both mean that there is no value.

    Parameters
    ----------
    text
        As the file has it.

    Returns
    -------
    mean
        Positive, or None.

    Examples
    --------
    >>> mean_value("no data"), mean_value("0.0"), mean_value("1.7241")
    (None, None, 1.7241)
    """
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 < value < float("inf") else None


def prevalence(
    disease: Curie, rows: Iterable[Estimate], as_of: datetime.date | None
) -> Fact | None:
    """Make one fact of all estimates that say something.

    Parameters
    ----------
    disease, rows
        Whose, and the rows.
    as_of
        Date of the data.

    Returns
    -------
    fact
        None where no row has a class or a value.

    Examples
    --------
    >>> rows = [Estimate("Point prevalence", "Class only", "<1 / 1 000 000", "Worldwide")]
    >>> prevalence(Curie("ORPHA:2762"), rows, None).text
    'Fewer than 1 in 1,000,000 people have it (worldwide).'
    """
    told = sorted({row for row in rows if _many(row)}, key=_rank)
    if not told:
        return None
    best = told[0]
    counted = next((row for row in told if row.measure == _CASES and row is not best), None)
    sentences = [_sentence(row) for row in (best, counted) if row]
    value: dict[str, object] = {
        "place": best.place,
        "measure": best.measure,
        "estimates": [_plain(row) for row in told],
    }
    if best.size_class.lower() not in NO_DATA:
        value["class"] = best.size_class
    if len(told) > len(sentences):
        value |= {"title": "Every count on record", "columns": _COLUMNS}
        value["rows"] = [_cells(row) for row in told]
    return Fact(
        disease,
        Section.PREVALENCE,
        "prevalence",
        SOURCE,
        text=" ".join(sentences),
        value=value,
        as_of=as_of,
    )


def references(cited: str) -> tuple[str, ...]:
    """Read the works in Orphanet's source line.

    Parameters
    ----------
    cited
        Such as ``18553568[PMID]_EUROCAT 2010[REG]_ORPHANET``.

    Returns
    -------
    references
        ``PMID:…`` for works in PubMed; other sources by name; Orphanet itself is left out.

    Examples
    --------
    >>> references("18553568[PMID]_EUROCAT 2010[REG]_[EXPERT]_ORPHANET")
    ('PMID:18553568', 'EUROCAT 2010', 'expert opinion')
    """
    found = []
    for match in _CITED.finditer(cited.replace("ORPHANET_", "")):
        what, kind = match["what"].strip(" _"), match["kind"].upper()
        if kind == "PMID" and what.isdigit():
            found.append(f"PMID:{what}")
        elif kind in ("EXPERT", "AUTHOR"):
            found.append("expert opinion")
        elif what:
            found.append(what)
    return tuple(dict.fromkeys(found))


def _rank(row: Estimate) -> tuple[bool, bool, int, int, str, bool, str, float]:
    measure = _ORDER.index(row.measure) if row.measure in _ORDER else len(_ORDER)
    place = _PLACES.index(row.place) if row.place in _PLACES else len(_PLACES)
    return (
        row.measure == _CASES, row.validated is False, place, measure, row.place,
        row.mean is None, row.size_class, row.mean or 0.0,
    )  # fmt: skip


def _many(row: Estimate) -> str:
    """Say how many; empty where the row says nothing."""
    if row.measure == _CASES:
        if row.mean is None or row.mean < 1:
            return ""
        one, more = ("family", "families") if "amily" in row.qualification else ("person", "people")
        return f"{round(row.mean):,} {one if round(row.mean) == 1 else more}"
    if row.mean is not None:
        return f"about {row.mean:,.6g} in 100,000"
    match = _CLASS.match(row.size_class.strip())
    if not match:
        return ""
    of = f"{int(match['of'].replace(' ', '')):,}"
    if match["sign"]:
        return f"{'fewer' if match['sign'] == '<' else 'more'} than {match['low']} in {of}"
    if match["high"]:
        return f"between {match['low']} and {match['high']} in {of}"
    return f"about {match['low']} in {of}"


def _sentence(row: Estimate) -> str:
    pattern = _MEASURES.get(row.measure, _MEASURES["Point prevalence"])[0]
    text = pattern.format(many=_many(row))
    if row.measure == _CASES and _many(row).startswith("1 "):
        text = text.replace("have been", "has been")
    doubt = "; Orphanet has not checked it yet" if row.validated is False else ""
    place = f" ({_place(row.place)}{doubt})" if row.place else ""
    return f"{text[:1].upper()}{text[1:]}{place}."


def _place(text: str) -> str:
    return text.lower() if text in ("Worldwide", "Specific population") else text


def _cells(row: Estimate) -> list[str]:
    counted = _MEASURES.get(row.measure, (row.measure, row.measure))[1]
    if row.validated is False:
        counted += " (not yet checked)"
    return [_place(row.place), counted, _many(row), ", ".join(references(row.cited)) or "Orphanet"]


def _plain(row: Estimate) -> dict[str, object]:
    told: dict[str, object] = {"place": row.place, "measure": row.measure}
    if row.size_class.lower() not in NO_DATA:
        told["class"] = row.size_class
    if row.mean is not None:
        told["count" if row.measure == _CASES else "per_100000"] = row.mean
    if row.validated is not None:
        told["validated"] = row.validated
    cited: Sequence[str] = references(row.cited)
    if cited:
        told["references"] = list(cited)
    return told
