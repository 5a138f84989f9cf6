"""Rows of the HPO annotation file, as its maintainers document them.

https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie

COLUMNS = (
    "database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence", "onset",
    "frequency", "sex", "modifier", "aspect", "biocuration",
)  # fmt: skip
_FREQUENCY = re.compile(r"(?P<n>\d{1,6})/(?P<of>\d{1,6})|HP:004028[0-5]|\d{1,3}(\.\d+)?%")
_BREAKS = re.compile(r"\s+")


def is_frequency(text: str) -> bool:
    """Tell whether a text says how often in a way the annotation file takes.

    Parameters
    ----------
    text
        A count such as ``3/10``, a percentage, or a frequency class.

    Returns
    -------
    is_one
        False for a count greater than its whole.

    Examples
    --------
    >>> [is_frequency(t) for t in ("3/10", "11/10", "HP:0040281", "45%", "often")]
    [True, False, True, True, False]
    """
    found = _FREQUENCY.fullmatch(text)
    if found is None:
        return False
    if found["n"] is not None:
        return int(found["of"]) > 0 and int(found["n"]) <= int(found["of"])
    return not text.endswith("%") or float(text[:-1]) <= 100


@dataclass(frozen=True, slots=True)
class HpoaRow:
    """One published observation: a disease, a finding, and who says so.

    Attributes
    ----------
    disease, name
        Id of OMIM, Orphanet or DECIPHER, and its name.
    term
        Of the finding.
    reference
        ``PMID:…`` or ``DOI:…``.
    frequency
        As `is_frequency` takes it, or empty.
    curated
        Who made the row and when, ``name[2026-11-30]``.
    """

    disease: Curie
    name: str
    term: Curie
    reference: str
    frequency: str
    curated: str


def write_hpoa(rows: Iterable[HpoaRow], today: datetime.date) -> str:
    r"""Write rows as a ``phenotype.hpoa`` file.

    Parameters
    ----------
    rows
        Each from a published clinical study (evidence ``PCS``), aspect ``P``.
    today
        Day of writing.

    Returns
    -------
    table
        Tab-separated lines.

    Examples
    --------
    >>> row = HpoaRow("OMIM:1", "Toy", "HP:0001166", "PMID:1", "1/4", "here[2026-11-30]")
    >>> write_hpoa([row], datetime.date(2026, 11, 30)).splitlines()[-1].split("\t")[:5]
    ['OMIM:1', 'Toy', '', 'HP:0001166', 'PMID:1']
    """
    lines = [f"#date: {today.isoformat()}", "\t".join(COLUMNS)]
    for row in rows:
        fields = (row.disease, row.name, "", row.term, row.reference, "PCS", "", row.frequency,
                  "", "", "P", row.curated)  # fmt: skip
        lines.append("\t".join(_BREAKS.sub(" ", field) for field in fields))
    return "\n".join(lines) + "\n"


CATALOGUES = frozenset({"OMIM", "ORPHA", "DECIPHER"})
"""Whose diseases stand in the annotation file."""


def write_annotations(
    rows: Iterable[tuple[Annotation, str, str]], version: str, hpo_version: str
) -> Iterator[str]:
    r"""Write statements of any source in the form of ``phenotype.hpoa``, line by line.

    Parameters
    ----------
    rows
        A statement, the name of its disease, and who made it (``name[2026-11-30]``). Those
        about diseases of other catalogues are left out.
    version, hpo_version
        Of the file and of the ontology.

    Yields
    ------
    line
        With its line end.

    Examples
    --------
    >>> row = Annotation("OMIM:1", "HP:0001166", "toy", numerator=1, denominator=4, sex="male")
    >>> line = list(write_annotations([(row, "Toy", "toy[2026-11-30]")], "1", "2"))[-1]
    >>> line.rstrip("\n").split("\t")[3:10]
    ['HP:0001166', '', '', '', '1/4', 'MALE', '']
    """
    yield "#description: HPO annotations of rare diseases, as a release of Rarekin joins them\n"
    yield f"#version: {version}\n#hpo-version: {hpo_version}\n"
    yield "\t".join(COLUMNS) + "\n"
    for row, name, curated in rows:
        if row.disease.partition(":")[0] not in CATALOGUES:
            continue
        fields = (row.disease, name, "NOT" if row.excluded else "", row.term,
                  ";".join(row.references), row.evidence, row.onset or "", _frequency(row),
                  row.sex.upper(), ";".join(row.modifiers), row.aspect, curated)  # fmt: skip
        yield "\t".join(_BREAKS.sub(" ", field) for field in fields) + "\n"


def _frequency(row: Annotation) -> str:
    if row.numerator is not None and row.denominator:
        return f"{row.numerator}/{row.denominator}"
    if row.frequency_term:
        return row.frequency_term
    return "" if row.frequency is None else f"{round(100 * row.frequency, 4):g}%"
