"""One profile per disease, compiled so that a ranking is one gather of rows and one sum.

The score is a naive Bayes log-likelihood ratio against the mean over all diseases, as in
likelihood-ratio phenotype matching (Robinson et al. 2020, doi 10.1016/j.ajhg.2020.06.021),
with our own treatment of imprecise, unexplained and unmentioned findings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.errors import InputError
from rarekin.model.case import Case
from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology
from rarekin.rank.families import compile_families
from rarekin.rank.frequencies import CASE_SOURCE, DirectFrequencies, pool_frequencies, renumbered
from rarekin.rank.kin import compile_kin
from rarekin.rank.neighbours import Neighbours, find_neighbours, neighbour_frequency
from rarekin.rank.parameters import FITTED, RankParameters
from rarekin.rank.reported import (
    Profile,
    Reported,
    case_arrays,
    mixed,
    of_diseases,
    report_shares,
    values_at,
    without_read_twice,
)

Array = NDArray[Any]
PHENOTYPIC_ABNORMALITY = Curie("HP:0000118")
_CHUNK = 1024
_LEVELS = 255


@dataclass(frozen=True)
class _Graph:
    """The used part of the ontology: terms annotated at or below in at least one disease."""

    terms: Array
    row_of: Array
    parents: list[Array]


@dataclass(frozen=True)
class _Model:
    """What turns a profile into log-likelihood ratios."""

    graph: _Graph
    profile: Profile
    near: Neighbours
    background: Array
    scale: Array
    parameters: RankParameters


def compile_profiles(
    ontology: Ontology,
    annotations: Sequence[Annotation],
    canonical: Mapping[Curie, Curie],
    parameters: RankParameters = FITTED,
    cases: Sequence[Case] = (),
    genes: Sequence[GeneLink] = (),
    parents: Mapping[Curie, Sequence[Curie]] | None = None,
    series: Collection[Curie] = (),
) -> dict[str, Array]:
    """Compile annotations into the arrays that ranking needs.

    What published cases report corrects the frequencies of the diseases that have some, and
    nothing else: which diseases there are, how common a finding is and which profiles are
    alike is taken from the annotations, so that a disease without cases keeps its log ratios.
    Counts from a publication whose patients are there as cases count once, as cases.

    Parameters
    ----------
    ontology
        The findings.
    annotations
        What all sources say; only findings (aspect ``P``) matter.
    canonical
        Source disease id to canonical disease id; one profile is made per canonical disease.
    parameters
        The model's numbers.
    cases
        Published cases with their diseases.
    genes, parents, series
        Which diseases are near kin (`rarekin.rank.kin`), and their families
        (`rarekin.rank.families`).

    Returns
    -------
    arrays
        By name, each starting with ``rank_``; `rarekin.rank.engine.Profiles` opens them.

    Raises
    ------
    InputError
        If no annotation can be used.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> tree = Ontology.from_terms([Term(Curie("HP:0000118"), "Phenotypic abnormality", "toy")])
    >>> rows = [Annotation(Curie("OMIM:1"), Curie("HP:0000118"), "toy")]
    >>> compile_profiles(tree, rows, {})["rank_diseases"].tolist()
    [b'OMIM:1']
    """
    findings = [row for row in annotations if row.aspect == "P"]
    rows = [row for row in findings if row.source != CASE_SOURCE]
    stated = pool_frequencies(ontology, rows, canonical, parameters)
    if not stated.diseases:
        raise InputError(
            "None of the annotations can be used for ranking.",
            hint="Check that the annotations and the ontology are of the same kind.",
        )
    graph = _used_part(ontology, stated)
    profile = _propagate(ontology, graph, stated)
    background = _background(graph, profile, parameters.background_floor)
    row_of = _row_of_every_term(ontology, graph, background)
    scale = _scale(background, parameters)
    near = find_neighbours(
        profile.indptr, profile.row, profile.frequency, background, parameters.n_neighbours
    )
    model = _Model(graph, profile, near, background, scale, parameters)
    everyone = np.arange(len(stated.diseases))
    reported = report_shares(
        ontology, row_of, _rows_above(graph), stated.diseases, canonical, cases
    )
    counted = _counted(graph, profile, stated)
    unread = without_read_twice(rows, reported, stated.diseases, canonical)
    others = pool_frequencies(ontology, unread, canonical, parameters)
    profile_mixed = mixed(
        _propagate(ontology, graph, renumbered(others, stated.diseases)), reported, parameters
    )
    arrays = {
        "rank_matrix": _compile_matrix(model, profile_mixed, everyone),
        "rank_scale": scale,
        "rank_row": row_of,
        "rank_term": graph.terms,
        "rank_background": background,
        "rank_diseases": np.array(stated.diseases, dtype="S"),
        "rank_ids": _source_ids(stated.diseases, findings, canonical),
        "rank_model": np.array(
            [parameters.decay, parameters.decay_further, parameters.noise, parameters.p_mention]
        ),
        "rank_profile_indptr": profile_mixed.indptr,
        "rank_profile_row": profile_mixed.row,
        "rank_profile_via": profile_mixed.via,
        "rank_profile_frequency": profile_mixed.frequency,
        "rank_profile_annotated": values_at(profile_mixed, profile, profile.frequency),
        "rank_profile_counted": values_at(profile_mixed, profile, counted),
        "rank_steps": _steps(ontology),
        **case_arrays(reported, profile_mixed, len(graph.terms)),
        **compile_kin(stated.diseases, genes, canonical, parents or {}),
        **compile_families(stated.diseases, genes, canonical, parents or {}, series),
        **_direct(graph, stated, profile_mixed),
        **_compile_sexes(ontology, model, stated, reported, unread, canonical),
    }
    arrays["rank_base"] = _base(
        arrays["rank_direct_indptr"], arrays["rank_direct_frequency"], parameters
    )
    return arrays


def _rows_above(graph: _Graph) -> list[Array]:
    """Of every row, itself and the rows of its ancestors; parents have lower rows."""
    above: list[Array] = []
    for i, parents in enumerate(graph.parents):
        above.append(np.unique(np.concatenate([[i], *(above[p] for p in parents)])))
    return above


def _counted(graph: _Graph, profile: Profile, direct: DirectFrequencies) -> Array:
    """Tell of every row of a profile whether a source counted how frequent it is."""
    n_rows = len(graph.terms)
    own = np.sort(
        (direct.disease.astype(np.int64) * n_rows + graph.row_of[direct.term])[direct.counted]
    )
    owner = np.repeat(np.arange(len(profile.indptr) - 1), np.diff(profile.indptr))
    return np.isin(owner * n_rows + profile.via, own)


def _used_part(ontology: Ontology, direct: DirectFrequencies) -> _Graph:
    annotated = np.unique(direct.term)
    terms = np.unique(np.concatenate([ontology.ancestors(int(t)) for t in annotated]))
    row_of = np.full(len(ontology), -1, np.int32)
    row_of[terms] = np.arange(len(terms), dtype=np.int32)
    return _Graph(terms.astype(np.int32), row_of, [row_of[ontology.parents(int(t))] for t in terms])


def _row_of_every_term(ontology: Ontology, graph: _Graph, background: Array) -> Array:
    """Map a term no disease is annotated with to its most specific ancestor that one is."""
    row_of = graph.row_of.copy()
    inside = ontology.index_of.get(PHENOTYPIC_ABNORMALITY)
    for i_term in np.flatnonzero(row_of < 0):
        above = ontology.ancestors(int(i_term))
        rows = graph.row_of[above]
        rows = rows[rows >= 0]
        if len(rows) and (inside is None or inside in above):
            row_of[i_term] = rows[np.argmin(background[rows])]
    return row_of


def _source_ids(
    diseases: Sequence[Curie], rows: Sequence[Annotation], canonical: Mapping[Curie, Curie]
) -> Array:
    ids: dict[Curie, set[Curie]] = {d: set() for d in diseases}
    for disease in {row.disease for row in rows}:
        ids.get(canonical.get(disease, disease), set()).add(disease)
    return np.array([";".join(sorted(ids[d])) for d in diseases], dtype="S")


def _propagate(ontology: Ontology, graph: _Graph, direct: DirectFrequencies) -> Profile:
    """Give every ancestor of an annotation the largest frequency at or below it."""
    starts = ontology.ancestor_indptr[direct.term]
    counts = ontology.ancestor_indptr[direct.term + 1] - starts
    owner = np.repeat(np.arange(len(counts)), counts)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    row = graph.row_of[ontology.ancestor_indices[starts[owner] + offset]]
    via = graph.row_of[direct.term[owner]]
    frequency = direct.frequency[owner]
    # Best first within a disease and row: the largest frequency, then the row's own annotation.
    key = direct.disease[owner].astype(np.int64) * len(graph.terms) + row
    order = np.lexsort((via, via != row, -frequency, key))
    first = order[np.concatenate([[True], np.diff(key[order]) > 0])]
    indptr = _indptr(direct.disease[owner[first]], len(direct.diseases))
    return Profile(indptr, row[first], via[first], frequency[first])


def _direct(graph: _Graph, direct: DirectFrequencies, profile: Profile) -> dict[str, Array]:
    """Each disease's own annotations, most frequent first, and what it is said not to have."""
    n_diseases = len(direct.diseases)
    indptr = _indptr(direct.disease, n_diseases)
    own = Profile(indptr, graph.row_of[direct.term], np.empty(0), direct.frequency)
    frequency = values_at(own, profile, profile.frequency)
    order = np.lexsort((own.row, -frequency, direct.disease))
    absent = np.array(direct.absent, np.int32).reshape(-1, 2)
    return {
        "rank_direct_indptr": indptr,
        "rank_direct_row": own.row[order],
        "rank_direct_frequency": frequency[order],
        "rank_direct_annotated": direct.frequency[order],
        "rank_direct_counted": direct.counted[order],
        "rank_absent_indptr": _indptr(absent[:, 0], n_diseases),
        "rank_absent_term": absent[:, 1].copy(),
    }


