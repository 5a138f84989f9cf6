"""A ranking on two levels: families of diseases, and what would tell them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from rarekin.api.ranking.on_file import on_file
from rarekin.api.ranking.ranker import Ranker
from rarekin.api.ranking.ranking import Family, NextQuestion, RankedGene, ToldApart
from rarekin.model.identifiers import Curie
from rarekin.rank.engine import best, finding_rows
from rarekin.rank.judge import Verdict
from rarekin.rank.questions import next_questions, telling_sign

N_QUESTIONS = 3
_NAMED = 3
_N_APART = 5
N_GENES = 10
_LOOKED_AT = 1000
"""Further down no disease adds anything to a gene."""


def families(engine: Ranker, verdict: Verdict, order: Sequence[int]) -> tuple[Family, ...]:
    """Sort ranked diseases into families.

    Parameters
    ----------
    engine
        The release.
    verdict
        Of `Ranker.score`.
    order
        The diseases listed, best first.

    Returns
    -------
    families
        Those with a listed member, the likeliest first.
    """
    profiles = engine.profiles
    share = np.bincount(profiles.family, verdict.p_disease)
    sizes = np.bincount(profiles.family)
    members: dict[int, list[int]] = {}
    for rank, i in enumerate(order, 1):
        members.setdefault(int(profiles.family[i]), []).append(rank)
    found = []
    for number, ranks in sorted(members.items(), key=lambda item: -share[item[0]]):
        name = profiles.family_id[number].decode()
        id_ = Curie(name) if ":" in name else None
        label = engine.label(id_) if id_ else name
        found.append(Family(id_, label, float(share[number]), int(sizes[number]), tuple(ranks)))
    return tuple(found)


def questions(
    engine: Ranker, verdict: Verdict, present: Sequence[int], excluded: Sequence[int]
) -> tuple[NextQuestion, ...]:
    """Choose what to look for next.

    Parameters
    ----------
    engine
        The release.
    verdict
        Of `Ranker.score`.
    present, excluded
        Ontology indices of what is known; what they imply is not asked.

    Returns
    -------
    questions
        At most three.
    """
    profiles, picture = engine.profiles, engine.judge.picture
    known = known_rows(engine, present, excluded)
    chosen = next_questions(
        profiles, verdict.p_disease, profiles.family, known, picture.above, N_QUESTIONS
    )
    ids, labels = engine.ontology.ids, engine.ontology.labels
    return tuple(
        NextQuestion(
            ids[profiles.term_of[q.row]],
            labels[profiles.term_of[q.row]],
            q.information,
            tuple(engine.name(i) for i in q.diseases[:_NAMED]),
        )
        for q in chosen
    )


def known_rows(engine: Ranker, present: Sequence[int], excluded: Sequence[int]) -> set[int]:
    """Return the rows that present and excluded findings leave nothing to ask about.

    Parameters
    ----------
    engine
        The release.
    present, excluded
        Ontology indices.

    Returns
    -------
    rows
        What present ones imply, and what excluded ones rule out.
    """
    profiles, picture = engine.profiles, engine.judge.picture
    known = {r for row in finding_rows(profiles, present) for r in picture.above[row].tolist()}
    for row in finding_rows(profiles, excluded):
        start, stop = picture.below_indptr[row : row + 2].tolist()
        known.update(picture.below[start:stop].tolist())
    return known


def told_apart(
    engine: Ranker,
    verdict: Verdict,
    found: Sequence[Family],
    order: Sequence[int],
    known: Collection[int],
) -> tuple[Family, ...]:
    """Say for each family with several listed members what tells them apart.

    Parameters
    ----------
    engine
        The release.
    verdict
        Of `Ranker.score`.
    found
        Of `families`.
    order
        The diseases listed, best first.
    known
        Of `known_rows`.

    Returns
    -------
    families
        The same, with ``apart``.
    """
    return tuple(
        replace(one, apart=_apart(engine, verdict, one.members[:_N_APART], order, known))
        if len(one.members) > 1
        else one
        for one in found
    )


def _apart(
    engine: Ranker,
    verdict: Verdict,
    members: tuple[int, ...],
    order: Sequence[int],
    known: Collection[int],
) -> ToldApart:
    diseases = [order[rank - 1] for rank in members]
    genes = tuple(on_file(engine).genes.get(i, ()) for i in diseases)
    sign = telling_sign(engine.profiles, diseases, verdict.p_disease, known)
    if sign is None:
        return ToldApart(members, None, "", (), genes)
    i_term = int(engine.profiles.term_of[sign[0]])
    ids, labels = engine.ontology.ids, engine.ontology.labels
    return ToldApart(members, ids[i_term], labels[i_term], tuple(sign[1]), genes)


def ranked_genes(engine: Ranker, verdict: Verdict) -> tuple[RankedGene, ...]:
    """Rank genes by the chance that they are the cause.

    Parameters
    ----------
    engine
        The release.
    verdict
        Of `Ranker.score`.

    Returns
    -------
    genes
        The likeliest, best first.
    """
    own = on_file(engine).genes
    share: dict[str, float] = defaultdict(float)
    of: dict[str, list[int]] = defaultdict(list)
    for i in best(verdict.p_disease, _LOOKED_AT).tolist():
        for symbol in own.get(i, ()):
            share[symbol] += float(verdict.p_disease[i]) / len(own[i])
            of[symbol].append(i)
    first = sorted(share, key=lambda symbol: -share[symbol])[:N_GENES]
    return tuple(
        RankedGene(s, share[s], tuple(engine.name(i) for i in of[s][:_NAMED]))
        for s in first
        if share[s] > 0
    )
