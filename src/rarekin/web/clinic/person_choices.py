"""What the forms offer for the person: the sex, and when the disease began (HPO's classes)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from rarekin.model.ages import STAGE_OF_TERM, stage_of_age
from rarekin.model.case import Sex
from rarekin.model.identifiers import Curie


def onset_classes() -> Mapping[str, str]:
    """Return what the form offers, the earliest first.

    Examples
    --------
    >>> list(onset_classes())[0]
    'HP:0003577'
    """
    return {
        "HP:0003577": _("at birth"),
        "HP:0003623": _("in the first four weeks of life"),
        "HP:0003593": _("in the first year of life"),
        "HP:0011463": _("between the ages of 1 and 5"),
        "HP:0003621": _("between the ages of 5 and 15"),
        "HP:0011462": _("between the ages of 16 and 40"),
        "HP:0003596": _("between the ages of 40 and 60"),
        "HP:0003584": _("after the age of 60"),
    }


def onset_class(term: Curie | None, years: float | None) -> str:
    """Return the class of the form in which a beginning falls; empty for none of them.

    Examples
    --------
    >>> onset_class(None, 0.4), onset_class(Curie("HP:0025708"), None), onset_class(None, None)
    ('HP:0003593', 'HP:0011462', '')
    """
    stage = STAGE_OF_TERM.get(term, "") if term else ""
    if years is not None and years >= 0:
        stage = stage_of_age(years)
    return next((id_ for id_ in onset_classes() if STAGE_OF_TERM[Curie(id_)] == stage), "")


def person_choices() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what the part ``person.html`` shows.

    Examples
    --------
    >>> [str(sex) for sex, _name in person_choices()["sexes"]]
    ['unknown', 'female', 'male']
    """
    sexes = (
        (Sex.UNKNOWN, _("I’d rather not say")),
        (Sex.FEMALE, _("Female")),
        (Sex.MALE, _("Male")),
    )
    return {"sexes": sexes, "onsets": tuple(onset_classes().items())}
