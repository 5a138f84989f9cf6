"""A ranking in plain words: what fits, why, what was expected, what to look at next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rarekin.api.criteria import CriteriaSet, criteria_for
from rarekin.api.diseases.care import warnings_about
from rarekin.api.ranking.rank import Contribution, RankedDisease, Ranking
from rarekin.model.case import State
from rarekin.model.identifiers import Curie
from rarekin.web.clinic.ranking_parts import (
    Apart,
    GeneShown,
    Question,
    genes_of,
    questions_of,
    told_apart,
)
from rarekin.web.clinic.wording import about, fit, of_people, percent
from rarekin.web.shell import phrases
from rarekin.web.shell.disease_names import name_of
from rarekin.web.shell.own_words import in_language, number

N_SHOWN = 10
N_OPEN = 3
N_FAMILIES = 5
N_EXPECTED = 4
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign and what it says about one disease."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Fitting:
    """One disease of the list as the page shows it.

    Attributes
    ----------
    explains, speaks_against, expected
        Signs that it explains; signs that do not go with it; signs often seen in it that were
        not mentioned.
    besides
        What was counted and is no sign of the person's.
    language
        Of the name.
    criteria
        Published criteria that can be checked.
    has_warning
        Whether something could harm in it, such as a biopsy, that should be read first.
    share
        How many of the told signs it explains, in words.
    width
        Length of the bar, 0 to 100, as an SVG attribute wants it in every language.
    """

    id: Curie
    name: str
    language: str
    fit: str
    about: str
    percent: str
    width: str
    share: str
    explains: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]
    expected: tuple[Reason, ...]
    besides: str
    criteria: tuple[CriteriaSet, ...]
    has_warning: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class FamilyShown:
    """Several diseases of the list that belong together.

    Attributes
    ----------
    url_id
        Of the group's own page; None where a gene names the family.
    members
        Names of those in the list.
    apart
        What tells them apart.
    """

    url_id: Curie | None
    name: str
    about: str
    percent: str
    members: tuple[str, ...]
    apart: Apart | None = None


@dataclass(frozen=True, slots=True)
class RankingPage:
    """Everything the page shows.

    Attributes
    ----------
    none_about, none_percent, none_width
        Chance that it is none of the diseases shown, as words, number and bar.
    further_about, other_about
        Its two parts: a disease further down the list, and one that is not in it at all.
    hidden_about
        Chance that it is one of those that filters hide; empty without filters.
    """

    diseases: tuple[Fitting, ...]
    n_diseases: str
    none_about: str
    none_percent: str
    none_width: str
    further_about: str
    other_about: str
    families: tuple[FamilyShown, ...]
    questions: tuple[Question, ...]
    notices: tuple[str, ...]
    release: str
    genes: tuple[GeneShown, ...] = ()
    hidden_about: str = ""


def describe(ranking: Ranking, known: Iterable[Curie]) -> RankingPage:
    """Put a ranking into words.

    Parameters
    ----------
    ranking
        From the door.
    known
        Terms already on the person's list, so that nobody is asked twice.

    Returns
    -------
    page
        Ready for the template.
    """
    shown = ranking.diseases[:N_SHOWN]
    names = {disease.name: name_of(disease.id, disease.name) for disease in ranking.diseases}
    p_none = max(1.0 - sum(disease.probability for disease in shown), 0.0)
    return RankingPage(
        diseases=tuple(_fitting(disease) for disease in shown),
        n_diseases=number(ranking.n_diseases),
        none_about=about(p_none),
        none_percent=percent(p_none),
        none_width=f"{100 * p_none:.1f}",
        further_about=about(max(p_none - (ranking.p_other or 0.0), 0.0)),
        other_about=about(ranking.p_other or 0.0),
        families=_families(ranking),
        questions=questions_of(ranking.questions, tuple(known), names),
        notices=tuple(in_language(issue.message) for issue in ranking.issues),
        release=ranking.release,
        genes=genes_of(ranking, names),
        hidden_about=about(ranking.p_hidden) if ranking.p_hidden else "",
    )


def _families(ranking: Ranking) -> tuple[FamilyShown, ...]:
    """Those with more than one disease in the list; one alone stands there anyway."""
    by_rank = {d.rank: d for d in ranking.diseases[:N_SHOWN]}
    names = {rank: name_of(d.id, d.name) for rank, d in by_rank.items()}
    found = []
    for family in ranking.families[:N_FAMILIES]:
        members = tuple(names[rank] for rank in family.members if rank in names)
        if len(members) > 1:
            name = name_of(family.id, family.name) if family.id else family.name
            told = about(family.probability), percent(family.probability)
            found.append(FamilyShown(family.id, name, *told, members, told_apart(family, by_rank)))
    return tuple(found)


def _fitting(disease: RankedDisease) -> Fitting:
    explains = [c for c in disease.contributions if _explains(c)]
    against = [c for c in disease.contributions if _opposes(c)]
    expected = [c for c in disease.contributions if _is_expected(c)]
    name = name_of(disease.id, disease.name)
    n_told = sum(c.state is State.PRESENT for c in disease.contributions)
    n_explained = sum(c.state is State.PRESENT for c in explains)
    return Fitting(
        id=disease.id,
        name=name,
        language="en" if name == disease.name else phrases.language(),
        fit=fit(disease.probability),
        about=about(disease.probability),
        percent=percent(disease.probability),
        width=f"{100 * disease.probability:.1f}",
        share=_("explains %(n)d of %(of)d signs") % {"n": n_explained, "of": n_told},
        explains=tuple(Reason(_named(c), _why(c)) for c in explains),
        speaks_against=tuple(Reason(_named(c), _why_not(c)) for c in against),
        expected=tuple(Reason(_via(c), of_people(c.frequency)) for c in expected[:N_EXPECTED]),
        besides=_besides(disease.contributions),
        criteria=tuple({s.slug: s for i in disease.ids for s in criteria_for(i)}.values()),
        has_warning=bool(warnings_about(disease.id)),
        is_open=disease.rank <= N_OPEN,
    )


def _named(contribution: Contribution) -> str:
    return name_of(contribution.term, contribution.label)


def _via(contribution: Contribution) -> str:
    """Return the name of the annotated term in the reader's language."""
    term = contribution.via
    return name_of(term, contribution.via_label) if term else contribution.via_label


