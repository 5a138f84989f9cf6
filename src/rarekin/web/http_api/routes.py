"""Every address of the API: what it takes, what it answers, which function does it.

The dispatcher, the published OpenAPI document and the tests all walk this one table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from rarekin.web.http_api import (
    bodies,
    family_bodies,
    family_handlers,
    family_replies,
    handlers,
    list_handlers,
    replies,
    verdicts,
)


@dataclass(frozen=True, slots=True)
class Route:
    """One method at one address.

    Attributes
    ----------
    method
        ``GET`` or ``POST``. HEAD and OPTIONS follow from GET and from the table.
    path
        Below ``/api/v1/``, with the variable part as ``{id}``.
    summary
        One line for the published document.
    handle
        Called with the variable part (empty where there is none) and the checked query or body.
    takes
        The query's model for GET, the body's for POST.
    answers
        The reply's model.
    find
        For POST with a variable part: resolves it first, so that a wrong address is a 404 and
        a wrong body a 400.
    cost
        How many requests it counts for where requests are counted.
    """

    method: str
    path: str
    summary: str
    handle: Callable[[str, Any], object]
    takes: type[BaseModel]
    answers: Any
    find: Callable[[str], object] | None = None
    cost: float = 1.0


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "search",
        "Find diseases by name, identifier or gene",
        handlers.search,
        bodies.SearchQuery,
        replies.SearchReply,
    ),
    Route(
        "GET",
        "diseases",
        "Every disease by id and name, part by part",
        list_handlers.diseases,
        bodies.ListQuery,
        replies.DiseasesReply,
    ),
    Route(
        "GET",
        "diseases/{id}",
        "Everything known about one disease; an alias redirects to the canonical id",
        handlers.disease,
        bodies.InLanguage,
        replies.DiseaseReply,
    ),
    Route(
        "GET",
        "ids/{id}",
        "What a disease is called in every catalogue, with relation and source, and who disagrees",
        handlers.ids,
        bodies.NoQuery,
        replies.IdsReply,
    ),
    Route(
        "GET",
        "findings/{id}/diseases",
        "The diseases a finding is described in, part by part",
        handlers.finding_diseases,
        bodies.PageQuery,
        replies.FindingDiseasesReply,
    ),
    Route(
        "GET",
        "findings/{id}",
        "One HPO term",
        handlers.finding,
        bodies.InLanguage,
        replies.FindingReply,
    ),
    Route(
        "GET",
        "genes",
        "Every gene that is linked to a disease, part by part",
        list_handlers.genes,
        bodies.PageQuery,
        replies.GenesReply,
    ),
    Route(
        "GET",
        "genes/{id}",
        "A gene's diseases",
        handlers.gene,
        bodies.NoQuery,
        replies.GeneReply,
    ),
    Route(
        "GET",
        "sources",
        "The public sources of the release that serves",
        handlers.sources,
        bodies.NoQuery,
        replies.SourcesReply,
    ),
    Route(
        "GET",
        "releases",
        "The knowledge releases kept here, with citation lines",
        handlers.releases,
        bodies.NoQuery,
        replies.ReleasesReply,
    ),
    Route(
        "GET",
        "releases/{id}",
        "One release (`current`: the one that serves); its files are below `/download/`",
        handlers.release,
        bodies.NoQuery,
        replies.ReleaseReply,
    ),
    Route(
        "POST",
        "terms",
        "Which HPO terms do these words mean?",
        handlers.terms,
        bodies.TermsBody,
        replies.TermsReply,
    ),
    Route(
        "POST",
        "rank",
        "Which diseases explain these findings?",
        handlers.rank,
        bodies.RankBody,
        replies.RankReply,
    ),
    Route(
        "POST",
        "rank/alike",
        "Which published patients are most like this case?",
        handlers.rank_alike,
        bodies.AlikeBody,
        replies.AlikeReply,
    ),
    Route(
        "POST",
        "rank/batch",
        "Which diseases explain each of these cases? At most 100 at a time",
        list_handlers.rank_batch,
        bodies.BatchBody,
        replies.BatchReply,
        cost=20.0,
    ),
    Route(
        "GET",
        "criteria",
        "The published criteria we can check",
        handlers.criteria_list,
        bodies.NoQuery,
        verdicts.CriteriaListReply,
    ),
    Route(
        "POST",
        "criteria",
        "Which published criteria do these findings come close to, and what would settle each?",
        handlers.criteria_near,
        bodies.NearBody,
        verdicts.CriteriaNearReply,
    ),
    Route(
        "GET",
        "criteria/{id}/export",
        "One criteria set for another program: a FHIR Questionnaire, CQL, or ELM",
        handlers.criteria_export,
        bodies.ExportQuery,
        verdicts.CriteriaExportReply,
    ),
    Route(
        "GET",
        "criteria/{id}",
        "One criteria set with its items and questions",
        handlers.criteria_set,
        bodies.NoQuery,
        verdicts.CriteriaSetReply,
    ),
    Route(
        "POST",
        "criteria/{id}",
        "Which of these criteria does a case meet, and what is still missing?",
        handlers.criteria_check,
        bodies.CriteriaBody,
        verdicts.CriteriaCheckReply,
        find=handlers.find_criteria,
    ),
    Route(
        "GET",
        "risk",
        "The inheritance models we can compute with",
        family_handlers.risk_models,
        bodies.NoQuery,
        family_replies.RiskModelsReply,
    ),
    *(
        Route(
            "POST",
            f"risk/{{id}}/{name}",
            summary,
            handle,
            family_bodies.PersonBody,
            answers,
            find=family_handlers.find_model,
        )
        for name, summary, handle, answers in (
            (
                "tests",
                "Whose gene test would tell most about one person?",
                family_handlers.tests_of_family,
                family_replies.TestsReply,
            ),
            (
                "by-hand",
                "One person's chance as prior, conditional, joint and posterior",
                family_handlers.sum_by_hand,
                family_replies.HandReply,
            ),
            (
                "letter",
                "A letter to a relative that names nobody",
                family_handlers.letter_to_relative,
                family_replies.LetterReply,
            ),
            (
                "bayes-factor",
                "Does a variant run with the disease? The full-likelihood Bayes factor",
                family_handlers.bayes_factor,
                family_replies.BayesFactorReply,
            ),
        )
    ),
    Route(
        "POST",
        "risk/{id}/what-if",
        "Variants of a family beside each other: tested or not, one child more",
        family_handlers.variants_of_family,
        family_bodies.VariantsBody,
        family_replies.VariantsReply,
        find=family_handlers.find_model,
    ),
    Route(
        "GET",
        "risk/{id}",
        "One inheritance model with its parameters and sources",
        family_handlers.risk_model,
        bodies.NoQuery,
        family_replies.RiskModelReply,
    ),
    Route(
        "POST",
        "risk/{id}",
        "What is each relative's exact chance, in life, by an age, in the years ahead?",
        family_handlers.risk_of_family,
        family_bodies.RiskBody,
        family_replies.RiskReply,
        find=family_handlers.find_model,
    ),
    Route(
        "POST",
        "families/kinship",
        "Who is related to whom, and how closely?",
        family_handlers.kinship,
        family_bodies.KinBody,
        family_replies.KinshipReply,
    ),
    Route(
        "POST",
        "families",
        "Check a family file of any standard, draw it, write it in another",
        family_handlers.family_file,
        family_bodies.FamilyBody,
        family_replies.FamilyReply,
    ),
)
