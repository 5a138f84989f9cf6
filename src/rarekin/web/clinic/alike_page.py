"""The published patients most like a person's signs, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rarekin.api.ranking.alike import AlikeCase, SharedSign, cases_alike
from rarekin.model.case import Case, Sex
from rarekin.model.citations import Citation
from rarekin.model.identifiers import Curie
from rarekin.web.clinic.wording import percent
from rarekin.web.shell.disease_names import name_of
from rarekin.web.shell.own_words import number


@dataclass(frozen=True, slots=True)
class Work:
    """Where a patient is described: the identifier and, where there is one, its address."""

    text: str
    link: str


@dataclass(frozen=True, slots=True)
class AlikeShown:
    """A published patient as the page shows it."""

    id: Curie
    name: str
    percent: str
    who: str
    shared: tuple[str, ...]
    only_there: tuple[str, ...]
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class AlikePage:
    """What the page shows of published patients.

    Attributes
    ----------
    n_cases
        How many were compared; empty where the release has none.
    """

    n_cases: str
    cases: tuple[AlikeShown, ...]


def alike_page(case: Case) -> AlikePage:
    """Find the published patients most like a case and put them into words.

    Parameters
    ----------
    case
        The person's signs.

    Returns
    -------
    page
        For the template.
    """
    found = cases_alike(case)
    return AlikePage(
        number(found.n_cases) if found.n_cases else "", tuple(map(_shown, found.cases))
    )


def _shown(one: AlikeCase) -> AlikeShown:
    return AlikeShown(
        one.disease,
        name_of(one.disease, one.name),
        percent(one.likeness),
        _who(one),
        tuple(map(_named, one.shared)),
        tuple(map(_named, one.only_there)),
        tuple(map(_work, one.references)),
    )


def _who(one: AlikeCase) -> str:
    """Return sex and age as far as published; empty where neither is."""
    sex = {Sex.FEMALE: _("female"), Sex.MALE: _("male")}.get(one.sex, "")
    age = ""
    if one.age_years is not None:
        whole = int(one.age_years)
        age = _("%(n)s years old") % {"n": number(whole)} if whole else _("under one year old")
    return ", ".join(filter(None, (sex, age)))


def _named(sign: SharedSign) -> str:
    return name_of(sign.term, sign.label)


def _work(reference: str) -> Work:
    prefix, _colon, local = reference.partition(":")
    known = prefix == "PMID" and local.isdigit()
    return Work(reference, Citation("", pmid=local).link if known else "")
