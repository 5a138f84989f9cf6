"""Which diseases explain these findings? Likelihoods, probabilities and the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from rarekin.api.diseases.terms import not_a_finding
from rarekin.api.ranking.filters import Filters, kept
from rarekin.api.ranking.rank_families import (
    families,
    known_rows,
    questions,
    ranked_genes,
    told_apart,
)
from rarekin.api.ranking.ranker import Ranker, ranker
from rarekin.api.ranking.ranking import (
    Contribution,
    Family,
    NextQuestion,
    RankedDisease,
    RankedGene,
    Ranking,
    ToldApart,
)
from rarekin.errors import InputError, UnknownId
from rarekin.model.case import Case, Sex, State
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence
from rarekin.rank.engine import best, finding_rows
from rarekin.rank.explain import (
    EXCLUDED_AGREES,
    EXCLUDED_CONFLICTS,
    EXPECTED_MISSING,
    Part,
    explain,
)
from rarekin.rank.judge import Verdict

__all__ = [
    "Contribution",
    "Family",
    "Filters",
    "NextQuestion",
    "RankedDisease",
    "RankedGene",
    "Ranking",
    "ToldApart",
    "rank_case",
]

EVERYTHING = Filters()

MAX_FINDINGS = 10_000
N_EXPLAINED = 20
_REST = "the disease's other findings, not mentioned"
_WHOLE = "whole_picture"
_KINDS = {
    "findings": "how the findings fit, taken together",
    "exactness": "how exactly its description names the findings",
    "description": "how much of its description is there",
    "kin": "how well its near kin fit",
    "patients": "how like its published patients",
    "unpublished": "that no patient of it is in the collection of published cases",
}
_UNLESS_PUBLISHED = {"patients": "unpublished"}
_ROOT = Curie("HP:0000118")
_STATE_OF_HOW = {
    EXCLUDED_AGREES: State.EXCLUDED,
    EXCLUDED_CONFLICTS: State.EXCLUDED,
    EXPECTED_MISSING: State.UNKNOWN,
}


def rank_case(
    case: Case, *, top: int = 20, filters: Filters = EVERYTHING, in_full: bool = False
) -> Ranking:
    """Rank every disease of the current release by how well it explains a case.

    Parameters
    ----------
    case
        Findings, and the sex where known. Excluded findings are remarked upon, not counted.
    top
        How many diseases to return, 1 or more; the first 20 are explained.
    filters
        Which diseases to show; the probabilities stay those among all.
    in_full
        Also rank genes, and say what tells the members of each family apart.

    Returns
    -------
    ranking
        Empty, with an issue that says why, where no finding could be used.

    Raises
    ------
    InputError
        If ``top`` is less than 1 or the case has more than 10,000 findings.
    NoRelease
        If no knowledge release has been built.
    """
    if top < 1 or len(case.findings) > MAX_FINDINGS:
        raise InputError(
            f"We got top={top} and {len(case.findings)} findings; we accept a top of 1 or more "
            f"and up to {MAX_FINDINGS} findings.",
            hint="Ask for at least one disease, and give each finding once.",
        )
    engine = ranker()
    present, excluded, issues = usable_findings(engine, case)
    if not present:
        return Ranking(engine.version, (), len(engine.ids), None, tuple(issues))
    order, verdict = engine.score(finding_rows(engine.profiles, present), case.sex, top)
    shown = verdict
    if filters:
        order, shown = _filtered(engine, verdict, filters, top)
        issues += [] if order else [NOTHING_SHOWN]
    first = order[:N_EXPLAINED]
    explained = contributions(engine, present, excluded, case.sex, first, verdict)
    explained += [() for _ in order[N_EXPLAINED:]]
    diseases = tuple(
        RankedDisease(
            rank,
            engine.ids[i],
            engine.source_ids(i),
            engine.name(i),
            float(verdict.p_disease[i]),
            float(verdict.log_lr[i]),
            parts,
        )
        for rank, (i, parts) in enumerate(zip(order, explained, strict=True), start=1)
    )
    found = families(engine, shown, order)
    if in_full:
        known = known_rows(engine, present, excluded)
        found = told_apart(engine, shown, found, order, known)
    return Ranking(
        engine.version,
        diseases,
        len(engine.ids),
        verdict.p_other,
        tuple(issues),
        found,
        questions(engine, shown, present, excluded) if order else (),
        ranked_genes(engine, shown) if in_full else (),
        float(verdict.p_disease.sum() - shown.p_disease.sum()) if filters else 0.0,
    )


def _filtered(
    engine: Ranker, verdict: Verdict, filters: Filters, top: int
) -> tuple[list[int], Verdict]:
    """Return the best diseases that a filter shows, and the verdict on those alone."""
    shown = kept(engine, filters)
    order = best(np.where(shown, verdict.log_lr, -np.inf), min(top, int(shown.sum()))).tolist()
    return order, replace(verdict, p_disease=np.where(shown, verdict.p_disease, 0.0))


def contributions(
    engine: Ranker,
    present: Sequence[int],
    excluded: Sequence[int],
    sex: Sex,
    order: Sequence[int],
    verdict: Verdict,
) -> list[tuple[Contribution, ...]]:
    """Explain the scores of some diseases.

    Parameters
    ----------
    engine
        The release.
    present, excluded
        Ontology indices of the findings, from `usable_findings`.
    sex
        Of the person.
    order
        Rows of the diseases.
    verdict
        Of `Ranker.score`.

    Returns
    -------
    contributions
        For each disease, what its score rests on.
    """
    explained = explain(
        engine.profiles, engine.ontology, list(present), list(order),
        excluded=list(excluded), sex=sex,
    )  # fmt: skip
    shares = engine.judge.shares(verdict, order)
    known = engine.profiles.n_cases[list(order)].tolist()
    return [
        _contributions(engine, parts) + _whole(share, n_cases)
        for parts, share, n_cases in zip(explained, shares, known, strict=True)
    ]


def _whole(share: Mapping[str, float], n_cases: int) -> tuple[Contribution, ...]:
    # Nobody is unlike patients of whom there are none.
    kinds = share if n_cases else {_UNLESS_PUBLISHED.get(k, k): v for k, v in share.items()}
    return tuple(
        [
            Contribution(_ROOT, _KINDS[kind], State.UNKNOWN, log_lr, _WHOLE, None, kind, None)
            for kind, log_lr in kinds.items()
        ]
    )


def _contributions(engine: Ranker, parts: list[Part]) -> tuple[Contribution, ...]:
    ids, labels = engine.ontology.ids, engine.ontology.labels
    return tuple(
        [
            Contribution(
                ids[i_term] if i_term >= 0 else _ROOT,
                labels[i_term] if i_term >= 0 else _REST,
                _STATE_OF_HOW.get(how, State.PRESENT),
                log_lr,
                how,
                ids[i_via] if i_via >= 0 else None,
                labels[i_via] if i_via >= 0 else "",
                frequency,
            )
            for i_term, log_lr, how, i_via, frequency in parts
        ]
    )


def usable_findings(engine: Ranker, case: Case) -> tuple[list[int], list[int], list[Issue]]:
    """Sort a case's findings into present and excluded ontology indices, and name the rest.

    Parameters
    ----------
    engine
        The release.
    case
        Any case.

    Returns
    -------
    present, excluded, issues
        Each term once. A term given both as present and as excluded is left out.
    """
    states: dict[int, set[State]] = {}
    issues: list[Issue] = []
    for i, finding in enumerate(case.findings):
        where = f"findings[{i}]"
        try:
            i_term = engine.ontology.index_of[engine.ontology.current(finding.term)]
        except UnknownId as error:
            issues.append(Issue("term-unknown", IssueLevel.ERROR, where, error.message, error.hint))
            continue
        if engine.ontology.ids[i_term] not in engine.ontology.findings:
            issues.append(not_a_finding(finding.term, where))
        elif finding.state is not State.UNKNOWN:
            states.setdefault(i_term, set()).add(finding.state)
    for i_term, found in states.items():
        if len(found) > 1:
            issues.append(_conflict(engine.ontology.ids[i_term]))
    present = [t for t, found in states.items() if found == {State.PRESENT}]
    excluded = [t for t, found in states.items() if found == {State.EXCLUDED}]
    if not present:
        issues.append(NO_FINDINGS)
    return present, excluded, issues


NO_FINDINGS = Issue(
    "no-findings",
    IssueLevel.ERROR,
    "findings",
    "The case has no present finding that can be used, so nothing was ranked.",
    "Give at least one HPO term below HP:0000118 Phenotypic abnormality.",
)


NOTHING_SHOWN = Issue(
    "nothing-shown",
    IssueLevel.WARNING,
    "filters",
    sentence("No disease is left that the filters show."),
    sentence("Take a filter away."),
)


def _conflict(term: Curie) -> Issue:
    return Issue(
        "term-conflicting",
        IssueLevel.WARNING,
        "findings",
        f"{term} is given both as present and as excluded; it was left out.",
        "Keep the one that holds.",
    )
