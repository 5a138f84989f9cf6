"""Rankings as records: what the command line and a batch write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from rarekin.api.making.release import current
from rarekin.api.ranking.alike import AlikeCases
from rarekin.api.ranking.rank import Contribution, RankedDisease, Ranking
from rarekin.errors import UnknownId
from rarekin.knowledge.release import Release
from rarekin.model.case import Case
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue


def ranking_record(
    case: Case, ranking: Ranking, issues: Iterable[Issue] = (), *, genes: bool = False
) -> dict[str, Any]:
    """Return a ranking as it is written in JSON.

    Parameters
    ----------
    case
        Whose it is.
    ranking
        From `rank_case`.
    issues
        What reading the case found.
    genes
        Also list each disease's genes.

    Returns
    -------
    record
        ``case``, ``release``, ``p_other``, ``p_hidden``, ``diseases``, ``families``, ``genes``,
        ``questions`` and ``issues``.
    """
    return {
        "case": case.id,
        "release": ranking.release,
        "p_other": ranking.p_other,
        "diseases": [_disease_record(disease, genes) for disease in ranking.diseases],
        "families": [asdict(family) for family in ranking.families],
        "genes": [asdict(gene) for gene in ranking.genes],
        "p_hidden": ranking.p_hidden,
        "questions": [asdict(question) for question in ranking.questions],
        "issues": [issue_record(issue) for issue in (*issues, *ranking.issues)],
    }


def unread_record(issue: Issue) -> dict[str, Any]:
    """Return what is written for a case that could not be read.

    Parameters
    ----------
    issue
        Why.

    Returns
    -------
    record
        Shaped like `ranking_record`'s, with nothing ranked.
    """
    return {
        "case": "",
        "release": current().version,
        "p_other": None,
        "diseases": [],
        "families": [],
        "questions": [],
        "issues": [issue_record(issue)],
    }


def _disease_record(disease: RankedDisease, genes: bool) -> dict[str, Any]:
    record = {
        "rank": disease.rank,
        "id": disease.id,
        "ids": disease.ids,
        "name": disease.name,
        "probability": disease.probability,
        "log_lr": disease.log_lr,
        "contributions": [contribution_record(c) for c in disease.contributions],
    }
    return record | ({"genes": disease_genes(disease.id)} if genes else {})


def contribution_record(c: Contribution) -> dict[str, Any]:
    """Return a reason as it is written in JSON.

    Parameters
    ----------
    c
        Of a ranked disease.

    Returns
    -------
    record
        Its fields.
    """
    return {
        "term": c.term,
        "label": c.label,
        "state": c.state.value,
        "log_lr": c.log_lr,
        "how": c.how,
        "via": c.via,
        "via_label": c.via_label,
        "frequency": c.frequency,
    }


def alike_record(alike: AlikeCases) -> dict[str, Any]:
    """Return the published patients most like a case as they are written in JSON.

    Parameters
    ----------
    alike
        From `cases_alike`.

    Returns
    -------
    record
        ``n_cases`` and ``cases``.
    """
    return {
        "n_cases": alike.n_cases,
        "cases": [asdict(one) | {"sex": one.sex.value} for one in alike.cases],
    }


def issue_record(issue: Issue) -> dict[str, str]:
    """Return an issue as it is written in JSON.

    Parameters
    ----------
    issue
        Any.

    Returns
    -------
    record
        Its fields.
    """
    return {
        "code": issue.code,
        "level": issue.level.value,
        "where": issue.where,
        "message": issue.message,
        "hint": issue.hint,
    }


def disease_genes(id_: Curie) -> tuple[str, ...]:
    """Return the symbols of the genes that sources link to a disease.

    Parameters
    ----------
    id_
        Its canonical id.

    Returns
    -------
    symbols
        Each once; empty where no gene is known.
    """
    return _genes(current(), id_)


@lru_cache(32_768)
def _genes(release: Release, id_: Curie) -> tuple[str, ...]:
    try:
        links = release.genes_of(release.number_of(id_))
    except UnknownId:
        return ()
    return tuple(dict.fromkeys(link.symbol for link in links))