def _indptr(owner: Array, n_owners: int) -> Array:
    return np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=n_owners))])


def _steps(ontology: Ontology) -> Array:
    """Fewest is-a steps to each ancestor, in the order of the ontology's ancestor table."""
    steps = np.zeros(len(ontology.ancestor_indices), np.uint8)
    above: list[dict[int, int]] = []
    for i_term in range(len(ontology)):
        nearest = {i_term: 0}
        for parent in ontology.parents(i_term).tolist():
            for ancestor, n in above[parent].items():
                nearest[ancestor] = min(n + 1, nearest.get(ancestor, n + 1))
        above.append(nearest)
        start, stop = ontology.ancestor_indptr[i_term : i_term + 2]
        steps[start:stop] = [nearest[t] for t in ontology.ancestor_indices[start:stop].tolist()]
    return steps


def _background(graph: _Graph, profile: Profile, floor: float) -> Array:
    total = np.bincount(profile.row, weights=profile.frequency, minlength=len(graph.terms))
    return np.maximum(total / (len(profile.indptr) - 1), floor).astype(np.float32)


def _log_ratios(model: _Model, frequency: Array, diseases: Array) -> Array:
    """Log-likelihood ratio of every row in every disease of a chunk."""
    graph, parameters = model.graph, model.parameters
    background = model.background[:, None]
    ratio = frequency / background
    held = frequency > 0
    for i, above in enumerate(graph.parents):
        if len(above):
            factor = np.where(held[above], parameters.decay, parameters.decay_further)
            broader = (ratio[above] * factor).max(axis=0)
            np.copyto(ratio[i], broader, where=~held[i])
    profile = model.profile
    mean = neighbour_frequency(
        model.near, profile.indptr, profile.row, profile.frequency, diseases, len(graph.terms)
    )
    np.maximum(ratio, mean * (parameters.borrow / background), out=ratio)
    ratio *= 1 - parameters.noise
    ratio += parameters.noise
    np.log(ratio, out=ratio)
    # The cost of not mentioning a finding (`_base`) is given back where it is mentioned.
    ratio -= np.log1p(-parameters.p_mention * frequency)
    return ratio


