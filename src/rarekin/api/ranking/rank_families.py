"""A ranking on two levels: families of diseases, and what would tell them apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rarekin.api.ranking.ranker import Ranker
from rarekin.api.ranking.ranking import Family, NextQuestion
from rarekin.model.identifiers import Curie
from rarekin.rank.engine import finding_rows
from rarekin.rank.judge import Verdict
from rarekin.rank.questions import next_questions

N_QUESTIONS = 3
_NAMED = 3


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
    known = {r for row in finding_rows(profiles, present) for r in picture.above[row].tolist()}
    for row in finding_rows(profiles, excluded):
        start, stop = picture.below_indptr[row : row + 2].tolist()
        known.update(picture.below[start:stop].tolist())
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
