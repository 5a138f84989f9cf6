"""The coded part of a profile, as somebody hands it to their geneticist."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from rarekin.api.making.release import current
from rarekin.model.case import Case, Finding, State
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.models import Profile, ProfileDisease, ProfileSign

_SALT = "rarekin.research.file"


def case_of(profile: Profile) -> Case:
    """Return the coded part of a profile as the engines and formats know it.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    case
        Under an id of its own, the same each time: whoever gets the file can tell that two are
        of one person, and cannot tell which card here is theirs. A no that a yes contradicts is
        left out (see `contradicted`).
    """
    signs = list(profile.signs.order_by("added_at", "pk"))
    odd = {sign.pk for sign, _narrower in contradicted(signs)}
    confirmed = profile.diseases.filter(certainty=ProfileDisease.Certainty.CONFIRMED)
    return Case(
        id=salted_hmac(_SALT, profile.handle, algorithm="sha256").hexdigest()[:24],
        findings=tuple(
            Finding(Curie(sign.term), State.EXCLUDED if sign.excluded else State.PRESENT)
            for sign in signs
            if sign.pk not in odd
        ),
        diseases=tuple(Curie(e.disease) for e in confirmed.order_by("added_at", "pk")),
    )


def suspected_of(profile: Profile) -> tuple[Curie, ...]:
    """Return the diseases that somebody suspects; the case names only confirmed ones.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    suspected
        In the order they were added.
    """
    entries = profile.diseases.filter(certainty=ProfileDisease.Certainty.SUSPECTED)
    return tuple(Curie(entry.disease) for entry in entries.order_by("added_at", "pk"))


def contradicted(signs: list[ProfileSign]) -> list[tuple[ProfileSign, ProfileSign]]:
    """Return each no that a yes to something narrower contradicts.

    Parameters
    ----------
    signs
        Of one person.

    Returns
    -------
    pairs
        The broader sign that was said not to be there, and the narrower one that is.
    """
    ontology = current().ontology
    known = [sign for sign in signs if Curie(sign.term) in ontology.index_of]
    denied = {ontology.index_of[Curie(s.term)]: s for s in known if s.excluded}
    found = []
    for sign in known if denied else ():
        if not sign.excluded:
            above = set(ontology.ancestors(ontology.index_of[Curie(sign.term)]).tolist())
            found += [(denied[i], sign) for i in sorted(above & set(denied))]
    return found
