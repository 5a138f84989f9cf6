"""Show only some of the ranked diseases: of some genes, modes, systems, ages of onset.

A filter leaves probabilities as they are and says what it hides. What nobody has recorded for a
disease does not take it away, except a gene: that is asked for by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rarekin.api.ranking.on_file import OnFile, on_file, stages_of
from rarekin.api.ranking.ranker import Ranker
from rarekin.errors import InputError, UnknownId
from rarekin.model.identifiers import Curie


@dataclass(frozen=True, slots=True)
class Filters:
    """What must hold of a disease that is shown.

    Attributes
    ----------
    genes
        Symbols: one of them is named as its cause.
    inheritance
        HPO modes, such as ``HP:0000007``: one of them, or a narrower one, is on record, or none.
    system
        HPO heading, such as ``HP:0000707``: it has a sign below it.
    onset
        HPO onset class, such as ``HP:0003593``: it can begin then, or no age is on record.
    """

    genes: tuple[str, ...] = ()
    inheritance: tuple[Curie, ...] = ()
    system: Curie | None = None
    onset: Curie | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.genes or self.inheritance or self.system or self.onset)


def kept(engine: Ranker, filters: Filters) -> NDArray[np.bool_]:
    """Tell for every disease whether a filter shows it.

    Parameters
    ----------
    engine
        The release.
    filters
        What is asked for.

    Returns
    -------
    kept
        Shape ``(D,)``.

    Raises
    ------
    InputError
        If an onset class, a mode or a system is none.
    """
    known = on_file(engine)
    shown = np.ones(len(engine.ids), bool)
    if filters.genes:
        wanted = {symbol.upper() for symbol in filters.genes}
        shown &= _each(engine, lambda i: any(s.upper() in wanted for s in known.genes.get(i, ())))
    if filters.inheritance:
        modes = [_term(engine, mode) for mode in filters.inheritance]
        shown &= _each(engine, lambda i: _passes_on(engine, known, i, modes))
    if filters.onset:
        asked = stages_of(filters.onset)
        if not asked:
            raise InputError(
                f"{filters.onset} is no age of onset.",
                hint="Take an HPO onset class, such as HP:0003593 Infantile onset.",
            )
        shown &= _each(engine, lambda i: not known.stages.get(i) or bool(known.stages[i] & asked))
    if filters.system:
        shown &= _in_system(engine, _term(engine, filters.system))
    return shown


def _each(engine: Ranker, holds: Callable[[int], bool]) -> NDArray[np.bool_]:
    return np.fromiter(map(holds, range(len(engine.ids))), bool, len(engine.ids))


def _passes_on(engine: Ranker, known: OnFile, i: int, modes: list[Curie]) -> bool:
    own = known.modes.get(i)
    return not own or any(engine.ontology.is_a(one, mode) for one in own for mode in modes)


def _in_system(engine: Ranker, term: Curie) -> NDArray[np.bool_]:
    profiles = engine.profiles
    row = int(profiles.row_of[engine.ontology.index_of[term]])
    owner = np.repeat(np.arange(profiles.n_diseases), np.diff(profiles.profile_indptr))
    shown = np.zeros(profiles.n_diseases, bool)
    shown[owner[profiles.profile_row == row]] = row >= 0
    return shown


def _term(engine: Ranker, term: Curie) -> Curie:
    try:
        return engine.ontology.current(term)
    except UnknownId as error:
        raise InputError(error.message, hint="Take an id of HPO, such as HP:0000007.") from error