def _base(indptr: Array, frequency: Array, parameters: RankParameters) -> Array:
    cost = np.log1p(-parameters.p_mention * frequency.astype(float))
    owner = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    return np.bincount(owner, weights=cost, minlength=len(indptr) - 1).astype(np.float32)


def _scale(background: Array, parameters: RankParameters) -> Array:
    """Offset and step of the one-byte log ratios."""
    low = np.log(parameters.noise)
    ratio = (1 - parameters.noise) / float(background.min()) + parameters.noise
    high = np.log(ratio) - np.log1p(-parameters.p_mention)
    return np.array([low, (high - low) / _LEVELS])


def _quantise(log_ratio: Array, scale: Array) -> Array:
    log_ratio -= scale[0]
    log_ratio /= scale[1]
    np.rint(log_ratio, out=log_ratio)
    return np.clip(log_ratio, 0, _LEVELS).astype(np.uint8)


def _compile_matrix(model: _Model, profile: Profile, diseases: Array) -> Array:
    """One byte per used term and disease, shape ``(rows, diseases)``, even number of columns.

    Column ``i`` is the profile ``i`` given, with the neighbours of ``diseases[i]``.
    """
    n_rows, n_diseases = len(model.graph.terms), len(diseases)
    # An even number of columns lets the engine add two of them in one machine word.
    matrix = np.zeros((n_rows, n_diseases + n_diseases % 2), np.uint8)
    for start in range(0, n_diseases, _CHUNK):
        stop = min(start + _CHUNK, n_diseases)
        first, last = profile.indptr[start], profile.indptr[stop]
        sizes = np.diff(profile.indptr[start : stop + 1])
        frequency = np.zeros((n_rows, stop - start), np.float32)
        column = np.repeat(np.arange(stop - start), sizes)
        frequency[profile.row[first:last], column] = profile.frequency[first:last]
        log_ratio = _log_ratios(model, frequency, diseases[start:stop])
        matrix[:, start:stop] = _quantise(log_ratio, model.scale)
    return matrix


