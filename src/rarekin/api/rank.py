"""Which diseases explain these findings? Likelihoods, probabilities and the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rarekin.api import release as releases
from rarekin.api.terms import not_a_finding
from rarekin.errors import InputError, KnowledgeError, UnknownId
from rarekin.knowledge.release import Release
from rarekin.model.case import Case, Sex, State
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.rank.engine import Profiles, best, finding_rows, log_likelihood_ratios
from rarekin.rank.explain import (
    EXCLUDED_AGREES,
    EXCLUDED_CONFLICTS,
    EXPECTED_MISSING,
    LEVEL,
    Part,
    explain,
)
from rarekin.rank.posterior import ANNOTATED, WITH_CASES, posterior

__all__ = ["Contribution", "RankedDisease", "Ranking", "rank_case"]

MAX_FINDINGS = 10_000
N_EXPLAINED = 20
_REST = "the disease's other findings, not mentioned"
_LEVEL = "the same for everybody: makes up for published cases and broad descriptions"
_ROOT = Curie("HP:0000118")
_STATE_OF_HOW = {
    EXCLUDED_AGREES: State.EXCLUDED,
    EXCLUDED_CONFLICTS: State.EXCLUDED,
    EXPECTED_MISSING: State.UNKNOWN,
    LEVEL: State.UNKNOWN,
}


@dataclass(slots=True)  # not frozen: a ranking makes hundreds, and freezing triples their cost
class Contribution:
    """What one finding says for or against one disease.

    Attributes
    ----------
    term, label
        The finding. The last contribution of a disease gathers all its findings that nobody
        mentioned and that are not listed one by one; its term is HP:0000118.
    state
        Of the finding in the person; unknown where it was not mentioned.
    log_lr
        Natural log of the likelihood ratio against the mean disease. All contributions of a
        disease add up to its own.
    how
        ``exact``, ``broader``, ``narrower``, ``related``: the annotated term ``via`` is the
        finding itself, a broader or a narrower term, or shares an ancestor with it;
        ``lookalikes``: the disease is not known for it, diseases with a similar profile are;
        ``unexplained``: neither is; ``excluded_agrees``,
        ``excluded_conflicts``: shown, not counted; ``expected_missing``: not mentioned;
        ``level``: no finding (term HP:0000118), what makes up for published cases and broad
        profiles, the same for everybody.
    via, via_label
        The annotated term, where there is one.
    frequency
        Share of the disease's patients with ``via``, 0 to 1.
    """

    term: Curie
    label: str
    state: State
    log_lr: float
    how: str
    via: Curie | None
    via_label: str
    frequency: float | None


@dataclass(frozen=True, slots=True)
class RankedDisease:
    """One disease of a ranking.

    Attributes
    ----------
    rank
        1 is the best.
    id, ids
        Canonical id, and the ids under which sources describe the findings.
    name
        Its label.
    probability
        Calibrated probability that this is the diagnosis; see `Ranking.p_other`.
    log_lr
        Natural log of the likelihood ratio against the mean disease, before tempering.
    contributions
        What it rests on; for the first 20 diseases.
    """

    rank: int
    id: Curie
    ids: tuple[Curie, ...]
    name: str
    probability: float
    log_lr: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The diseases that explain a case best. Never a diagnosis.

    Attributes
    ----------
    release
        Version of the knowledge it rests on.
    diseases
        Best first.
    n_diseases
        How many were compared.
    p_other
        Probability that it is something that is not among them; None where nothing was ranked.
    issues
        What could not be used.
    """

    release: str
    diseases: tuple[RankedDisease, ...]
    n_diseases: int
    p_other: float | None
    issues: tuple[Issue, ...]


