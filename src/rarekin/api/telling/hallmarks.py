"""Signs that a disease is known by or feared for: a small count must not make them look seldom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from rarekin.api.criteria import criteria_for
from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.diseases.terms import find_terms
from rarekin.api.making.release import current
from rarekin.model.case import State
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology

_NOT_PROSE = frozenset({"emergency_card", "trial", "natural_history", "doubt"})
# What is broader than this, such as "abnormal skull", is named by any text.
_LEAST_INFORMATION = 1.8
_LEAST_OF_A_GRAVE = 2.5
_LONGEST = 8_000


class NamedBy(StrEnum):
    """Who names a sign, the most pressing first.

    Attributes
    ----------
    DANGER
        What cannot wait or could harm, as the page tells it.
    TEXT
        What somebody wrote about the signs of the disease.
    DEFINITION
        A definition of the disease, without a hedge.
    CRITERIA
        Its published criteria.
    """

    DANGER = "danger"
    TEXT = "text"
    DEFINITION = "definition"
    CRITERIA = "criteria"


def hallmarks(
    page: DiseasePage,
    told: Iterable[Fact],
    grave: Collection[Curie],
    ontology: Ontology,
    weight: list[float],
) -> Mapping[Curie, NamedBy]:
    """Return which signs on record a text, a definition or criteria name, and who does.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.
    told
        What cannot wait that stands on the page, though it was written of a wider disease or of
        its kind.
    grave
        Signs on record that are tumours or emergencies: who names stroke names every kind of it.
    ontology
        Of the release.
    weight
        How specific each term is, by index.

    Returns
    -------
    named
        By term; who names something narrower names it too, if it is no truism.
    """
    urgent = [f.text for f in (*page.facts.get(Section.SAFETY, ()), *told) if _is_prose(f)]
    signs = [
        f.text
        for section in (Section.SUMMARY, Section.SIGNS)
        for f in page.facts.get(section, ())
        if _is_prose(f)
    ]
    defined = {sign.term for sign in page.named_signs if not sign.is_hedged}
    sets = criteria_for(page.ref.id)
    asked = {term.id for one in sets for item in one.items for term in item.terms}
    spoken = (
        (NamedBy.DANGER, _named_in(current().version, tuple(urgent))),
        (NamedBy.TEXT, _named_in(current().version, tuple(signs))),
        (NamedBy.DEFINITION, defined),
        (NamedBy.CRITERIA, asked),
    )
    found: dict[Curie, NamedBy] = {}
    index_of = ontology.index_of
    present = {index_of[f.term]: f.term for f in page.findings if f.term in index_of}
    for who, terms in spoken:
        named = {index_of[term] for term in terms if term in index_of}
        above = {i for one in named for i in ontology.ancestors(one).tolist()}
        for i_term, term in present.items():
            is_named = i_term in named or (i_term in above and weight[i_term] >= _LEAST_INFORMATION)
            if not is_named and term in grave:
                broader = named.intersection(ontology.ancestors(i_term).tolist())
                is_named = any(weight[i] >= _LEAST_OF_A_GRAVE for i in broader)
            if is_named:
                found.setdefault(term, who)
    return found


def _is_prose(fact: Fact) -> bool:
    return bool(fact.text) and not fact.quoted and fact.kind not in _NOT_PROSE


@lru_cache(1024)
def _named_in(_version: str, texts: tuple[str, ...]) -> frozenset[Curie]:
    """Read texts once; the signs they name, whoever has them, but for what they deny."""
    if not texts:
        return frozenset()
    mentions = find_terms("\n".join(texts)[:_LONGEST]).mentions
    return frozenset(one.term for one in mentions if one.state is not State.EXCLUDED)