def _compile_sexes(
    ontology: Ontology,
    model: _Model,
    direct: DirectFrequencies,
    reported: Reported,
    rows: Sequence[Annotation],
    canonical: Mapping[Curie, Curie],
) -> dict[str, Array]:
    """Columns for the diseases with frequencies by sex, with the other sex's rows left out."""
    graph, parameters = model.graph, model.parameters
    index = {d: i for i, d in enumerate(direct.diseases)}
    by_sex = {canonical.get(row.disease, row.disease) for row in rows if row.sex}
    differing = sorted(d for d in by_sex if d in index)
    own = [row for row in rows if canonical.get(row.disease, row.disease) in by_sex]
    arrays: dict[str, Array] = {
        "rank_sex_disease": np.array([index[d] for d in differing], np.int32)
    }
    for sex, other in (("female", "male"), ("male", "female")):
        kept = [row for row in own if row.sex != other]
        part = pool_frequencies(ontology, kept, canonical, parameters)
        columns = np.zeros((len(graph.terms), len(differing)), np.uint8)
        base = np.zeros(len(differing), np.float32)
        if part.diseases:
            cases = of_diseases(reported, [index[d] for d in part.diseases])
            profile = mixed(_propagate(ontology, graph, part), cases, parameters)
            listed = _direct(graph, part, profile)
            targets = [differing.index(d) for d in part.diseases]
            chosen = np.array([index[d] for d in part.diseases])
            matrix = _compile_matrix(model, profile, chosen)
            columns[:, targets] = matrix[:, : len(targets)]
            base[targets] = _base(
                listed["rank_direct_indptr"], listed["rank_direct_frequency"], parameters
            )
        arrays[f"rank_{sex}_matrix"] = columns
        arrays[f"rank_{sex}_base"] = base
    return arrays
