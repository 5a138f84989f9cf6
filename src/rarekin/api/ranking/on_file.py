"""What a release says of every ranked disease besides its signs: genes, modes, age of onset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rarekin.api.ranking.ranker import Ranker
from rarekin.knowledge.onset import CLASS_YEARS
from rarekin.model.ages import STAGE_OF_TERM, STAGE_YEARS
from rarekin.model.genes import GeneRole, role_of
from rarekin.model.identifiers import Curie

_CAUSES = frozenset({GeneRole.CAUSE, GeneRole.SELDOM})
_WIDE = {Curie("HP:0003581"): (16.0, 150.0), Curie("HP:0410280"): (0.0, 16.0)}
"""Adult and pediatric onset."""


class OnFile:
    """Statements by ranked disease, gathered once for each release.

    Attributes
    ----------
    genes
        Symbols of the genes that cause each disease; of those a source names without saying why
        where none is said to.
    modes
        Modes of inheritance on record for each.
    stages
        Stages of life at which each may begin (keys of `rarekin.model.ages.STAGE_YEARS`).
    """

    def __init__(self, engine: Ranker) -> None:
        release = engine.release
        place = {id_: i for i, id_ in enumerate(engine.ids)}
        of_row = {
            row: place[Curie(id_)]
            for row, id_ in release.rows("SELECT i, id FROM disease")
            if id_ in place
        }
        self.genes = _genes(
            (of_row[row], symbol, relation)
            for row, symbol, relation in release.rows(
                "SELECT disease, symbol, relation FROM gene ORDER BY disease, n"
            )
            if row in of_row
        )
        self.modes: Mapping[int, set[Curie]] = defaultdict(set)
        self.stages: Mapping[int, set[str]] = defaultdict(set)
        told = release.rows(
            "SELECT a.disease, t.s, a.aspect FROM annotation a JOIN text t ON t.i = a.current "
            "WHERE a.aspect IN ('I', 'C') AND NOT a.excluded"
        )
        for row, term, aspect in told:
            if row in of_row and aspect == "I":
                self.modes[of_row[row]].add(Curie(term))
            elif row in of_row:
                self.stages[of_row[row]] |= stages_of(Curie(term))
        classes = release.rows(
            "SELECT key, json_extract(data, '$.value.classes') FROM record "
            "WHERE kind = 'Fact' AND json_extract(data, '$.kind') = 'onset'"
        )
        for key, listed in classes:
            if key in place and listed:
                spans = (CLASS_YEARS[name] for name in CLASS_YEARS if f'"{name}"' in listed)
                self.stages[place[Curie(key)]] |= {s for span in spans for s in _overlapping(*span)}


def stages_of(term: Curie) -> set[str]:
    """Return the stages of life that an HPO onset term means.

    Examples
    --------
    >>> stages_of(Curie("HP:0003593")), sorted(stages_of(Curie("HP:0003581")))
    ({'infantile'}, ['late', 'middle_age', 'young_adult'])
    """
    if term in _WIDE:
        return _overlapping(*_WIDE[term])
    return {STAGE_OF_TERM[term]} if term in STAGE_OF_TERM else set()


def _overlapping(start: float, stop: float) -> set[str]:
    return {
        stage
        for stage, (first, end) in STAGE_YEARS.items()
        if (start <= first < stop) or (first <= start < end)
    }


def _genes(links: Iterable[tuple[int, str, str]]) -> dict[int, tuple[str, ...]]:
    causes: dict[int, list[str]] = defaultdict(list)
    named: dict[int, list[str]] = defaultdict(list)
    for i, symbol, relation in links:
        role = role_of(relation)
        if role in _CAUSES:
            causes[i].append(symbol)
        elif role is GeneRole.UNSTATED:
            named[i].append(symbol)
    return {
        i: tuple(dict.fromkeys(causes.get(i) or named[i])) for i in causes.keys() | named.keys()
    }


@lru_cache(2)
def on_file(engine: Ranker) -> OnFile:
    """Return what is on file for a release, gathered at the first question.

    Parameters
    ----------
    engine
        The release.

    Returns
    -------
    on_file
        Kept as long as the release serves.
    """
    return OnFile(engine)