def _explains(contribution: Contribution) -> bool:
    # A distant relation that speaks against the disease explains nothing.
    if contribution.how == "related":
        return contribution.log_lr > 0
    return contribution.how in {"exact", "broader", "narrower", "excluded_agrees"}


def _opposes(contribution: Contribution) -> bool:
    if contribution.how == "related":
        return contribution.log_lr <= 0
    return contribution.how in {"unexplained", "lookalikes", "excluded_conflicts"}


def _is_expected(contribution: Contribution) -> bool:
    # The one without ``via`` gathers all the rest and names no sign.
    return contribution.how == "expected_missing" and contribution.via is not None


def _why(contribution: Contribution) -> str:
    common = of_people(contribution.frequency)
    if contribution.how == "excluded_agrees":
        return _("you said no, and that goes with it")
    if contribution.how == "exact" or not contribution.via_label:
        return common
    return _("close to “%(term)s”: %(common)s") % {
        "term": _via(contribution),
        "common": common,
    }


def _besides(contributions: Iterable[Contribution]) -> str:
    # Together with the signs these are all that was counted, so the list of reasons is whole.
    told = [_("Also counted: its other known signs, which you did not mention.")]
    kinds = _kinds()
    whole = [c for c in contributions if c.how == "whole_picture" and abs(c.log_lr) >= _LEAST]
    better = [kinds[c.via_label] for c in whole if c.log_lr > 0]
    worse = [kinds[c.via_label] for c in whole if c.log_lr < 0]
    if better:
        told.append(_("Moved up for: %(list)s.") % {"list": ", ".join(better)})
    if worse:
        told.append(_("Moved down for: %(list)s.") % {"list": ", ".join(worse)})
    return " ".join(told)


def _kinds() -> dict[str, str]:
    return {
        "findings": _("how the signs fit, taken together"),
        "exactness": _("how exactly its description names them"),
        "description": _("how much of its description you have"),
        "kin": _("how well diseases closely related to it fit"),
        "patients": _("how like its published patients you are"),
        "unpublished": _("that no patient of it is in the collection of published cases"),
    }


def _why_not(contribution: Contribution) -> str:
    if contribution.how == "lookalikes":
        return _("not described in it, but in diseases that are like it")
    if contribution.how == "unexplained":
        return _("not described in it")
    if contribution.state is State.EXCLUDED:
        return _("you said no, but %(common)s") % {"common": of_people(contribution.frequency)}
    return _("only distantly close to “%(term)s”") % {"term": _via(contribution)}