class Ranker:
    """One release, opened for ranking; kept by `ranker` as long as the release serves."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.version = release.version
        self.ontology = release.ontology
        self.profiles = Profiles.load(release.array)
        if len(self.profiles.row_of) != len(self.ontology):
            raise KnowledgeError(
                f"The profiles of release {release.version} belong to another ontology.",
                hint="Build again with 'rarekin knowledge build'.",
            )
        self.trust = WITH_CASES if self.profiles.has_cases else ANNOTATED
        self.ids: list[Curie] = [Curie(i.decode()) for i in self.profiles.diseases.tolist()]
        self._names: dict[int, str] = {}
        self._source_ids: dict[int, tuple[Curie, ...]] = {}

    def name(self, i_disease: int) -> str:
        """Label of a disease."""
        name = self._names.get(i_disease)
        if name is None:
            id_ = self.ids[i_disease]
            try:
                number = self.release.number_of(id_)
                name = self.release.refs([number])[number].label
            except UnknownId:
                name = id_
            self._names[i_disease] = name
        return name

    def source_ids(self, i_disease: int) -> tuple[Curie, ...]:
        """Ids under which sources describe a disease's findings."""
        ids = self._source_ids.get(i_disease)
        if ids is None:
            ids = tuple(map(Curie, self.profiles.ids[i_disease].decode().split(";")))
            self._source_ids[i_disease] = ids
        return ids

    def score(
        self, rows: Sequence[int], sex: Sex, top: int
    ) -> tuple[list[int], NDArray[np.float32], NDArray[np.float32], float]:
        """Return the best diseases, all scores, all probabilities and that of none of them."""
        log_lr = log_likelihood_ratios(self.profiles, rows, sex)
        p_disease, p_other = posterior(log_lr, len(rows), self.trust)
        return best(log_lr, top).tolist(), log_lr, p_disease, p_other


_ranker: list[tuple[Release, Ranker]] = []


def ranker() -> Ranker:
    """Return the current release opened for ranking, once per process and release.

    Returns
    -------
    ranker
        Shared; nothing in it changes.

    Raises
    ------
    NoRelease
        If none has been built.
    """
    release = releases.current()
    for opened, kept in _ranker:
        if opened is release:
            return kept
    fresh = Ranker(release)
    _ranker[:] = [(release, fresh)]
    return fresh


def rank_case(case: Case, *, top: int = 20) -> Ranking:
    """Rank every disease of the current release by how well it explains a case.

    Parameters
    ----------
    case
        Findings, and the sex where known. Excluded findings are remarked upon, not counted.
    top
        How many diseases to return, 1 or more; the first 20 are explained.

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
    order, log_lr, p_disease, p_other = engine.score(
        finding_rows(engine.profiles, present), case.sex, top
    )
    explained = contributions(engine, present, excluded, case.sex, order[:N_EXPLAINED])
    explained += [() for _ in order[N_EXPLAINED:]]
    diseases = tuple(
        RankedDisease(
            rank,
            engine.ids[i],
            engine.source_ids(i),
            engine.name(i),
            float(p_disease[i]),
            float(log_lr[i]),
            parts,
        )
        for rank, (i, parts) in enumerate(zip(order, explained, strict=True), start=1)
    )
    return Ranking(engine.version, diseases, len(engine.ids), p_other, tuple(issues))


def contributions(
    engine: Ranker,
    present: Sequence[int],
    excluded: Sequence[int],
    sex: Sex,
    order: Sequence[int],
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

    Returns
    -------
    contributions
        For each disease, what its score rests on.
    """
    explained = explain(
        engine.profiles, engine.ontology, list(present), list(order),
        excluded=list(excluded), sex=sex,
    )  # fmt: skip
    return [_contributions(engine, parts) for parts in explained]


def _contributions(engine: Ranker, parts: list[Part]) -> tuple[Contribution, ...]:
    ids, labels = engine.ontology.ids, engine.ontology.labels
    return tuple(
        [
            Contribution(
                ids[i_term] if i_term >= 0 else _ROOT,
                labels[i_term] if i_term >= 0 else _LEVEL if how == LEVEL else _REST,
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


def _conflict(term: Curie) -> Issue:
    return Issue(
        "term-conflicting",
        IssueLevel.WARNING,
        "findings",
        f"{term} is given both as present and as excluded; it was left out.",
        "Keep the one that holds.",
    )
