"""When a disease and its findings begin, as counts over published cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rarekin.api.diseases.lookup import label_of, resolve
from rarekin.api.making.release import current
from rarekin.draw.onset import STAGES, draw_onset
from rarekin.draw.svg import Drawing
from rarekin.errors import UnknownId
from rarekin.knowledge.natural_history import FEWEST_CASES, KIND
from rarekin.knowledge.pages import DiseaseRef
from rarekin.model.disease import Fact
from rarekin.model.identifiers import Curie

__all__ = ["FEWEST_CASES", "AgeTable", "NaturalHistory", "StageShare", "natural_history"]

_WORDS = dict(STAGES)


@dataclass(frozen=True, slots=True)
class StageShare:
    """How many began at one stage of life.

    Attributes
    ----------
    stage, label
        Name of the stage (see `rarekin.model.ages.STAGE_YEARS`) and its ages in words.
    count
        Cases.
    share, low, high
        Share of the dated cases with its 95 % interval, 0 to 1.
    """

    stage: str
    label: str
    count: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AgeTable:
    """Ages at which a disease, or one of its findings, began in published cases.

    Attributes
    ----------
    term, label
        The finding; None and empty where the table is about the disease itself.
    n_cases
        Cases with the disease, or with the finding.
    n_dated
        Those of them whose report says when it began; the shares are of these.
    n_other
        Dated ones whose stage is too wide to place, such as "adult".
    n_publications
        Reports the dated cases come from. Cases of one report are often of one family.
    source
        Source folder of the cases.
    stages
        In order of life; stages at which nobody began are left out.
    """

    term: Curie | None
    label: str
    n_cases: int
    n_dated: int
    n_other: int
    n_publications: int
    source: str
    stages: tuple[StageShare, ...]

    def drawing(self, *, title: str, name: str) -> Drawing:
        """Draw the table on a line of life.

        Parameters
        ----------
        title
            Read out first.
        name
            Start of every id in the picture; unique on its page.

        Returns
        -------
        drawing
            SVG and the same in words.
        """
        return draw_onset({s.stage: s.share for s in self.stages}, title=title, name=name)


@dataclass(frozen=True, slots=True)
class NaturalHistory:
    """What published cases say about when a disease and its findings begin.

    Attributes
    ----------
    onset
        Of the disease; None where fewer than `FEWEST_CASES` cases say when.
    findings
        Those with `FEWEST_CASES` dated cases or more, the best documented first.
    release
        Version of the release.
    """

    ref: DiseaseRef
    onset: AgeTable | None
    findings: tuple[AgeTable, ...]
    release: str


def natural_history(text: str) -> NaturalHistory:
    """Return the ages at onset counted over the published cases of a disease.

    Published cases are not a random sample: severe and early ones are reported more often.

    Parameters
    ----------
    text
        As `rarekin.api.diseases.lookup.resolve` takes it.

    Returns
    -------
    history
        Empty where there are too few cases.

    Raises
    ------
    UnknownId, AmbiguousName
        As `rarekin.api.diseases.lookup.resolve`.
    """
    ref = resolve(text)
    release = current()
    tables = [_table(f) for f in release.records(Fact, ref.id) if f.kind == KIND]
    findings = [table for table in tables if table.term is not None]
    return NaturalHistory(
        ref,
        next((table for table in tables if table.term is None), None),
        tuple(sorted(findings, key=lambda table: (-table.n_dated, table.label))),
        release.version,
    )


def _table(fact: Fact) -> AgeTable:
    value: Mapping[str, Any] = fact.value
    term = value.get("term")
    n_dated = value["n_dated"]
    return AgeTable(
        term=Curie(term) if term else None,
        label=_label(Curie(term)) if term else "",
        n_cases=value["n_cases"],
        n_dated=n_dated,
        n_other=value["n_other"],
        n_publications=value["n_publications"],
        source=fact.source,
        stages=tuple(
            StageShare(
                row["stage"],
                _WORDS[row["stage"]],
                row["count"],
                row["count"] / n_dated,
                row["low"],
                row["high"],
            )
            for row in value["stages"]
        ),
    )


def _label(term: Curie) -> str:
    try:
        return label_of(term)
    except UnknownId:  # a term newer than the ontology of this release
        return term
