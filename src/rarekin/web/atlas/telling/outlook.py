"""How it goes on, from what lists have of the course: neither soothing nor frightening."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage
from rarekin.api.diseases.wider import is_written
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling.sentences import Sentence, alternatives, sources_of
from rarekin.web.atlas.telling.words import COURSE, DEATHS
from rarekin.web.shell.phrases import gettext as _

_AS_A_RULE = 0.5
_ENOUGH_COUNTED = 10
_OF_CHILDREN_BORN = frozenset(map(Curie, ("HP:0003811", "HP:0001522", "HP:0003819")))
"""Deaths after birth: a pregnancy lost can be that of a mother who is ill herself."""
_LOST = Curie("HP:0005268")
"""A miscarriage: of a child who has it, or of a mother who has."""

_BEFORE = {
    Curie(term): years
    for term, years in {
        "HP:0034241": 0.0,
        "HP:0005268": 0.0,
        "HP:0003826": 0.0,
        "HP:0003811": 28 / 365,
        "HP:0001522": 1.0,
        "HP:0003819": 16.0,
        "HP:0011421": 19.0,
        "HP:0100613": 40.0,
        "HP:0033764": 60.0,
    }.items()
}
"""Age in years before which each death falls."""

_LETHAL = frozenset(map(Curie, ("HP:0005716", "HP:0008909", "HP:0011404", "HP:0009069")))
"""Signs that are lethal by their very definition, of the skeleton or of muscle."""


def how_it_goes_on(page: DiseasePage) -> list[Sentence]:
    """Say what is on record about the course, deaths last and carefully.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        Possibly none. None on a page that somebody has written: there they say how it goes, and
        a word of a list, which may be of another form or disease, says nothing more. What was
        before it, or brings it on, is no outlook. Deaths before the first signs appear are those
        of another disease.
    """
    if is_written(page.facts):
        return []
    told = [
        f for f in page.course if not f.excluded and not all(row.aspect == "H" for row in f.rows)
    ]
    found = [Sentence(str(COURSE[f.term]), sources_of([f])) for f in told if f.term in COURSE]
    begins = min((account.earliest for account in page.onset_accounts), default=0.0)
    deaths = [f for f in told if f.term in DEATHS and _BEFORE[f.term] >= begins]
    if all(f.term == _LOST for f in deaths):
        deaths = []
    # Of a disease with forms the gravest may have been counted: that is no rule for all.
    lethal = [] if page.children else _lethal_signs(page)
    is_lethal = page.is_lethal_by_name or bool(lethal)
    usual = [] if page.children else [f for f in deaths if is_lethal or _is_rule(f)]
    if usual:
        text = _("By what is on record, most people with it die %(ages)s.")
        found.append(_deaths(usual, text))
    elif lethal:
        text = _("By what is on record, most babies with it die before birth or soon after it.")
        found.append(Sentence(text, sources_of(lethal)))
    elif deaths:
        # Neither comfort nor alarm: who counted nobody knows which it would be.
        text = _(
            "Deaths %(ages)s have been described. How often that is, and how it is with today’s"
            " treatment, the record does not say."
        )
        found.append(_deaths(deaths, text))
    return found


def _lethal_signs(page: DiseasePage) -> list[AnnotatedFinding]:
    """Return signs on record that say of a disease that babies die of it."""
    return [
        f
        for f in page.findings
        if f.term in _LETHAL and not f.excluded and f.expected_frequency >= _AS_A_RULE
    ]


def _is_rule(death: AnnotatedFinding) -> bool:
    """Tell whether people were counted, and at least half of them died so."""
    counted = death.denominator is not None and death.denominator >= _ENOUGH_COUNTED
    return counted and death.term in _OF_CHILDREN_BORN and (death.low or 0.0) >= _AS_A_RULE


def _deaths(deaths: Sequence[AnnotatedFinding], text: str) -> Sentence:
    order = list(DEATHS)
    sorted_deaths = sorted(deaths, key=lambda f: order.index(f.term))
    ages = dict.fromkeys(str(DEATHS[f.term]) for f in sorted_deaths)
    return Sentence(text % {"ages": alternatives(tuple(ages))}, sources_of(deaths))
